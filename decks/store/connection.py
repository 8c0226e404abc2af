"""Opening the database, transactions, and errors a person can understand.

Durable by default: write-ahead log with ``synchronous=FULL``, foreign keys on. Only the
modules of this package import sqlite3.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Self

from decks.store.migrate import APPLICATION_ID, SCHEMA_VERSION, create, migrate, version_of
from decks.wording import say
from notes.errors import PaperdeckError

BUSY_SECONDS = 10
"""How long a command waits for another program; the app does not, for somebody looks at it."""

Row = tuple[Any, ...]


class StoreError(PaperdeckError):
    """The database cannot be used; the message says why and what to do."""


class DamagedError(StoreError):
    """The file is not, or no longer, what SQLite wrote."""


class BusyError(StoreError):
    """Another program holds the database; the same may be tried again."""


class Store:
    """One open database. Rows go in and out through the modules beside this one."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._file = path.stat()
        self._device = ""

    @property
    def device(self) -> str:
        """The random name that this database's reviews and marks carry, given once for ever."""
        if not self._device:
            self._device = str(self.rows("SELECT value FROM about WHERE key = 'device'")[0][0])
        return self._device

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of a query."""
        try:  # not ``explained``, which takes as long as a small query
            return self._connection.execute(sql, values).fetchall()
        except _FAILURES as error:
            raise _told(error, self.path) from error

    def each(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of a query one by one, for those that together would fill the memory."""
        with explained(self.path):
            yield from self._connection.execute(sql, values)

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Carry out one statement and say how many rows it changed."""
        try:
            return self._connection.execute(sql, values).rowcount
        except _FAILURES as error:
            raise _told(error, self.path) from error

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Carry out one statement for each row."""
        with explained(self.path):
            self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, and on disk when it ends. Within another it joins that one."""
        if self._connection.in_transaction:
            yield
            return
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self._refuse_elsewhere()
        except BaseException:
            self._connection.rollback()
            raise
        with explained(self.path):
            try:
                self._connection.commit()
            except sqlite3.Error:
                self._connection.rollback()
                raise

    def _refuse_elsewhere(self) -> None:
        """Raise StoreError if nobody who opens the database now would find what is written here."""
        try:
            there = os.path.samestat(self.path.stat(), self._file)
        except OSError:
            there = False
        if not there:
            raise StoreError(say("store.moved", path=self.path))

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What is read in it belongs together, whatever other programs write.

        Begun by itself it refuses writes with StoreError: they would be lost. Within a
        transaction or another snapshot it joins that one, which sees one state of the file as well.
        """
        if self._connection.in_transaction:
            yield
            return
        self.run("PRAGMA query_only = ON")
        try:
            self.run("BEGIN")
            yield
        finally:
            try:
                self._connection.rollback()
            finally:
                self.run("PRAGMA query_only = OFF")

    def is_whole(self) -> bool:
        """Whether every page is sound (0.3 s for 100 MB)."""
        return self.rows("PRAGMA quick_check") == [("ok",)]

    def wait_at_most(self, seconds: float) -> None:
        """How long to wait from now on for another program that writes."""
        self.run(f"PRAGMA busy_timeout = {round(seconds * 1000)}")

    def patient(self) -> AbstractContextManager[None]:
        """Wait as long as a command does, for once."""
        return self._waiting(BUSY_SECONDS)

    def hurried(self) -> AbstractContextManager[None]:
        """Do not wait at all, for once."""
        return self._waiting(0)

    @contextmanager
    def _waiting(self, seconds: float) -> Iterator[None]:
        before = self.rows("PRAGMA busy_timeout")[0][0]
        self.wait_at_most(seconds)
        try:
            yield
        finally:
            self.wait_at_most(before / 1000)

    def fact(self, key: str) -> str | None:
        """A single fact about the collection, or None."""
        found = self.rows("SELECT value FROM about WHERE key = ?", (key,))
        return str(found[0][0]) if found else None

    def set_fact(self, key: str, value: str) -> None:
        """Remember a single fact about the collection."""
        self.run("INSERT OR REPLACE INTO about (key, value) VALUES (?, ?)", (key, value))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(
    path: Path, *, now_ms: int, before_migration: Callable[[], object] | None = None
) -> Store:
    """The database at ``path``, made if it is not there.

    An older one is brought to the newest schema, after ``before_migration`` was called, which
    keeps a copy of it. Raises StoreError if it is newer than this program, not ours, damaged,
    busy for ten seconds, or not writable.
    """
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        with explained(path):
            _prepare(connection, path, now_ms, before_migration)
            return Store(path, connection)
    except BaseException:
        connection.close()
        raise


def _prepare(
    connection: sqlite3.Connection,
    path: Path,
    now_ms: int,
    before_migration: Callable[[], object] | None,
) -> None:
    version = _known_version(connection, path)
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous = FULL")
    if version == 0:
        create(connection, now_ms)
    elif version < SCHEMA_VERSION:
        if before_migration:
            before_migration()
        migrate(connection, now_ms)
    connection.execute("PRAGMA foreign_keys = ON")
    # Without it INSERT OR REPLACE deletes rows past the triggers that keep them.
    connection.execute("PRAGMA recursive_triggers = ON")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn the write-ahead log on. Unlike others this statement does not wait for a lock itself."""
    give_up = monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or monotonic() > give_up:
                raise
            sleep(0.01)


def _known_version(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the schema, 0 without one. Raises StoreError for one that is not ours."""
    connection.execute("BEGIN")  # another process may be making the schema
    try:
        version = version_of(connection)
        ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    finally:
        connection.rollback()
    if not ours and (tables or version):
        raise StoreError(say("store.not-a-store", path=path, detail=say("store.other-tables")))
    if version > SCHEMA_VERSION:
        raise StoreError(say("store.newer", path=path, found=version, known=SCHEMA_VERSION))
    return version


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say into what happened, where, and what to do."""
    try:
        yield
    except _FAILURES as error:
        raise _told(error, path) from error


_FAILURES = (sqlite3.Error, UnicodeDecodeError, OSError)


def _told(error: Exception, path: Path) -> StoreError:
    """What one of these means to a person."""
    if isinstance(error, sqlite3.Error):
        return _explanation(error, path)
    if isinstance(error, UnicodeDecodeError):  # in a name or a message of a schema that is damaged
        return DamagedError(say("store.broken", path=path, detail=error.reason))
    detail = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return StoreError(say("store.read-only", path=path, detail=detail))


def _explanation(error: sqlite3.Error, path: Path) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BusyError(say("store.locked", path=path))
    if code == sqlite3.SQLITE_FULL:
        return StoreError(say("store.full", path=path))
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
        return StoreError(say("store.read-only", path=path, detail=error))
    if code == sqlite3.SQLITE_NOTADB:
        return DamagedError(say("store.not-a-store", path=path, detail=error))
    if code in (sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISUSE):
        return StoreError(say("store.refused", path=path, detail=error))
    return DamagedError(say("store.broken", path=path, detail=error))
