"""Texts of which only a person can say whether they are a point of before in other words.

Until that is said the point stays as it was. The answer is a mark on the point, so that it
travels with the collection.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from decks.cards import Place
from decks.ids import PointId
from decks.marks import Decisions, What


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question about a point."""

    point: PointId
    before: str
    """Its text, as its cards ask it still."""
    now: str
    """What stands in the notes and may be the same point."""
    place: Place
    """Where that stands."""


def answers(decisions: Decisions) -> Mapping[tuple[PointId, str], bool]:
    """What was said: whether a point is the same in a text of this version digest."""
    return {
        (PointId(target), subject): bool(value)
        for (target, what, subject), value in decisions.items()
        if what is What.SAME and value is not None
    }
