"""Practice over any cards, whatever their schedule: before an exam, a talk, a reading group.

Each card is asked until it is known once. The answers leave the schedule alone, or count like
those of any other day, as the learner says. Cards that rest (suspended, put off, on the shelf)
are asked too: who names them wants them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from decks.cards import Acceptance, Card
from decks.days import Clock
from decks.ids import CardId
from decks.presets import Presets
from decks.queue import Limits, Queue
from decks.reviews import Rating, ReviewKind
from decks.scheduling import Outcome, Outcomes
from decks.session import Session
from decks.store.aliases import aliases
from decks.store.connection import Store


def crammable(cards: Sequence[Card]) -> tuple[CardId, ...]:
    """Those that can be practised: accepted, and no orphans."""
    return tuple(
        card.id for card in cards if card.acceptance is Acceptance.ACCEPTED and not card.orphaned
    )


def remaining(
    cards: Sequence[CardId], answers: Sequence[tuple[CardId, Rating]]
) -> tuple[CardId, ...]:
    """What is left to ask: cards not asked yet, then those forgotten, longest ago first."""
    last = dict(answers)
    again = [
        card
        for number, (card, rating) in enumerate(answers)
        if rating is Rating.AGAIN and card not in {later for later, _ in answers[number + 1 :]}
    ]
    return (*(card for card in cards if card not in last), *again)


class Cram(Session):
    """One sitting over cards that were asked for."""

    def __init__(
        self,
        store: Store,
        presets: Presets,
        limits: Limits,
        clock: Clock,
        *,
        day_starts_at: int,
        cards: Sequence[CardId],
        counts: bool,
        refit: Callable[[], Presets] | None = None,
    ) -> None:
        """``limits`` do not hold for practice, but for what the next days bring.

        ``counts``: whether answers change the schedule; ``day_starts_at``: hour, 0 to 23;
        ``refit``: see ``Session``.
        """
        super().__init__(store, presets, limits, clock, day_starts_at=day_starts_at, refit=refit)
        self.cards = tuple(cards)
        self.schedules = counts

    def queue(self) -> Queue:
        """The cards that are left, as reviews of today; none that was put aside meanwhile."""
        held = aliases(self.store)  # a build or a merge may unite cards meanwhile

        def holder(card: CardId) -> CardId:
            return CardId(held.get(card, card))

        cards = tuple(dict.fromkeys(map(holder, self.cards)))
        asked = remaining(cards, [(holder(card), rating) for card, rating in self.grades()])
        aside = set(map(holder, self.put_aside()))
        left = tuple(card for card in asked if card not in aside)
        return Queue((), left, 0, (), self.answered, 0, self.answered)

    def _offer(self, card: Card, day: int) -> Outcomes:
        if self.schedules:
            return super()._offer(card, day)
        memory = card.schedule.memory
        return {rating: Outcome(rating, ReviewKind.CRAM, 0, memory) for rating in Rating}

    def _stays(self, card: CardId) -> bool:
        return card in self.queue().reviews
