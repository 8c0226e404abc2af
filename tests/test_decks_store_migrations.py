"""Databases of older versions open and lose nothing."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from build_fixtures import BACKBONE, LUMIERE, SDXL, VIDEOS_AGAIN, paper

from decks.build import build
from decks.collection import open_collection
from decks.ids import CardId
from decks.marks import What
from decks.reviews import Rating
from decks.store import files, migrate
from decks.store.cards import all_cards
from decks.store.connection import StoreError, open_store
from decks.store.marks import add_mark, decisions_on
from decks.store.reviews import reviews_of

DATABASES = Path(__file__).parent / "databases"
OLD = sorted(DATABASES.glob("v*.db"))
NOW_MS = 1_780_000_000_000


@pytest.fixture(params=OLD, ids=[path.stem for path in OLD])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a database as an older program left it."""
    return shutil.copyfile(request.param, tmp_path / "deck.db")


def version_of_file(path: Path) -> int:
    """The version of its schema."""
    with closing(sqlite3.connect(path)) as connection:
        return migrate.version_of(connection)


def contents(path: Path) -> dict[str, list[dict[str, object]]]:
    """Every row of every table by the names of its columns, but for the log of migrations."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        return {
            name: sorted(
                (dict(row) for row in connection.execute(f"SELECT * FROM {name}")), key=str
            )
            for name in sorted(name for (name,) in tables if name != "migration")
        }


def test_there_is_a_database_of_every_released_version() -> None:
    """Each schema that was in use before this one is kept as a file."""
    assert [path.stem for path in OLD] == [f"v{n}" for n in range(1, migrate.SCHEMA_VERSION)]


def test_an_old_database_opens_and_loses_nothing(old: Path) -> None:
    """Every row of every table is there afterwards, with its record, and the file is sound."""
    before = {
        name: [dict(sorted(row.items())) for row in rows] for name, rows in contents(old).items()
    }
    version = version_of_file(old)
    open_store(old, now_ms=NOW_MS).close()
    after = contents(old)
    for name, rows in before.items():
        kept = [{key: row[key] for key in first} for first, row in zip(rows, rows, strict=True)]
        found = [dict(sorted(row.items())) for row in after[name]]
        assert sorted(map(str, found)) == sorted(map(str, kept)), name
    with open_store(old, now_ms=NOW_MS + 1) as store:
        steps = [(n, NOW_MS) for n in range(version + 1, migrate.SCHEMA_VERSION + 1)]
        records = store.rows("SELECT version, applied_ms FROM migration ORDER BY version")
        assert records[-len(steps) :] == steps
        assert version in {number for number, _ in records}
        assert store.rows("PRAGMA integrity_check") == [("ok",)]
        assert store.rows("PRAGMA foreign_key_check") == []
        assert store.is_whole()


def _plain(sql: str | None) -> str:
    return re.sub(r"\s+", " ", re.sub(r"--.*", "", (sql or "").replace('"', ""))).strip()


def test_an_old_database_gets_the_schema_of_a_new_one(old: Path, tmp_path: Path) -> None:
    """Tables, indexes and triggers are the same whichever way a database came to be."""
    asked = "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"
    with open_store(old, now_ms=1) as migrated, open_store(tmp_path / "new.db", now_ms=1) as new:
        one, other = (
            sorted((kind, name, _plain(sql)) for kind, name, sql in store.rows(asked))
            for store in (migrated, new)
        )
        assert one == other
        for pragma in ("user_version", "application_id", "journal_mode"):
            assert migrated.rows(f"PRAGMA {pragma}") == new.rows(f"PRAGMA {pragma}")


def test_the_triggers_of_an_old_database_hold_afterwards(old: Path) -> None:
    """Marks and cards with history are kept in a migrated database too."""
    with open_store(old, now_ms=1) as store:
        for sql in ("DELETE FROM mark", "UPDATE mark SET value = 'true'", "DELETE FROM review"):
            with pytest.raises(StoreError, match="only ever added"):
                store.run(sql)


def test_an_old_collection_goes_on_as_it_was(old: Path, tmp_path: Path) -> None:
    """A build of the same notes keeps every card with its reviews, edits and decisions."""
    folder = tmp_path / "notes"
    (folder / ".paperdeck").mkdir(parents=True)
    (folder / "paperdeck.yaml").write_text("", "utf-8")
    layers = "训练时随机丢掉 30% 的层，以便 MLP 学到更稳健的表示 🎬"
    texts = {
        "first.md": "",
        "video/lumiere.md": paper(LUMIERE, VIDEOS_AGAIN),
        "读书/image.md": paper(SDXL, BACKBONE, layers, label="要点", arxiv="2307.01952"),
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    shutil.move(old, folder / ".paperdeck/deck.db")
    collection = open_collection(folder)
    with collection.open_store() as store:
        before = {card.id: card for card in all_cards(store)}
        logs = {card: reviews_of(store, card) for card in before}
        edits = [card for card in before.values() if card.edited]
        assert edits
        assert edits[0].answer == "MultiDiffusion"
        assert sum(map(len, logs.values())) == 14
        build(collection, store)
        after = {card.id: card for card in all_cards(store)}
        assert before.keys() <= after.keys()
        for card, was in before.items():
            assert reviews_of(store, card) == logs[card]
            told = [
                (c.schedule, c.acceptance, c.suspended, c.flag, c.tags) for c in (was, after[card])
            ]
            assert told[0] == told[1]
        retracted = [key for key in _decisions(store, before) if key[1] is What.RETRACTED]
        assert len(retracted) == 1


def _decisions(store: object, cards: object) -> list[tuple[str, What, str]]:
    return [key for card in cards for key in decisions_on(store, card)]  # type: ignore[attr-defined,arg-type]


def test_a_copy_is_kept_before_the_first_step(old: Path) -> None:
    """Whoever opens an old database is called once before it changes, and not for a new one."""
    seen: list[int] = []

    def keep() -> None:
        with closing(sqlite3.connect(old)) as connection:
            seen.append(migrate.version_of(connection))

    version = version_of_file(old)
    for _ in range(2):
        open_store(old, now_ms=1, before_migration=keep).close()
    assert seen == [version]


def _fails(sql: str) -> Callable[[str], list[str]]:
    return lambda _name: ["DELETE FROM standing", sql]


BAD_STEPS = {
    "a step that SQLite refuses": ("DELETE FROM mark", "only ever added"),
    "a step that leaves a reference hanging": ("DELETE FROM point", "FOREIGN KEY"),
}


@pytest.mark.parametrize(("sql", "told"), BAD_STEPS.values(), ids=BAD_STEPS.keys())
def test_a_migration_is_done_whole_or_not(
    old: Path, sql: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What fails in the middle of a step leaves the database as it was."""
    before, version = contents(old), version_of_file(old)
    monkeypatch.setattr(migrate, "_statements", _fails(sql))
    with pytest.raises(StoreError, match=told):
        open_store(old, now_ms=1)
    assert contents(old) == before
    with closing(sqlite3.connect(old)) as connection:
        assert migrate.version_of(connection) == version


