"""The examination of a database: whether it is sound, and every state what the log says.

Nothing is decided twice here: states are folded by the same function that a build uses. What
can be made again from reviews and marks is repaired; reviews and marks themselves are never
touched, but for the retraction of answers that stand in the log twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from decks.collection import Collection
from decks.homes import decks_of_papers
from decks.marks import What
from decks.store import health
from decks.store.aliases import aliases
from decks.store.connection import Row, Store
from decks.store.marks import add_mark, all_decisions, retracted_by_card
from decks.store.standing import COLUMNS, computed, renew_all, stored_standings

_STATE = COLUMNS.split(", ")


@dataclass(frozen=True, slots=True)
class Difference:
    """A card whose cached state is not what its reviews and marks say."""

    card: str
    column: str
    """The first that differs; empty if the card has no state, or a state has no card."""
    stored: object
    folded: object


@dataclass(frozen=True, slots=True)
class Findings:
    """What an examination found; every list is empty in a healthy database."""

    counts: dict[str, int]
    """Rows by table."""
    integrity: tuple[str, ...]
    """What SQLite says of pages, indexes and values."""
    references: tuple[str, ...]
    """Rows whose reference leads nowhere, ``table -> table``."""
    unreadable: tuple[str, ...]
    """Values that the program cannot read, ``table.column of id``."""
    differences: tuple[Difference, ...]
    doubled: tuple[tuple[str, int], ...]
    """(card, id) of rows that say what the row before them says: one answer, written twice."""

    @property
    def healthy(self) -> bool:
        """Whether there is nothing to tell."""
        return not any(
            (self.integrity, self.references, self.unreadable, self.differences, self.doubled)
        )

    @property
    def damaged(self) -> bool:
        """Whether the file itself has gone bad, so that no repair within it is to be trusted."""
        return bool(self.integrity or self.unreadable)


def examine(collection: Collection, store: Store) -> Findings:
    """Look at everything; nothing is written. Raises DamagedError if it cannot be read at all."""
    with store.snapshot():  # what is written meanwhile is no difference
        integrity = health.integrity(store)
        unreadable = health.unreadable(store)
        sound = not integrity and not unreadable
        return Findings(
            counts=health.counts(store),
            integrity=integrity,
            references=health.hanging_references(store),
            unreadable=unreadable,
            differences=tuple(_differences(collection, store)) if sound else (),
            doubled=tuple(_doubled(store)) if sound else (),
        )


def repair(collection: Collection, store: Store) -> None:
    """Mend what follows from reviews and marks, in one transaction.

    Rows of caches that lead nowhere are taken out, states are folded again, and answers that
    stand there twice are retracted once, as things are then: one of the two may have been
    retracted since it was found. Raises StoreError; nothing has changed then.
    """
    with store.transaction():
        health.forget_hanging(store)
        for card, review in tuple(_doubled(store)):
            add_mark(store, card, What.RETRACTED, True, collection.clock().ms, str(review))
        renew_all(store, decks_of_papers(collection, store), collection.presets(store))


def _differences(collection: Collection, store: Store) -> Iterator[Difference]:
    stored = stored_standings(store)
    decks = decks_of_papers(collection, store)
    for row in computed(store, decks, collection.presets(store)):
        was = stored.pop(row[0], None)
        if was is None:
            yield Difference(row[0], "", None, row[_STATE.index("phase")])
        elif was != row:
            yield _first_difference(was, row)
    for card, was in stored.items():
        yield Difference(card, "", was[_STATE.index("phase")], None)


def _first_difference(stored: Row, folded: Row) -> Difference:
    at = next(n for n, (one, other) in enumerate(zip(stored, folded, strict=True)) if one != other)
    return Difference(stored[0], _STATE[at], stored[at], folded[at])


def _doubled(store: Store) -> Iterator[tuple[str, int]]:
    """Rows in an unbroken run of instants that tell of one card the same in every column."""
    holders: dict[str, str] = aliases(store)
    retracted = retracted_by_card(all_decisions(store, What.RETRACTED))
    run: dict[tuple[object, ...], int] = {}
    last = None
    for ms, card, *told in health.told_reviews(store):
        holder = holders.get(str(card), str(card))
        if ms in retracted[holder]:
            continue
        if last is None or ms != last + 1:
            run.clear()
        last = ms
        if (holder, *told) in run:
            yield holder, ms
        run[(holder, *told)] = ms
