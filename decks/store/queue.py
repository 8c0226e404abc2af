"""Which cards a day's queue holds, and in what order; ``decks.queue`` says which comes next."""

from __future__ import annotations

from dataclasses import dataclass

from decks.ids import CardId
from decks.queue import Limits, Queue
from decks.store.connection import Store


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


def decks_in_play(store: Store) -> set[str]:
    """Every deck that has a card of its own in play."""
    return {deck for (deck,) in store.rows("SELECT DISTINCT deck FROM standing WHERE in_play = 1")}


def decks_of_cards(store: Store) -> dict[CardId, str]:
    """The deck of every card in play."""
    rows = store.rows("SELECT card, deck FROM standing WHERE in_play = 1")
    return {CardId(card): deck for card, deck in rows}


def days_to_come(store: Store, day: int) -> list[int]:
    """The logical days after ``day`` on which a card in play falls due or ends its rest."""
    found = store.rows(
        "SELECT DISTINCT max(coalesce(due_day, 0), coalesce(buried_until, 0)) AS day"
        " FROM standing WHERE in_play = 1 AND day > ? ORDER BY day",
        (day,),
    )
    return [row[0] for row in found]
