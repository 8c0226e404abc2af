"""What a build keeps, whatever happens to the notes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from build_fixtures import (
    BACKBONE,
    BLENDING,
    LUMIERE,
    SDXL,
    SLOW_PROFILE,
    VIDEOS,
    VIDEOS_AGAIN,
    Shelf,
    fresh_points,
    paper,
    shelf,
    state_of,
)
from hypothesis import given
from hypothesis import strategies as st

from decks.cards import Acceptance, edited_question
from decks.collection import CollectionError
from decks.faces import plain, to_json
from decks.marks import What
from decks.report import Change, FileState
from decks.reviews import Rating
from decks.store.connection import StoreError


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Shelf]:
    """A collection with two papers, built once."""
    with shelf(tmp_path / "notes") as found:
        found.note("video/lumiere.md", paper(LUMIERE, VIDEOS, BLENDING))
        found.note("image.md", paper(SDXL, BACKBONE, label="要点"))
        found.build()
        yield found


def test_a_second_build_changes_nothing(desk: Shelf) -> None:
    """A build of the same notes leaves the store as it was, and says so."""
    before = state_of(desk)
    report = desk.build()
    assert not report.changed
    assert report.points == {Change.KEPT: 3}
    assert {file.state for file in report.files} == {FileState.UNCHANGED}
    assert state_of(desk) == before


def test_a_replanned_build_changes_nothing(desk: Shelf) -> None:
    """Even where everything is planned again, the same notes make the same store."""
    before = state_of(desk)
    (desk.folder / "paperdeck.yaml").write_text("new_per_day: 5", "utf-8")
    assert not desk.build().changed
    assert state_of(desk) == before


def test_a_touched_file_changes_nothing(desk: Shelf) -> None:
    """A file saved anew with the same bytes, or with other line ends, keeps all cards."""
    before = state_of(desk)
    file = desk.note("video/lumiere.md", paper(LUMIERE, VIDEOS, BLENDING))
    assert not desk.build().changed
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert not desk.build().changed
    assert state_of(desk) == before


def test_a_reworded_point_keeps_card_and_history(desk: Shelf) -> None:
    """A card of a reworded point keeps its id and its reviews, and asks the new words."""
    cards = {card.id for card in desk.accepted(VIDEOS)}
    card = desk.one(VIDEOS)
    desk.answer(card.id)
    desk.note("video/lumiere.md", paper(LUMIERE, VIDEOS_AGAIN, BLENDING))
    report = desk.build()
    assert report.points[Change.REWORDED] == 1
    now = desk.cards()[card.id]
    assert {each.id for each in desk.accepted(VIDEOS_AGAIN)} == cards
    assert (now.point, now.schedule.reps) == (card.point, 1)
    assert "short videos" in plain(now.question, reveal=True)
    assert desk.in_play(card.id)


def test_every_text_is_kept_as_a_version(desk: Shelf) -> None:
    """Every text a point or card ever had is kept, with the instant it was first seen."""
    card = desk.one(VIDEOS)
    desk.note("video/lumiere.md", paper(LUMIERE, VIDEOS_AGAIN, BLENDING))
    desk.build()
    points = desk.store.rows(
        "SELECT text, seen_ms FROM point_version WHERE point = ? ORDER BY seen_ms", (card.point,)
    )
    faces = desk.store.rows("SELECT answer FROM card_version WHERE card = ?", (card.id,))
    assert [text for text, _ in points] == [VIDEOS, VIDEOS_AGAIN]
    assert all(seen > 0 for _, seen in points)
    assert len(faces) == 2


def test_a_changed_dress_reaches_the_card(desk: Shelf) -> None:
    """Emphasis and signs make no other text, but the card shows them as they stand now."""
    card = desk.one(VIDEOS)
    dressed = VIDEOS.replace("of 80 frames", "(of **80** frames)")
    desk.note("video/lumiere.md", paper(LUMIERE, dressed, BLENDING))
    desk.build()
    now = desk.cards()[card.id]
    assert "(of 80 frames)" in plain(now.question, reveal=True)
    assert (now.point, now.answer, now.recipe) == (card.point, card.answer, card.recipe)


def test_a_point_moves_to_another_file(desk: Shelf) -> None:
    """A bullet that is moved to another file keeps its card, its history and its deck."""
    card = desk.one(VIDEOS)
    desk.answer(card.id)
    desk.note("video/lumiere.md", paper(LUMIERE, BLENDING))
    desk.note("later.md", paper(LUMIERE, VIDEOS))
    report = desk.build()
    now = desk.cards()[card.id]
    assert report.points[Change.MOVED] == 1
    assert [place.path for place in now.places] == ["later.md"]
    assert (now.deck, now.schedule.reps) == ("video::lumiere", 1)


def test_a_point_moves_to_another_paper(desk: Shelf) -> None:
    """A bullet that is put under another paper keeps its card and its history."""
    card = desk.one(VIDEOS)
    desk.answer(card.id)
    desk.note("video/lumiere.md", paper(LUMIERE, BLENDING))
    desk.note("image.md", paper(SDXL, BACKBONE, VIDEOS, label="要点"))
    desk.build()
    now = desk.cards()[card.id]
    assert (now.paper.title, now.deck, now.schedule.reps) == (SDXL, "image", 1)
    assert desk.in_play(card.id)


@pytest.mark.parametrize("name", ["other.md", "視頻/Ü 论文.md", "video/Lumie\u0300re.md"])
def test_a_renamed_file_keeps_its_cards(desk: Shelf, name: str) -> None:
    """Renaming a note changes neither its cards nor their deck: the home moves by hand only."""
    desk.answer(desk.one(VIDEOS).id)
    before = {card.id: card.deck for card in desk.accepted()}
    history = desk.history()
    target = desk.folder / name
    target.parent.mkdir(exist_ok=True)
    (desk.folder / "video/lumiere.md").rename(target)
    report = desk.build()
    assert {card.id: card.deck for card in desk.accepted()} == before
    assert desk.history() == history
    assert report.points[Change.ABSENT] == report.points[Change.NEW] == 0
    assert desk.one(VIDEOS).places[0].path == name


def test_a_deleted_point_rests_and_wakes(desk: Shelf) -> None:
    """A deleted bullet's cards rest with all their reviews, and wake when the text returns."""
    card = desk.one(VIDEOS)
    desk.answer(card.id, Rating.GOOD, Rating.AGAIN)
    history = desk.history()
    desk.note("video/lumiere.md", paper(LUMIERE, BLENDING))
    report = desk.build()
    assert report.points[Change.ABSENT] == 1
    assert not desk.in_play(card.id)
    assert not desk.cards()[card.id].present
    assert desk.history() == history
    assert {file.path: file.cards for file in report.files}["video/lumiere.md"] == len(
        desk.accepted(BLENDING)
    )
    desk.note("video/lumiere.md", paper(LUMIERE, BLENDING, VIDEOS))
    assert desk.build().points[Change.RESTORED] == 1
    assert desk.in_play(card.id)
    assert desk.history() == history


