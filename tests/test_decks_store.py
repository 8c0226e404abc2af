"""The database keeps what it was given, and says in words what it cannot do."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from build_fixtures import DAY, LUMIERE, NOON_MS, VIDEOS, Shelf, paper, row, shelf

from decks.ids import CardId, PointId
from decks.marks import What
from decks.store.births import relink_card, withdraw_cards
from decks.store.connection import DamagedError, Store, StoreError, open_store
from decks.store.marks import add_mark
from decks.store.migrate import APPLICATION_ID, SCHEMA_VERSION
from decks.store.reviews import add_review, free_review_id, reviews_of


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Shelf]:
    """A built collection whose first card has a review and a mark."""
    with shelf(tmp_path / "notes") as found:
        found.note("a.md", paper(LUMIERE, VIDEOS))
        found.build()
        found.answer(found.one(VIDEOS).id)
        found.mark(found.one(VIDEOS).id, What.FLAG, 3)
        found.store.run("INSERT INTO alias VALUES ('zz', 'aa')")
        yield found


def test_every_table_is_strict(desk: Shelf) -> None:
    """No table takes a value of another type than its column's."""
    tables = desk.store.rows("SELECT name, strict FROM pragma_table_list WHERE type = 'table'")
    assert len(tables) > 10
    assert [name for name, strict in tables if not strict and not name.startswith("sqlite_")] == []
    with pytest.raises(StoreError, match="cannot store TEXT value"):
        desk.store.run("UPDATE point SET number = 'two'")


def test_the_database_is_durable(desk: Shelf) -> None:
    """A write-ahead log with full synchronisation, and foreign keys on."""
    found = [desk.store.rows(f"PRAGMA {name}")[0][0]
             for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers",
                          "application_id", "user_version")]  # fmt: skip
    assert found == ["wal", 2, 1, 1, APPLICATION_ID, SCHEMA_VERSION]


def test_a_row_needs_what_it_refers_to(desk: Shelf) -> None:
    """A review, a version or a place of something that is not there is refused."""
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        add_review(desk.store, row(CardId("nobody"), 1, DAY))
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        desk.store.run("UPDATE card SET point = 'nowhere'")
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        desk.store.run("DELETE FROM paper")


KEPT = [
    ("reviews are not deleted", "DELETE FROM review"),
    ("reviews are not replaced",
     "INSERT OR REPLACE INTO review SELECT id, card, 'x', kind, rating, day, utc_offset_min,"
     " duration_ms, interval_s, previous_interval_s, stability, difficulty, origin FROM review"),
    *[(f"a review's {column} is fixed", f"UPDATE review SET {column} = {column}")
      for column in ("id", "card", "device", "kind", "rating", "day", "utc_offset_min",
                     "duration_ms", "interval_s", "previous_interval_s", "origin")],
    ("marks are not deleted", "DELETE FROM mark"),
    ("marks are not replaced", "INSERT OR REPLACE INTO mark SELECT * FROM mark"),
    ("marks are fixed", "UPDATE mark SET value = 'true'"),
    ("a mark's instant is fixed", "UPDATE mark SET ms = 0"),
    ("versions of points are not deleted", "DELETE FROM point_version"),
    ("versions of points are fixed", "UPDATE point_version SET text = 'x'"),
    ("versions of cards with history are not deleted", "DELETE FROM card_version"),
    ("versions of cards are fixed", "UPDATE card_version SET answer = 'x'"),
    ("paper ids are fixed", "UPDATE paper SET id = 'x'"),
    ("point ids are fixed", "UPDATE point SET id = 'x'"),
    ("card ids are fixed", "UPDATE card SET id = 'x'"),
    ("Anki's note ids are fixed", "UPDATE card SET anki_note_id = 1"),
    ("Anki's card ids are fixed", "UPDATE card SET anki_card_id = 1"),
    ("the order of birth is fixed", "UPDATE card SET position = 7"),
    ("cards with history are not deleted", "DELETE FROM card"),
    ("aliases are not deleted", "DELETE FROM alias"),
    ("aliases are fixed", "UPDATE alias SET id = 'x'"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "sql"), KEPT, ids=[row[0] for row in KEPT])
def test_what_is_only_ever_added_stays(desk: Shelf, name: str, sql: str) -> None:
    """Reviews, marks, versions and ids cannot be changed or deleted, not even by mistake."""
    tables = ("review", "mark", "point_version", "card_version", "card", "point", "alias")
    before = [desk.store.rows(f"SELECT * FROM {table}") for table in tables]
    desk.store.run("DELETE FROM standing")
    with pytest.raises(StoreError, match="refused a change"):
        desk.store.run(sql)
    assert [desk.store.rows(f"SELECT * FROM {table}") for table in tables] == before


def test_the_cached_memory_may_be_made_again(desk: Shelf) -> None:
    """Of a review only stability and difficulty after it may be renewed: they are a cache."""
    desk.store.run("UPDATE review SET stability = 4.5, difficulty = 5.5")
    rows = desk.store.rows("SELECT stability, difficulty FROM review")
    assert rows == [(4.5, 5.5)]


