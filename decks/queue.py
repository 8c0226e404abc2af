"""What comes next: learning cards when they are due, then reviews with new cards among them.

The order follows from what is stored and the time alone, so that an app that was closed
goes on where it was, and two open apps agree. Siblings of a point come on different days.
"""

from __future__ import annotations

from dataclasses import dataclass

from decks.days import Instant
from decks.ids import CardId
from decks.store.connection import Store

LEARN_AHEAD_MS = 20 * 60 * 1000
"""With nothing else to do, a learning card is shown this much early (Anki's default)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a day may bring."""

    new_per_day: int
    reviews_per_day: int


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
    """Reviews and new cards that have had their first answer of today."""

    @property
    def counts(self) -> Counts:
        """How many there are of each."""
        return Counts(len(self.new), len(self.learning), len(self.reviews))

    def next(self, now: Instant) -> CardId | None:
        """The card to show now, or None if there is none before the next one is due."""
        if self.learning and self.learning[0][0] <= now.ms:
            return self.learning[0][1]
        if self.reviews or self.new:
            return self._main()
        if self.learning and self.learning[0][0] <= now.ms + LEARN_AHEAD_MS:
            return self.learning[0][1]
        return None

    def next_due_ms(self) -> int | None:
        """When the next learning card is due, if nothing else is left."""
        return self.learning[0][0] if self.learning else None

    def _main(self) -> CardId:
        """New cards spread evenly among the reviews that are left."""
        if not self.reviews:
            return self.new[0]
        if not self.new:
            return self.reviews[0]
        every = (len(self.reviews) + len(self.new)) // len(self.new)
        return self.new[0] if self.answered % every == every - 1 else self.reviews[0]


def load_queue(store: Store, day: int, limits: Limits, deck: str | None = None) -> Queue:
    """The queue of logical day ``day``, of one deck with its sub-decks, or of all."""
    where, values = _deck_filter(deck)
    reviews, overdue = _reviews(store, day, where, values)
    left = room(store, day, limits)
    return Queue(
        learning=_learning(store, where, values, day),
        reviews=reviews[: left.reviews_per_day],
        overdue=min(overdue, left.reviews_per_day),
        new=_new(store, day, where, values, left.new_per_day),
        answered=sum(_done(store, day)),
    )


def room(store: Store, day: int, limits: Limits) -> Limits:
    """What is left of a day's limits after the cards that were answered in it."""
    done_new, done_reviews = _done(store, day)
    return Limits(
        max(0, limits.new_per_day - done_new), max(0, limits.reviews_per_day - done_reviews)
    )


def _deck_filter(deck: str | None) -> tuple[str, tuple[str, ...]]:
    if deck is None:
        return "", ()
    return " AND (s.deck = ? OR substr(s.deck, 1, length(?)) = ?)", (deck, f"{deck}::", f"{deck}::")


_AWAKE = "s.in_play = 1 AND (s.buried_until IS NULL OR s.buried_until <= ?)"
_NO_SIBLING_TODAY = (
    " AND NOT EXISTS (SELECT 1 FROM standing AS o WHERE o.point = s.point"
    " AND o.card <> s.card AND o.last_day = ?)"
)


def _learning(
    store: Store, where: str, values: tuple[str, ...], day: int
) -> tuple[tuple[int, CardId], ...]:
    return tuple(
        (due_ms, CardId(card))
        for due_ms, card in store.rows(
            f"SELECT s.due_ms, s.card FROM standing AS s WHERE {_AWAKE}"
            f" AND s.phase IN ('learning', 'relearning'){where} ORDER BY s.due_ms, s.card",
            (day, *values),
        )
    )


def _reviews(
    store: Store, day: int, where: str, values: tuple[str, ...]
) -> tuple[tuple[CardId, ...], int]:
    """Due cards, longest due first, one of each point; and how many were due before today."""
    found = store.rows(
        f"SELECT min(s.due_day), s.card FROM standing AS s WHERE {_AWAKE}"
        f" AND s.phase = 'review' AND s.due_day <= ?{_NO_SIBLING_TODAY}{where}"
        " GROUP BY s.point ORDER BY 1, 2",
        (day, day, day, *values),
    )
    return tuple(CardId(card) for _, card in found), sum(due < day for due, _ in found)


def _new(
    store: Store, day: int, where: str, values: tuple[str, ...], limit: int
) -> tuple[CardId, ...]:
    """New cards in the order of birth, none whose sibling was, is or may be asked today."""
    found = store.rows(
        f"SELECT min(s.position), s.card FROM standing AS s WHERE {_AWAKE}"
        " AND s.phase = 'new' AND NOT EXISTS (SELECT 1 FROM standing AS o"
        " WHERE o.point = s.point AND o.card <> s.card AND o.in_play = 1"
        " AND (o.last_day = ? OR o.due_day <= ? OR o.phase IN ('learning', 'relearning')))"
        f"{where} GROUP BY s.point ORDER BY 1 LIMIT ?",
        (day, day, day, *values, limit),
    )
    return tuple(CardId(card) for _, card in found)


def _done(store: Store, day: int) -> tuple[int, int]:
    """New cards begun and old cards reviewed on a logical day."""
    new = store.rows("SELECT count(*) FROM standing WHERE first_day = ?", (day,))[0][0]
    old = store.rows(
        "SELECT count(*) FROM standing WHERE last_day = ? AND first_day < ?", (day, day)
    )[0][0]
    return int(new), int(old)
