"""What comes next: learning cards when they are due, then reviews with new cards among them.

The order follows from what is stored and the time alone, so that an app that was closed
goes on where it was, and two open apps agree. Siblings of a point come on different days.
"""

from __future__ import annotations

from dataclasses import dataclass

from decks.days import DAY_S, Instant
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


def load_queue(store: Store, day: int, limits: Limits, deck: str | None = None) -> Queue:
    """The queue of logical day ``day``, of one deck with its sub-decks, or of all."""
    where = _in_deck(deck)
    left = room(store, day, limits)
    reviews = _reviews(store, day, where, left.reviews_per_day)
    begun, reviewed = _done(store, day, where)
    return Queue(
        learning=_learning(store, day, where),
        reviews=tuple(CardId(card) for card, _ in reviews),
        overdue=sum(due < day for _, due in reviews),
        new=_new(store, day, where, left.new_per_day),
        answered=sum(_done(store, day)),
        begun=begun,
        reviewed=reviewed,
    )


def room(store: Store, day: int, limits: Limits) -> Limits:
    """What is left of a day's limits after the cards that were answered in it."""
    begun, reviewed = _done(store, day)
    return Limits(max(0, limits.new_per_day - begun), max(0, limits.reviews_per_day - reviewed))


@dataclass(frozen=True, slots=True)
class _Where:
    """A condition on ``s``, a card's standing, with its values."""

    sql: str = ""
    values: tuple[str, ...] = ()


def _in_deck(deck: str | None) -> _Where:
    """In a deck or one below it; no condition for None. ``;`` is the sign that follows ``:``."""
    if deck is None:
        return _Where()
    return _Where(
        " AND (s.deck = ? OR (s.deck >= ? AND s.deck < ?))", (deck, f"{deck}::", f"{deck}:;")
    )


def _awake(name: str) -> str:
    """May be asked on the day that is the first value of the query."""
    return f"{name}.in_play = 1 AND ({name}.buried_until IS NULL OR {name}.buried_until <= ?1)"


def _no_sibling(rival: str) -> str:
    """None of the point was asked today or is in its steps, and none is a rival that comes first.

    One that was asked stands in the way even if it was put aside since.
    """
    return (
        " AND NOT EXISTS (SELECT 1 FROM standing AS o WHERE o.point = s.point"
        f" AND o.card <> s.card AND (o.last_day = ?1 OR ({_awake('o')}"
        f" AND (o.phase IN ('learning', 'relearning') OR {rival}))))"
    )


def _learning(store: Store, day: int, where: _Where) -> tuple[tuple[int, CardId], ...]:
    return tuple(
        (due_ms, CardId(card))
        for due_ms, card in store.rows(
            f"SELECT s.due_ms, s.card FROM standing AS s WHERE {_awake('s')}"
            f" AND s.phase IN ('learning', 'relearning'){where.sql} ORDER BY s.due_ms, s.card",
            (day, *where.values),
        )
    )


def _reviews(store: Store, day: int, where: _Where, limit: int) -> list[tuple[str, int]]:
    """Due cards with their days, longest due first, one of each point."""
    rival = "o.phase = 'review' AND (o.due_day, o.card) < (s.due_day, s.card)"
    return store.rows(
        f"SELECT s.card, s.due_day FROM standing AS s WHERE {_awake('s')}"
        f" AND s.phase = 'review' AND s.due_day <= ?1{where.sql}{_no_sibling(rival)}"
        " ORDER BY s.due_day, s.card LIMIT ?",
        (day, *where.values, limit),
    )


def _new(store: Store, day: int, where: _Where, limit: int) -> tuple[CardId, ...]:
    """New cards in the order of birth, one of each point, none whose sibling may be asked today."""
    rival = (
        "(o.phase = 'review' AND o.due_day <= ?1) OR (o.phase = 'new' AND o.position < s.position)"
    )
    found = store.rows(
        f"SELECT s.card FROM standing AS s WHERE {_awake('s')} AND s.phase = 'new'"
        f"{where.sql}{_no_sibling(rival)} ORDER BY s.position LIMIT ?",
        (day, *where.values, limit),
    )
    return tuple(CardId(card) for (card,) in found)


def _done(store: Store, day: int, where: _Where = _Where()) -> tuple[int, int]:
    """New cards begun and older cards answered on a logical day."""
    (begun,), (reviewed,) = (
        store.rows(
            f"SELECT count(*) FROM standing AS s WHERE {condition}{where.sql}", (day, *where.values)
        )[0]
        for condition in ("s.first_day = ?1", "s.last_day = ?1 AND s.first_day < ?1")
    )
    return int(begun), int(reviewed)
