"""Copies of a database at one moment, by SQLite's online backup, while others go on writing.

https://sqlite.org/backup.html. A copy is one file: it has no log beside it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from decks.store.connection import BUSY_SECONDS, DamagedError, explained
from decks.store.migrate import APPLICATION_ID
from decks.wording import say

_FALSE_ALARM = "NULL value in mark.value"
"""SQLite 3.40 says so, once for each mark, of the sound table of the first schema."""
_MANY = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds, in numbers."""

    cards: int
    reviews: int


def copy_database(source: Path, target: Path) -> None:
    """Copy ``source``, with all that is in its log; ``target`` is whole and on disk, or not there.

    Raises DamagedError if ``source`` is not sound: a copy of it would be of no use. Raises
    StoreError if it cannot be read, or ``target`` not be written.
    """
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    with explained(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        try:
            _copy(source, part)
            part.replace(target)
            _settle(target.parent)
        finally:
            part.unlink(missing_ok=True)


def put_back(source: Path, database: Path, aside: Path) -> None:
    """Let a sound database hold what ``source`` holds, for every program that has it open too.

    What it held until then is at ``aside``: nobody writes between that copy and its end. Raises
    StoreError; then nothing has changed, or ``database`` is as ``source``.
    """
    kept = False

    def keep(status: int, *_: int) -> None:
        nonlocal kept
        if status == sqlite3.SQLITE_OK and not kept:  # from its first page on nobody else writes
            copy_database(database, aside)
            kept = True

    with explained(database), _opened(source) as reading, _opened(database) as writing:
        # The backup itself waits for ever; this says that another program is writing.
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("ROLLBACK")
        reading.backup(writing, pages=1, progress=keep)


def keep_aside(database: Path, aside: Path) -> bool:
    """Move a database that may be damaged away with its log, if it is there; whether it was.

    Killed at any instant this leaves a database with its log, there or ``aside``. Raises
    StoreError.
    """
    with explained(database):
        there = database.exists()
        for suffix in ("", "-wal") if there else ():
            old = database.with_name(database.name + suffix)
            if old.exists():
                _link(old, aside.with_name(aside.name + suffix))
        _settle(database.parent)
        # The database first: without its log it would be read as it once was.
        for suffix in ("", "-wal", "-shm"):
            database.with_name(database.name + suffix).unlink(missing_ok=True)
        return there


def _link(old: Path, new: Path) -> None:
    """Give a file another name; a copy where the disk knows no links."""
    try:
        new.hardlink_to(old)
    except OSError:
        shutil.copyfile(old, new)


def contents_of(path: Path) -> Contents | None:
    """What a database holds, or None for a file that is none of ours or is damaged."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return None
            counts = "SELECT (SELECT count(*) FROM card), (SELECT count(*) FROM review)"
            return Contents(*connection.execute(counts).fetchone())
    except (sqlite3.Error, UnicodeDecodeError):
        return None


def is_sound(path: Path) -> bool:
    """Whether a file is a database of ours in which every page and index is sound."""
    try:
        with _opened(path) as connection:
            ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
            return ours and not _alarm(connection, "integrity_check")
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def _copy(source: Path, part: Path) -> None:
    with _opened(source) as reading:
        with explained(source):
            reading.execute("SELECT count(*) FROM sqlite_schema")
        with closing(sqlite3.connect(part)) as writing:
            reading.backup(writing)
            writing.execute("PRAGMA journal_mode = DELETE")
            alarm = _alarm(writing, "quick_check")
    if alarm:
        raise DamagedError(say("store.broken", path=source, detail=alarm))


def _alarm(connection: sqlite3.Connection, check: str) -> str:
    """The first thing that a check finds, or nothing."""
    found = (line for (line,) in connection.execute(f"PRAGMA {check}({_MANY})"))
    return next((line for line in found if line not in ("ok", _FALSE_ALARM)), "")


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a file that is there."""
    uri = f"{path.resolve().as_uri()}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS)) as connection:
        yield connection


def _settle(folder: Path) -> None:
    """Let the new name be on disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
