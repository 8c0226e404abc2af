"""What follows from the review log: memory, phase and due date are a fold over its rows."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from build_fixtures import DAY, NOON_MS, PROFILE, row
from hypothesis import given
from hypothesis import strategies as st

from decks.days import DAY_S
from decks.ids import CardId
from decks.memory import Engine
from decks.reviews import (
    SCHEDULED,
    Phase,
    Rating,
    Review,
    ReviewKind,
    Schedule,
    fold,
    without_retracted,
)

CARD = CardId("c")
ENGINE = Engine(None, 0.9)
AGAIN, HARD, GOOD, EASY = Rating
LEARNING, REVIEW, RELEARNING = ReviewKind.LEARNING, ReviewKind.REVIEW, ReviewKind.RELEARNING
CRAM, MANUAL, RESCHEDULED, RESET = (
    ReviewKind.CRAM, ReviewKind.MANUAL, ReviewKind.RESCHEDULED, ReviewKind.RESET
)  # fmt: skip

Row = tuple[ReviewKind, Rating | None, int, int]
"""Kind, rating, days since the first, chosen interval in seconds."""


def log(*rows: Row) -> list[Review]:
    return [
        row(CARD, NOON_MS + number * 1000, DAY + days, rating, kind, interval_s)
        for number, (kind, rating, days, interval_s) in enumerate(rows)
    ]


LEARNED: Sequence[Row] = (
    (LEARNING, GOOD, 0, 600), (LEARNING, GOOD, 0, 3 * DAY_S), (REVIEW, GOOD, 3, 10 * DAY_S),
)  # fmt: skip

FOLDS: list[tuple[str, Sequence[Row], dict[str, object]]] = [
    ("nothing", (), {"phase": Phase.NEW, "due_day": None, "memory": None, "last_review": None}),
    ("a first step", LEARNED[:1],
     {"phase": Phase.LEARNING, "step": 1, "due_ms": NOON_MS + 600_000, "due_day": DAY,
      "first_day": DAY, "reps": 1}),
    ("again in the steps", (*LEARNED[:1], (LEARNING, AGAIN, 0, 60)), {"step": 0, "lapses": 0}),
    ("hard in the steps", (*LEARNED[:1], (LEARNING, HARD, 0, 60)), {"step": 1}),
    ("learned", LEARNED[:2],
     {"phase": Phase.REVIEW, "step": 0, "due_day": DAY + 3, "due_ms": None}),
    ("reviewed", LEARNED, {"phase": Phase.REVIEW, "due_day": DAY + 13, "reps": 3,
                           "interval_s": 10 * DAY_S, "first_day": DAY, "last_day": DAY + 3}),
    ("reviewed late: due counts from the answer", (*LEARNED[:2], (REVIEW, GOOD, 30, 10 * DAY_S)),
     {"due_day": DAY + 40}),
    ("a lapse with steps", (*LEARNED, (REVIEW, AGAIN, 13, 600)),
     {"phase": Phase.RELEARNING, "step": 0, "lapses": 1, "due_day": DAY + 13}),
    ("a lapse without steps", (*LEARNED, (REVIEW, AGAIN, 13, DAY_S)),
     {"phase": Phase.REVIEW, "lapses": 1, "due_day": DAY + 14}),
    ("relearned", (*LEARNED, (REVIEW, AGAIN, 13, 600), (RELEARNING, GOOD, 13, 2 * DAY_S)),
     {"phase": Phase.REVIEW, "lapses": 1, "due_day": DAY + 15}),
    ("again while relearning is no second lapse",
     (*LEARNED, (REVIEW, AGAIN, 13, 600), (RELEARNING, AGAIN, 13, 600)), {"lapses": 1}),
    ("practice leaves the schedule alone", (*LEARNED, (CRAM, AGAIN, 5, 0)),
     {"phase": Phase.REVIEW, "due_day": DAY + 13, "reps": 3, "lapses": 0, "last_day": DAY + 3,
      "last_review": NOON_MS + 3000}),
    ("a due date set by hand", (*LEARNED, (MANUAL, None, 5, 2 * DAY_S)),
     {"phase": Phase.REVIEW, "due_day": DAY + 7, "reps": 3, "last_day": DAY + 3}),
    ("a due date set by hand in the steps", (*LEARNED[:1], (MANUAL, None, 5, 2 * DAY_S)),
     {"phase": Phase.REVIEW, "due_day": DAY + 7, "due_ms": None, "step": 0}),
    ("a due date set by hand on a new card", ((MANUAL, None, 5, 2 * DAY_S),),
     {"phase": Phase.REVIEW, "due_day": DAY + 7, "memory": None, "reps": 0}),
    ("moved by new parameters", (*LEARNED, (RESCHEDULED, None, 5, 20 * DAY_S)),
     {"due_day": DAY + 25, "interval_s": 20 * DAY_S, "last_day": DAY + 3}),
    ("due now by hand", (*LEARNED, (MANUAL, None, 5, 0)),
     {"phase": Phase.REVIEW, "due_day": DAY + 5, "due_ms": None}),
    ("reset", (*LEARNED, (RESET, None, 5, 0)),
     {"phase": Phase.NEW, "memory": None, "reps": 0, "lapses": 0, "due_day": None,
      "first_day": None, "last_day": None, "last_review": NOON_MS + 3000}),
    ("learned anew after a reset", (*LEARNED, (RESET, None, 5, 0), (LEARNING, GOOD, 6, 600)),
     {"phase": Phase.LEARNING, "step": 1, "reps": 1, "first_day": DAY + 6}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rows", "expected"), FOLDS, ids=[row_[0] for row_ in FOLDS])
def test_a_schedule_follows_from_the_rows(
    name: str, rows: Sequence[Row], expected: dict[str, object]
) -> None:
    """Due is the last row's day plus its chosen interval; kind and interval give the phase."""
    schedule = fold(log(*rows), ENGINE)
    assert {key: getattr(schedule, key) for key in expected} == expected


