"""The deck of every paper: where its user moved it, else what its home is called."""

from __future__ import annotations

from pathlib import Path

from decks.collection import Collection
from decks.deck_names import deck_name
from decks.marks import What
from decks.store.connection import Store
from decks.store.marks import all_decisions
from decks.store.points import paper_homes


def decks_of_papers(collection: Collection, store: Store) -> dict[str, str]:
    """The deck of each paper by its id."""
    moved = {
        target: value
        for (target, what, _), value in all_decisions(store).items()
        if what is What.DECK and value
    }
    names = {
        paper: deck_name(path, Path(root).name, collection.settings.decks)
        for paper, (root, path) in paper_homes(store).items()
    }
    return names | moved
