"""Which cards an export holds: accepted, in the notes, and in the decks asked for."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from decks.cards import Acceptance, Card, Study
from decks.deck_names import lies_in
from exports.errors import ExportError
from exports.wording import say


def chosen(cards: Sequence[Card], decks: Sequence[str] = ()) -> list[Card]:
    """The cards to export, in the order of birth.

    ``decks`` are names; each stands for its sub-decks too, and none for all. A card of a
    paper that is not in study comes only if it has been answered: its history must not be
    lost. Raises ExportError, with the reason, if no card is left.
    """
    wanted = [card for card in cards if _in_decks(card.deck, decks)]
    found = [card for card in wanted if _is_exported(card)]
    if not found:
        raise ExportError(_reason(cards, wanted, decks))
    return sorted(found, key=lambda card: card.position)


def _in_decks(deck: str, names: Sequence[str]) -> bool:
    return not names or any(lies_in(deck, name) for name in names)


def _is_exported(card: Card) -> bool:
    if card.acceptance is not Acceptance.ACCEPTED or card.orphaned:
        return False
    return card.paper.study is Study.STUDY or card.schedule.last_review is not None


def _reason(cards: Sequence[Card], wanted: Sequence[Card], decks: Sequence[str]) -> str:
    if not cards:
        return say("choice.no-cards")
    if not wanted:
        known = sorted({card.deck for card in cards})
        near = get_close_matches(decks[0], known, n=3, cutoff=0.3) or known[:5]
        return say("choice.no-deck", deck=decks[0], near=", ".join(near))
    inbox = sum(card.acceptance is Acceptance.INBOX for card in wanted)
    rejected = sum(card.acceptance is Acceptance.REJECTED for card in wanted)
    return say(
        "choice.deck-empty" if decks else "choice.none-accepted",
        decks=", ".join(decks),
        cards=len(wanted),
        inbox=inbox,
        rejected=rejected,
        resting=len(wanted) - inbox - rejected,
    )
