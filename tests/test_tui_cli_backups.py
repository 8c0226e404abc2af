"""Backups, restoring and the doctor from the command line; what a person is told, and where to."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from cli_running import Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A collection that was built once."""
    return Shell(tmp_path).built()


def database(shell: Shell) -> Path:
    return shell.here / ".paperdeck/deck.db"


def spoil(path: Path, at: int = 4096) -> None:
    data = bytearray(path.read_bytes())
    data[at:] = b"\xee" * (len(data) - at)
    path.write_bytes(data)


def test_backup_makes_one_and_lists_all(shell: Shell) -> None:
    """Each call makes one more; the list has date, size, cards and reviews."""
    first = shell.run("backup")
    assert first.returncode == 0, first.stderr
    assert "Backup made: " in first.stdout
    found = shell.json("backup")
    assert [row["reason"] for row in found["backups"]] == ["asked", "asked"]
    assert found["made"] == found["backups"][-1]["path"]
    assert all(row["cards"] and row["bytes"] and row["reviews"] == 0 for row in found["backups"])
    listed = shell.json("backup", "--list")
    assert listed["made"] is None
    assert listed["backups"] == found["backups"]
    assert shell.home in Path(found["folder"]).parents


def test_the_first_command_of_a_day_that_writes_makes_a_backup(shell: Shell) -> None:
    """Builds and decisions do; counting what is due and listing cards do not."""
    assert shell.json("backup", "--list")["backups"] == []
    for quiet in (["due"], ["due", "--check"], ["remind"], ["cards"], ["papers"], ["check"]):
        shell.run(*quiet)
    assert shell.json("backup", "--list")["backups"] == []
    for _ in range(2):
        assert shell.run("build").returncode == 0
        shell.run("resume", "x")
    assert [row["reason"] for row in shell.json("backup", "--list")["backups"]] == ["daily"]


def test_restore_keeps_what_was_there(shell: Shell) -> None:
    """The newest is restored, the database before it is kept and can be merged."""
    shell.run("backup")
    shell.write("b.md", "# Paper Two\n\n**Key points**\n\n- Sampling takes 30 seconds on 8 GPUs.\n")
    shell.run("build", "--accept-missing")
    more = len(shell.json("cards")["cards"])
    done = shell.run("restore")
    assert done.returncode == 0, done.stderr
    assert len(shell.json("cards")["cards"]) < more
    (kept,) = shell.here.glob(".paperdeck/deck-*.db")
    assert f"kept: {kept}" in done.stdout
    assert shell.run("merge", str(kept)).returncode == 0
    assert len(shell.json("cards")["cards"]) == more


def test_a_lost_database_is_restored(shell: Shell) -> None:
    """Without it every command says what to do, and nothing begins anew by itself."""
    shell.run("backup")
    before = shell.json("cards")
    for file in shell.here.glob(".paperdeck/deck.db*"):
        file.unlink()
    for command in ("due", "build", "doctor"):
        done = shell.run(command)
        assert done.returncode == 1
        assert "paperdeck restore" in done.stderr
        assert not database(shell).exists()
    assert shell.run("restore").returncode == 0
    assert shell.json("cards") == before


@pytest.mark.parametrize("at", [0, 4096], ids=["the beginning", "all but the first page"])
def test_a_damaged_database_is_told_and_repaired(shell: Shell, at: int) -> None:
    """Every command says what to do; the doctor does it, and keeps the file."""
    shell.run("backup")
    before = shell.json("cards")
    spoil(database(shell), at)
    broken = database(shell).read_bytes()
    for command in (["due"], ["build"], ["cards"], ["backup"]):
        done = shell.run(*command)
        assert done.returncode == 1, command
        assert "paperdeck restore" in done.stderr
        assert "Traceback" not in done.stderr
    found = shell.run("doctor")
    assert found.returncode == 1
    assert "paperdeck restore" in found.stdout
    mended = shell.run("doctor", "--repair")
    assert mended.returncode == 0, mended.stdout
    assert "All is well" in mended.stdout
    (kept,) = shell.here.glob(".paperdeck/deck-*.db")
    assert kept.read_bytes() == broken
    assert str(kept) in mended.stdout
    assert shell.json("cards") == before


def test_without_any_backup_the_doctor_says_so(shell: Shell) -> None:
    """What cannot be repaired is told, and the damaged file stays where it is."""
    spoil(database(shell))
    before = database(shell).read_bytes()
    for command in (["doctor", "--repair"], ["restore"]):
        done = shell.run(*command)
        assert done.returncode == 1
        assert "no sound backup" in done.stderr
    assert database(shell).read_bytes() == before


def test_the_doctor_folds_states_again(shell: Shell) -> None:
    """A state that differs is shown, repaired after a backup, and then all is well."""
    assert shell.run("doctor").returncode == 0
    with closing(sqlite3.connect(database(shell))) as connection:
        connection.execute("UPDATE standing SET lapses = 5")
        connection.commit()
    found = shell.run("doctor")
    assert found.returncode == 1
    assert "lapses is 5, and its reviews and decisions say 0" in found.stdout
    document = shell.run("doctor", "--json")
    assert document.returncode == 1
    assert '"healthy": false' in document.stdout
    mended = shell.run("doctor", "--repair")
    assert mended.returncode == 0
    assert "Repaired" in mended.stdout
    assert [r["reason"] for r in shell.json("backup", "--list")["backups"]] == ["before-repair"]
    assert shell.json("doctor")["healthy"]


def test_a_restore_that_means_nothing_is_refused(shell: Shell) -> None:
    """A name that no backup has is told, and nothing is changed."""
    shell.run("backup")
    before = database(shell).read_bytes()
    done = shell.run("restore", "1999")
    assert done.returncode == 1
    assert "there is no backup `1999`" in done.stderr
    assert database(shell).read_bytes() == before


def test_a_merge_makes_a_backup(shell: Shell, tmp_path: Path) -> None:
    """Before anything is taken over, what there was is kept."""
    place = tmp_path / "other"
    place.mkdir()
    Shell(place).built()
    assert shell.run("merge", str(place / "notes")).returncode == 0
    assert "before-merge" in [r["reason"] for r in shell.json("backup", "--list")["backups"]]


def test_a_build_that_changes_much_makes_a_backup(shell: Shell) -> None:
    """Twenty points that go are worth one; a build that only adds is not."""
    points = "".join(f"- Sampling takes {n} seconds on {n + 2} GPUs.\n" for n in range(10, 40))
    shell.write("b.md", f"# Paper Two\n\n**Key points**\n\n{points}")
    shell.run("build")
    shell.write("b.md", "")
    shell.run("build", "--dry-run")
    assert "before-build" not in str(shell.json("backup", "--list"))
    shell.run("build", "--accept-missing")
    assert "before-build" in [r["reason"] for r in shell.json("backup", "--list")["backups"]]
