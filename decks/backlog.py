"""After a break: how many reviews wait, and how many days it will take to work them off."""

from __future__ import annotations

from dataclasses import dataclass, replace

from decks.memory import Memory
from decks.presets import Presets
from decks.queue import Limits
from decks.simulate import Habits, Scheduled, simulate
from decks.store.connection import Store
from decks.store.queue import settled, waiting
from decks.store.standing import reviews_ahead


@dataclass(frozen=True, slots=True)
class Backlog:
    """More reviews than a day is to bring."""

    reviews: int
    """That wait, those of today among them."""
    per_day: int
    days: int | None
    """Until a day has room again, what comes back meanwhile counted; None: more than a year."""


def backlog(store: Store, presets: Presets, limits: Limits, day: int) -> Backlog | None:
    """The backlog on a logical day, or None if there is none or no such mode is set."""
    on_the_day = settled(store, day, limits)
    if on_the_day == replace(limits, backlog_per_day=0):
        return None
    cards = []
    for deck, stability, difficulty, last_day, due_day in reviews_ahead(store):
        preset = presets.of(deck)
        memory = Memory(stability, difficulty)
        cards.append(
            Scheduled(preset.engine, preset.maximum_interval_days, memory, last_day, due_day, deck)
        )
    per_day = on_the_day.reviews_per_day
    year = simulate(cards, Habits(), Limits(0, per_day, limits.decks), day)
    free = (n for n, count in enumerate(year.late) if not count)
    return Backlog(waiting(store, day), per_day, next(free, None))