def test_memory_starts_afresh_after_a_reset() -> None:
    """What came before a reset does not count: the memory is that of a first answer."""
    anew = fold(log(*LEARNED, (RESET, None, 5, 0), (LEARNING, EASY, 6, 9 * DAY_S)), ENGINE)
    first = fold(log((LEARNING, EASY, 6, 9 * DAY_S)), ENGINE)
    assert anew.memory == first.memory


KINDS = st.sampled_from(sorted(SCHEDULED))
ANSWERS = st.lists(
    st.tuples(KINDS, st.sampled_from(list(Rating)), st.integers(0, 40),
              st.sampled_from([60, 600, DAY_S, 30 * DAY_S])), min_size=1, max_size=8,
)  # fmt: skip


def _in_time(answers: Sequence[Row]) -> list[Row]:
    days = 0
    rows = []
    for kind, rating, later, interval_s in answers:
        days += later
        rows.append((kind, rating, days, interval_s))
    return rows


@PROFILE
@given(ANSWERS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_is_that_of_their_ids(
    answers: Sequence[Row], chance: random.Random
) -> None:
    """In whatever order rows come together from two devices, they fold to one schedule."""
    rows = log(*_in_time(answers))
    shuffled = list(rows)
    chance.shuffle(shuffled)
    assert fold(shuffled, ENGINE) == fold(rows, ENGINE)


@PROFILE
@given(ANSWERS)
def test_memory_is_a_fold_of_day_rating_and_kind(answers: Sequence[Row]) -> None:
    """Instant, device, offset, duration, intervals and the cached state do not touch memory."""
    rows = log(*_in_time(answers))
    others = [
        replace(r, id=r.id * 2, device="there", utc_offset_min=480, duration_ms=1, interval_s=DAY_S,
                previous_interval_s=7, stability=99.0, difficulty=1.0, origin="anki")
        for r in rows
    ]  # fmt: skip
    assert fold(others, ENGINE).memory == fold(rows, ENGINE).memory


@PROFILE
@given(ANSWERS, st.sampled_from([(CRAM, EASY, 41, 0), (MANUAL, None, 41, DAY_S),
                                 (RESCHEDULED, None, 41, DAY_S)]))  # fmt: skip
def test_rows_that_are_no_answers_leave_memory_alone(answers: Sequence[Row], added: Row) -> None:
    """Practice and moved due dates change neither memory nor the counts of answers."""
    rows = _in_time(answers)
    before, after = fold(log(*rows), ENGINE), fold(log(*rows, added), ENGINE)
    assert (before.memory, before.reps, before.lapses, before.last_day) == (
        after.memory, after.reps, after.lapses, after.last_day,
    )  # fmt: skip


@PROFILE
@given(ANSWERS)
def test_new_parameters_change_memory_only(answers: Sequence[Row]) -> None:
    """Under other parameters and another retention a card has the same due date and phase."""
    parameters = [value * 1.1 for value in ENGINE.parameters]
    rows = log(*_in_time(answers))
    one, other = fold(rows, ENGINE), fold(rows, Engine(parameters, 0.8))
    assert replace(one, memory=None) == replace(other, memory=None)
    assert one.memory != other.memory


@PROFILE
@given(ANSWERS, st.data())
def test_a_retracted_row_is_as_if_it_had_not_been(
    answers: Sequence[Row], data: st.DataObject
) -> None:
    """Rows whose retraction is in force are left out of the fold and stay in the log."""
    rows = log(*_in_time(answers))
    gone = data.draw(st.sets(st.sampled_from([r.id for r in rows])))
    kept = without_retracted(rows, frozenset(gone))
    assert [r.id for r in kept] == [r.id for r in rows if r.id not in gone]
    assert fold(kept, ENGINE).last_review not in gone
    assert without_retracted(rows, frozenset()) == rows


@PROFILE
@given(ANSWERS)
def test_stability_and_difficulty_stay_in_their_ranges(answers: Sequence[Row]) -> None:
    """Stability is above nothing, difficulty from 1 to 10, whatever was answered."""
    memory = fold(log(*_in_time(answers)), ENGINE).memory
    assert memory is not None
    assert memory.stability > 0
    assert 1 <= memory.difficulty <= 10


def test_rows_are_equal_by_card_instant_rating_and_kind() -> None:
    """Rows from two places are one row if card, instant, rating and kind agree."""
    one = log(*LEARNED)[0]
    same = replace(one, device="there", duration_ms=1, origin="anki", interval_s=1)
    others = [
        replace(one, card=CardId("d")), replace(one, id=one.id + 1),
        replace(one, rating=EASY), replace(one, kind=REVIEW),
    ]  # fmt: skip
    assert one.equality == same.equality
    assert len({r.equality for r in (one, *others)}) == 5


def test_a_new_schedule_is_a_new_card() -> None:
    """Without rows a card is new, and nothing about it is known."""
    assert fold([], ENGINE) == Schedule()
