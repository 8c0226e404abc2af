"""What a build makes of points that stand in several places, fall together or come apart."""

from __future__ import annotations

from pathlib import Path

from build_fixtures import (
    BACKBONE,
    BLENDING,
    LUMIERE,
    SDXL,
    VIDEOS,
    Shelf,
    fresh_points,
    paper,
    shelf,
)

from decks.marks import What
from decks.report import Change
from decks.store import totals


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
        found.build()
        assert found.accepted() == []
        assert set(totals.inbox_by_reason(found.store)) == {"copied"}
        assert len({card.point for card in found.cards().values()}) == 2


def test_a_split_point_hands_its_cards_on(tmp_path: Path) -> None:
    """The cards of a bullet that was split go with the part that holds their answer."""
    with shelf(tmp_path / "notes") as found:
        first = "Training uses 30 million videos."
        whole = f"{first[:-1]}; {BLENDING}"
        found.note("a.md", paper(LUMIERE, whole))
        found.build()
        for card in found.cards():
            found.mark(card, What.ACCEPTED, True)
            found.answer(card)
        history, cards = found.history(), found.accepted()
        found.note("a.md", paper(LUMIERE, first, BLENDING))
        report = found.build()
        assert (report.points[Change.SPLIT], report.points[Change.NEW]) == (1, 0)
        now = found.cards()
        assert {now[card.id].point_text for card in cards} == {first, BLENDING}
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