def test_a_deleted_file_rests_and_wakes_elsewhere(desk: Shelf) -> None:
    """A note that its listed folder lacks is gone; its cards wake in whatever file it returns."""
    cards = [card.id for card in desk.accepted(VIDEOS)]
    shutil.rmtree(desk.folder / "video")
    desk.build()
    assert not any(map(desk.in_play, cards))
    desk.note("again.md", paper(LUMIERE, VIDEOS))
    desk.build()
    assert all(map(desk.in_play, cards))


def test_what_was_suspended_wakes_suspended(desk: Shelf) -> None:
    """A card that was suspended before it rested is suspended when its text returns."""
    card = desk.one(VIDEOS)
    desk.mark(card.id, What.SUSPENDED, True)
    desk.note("video/lumiere.md", paper(LUMIERE, BLENDING))
    desk.build()
    desk.note("video/lumiere.md", paper(LUMIERE, BLENDING, VIDEOS))
    desk.build()
    now = desk.cards()[card.id]
    assert (now.present, now.suspended, desk.in_play(card.id)) == (True, True, False)


def test_an_absent_point_is_restored_reworded(desk: Shelf) -> None:
    """A text that returns in other words is the point it was."""
    card = desk.one(VIDEOS)
    desk.answer(card.id)
    desk.note("video/lumiere.md", paper(LUMIERE, BLENDING))
    desk.build()
    desk.note("video/lumiere.md", paper(LUMIERE, BLENDING, VIDEOS_AGAIN))
    desk.build()
    assert desk.in_play(card.id)
    assert desk.cards()[card.id].point_text == VIDEOS_AGAIN


def test_an_emptied_root_changes_nothing(desk: Shelf) -> None:
    """A root without any note is an unmounted one: nothing is absent."""
    before = state_of(desk)
    (desk.folder / "video/lumiere.md").unlink()
    (desk.folder / "image.md").unlink()
    assert not desk.build().changed
    assert state_of(desk) == before


