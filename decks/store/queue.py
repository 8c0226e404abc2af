"""Which cards a day's queue holds, and in what order; ``decks.queue`` says which comes next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from decks.queue import Left, Limits, Queue, ReviewOrder
from decks.store.connection import Store

if TYPE_CHECKING:
    from decks.ids import CardId


def load_queue(store: Store, day: int, limits: Limits, deck: str | None = None) -> Queue:
    """The queue of logical day ``day``, of one deck with its sub-decks, or of all."""
    where = _in_deck(deck)
    limits = settled(store, day, limits)
    new, reviews = left_of(store, day, limits)
    some = waiting_reviews(store, day, limits, reviews, where)
    begun, reviewed = _done(store, day, where)
    return Queue(
        learning=tuple((ms, card) for ms, card, _ in waiting_learning(store, day, where)),
        reviews=tuple(card for card, _, _ in some),
        overdue=sum(due < day for _, due, _ in some),
        new=tuple(card for card, _ in waiting_new(store, day, new, where)),
        answered=sum(_done(store, day)),
        begun=begun,
        reviewed=reviewed,
    )


def settled(store: Store, day: int, limits: Limits) -> Limits:
    """The limits as they hold on a day: with a backlog it brings less, and in another order.

    Whether there is one does not change in the course of the day: what is due and what was
    answered count together.
    """
    cap = limits.backlog_per_day
    if not cap or waiting(store, day) <= cap:
        return replace(limits, backlog_per_day=0)
    return replace(
        limits,
        reviews_per_day=min(cap, limits.reviews_per_day),
        order=ReviewOrder.FORGOTTEN,
        backlog_per_day=0,
    )


def waiting(store: Store, day: int) -> int:
    """Reviews that are due on a day or were answered in it, siblings included."""
    (due,) = store.rows(
        f"SELECT count(*) FROM standing AS s WHERE {_awake('s')}"
        " AND s.phase = 'review' AND s.due_day <= ?1",
        (day,),
    )[0]
    return int(due) + _done(store, day)[1]


def left_of(store: Store, day: int, limits: Limits) -> tuple[Left, Left]:
    """What the limits leave for new cards and for reviews after those answered that day."""
    begun, reviewed = _done(store, day)
    new, reviews = {}, {}
    for deck, (most_new, most_reviews) in limits.decks.items():
        done = _done(store, day, _in_deck(deck))
        if most_new is not None:
            new[deck] = most_new - done[0]
        if most_reviews is not None:
            reviews[deck] = most_reviews - done[1]
    return Left(limits.new_per_day - begun, new), Left(limits.reviews_per_day - reviewed, reviews)


@dataclass(frozen=True, slots=True)
class Where:
    """A condition on ``s``, a card's standing, with its values."""

    sql: str = ""
    values: tuple[str, ...] = ()


EVERYWHERE = Where()
_IN_ONE = Where(" AND s.deck = ?")


