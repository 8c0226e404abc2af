"""Another collection's database, to be read: it is copied first and never written to.

It may lie on a stick, in a synced folder or on a read-only mount, and it may be of an older
version of the program: only the copy is opened.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from decks.collection import CollectionError, is_collection, open_collection
from decks.store.connection import DamagedError, Store, explained, open_store
from decks.wording import say

_SQLITE = b"SQLite format 3\0"


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
            shutil.copyfile(database, copy)
            log = database.with_name(database.name + "-wal")
            if log.is_file():
                shutil.copyfile(log, copy.with_name(copy.name + "-wal"))
        with open_store(copy, now_ms=now_ms) as store:
            yield store
