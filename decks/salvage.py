"""What can still be read of a damaged database, taken over into a restored one."""

from __future__ import annotations

from pathlib import Path

from decks.collection import Collection
from decks.merge import MergeReport, merge
from decks.store import health
from decks.store.connection import Store, StoreError
from decks.visit import visit_damaged


def salvage(collection: Collection, store: Store, broken: Path) -> MergeReport | None:
    """Unite reviews and decisions of ``broken`` with ``store``, if they can be read at all.

    Most pages of a database hold the cache of notes or indexes: where only those are damaged,
    nothing is lost. Returns None, and changes nothing, if what counts cannot be read.
    """
    try:
        with visit_damaged(broken, now_ms=collection.clock().ms) as other:
            health.forget_hanging(other)  # of the copy
            if health.unreadable(other, health.OF_PEOPLE) or health.hanging_references(other):
                return None
            return merge(collection, store, other)
    except (StoreError, LookupError):  # an index and its table may say different things
        return None
