"""How a due day is moved a little: within its fuzz range, to a day that has room for it.

Cards that were learned together should not fall due together. The range and the weights of
easy days follow Anki's scheduler (version 26.09); where Anki throws dice that favour days with
little work, this takes the day with the least. It knows days and counts, no cards.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from decks.days import weekday
from decks.ids import CardId

FUZZ_RANGES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, math.inf, 0.05))
"""(from day, to day, share): how far an interval may be moved for each of its days."""
BALANCED_DAYS = 90
"""Beyond so many days the work of a day is not looked at, for it will change."""
EASE = {"normal": 1.0, "reduced": 0.5, "minimum": 0.0}
"""The share of an ordinary day's work that an easy day may bring (Anki's numbers)."""
ORDINARY_WEEK = (EASE["normal"],) * 7


class Spread(StrEnum):
    """How due days are moved."""

    BALANCED = "balanced"
    RANDOM = "random"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Work:
    """What waits on the days to come, as far as a card's next due day depends on it."""

    today: int
    """Logical day."""
    reviews: Mapping[int, int] = field(default_factory=dict)
    """Cards due on each logical day; days without any may be missing."""
    siblings: frozenset[int] = frozenset()
    """Logical days on which a sibling of the card is due."""
    ease: Sequence[float] = ORDINARY_WEEK
    """The share of an ordinary day for each day of the week, Monday first."""

    def best(self, lower: int, upper: int, factor: float) -> int:
        """Of the intervals from ``lower`` to ``upper`` days the one whose day has the least work.

        Easy days come last, then days with a sibling; ``factor``, 0 to 1, chooses among equals.
        """
        spared = self._spared(lower, upper)
        cost = {
            days: (spared[days], self.today + days in self.siblings, self._count(days))
            for days in range(lower, upper + 1)
        }
        least = min(cost.values())
        equals = [days for days in cost if cost[days] == least]
        return equals[math.floor(factor * len(equals))]

    def _spared(self, lower: int, upper: int) -> dict[int, bool]:
        """Whether each day is to bring nothing more if another can.

        A reduced day is, once it has more than its share beside the other days of the range.
        """
        ease = {d: self.ease[weekday(self.today + d)] for d in range(lower, upper + 1)}
        total, shares = sum(map(self._count, ease)), sum(ease.values())
        return {
            days: share == EASE["minimum"]
            or (share < 1 and count / share > _ratio(total - count, shares - share))
            for days, share in ease.items()
            for count in [self._count(days)]
        }

    def _count(self, days: int) -> int:
        return self.reviews.get(self.today + days, 0)


def _ratio(reviews: int, shares: float) -> float:
    return reviews / shares if shares > 0 else math.inf


@dataclass(frozen=True, slots=True)
class Spreading:
    """Chooses whole days for an interval: fuzzed or not, balanced or not."""

    factor: float | None
    """Where in its fuzz range an interval falls, 0 to 1; None: no fuzz."""
    maximum: int
    """Days."""
    work: Work | None = None
    """None: no balance."""

    def days(self, interval: float, least: int) -> int:
        """Whole days in the fuzz range of ``interval``, not under ``least``."""
        least = min(least, self.maximum)
        if self.factor is None:
            return min(max(rounded(interval), least), self.maximum)
        lower, upper = self.bounds(interval, least)
        if self.work and max(interval, least) <= BALANCED_DAYS:
            return self.work.best(lower, upper, self.factor)
        return math.floor(lower + self.factor * (1 + upper - lower))

    def bounds(self, interval: float, least: int) -> tuple[int, int]:
        """The fuzz range in days; wider than one day where ``maximum`` lets it."""
        interval = min(max(interval, least), self.maximum)
        delta = fuzz_delta(interval)
        lower = min(max(rounded(interval - delta), least), self.maximum)
        upper = min(max(rounded(interval + delta), least), self.maximum)
        if upper == lower and 2 < upper < self.maximum:
            upper += 1
        return lower, upper

    def least_days(self, interval: float, previous: int) -> int:
        """The least that an interval may become: fuzz never shortens one that has grown."""
        if rounded(interval) > previous:
            return previous + 1
        return previous if previous <= self.bounds(interval, 1)[1] else 0


def fuzz_factor(card: CardId, reps: int) -> float:
    """Where in its fuzz range an interval falls, 0 to 1: fixed by card and number of answers."""
    seed = hashlib.sha256(f"{card} {reps}".encode()).digest()
    return int.from_bytes(seed[:7], "big") / 2**56


def fuzz_delta(interval: float) -> float:
    """Days by which an interval may be moved either way."""
    if interval < FUZZ_RANGES[0][0]:
        return 0.0
    return 1.0 + sum(
        share * max(0.0, min(interval, end) - start) for start, end, share in FUZZ_RANGES
    )


def rounded(value: float) -> int:
    """Half away from zero, as the engine's own language rounds."""
    return math.floor(value + 0.5)
