"""What the four buttons lead to: steps, intervals, their order, and fuzz."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decks.days import DAY_S
from decks.ids import CardId, digest
from decks.memory import Engine, Memory
from decks.reviews import Phase, Rating, Review, ReviewKind, Schedule, after, fold
from decks.scheduling import Outcomes, Preset, outcomes
from decks.spread import fuzz_delta, fuzz_factor

CARD = CardId("0" * 20)
AGAIN, HARD, GOOD, EASY = Rating
SHIPPED = Preset("shipped", Engine(None, 0.9), (60, 600), (600,), 36_500, fuzz=False)
ONE_STEP = replace(SHIPPED, learning_steps_s=(900,))
THREE_STEPS = replace(SHIPPED, learning_steps_s=(60, 600, 3600), relearning_steps_s=(600, 3600))
NO_STEPS = replace(SHIPPED, learning_steps_s=(), relearning_steps_s=())
TWELVE_DAYS = replace(SHIPPED, maximum_interval_days=12)
CAREFUL = replace(SHIPPED, engine=Engine(None, 0.97))
PROFILE = settings(max_examples=200, deadline=None, derandomize=True, database=None)

Answers = tuple[tuple[int, Rating], ...]
"""(logical day, rating)."""
LEARNED: Answers = ((0, GOOD), (0, GOOD))
KNOWN: Answers = (*LEARNED, (2, GOOD), (13, GOOD))
"""Due on day 59, after 46 days."""


def walk(preset: Preset, answers: Answers, card: CardId = CARD) -> Schedule:
    """The schedule after these answers, each with the interval that the preset chose."""
    schedule = Schedule()
    for number, (day, rating) in enumerate(answers):
        outcome = outcomes(card, schedule, preset, day)[rating]
        schedule = after(schedule, row(number + 1, outcome.kind, rating, day, outcome.interval_s),
                         preset.engine)  # fmt: skip
    return schedule


def row(
    ms: int, kind: ReviewKind, rating: Rating | None, day: int = 0, interval_s: int = 600
) -> Review:
    return Review(
        id=ms, card=CARD, device="", kind=kind, rating=rating, day=day, utc_offset_min=0,
        duration_ms=0, interval_s=interval_s, previous_interval_s=0, stability=None,
        difficulty=None,
    )  # fmt: skip


def shown(found: Outcomes) -> list[str]:
    """Intervals as a person writes them: ``10m``, ``3d``."""
    return [
        f"{o.interval_s // DAY_S}d" if o.interval_s >= DAY_S else f"{o.interval_s / 60:g}m"
        for o in found.values()
    ]


CASES: dict[str, tuple[Preset, Answers, int, list[str]]] = {
    "new": (SHIPPED, (), 0, ["1m", "5.5m", "10m", "8d"]),
    "at the second step": (SHIPPED, ((0, GOOD),), 0, ["1m", "10m", "2d", "4d"]),
    "hard stays at its step": (SHIPPED, ((0, HARD),), 0, ["1m", "5.5m", "10m", "2d"]),
    "again goes back to the first step":
        (SHIPPED, ((0, GOOD), (0, AGAIN)), 0, ["1m", "5.5m", "10m", "2d"]),
    "new, one step": (ONE_STEP, (), 0, ["15m", "22.5m", "2d", "8d"]),
    "again, one step": (ONE_STEP, ((0, AGAIN),), 0, ["15m", "22.5m", "1d", "2d"]),
    "new, three steps": (THREE_STEPS, (), 0, ["1m", "5.5m", "10m", "8d"]),
    "middle of three steps": (THREE_STEPS, ((0, GOOD),), 0, ["1m", "10m", "60m", "4d"]),
    "last of three steps": (THREE_STEPS, ((0, GOOD), (0, GOOD)), 0, ["1m", "60m", "2d", "4d"]),
    "new, no steps": (NO_STEPS, (), 0, ["305.267m", "1d", "2d", "8d"]),
    "a step begun days ago": (SHIPPED, ((0, GOOD),), 5, ["1m", "10m", "18d", "32d"]),
    "review on time": (SHIPPED, KNOWN, 59, ["10m", "116d", "163d", "265d"]),
    "review early": (SHIPPED, KNOWN, 30, ["10m", "78d", "99d", "146d"]),
    "review overdue": (SHIPPED, KNOWN, 159, ["10m", "189d", "284d", "492d"]),
    "review on the day of the last answer": (SHIPPED, KNOWN, 13, ["10m", "46d", "47d", "65d"]),
    "lapsed": (SHIPPED, (*KNOWN, (59, AGAIN)), 59, ["10m", "15m", "3d", "5d"]),
    "lapsed, two relearning steps":
        (THREE_STEPS, (*KNOWN, (59, AGAIN)), 59, ["10m", "35m", "60m", "5d"]),
    "lapse without steps": (NO_STEPS, KNOWN, 59, ["3d", "116d", "163d", "265d"]),
    "near the maximum": (TWELVE_DAYS, LEARNED, 2, ["10m", "8d", "11d", "12d"]),
    "at the maximum":
        (TWELVE_DAYS, (*LEARNED, (2, GOOD), (13, GOOD)), 25, ["10m", "12d", "12d", "12d"]),
    "a careful learner": (CAREFUL, LEARNED, 1, ["10m", "1d", "2d", "3d"]),
}  # fmt: skip


@pytest.mark.parametrize(("preset", "answers", "day", "expected"), CASES.values(), ids=CASES)
def test_each_button_leads_where_it_says(
    preset: Preset, answers: Answers, day: int, expected: list[str]
) -> None:
    """The intervals of again, hard, good and easy, as Anki's rules give them without fuzz."""
    assert shown(outcomes(CARD, walk(preset, answers), preset, day)) == expected


