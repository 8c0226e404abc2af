"""What Anki has been given: of each card a digest of its text, and when that changed last.

Anki updates a note only if it comes with a later instant than its own. One that moved
without a change would overwrite what the user edited there.
"""

from __future__ import annotations

from collections.abc import Mapping

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
