"""The schema of a new database, and the way from older schemas to it: forward only.

``schema.sql`` is the newest schema; ``migrations/N.sql`` leads from version N - 1 to N and is
never changed once it was released. Each step is one transaction with its record.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SCHEMA_VERSION = 3
_HERE = Path(__file__).parent
APPLICATION_ID = 0x70647831
"""Marks the file as ours (``pdx1``); https://sqlite.org/pragma.html#pragma_application_id."""


def version_of(connection: sqlite3.Connection) -> int:
    """The version of a database's schema; 0: it has none yet."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def create(connection: sqlite3.Connection, now_ms: int) -> None:
    """The newest schema and its record, in one transaction, by whoever comes first."""
    with _step(connection):
        if version_of(connection) == 0:
            for statement in _statements("schema.sql"):
                connection.execute(statement)
            connection.execute(
                "INSERT INTO about (key, value) VALUES ('device', ?)", (os.urandom(6).hex(),)
            )
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            _record(connection, SCHEMA_VERSION, now_ms)


def migrate(connection: sqlite3.Connection, now_ms: int) -> None:
    """Bring an older database to the newest schema, step by step; a step is done whole or not.

    Foreign keys have to be off, for a step may make a table again that others refer to; that
    all references hold is checked before it counts. Raises sqlite3.IntegrityError if not.
    """
    while version_of(connection) < SCHEMA_VERSION:
        with _step(connection):
            version = version_of(connection) + 1
            if version > SCHEMA_VERSION:
                return  # another process was faster
            for statement in _statements(f"migrations/{version}.sql"):
                connection.execute(statement)
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
            if broken:
                raise sqlite3.IntegrityError(f"FOREIGN KEY of {broken[0]} to {broken[2]}")
            _record(connection, version, now_ms)


def _record(connection: sqlite3.Connection, version: int, now_ms: int) -> None:
    connection.execute(
        "INSERT INTO migration (version, applied_ms) VALUES (?, ?)", (version, now_ms)
    )
    connection.execute(f"PRAGMA user_version = {version}")


@contextmanager
def _step(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(name: str) -> Iterator[str]:
    statement = ""
    for line in (_HERE / name).read_text("utf-8").splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
