"""What is left to do today: how much, how long it takes, and when the next thing comes."""

from __future__ import annotations

from dataclasses import dataclass

from decks.days import Moment, day_start_ms
from decks.due import coming, deck_names, minutes_for
from decks.queue import Counts, Limits, Queue
from decks.store.connection import Store
from decks.store.queue import load_queue


@dataclass(frozen=True, slots=True)
class Workload:
    """What one deck with its sub-decks, or the whole collection, has left today."""

    deck: str | None
    """None: the whole collection."""
    counts: Counts
    overdue: int
    """Of the reviews those that were due before today."""
    minutes: int
    """At the learner's usual pace, rounded up."""
    ready: bool
    """Whether a card would be shown now."""
    next_ms: int | None
    """When the next thing after now becomes due, in ms UTC; None if nothing is scheduled."""


def workload(store: Store, moment: Moment, limits: Limits, deck: str | None = None) -> Workload:
    """What is left today of one deck, or of all."""
    queue = load_queue(store, moment.day, limits, deck)
    return Workload(
        deck=deck,
        counts=queue.counts,
        overdue=queue.overdue,
        minutes=minutes_for(store, queue.counts),
        ready=queue.next(moment.now) is not None,
        next_ms=_next_ms(store, queue, moment, limits, deck),
    )


def workload_by_deck(store: Store, moment: Moment, limits: Limits) -> tuple[Workload, ...]:
    """Every deck in the order of the tree. A deck counts its sub-decks in."""
    return tuple(workload(store, moment, limits, name) for name in deck_names(store))


def _next_ms(
    store: Store, queue: Queue, moment: Moment, limits: Limits, deck: str | None
) -> int | None:
    """The next learning card of today, else the beginning of the next day with cards."""
    later = [due_ms for due_ms, _ in queue.learning if due_ms > moment.now.ms]
    if later:
        return later[0]
    found = coming(store, moment.day, limits, deck)
    if found is None:
        return None
    return day_start_ms(found.day, moment.now.utc_offset_min, moment.day_starts_at)
