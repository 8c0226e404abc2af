"""What one program does between two steps of another: nothing acknowledged is lost or doubled."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial, reduce
from itertools import count
from pathlib import Path
from shutil import copyfile, rmtree
from typing import Any

import pytest
from build_fixtures import DAY, NOON_MS, Shelf, fresh_points, row
from deck_fixtures import Learner
from study_fixtures import answer, other_session, sitting

from decks import doctor
from decks.backups import Reason, back_up, restore
from decks.collection import CollectionError, open_collection
from decks.days import Instant
from decks.marks import What
from decks.reviews import Rating
from decks.store.connection import BusyError, Store, StoreError, open_store
from decks.store.copying import copy_database
from decks.store.marks import add_mark
from decks.store.migrate import create
from decks.store.reviews import add_review
from decks.store.roots import follow_roots
from decks.store.standing import renew
from decks.visit import visit

connect = sqlite3.connect


def ids(path: Path) -> set[int]:
    """The rows of the log of a database."""
    with open_store(path, now_ms=0) as store:
        return {ms for (ms,) in store.rows("SELECT id FROM review")}


def test_an_answer_while_a_backup_is_put_back(
    learner: Learner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was acknowledged stands in the restored database or in the one kept beside it."""
    backup = back_up(learner.store.path, tmp_path / "b", Reason.ASKED, learner.clock()).path
    app = other_session(learner)
    acknowledged, refused = set[int](), 0

    def copy_and_answer(source: Path, target: Path) -> None:
        nonlocal refused
        copy_database(source, target)
        try:
            learner.ms += 1_000
            answer(learner, app, Rating.GOOD)
            acknowledged.add(app.store.rows("SELECT max(id) FROM review")[0][0])
        except BusyError:
            refused += 1

    monkeypatch.setattr("decks.backups.copy_database", copy_and_answer)
    monkeypatch.setattr("decks.store.copying.copy_database", copy_and_answer)
    answer(learner, app, Rating.GOOD)
    kept = restore(backup, learner.store.path, Instant(learner.ms))
    assert kept
    assert len(acknowledged) + refused == 1
    assert acknowledged <= ids(learner.store.path) | ids(kept)
    assert len(ids(kept)) == 1 + len(acknowledged)
    answer(learner, app, Rating.EASY)
    assert len(ids(learner.store.path)) == 1
    app.store.close()


AWAY: dict[str, Callable[[Path], object]] = {
    "moved": lambda path: path.rename(path.with_name("away.db")),
    "deleted": lambda path: path.unlink(),
    "replaced": lambda path: [
        copy_database(path, path.with_name("new.db")),
        path.with_name("new.db").replace(path),
    ],
}


@pytest.mark.parametrize("become", AWAY.values(), ids=AWAY)
def test_no_answer_goes_into_a_database_that_is_gone(
    learner: Learner, become: Callable[[Path], object]
) -> None:
    """What stands in no database that anybody will open is not acknowledged."""
    app = sitting(learner)
    answer(learner, app, Rating.GOOD)
    shown = app.card
    become(learner.store.path)
    with pytest.raises(StoreError, match="moved"):
        answer(learner, app, Rating.GOOD)
    assert app.card == shown
    assert app.answered == 1
    assert learner.store.rows("SELECT count(*) FROM review") == [(1,)]


def test_nothing_is_written_in_a_snapshot(learner: Learner) -> None:
    """A snapshot is thrown away: what is written in it raises, and is not lost in silence."""
    store = learner.store
    with store.snapshot():
        before = store.rows("SELECT count(*) FROM mark")
        with pytest.raises(StoreError), store.transaction():
            store.set_fact("x", "1")
        assert store.rows("SELECT count(*) FROM mark") == before
    assert store.fact("x") is None
    store.set_fact("x", "2")
    assert store.fact("x") == "2"


def test_a_snapshot_is_of_one_state(learner: Learner) -> None:
    """What another program writes is seen after it, and within another it is the same one."""
    app = other_session(learner)
    with learner.store.snapshot(), learner.store.snapshot():
        assert learner.store.rows("SELECT count(*) FROM review") == [(0,)]
        answer(learner, app, Rating.GOOD)
        assert learner.store.rows("SELECT count(*) FROM review") == [(0,)]
    assert learner.store.rows("SELECT count(*) FROM review") == [(1,)]
    app.store.close()


