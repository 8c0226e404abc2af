"""What comes next: learning cards when they are due, then reviews with new cards among them.

The order follows from what is stored and the time alone, so that an app that was closed
goes on where it was, and two open apps agree. Siblings of a point come on different days.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from decks.days import DAY_S, Instant
from decks.deck_names import parents

if TYPE_CHECKING:
    from decks.ids import CardId

LEARN_AHEAD_MS = 20 * 60 * 1000
"""With nothing else to do, a learning card is shown this much early (Anki's default)."""


class ReviewOrder(StrEnum):
    """Which reviews come first, and so which ones when a day may not bring all."""

    DUE = "due"
    FORGOTTEN = "forgotten"
    """Least likely to be recalled."""
    RANDOM = "random"
    """Another order each day."""
    PAPER = "paper"
    """Paper by paper, the one with the longest due card first."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a day may bring, and which reviews first."""

    new_per_day: int
    """In all decks together."""
    reviews_per_day: int
    decks: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)
    """New cards and reviews a day of some decks with their sub-decks; None: only those in all."""
    order: ReviewOrder = ReviewOrder.DUE
    backlog_per_day: int = 0
    """With more reviews due than this, only so many a day, most forgotten first. 0: off."""


class Left:
    """What a day's limits leave: it is asked for card after card, and counts."""

    def __init__(self, total: int, decks: Mapping[str, int]) -> None:
        """``decks``: what is left of those that have a limit of their own."""
        self.total = total
        self.decks = dict(decks)

    @property
    def room(self) -> int:
        """Cards that may come of all decks together, at most."""
        return max(0, self.total)

    def admits(self, deck: str) -> bool:
        """Whether one more card of a deck may come; if so it is counted."""
        limited = [name for name in parents(deck) if name in self.decks] if self.decks else ()
        if self.total <= 0 or any(self.decks[name] <= 0 for name in limited):
            return False
        self.total -= 1
        for name in limited:
            self.decks[name] -= 1
        return True

    def copy(self) -> Left:
        """As much, counted apart."""
        return Left(self.total, self.decks)


@dataclass(frozen=True, slots=True)
class Counts:
    """What is left today. The three are disjoint."""

    new: int
    learning: int
    review: int

    @property
    def total(self) -> int:
        """Cards left today."""
        return self.new + self.learning + self.review


@dataclass(frozen=True, slots=True)
class Queue:
    """The cards of today in their order."""

    learning: tuple[tuple[int, CardId], ...]
    """(due instant in ms, card) of cards in their steps, soonest first."""
    reviews: tuple[CardId, ...]
    overdue: int
    """How many of the reviews were due before today."""
    new: tuple[CardId, ...]
    answered: int
    """Reviews and new cards that have had their first answer of today, in any deck."""
    begun: int
    """Of these decks, new cards that have had their first answer today."""
    reviewed: int
    """Of these decks, older cards that have had an answer today."""

    @property
    def counts(self) -> Counts:
        """How many there are of each."""
        return Counts(len(self.new), len(self.learning), len(self.reviews))

    def next(self, now: Instant) -> CardId | None:
        """The card to show now, or None if there is none before the next one is due."""
        due = next((card for ms, card in self.learning if _is_due(ms, now)), None)
        if due:
            return due
        if self.reviews or self.new:
            return self._main()
        if self.learning and self.learning[0][0] <= now.ms + LEARN_AHEAD_MS:
            return self.learning[0][1]
        return None

    def next_due_ms(self) -> int | None:
        """When the next learning card is due, if nothing else is left."""
        return self.learning[0][0] if self.learning else None

    def _main(self) -> CardId:
        """New cards spread evenly among the reviews of the day.

        The place in the day follows from what was answered, so that it is the same after
        an undo or in another process: before the k-th of n new cards come k shares of the
        reviews, n + 1 shares being the whole.
        """
        if not self.reviews:
            return self.new[0]
        if not self.new:
            return self.reviews[0]
        shares = self.begun + len(self.new) + 1
        reviews = self.reviewed + len(self.reviews)
        is_new = self.reviewed * shares >= (self.begun + 1) * reviews
        return self.new[0] if is_new else self.reviews[0]


def _is_due(due_ms: int, now: Instant) -> bool:
    """Whether a step is over. Steps are under a day: one due later was begun by a wrong clock."""
    return not now.ms < due_ms <= now.ms + DAY_S * 1000
