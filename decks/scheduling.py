"""The four outcomes of a card: one pure function that buttons and answer both read.

Steps, the constraints between the intervals and fuzz follow Anki's scheduler (version
26.09); the memory is FSRS-6's. Intervals under a day are seconds of a step, all others
whole days.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass

from decks.days import DAY_S
from decks.ids import CardId
from decks.memory import Engine, Forecast, Memory
from decks.reviews import Phase, Rating, ReviewKind, Schedule

FUZZ_RANGES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, math.inf, 0.05))
"""(from day, to day, share): how far an interval may be moved for each of its days."""
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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rating does to a card."""

    rating: Rating
    kind: ReviewKind
    """Of the row that the answer adds."""
    interval_s: int
    memory: Memory


Outcomes = dict[Rating, Outcome]


def outcomes(card: CardId, schedule: Schedule, preset: Preset, day: int) -> Outcomes:
    """What each rating would do to a card answered on logical day ``day``."""
    elapsed = 0 if schedule.last_day is None else max(0, day - schedule.last_day)
    forecasts = preset.engine.forecasts(schedule.memory, elapsed)
    spread = _Fuzz(
        fuzz_factor(card, schedule.reps) if preset.fuzz else None, preset.maximum_interval_days
    )
    if schedule.phase is Phase.REVIEW:
        intervals = _review_intervals(schedule, forecasts, preset, spread)
    else:
        intervals = _step_intervals(schedule, forecasts, preset, spread)
    kind = _kind_of(schedule.phase)
    return {
        rating: Outcome(rating, kind, interval, forecast.memory)
        for rating, interval, forecast in zip(Rating, intervals, forecasts, strict=True)
    }


def fuzz_factor(card: CardId, reps: int) -> float:
    """Where in its fuzz range an interval falls, 0 to 1: fixed by card and number of answers."""
    seed = hashlib.sha256(f"{card} {reps}".encode()).digest()
    return int.from_bytes(seed[:7], "big") / 2**56


def _kind_of(phase: Phase) -> ReviewKind:
    if phase is Phase.REVIEW:
        return ReviewKind.REVIEW
    return ReviewKind.RELEARNING if phase is Phase.RELEARNING else ReviewKind.LEARNING


def _step_intervals(
    schedule: Schedule, forecasts: tuple[Forecast, ...], preset: Preset, spread: _Fuzz
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
    schedule: Schedule, forecasts: tuple[Forecast, ...], preset: Preset, spread: _Fuzz
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


@dataclass(frozen=True, slots=True)
class _Fuzz:
    """Spreads intervals so that cards learned together do not fall due together."""

    factor: float | None
    maximum: int

    def days(self, interval: float, least: int) -> int:
        """Whole days in the fuzz range of ``interval``, not under ``least``."""
        least = min(least, self.maximum)
        if self.factor is None:
            return min(max(_round(interval), least), self.maximum)
        lower, upper = self.bounds(interval, least)
        return math.floor(lower + self.factor * (1 + upper - lower))

    def bounds(self, interval: float, least: int) -> tuple[int, int]:
        """The fuzz range in days; wider than one day where ``maximum`` lets it."""
        interval = min(max(interval, least), self.maximum)
        delta = fuzz_delta(interval)
        lower = min(max(_round(interval - delta), least), self.maximum)
        upper = min(max(_round(interval + delta), least), self.maximum)
        if upper == lower and 2 < upper < self.maximum:
            upper += 1
        return lower, upper

    def least_days(self, interval: float, previous: int) -> int:
        """The least that an interval may become: fuzz never shortens one that has grown."""
        if _round(interval) > previous:
            return previous + 1
        return previous if previous <= self.bounds(interval, 1)[1] else 0


def fuzz_delta(interval: float) -> float:
    """Days by which an interval may be moved either way."""
    if interval < FUZZ_RANGES[0][0]:
        return 0.0
    return 1.0 + sum(
        share * max(0.0, min(interval, end) - start) for start, end, share in FUZZ_RANGES
    )


def _round(value: float) -> int:
    """Half away from zero, as the engine's own language rounds."""
    return math.floor(value + 0.5)


def _whole(interval: float) -> float:
    return float(max(1, _round(interval)))
