"""The SQLite database in an Anki package: schema 11, with scheduling state and review log.

genanki gives the schema and describes note type and decks; the rows are written in bulk.
This module knows rows and columns, not cards.
"""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import genanki

from exports.anki_notetype import NOTETYPE_ID, TEMPLATE_MOD_S, notetype
from exports.anki_rows import Calendar, CardRow, RevlogRow


class NoteRow(NamedTuple):
    """One row of ``notes``."""

    id: int
    guid: str
    mid: int
    mod: int
    usn: int
    tags: str
    flds: str
    sfld: str
    csum: int
    flags: int
    data: str


@dataclass(frozen=True, slots=True)
class Tables:
    """All that the database holds."""

    notes: Sequence[NoteRow]
    cards: Sequence[CardRow]
    reviews: Sequence[RevlogRow]
    decks: Sequence[Mapping[str, Any]]
    presets: Sequence[Mapping[str, Any]]
    calendar: Calendar


def write_database(path: Path, tables: Tables) -> None:
    """Write a new database at ``path``. The same tables give the same bytes."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        _make(connection, tables.calendar)
        _describe(connection, tables)
        _fill(connection, "notes", tables.notes)
        _fill(connection, "cards", tables.cards)
        _fill(connection, "revlog", tables.reviews)
        connection.commit()


def _make(connection: sqlite3.Connection, calendar: Calendar) -> None:
    genanki.Package([]).write_to_db(connection.cursor(), calendar.created_s, itertools.count())


def _describe(connection: sqlite3.Connection, tables: Tables) -> None:
    """Note type, decks, preset and calendar, in the single row of ``col``."""
    conf, decks, presets = (
        json.loads(text)
        for text in connection.execute("SELECT conf, decks, dconf FROM col").fetchone()
    )
    conf |= _conf(tables)
    decks |= {str(deck["id"]): deck for deck in tables.decks}
    presets |= {str(preset["id"]): preset for preset in tables.presets}
    home = tables.decks[0]["id"]
    models = {str(NOTETYPE_ID): notetype().to_json(TEMPLATE_MOD_S, home)}
    newest_s = max(note.mod for note in tables.notes)
    connection.execute(
        "UPDATE col SET crt = ?, mod = ?, scm = ?, conf = ?, decks = ?, dconf = ?, models = ?",
        (
            tables.calendar.created_s,
            newest_s * 1000,
            TEMPLATE_MOD_S * 1000,
            *(json.dumps(each) for each in (conf, decks, presets, models)),
        ),
    )


def _conf(tables: Tables) -> dict[str, Any]:
    """Without these Anki takes the package for one of its first scheduler.

    It would turn 2 into 3 and 3 into 4 in the answers of learning cards, and read the day
    numbers in the time zone of the importing machine.
    """
    return {
        "schedVer": 2,
        "sched2021": True,
        "creationOffset": -tables.calendar.utc_offset_min,
        "rollover": tables.calendar.day_starts_at,
        "nextPos": len(tables.cards) + 1,
        "curModel": str(NOTETYPE_ID),
    }


def _fill(connection: sqlite3.Connection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608