def test_a_missing_root_changes_nothing(tmp_path: Path) -> None:
    """A root that is not there is an error that says so, and the cards are as before."""
    with shelf(tmp_path / "home", "roots: [., ../disk]") as found:
        (tmp_path / "disk").mkdir()
        found.note("../disk/a.md", paper(LUMIERE, VIDEOS))
        found.note("b.md", paper(SDXL, BACKBONE, label="要点"))
        found.build()
        before = state_of(found)
        (tmp_path / "disk").rename(tmp_path / "unplugged")
        with pytest.raises(CollectionError, match="no such folder"):
            found.build()
        assert state_of(found) == before


def test_an_excluded_note_changes_nothing(desk: Shelf) -> None:
    """What is excluded is not seen: its cards stay as they were."""
    before = state_of(desk)
    (desk.folder / "paperdeck.yaml").write_text("exclude: [video/]", "utf-8")
    report = desk.build()
    assert not report.changed
    assert report.points[Change.ABSENT] == 0
    assert state_of(desk) == before


def test_a_kind_that_is_not_looked_for_changes_nothing(desk: Shelf) -> None:
    """Points of a kind that the settings leave out were not looked for: accepted cards stay."""
    before = [card.id for card in desk.accepted()]
    (desk.folder / "paperdeck.yaml").write_text("kinds: [core_innovation]", "utf-8")
    assert desk.build().points[Change.ABSENT] == 0
    assert [card.id for card in desk.accepted()] == before
    assert all(map(desk.in_play, before))


def test_an_unreadable_note_changes_nothing(desk: Shelf) -> None:
    """A note that became no text at all is not seen: its cards stay as they were."""
    before = state_of(desk)
    file = desk.note("video/lumiere.md")
    file.write_bytes(b"\x00\x01\x02\xff" * 400)
    report = desk.build()
    assert [f.path for f in report.files if f.state is FileState.UNREADABLE] == ["video/lumiere.md"]
    assert state_of(desk) == before


def test_a_dangling_folder_changes_nothing(tmp_path: Path) -> None:
    """Notes behind a link whose disk is not mounted are not seen."""
    (tmp_path / "disk").mkdir()
    with shelf(tmp_path / "notes") as found:
        (found.folder / "linked").symlink_to(tmp_path / "disk")
        found.note("linked/a.md", paper(LUMIERE, VIDEOS))
        found.note("b.md", paper(SDXL, BACKBONE, label="要点"))
        found.build()
        before = state_of(found)
        (tmp_path / "disk").rename(tmp_path / "unplugged")
        assert found.build().points[Change.ABSENT] == 0
        assert state_of(found) == before


def test_accepted_cards_are_pinned(desk: Shelf) -> None:
    """Fifty more notes change the document frequencies and no accepted card."""
    cards = {card.id: (card.question, card.answer, card.recipe) for card in desk.accepted()}
    for number in range(50):
        desk.note(f"more/{number}.md", fresh_points(number))
    desk.build()
    after = desk.cards()
    assert {c: (after[c].question, after[c].answer, after[c].recipe) for c in cards} == cards
    assert {card.id for card in desk.accepted(VIDEOS)} <= set(cards)
    assert all(map(desk.in_play, cards))


def test_budgets_do_not_touch_accepted_cards(desk: Shelf) -> None:
    """A smaller budget decides about new points only."""
    cards = [card.id for card in desk.accepted()]
    (desk.folder / "paperdeck.yaml").write_text(
        "cards_per_paper: 1\ncards_per_point: 1\naccept: none", "utf-8"
    )
    desk.note("more.md", fresh_points(1))
    desk.build()
    assert [card.id for card in desk.accepted()] == cards


def test_a_rejected_card_stays_rejected(desk: Shelf) -> None:
    """A card that was rejected is never made again, whatever its point is reworded to."""
    card = desk.one(VIDEOS)
    desk.mark(card.id, What.REJECTED, True)
    for text in (VIDEOS_AGAIN, VIDEOS):
        desk.note("video/lumiere.md", paper(LUMIERE, text, BLENDING))
        desk.build()
        assert desk.cards()[card.id].acceptance is Acceptance.REJECTED
        assert card.answer not in [each.answer for each in desk.accepted(text)]


