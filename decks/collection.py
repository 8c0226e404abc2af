"""A collection: roots, settings, database. The one place that puts them together from a folder."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from decks.days import Clock, clock
from decks.limits import limits_from
from decks.queue import Limits
from decks.settings import FILE_NAME, Settings
from decks.settings_kept import keep, settings_at
from decks.store.connection import Store, open_store
from decks.wording import say
from notes.errors import PaperdeckError

if TYPE_CHECKING:
    # A count of what is due needs neither what schedules nor what reads notes.
    from decks.presets import Presets
    from notes.model import Kind
    from notes.vocabulary import Vocabulary

FOLDER_NAME = ".paperdeck"
DATABASE_NAME = "deck.db"
DEFAULT_POINTER = "default-collection"
"""A file in the user's configuration that names the collection to use elsewhere."""

_SYNCED = (
    r"(?:dropbox|onedrive|nextcloud|icloud ?drive|google ?drive)(?: - .*| ?\(.*\))?"
    r"|mobile documents|cloudstorage"
)
"""Names of folders that a service syncs; ``OneDrive - Lab`` and ``Dropbox (Personal)`` too."""
_SYNCED_MARKERS = (".stfolder", ".stignore", ".dropbox.cache", ".nextcloudsync.log")
_MOUNTS = Path("/proc/self/mounts")
_NETWORK_FILESYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "fuse.rclone", "davfs", "9p"}
)

Labels = tuple[tuple["Kind", tuple[str, ...]], ...]
"""Labels of a user's own by the kind of block they stand over."""


class CollectionError(PaperdeckError):
    """There is no collection, or its folders cannot be used."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where a collection's database lies, and why."""

    database: Path
    reason: str
    """``beside``, ``synced``, ``network`` or ``read-only``: a key of the messages."""


