"""A single fact of a database that is not opened yet.

Nothing is made, migrated or refused here: that is for ``decks.store.connection``.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


def fact_at(database: Path, key: str) -> str | None:
    """The fact of that name; None if there is none, or if the file cannot be read now.

    Whoever opens the database is told why it cannot be read.
    """
    if not database.is_file():
        return None
    try:
        place = f"{database.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(place, timeout=0, uri=True)) as connection:
            found = connection.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
    except (sqlite3.Error, UnicodeDecodeError):
        return None
    return str(found[0]) if found else None