BAD_ROWS = [
    ("a rating of a manual row", "'manual', 3"),
    ("no rating of an answer", "'review', NULL"),
    ("an unknown kind", "'filtered', 3"),
    ("a rating out of range", "'review', 5"),
]


@pytest.mark.parametrize(("name", "values"), BAD_ROWS, ids=[row[0] for row in BAD_ROWS])
def test_a_review_row_is_whole(desk: Shelf, name: str, values: str) -> None:
    """A rating stands exactly with the kinds that are answers."""
    with pytest.raises(StoreError, match="CHECK"):
        desk.store.run(
            f"INSERT INTO review SELECT 1, card, 'd', {values}, 1, 0, 0, 0, 0, NULL, NULL, 'app'"
            " FROM review LIMIT 1"
        )


def test_an_instant_is_the_id_of_one_row(desk: Shelf) -> None:
    """Two answers of one millisecond get two ids, the second the next free one."""
    card = desk.one(VIDEOS).id
    taken = reviews_of(desk.store, card)[0].id
    with pytest.raises(StoreError, match="UNIQUE"):
        add_review(desk.store, row(card, taken, DAY))
    assert free_review_id(desk.store, taken) == taken + 1
    assert free_review_id(desk.store, taken - 1) == taken - 1


def test_anki_ids_are_given_once(desk: Shelf) -> None:
    """Note id and card id are given from the card's creation instant, no two alike, and stay."""
    rows = "SELECT id, anki_note_id, anki_card_id, created_ms FROM card"
    before = desk.store.rows(rows)
    assert len({note for _, note, _, _ in before}) == len(before)
    assert all(0 <= note - made < 100 and note == card for _, note, card, made in before)
    desk.note("a.md", paper(LUMIERE, VIDEOS.replace("uses", "took")))
    desk.build()
    assert set(before) <= set(desk.store.rows(rows))


def test_a_card_may_change_its_point(desk: Shelf) -> None:
    """A card's point is a link: it may change, and the card keeps its id and its reviews."""
    desk.note("b.md", paper("Another: Paper", "Inference takes 40 seconds for 5 s of video."))
    desk.build()
    card = desk.one(VIDEOS)
    other = next(c.point for c in desk.cards().values() if c.point != card.point)
    relink_card(desk.store, card.id, PointId(other))
    assert desk.cards()[card.id].point == other
    assert len(reviews_of(desk.store, card.id)) == 1


def test_a_proposal_that_was_decided_about_is_not_withdrawn(tmp_path: Path) -> None:
    """What a person decided while a build was planning is not deleted by the build."""
    with shelf(tmp_path / "notes", "accept: none") as found:
        found.note("a.md", paper(LUMIERE, VIDEOS, "Inference takes 40 seconds for 5 s of video."))
        found.build()
        kept, gone, *_ = found.cards()
        found.mark(kept, What.ACCEPTED, True)
        withdraw_cards(found.store, [kept, gone])
        assert kept in found.cards()
        assert gone not in found.cards()


def test_a_transaction_is_all_or_nothing(desk: Shelf) -> None:
    """Whatever breaks a transaction takes back all of it; one within another joins it."""

    def break_off() -> None:
        with desk.store.transaction():
            desk.store.set_fact("x", "1")
            with desk.store.transaction():
                desk.store.set_fact("y", "2")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert (desk.store.fact("x"), desk.store.fact("y")) == (None, None)
    with desk.store.transaction():
        desk.store.set_fact("x", "1")
    assert desk.store.fact("x") == "1"


def test_a_store_opens_again_as_it_was(tmp_path: Path) -> None:
    """A new database has its schema, its record and a device; opening it again changes none."""
    path = tmp_path / "deep/er/deck.db"
    with open_store(path, now_ms=1) as store:
        device = store.device
        assert store.rows("SELECT * FROM migration") == [(SCHEMA_VERSION, 1)]
    with open_store(path, now_ms=2) as store:
        assert store.device == device
        assert store.rows("SELECT * FROM migration") == [(SCHEMA_VERSION, 1)]
    with open_store(tmp_path / "other.db", now_ms=1) as store:
        assert store.device != device


def _raw(path: Path, *statements: str) -> Path:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    """A database of a newer program is left as it is, and the message says to upgrade."""
    open_store(tmp_path / "deck.db", now_ms=1).close()
    path = _raw(tmp_path / "deck.db", f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="upgrade paperdeck"):
        open_store(path, now_ms=2)
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", [0, 1, 11])
def test_a_database_of_another_program_is_refused(tmp_path: Path, version: int) -> None:
    """A stranger's database is left as it is, whatever its version says."""
    path = _raw(tmp_path / "deck.db", "CREATE TABLE col (id)", f"PRAGMA user_version = {version}")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a paperdeck database"):
        open_store(path, now_ms=2)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """A text under the database's name is left as it is."""
    path = tmp_path / "deck.db"
    path.write_text("论文 " * 2000, "utf-8")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a paperdeck database"):
        open_store(path, now_ms=2)
    assert path.read_bytes() == before