def test_a_database_that_another_program_is_making(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two programs may make one collection at the same time: neither takes it for a stranger's."""
    path, made = tmp_path / "deck.db", list[str]()

    class Slow(sqlite3.Connection):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            if "sqlite_schema" in sql and not made:
                made.append("begun")
                other = sqlite3.connect(path, isolation_level=None, timeout=0)
                with closing(other), suppress(sqlite3.OperationalError):
                    create(other, 1)
                    made.append("done")
            return super().execute(sql, *values)

    monkeypatch.setattr("decks.store.connection.sqlite3.connect", partial(connect, factory=Slow))
    with open_store(path, now_ms=2) as store:
        assert made
        assert store.rows("SELECT count(*) FROM migration") == [(1,)]
        assert store.device


@pytest.mark.parametrize("step", ["health.counts", "stored_standings", "decks_of_papers"])
def test_answers_and_builds_while_a_database_is_examined(
    desk: Shelf, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What others write meanwhile is neither a difference nor a fault."""
    examined = reduce(getattr, step.split("."), doctor)
    done = list[str]()

    def late(*args: Any) -> Any:
        found = examined(*args)
        if not done:
            done.append(step)
            with open_collection(desk.folder).open_store() as store:
                other = Shelf(desk.folder, store, desk.ms)
                other.answer(desk.accepted()[0].id)
                other.note("new.md", fresh_points(7))
                other.build()
        return found

    monkeypatch.setattr(f"decks.doctor.{step}", late)
    assert doctor.examine(desk.collection, desk.store).healthy
    assert done


def test_an_answer_taken_back_between_examination_and_repair(desk: Shelf) -> None:
    """Of an answer that stands there twice one counts, whichever was retracted meanwhile."""
    card = desk.accepted()[0].id
    with desk.store.transaction():
        for n in range(2):
            add_review(desk.store, row(card, NOON_MS * 2 + n, DAY + 90))
        renew(desk.store, card, desk.collection.presets(desk.store))
    assert doctor.examine(desk.collection, desk.store).doubled == ((card, NOON_MS * 2 + 1),)
    with desk.store.transaction():
        add_mark(desk.store, card, What.RETRACTED, True, NOON_MS * 3, str(NOON_MS * 2))
        renew(desk.store, card, desk.collection.presets(desk.store))
    doctor.repair(desk.collection, desk.store)
    assert desk.cards()[card].schedule.reps == 1


def test_a_database_that_is_closed_while_it_is_copied(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was answered on another machine is all there, though its log was just written back."""
    path, copies = learner.store.path, list[Path]()
    learner.store.run("PRAGMA wal_checkpoint(TRUNCATE)")
    session = sitting(learner)
    for _ in range(3):
        answer(learner, session, Rating.GOOD)

    def copy_and_close(source: Path, target: Path) -> None:
        copyfile(source, target)
        if not copies:
            learner.store.close()
        copies.append(source)

    monkeypatch.setattr("decks.visit.shutil.copyfile", copy_and_close)
    with visit(path, now_ms=1) as other:
        assert other.rows("SELECT count(*) FROM review") == [(3,)]
    assert path in copies


def test_a_database_that_is_written_to_all_the_time(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of one is not taken for the whole."""

    def copy_and_write(source: Path, target: Path) -> None:
        copyfile(source, target)
        learner.store.set_fact("x", target.name)
        os.utime(source, ns=(next(ticks), next(ticks)))

    ticks = count()
    monkeypatch.setattr("decks.visit.PAUSE_S", 0)
    monkeypatch.setattr("decks.visit.shutil.copyfile", copy_and_write)
    with (
        pytest.raises(CollectionError, match="was written to"),
        visit(learner.store.path, now_ms=1),
    ):
        pass


def answers_in(path: Path, folder: Path) -> int:
    """The rows of the log of a database as it lies there, with its own log if it has one."""
    rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for suffix in ("", "-wal"):
        with suppress(FileNotFoundError):
            copyfile(f"{path}{suffix}", folder / f"x.db{suffix}")
    return len(ids(folder / "x.db"))


@pytest.mark.parametrize("step", range(6))
def test_a_restore_that_is_killed(
    learner: Learner, tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever was done of it, no database lies there without its log, and none is lost."""
    path = learner.store.path
    backup = back_up(path, tmp_path / "b", Reason.ASKED, learner.clock()).path
    learner.store.run("PRAGMA wal_checkpoint(TRUNCATE)")
    answer(learner, sitting(learner), Rating.GOOD)
    steps = count()

    def until(function: Callable[..., Any]) -> Callable[..., Any]:
        def killed(*args: Any, **named: Any) -> Any:
            if str(path) in str(args) and ".part" not in str(args) and next(steps) == step:
                raise KeyboardInterrupt
            return function(*args, **named)

        return killed

    monkeypatch.setattr("decks.backups.is_sound", lambda file: file != path)
    for name in ("rename", "unlink", "replace"):
        monkeypatch.setattr(Path, name, until(getattr(Path, name)))
    with suppress(KeyboardInterrupt):
        restore(backup, path, learner.clock())
    monkeypatch.undo()
    there = answers_in(path, tmp_path / "copy") if path.exists() else None
    kept = list(path.parent.glob("deck-*.db"))
    assert all(answers_in(found, tmp_path / "copy") == 1 for found in kept)
    assert there == 1 or (there in (None, 0) and kept)


def test_two_builds_after_a_folder_was_moved(desk: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stood in a root stands where it is now, though another build followed it elsewhere."""
    done = list[str]()

    def fact_late(store: Store, key: str) -> str | None:
        found = fact(store, key)
        if not done:
            done.append(key)
            with open_store(store.path, now_ms=1) as other:
                follow_roots(other, {".": Path("/between")})
        return found

    fact = Store.fact
    monkeypatch.setattr(Store, "fact", fact_late)
    follow_roots(desk.store, {".": Path("/now")})
    assert done == ["roots"]
    assert desk.store.rows("SELECT DISTINCT root FROM place") == [("/now",)]
