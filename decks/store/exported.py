"""What Anki has been given: of each card a digest of its text, and when that changed last.

Anki updates a note only if it comes with a later instant than its own. One that moved
without a change would overwrite what the user edited there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from decks.ids import CardId
from decks.store.connection import Store


def remember(store: Store, digests: Mapping[CardId, str], now_s: int) -> dict[CardId, int]:
    """Note what is exported now; when each card's digest changed last, in seconds since 1970.

    A new or changed digest counts as changed at ``now_s``, or a second after the last
    change should the clock have been set back.
    """
    with store.transaction():
        known = {
            CardId(card): (digest, mod_s)
            for card, digest, mod_s in store.rows("SELECT card, digest, mod_s FROM exported")
        }
        changed = {
            card: max(now_s, known[card][1] + 1) if card in known else now_s
            for card, digest in digests.items()
            if card not in known or known[card][0] != digest
        }
        store.run_many(
            "INSERT OR REPLACE INTO exported (card, digest, mod_s) VALUES (?, ?, ?)",
            ((card, digests[card], mod_s) for card, mod_s in changed.items()),
        )
    return {card: changed[card] if card in changed else known[card][1] for card in digests}


class Name(NamedTuple):
    """What Anki calls a card."""

    card: CardId
    """Its guid is made of it."""
    note_id: int
    card_id: int


def given_names(store: Store) -> dict[CardId, Name]:
    """The names under which Anki has cards whose ids have given way since, by their holders.

    Without them a card would come to Anki a second time once a merge has united its ids. Of
    several the smallest id stands.
    """
    rows = store.rows(
        "SELECT alias.holder, card.id, card.anki_note_id, card.anki_card_id FROM exported"
        " JOIN alias ON alias.id = exported.card JOIN card ON card.id = alias.id"
        " WHERE alias.holder NOT IN (SELECT card FROM exported) ORDER BY card.id DESC"
    )
    return {CardId(holder): Name(CardId(card), *ids) for holder, card, *ids in rows}
