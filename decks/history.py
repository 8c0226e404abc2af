"""What a card and its point have been: every version with its instant, and every review."""

from __future__ import annotations

from dataclasses import dataclass

from decks.faces import Face
from decks.ids import PointId
from decks.reviews import Review


@dataclass(frozen=True, slots=True)
class PointVersion:
    """A text that a point has had."""

    point: PointId
    text: str
    """Markdown."""
    root: str
    path: str
    """Of the note in which it was first seen."""
    seen_ms: int


@dataclass(frozen=True, slots=True)
class CardVersion:
    """A question and an answer that a card has had."""

    question: Face
    answer: str
    seen_ms: int


@dataclass(frozen=True, slots=True)
class History:
    """All of it, each list oldest first."""

    point: tuple[PointVersion, ...]
    card: tuple[CardVersion, ...]
    reviews: tuple[Review, ...]
    """Those taken back included."""
    retracted: frozenset[int]
    """Ids of the reviews that were taken back."""
