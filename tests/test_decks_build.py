"""What a build keeps, whatever happens to the notes."""

from __future__ import annotations

import shutil
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path

import pytest
from build_fixtures import (
    BACKBONE,
    BLENDING,
    LUMIERE,
    SDXL,
    VIDEOS,
    VIDEOS_AGAIN,
    Shelf,
    fresh_points,
    paper,
    shelf,
    state_of,
)

from decks.cards import Acceptance, edited_question
from decks.faces import plain, to_json
from decks.marks import What
from decks.report import Change
from decks.reviews import Rating
from decks.store.connection import StoreError


def test_a_second_build_changes_nothing(desk: Shelf) -> None:
    """A build of the same notes leaves the store as it was, and says so."""
    before = state_of(desk)
    report = desk.build()
    assert not report.changed
    assert report.points == {Change.KEPT: 3}
    assert (report.files, report.unchanged) == ((), 2)
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
        patch.setattr("decks.enact.renew_all", fail)
        with pytest.raises(StoreError):
            desk.build()
    assert state_of(desk) == before
    assert desk.build().changed


def test_any_executor_makes_the_same_cards(tmp_path: Path) -> None:
    """Whoever reads the files and makes the candidates, the cards are those of one process."""
    made = []
    for name in ("here", "threads", "processes"):
        with shelf(tmp_path / name) as found:
            for number in range(70):
                found.note(f"{number}.md", fresh_points(number))
            with ExitStack() as stack:
                pools = {
                    "threads": lambda: ThreadPoolExecutor(2),
                    "processes": lambda: ProcessPoolExecutor(1, mp_context=get_context("spawn")),
                }
                pool = stack.enter_context(pools[name]()) if name in pools else None
                found.build(executor=pool)
            made.append(sorted(found.store.rows("SELECT id, question, warnings, rank FROM card")))
    assert made[0]
    assert made[0] == made[1] == made[2]
