"""Backups: which are kept, that they are whole, and the way back from them."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from build_fixtures import NOON_MS, PROFILE, Shelf, state_of
from deck_fixtures import Learner
from hypothesis import given
from hypothesis import strategies as st
from study_fixtures import answer, learner_with, sitting

from decks import backups
from decks.backups import Backup, BackupError, Reason, back_up, back_up_daily, backups_in, kept
from decks.days import Instant
from decks.marks import What
from decks.merge import merge
from decks.reviews import Rating
from decks.store.connection import BusyError, DamagedError, StoreError, open_store
from decks.store.copying import contents_of, copy_database, is_sound
from decks.store.marks import add_mark
from decks.visit import visit

NOON = Instant(NOON_MS)
DAY_MS = 86_400_000
TODAY = date(2026, 1, 5)


def made(*days_ago: float) -> list[Backup]:
    """Backups of so many days before noon of today."""
    return [
        Backup(Path(f"{days}"), Instant(NOON_MS - int(days * DAY_MS)), Reason.DAILY)
        for days in days_ago
    ]


def days(found: set[Backup]) -> list[float]:
    return sorted(float(each.path.name) for each in found)


CALENDAR = [
    ("all of today", [0, 0.1, 0.2, 0.3, 0.4], [0, 0.1, 0.2, 0.3, 0.4]),
    ("one of each of the last days", [0, 1, 1.1, 1.2, 2, 2.2, 3], [0, 1, 1.1, 1.2, 2, 3]),
    ("one of each week", [0, 1, 2, 3, 4, 8, 9, 10, 11, 15, 16, 17],
     [0, 1, 2, 3, 4, 8, 15]),
    ("one of each month", [0, 1, 2, 3, 4, 70, 80, 90, 100, 110], [0, 1, 2, 3, 4, 70, 80, 90]),
    ("one of each year", [0, 1, 2, 3, 4, 380, 400, 500, 800], [0, 1, 2, 3, 4, 380, 500]),
    ("the newest, however old", [700, 701, 702, 703, 704, 705], [700, 701, 702, 703, 704]),
    ("none", [], []),
]  # fmt: skip


@pytest.mark.parametrize(("name", "there", "wanted"), CALENDAR, ids=[row[0] for row in CALENDAR])
def test_backups_are_thinned_like_a_calendar(
    name: str, there: list[float], wanted: list[float]
) -> None:
    """All of today, then one a day, a week, a month, a year; the newest of each stretch."""
    found = days(kept(made(*there), TODAY, 0))
    if name == "one of each month":
        assert found[:5] == wanted[:5]
        assert len(found) < len(there)
        assert 70 in found
    elif name == "one of each year":
        assert found[:6] == wanted[:6]
        assert len(found) < len(there)
    else:
        assert found == wanted


@PROFILE
@given(st.lists(st.integers(-4000, 4000), max_size=60), st.integers(-4000, 4000))
def test_thinning_is_safe_whatever_the_clock_says(ages: list[int], shift: int) -> None:
    """The newest are always kept, thinning again changes nothing, and nothing is kept twice."""
    there = [
        Backup(Path(str(n)), Instant(NOON_MS - age * DAY_MS - n), Reason.DAILY)
        for n, age in enumerate(ages)
    ]
    today = (datetime.fromtimestamp(NOON_MS / 1000, UTC) + timedelta(days=shift)).date()
    once = kept(there, today, 0)
    newest = sorted(there, key=lambda each: each.made.ms, reverse=True)
    assert set(newest[: backups.LEAST]) <= once
    assert kept(once, today, 0) == once


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "备份"


def test_a_backup_holds_everything_that_was_written(desk: Shelf, folder: Path) -> None:
    """What still stands in the log is in it too; the copy is one file, sound, and opens."""
    desk.answer(desk.accepted()[0].id)
    assert desk.store.path.with_name("deck.db-wal").stat().st_size
    made = back_up(desk.store.path, folder, Reason.ASKED, NOON)
    assert [path.name for path in folder.iterdir()] == ["20260105T120000000Z-asked.db"]
    assert backups_in(folder) == [made]
    assert is_sound(made.path)
    held = contents_of(made.path)
    assert held is not None
    assert (held.cards, held.reviews) == (len(desk.cards()), 1)
    with open_store(made.path, now_ms=1) as copy:
        assert state_of(Shelf(desk.folder, copy)) == state_of(desk)


def test_a_backup_is_made_while_others_write(desk: Shelf, folder: Path) -> None:
    """An open transaction keeps nobody from a backup, which holds what was there before it."""
    with desk.store.transaction():
        desk.store.set_fact("x", "1")
        made = back_up(desk.store.path, folder, Reason.ASKED, NOON)
    with open_store(made.path, now_ms=1) as copy:
        assert copy.fact("x") is None


def test_one_backup_a_day(desk: Shelf, folder: Path) -> None:
    """The first of a day is made, a second is not; an empty database has none."""
    path = desk.store.path
    assert back_up_daily(path, folder, NOON)
    assert back_up_daily(path, folder, Instant(NOON_MS + 60_000)) is None
    assert back_up_daily(path, folder, Instant(NOON_MS + DAY_MS))
    assert back_up_daily(path, folder, Instant(NOON_MS - DAY_MS))
    assert back_up_daily(path, folder, Instant(NOON_MS + 3650 * DAY_MS))
    assert back_up_daily(path, folder, Instant(NOON_MS + 120_000)) is None
    assert len(backups_in(folder)) == 4
    empty = folder.parent / "empty.db"
    open_store(empty, now_ms=1).close()
    assert back_up_daily(empty, folder.parent / "other", NOON) is None
    assert back_up_daily(folder.parent / "gone.db", folder.parent / "other", NOON) is None


def test_old_backups_go_and_strange_files_stay(desk: Shelf, folder: Path) -> None:
    """Thinning removes backups alone, and none because of a database that is damaged."""
    for minute in range(9):
        back_up(desk.store.path, folder, Reason.BUILD, Instant(NOON_MS + minute * 60_000))
    (folder / "mine.db").write_text("x")
    (folder / "20260105T990000000Z-asked.db").write_text("x")
    back_up(desk.store.path, folder, Reason.DAILY, Instant(NOON_MS + 3 * DAY_MS))
    assert len(backups_in(folder)) == backups.LEAST
    assert (folder / "mine.db").exists()
    assert (folder / "20260105T990000000Z-asked.db").exists()
    broken = folder.parent / "broken.db"
    shutil.copyfile(backups_in(folder)[0].path, broken)
    damage(broken)
    with pytest.raises(DamagedError, match="paperdeck doctor"):
        back_up(broken, folder, Reason.DAILY, Instant(NOON_MS + 900 * DAY_MS))
    assert len(backups_in(folder)) == backups.LEAST
    assert not list(folder.glob("*.part"))


def damage(path: Path, share: float = 0.5) -> None:
    """Overwrite the middle of a file."""
    data = bytearray(path.read_bytes())
    at = int(len(data) * share) // 4096 * 4096
    data[at : at + 20_000] = b"\xee" * min(20_000, len(data) - at)
    path.write_bytes(data)


DAMAGES = {
    "nothing": Path.exists,
    "gone": Path.unlink,
    "emptied": lambda path: path.write_bytes(b""),
    "cut to a half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "cut within the first page": lambda path: path.write_bytes(path.read_bytes()[:50]),
    "overwritten in the middle": damage,
    "overwritten at the start": lambda path: damage(path, 0),
    "a text": lambda path: path.write_text("论文 " * 3000, "utf-8"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_restore_works_whatever_became_of_the_database(
    desk: Shelf, folder: Path, name: str
) -> None:
    """The backup's contents are back, and what was there before is kept beside, byte for byte."""
    made = back_up(desk.store.path, folder, Reason.ASKED, NOON)
    before = state_of(desk)
    desk.answer(desk.accepted()[0].id)
    desk.store.close()
    path = desk.store.path
    DAMAGES[name](path)
    there = path.read_bytes() if path.exists() else None
    aside = backups.restore(made.path, path, Instant(NOON_MS + 5))
    with open_store(path, now_ms=1) as store:
        assert state_of(Shelf(desk.folder, store)) == before
    assert (aside is None) == (there is None)
    if aside and name != "nothing":
        assert aside.read_bytes() == there
    assert is_sound(path)


