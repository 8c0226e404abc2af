"""Decisions are only ever added, and the newest holds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from build_fixtures import BLENDING, LUMIERE, NOON_MS, PROFILE, VIDEOS, Shelf, paper, shelf
from hypothesis import given
from hypothesis import strategies as st

from decks.days import Instant
from decks.marks import Mark, What, in_force
from decks.queue import Limits
from decks.reviews import Rating
from decks.session import Graded, Session
from decks.store.aliases import add_aliases, aliases, holder_of
from decks.store.cards import card as load_card
from decks.store.connection import open_store
from decks.store.marks import (
    add_mark,
    all_decisions,
    decisions_on,
    insert_mark,
    marks_of,
    retracted,
)
from decks.store.reviews import reviews_of
from decks.store.standing import renew, renew_all


def mark(value: Any, ms: int = 1, device: str = "d", what: What = What.SUSPENDED) -> Mark:
    return Mark("c", what, value, ms, device)


IN_FORCE: list[tuple[str, list[Mark], Any]] = [
    ("one", [mark(True)], True),
    ("the later", [mark(True, 2), mark(False, 1)], True),
    ("the greater device at one instant", [mark(True, 1, "b"), mark(False, 1, "a")], True),
    ("the later, whatever the device", [mark(True, 2, "a"), mark(False, 1, "z")], True),
    ("the same twice", [mark(True), mark(True)], True),
    ("taken back", [mark(True, 1), mark(None, 2)], None),
    ("Chinese tags", [mark(["视频", "🎬"], 2), mark(["x"], 1)], ["视频", "🎬"]),
]


@pytest.mark.parametrize(("name", "marks", "value"), IN_FORCE, ids=[row[0] for row in IN_FORCE])
def test_the_newest_mark_holds(name: str, marks: list[Mark], value: object) -> None:
    """The current value is the newest by (instant, device)."""
    assert in_force(marks) == {("c", What.SUSPENDED, ""): value}


MARKS = st.lists(
    st.builds(Mark, st.sampled_from("ab"), st.sampled_from([What.FLAG, What.RETRACTED]),
              st.sampled_from([None, 1, True, ["x"]]), st.integers(0, 3), st.sampled_from("de"),
              st.sampled_from(["", "7"])), max_size=8,
)  # fmt: skip


@PROFILE
@given(MARKS, MARKS, st.randoms(use_true_random=False))
def test_the_union_of_marks_does_not_depend_on_order(
    one: list[Mark], other: list[Mark], chance: random.Random
) -> None:
    """Two collections that take each other's marks decide alike, in whatever order."""
    together = [*one, *other]
    shuffled = [*other, *one, *one]
    chance.shuffle(shuffled)
    assert in_force(together) == in_force(shuffled)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Shelf]:
    """A collection of one paper, built."""
    with shelf(tmp_path / "notes") as found:
        found.note("a.md", paper(LUMIERE, VIDEOS, BLENDING))
        found.build()
        yield found


class Clock:
    """A clock that goes only when it is told to."""

    def __init__(self) -> None:
        self.ms = NOON_MS

    def __call__(self) -> Instant:
        """The moment."""
        return Instant(self.ms)


def sitting(desk: Shelf, clock: Clock) -> Session:
    return Session(
        desk.store, desk.collection.presets(desk.store), Limits(20, 200), clock, day_starts_at=4
    )


def test_what_is_decided_last_here_holds_here(desk: Shelf) -> None:
    """A decision holds even if the clock was set back, or another device's is ahead."""
    card = desk.one(VIDEOS).id
    insert_mark(desk.store, Mark(card, What.FLAG, 1, 4 * NOON_MS, "future"))
    add_mark(desk.store, card, What.FLAG, 2, NOON_MS)
    add_mark(desk.store, card, What.FLAG, 3, NOON_MS - 1000)
    assert decisions_on(desk.store, card)[card, What.FLAG, ""] == 3


