"""What is due, deck by deck, and when the next thing comes.

Nothing is decided here: every number is the length of the queue that a session of that
deck would have.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from decks.days import Moment, day_start_ms
from decks.deck_names import SEPARATOR, parents, with_parents
from decks.queue import Counts, Left, Limits, Queue, ReviewOrder
from decks.store.connection import Store
from decks.store.pace import typical_duration_ms
from decks.store.queue import (
    count_new,
    count_reviews,
    decks_in_play,
    left_of,
    load_queue,
    next_day,
    settled,
    waiting_learning,
    waiting_reviews,
)

TYPICAL_ANSWER_MS = 10_000
"""Time for one answer before any is known."""
ANSWERS_OF_A_NEW_CARD = 3
"""How often a new card is answered on its first day, its learning steps among them."""

_ALL = ""
"""The name of the queue of all decks."""


@dataclass(frozen=True, slots=True)
class DeckDue:
    """What one deck with its sub-decks, or the whole collection, has left today."""

    name: str
    """Empty: the whole collection."""
    counts: Counts
    overdue: int
    """Of the reviews those that were due before today."""
    minutes: int
    """At the learner's usual pace, rounded up."""


@dataclass(frozen=True, slots=True)
class Coming:
    """The next day that brings something."""

    day: int
    """Logical day."""
    counts: Counts


def deck_names(store: Store) -> tuple[str, ...]:
    """Decks with a card in play, and the decks above them, each below the one it belongs to."""
    return _tree(decks_in_play(store))


def _tree(decks: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(with_parents(decks), key=_tree_order))


def due_by_deck(store: Store, day: int, limits: Limits) -> tuple[DeckDue, ...]:
    """Every deck in the order of the tree. A deck counts its sub-decks in.

    The same numbers as a queue for each deck would have, from the cards of each that stand
    first: no queue holds more of a deck than there is room for in all.
    """
    return due_today(store, day, limits)[1]


def due_today(store: Store, day: int, limits: Limits) -> tuple[DeckDue, tuple[DeckDue, ...]]:
    """The whole collection, and every deck in it: see ``due_by_deck``."""
    limits = settled(store, day, limits)
    new_left, reviews_left = left_of(store, day, limits)
    decks = decks_in_play(store)
    learning = Counter(name for _, _, deck in waiting_learning(store, day) for name in _of(deck))
    new = _with_room(count_new(store, day, decks, new_left.room), new_left)
    review, overdue = _reviews(store, day, limits, reviews_left, decks)
    answer_ms = _answer_ms(store)
    found = []
    for name in (_ALL, *_tree(decks)):
        counts = Counts(new[name], learning[name], review[name])
        found.append(DeckDue(name, counts, overdue[name], _minutes(counts, answer_ms)))
    return found[0], tuple(found[1:])


def _reviews(
    store: Store, day: int, limits: Limits, left: Left, decks: Collection[str]
) -> tuple[Counter[str], Counter[str]]:
    """Reviews in the queue of each deck, and those of them that are overdue."""
    if limits.order is ReviewOrder.DUE:
        found = count_reviews(store, day, decks, left.room)
        late = {deck: overdue for deck, (_, overdue) in found.items()}
        # Those that are overdue come first: they have room as if there were no others.
        return _with_room({deck: n for deck, (n, _) in found.items()}, left), _with_room(late, left)
    review, overdue = Counter[str](), Counter[str]()
    fits = _Fits(left)
    for _, due, deck in waiting_reviews(store, day, limits, Left(sys.maxsize, {})):
        for name in fits(deck):
            review[name] += 1
            overdue[name] += due < day
    return review, overdue


def _with_room(cards: Mapping[str, int], left: Left) -> Counter[str]:
    """How many of the cards that each deck has of its own the queue of each deck has room for.

    Which ones is another matter. Limits lie within each other as decks do, so that it does not
    depend on the order in which cards are asked for room.
    """
    most = {deck: max(0, number) for deck, number in left.decks.items()}
    found: Counter[str] = Counter(cards)
    for name in sorted(with_parents(cards), key=lambda name: len(parents(name)), reverse=True):
        found[name] = min(found[name], most.get(name, sys.maxsize))
        found[_of(name)[-2]] += found[name]
    for name, count in found.items():
        limits = (most[above] for above in parents(name) if above in most)
        found[name] = min(count, left.room, *limits)
    return found


def _of(deck: str) -> list[str]:
    """The queues in which a card of a deck has its place."""
    return [_ALL, *parents(deck)]


class _Fits:
    """In the queues of which decks the next card of a deck has its place: each has its limits."""

    def __init__(self, left: Left) -> None:
        self._left = left
        self._of: dict[str, Left] = {}
        self._above: dict[str, list[tuple[str, Left]]] = {}

    def __call__(self, deck: str) -> list[str]:
        if deck not in self._above:
            self._above[deck] = [(name, self._queue(name)) for name in _of(deck)]
        return [name for name, left in self._above[deck] if left.admits(deck)]

    def _queue(self, name: str) -> Left:
        return self._of.setdefault(name, self._left.copy())


def is_ready(store: Store, moment: Moment, limits: Limits) -> bool:
    """Whether a card would be shown now."""
    return load_queue(store, moment.day, limits).next(moment.now) is not None


def next_ms(store: Store, moment: Moment, limits: Limits, deck: str | None = None) -> int | None:
    """When the next thing after now becomes due, in ms UTC; None if nothing is scheduled.

    The next learning card of today, else the beginning of the next day with cards.
    """
    queue: Queue = load_queue(store, moment.day, limits, deck)
    later = [due_ms for due_ms, _ in queue.learning if due_ms > moment.now.ms]
    if later:
        return later[0]
    found = coming(store, moment.day, limits, deck)
    if found is None:
        return None
    return day_start_ms(found.day, moment.now.utc_offset_min, moment.day_starts_at)


def minutes_for(store: Store, counts: Counts) -> int:
    """About how long the cards take at the learner's usual pace, in minutes rounded up."""
    return _minutes(counts, _answer_ms(store))


def _answer_ms(store: Store) -> int:
    return typical_duration_ms(store) or TYPICAL_ANSWER_MS


def _minutes(counts: Counts, answer_ms: int) -> int:
    answers = counts.new * ANSWERS_OF_A_NEW_CARD + counts.learning + counts.review
    return math.ceil(answers * answer_ms / 60_000)


def coming(store: Store, day: int, limits: Limits, deck: str | None = None) -> Coming | None:
    """The first day after ``day`` that has something in its queue as things stand, if any."""
    candidate: int | None = day + 1
    while candidate is not None:
        counts = load_queue(store, candidate, limits, deck).counts
        if counts.total:
            return Coming(candidate, counts)
        candidate = next_day(store, candidate)
    return None


def _tree_order(name: str) -> list[str]:
    return [part.casefold() for part in name.split(SEPARATOR)]