def test_what_a_restored_backup_lacks_can_be_merged(desk: Shelf, folder: Path) -> None:
    """Nothing is lost by restoring: the database that was there is kept, and merges."""
    made = back_up(desk.store.path, folder, Reason.ASKED, NOON)
    desk.answer(desk.accepted()[0].id)
    desk.mark(desk.accepted()[0].id, What.FLAG, 3)
    after = state_of(desk)
    aside = backups.restore(made.path, desk.store.path, NOON)
    assert aside is not None
    assert desk.history() == {}
    with visit(aside, now_ms=1) as other:
        merge(desk.collection, desk.store, other)
    assert state_of(desk) == after


def test_a_program_that_is_open_goes_on_with_what_is_restored(tmp_path: Path, folder: Path) -> None:
    """An app that is open over a restore shows what is there now, and its answers are kept."""
    learner = learner_with(tmp_path, 6)
    made = back_up(learner.store.path, folder, Reason.ASKED, NOON)
    session = sitting(learner)
    for _ in range(2):
        answer(learner, session, Rating.GOOD)
    backups.restore(made.path, learner.store.path, NOON)
    session.refresh()
    assert learner.store.rows("SELECT count(*) FROM review") == [(0,)]
    answer(learner, session, Rating.GOOD)
    with open_store(learner.store.path, now_ms=1) as other:
        assert other.rows("SELECT count(*) FROM review") == [(1,)]
    learner.store.close()