def test_what_a_build_asks_of_all_files_reads_no_note(tmp_path: Path) -> None:
    """Stamps come from an index alone, files with problems by an index of those."""
    with open_store(tmp_path / "deck.db", now_ms=1) as store:
        plans: list[str] = []
        rows = store.rows

        def explain(sql: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
            plans.append(str(rows(f"EXPLAIN QUERY PLAN {sql}", values)))
            return rows(sql, values)

        store.rows = explain  # type: ignore[method-assign,assignment]
        files.file_stamps(store)
        files.cached_files(store, only_problems=True)
    assert "COVERING INDEX file_stamp" in plans[0]
    assert "file_problem" in plans[1]


def test_marks_are_no_false_alarm(old: Path) -> None:
    """A mark on a preset, whose value is long, is no damage."""
    with open_store(old, now_ms=1) as store:
        value = {"parameters": [0.1] * 21, "note": "长" * 3000}
        add_mark(store, CardId("preset:default"), What.PARAMETERS, value, 5)
        add_mark(store, CardId("x"), What.FLAG, int(Rating.GOOD), 5)
        assert store.rows("PRAGMA integrity_check") == [("ok",)]


def test_keys_of_tables_without_rowid_come_first(tmp_path: Path) -> None:
    """SQLite 3.40 calls a sound table damaged if other columns stand before those of its key."""
    path = tmp_path / "deck.db"
    open_store(path, now_ms=NOW_MS).close()
    with closing(sqlite3.connect(path)) as connection:
        tables = [row[1] for row in connection.execute("PRAGMA table_list") if row[4]]
        orders = {
            name: [row[5] for row in connection.execute(f"PRAGMA table_info({name})")]
            for name in tables
        }
    assert "waiting" in orders
    for name, order in orders.items():
        assert order[: max(order)] == list(range(1, max(order) + 1)), name
