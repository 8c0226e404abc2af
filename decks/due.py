"""What is due, deck by deck, and when the next thing comes.

Nothing is decided here: every number is the length of the queue that a session of that
deck would have.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from decks.deck_names import SEPARATOR, parents, with_parents
from decks.ids import CardId
from decks.queue import Counts, Limits
from decks.store.connection import Store
from decks.store.queue import days_to_come, decks_in_play, decks_of_cards, load_queue, room
from decks.store.reviews import typical_duration_ms

TYPICAL_ANSWER_MS = 10_000
"""Time for one answer before any is known."""
ANSWERS_OF_A_NEW_CARD = 3
"""How often a new card is answered on its first day, its learning steps among them."""

NO_LIMITS = Limits(sys.maxsize, sys.maxsize)


@dataclass(frozen=True, slots=True)
class DeckDue:
    """What one deck with its sub-decks has today."""

    name: str
    counts: Counts
    overdue: int
    """Of the reviews those that were due before today."""


@dataclass(frozen=True, slots=True)
class Coming:
    """The next day that brings something."""

    day: int
    """Logical day."""
    counts: Counts


def deck_names(store: Store) -> tuple[str, ...]:
    """Decks with a card in play, and the decks above them, each below the one it belongs to."""
    return tuple(sorted(with_parents(decks_in_play(store)), key=_tree_order))


def due_by_deck(store: Store, day: int, limits: Limits) -> tuple[DeckDue, ...]:
    """Every deck in the order of the tree. A deck counts its sub-decks in.

    The same numbers as a queue for each deck would have, from one queue without limits:
    300 decks of 10,000 cards take 50 ms, not a second.
    """
    queue = load_queue(store, day, NO_LIMITS)
    left = room(store, day, limits)
    above = {card: parents(deck) for card, deck in decks_of_cards(store).items()}

    def count(cards: Iterable[CardId]) -> Counter[str]:
        return Counter(name for card in cards for name in above[card])

    new, reviews, overdue = map(count, (queue.new, queue.reviews, queue.reviews[: queue.overdue]))
    learning = count(card for _, card in queue.learning)
    return tuple(
        DeckDue(
            name,
            Counts(
                min(new[name], left.new_per_day),
                learning[name],
                min(reviews[name], left.reviews_per_day),
            ),
            min(overdue[name], left.reviews_per_day),
        )
        for name in deck_names(store)
    )


def minutes_for(store: Store, counts: Counts) -> int:
    """About how long the cards take at the learner's usual pace, in minutes rounded up."""
    answers = counts.new * ANSWERS_OF_A_NEW_CARD + counts.learning + counts.review
    return math.ceil(answers * (typical_duration_ms(store) or TYPICAL_ANSWER_MS) / 60_000)


def coming(store: Store, day: int, limits: Limits, deck: str | None = None) -> Coming | None:
    """The first day after ``day`` that has something in its queue as things stand, if any."""
    for candidate in (day + 1, *days_to_come(store, day + 1)):
        counts = load_queue(store, candidate, limits, deck).counts
        if counts.total:
            return Coming(candidate, counts)
    return None


def _tree_order(name: str) -> list[str]:
    return [part.casefold() for part in name.split(SEPARATOR)]