def _in_deck(deck: str | None) -> Where:
    """In a deck or one below it; no condition for None. ``;`` is the sign that follows ``:``."""
    if deck is None:
        return EVERYWHERE
    return Where(
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


def waiting_learning(
    store: Store, day: int, where: Where = EVERYWHERE
) -> list[tuple[int, CardId, str]]:
    """(due instant in ms, card, deck) of the cards in their steps, soonest first."""
    return store.rows(
        f"SELECT s.due_ms, s.card, s.deck FROM standing AS s WHERE {_awake('s')}"
        f" AND s.phase IN ('learning', 'relearning'){where.sql} ORDER BY s.due_ms, s.card",
        (day, *where.values),
    )


_PAPER = (
    "(SELECT coalesce(paper.merged_into, paper.id) FROM point"
    " JOIN paper ON paper.id = point.paper WHERE point.id = s.point)"
)
_ORDERS = {
    ReviewOrder.DUE: "s.due_day, s.card",
    # Recall falls with the wait as a share of the stability, and is 90 % where the two are equal.
    ReviewOrder.FORGOTTEN: "coalesce((?1 - s.last_day) / s.stability, 0) DESC, s.card",
    # Ids are digests: from another place on they stand in another order.
    ReviewOrder.RANDOM: "substr(s.card, 1 + ?1 % 16), s.card",
    ReviewOrder.PAPER: f"min(s.due_day) OVER (PARTITION BY {_PAPER}), {_PAPER}, s.due_day, s.card",
}


def waiting_reviews(
    store: Store, day: int, limits: Limits, left: Left, where: Where = EVERYWHERE
) -> list[tuple[CardId, int, str]]:
    """(card, due day, deck) of the reviews that fit what is left, in their order.

    Of the due siblings of a point the one due longest. ``left`` counts them.
    """
    most = -1 if left.decks else left.room
    found = store.rows(f"{_reviews(limits.order, where)} LIMIT ?", (day, *where.values, most))
    return [(card, due, deck) for card, due, deck in found if left.admits(deck)]


def count_reviews(
    store: Store, day: int, decks: Iterable[str], most: int
) -> dict[str, tuple[int, int]]:
    """Reviews of each deck without its sub-decks, and how many of them are overdue.

    The first ``most`` of each, those due longest first, whatever is left: no queue of so many
    reviews holds another one.
    """
    sql = (
        f"SELECT count(*), total(due_day < ?1) FROM ({_reviews(ReviewOrder.DUE, _IN_ONE)} LIMIT ?)"
    )
    counts = {deck: store.rows(sql, (day, deck, most))[0] for deck in decks}
    return {deck: (count, int(overdue)) for deck, (count, overdue) in counts.items()}


def _reviews(order: ReviewOrder, where: Where) -> str:
    rival = "o.phase = 'review' AND (o.due_day, o.card) < (s.due_day, s.card)"
    return (
        f"SELECT s.card, s.due_day, s.deck FROM standing AS s WHERE {_awake('s')}"
        f" AND s.phase = 'review' AND s.due_day <= ?1{where.sql}{_no_sibling(rival)}"
        f" ORDER BY {_ORDERS[order]}"
    )


def waiting_new(
    store: Store, day: int, left: Left, where: Where = EVERYWHERE
) -> list[tuple[CardId, str]]:
    """(card, deck) of the new cards that fit what is left, in the order of their birth.

    One of each point, none whose sibling may be asked that day. ``left`` counts them.
    """
    found = store.rows(
        f"{_new(where)} LIMIT ?", (day, *where.values, -1 if left.decks else left.room)
    )
    return [(card, deck) for card, deck in found if left.admits(deck)]


def count_new(store: Store, day: int, decks: Iterable[str], most: int) -> dict[str, int]:
    """New cards of each deck without its sub-decks, up to ``most``, whatever is left."""
    # Said by name, for the index of all new cards looks as good and leads past those of others.
    new = _new(_IN_ONE, "1", "INDEXED BY standing_new_of_deck")
    sql = f"SELECT count(*) FROM ({new} LIMIT ?)"
    return {deck: store.rows(sql, (day, deck, most))[0][0] for deck in decks}


def _new(where: Where, what: str = "s.card", by: str = "") -> str:
    rival = (
        "(o.phase = 'review' AND o.due_day <= ?1) OR (o.phase = 'new' AND o.position < s.position)"
    )
    return (
        f"SELECT {what}, s.deck FROM standing AS s {by} WHERE {_awake('s')}"
        f" AND s.phase = 'new'{where.sql}{_no_sibling(rival)} ORDER BY s.position"
    )


def _done(store: Store, day: int, where: Where = EVERYWHERE) -> tuple[int, int]:
    """New cards begun and older cards answered on a logical day."""
    (begun,), (reviewed,) = (
        store.rows(
            f"SELECT count(*) FROM standing AS s WHERE {condition}{where.sql}", (day, *where.values)
        )[0]
        for condition in ("s.first_day = ?1", "s.last_day = ?1 AND s.first_day < ?1")
    )
    return int(begun), int(reviewed)


def decks_in_play(store: Store) -> set[str]:
    """Every deck that has a card of its own in play.

    From each name to the next one in an index: there is no walk along all cards.
    """
    found = []
    for phase in ("new", "learning", "review", "relearning"):
        first = f"SELECT min(deck) FROM standing WHERE in_play = 1 AND phase = '{phase}'"
        found += store.rows(
            f"WITH RECURSIVE own (name) AS ({first} UNION ALL"
            f" SELECT ({first} AND deck > name) FROM own WHERE name NOT NULL)"
            " SELECT name FROM own WHERE name NOT NULL"
        )
    return {deck for (deck,) in found}


def next_day(store: Store, day: int) -> int | None:
    """The next logical day after ``day`` on which a card in play falls due or ends its rest."""
    due = (
        f"SELECT min(due_day) AS day FROM standing WHERE in_play = 1 AND phase = '{phase}'"
        " AND due_day > ?1"
        for phase in ("review", "learning", "relearning")
    )
    rest = "SELECT min(buried_until) FROM standing WHERE in_play = 1 AND buried_until > ?1"
    found = store.rows(f"SELECT min(day) FROM ({' UNION ALL '.join((*due, rest))})", (day,))
    return None if found[0][0] is None else int(found[0][0])