KINDS = {
    "new": ((), ReviewKind.LEARNING),
    "learning": (((0, GOOD),), ReviewKind.LEARNING),
    "known": (KNOWN, ReviewKind.REVIEW),
    "forgotten": ((*KNOWN, (59, AGAIN)), ReviewKind.RELEARNING),
}


@pytest.mark.parametrize(("answers", "kind"), KINDS.values(), ids=KINDS)
def test_the_kind_of_a_row_is_the_phase_before_the_answer(
    answers: Answers, kind: ReviewKind
) -> None:
    """The answer that forgets a card is a review; only those after it are relearning."""
    found = outcomes(CARD, walk(SHIPPED, answers), SHIPPED, 59)
    assert {outcome.kind for outcome in found.values()} == {kind}


def test_a_lapse_and_back() -> None:
    """Forgetting counts one lapse, sends through the steps, and ends in review again."""
    forgotten = walk(SHIPPED, (*KNOWN, (59, AGAIN)))
    again = walk(SHIPPED, (*KNOWN, (59, AGAIN), (59, AGAIN)))
    back = walk(SHIPPED, (*KNOWN, (59, AGAIN), (59, AGAIN), (59, GOOD)))
    assert (forgotten.phase, forgotten.lapses, forgotten.reps) == (Phase.RELEARNING, 1, 5)
    assert (again.phase, again.lapses) == (Phase.RELEARNING, 1)
    assert (back.phase, back.lapses, back.due_day) == (Phase.REVIEW, 1, 60)