def test_a_proposal_that_was_rejected_is_not_made_again(tmp_path: Path) -> None:
    """A rejected proposal does not come back under another id when its point is reworded."""
    with shelf(tmp_path / "notes", "accept: none\ncards_per_point: 5") as found:
        found.note("a.md", paper(LUMIERE, VIDEOS))
        found.build()
        for card in found.cards():
            found.mark(card, What.REJECTED, True)
        rejected = {(card.recipe, card.answer) for card in found.cards().values()}
        (found.folder / "paperdeck.yaml").write_text("cards_per_point: 5", "utf-8")
        found.note("a.md", paper(LUMIERE, VIDEOS_AGAIN.replace("30", "40")))
        found.build()
        found.note("a.md", paper(LUMIERE, VIDEOS_AGAIN.replace("30", "40").replace("The t", "T")))
        found.build()
        cards = found.cards().values()
        asked = [(c.recipe, c.answer) for c in cards if c.acceptance is Acceptance.REJECTED]
        assert len(asked) == len(rejected)
        assert not set(asked) & {(c.recipe, c.answer) for c in found.accepted()}


def test_an_edited_card_stays_edited(desk: Shelf) -> None:
    """What a person wrote on a card survives every build."""
    card = desk.one(VIDEOS)
    face = edited_question("How many videos? [...]", "thirty million")
    desk.mark(card.id, What.EDIT, {"question": to_json(face), "answer": "thirty million"})
    desk.note("video/lumiere.md", paper(LUMIERE, VIDEOS_AGAIN, BLENDING))
    desk.note("more.md", fresh_points(2))
    desk.build()
    now = desk.cards()[card.id]
    assert (now.edited, now.question, now.answer) == (True, face, "thirty million")


def test_one_text_in_two_files_is_one_card(desk: Shelf) -> None:
    """The same bullet of a paper in two files is one point with two sources, home first."""
    card = desk.one(VIDEOS)
    desk.note("another.md", paper(LUMIERE, VIDEOS))
    desk.build()
    now = desk.cards()[card.id]
    assert [place.path for place in now.places] == ["video/lumiere.md", "another.md"]
    assert len(desk.accepted(VIDEOS)) == len({c.answer for c in desk.accepted(VIDEOS)})
    assert now.deck == "video::lumiere"
    desk.note("video/lumiere.md", paper(LUMIERE, BLENDING))
    desk.build()
    assert desk.in_play(card.id)


def test_equal_points_of_one_place_stay_two(tmp_path: Path) -> None:
    """Two equal bullets of a block are two points, told apart by their number."""
    with shelf(tmp_path / "notes") as found:
        found.note("a.md", paper(LUMIERE, VIDEOS, VIDEOS))
        assert found.build().points[Change.NEW] == 2
        assert not found.build().changed
        numbers = found.store.rows("SELECT number FROM point ORDER BY number")
        assert numbers == [(0,), (1,)]


def test_united_papers_come_apart_again(tmp_path: Path) -> None:
    """Merging papers is a view: mending the note that merged them undoes it, history and all."""
    other = "Video Synthesis at Scale: A Second Look"
    with shelf(tmp_path / "notes") as found:
        found.note("a.md", paper(LUMIERE, VIDEOS, arxiv="2401.12945"))
        found.note("b.md", paper(other, BLENDING))
        found.build()
        apart = {c.id: (c.paper.id, c.paper.title, c.deck) for c in found.accepted()}
        for card in apart:
            found.answer(card)
        history = found.history()
        found.note("b.md", paper(other, BLENDING, arxiv="2401.12945"))
        found.build()
        assert len({card.paper.id for card in found.accepted()}) == 1
        assert found.history() == history
        found.note("b.md", paper(other, BLENDING))
        found.build()
        assert {c.id: (c.paper.id, c.paper.title, c.deck) for c in found.accepted()} == apart
        assert found.history() == history


def test_points_that_fell_together_come_apart_again(tmp_path: Path) -> None:
    """Equal points of papers that were united for a while get back each its own history."""
    other = "Video Synthesis at Scale: A Second Look"
    with shelf(tmp_path / "notes") as found:
        found.note("b.md", paper(LUMIERE, VIDEOS, BLENDING, arxiv="2401.12945"))
        found.build()
        mine = {c.id for c in found.accepted(VIDEOS)}
        found.note("a.md", paper(other, VIDEOS, BACKBONE))
        found.build()
        theirs = [c.id for c in found.cards().values() if c.paper.title == other]
        for card in (*mine, *theirs):
            found.mark(card, What.ACCEPTED, True)
            found.answer(card)
        before = {c.id: (c.paper.title, c.present) for c in found.cards().values()}
        found.note("a.md", paper(other, VIDEOS, BACKBONE, arxiv="2401.12945"))
        found.build()
        assert len({card.paper.id for card in found.accepted()}) == 1
        found.note("a.md", paper(other, VIDEOS, BACKBONE))
        found.build()
        assert {c.id: (c.paper.title, c.present) for c in found.cards().values()} == before