@dataclass(frozen=True, slots=True)
class Collection:
    """What a command works on."""

    folder: Path
    settings: Settings
    database: Path
    settings_source: str = ""
    """The text of the settings, under which the database keeps them."""

    @property
    def settings_file(self) -> Path:
        """Where the settings stand, or would."""
        return self.folder / FILE_NAME

    @property
    def clock(self) -> Clock:
        """The machine's clock in the learner's time zone."""
        if not self.settings.time_zone:
            return clock(None)
        from zoneinfo import ZoneInfo

        return clock(ZoneInfo(self.settings.time_zone))

    def presets(self, store: Store) -> Presets:
        """The scheduling settings of every deck, with the parameters that were fitted."""
        from decks.presets import DEFAULT, presets_from
        from decks.store.fitted import fitted_parameters

        names = (DEFAULT, *self.settings.presets)
        return presets_from(self.settings, fitted_parameters(store, names))

    @property
    def limits(self) -> Limits:
        """What a day may bring."""
        return limits_from(self.settings)

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of blocks that become cards."""
        from notes.model import Kind

        return frozenset(Kind(kind) for kind in self.settings.kinds)

    @property
    def labels(self) -> Labels:
        """Labels of its own."""
        from notes.model import Kind

        return tuple((Kind(kind), words) for kind, words in self.settings.labels.items())

    @property
    def vocabulary(self) -> Vocabulary:
        """The words for labels: the shipped ones and its own."""
        from notes.vocabulary import load_vocabulary

        return load_vocabulary(dict(self.labels))

    def roots(self) -> tuple[Path, ...]:
        """The folders of notes, absolute. Raises CollectionError for one that is not there."""
        return tuple(self.named_roots().values())

    def named_roots(self) -> dict[str, Path]:
        """The folders of notes, absolute, by their names in the settings.

        One that is named twice, or through a link, is there once. Raises CollectionError for
        one that is not there.
        """
        found: dict[Path, str] = {}
        for name in self.settings.roots:
            root = (self.folder / Path(name).expanduser()).resolve()
            if not root.is_dir():
                raise CollectionError(
                    say("collection.no-root", path=root, settings=self.settings_file)
                )
            found.setdefault(root, name)
        return {name: root for root, name in found.items()}

    def open_store(self) -> Store:
        """The database, made with its folder if it is not there."""
        if self.database.parent.name == FOLDER_NAME:
            _make_private(self.database.parent)
        store = open_store(
            self.database, now_ms=self.clock().ms, before_migration=self._keep_unmigrated
        )
        keep(store, self.settings, self.settings_source)
        return store

    @property
    def backups(self) -> Path:
        """The folder of its backups."""
        return backup_folder(self.folder)

    def _keep_unmigrated(self) -> None:
        from decks.backups import Reason, back_up  # a count of due cards does without

        back_up(self.database, self.backups, Reason.MIGRATION, self.clock())


def find_folder(given: Path | None, environ: Mapping[str, str], here: Path) -> Path | None:
    """The collection's folder: as given, then PAPERDECK_DIR, then upwards, then the default.

    Returns None if there is none. Raises CollectionError if what is named is no folder.
    """
    named = given or (Path(environ["PAPERDECK_DIR"]) if environ.get("PAPERDECK_DIR") else None)
    if named is not None:
        return _folder(here / named.expanduser())
    for folder in (here, *here.parents):
        if is_collection(folder):
            return folder
    pointer = default_pointer()
    if pointer.is_file():
        return _folder(Path(pointer.read_text("utf-8").strip()))
    return None


def is_collection(folder: Path) -> bool:
    """Whether a folder is a collection: it has settings, a database, or had one once."""
    if (folder / FILE_NAME).is_file() or choose_home(folder).database.is_file():
        return True
    return any(backup_folder(folder).glob("*.db"))


def open_collection(folder: Path) -> Collection:
    """The collection of a folder, with its settings. Raises SettingsError or CollectionError."""
    folder = _folder(folder)
    database = choose_home(folder).database
    settings, source = settings_at(folder / FILE_NAME, database)
    return Collection(folder, settings, database, source)


def choose_home(folder: Path) -> Home:
    """Where the database of ``folder`` lies: where it is already, else where it would live."""
    beside = folder / FOLDER_NAME / DATABASE_NAME
    if beside.is_file():
        return Home(beside, "beside")
    away = _data_folder(folder) / DATABASE_NAME
    reason = _reason_against(folder)
    if not (reason or away.is_file()):
        return Home(beside, "beside")
    return Home(away, reason or "moved")


def default_pointer() -> Path:
    """The file that names the user's default collection."""
    import platformdirs  # takes longer than a count of what is due

    return platformdirs.user_config_path("paperdeck") / DEFAULT_POINTER


def backup_folder(folder: Path) -> Path:
    """Where backups of a collection lie: always in the user's data folder."""
    return _data_folder(folder) / "backups"


def _data_folder(folder: Path) -> Path:
    import hashlib

    import platformdirs

    digest = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:10]
    return platformdirs.user_data_path("paperdeck") / f"{folder.resolve().name}-{digest}"


def _reason_against(folder: Path) -> str | None:
    """Why a live database would not survive in ``folder``, or None if it would."""
    folder = folder.resolve()
    if any(re.fullmatch(_SYNCED, part, re.IGNORECASE) for part in folder.parts):
        return "synced"
    if any((up / mark).exists() for up in (folder, *folder.parents) for mark in _SYNCED_MARKERS):
        return "synced"
    if _filesystem(folder) in _NETWORK_FILESYSTEMS:
        return "network"
    return None if os.access(folder, os.W_OK) else "read-only"


def _filesystem(folder: Path) -> str:
    """Type of the file system a folder lies on, as Linux's mount table says; else nothing."""
    try:
        mounts = _MOUNTS.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:  # not Linux: synced folders are still known by their names
        return ""
    best = ("", "")
    for mount in mounts:
        _, point, kind, *_ = mount.split(" ")
        point = point.replace("\\040", " ")
        if folder.resolve().is_relative_to(point) and len(point) >= len(best[0]):
            best = (point, kind)
    return best[1]


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise CollectionError(say("collection.no-folder", path=path))
    return path.resolve()


def _make_private(folder: Path) -> None:
    """The database's folder, which no repository of notes should carry."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", "utf-8")