def test_undo_and_redo_add_marks(desk: Shelf) -> None:
    """Undo and redo take nothing back: they add marks that say the opposite."""
    clock = Clock()
    session = sitting(desk, clock)
    card = session.card
    assert card is not None
    session.suspend()
    before = marks_of(desk.store, card.id)
    for _ in range(2):
        session.undo()
        assert desk.in_play(card.id)
        session.redo()
        assert not desk.in_play(card.id)
    after = marks_of(desk.store, card.id)
    assert len(after) == len(before) + 4
    assert all(one in after for one in before)


def test_undoing_a_grade_retracts_its_review(desk: Shelf) -> None:
    """A review is taken back by a mark that names it; the row stays in the log."""
    session = sitting(desk, Clock())
    card = session.card
    assert card is not None
    session.grade(Rating.GOOD)
    rows = reviews_of(desk.store, card.id)
    session.undo()
    assert reviews_of(desk.store, card.id) == rows
    assert retracted(all_decisions(desk.store), card.id) == {rows[0].id}
    assert desk.cards()[card.id].schedule == card.schedule
    session.redo()
    assert retracted(all_decisions(desk.store), card.id) == frozenset()
    assert desk.cards()[card.id].schedule.reps == 1


def test_a_grade_names_the_last_review_it_saw(desk: Shelf) -> None:
    """If another process answered since, the card is shown again instead of counted twice."""
    clock = Clock()
    with open_store(desk.store.path, now_ms=1) as other:
        mine, theirs = sitting(desk, clock), sitting(Shelf(desk.folder, other), clock)
        assert mine.card == theirs.card
        card = mine.card
        assert card is not None
        assert mine.grade(Rating.GOOD) is Graded.RECORDED
        assert theirs.grade(Rating.AGAIN) is Graded.STALE
        assert len(reviews_of(desk.store, card.id)) == 1
        mine.undo()
        clock.ms += 1000
        assert theirs.refresh() is not None
        assert theirs.grade(Rating.AGAIN) is Graded.RECORDED
        assert desk.cards()[card.id].schedule.reps == 1


EVERY = [
    (What.SUSPENDED, True, "suspended", True), (What.BURIED_UNTIL, 20_459, "buried_until", 20_459),
    (What.FLAG, 4, "flag", 4), (What.TAGS, ["视频"], "tags", ("视频",)),
    (What.EDIT, {"question": [["text", "Q?"]], "answer": "A"}, "answer", "A"),
    (What.REJECTED, True, "acceptance", "rejected"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "value", "field", "shown"), EVERY, ids=[row[0] for row in EVERY])
def test_every_decision_shows_on_its_card(
    desk: Shelf, what: What, value: object, field: str, shown: object
) -> None:
    """Suspended, buried, flag, tags, edit and rejected are marks, and each can be taken back."""
    before = desk.one(VIDEOS)
    desk.mark(before.id, what, value)
    assert getattr(desk.cards()[before.id], field) == shown
    desk.mark(before.id, what, None)
    assert desk.cards()[before.id] == before


def test_decks_and_study_are_marks_on_papers(desk: Shelf) -> None:
    """A paper's deck and where it stands are marks on the paper, not on its cards."""
    card = desk.one(VIDEOS)
    desk.mark(card.paper.id, What.DECK, "Mine::视频")
    desk.mark(card.paper.id, What.STUDY, "shelf")
    desk.note("b.md", paper("Another: Paper", "Inference takes 40 seconds for 5 s of video."))
    desk.build()
    now = desk.cards()[card.id]
    assert (now.deck, now.paper.study, desk.in_play(card.id)) == ("Mine::视频", "shelf", False)
    desk.mark(card.paper.id, What.DECK, None)
    desk.note("c.md", paper("A Third: Paper", "Inference takes 41 seconds for 6 s of video."))
    desk.build()
    assert desk.cards()[card.id].deck == "a"