def test_a_lapse_never_stays_away_longer_than_the_maximum() -> None:
    """The maximum interval holds for all four buttons, without steps too."""
    preset = replace(NO_STEPS, maximum_interval_days=2)
    schedule = Schedule(Phase.REVIEW, memory=Memory(400.0, 3.0), reps=9, last_day=0)
    found = outcomes(CARD, schedule, preset, 800)
    assert [outcome.interval_s // DAY_S for outcome in found.values()] == [2, 2, 2, 2]


memories = st.builds(Memory, st.floats(0.01, 30_000), st.floats(1, 10))
cards = st.integers(0, 10**6).map(lambda number: CardId(digest("card", str(number))))
in_review = st.builds(
    lambda memory, interval, reps: Schedule(
        Phase.REVIEW, memory=memory, reps=reps, interval_s=interval * DAY_S, last_day=0
    ),
    memories,
    st.integers(1, 40_000),
    st.integers(2, 50),
)


@PROFILE
@given(cards, in_review, st.integers(0, 40_000), st.booleans())
def test_easier_is_always_later(card: CardId, schedule: Schedule, day: int, fuzz: bool) -> None:
    """In review hard < good < easy, until the maximum interval stops them."""
    preset = replace(SHIPPED, fuzz=fuzz)
    again, hard, good, easy = (o.interval_s for o in outcomes(card, schedule, preset, day).values())
    longest = preset.maximum_interval_days * DAY_S
    assert again < hard
    assert hard < good or hard == good == longest
    assert good < easy or good == easy == longest


@PROFILE
@given(cards, in_review, st.integers(0, 40_000))
def test_fuzz_never_shortens_an_interval_that_has_grown(
    card: CardId, schedule: Schedule, day: int
) -> None:
    """Whoever passes a card whose interval grows waits longer than the last time."""
    preset = replace(SHIPPED, fuzz=True)
    previous = schedule.interval_s // DAY_S
    forecasts = preset.engine.forecasts(schedule.memory, day)
    found = outcomes(card, schedule, preset, day)
    for forecast, outcome in zip(forecasts[1:], list(found.values())[1:], strict=True):
        if previous + 0.5 <= forecast.interval_days < preset.maximum_interval_days:
            assert outcome.interval_s // DAY_S > previous


@PROFILE
@given(cards, st.integers(0, 100), st.floats(1, 36_500))
def test_fuzz_stays_within_its_share(card: CardId, reps: int, interval: float) -> None:
    """A fuzzed interval lies within one day and a few percent of the unfuzzed one."""
    memory = Memory(interval, 5.0)
    schedule = Schedule(Phase.REVIEW, memory=memory, reps=reps, interval_s=DAY_S, last_day=0)
    fuzzed = outcomes(card, schedule, replace(SHIPPED, fuzz=True), round(interval))[GOOD]
    wanted = min(SHIPPED.engine.forecasts(memory, round(interval))[2].interval_days, 36_500)
    assert abs(fuzzed.interval_s / DAY_S - wanted) <= fuzz_delta(wanted) + 1.5
    assert fuzzed.interval_s <= 36_500 * DAY_S


FUZZ_DELTAS = [(1, 0), (2.4, 0), (2.5, 1), (7, 1.675), (20, 2.975), (100, 6.975), (1000, 51.975)]


@pytest.mark.parametrize(("interval", "days"), FUZZ_DELTAS)
def test_fuzz_grows_with_the_interval(interval: float, days: float) -> None:
    """None under two and a half days; then a day and 15, 10 and 5 percent of what is beyond."""
    assert fuzz_delta(interval) == pytest.approx(days)


def test_fuzz_is_fixed_by_card_and_number_of_answers() -> None:
    """The buttons show the same interval however often they are asked; other cards have others."""
    schedule, preset = walk(SHIPPED, KNOWN), replace(SHIPPED, fuzz=True)
    assert outcomes(CARD, schedule, preset, 59) == outcomes(CARD, schedule, preset, 59)
    many = {
        outcomes(CardId(digest(str(number))), schedule, preset, 59)[GOOD].interval_s // DAY_S
        for number in range(400)
    }
    assert (min(many), max(many)) == (153, 173)
    assert len(many) == 21
    factors = [fuzz_factor(CARD, reps) for reps in range(400)]
    assert 0 <= min(factors) < 0.05
    assert 0.95 < max(factors) < 1


NEUTRAL = {
    "cram": (row(90, ReviewKind.CRAM, GOOD, 20, 300 * DAY_S), {}),
    "manual": (
        row(90, ReviewKind.MANUAL, None, 20, 5 * DAY_S),
        {"due_day": 25, "interval_s": 5 * DAY_S},
    ),
    "rescheduled": (
        row(90, ReviewKind.RESCHEDULED, None, 13, 30 * DAY_S),
        {"due_day": 43, "interval_s": 30 * DAY_S},
    ),
}


@pytest.mark.parametrize(("added", "changes"), NEUTRAL.values(), ids=NEUTRAL)
def test_rows_without_an_answer_leave_the_memory_alone(
    added: Review, changes: dict[str, int]
) -> None:
    """Practice changes nothing; a date set by hand or by new parameters moves only that date."""
    before = walk(SHIPPED, KNOWN)
    expected = replace(before, last_review=added.id, **changes)  # type: ignore[arg-type]
    assert after(before, added, SHIPPED.engine) == expected


def test_a_reset_makes_the_card_new() -> None:
    """What came before a reset no longer counts, but a grade still has to name it."""
    reset = row(90, ReviewKind.RESET, None)
    assert after(walk(SHIPPED, KNOWN), reset, SHIPPED.engine) == Schedule(last_review=90)


def rows_of(ratings: Iterable[tuple[int, Rating]]) -> list[Review]:
    """Rows that the shipped preset would write, some days apart."""
    schedule, day, rows = Schedule(), 0, []
    for number, (gap, rating) in enumerate(ratings):
        day += gap
        outcome = outcomes(CARD, schedule, SHIPPED, day)[rating]
        rows.append(row(number + 1, outcome.kind, rating, day, outcome.interval_s))
        schedule = after(schedule, rows[-1], SHIPPED.engine)
    return rows


@PROFILE
@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from(Rating)), max_size=12), st.randoms())
def test_the_schedule_is_a_fold_over_the_rows(
    ratings: list[tuple[int, Rating]], shuffle: random.Random
) -> None:
    """Rows in any order fold to the same schedule, which their ids put in order."""
    rows = rows_of(ratings)
    expected = fold(rows, SHIPPED.engine)
    shuffle.shuffle(rows)
    assert fold(rows, SHIPPED.engine) == expected
    assert expected.reps == len(rows)