def test_copied_points_make_no_accepted_card(tmp_path: Path) -> None:
    """The same bullet under two papers is miscopied in one: it waits in the inbox."""
    with shelf(tmp_path / "notes") as found:
        found.note("a.md", paper(LUMIERE, VIDEOS))
        found.note("b.md", paper(SDXL, VIDEOS))
        report = found.build()
        assert found.accepted() == []
        assert set(report.cards_inbox) == {"copied"}
        assert len({card.point for card in found.cards().values()}) == 2


def test_a_split_point_hands_its_cards_on(tmp_path: Path) -> None:
    """The cards of a bullet that was split go with the part that holds their answer."""
    with shelf(tmp_path / "notes") as found:
        whole = f"{VIDEOS[:-1]}; {BLENDING}"
        found.note("a.md", paper(LUMIERE, whole))
        found.build()
        for card in found.cards():
            found.mark(card, What.ACCEPTED, True)
            found.answer(card)
        history, cards = found.history(), found.accepted()
        found.note("a.md", paper(LUMIERE, VIDEOS, BLENDING))
        report = found.build()
        assert (report.points[Change.SPLIT], report.points[Change.NEW]) == (1, 0)
        now = found.cards()
        assert {now[card.id].point_text for card in cards} == {VIDEOS, BLENDING}
        assert all(now[card.id].answer in now[card.id].point_text for card in cards)
        found.note("a.md", paper(LUMIERE, whole))
        assert found.build().points[Change.MERGED] == 1
        assert [c.point for c in found.accepted()] == [c.point for c in cards]
        assert all(found.in_play(card.id) for card in cards)
        assert found.history() == history


def test_merged_points_hand_their_cards_on(desk: Shelf) -> None:
    """The cards of bullets that were merged into one ask that one, with their history."""
    before = [desk.one(VIDEOS), desk.one(BLENDING)]
    for card in before:
        desk.answer(card.id)
    desk.note("video/lumiere.md", paper(LUMIERE, f"{VIDEOS[:-1]}; {BLENDING}"))
    report = desk.build()
    now = [desk.cards()[card.id] for card in before]
    assert report.points[Change.MERGED] == 1
    assert len({card.point for card in now if card.present}) == 1
    assert [card.schedule.reps for card in now] == [1, 1]
    assert any(desk.in_play(card.id) for card in now)


def test_two_stores_agree_by_themselves(tmp_path: Path) -> None:
    """Machines that first meet the notes in the same version give the same ids."""
    ids = []
    for name in ("one", "other"):
        with shelf(tmp_path / name) as found:
            found.note("a.md", paper(LUMIERE, VIDEOS, BLENDING, BLENDING), fresh_points(1))
            found.note("b.md", paper(SDXL, BACKBONE, label="要点"))
            found.build()
            rows = found.store.rows("SELECT id, point FROM card ORDER BY id")
            ids.append((rows, found.store.rows("SELECT id, paper FROM point ORDER BY id")))
    assert ids[0] == ids[1]


def test_an_interrupted_build_leaves_the_cards(desk: Shelf) -> None:
    """Whatever stops a build while it reads, the cards are as before; the next one goes on."""

    def interrupt(done: int, total: int, path: str) -> None:
        raise KeyboardInterrupt

    before = state_of(desk)
    desk.note("video/lumiere.md", paper(LUMIERE, BLENDING))
    desk.note("new.md", fresh_points(3))
    with pytest.raises(KeyboardInterrupt):
        desk.build(progress=interrupt)
    assert state_of(desk) == before
    assert desk.build().points[Change.ABSENT] == 1


