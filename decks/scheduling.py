"""The four outcomes of a card: one pure function that buttons and answer both read.

Steps and the constraints between the intervals follow Anki's scheduler (version 26.09);
the memory is FSRS-6's. Intervals under a day are seconds of a step, all others
whole days.
"""

from __future__ import annotations

from dataclasses import dataclass

from decks.days import DAY_S
from decks.ids import CardId
from decks.leeches import USUAL, Leeches
from decks.memory import Engine, Forecast, Memory
from decks.reviews import Phase, Rating, ReviewKind, Schedule
from decks.spread import ORDINARY_WEEK, Spreading, Work, fuzz_factor, rounded

SAME_DAY_BELOW = 0.5
"""Days: a shorter interval is not rounded up to one day where there are no steps."""


@dataclass(frozen=True, slots=True)
class Preset:
    """Scheduling settings that a deck points at."""

    name: str
    engine: Engine
    learning_steps_s: tuple[int, ...]
    """Seconds; each under a day."""
    relearning_steps_s: tuple[int, ...]
    maximum_interval_days: int
    fuzz: bool = True
    """Whether due days are moved a little."""
    balance: bool = False
    """Whether they are moved to where the least work is; only with fuzz."""
    ease_of_weekdays: tuple[float, ...] = ORDINARY_WEEK
    """The share of an ordinary day's work, Monday first; only with balance."""
    leeches: Leeches = USUAL


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rating does to a card."""

    rating: Rating
    kind: ReviewKind
    """Of the row that the answer adds."""
    interval_s: int
    """Of practice that does not count 0."""
    memory: Memory | None
    """None only for practice with a new card."""


Outcomes = dict[Rating, Outcome]


def outcomes(
    card: CardId, schedule: Schedule, preset: Preset, day: int, work: Work | None = None
) -> Outcomes:
    """What each rating would do to a card answered on logical day ``day``.

    ``work`` tells of the days to come where due days are balanced; without it they fall where
    card and number of answers put them.
    """
    elapsed = 0 if schedule.last_day is None else max(0, day - schedule.last_day)
    forecasts = preset.engine.forecasts(schedule.memory, elapsed)
    factor = fuzz_factor(card, schedule.reps) if preset.fuzz else None
    spread = Spreading(factor, preset.maximum_interval_days, work if preset.balance else None)
    if schedule.phase is Phase.REVIEW:
        intervals = _review_intervals(schedule, forecasts, preset, spread)
    else:
        intervals = _step_intervals(schedule, forecasts, preset, spread)
    kind = _kind_of(schedule.phase)
    return {
        rating: Outcome(rating, kind, interval, forecast.memory)
        for rating, interval, forecast in zip(Rating, intervals, forecasts, strict=True)
    }


def _kind_of(phase: Phase) -> ReviewKind:
    if phase is Phase.REVIEW:
        return ReviewKind.REVIEW
    return ReviewKind.RELEARNING if phase is Phase.RELEARNING else ReviewKind.LEARNING


def _step_intervals(
    schedule: Schedule, forecasts: tuple[Forecast, ...], preset: Preset, spread: Spreading
) -> list[int]:
    """Seconds for again, hard, good, easy of a card in its steps (or new)."""
    relearning = schedule.phase is Phase.RELEARNING
    steps = preset.relearning_steps_s if relearning else preset.learning_steps_s
    *unsure, easy = forecasts
    if steps:
        delays = _step_delays(steps, min(schedule.step, len(steps) - 1))
    else:
        delays = [_same_day_s(preset.engine, forecast) for forecast in unsure]
    graduated = [spread.days(_whole(forecast.interval_days), 1) for forecast in unsure]
    good_days = spread.days(forecasts[Rating.GOOD - 1].interval_days, 1)
    easy_days = spread.days(_whole(easy.interval_days), good_days + 1)
    return [
        *(
            days * DAY_S if delay is None else delay
            for delay, days in zip(delays, graduated, strict=True)
        ),
        easy_days * DAY_S,
    ]


def _step_delays(steps: tuple[int, ...], step: int) -> list[int | None]:
    """Seconds for again, hard, good at ``step``; None where the steps end."""
    following = steps[step + 1] if step + 1 < len(steps) else None
    return [steps[0], hard_step_s(steps, step), following]


def _same_day_s(engine: Engine, forecast: Forecast) -> int | None:
    """Without steps a memory too weak for half a day comes back within it, after so many seconds.

    None for a stronger one, and where the parameters learn nothing from a second answer
    on one day.
    """
    if not engine.learns_within_a_day or forecast.interval_days >= SAME_DAY_BELOW:
        return None
    return int(forecast.interval_days * DAY_S)


def hard_step_s(steps: tuple[int, ...], step: int) -> int:
    """Seconds until a card comes back that was hard at ``step``.

    At the first step between the first two; with a single step one and a half of it.
    """
    if step > 0:
        return steps[step]
    return (steps[0] + steps[1]) // 2 if len(steps) > 1 else min(steps[0] * 3 // 2, DAY_S - 1)


def _review_intervals(
    schedule: Schedule, forecasts: tuple[Forecast, ...], preset: Preset, spread: Spreading
) -> list[int]:
    """Seconds for again, hard, good, easy of a card in review: hard < good < easy."""
    lapse, *passing = forecasts
    previous = schedule.interval_s // DAY_S
    seconds = [_lapse_s(lapse, preset)]
    floor = 1
    for forecast in passing:
        least = max(floor, spread.least_days(forecast.interval_days, previous))
        days = spread.days(forecast.interval_days, least)
        seconds.append(days * DAY_S)
        floor = days + 1
    return seconds


def _lapse_s(lapse: Forecast, preset: Preset) -> int:
    """Seconds until a card comes back that was forgotten; days are not fuzzed."""
    if preset.relearning_steps_s:
        return preset.relearning_steps_s[0]
    same_day = _same_day_s(preset.engine, lapse)
    days = min(int(_whole(lapse.interval_days)), preset.maximum_interval_days)
    return days * DAY_S if same_day is None else same_day


def _whole(interval: float) -> float:
    return float(max(1, rounded(interval)))
