"""What the database can say of its own health: pages, references, and values that are none."""

from __future__ import annotations

from collections.abc import Iterator

from decks.marks import What
from decks.store.connection import Row, Store
from decks.subject import Recipe

_COUNTED = ("file", "paper", "point", "card", "review", "mark", "alias")
Columns = tuple[tuple[str, str, str], ...]
"""(table, what names the row, column)."""

OF_PEOPLE: Columns = (
    ("card", "id", "question"), ("card", "id", "warnings"), ("mark", "target", "value"),
    ("paper", "id", "mention"), ("paper", "id", "authors"), ("paper", "id", "links"),
    ("paper", "id", "tags"), ("card_version", "card", "question"),
)  # fmt: skip
"""Columns that hold JSON and cannot be made again from the notes."""
ALL_JSON: Columns = (*OF_PEOPLE, ("file", "path", "note"), ("file", "path", "problems"))
"""Columns that hold JSON."""
_WORDS = (
    ("card", "id", "recipe", tuple(Recipe)),
    ("mark", "target", "what", tuple(What)),
)
"""Columns that hold one of some words."""
_CACHES = {"standing": "card", "exported": "card", "place": "point", "source": "paper"}
"""Tables of which a row that leads nowhere may go: they are made again from the others.
With the column that leads to the table of its name."""
_SHOWN = 50
"""Lines of SQLite's report."""


def counts(store: Store) -> dict[str, int]:
    """Rows of the tables that people know of."""
    return {name: int(store.rows(f"SELECT count(*) FROM {name}")[0][0]) for name in _COUNTED}


def integrity(store: Store) -> tuple[str, ...]:
    """What is wrong with pages, indexes and values, in SQLite's words."""
    found = [str(line) for (line,) in store.rows(f"PRAGMA integrity_check({_SHOWN})")]
    return () if found == ["ok"] else tuple(found)


def hanging_references(store: Store) -> tuple[str, ...]:
    """References that lead nowhere, one entry for each row, and aliases of nothing."""
    found = [f"{row[0]} -> {row[2]}" for row in store.rows("PRAGMA foreign_key_check")]
    (lost,) = store.rows(
        "SELECT count(*) FROM alias WHERE holder NOT IN (SELECT id FROM card)"
        " AND holder NOT IN (SELECT id FROM point) AND (id IN (SELECT id FROM card)"
        " OR id IN (SELECT id FROM point))"
    )[0]
    return (*found, *["alias -> card, point"] * int(lost))


def unreadable(store: Store, json_columns: Columns = ALL_JSON) -> tuple[str, ...]:
    """Values that are not what the program writes there."""
    found = [
        f"{table}.{column} of {name}"
        for table, key, column in json_columns
        for (name,) in store.rows(f"SELECT {key} FROM {table} WHERE NOT json_valid({column})")
    ]
    for table, key, column, words in _WORDS:
        signs = ", ".join("?" * len(words))
        rows = store.rows(f"SELECT {key} FROM {table} WHERE {column} NOT IN ({signs})", words)
        found += [f"{table}.{column} of {name}" for (name,) in rows]
    return tuple(found)


def forget_hanging(store: Store) -> None:
    """Take rows of caches out that lead nowhere."""
    for table, column in _CACHES.items():
        store.run(f"DELETE FROM {table} WHERE {column} NOT IN (SELECT id FROM {column})")


def told_reviews(store: Store) -> Iterator[Row]:
    """(id, card, everything else that an answer says) of the whole log, oldest first."""
    return store.each(
        "SELECT id, card, device, kind, rating, day, utc_offset_min, duration_ms, interval_s,"
        " previous_interval_s, origin FROM review ORDER BY id"
    )
