"""What the review log says: answers a day, streaks, hours, and true retention.

Pure. Where Anki shows the same figure, it is defined as there (rslib/src/stats/graphs of
https://github.com/ankitects/anki); reviews that were taken back are left out before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

from decks.days import calendar_date
from decks.ids import CardId
from decks.presets import Presets
from decks.reviews import History, Rating

MATURE_DAYS = 21
"""A card with an interval of at least this is mature, else young: ``MATURE_IVL`` of Anki."""
INTERVALS = (0, 1, 2, 4, 7, 14, 21, 45, 90, 180, 365)
"""The first day of each class of intervals; one below a day stands under 0."""
PERIODS = {"today": 1, "week": 7, "month": 30, "year": 365}
"""Days that end today, as Anki's table of true retention has them."""


@dataclass(frozen=True, slots=True)
class AnswersOfDay:
    """The answers of one logical day by what the card was, as in Anki's graph of reviews."""

    day: int
    learning: int = 0
    young: int = 0
    """Reviews of cards with an interval below ``MATURE_DAYS``."""
    mature: int = 0
    relearning: int = 0
    cram: int = 0
    """Practice that left the schedule alone."""
    again: int = 0
    """Of all these."""
    duration_ms: int = 0

    @property
    def answers(self) -> int:
        """All of the day."""
        return self.learning + self.young + self.mature + self.relearning + self.cram

    @property
    def minutes(self) -> float:
        """Time spent."""
        return self.duration_ms / 60_000


@dataclass(frozen=True, slots=True)
class HourOfDay:
    """Answers within an hour of the learner's clock, practice left out; see Anki's hours.rs."""

    hour: int
    """0 to 23."""
    answers: int
    recalled: int


@dataclass(frozen=True, slots=True)
class Streak:
    """Logical days in a row with an answer."""

    current: int
    """Up to today, or up to yesterday as long as today has none."""
    longest: int
    days: int
    """With an answer, in a row or not."""


@dataclass(frozen=True, slots=True)
class Trials:
    """Answers that true retention counts, of one day, class of intervals and deck."""

    day: int
    interval: int
    """One of ``INTERVALS``."""
    deck: str
    answers: int
    recalled: int


LogRow = tuple[CardId, int, int, int | None, int, int]
"""(card, instant in ms UTC, logical day, rating, whether the card was in review, or had waited
for a day or more, days of the interval before); a reset has no rating."""


@dataclass(frozen=True, slots=True)
class Log:
    """What the answers of all cards, each in their order, tell of memory."""

    trials: tuple[Trials, ...]
    histories: Mapping[str, Sequence[History]]
    """By deck, of every card that was answered since its last reset."""


def read_log(rows: Iterable[LogRow], decks: Mapping[CardId, str]) -> Log:
    """From the rows of the log, card by card, each oldest first.

    True retention counts the first answer of a card on a day, if the card was in review or had
    waited for a day or more: ``calculate_true_retention`` in Anki's retention.rs. A history is
    that of ``decks.reviews.history_of`` (which takes 5 times as long for a million rows).
    """
    told: _Told = defaultdict(lambda: [0, 0])
    histories: defaultdict[str, list[History]] = defaultdict(list)
    for card, of_card in groupby(rows, key=itemgetter(0)):
        deck = decks.get(card, "")
        history = _walk(of_card, deck, told)
        if history.answers:
            histories[deck].append(history)
    trials = (Trials(*key, sum(counts), counts[True]) for key, counts in told.items())
    return Log(tuple(trials), histories)


_Told = defaultdict[tuple[int, int, str], list[int]]
"""By day, class of intervals and deck the answers not recalled and those recalled."""


def _walk(rows: Iterable[LogRow], deck: str, told: _Told) -> History:
    """The history of one card; its answers that retention counts are added to ``told``."""
    instants: list[int] = []
    answers: list[tuple[int, int]] = []
    last: int | None = None
    for _, instant, day, rating, tested, interval in rows:
        if rating is None:
            instants, answers, last = [], [], None
            continue
        if tested and day != last:
            told[day, interval_class(interval), deck][rating > _AGAIN] += 1
        instants.append(instant)
        answers.append(_answer(day - last if last is not None and day > last else 0, rating))
        last = day
    return History(tuple(instants), tuple(answers))


