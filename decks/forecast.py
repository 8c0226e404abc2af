"""The learner's cards and habits as a simulation takes them."""

from __future__ import annotations

from collections.abc import Sequence

from decks.cards import Acceptance, Card, Study
from decks.presets import Presets
from decks.reviews import Rating
from decks.simulate import Habits, Scheduled
from decks.store.connection import Store
from decks.store.pace import typical_duration_ms
from decks.store.reviews import answer_counts

LEAST_ANSWERS = 100
"""With fewer of a kind the usual shares are better than the learner's own."""


def scheduled(cards: Sequence[Card], presets: Presets, today: int) -> list[Scheduled]:
    """The cards in play, in the order in which new ones come."""
    found = []
    for card in cards:
        preset, now = presets.of(card.deck), card.schedule
        if not _plays(card):
            continue
        found.append(
            Scheduled(
                preset.engine,
                preset.maximum_interval_days,
                now.memory,
                today if now.last_day is None else now.last_day,
                today if now.due_day is None else now.due_day,
                card.deck,
            )
        )
    return found


def _plays(card: Card) -> bool:
    accepted = card.acceptance is Acceptance.ACCEPTED and not card.orphaned
    return accepted and not card.suspended and card.paper.study is Study.STUDY


def habits(store: Store) -> Habits:
    """How the learner has answered so far; where that is too little, the usual."""
    usual = Habits()
    first, later = answer_counts(store, first=True), answer_counts(store, first=False)
    passed = [later[rating] for rating in (Rating.HARD, Rating.GOOD, Rating.EASY)]
    begun = [first[rating] for rating in Rating]
    pace = (typical_duration_ms(store) or usual.recalled_s * 1000) / 1000 / usual.recalled_s
    again, hard, good, easy = _shares(begun) or usual.first
    known = _shares(passed) or usual.recalled
    return Habits(
        (again, hard, good, easy),
        (known[0], known[1], known[2]),
        usual.recalled_s * pace,
        usual.forgotten_s * pace,
        usual.new_s * pace,
    )


def _shares(counts: Sequence[int]) -> list[float] | None:
    total = sum(counts)
    return [count / total for count in counts] if total >= LEAST_ANSWERS else None
