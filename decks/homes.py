"""The deck of every paper: where its user moved it, else what its home is called."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from decks.collection import Collection
from decks.deck_names import deck_name
from decks.found import FoundPaper
from decks.ids import PaperId
from decks.marks import What
from decks.store.connection import Store
from decks.store.marks import all_decisions
from decks.store.points import paper_homes


def decks_of_papers(
    collection: Collection, store: Store, only: Iterable[str] | None = None
) -> dict[str, str]:
    """The deck of each paper by its id, or of ``only`` some."""
    moved = {
        target: value
        for (target, what, _), value in all_decisions(store, What.DECK).items()
        if what is What.DECK and value
    }
    names = {
        paper: deck_name(path, Path(root).name, collection.settings.decks)
        for paper, (root, path) in paper_homes(store, only).items()
    }
    return names | moved


def decks_of_found(
    collection: Collection, store: Store, papers: Iterable[FoundPaper]
) -> dict[PaperId, str]:
    """The deck of each paper that was found: of a new one that of its first place."""
    first = {paper.id: paper.entries[0][0] for paper in papers}
    there = decks_of_papers(collection, store, first)
    named = collection.settings.decks
    return {
        paper: there.get(paper) or deck_name(read.note.path, Path(read.root).name, named)
        for paper, read in first.items()
    }
