"""Where due days fall: within the fuzz range, where there is room."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from deck_fixtures import PRESET, Learner
from hypothesis import given, settings
from hypothesis import strategies as st
from study_fixtures import LIMITS, answer, learner_with

from decks.days import DAY_S, EPOCH, weekday
from decks.ids import CardId
from decks.memory import Memory
from decks.presets import Presets
from decks.reviews import Phase, Rating, Schedule
from decks.scheduling import outcomes
from decks.session import Session
from decks.spread import BALANCED_DAYS, Spreading, Work

MONDAY = (date(2026, 11, 23) - EPOCH).days
BALANCED = replace(PRESET, balance=True)
PROFILE = settings(max_examples=100, deadline=None, derandomize=True, database=None)
WEEKEND_OFF = (1, 1, 1, 1, 1, 0, 0)
FRIDAY_HALF = (1, 1, 1, 1, 0.5, 1, 1)

# Days 8 to 12 after a Monday: Tuesday, Wednesday, Thursday, Friday, Saturday.
CASES: dict[str, tuple[Work, set[int]]] = {
    "nothing is due": (Work(MONDAY), {8, 9, 10, 11, 12}),
    "the day with the least": (
        Work(MONDAY, {MONDAY + d: 5 - (d == 11) for d in range(8, 13)}), {11},
    ),
    "an empty day": (Work(MONDAY, {MONDAY + d: 1 for d in (8, 9, 11, 12)}), {10}),
    "not beside a sibling": (
        Work(MONDAY, siblings=frozenset({MONDAY + 8, MONDAY + 10})), {9, 11, 12},
    ),
    "rather more work than a sibling": (
        Work(MONDAY, {MONDAY + d: 9 for d in range(9, 13)}, frozenset({MONDAY + 8})),
        {9, 10, 11, 12},
    ),
    "the weekend is off": (Work(MONDAY, ease=WEEKEND_OFF), {8, 9, 10, 11}),
    "half a Friday has room": (
        Work(MONDAY, {MONDAY + d: 9 for d in (8, 9, 10, 12)}, ease=FRIDAY_HALF), {11},
    ),
    "half a Friday is full": (
        Work(MONDAY, {MONDAY + d: 9 - 4 * (d == 11) for d in range(8, 13)}, ease=FRIDAY_HALF),
        {8, 9, 10, 12},
    ),
    "every day is off": (Work(MONDAY, ease=(0,) * 7), {8, 9, 10, 11, 12}),
}  # fmt: skip


@pytest.mark.parametrize(("work", "days"), CASES.values(), ids=CASES)
def test_a_card_goes_where_there_is_room(work: Work, days: set[int]) -> None:
    """Away from easy days, then from siblings, then to the day with the least work."""
    found = {Spreading(factor / 20, 36_500, work).days(10, 1) for factor in range(20)}
    assert found == days


def test_far_days_are_not_balanced() -> None:
    """Beyond ninety days the fuzz alone decides."""
    busy = Work(MONDAY, {MONDAY + d: 9 for d in range(95, 110)})
    plain = Spreading(0.7, 36_500)
    assert replace(plain, work=busy).days(BALANCED_DAYS + 12, 1) == plain.days(
        BALANCED_DAYS + 12, 1
    )


@PROFILE
@given(
    st.floats(2.5, 90),
    st.integers(1, 90),
    st.floats(0, 0.999),
    st.dictionaries(st.integers(MONDAY, MONDAY + 110), st.integers(0, 50)),
)
def test_balance_stays_within_the_fuzz_range(
    interval: float, least: int, factor: float, reviews: dict[int, int]
) -> None:
    """However the work lies, an interval moves no further than fuzz would move it."""
    spreading = Spreading(factor, 36_500, Work(MONDAY, reviews))
    lower, upper = spreading.bounds(interval, least)
    assert lower <= spreading.days(interval, least) <= upper


@PROFILE
@given(st.dictionaries(st.integers(MONDAY, MONDAY + 110), st.integers(0, 50)), st.integers(0, 60))
def test_easier_is_later_however_the_work_lies(reviews: dict[int, int], reps: int) -> None:
    """Hard < good < easy holds with balance too."""
    schedule = Schedule(Phase.REVIEW, 0, Memory(9.0, 5.0), reps, 1, 6 * DAY_S, last_day=MONDAY - 6)
    found = outcomes(CardId("x"), schedule, BALANCED, MONDAY, Work(MONDAY, reviews))
    again, hard, good, easy = (outcome.interval_s for outcome in found.values())
    assert again < hard < good < easy


def test_weekdays_are_those_of_the_calendar() -> None:
    """Monday is 0, as in Python's own calendar."""
    for day in range(0, 40_000, 997):
        assert weekday(day) == date.fromordinal(EPOCH.toordinal() + day).weekday()


def balanced(learner: Learner) -> Session:
    return Session(learner.store, Presets(BALANCED), LIMITS, learner.clock, day_starts_at=4)


def test_the_button_keeps_its_word_when_other_cards_move(tmp_path: Path) -> None:
    """What was shown is what is recorded, even if another process filled that day meanwhile."""
    learner = learner_with(tmp_path, 20)
    session = balanced(learner)
    shown = session.outcomes()[Rating.EASY].interval_s
    due = session.today() + shown // DAY_S
    learner.store.run(
        "UPDATE standing SET phase = 'review', due_day = ? WHERE position > 30", (due,)
    )
    answer(learner, session, Rating.EASY)
    assert learner.store.rows("SELECT interval_s FROM review") == [(shown,)]
    assert balanced(learner).outcomes()[Rating.EASY].interval_s != shown


def test_a_day_of_new_cards_comes_back_on_many_days(tmp_path: Path) -> None:
    """Twenty cards that were easy on one day are due in equal numbers on the days of the range."""
    learner = learner_with(tmp_path, 20)
    session = balanced(learner)
    while session.card is not None:
        answer(learner, session, Rating.EASY)
    counts = [n for (n,) in learner.store.rows("SELECT count(*) FROM standing GROUP BY due_day")]
    assert sum(counts) == 20
    assert max(counts) - min(counts) <= 1
    assert len(counts) >= 4


def test_siblings_are_due_on_different_days(tmp_path: Path) -> None:
    """Two cards of a point that are answered days apart do not fall due together."""
    learner = learner_with(tmp_path, 2, siblings=2)
    answer(learner, balanced(learner), Rating.EASY)
    learner.go_to(1, 9)
    answer(learner, balanced(learner), Rating.EASY)
    days = [day for (day,) in learner.store.rows("SELECT due_day FROM standing")]
    assert len(set(days)) == 2
