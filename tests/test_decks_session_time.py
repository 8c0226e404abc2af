"""A sitting and the clock: wrong ones, travel, summer time, and the turn of the day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from deck_fixtures import DAY_MS, PRESET, PRESETS, Learner, card_id
from study_fixtures import (
    LIMITS,
    answer,
    number_of,
    renewed,
    schedule_of,
    sitting,
    standing,
    today,
)

from decks.days import Instant, instant_of, logical_day
from decks.queue import Counts
from decks.reviews import Phase, Rating
from decks.scheduling import outcomes
from decks.session import Graded, Session
from decks.store.cards import card as load_card
from decks.store.reviews import reviews_of

AGAIN, HARD, GOOD, EASY = Rating
HOUR_MS = 3_600_000


def test_a_clock_set_back_loses_no_answer(learner: Learner) -> None:
    """A day back: answers are recorded in their order, and undo works."""
    session = sitting(learner)
    answer(learner, session, GOOD)
    learner.ms -= DAY_MS
    session.refresh()
    card = card_id(0)
    session._card = load_card(learner.store, card)
    before = standing(learner.store)
    session.grade(EASY)
    first, second = reviews_of(learner.store, card)
    assert first.id < second.id
    assert second.day == first.day - 1
    assert schedule_of(learner.store, 0).phase is Phase.REVIEW
    session.undo()
    assert standing(learner.store) == before == renewed(learner.store)


def test_a_clock_that_was_ten_years_fast_hides_no_learning_card(learner: Learner) -> None:
    """A step is shorter than a day: a card due later was answered by a wrong clock, and comes."""
    learner.ms += 3650 * DAY_MS
    answer(learner, sitting(learner), AGAIN)
    learner.ms -= 3650 * DAY_MS
    session = sitting(learner)
    assert session.card is not None
    assert number_of(session.card.id) == 0
    session.grade(GOOD)
    session.grade(GOOD)
    assert schedule_of(learner.store, 0).due_day is not None
    assert today(learner).counts == Counts(5, 0, 0)


def test_ten_years_later_everything_is_due(learner: Learner) -> None:
    """A long pause breaks nothing: cards are due, intervals stay within their maximum."""
    session = sitting(learner)
    for _ in range(6):
        answer(learner, session, EASY)
    learner.go_to(3650, 9)
    assert session.counts() == Counts(0, 0, 6)
    assert session.refresh() is not None
    longest = session.outcomes()[EASY].interval_s
    assert 30 * 86_400 < longest <= PRESET.maximum_interval_days * 86_400
    assert session.grade(EASY) is Graded.RECORDED


def test_the_day_of_an_answer_is_fixed_when_it_is_given(learner: Learner) -> None:
    """Whoever flies from Shanghai to New York keeps the days on which they answered."""
    learner.utc_offset_min = 480
    learner.go_to(0, 22)
    first = answer(learner, sitting(learner), EASY)
    day = reviews_of(learner.store, first)[0].day
    learner.ms += 2 * HOUR_MS
    learner.utc_offset_min = -300
    session = sitting(learner)
    assert session.today() == day
    second = answer(learner, session, EASY)
    rows = [reviews_of(learner.store, card)[0] for card in (first, second)]
    assert [row.day for row in rows] == [day, day]
    assert [row.utc_offset_min for row in rows] == [480, -300]
    assert session.queue().begun == 2
    assert standing(learner.store) == renewed(learner.store)


def test_flying_back_over_a_day_counts_no_negative_days(learner: Learner) -> None:
    """A card answered tomorrow, by the calendar left behind, is answered today at zero days."""
    learner.utc_offset_min = 13 * 60
    learner.go_to(0, 9)
    answer(learner, sitting(learner), GOOD)
    learner.ms += HOUR_MS
    learner.utc_offset_min = -11 * 60
    session = sitting(learner)
    assert number_of(answer(learner, session, GOOD)) == 0
    schedule = schedule_of(learner.store, 0)
    assert schedule.memory is not None
    same_day = PRESET.engine.after(PRESET.engine.after(None, 0, GOOD), 0, GOOD)
    assert schedule.memory == same_day


def test_the_day_turns_at_four_also_when_the_clocks_change() -> None:
    """Berlin's 23- and 25-hour days are one logical day each, from four to four."""
    zone = ZoneInfo("Europe/Berlin")
    for year, month, day in ((2026, 3, 29), (2026, 10, 25)):
        four = datetime(year, month, day, 4, tzinfo=zone)
        before, after = four.astimezone(UTC) - timedelta(seconds=1), four.astimezone(UTC)
        days = [
            logical_day(instant_of(moment.astimezone(zone)), 4)
            for moment in (before, after, after + timedelta(hours=23, minutes=59))
        ]
        assert days[1] == days[0] + 1 == days[2]


def test_the_day_turns_under_an_open_session(learner: Learner) -> None:
    """At four o'clock the new cards of the next day are there, and its answers are its own."""
    learner.go_to(1, 3)
    learner.ms += 59 * 60_000
    session = sitting(learner, limits=type(LIMITS)(2, 99))
    answer(learner, session, EASY)
    answer(learner, session, EASY)
    assert session.card is None
    learner.ms += 2 * 60_000
    card = session.refresh()
    assert card is not None
    assert session.counts() == Counts(2, 0, 0)
    session.grade(EASY)
    days = [day for (day,) in learner.store.rows("SELECT day FROM review ORDER BY id")]
    assert [day - days[0] for day in days] == [0, 0, 1]


def test_an_answer_at_the_turn_of_the_day_is_computed_for_the_day_it_carries(
    learner: Learner,
) -> None:
    """However often the clock is read, row and memory speak of one instant."""
    answer(learner, sitting(learner), EASY)
    learner.go_to(30, 3)
    late_ms = learner.ms + HOUR_MS - 1
    readings = iter(range(late_ms, late_ms + 100))
    session = Session(
        learner.store, PRESETS, LIMITS, lambda: Instant(next(readings)), day_starts_at=4
    )
    session._card = load_card(learner.store, card_id(0))
    session.grade(GOOD)
    review = reviews_of(learner.store, card_id(0))[-1]
    memory = schedule_of(learner.store, 0).memory
    assert memory is not None
    assert (review.stability, review.difficulty) == (memory.stability, memory.difficulty)


def test_fuzz_is_the_same_after_an_undo(learner: Learner) -> None:
    """Undoing and answering again does not roll the dice once more."""
    answer(learner, sitting(learner), EASY)
    learner.go_to(40, 9)
    session = sitting(learner)
    session._card = load_card(learner.store, card_id(0))
    first = session.outcomes()
    session.grade(GOOD)
    session.undo()
    assert session.card is not None
    assert session.outcomes() == first
    assert first == outcomes(card_id(0), session.card.schedule, PRESET, session.today())