@cache
def _answer(waited: int, rating: int) -> tuple[int, int]:
    """One pair for all answers that are alike: a million pairs would slow all that follows."""
    return (waited, rating)


_AGAIN = int(Rating.AGAIN)
_LONGEST = INTERVALS[-1]
_CLASSES = [INTERVALS[bisect_right(INTERVALS, days) - 1] for days in range(_LONGEST + 1)]
"""The class of each interval in days."""


@dataclass(frozen=True, slots=True)
class Retention:
    """How much was recalled, beside what was wanted."""

    answers: int
    recalled: int
    desired: float | None
    """Mean desired retention, as set now, of the decks of these answers; None without any."""

    @property
    def share(self) -> float | None:
        """Recalled, 0 to 1; None without answers."""
        return self.recalled / self.answers if self.answers else None


@dataclass(frozen=True, slots=True)
class PeriodRetention:
    """Retention of some days by age of the cards, as in Anki's table."""

    young: Retention
    mature: Retention
    all: Retention


def every_day(days: Sequence[AnswersOfDay], first: int, last: int) -> list[AnswersOfDay]:
    """One for each logical day from ``first`` to ``last``, empty ones too."""
    known = {each.day: each for each in days}
    return [known.get(day) or AnswersOfDay(day) for day in range(first, last + 1)]


def streak(days: Sequence[int], today: int) -> Streak:
    """From the logical days with an answer, ascending."""
    runs = [
        [day for _, day in run] for _, run in groupby(enumerate(days), key=lambda at: at[1] - at[0])
    ]
    holds = bool(runs) and runs[-1][-1] >= today - 1
    lengths = [len(run) for run in runs]
    return Streak(lengths[-1] if holds else 0, max(lengths, default=0), len(days))


def retention(trials: Iterable[Trials], presets: Presets) -> Retention:
    """All of ``trials`` in one."""
    answers = recalled = 0
    wanted = 0.0
    for trial in trials:
        answers += trial.answers
        recalled += trial.recalled
        wanted += trial.answers * presets.of(trial.deck).engine.desired_retention
    return Retention(answers, recalled, round(wanted / answers, 6) if answers else None)


def retention_by_interval(trials: Iterable[Trials], presets: Presets) -> dict[int, Retention]:
    """By the first day of the class of intervals, shortest first; only those with answers."""
    return _grouped(trials, presets, lambda trial: trial.interval)


def retention_by_month(trials: Sequence[Trials], presets: Presets) -> dict[str, Retention]:
    """By calendar month, ``2026-03``, oldest first; only those with answers."""
    months = {day: f"{calendar_date(day):%Y-%m}" for day in {trial.day for trial in trials}}
    return _grouped(trials, presets, lambda trial: months[trial.day])


def retention_by_period(
    trials: Sequence[Trials], presets: Presets, today: int
) -> dict[str, PeriodRetention]:
    """Of today, yesterday, the last week, month and year, and of all time."""
    spans = {name: (today - days + 1, today) for name, days in PERIODS.items()}
    spans["yesterday"] = (today - 1, today - 1)
    spans["all"] = (min((trial.day for trial in trials), default=today), today)
    order = ("today", "yesterday", "week", "month", "year", "all")
    return {
        name: _by_age([t for t in trials if spans[name][0] <= t.day <= spans[name][1]], presets)
        for name in order
    }


def _by_age(trials: Sequence[Trials], presets: Presets) -> PeriodRetention:
    young = [trial for trial in trials if trial.interval < MATURE_DAYS]
    mature = [trial for trial in trials if trial.interval >= MATURE_DAYS]
    return PeriodRetention(*(retention(some, presets) for some in (young, mature, trials)))


Key = TypeVar("Key", int, str)


def _grouped(
    trials: Iterable[Trials], presets: Presets, key: Callable[[Trials], Key]
) -> dict[Key, Retention]:
    groups: defaultdict[Key, list[Trials]] = defaultdict(list)
    for trial in trials:
        groups[key(trial)].append(trial)
    return {name: retention(groups[name], presets) for name in sorted(groups)}


def interval_class(days: int) -> int:
    """The class of an interval: the first day of it."""
    return _CLASSES[min(days, _LONGEST)]