def _give_way(desk: Shelf) -> tuple[str, str]:
    """Two cards with a history each, of which the second has given way to the first."""
    holder, gone = desk.one(VIDEOS).id, desk.one(BLENDING).id
    desk.answer(holder, Rating.GOOD)
    desk.answer(gone, Rating.GOOD, Rating.AGAIN)
    with desk.store.transaction():
        add_aliases(desk.store, {gone: holder})
        decks = {paper: "d" for (paper,) in desk.store.rows("SELECT id FROM paper")}
        renew_all(desk.store, decks, desk.collection.presets(desk.store))
    return holder, gone


def test_reviews_of_an_alias_count_for_its_holder(desk: Shelf) -> None:
    """The reviews of an id that gave way are the holder's, and a retraction of one still holds."""
    holder, gone = _give_way(desk)
    rows = reviews_of(desk.store, desk.cards()[holder].id)
    assert {r.card for r in rows} == {holder, gone}
    assert desk.cards()[holder].schedule.reps == 3
    theirs = next(r for r in rows if r.card == gone)
    for target, reps in ((gone, 2), (holder, 2)):
        with desk.store.transaction():
            add_mark(desk.store, target, What.RETRACTED, True, NOON_MS, str(theirs.id))
            renew(desk.store, desk.cards()[holder].id, desk.collection.presets(desk.store))
        assert desk.cards()[holder].schedule.reps == reps


def test_marks_of_an_alias_count_for_its_holder(desk: Shelf) -> None:
    """A decision on either id holds for both, the newest of all."""
    holder, gone = _give_way(desk)
    insert_mark(desk.store, Mark(gone, What.FLAG, 5, 3 * NOON_MS, "there"))
    assert decisions_on(desk.store, holder)[holder, What.FLAG, ""] == 5
    add_mark(desk.store, holder, What.FLAG, 6, NOON_MS)
    assert decisions_on(desk.store, holder)[holder, What.FLAG, ""] == 6
    add_mark(desk.store, gone, What.FLAG, 7, NOON_MS)
    assert all_decisions(desk.store)[holder, What.FLAG, ""] == 7


def test_an_alias_is_never_asked(desk: Shelf) -> None:
    """An id that gave way leads to its holder, is in no queue, and is made by no build."""
    holder, gone = _give_way(desk)
    assert gone not in desk.cards()
    found = load_card(desk.store, gone)
    assert found is not None
    assert found.id == holder
    with desk.store.transaction():
        renew(desk.store, gone, desk.collection.presets(desk.store))
    assert gone not in desk.cards()
    desk.note("a.md", paper(LUMIERE, VIDEOS, BLENDING, "Inference takes 40 seconds on one GPU."))
    desk.build()
    assert gone not in desk.cards()
    assert len(desk.history()[holder]) == 3


def test_aliases_do_not_chain(desk: Shelf) -> None:
    """Where a holder gives way itself, all that it held goes with it."""
    add_aliases(desk.store, {"c": "b"})
    add_aliases(desk.store, {"b": "a"})
    add_aliases(desk.store, {"c": "a"})
    assert aliases(desk.store) == {"b": "a", "c": "a"}
    assert [holder_of(desk.store, name) for name in "abcd"] == ["a", "a", "a", "d"]


def test_one_standing_and_all_agree(desk: Shelf) -> None:
    """A card's standing made again alone is what a renewal of all makes of it."""
    card = desk.one(VIDEOS).id
    desk.answer(card, Rating.GOOD, Rating.AGAIN, Rating.EASY)
    desk.mark(card, What.FLAG, 2)
    desk.mark(desk.one(BLENDING).id, What.SUSPENDED, True)
    before = desk.store.rows("SELECT * FROM standing ORDER BY card")
    decks = {card.paper.id: card.deck for card in desk.cards().values()}
    with desk.store.transaction():
        desk.store.run("DELETE FROM standing")
        renew_all(desk.store, dict(decks), desk.collection.presets(desk.store))
    assert desk.store.rows("SELECT * FROM standing ORDER BY card") == before
