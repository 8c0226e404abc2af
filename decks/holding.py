"""Which orphaning is held back until a person has confirmed it.

A folder emptied by mistake, or a newer recogniser that misses a label, must not put a
collection to rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from decks.ids import PointId
from decks.reconcile import KnownPoint

MANY = 20
"""Cards that a build may orphan in a root without asking, however few there are."""
SHARE = 5
"""One part in so many of a root's cards may be orphaned without asking, however many that are."""


class Holding(Enum):
    """What is held back."""

    LARGE = "large"
    """Many cards of a root, and a large part of them."""
    ALL = "all"
    """Everything: notes are read differently since the last build."""
    NOTHING = "nothing"
    """A person has confirmed it."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A point with its cards in play."""

    point: PointId
    root: str
    cards: int
    """Accepted cards before this build."""
    orphaned: int
    """Those that would be orphaned."""


def held(points: Sequence[Counted], holding: Holding) -> frozenset[PointId]:
    """The points whose orphaning is held back; they all have cards that would be orphaned."""
    losing = [point for point in points if point.orphaned]
    if holding is Holding.LARGE:
        large = _large(points)
        losing = [point for point in losing if point.root in large]
    return frozenset() if holding is Holding.NOTHING else frozenset(p.point for p in losing)


def _large(points: Sequence[Counted]) -> frozenset[str]:
    """The roots that would lose many cards, and a large part of them."""
    cards: Counter[str] = Counter()
    orphaned: Counter[str] = Counter()
    for point in points:
        cards[point.root] += point.cards
        orphaned[point.root] += point.orphaned
    return frozenset(
        root for root, lost in orphaned.items() if lost > MANY and lost * SHARE > cards[root]
    )


def root_of(point: KnownPoint) -> str:
    """The folder of notes that a point was met in; empty if it came from another machine."""
    return point.places[0].root if point.places else ""