def test_a_restore_that_cannot_be_done_changes_nothing(desk: Shelf, folder: Path) -> None:
    """A damaged backup, none, or a program that writes: the database stays as it is."""
    made = back_up(desk.store.path, folder, Reason.ASKED, NOON)
    before = state_of(desk)
    broken = folder / "20260101T000000000Z-daily.db"
    shutil.copyfile(made.path, broken)
    damage(broken)
    with pytest.raises(BackupError, match="no sound backup"):
        backups.restore(broken, desk.store.path, NOON)
    with pytest.raises(BackupError, match="no sound backup of this"):
        backups.newest_sound([])
    assert state_of(desk) == before
    with pytest.MonkeyPatch.context() as patch, desk.store.transaction():
        patch.setattr("decks.store.copying.BUSY_SECONDS", 0)
        desk.store.set_fact("x", "1")
        with pytest.raises(BusyError, match="is busy"):
            backups.restore(made.path, desk.store.path, NOON)
    assert state_of(desk) == before


def test_the_newest_sound_backup_is_chosen(desk: Shelf, folder: Path) -> None:
    """A damaged backup and one without cards are passed over."""
    good = back_up(desk.store.path, folder, Reason.ASKED, NOON)
    broken = back_up(desk.store.path, folder, Reason.ASKED, Instant(NOON_MS + 1))
    damage(broken.path)
    empty = folder.parent / "empty.db"
    open_store(empty, now_ms=1).close()
    back_up(empty, folder, Reason.ASKED, Instant(NOON_MS + 2))
    assert backups.newest_sound(backups_in(folder)) == good


FOUND = [
    ("a name", "20260105T120000000Z-asked.db", "20260105T120000000Z-asked.db"),
    ("the beginning of a name", "20260105T12", "20260105T120000000Z-asked.db"),
    ("a date", "2026-01-06", "20260106T120000000Z-daily.db"),
    ("a date with a time", "2026-01-05 12:00", "20260105T120000000Z-asked.db"),
    ("nothing like it", "2025", "none"),
    ("several", "2026", "several"),
]


@pytest.mark.parametrize(("name", "wanted", "expected"), FOUND, ids=[row[0] for row in FOUND])
def test_a_backup_is_found_by_the_beginning_of_its_name(
    folder: Path, name: str, wanted: str, expected: str
) -> None:
    """A date will do where only one backup has it; a path is taken as it is."""
    folder.mkdir(parents=True)
    for each in ("20260105T120000000Z-asked.db", "20260106T120000000Z-daily.db"):
        (folder / each).write_text("x")
    there = backups_in(folder)
    if expected in ("none", "several"):
        with pytest.raises(BackupError, match="no backup" if expected == "none" else "several"):
            backups.find(there, wanted)
    else:
        assert backups.find(there, wanted).name == expected
    assert backups.find([], str(there[0].path)) == there[0].path