def test_a_build_that_fails_midway_leaves_the_cards(
    desk: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stops a build while it writes takes back all it has written."""

    def fail(*_: object) -> None:
        raise StoreError("no more")

    before = state_of(desk)
    desk.note("video/lumiere.md", paper(LUMIERE, VIDEOS_AGAIN))
    with monkeypatch.context() as patch:
        patch.setattr("decks.build.renew_all", fail)
        with pytest.raises(StoreError):
            desk.build()
    assert state_of(desk) == before
    assert desk.build().changed


def test_a_point_in_two_roots_is_one(tmp_path: Path) -> None:
    """A note that lies in two roots, or a root that is named twice, makes no card twice."""
    with shelf(tmp_path / "notes", "roots: [., sub, ./sub, .]") as found:
        found.note("sub/a.md", paper(LUMIERE, VIDEOS))
        report = found.build()
        assert report.papers == 1
        assert len(report.files) == 2
        assert report.points[Change.NEW] == 1
        assert not found.build().changed


def test_a_linked_root_is_its_target(tmp_path: Path) -> None:
    """A root that is a link to another root is that root."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with shelf(tmp_path / "notes", "roots: [../real, ../link]") as found:
        found.note("../real/a.md", paper(LUMIERE, VIDEOS))
        assert len(found.build().files) == 1
        card = found.one(VIDEOS)
        assert [place.path for place in card.places] == ["a.md"]


def test_a_collection_that_moves_keeps_its_cards(tmp_path: Path) -> None:
    """A collection in another folder is the same one: nothing there is a ghost of the old."""
    with shelf(tmp_path / "old") as found:
        found.note("a.md", paper(LUMIERE, VIDEOS, BLENDING))
        found.build()
        cards = [card.id for card in found.accepted(VIDEOS)]
    (tmp_path / "old").rename(tmp_path / "new")
    with shelf(tmp_path / "new") as found:
        report = found.build()
        assert (report.points[Change.NEW], report.points[Change.ABSENT]) == (0, 0)
        places = [(p.root, p.path) for p in found.one(VIDEOS).places]
        assert places == [(str(tmp_path / "new"), "a.md")]
        found.note("a.md", paper(LUMIERE, BLENDING))
        found.build()
        assert not any(map(found.in_play, cards))


def test_a_note_is_never_written(desk: Shelf) -> None:
    """A build leaves every note as it is, in bytes and in time."""
    files = sorted(desk.folder.rglob("*.md"))
    before = [(file.read_bytes(), file.stat().st_mtime_ns) for file in files]
    for file in files:
        file.chmod(0o444)
    (desk.folder / "paperdeck.yaml").write_text("accept: none", "utf-8")
    desk.build()
    assert [(file.read_bytes(), file.stat().st_mtime_ns) for file in files] == before


TEXTS = st.lists(
    st.sampled_from([VIDEOS, VIDEOS_AGAIN, BLENDING, BACKBONE, f"{VIDEOS[:-1]}; {BLENDING}"]),
    max_size=4,
)
NOTES = st.fixed_dictionaries(
    {"a.md": st.tuples(st.sampled_from([LUMIERE, SDXL]), TEXTS),
     "b/c.md": st.tuples(st.sampled_from([LUMIERE, SDXL, "SDXL"]), TEXTS)}
)  # fmt: skip


def _write(found: Shelf, notes: dict[str, tuple[str, list[str]]]) -> None:
    for path, (title, points) in notes.items():
        found.note(path, paper(title, *points))


@SLOW_PROFILE
@given(NOTES, NOTES)
def test_there_and_back_keeps_every_card(
    tmp_path_factory: pytest.TempPathFactory,
    first: dict[str, tuple[str, list[str]]],
    second: dict[str, tuple[str, list[str]]],
) -> None:
    """Building other notes and then the first again leaves their cards with all history."""
    with shelf(tmp_path_factory.mktemp("notes")) as found:
        _write(found, first)
        found.build()
        cards = {card.id for card in found.accepted() if card.present}
        for card in sorted(cards):
            found.answer(card)
        history = found.history()
        for notes in (second, first):
            _write(found, notes)
            found.build()
        now = found.cards()
        asked = {(now[c].paper.id, now[c].answer) for c in cards}
        awake = {(c.paper.id, c.answer) for c in found.accepted() if c.present}
        assert cards <= {card.id for card in found.accepted()}
        assert asked <= awake
        assert found.history() == history


@SLOW_PROFILE
@given(st.lists(NOTES, min_size=1, max_size=4))
def test_no_sequence_of_builds_loses_a_review(
    tmp_path_factory: pytest.TempPathFactory,
    versions: list[dict[str, tuple[str, list[str]]]],
) -> None:
    """Whatever the notes become, every review and every card that has one stays."""
    with shelf(tmp_path_factory.mktemp("notes")) as found:
        kept: dict[str, int] = {}
        for notes in versions:
            _write(found, notes)
            found.build()
            for card in sorted(found.cards()):
                found.answer(card)
                kept[card] = kept.get(card, 0) + 1
            assert {card: len(rows) for card, rows in found.history().items()} == kept
            assert not found.build().changed
