"""Moving due dates on request: by rows of their own, after memories were made anew.

Where due days are balanced, a card whose day still suits its memory stays where it is, and the
others go to the day of their fuzz range with the least work.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from decks.cards import Card
from decks.days import DAY_S, Moment
from decks.ids import CardId
from decks.presets import Presets
from decks.reviews import Phase, Review, ReviewKind
from decks.scheduling import Preset
from decks.spread import BALANCED_DAYS, Spreading, Work, fuzz_factor
from decks.store.cards import all_cards
from decks.store.connection import Store
from decks.store.reviews import add_review, free_review_id
from decks.store.standing import due_ahead


def move_due_dates(
    store: Store, presets: Presets, origins: Mapping[str, str], moment: Moment
) -> int:
    """Add a row to each card in review whose interval is another now; how many there are.

    ``origins`` gives, by the names of the presets whose cards are to move, what the rows are
    marked with. An interval counts from the day of the last answer, as the one before did.
    """
    due = _Due(store, moment.day)
    moved, ms = 0, moment.now.ms
    for card in all_cards(store):
        preset = presets.of(card.deck)
        days = _days(card, preset, due) if preset.name in origins else None
        if days is None or days * DAY_S == card.schedule.interval_s:
            continue
        ms = free_review_id(store, max(ms, (card.schedule.last_review or 0) + 1))
        add_review(store, _row(store, card, days, ms, moment, origins[preset.name]))
        moved += 1
    return moved


class _Due:
    """What waits on the days to come, while cards move from one to another."""

    def __init__(self, store: Store, today: int) -> None:
        self.today = today
        self.reviews = Counter[int]()
        self._points: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self._days: dict[CardId, int] = {}
        for card, point, day in due_ahead(store):
            self._days[card] = day
            self._count(point, day, 1)

    def move(self, card: Card, day: int | None) -> None:
        """Count a card on a day, if it may be asked; on none for None."""
        if card.id not in self._days:
            return
        if day is None:
            self._count(card.point, self._days[card.id], -1)
        else:
            self._days[card.id] = day
            self._count(card.point, day, 1)

    def _count(self, point: str, day: int, cards: int) -> None:
        self.reviews[day] += cards
        self._points[point][day] += cards

    def siblings(self, point: str) -> frozenset[int]:
        """The days on which cards of a point are due."""
        return frozenset(day for day, cards in self._points[point].items() if cards)


def _days(card: Card, preset: Preset, due: _Due) -> int | None:
    """The interval that a card in review has by its memory; None for any other card."""
    now = card.schedule
    if now.phase is not Phase.REVIEW or not now.memory or now.last_day is None:
        return None
    factor = fuzz_factor(card.id, now.reps) if preset.fuzz else None
    wanted = preset.engine.interval_days(now.memory.stability)
    spread = Spreading(factor, preset.maximum_interval_days)
    if factor is None or not preset.balance or wanted > BALANCED_DAYS:
        return spread.days(wanted, 1)
    lower, upper = spread.bounds(wanted, 1)
    present = now.interval_s // DAY_S
    if lower <= present <= upper:
        return present
    # Days that are over bring their cards today: among those there is nothing to choose.
    lower = max(lower, min(upper, due.today - now.last_day))
    return _with_least_work(card, preset, due, (lower, upper), factor)


def _with_least_work(
    card: Card, preset: Preset, due: _Due, bounds: tuple[int, int], factor: float
) -> int:
    """Of the intervals within bounds the one whose day has the least work; it is counted there."""
    last = card.schedule.last_day or 0
    due.move(card, None)
    work = Work(last, due.reviews, due.siblings(card.point), preset.ease_of_weekdays)
    days = work.best(*bounds, factor)
    due.move(card, last + days)
    return days


def _row(store: Store, card: Card, days: int, ms: int, moment: Moment, origin: str) -> Review:
    schedule = card.schedule
    return Review(
        id=ms,
        card=card.id,
        device=store.device,
        kind=ReviewKind.RESCHEDULED,
        rating=None,
        day=moment.day if schedule.last_day is None else schedule.last_day,
        utc_offset_min=moment.now.utc_offset_min,
        duration_ms=0,
        interval_s=days * DAY_S,
        previous_interval_s=schedule.interval_s,
        stability=schedule.memory.stability if schedule.memory else None,
        difficulty=schedule.memory.difficulty if schedule.memory else None,
        origin=origin,
    )