def test_two_restored_from_one_backup_merge(desk: Shelf, tmp_path: Path) -> None:
    """Both have the device of the backup; each answer of either is there once, and they agree."""
    first = desk.accepted()[0].id
    desk.answer(first)
    copies = [tmp_path / name / "deck.db" for name in "ab"]
    for copy in copies:
        copy_database(desk.store.path, copy)
    with open_store(copies[0], now_ms=1) as one, open_store(copies[1], now_ms=1) as other:
        assert one.device == other.device
        a, b = Shelf(desk.folder, one), Shelf(desk.folder, other)
        b.ms = a.ms = desk.ms  # two clocks that never show the same instant
        a.answer(first, Rating.HARD)
        b.answer(first, Rating.AGAIN)
        a.mark(first, What.FLAG, 2)
        b.mark(first, What.SUSPENDED, True)
        retraction = str(a.history()[first][0].id)
        with one.transaction():
            add_mark(one, first, What.RETRACTED, True, NOON_MS * 2, retraction)
        merge(desk.collection, one, other)
        merge(desk.collection, other, one)
        assert len(a.history()[first]) == len(b.history()[first]) == 3
        assert state_of(a) == state_of(b)
        assert a.cards()[first].suspended
        assert a.cards()[first].flag == 2
        assert a.cards()[first].schedule.reps == 2


def test_a_full_disk_leaves_no_half_of_a_backup(desk: Shelf, folder: Path) -> None:
    """Where a file may not grow, a backup is refused in words, and no part of it stays."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = desk.store.path.stat().st_size
    desk.store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, before[1]))
    try:
        with pytest.raises(StoreError, match="cannot be written"):
            back_up(desk.store.path, folder, Reason.ASKED, NOON)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(folder.iterdir()) == []
    assert back_up(desk.store.path, folder, Reason.ASKED, NOON)


def test_a_read_only_folder_is_told(desk: Shelf, tmp_path: Path) -> None:
    """A backup that cannot be written says where."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be written"):
        back_up(desk.store.path, tmp_path / "file" / "backups", Reason.ASKED, NOON)


def test_a_backup_of_the_first_schema_is_sound(tmp_path: Path) -> None:
    """What SQLite falsely says of the first schema's marks keeps nobody from a backup of it."""
    old = Path(__file__).parent / "databases/v1.db"
    copy = tmp_path / "old.db"
    shutil.copyfile(old, copy)
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute(
            "INSERT INTO mark (target, what, subject, value, ms, device)"
            " VALUES ('preset:x', 'parameters', '', ?, 9, 'd')", ("长" * 4000,)
        )  # fmt: skip
        connection.commit()
        alarm = connection.execute("PRAGMA integrity_check").fetchall()
    assert alarm == [("ok",)] or {line for (line,) in alarm} == {"NULL value in mark.value"}
    assert is_sound(copy)
    copy_database(copy, tmp_path / "copy.db")
    assert is_sound(tmp_path / "copy.db")


def test_undone_answers_stay_undone_in_a_backup(tmp_path: Path, folder: Path) -> None:
    """A retraction is in the backup as the review is."""
    learner: Learner = learner_with(tmp_path, 2)
    session = sitting(learner)
    answer(learner, session, Rating.GOOD)
    session.undo()
    made = back_up(learner.store.path, folder, Reason.ASKED, NOON)
    answer(learner, session, Rating.EASY)
    backups.restore(made.path, learner.store.path, NOON)
    assert learner.store.rows("SELECT count(*) FROM review") == [(1,)]
    assert learner.store.rows("SELECT max(reps) FROM standing") == [(0,)]
    learner.store.close()


def test_backups_that_were_never_finished_go(desk: Shelf, folder: Path) -> None:
    """What a killed program left does not fill the disk; what another writes now stays."""
    folder.mkdir(parents=True)
    old, young = folder / "a.db.7.part", folder / "b.db.8.part"
    for path, ms in ((old, NOON_MS - 2 * DAY_MS), (young, NOON_MS - 60_000)):
        path.write_bytes(b"half")
        os.utime(path, (ms / 1000, ms / 1000))
    back_up(desk.store.path, folder, Reason.ASKED, NOON)
    assert not old.exists()
    assert young.exists()
