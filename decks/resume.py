"""Taking back what keeps cards from being asked: suspended, put off, rejected."""

from __future__ import annotations

from collections.abc import Iterable

from decks.cards import Acceptance, Card
from decks.marks import What
from decks.presets import Presets
from decks.store.cards import cards_of
from decks.store.connection import Store
from decks.store.marks import add_mark
from decks.store.standing import renew


def resume_cards(store: Store, cards: Iterable[Card], presets: Presets, now_ms: int) -> list[Card]:
    """Let cards be asked again, in one transaction; the result are those that are held by then."""
    names = [card.id for card in cards if _held(card)]
    with store.transaction():
        held = [card for card in cards_of(store, names) if _held(card)]
        for card in held:
            for what, value in _held(card):
                add_mark(store, card.id, what, value, now_ms)
            renew(store, card.id, presets)
    return held


def _held(card: Card) -> list[tuple[What, object]]:
    """The decisions that keep a card from being asked, each with the value that ends it."""
    holds = (
        (card.suspended, What.SUSPENDED, False),
        (card.buried_until is not None, What.BURIED_UNTIL, None),
        (card.acceptance is Acceptance.REJECTED, What.REJECTED, False),
        (card.leech, What.LEECH, None),
    )
    return [(what, value) for is_held, what, value in holds if is_held]
