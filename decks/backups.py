"""Backups of a collection's database: when they are made, which are kept, and the way back.

They are whole databases in the user's data folder, named by instant and reason. Nothing is
ever overwritten: what a restored backup takes the place of is kept beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from decks.days import Instant, local_time
from decks.store.copying import contents_of, copy_database, is_sound, keep_aside, put_back
from decks.wording import say
from notes.errors import PaperdeckError

DAYS, WEEKS, MONTHS = 7, 60, 365
"""Days back to which one backup of each day, of each week, of each month is kept."""
LEAST = 5
"""The newest are kept however old they are: a clock may be wrong."""
PART_MS = 86_400_000
"""No backup is a day in the making: then its file is one that was never finished."""

_NAME = re.compile(r"(\d{8}T\d{6})(\d{3})Z-([a-z-]+)\.db")
_FORM = "%Y%m%dT%H%M%S"


class BackupError(PaperdeckError):
    """There is no such backup, or it cannot be used."""


class Reason(StrEnum):
    """Why a backup was made. The values stand in the names of files."""

    ASKED = "asked"
    DAILY = "daily"
    MIGRATION = "before-migration"
    BUILD = "before-build"
    MERGE = "before-merge"
    IMPORT = "before-import"
    REPAIR = "before-repair"


@dataclass(frozen=True, slots=True)
class Backup:
    """One file."""

    path: Path
    made: Instant
    """UTC."""
    reason: Reason


def backups_in(folder: Path) -> list[Backup]:
    """The backups in a folder, oldest first. Files with other names are none."""
    found = [_backup(path) for path in folder.glob("*.db")] if folder.is_dir() else []
    return sorted((each for each in found if each), key=lambda each: (each.made.ms, each.path))


def _backup(path: Path) -> Backup | None:
    named = _NAME.fullmatch(path.name)
    if not named or named[3] not in {*Reason}:
        return None
    try:
        moment = datetime.strptime(named[1], _FORM).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Backup(path, Instant(int(moment.timestamp()) * 1000 + int(named[2])), Reason(named[3]))


def back_up(database: Path, folder: Path, reason: Reason, now: Instant) -> Backup:
    """Make a backup now, and let go of those that the calendar no longer keeps.

    Raises DamagedError for a database that is not sound, and then lets go of none; StoreError
    if the backup cannot be written.
    """
    path = folder / f"{_stamp(now)}-{reason}.db"
    copy_database(database, path)
    backups = backups_in(folder)
    keep = kept(backups, local_time(now).date(), now.utc_offset_min)
    for each in backups:
        if each not in keep and each.path != path:
            each.path.unlink(missing_ok=True)
    _forget_parts(folder, now)
    return Backup(path, Instant(now.ms), reason)


def _forget_parts(folder: Path, now: Instant) -> None:
    """Take away what programs left that were killed while they made a backup."""
    for part in folder.glob("*.part"):
        with suppress(FileNotFoundError):  # it may be finished by now
            if now.ms - part.stat().st_mtime_ns // 1_000_000 > PART_MS:
                part.unlink()


def back_up_daily(database: Path, folder: Path, now: Instant) -> Backup | None:
    """Make the backup of this day, unless there is one or there is nothing to lose."""
    today = local_time(now).date()
    if any(_day(each, now.utc_offset_min) == today for each in backups_in(folder)):
        return None
    held = contents_of(database) if database.is_file() else None
    if held is None or not held.cards:
        return None
    return back_up(database, folder, Reason.DAILY, now)


def kept(backups: Iterable[Backup], today: date, utc_offset_min: int) -> set[Backup]:
    """Those that are kept, as in a calendar, and the newest always.

    All of today, then one of each day for a week, of each week for two months, of each month
    for a year, and of each year after that.
    """
    newest_first = sorted(backups, key=lambda each: each.made.ms, reverse=True)
    found = set(newest_first[:LEAST])
    seen: set[tuple[object, ...]] = set()
    for each in newest_first:
        period = _period(_day(each, utc_offset_min), today)
        if not period or period not in seen:
            found.add(each)
            seen.add(period)
    return found


def _period(day: date, today: date) -> tuple[object, ...]:
    """The stretch of the calendar of which one backup is kept; empty: each is."""
    age = (today - day).days
    if age <= 0:
        return ()
    if age <= DAYS:
        return ("day", day)
    if age <= WEEKS:
        return ("week", *day.isocalendar()[:2])
    return ("month", day.year, day.month) if age <= MONTHS else ("year", day.year)


def find(backups: Sequence[Backup], wanted: str) -> Path:
    """The backup whose name begins so, or the file of that path. Raises BackupError."""
    path = Path(wanted).expanduser()
    if path.is_file():
        return path
    digits = re.sub(r"[-: TZ]", "", wanted)
    found = [each for each in backups if wanted and each.path.name.startswith(wanted)] or [
        each for each in backups if digits and _digits(each).startswith(digits)
    ]
    if not found:
        raise BackupError(say("backups.none-such", wanted=wanted))
    if len(found) > 1:
        names = ", ".join(each.path.name for each in found[-3:])
        raise BackupError(say("backups.several", wanted=wanted, names=names))
    return found[0].path


def newest_sound(backups: Sequence[Backup]) -> Backup:
    """The newest backup that holds cards and has no damage. Raises BackupError without one."""
    for each in reversed(backups):
        held = contents_of(each.path)
        if held and held.cards and is_sound(each.path):
            return each
    raise BackupError(say("backups.none"))


def restore(backup: Path, database: Path, now: Instant) -> Path | None:
    """Put a backup in the place of the database, and say where that is kept (None: it was gone).

    A sound database is copied and then overwritten, so that programs that have it open go on
    with what is restored; a damaged one is moved away with its log. Raises BackupError for a
    backup that is not sound, and StoreError; the database is as before then.
    """
    if not is_sound(backup):
        raise BackupError(say("backups.unsound", path=backup))
    aside = database.with_name(f"{database.stem}-{_stamp(now)}.db")
    if is_sound(database):
        put_back(backup, database, aside)
        return aside
    fresh = database.with_name(f"{database.name}.restored")
    copy_database(backup, fresh)
    kept = keep_aside(database, aside)
    fresh.replace(database)
    return aside if kept else None


def _stamp(now: Instant) -> str:
    moment = datetime.fromtimestamp(now.ms // 1000, UTC)
    return f"{moment.strftime(_FORM)}{now.ms % 1000:03d}Z"


def _digits(backup: Backup) -> str:
    return re.sub(r"\D", "", backup.path.name)


def _day(backup: Backup, utc_offset_min: int) -> date:
    return local_time(Instant(backup.made.ms, utc_offset_min)).date()
