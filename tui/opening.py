"""From where the program was started to the collection a command works on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from decks.collection import (
    Collection,
    CollectionError,
    choose_home,
    find_folder,
    open_collection,
)
from decks.days import Moment
from decks.store.connection import DamagedError, Store, StoreError
from decks.wording import say as say_of_decks
from tui.output import tell
from tui.wording import say


@dataclass(frozen=True, slots=True)
class Start:
    """Where and how the program was started."""

    given: Path | None
    """The folder after ``-C``."""
    here: Path
    """The working directory."""
    environ: Mapping[str, str]

    @classmethod
    def now(cls, given: Path | None) -> Start:
        """Of this process."""
        return cls(given, Path.cwd(), os.environ)


def folder_of(start: Start) -> Path:
    """The collection's folder. Raises CollectionError if there is none."""
    folder = find_folder(start.given, start.environ, start.here)
    if folder is None:
        raise CollectionError(say_of_decks("collection.none", path=start.here))
    return folder


def collection_of(start: Start) -> Collection:
    """The collection, with or without a database."""
    return open_collection(folder_of(start))


def open_built(collection: Collection) -> Store:
    """The database of a collection. Raises CollectionError if nothing was built yet."""
    if not collection.database.is_file():
        _refuse_lost(collection)
        raise CollectionError(say("main.not_built", path=collection.folder))
    return collection.open_store()


def open_to_write(collection: Collection) -> Store:
    """The same for a command that changes something: the first of a day makes a backup."""
    keep_daily(collection)
    return open_built(collection)


def keep_daily(collection: Collection) -> None:
    """Make the backup of this day if there is none. One that fails is told, and keeps nobody.

    Raises DamagedError if the database is damaged.
    """
    from decks.backups import back_up_daily

    try:
        back_up_daily(collection.database, collection.backups, collection.clock())
    except DamagedError:
        raise
    except StoreError as error:
        tell(say("backup.failed", detail=error))


def _refuse_lost(collection: Collection) -> None:
    """Raise CollectionError if the database is gone, but there are backups of it."""
    from decks.backups import backups_in

    found = backups_in(collection.backups)
    if found:
        raise CollectionError(
            say("backup.lost", path=collection.database, folder=collection.backups)
        )


def collection_to_build(start: Start) -> Collection:
    """The collection; where there is none, the working directory becomes one and says so.

    Raises CollectionError for a folder that was never built and holds no notes, and for a
    collection whose database is gone while there are backups of it.
    """
    found = find_folder(start.given, start.environ, start.here)
    collection = open_collection(found or start.here)
    if not collection.database.is_file():
        _refuse_lost(collection)
        _refuse_without_notes(collection)
        tell(say("home.new", folder=collection.folder))
        tell(home_told(collection.folder))
    return collection


def home_told(folder: Path) -> str:
    """Where a collection's database lies, and why."""
    home = choose_home(folder)
    return say(f"home.{home.reason}", path=home.database)


def _refuse_without_notes(collection: Collection) -> None:
    from notes.files import list_notes  # with all that reads notes: half the time of a count

    exclude = collection.settings.exclude
    if not any(list_notes(root, exclude).files for root in collection.roots()):
        raise CollectionError(say("main.no_notes", folder=collection.folder))


def moment_of(collection: Collection) -> Moment:
    """Now, in the collection's time zone and days."""
    return Moment(collection.clock(), collection.settings.day_starts_at)
