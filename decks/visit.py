"""Another collection's database, to be read: it is copied first and never written to.

It may lie on a stick, in a synced folder or on a read-only mount, and it may be of an older
version of the program: only the copy is opened.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

from decks.collection import CollectionError, is_collection, open_collection
from decks.store.connection import DamagedError, Store, explained, open_store
from decks.wording import say

TRIES = 40
PAUSE_S = 0.05
"""For two seconds a database is copied again that a program writes to."""
_SQLITE = b"SQLite format 3\0"
_LOG_HEAD = 32
"""Bytes; https://sqlite.org/fileformat2.html#the_write_ahead_log."""


def database_at(path: Path) -> Path:
    """The database that ``path`` is, or that of the collection in the folder ``path``.

    Raises CollectionError if there is none.
    """
    found = open_collection(path).database if path.is_dir() and is_collection(path) else path
    if not found.is_file() or not _is_sqlite(found):
        raise CollectionError(say("visit.nothing", path=path))
    return found


def _is_sqlite(path: Path) -> bool:
    """Whether a file begins as every SQLite database does (https://sqlite.org/fileformat.html)."""
    with explained(path), path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


@contextmanager
def visit(database: Path, *, now_ms: int) -> Iterator[Store]:
    """A copy of a database, open for reading.

    Raises StoreError if it is none of ours, newer than the program, or not whole: damaged, or
    written to while it was copied.
    """
    with ExitStack() as stack:
        try:
            store = stack.enter_context(visit_damaged(database, now_ms=now_ms))
            whole = store.is_whole()
        except DamagedError as error:  # it names the copy, which is gone when that is read
            raise CollectionError(say("visit.not_whole", path=database)) from error
        if not whole:
            raise CollectionError(say("visit.not_whole", path=database))
        yield store


@contextmanager
def visit_damaged(database: Path, *, now_ms: int) -> Iterator[Store]:
    """A copy of a database that may be damaged: reading any of it may raise DamagedError."""
    with TemporaryDirectory(prefix="paperdeck-") as folder:
        copy = Path(folder) / "other.db"
        with explained(database):
            copied = any(_copied(database, copy) for _ in range(TRIES))
        if not copied:
            raise CollectionError(say("visit.not_whole", path=database))
        with open_store(copy, now_ms=now_ms) as store:
            yield store


def _copied(database: Path, copy: Path) -> bool:
    """Copy a database and its log; whether neither was written to meanwhile.

    Between the two copies rows may go from the log into the database: they would be in neither.
    """
    log, log_copy = _log_of(database), _log_of(copy)
    log_copy.unlink(missing_ok=True)
    before = _stamp(database), _stamp(log)
    shutil.copyfile(database, copy)
    with suppress(FileNotFoundError):
        shutil.copyfile(log, log_copy)
    if (_stamp(database), _stamp(log)) == before:
        return True
    sleep(PAUSE_S)
    return False


def _log_of(database: Path) -> Path:
    return database.with_name(database.name + "-wal")


def _stamp(path: Path) -> tuple[object, ...]:
    """Changes whenever a file does; of a log its head too, which is new when it begins anew."""
    try:
        with path.open("rb") as file:
            there = os.fstat(file.fileno())
            return there.st_ino, there.st_size, there.st_mtime_ns, file.read(_LOG_HEAD)
    except FileNotFoundError:
        return ()
