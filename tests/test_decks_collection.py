"""Where a collection is found, and where its database and backups lie."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from decks.collection import (
    CollectionError,
    backup_folder,
    choose_home,
    default_pointer,
    find_folder,
    is_collection,
    open_collection,
)
from decks.settings_reading import SettingsError


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user of whom nothing is known."""
    place = tmp_path / "home"
    place.mkdir()
    monkeypatch.setenv("HOME", str(place))
    monkeypatch.setenv("XDG_DATA_HOME", str(place / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(place / "config"))
    monkeypatch.delenv("PAPERDECK_DIR", raising=False)
    return place


def collection_at(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    (path / "paperdeck.yaml").write_text("", "utf-8")
    return path


def point_to(folder: Path) -> None:
    default_pointer().parent.mkdir(parents=True, exist_ok=True)
    default_pointer().write_text(f"{folder}\n", "utf-8")


def test_the_named_folder_comes_first(tmp_path: Path) -> None:
    """-C wins over PAPERDECK_DIR, that over a folder above, that over the user's default."""
    given, environ, above, default = (
        collection_at(tmp_path / name) for name in ("given", "environ", "above 论文", "default")
    )
    here = above / "a/b"
    here.mkdir(parents=True)
    point_to(default)
    named = {"PAPERDECK_DIR": str(environ)}
    assert find_folder(given, named, here) == given
    assert find_folder(None, named, here) == environ
    assert find_folder(None, {}, here) == above
    assert find_folder(None, {}, tmp_path) == default
    assert find_folder(None, {"PAPERDECK_DIR": ""}, above) == above


def test_there_may_be_no_collection(tmp_path: Path) -> None:
    """Without a name, a folder above or a default there is none, and that is no error."""
    assert find_folder(None, {}, tmp_path) is None


def test_a_named_folder_needs_no_settings(tmp_path: Path) -> None:
    """A folder that is named is taken as it is: its settings are the defaults."""
    (tmp_path / "plain").mkdir()
    found = find_folder(Path("plain"), {}, tmp_path)
    assert found == tmp_path / "plain"
    assert open_collection(found).settings.roots == (".",)


def test_names_are_relative_to_here_or_home(tmp_path: Path, home: Path) -> None:
    """A relative name counts from the working directory, and ``~`` from the user's home."""
    collection_at(home / "notes")
    collection_at(tmp_path / "a")
    assert find_folder(None, {"PAPERDECK_DIR": "../a"}, home) == tmp_path / "a"
    assert find_folder(Path("~/notes"), {}, tmp_path) == home / "notes"


@pytest.mark.parametrize("name", ["missing", "file.md"])
def test_a_name_that_is_no_folder_is_an_error(tmp_path: Path, name: str) -> None:
    """What was named and is not there is told with its path."""
    (tmp_path / "file.md").write_text("", "utf-8")
    for given, environ in ((Path(name), {}), (None, {"PAPERDECK_DIR": name})):
        with pytest.raises(CollectionError, match=name):
            find_folder(given, environ, tmp_path)
    point_to(tmp_path / name)
    with pytest.raises(CollectionError, match=name):
        find_folder(None, {}, tmp_path)


def test_settings_or_a_database_make_a_collection(tmp_path: Path) -> None:
    """A folder is a collection once it has settings or a database, wherever that lies."""
    plain, beside, away = (tmp_path / name for name in ("plain", "beside", "Dropbox/away"))
    for folder in (plain, beside, away):
        folder.mkdir(parents=True)
        assert not is_collection(folder)
    for folder in (beside, away):
        open_collection(folder).open_store().close()
        assert is_collection(folder)
    (plain / "paperdeck.yaml").mkdir()
    assert not is_collection(plain)


def test_the_database_lies_beside_the_notes(tmp_path: Path) -> None:
    """By default the database is in ``.paperdeck/``, with a ``.gitignore`` of ``*``."""
    collection = open_collection(collection_at(tmp_path / "notes"))
    assert choose_home(collection.folder).reason == "beside"
    collection.open_store().close()
    ignore = tmp_path / "notes/.paperdeck/.gitignore"
    assert (tmp_path / "notes/.paperdeck/deck.db").is_file()
    assert ignore.read_text("utf-8") == "*\n"
    ignore.write_text("# mine\n", "utf-8")
    collection.open_store().close()
    assert ignore.read_text("utf-8") == "# mine\n"


def test_git_does_not_see_the_database(tmp_path: Path) -> None:
    """In a repository of notes the database is no change."""
    folder = collection_at(tmp_path / "notes")
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    open_collection(folder).open_store().close()
    seen = subprocess.run(
        ["git", "status", "--porcelain"], cwd=folder, capture_output=True, text=True, check=True
    )
    assert seen.stdout.split() == ["??", "paperdeck.yaml"]


SYNCED = [
    "Dropbox/notes", "Dropbox (Personal)/notes", "OneDrive/notes", "OneDrive - Lab/notes",
    "Library/Mobile Documents/iCloud~md~obsidian/notes", "Library/CloudStorage/GoogleDrive-x/notes",
    "iCloud Drive/notes", "iCloudDrive/notes", "Nextcloud/deep/er/notes", "dropbox/论文",
]  # fmt: skip


@pytest.mark.parametrize("path", SYNCED)
def test_a_synced_folder_does_not_hold_the_database(tmp_path: Path, home: Path, path: str) -> None:
    """A folder that looks synced by its name keeps its database in the user's data folder."""
    folder = collection_at(tmp_path / path)
    chosen = choose_home(folder)
    assert chosen.reason == "synced"
    assert chosen.database.is_relative_to(home / "data")
    open_collection(folder).open_store().close()
    assert chosen.database.is_file()
    assert not (folder / ".paperdeck").exists()
    assert choose_home(folder) == chosen


@pytest.mark.parametrize("path", ["dropbox-notes/a", "notes on OneDrive", "cloud/a", "My Box"])
def test_a_name_that_only_sounds_so_is_not_synced(tmp_path: Path, path: str) -> None:
    """A folder whose name merely mentions a service keeps its database beside the notes."""
    assert choose_home(collection_at(tmp_path / path)).reason == "beside"


@pytest.mark.parametrize("mark", [".stfolder", ".dropbox.cache", ".nextcloudsync.log"])
def test_a_marked_folder_does_not_hold_the_database(tmp_path: Path, mark: str) -> None:
    """A folder below one that a service has marked is synced, whatever its name."""
    folder = collection_at(tmp_path / "shared/notes")
    (tmp_path / "shared" / mark).mkdir()
    assert choose_home(folder).reason == "synced"


def test_a_service_that_is_installed_syncs_not_everything(home: Path) -> None:
    """Dropbox keeps ``~/.dropbox`` for itself: the home around it is not synced."""
    (home / ".dropbox").mkdir()
    assert choose_home(collection_at(home / "notes")).reason == "beside"


def test_a_link_into_a_synced_folder_is_synced(tmp_path: Path) -> None:
    """What counts is where a folder really lies."""
    collection_at(tmp_path / "Dropbox/notes")
    (tmp_path / "link").symlink_to(tmp_path / "Dropbox/notes")
    assert choose_home(tmp_path / "link").reason == "synced"
    assert choose_home(tmp_path / "link") == choose_home(tmp_path / "Dropbox/notes")


def test_a_network_mount_does_not_hold_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a network file system the database goes to the user's data folder."""
    folder = collection_at(tmp_path / "a b/notes")
    mounts = "\n".join([
        "/dev/sda1 / ext4 rw 0 0",
        f"server:/x {str(tmp_path / 'a b').replace(' ', chr(92) + '040')} nfs4 rw 0 0",
        f"/dev/sdb {tmp_path / 'other'} ext4 rw 0 0",
    ])  # fmt: skip
    table = tmp_path / "mounts"
    table.write_text(mounts + "\n", "utf-8")
    monkeypatch.setattr("decks.collection._MOUNTS", table)
    assert choose_home(folder).reason == "network"
    assert choose_home(collection_at(tmp_path / "other/notes")).reason == "beside"
    table.unlink()
    assert choose_home(folder).reason == "beside"


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A folder of notes that nobody can write to, not even root."""
    folder = collection_at(tmp_path / "read-only")
    if os.geteuid() != 0:
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)
        return
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "ro,size=64k", "tmpfs", str(folder)], check=False
    )
    if done.returncode:
        pytest.skip("this machine does not let a read-only disk be mounted")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_read_only_folder_does_not_hold_the_database(read_only: Path, home: Path) -> None:
    """Notes that cannot be written to keep their database in the user's data folder."""
    chosen = choose_home(read_only)
    assert chosen.reason == "read-only"
    open_collection(read_only).open_store().close()
    assert chosen.database.is_relative_to(home / "data")
    assert chosen.database.is_file()


def test_a_database_stays_where_it_is(tmp_path: Path) -> None:
    """A database that is there is used, whatever its folder has come to look like."""
    beside = collection_at(tmp_path / "beside")
    open_collection(beside).open_store().close()
    (beside / ".stfolder").mkdir()
    assert choose_home(beside).reason == "beside"
    away = collection_at(tmp_path / "away")
    (away / ".stfolder").mkdir()
    open_collection(away).open_store().close()
    (away / ".stfolder").rmdir()
    assert choose_home(away).reason == "moved"
    assert choose_home(away).database.is_file()


def test_backups_lie_in_the_data_folder(tmp_path: Path, home: Path) -> None:
    """Backups are in the user's data folder, apart for two folders of one name."""
    one, other = collection_at(tmp_path / "a/notes"), collection_at(tmp_path / "b/notes")
    assert backup_folder(one).is_relative_to(home / "data")
    assert backup_folder(one) != backup_folder(other)


def test_roots_are_named_by_the_settings(tmp_path: Path, home: Path) -> None:
    """Roots are relative to the settings, may lie outside, and are there once each."""
    for name in ("notes", "reading", "home/deep"):
        (tmp_path / name).mkdir(parents=True)
    folder = collection_at(tmp_path / "notes")
    (folder / "paperdeck.yaml").write_text("roots: [., ../reading, ~/deep, ./., ../notes]", "utf-8")
    assert open_collection(folder).roots() == (folder, tmp_path / "reading", home / "deep")
    (folder / "paperdeck.yaml").write_text("", "utf-8")
    assert open_collection(folder).roots() == (folder,)


def test_a_missing_root_names_the_settings(tmp_path: Path) -> None:
    """A root that is not there is told with its path and where it is named."""
    folder = collection_at(tmp_path / "notes")
    (folder / "paperdeck.yaml").write_text("roots: [gone]", "utf-8")
    with pytest.raises(CollectionError, match=r"gone.*paperdeck\.yaml"):
        open_collection(folder).roots()


def test_the_settings_of_the_folder_hold(tmp_path: Path) -> None:
    """A collection has its folder's settings: presets, limits, the learner's time zone."""
    folder = collection_at(tmp_path / "notes")
    (folder / "paperdeck.yaml").write_text(
        "time_zone: Asia/Kathmandu\nnew_per_day: 3\nlearning_steps: [5m]\ndesired_retention: 0.8",
        "utf-8",
    )
    collection = open_collection(folder)
    assert collection.clock().utc_offset_min == 345
    assert collection.limits.new_per_day == 3
    with collection.open_store() as store:
        preset = collection.presets(store).default
    assert preset.learning_steps_s == (300,)
    assert preset.engine.desired_retention == 0.8
    (folder / "paperdeck.yaml").write_text("new_per_day: x", "utf-8")
    with pytest.raises(SettingsError, match=r"paperdeck\.yaml:1"):
        open_collection(folder)
