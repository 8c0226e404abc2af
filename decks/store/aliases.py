"""Ids that gave way to a smaller one: they keep their rows, and their holder answers for them."""

from __future__ import annotations

from collections.abc import Mapping

from decks.store.connection import Store


def aliases(store: Store) -> dict[str, str]:
    """The holder of every id that gave way."""
    return dict(store.rows("SELECT id, holder FROM alias"))


def holder_of(store: Store, name: str) -> str:
    """The id that answers for ``name``: itself, unless it gave way."""
    found = store.rows("SELECT holder FROM alias WHERE id = ?", (name,))
    return str(found[0][0]) if found else name


def add_aliases(store: Store, holders: Mapping[str, str]) -> None:
    """Let ids give way to their holders, and what they held with them."""
    for name, holder in holders.items():
        store.run("UPDATE alias SET holder = ? WHERE holder = ?", (holder, name))
        store.run(
            "INSERT INTO alias (id, holder) VALUES (?, ?)"
            " ON CONFLICT (id) DO UPDATE SET holder = excluded.holder",
            (name, holder),
        )