def test_a_damaged_database_says_so(tmp_path: Path) -> None:
    """A database with overwritten pages is kept, and the message names a backup."""
    path = tmp_path / "deck.db"
    with open_store(path, now_ms=1) as store:
        store.run("INSERT INTO about SELECT hex(randomblob(40)), 'x' FROM pragma_function_list")
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xee" * (len(data) - 4096)
    path.write_bytes(data)
    with (
        pytest.raises(DamagedError, match="paperdeck doctor") as error,
        open_store(path, now_ms=2) as store,
    ):
        store.rows("SELECT * FROM about")
    assert str(path) in str(error.value)
    assert path.read_bytes() == bytes(data)


def test_a_cut_off_database_says_so(tmp_path: Path) -> None:
    """A database of which only the beginning is left says so when it is opened or read."""
    path = tmp_path / "deck.db"
    open_store(path, now_ms=1).close()
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(StoreError, match="backup"):
        open_store(path, now_ms=2)


def test_a_folder_in_the_place_of_the_database_is_told(tmp_path: Path) -> None:
    """What cannot be opened at all is told with its path."""
    (tmp_path / "deck.db").mkdir()
    with pytest.raises(StoreError, match="cannot be written"):
        open_store(tmp_path / "deck.db", now_ms=2)


def _answer_often(path: Path, card: str, process: int, times: int) -> None:
    with open_store(path, now_ms=1) as store:
        for number in range(times):
            with store.transaction():
                ms = free_review_id(store, NOON_MS + number)
                add_review(store, row(CardId(card), ms, DAY, device=f"p{process}"))
                add_mark(store, card, What.FLAG, process, NOON_MS)


def test_two_processes_lose_nothing(desk: Shelf) -> None:
    """Answers and decisions of processes that write at once are all there, each once."""
    card, path = desk.one(VIDEOS).id, desk.store.path
    before = len(reviews_of(desk.store, card))
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_answer_often, args=(path, card, n, 25)) for n in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    rows = reviews_of(desk.store, card)
    assert len(rows) == before + 50
    assert {r.device for r in rows} == {"here", "p0", "p1"}
    assert desk.store.rows("SELECT count(*) FROM mark WHERE what = 'flag'") == [(51,)]


def _open_at_once(path: Path, barrier: object) -> None:
    barrier.wait()  # type: ignore[attr-defined]
    open_store(path, now_ms=1).close()


def test_two_processes_make_one_database(tmp_path: Path) -> None:
    """Processes that open a new database at the same moment make one schema with one device."""
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(2)
    path = tmp_path / "deck.db"
    workers = [context.Process(target=_open_at_once, args=(path, barrier)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    with open_store(path, now_ms=1) as store:
        assert store.rows("SELECT count(*) FROM migration") == [(1,)]
        assert store.rows("SELECT count(*) FROM about WHERE key = 'device'") == [(1,)]


def test_a_busy_database_says_so(desk: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that another program holds too long is told, and nothing is lost."""
    monkeypatch.setattr("decks.store.connection.BUSY_SECONDS", 0)
    with desk.store.transaction(), open_store(desk.store.path, now_ms=1) as other:
        with pytest.raises(StoreError, match="is busy"):
            other.set_fact("x", "1")
        desk.store.set_fact("y", "2")
    assert desk.store.fact("y") == "2"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(place)], check=False
    )
    if done.returncode:
        pytest.skip("this machine does not let a small disk be mounted")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def _fill(store: Store) -> int:
    done = 0
    for number in range(2000):
        store.set_fact(f"fact {number}", "x" * 2000)
        done += 1
    return done


def test_a_full_disk_says_so(small_disk: Path) -> None:
    """On a full disk the step that failed is told, and everything before it is kept."""
    with open_store(small_disk / "deck.db", now_ms=1) as store:
        with pytest.raises(StoreError, match="the disk is full"):
            _fill(store)
        kept = store.rows("SELECT count(*) FROM about")[0][0]
        assert kept > 1
        with pytest.raises(StoreError), store.transaction():
            _fill(store)
        assert store.rows("SELECT count(*) FROM about") == [(kept,)]
    with open_store(small_disk / "deck.db", now_ms=1) as store:
        assert store.rows("SELECT count(*) FROM about") == [(kept,)]
        assert store.rows("PRAGMA integrity_check") == [("ok",)]


def test_a_read_only_disk_says_so(small_disk: Path) -> None:
    """A database on a disk that became read-only says what to do."""
    open_store(small_disk / "deck.db", now_ms=1).close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with (
        pytest.raises(StoreError, match="cannot be written"),
        open_store(small_disk / "deck.db", now_ms=1) as store,
    ):
        store.set_fact("x", "1")
