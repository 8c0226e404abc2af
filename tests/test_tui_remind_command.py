"""``paperdeck remind`` with a stand-in for the ``crontab`` program that keeps a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from notes.errors import PaperdeckError
from tui.commands.remind import remind_group, this_program, time_of_day
from tui.crontab_command import CrontabError, read_crontab, write_crontab

STAND_IN = """#!/bin/sh
tab="$(dirname "$0")/tab"
case "$1" in
-l) [ -f "$tab" ] || { echo "no crontab for me" >&2; exit 1; }; cat "$tab" ;;
-) cat > "$tab"; echo written >> "$tab.log" ;;
-r) rm "$tab" ;;
esac
"""

TEXTS = {
    "Chinese, no newline at the end": "# 每日备份\n0 1 * * *\ta".encode(),
    "bytes that are not UTF-8": b"# \xff\xfe\x80\n\n\n",
    "CRLF": b"MAILTO=\r\n# x\r\n",
    "empty": b"",
}


@pytest.fixture
def crontab(tmp_path: Path) -> tuple[str, ...]:
    """Make a ``crontab`` of its own, in a folder with a space."""
    return program(tmp_path, STAND_IN)


def program(folder: Path, script: str) -> tuple[str, ...]:
    place = folder / "定时 任务"
    place.mkdir()
    path = place / "crontab"
    path.write_text(script)
    path.chmod(0o755)
    return (str(path),)


def tab(crontab: Sequence[str]) -> Path:
    return Path(crontab[0]).with_name("tab")


def run(crontab: Sequence[str], collection: Path, *words: str) -> Result:
    group = remind_group(
        lambda _context: click.echo("3 due"), lambda _context: collection, crontab=crontab
    )
    return CliRunner().invoke(group, list(words))


def status(crontab: Sequence[str], collection: Path) -> dict[str, object]:
    document: dict[str, object] = json.loads(run(crontab, collection, "status", "--json").stdout)
    return document


def test_alone_it_prints_what_is_due(crontab: tuple[str, ...], tmp_path: Path) -> None:
    """Without a subcommand it prints what it was given to print, and asks no crontab."""
    result = run(crontab, tmp_path)
    assert (result.exit_code, result.stdout) == (0, "3 due\n")
    assert not tab(crontab).exists()


def test_install_status_uninstall(crontab: tuple[str, ...], tmp_path: Path) -> None:
    """A reminder is there after install, known to status, and gone without trace after."""
    assert status(crontab, tmp_path)["installed"] is False
    assert run(crontab, tmp_path, "install", "--at", "9:05").exit_code == 0
    known = status(crontab, tmp_path)
    assert (known["version"], known["installed"], known["at"]) == (1, True, "09:05")
    assert known["command"] == [*this_program(), "-C", str(tmp_path), "remind"]
    assert known["line"] == tab(crontab).read_text().strip()
    assert run(crontab, tmp_path, "uninstall").exit_code == 0
    assert not tab(crontab).exists()


def test_people_read_time_place_and_command(crontab: tuple[str, ...], tmp_path: Path) -> None:
    """The report names the time, the collection, where the output goes, and the line."""
    told = run(crontab, tmp_path, "install", "--at", "21:30").stdout
    assert run(crontab, tmp_path, "status").stdout == told
    assert f"21:30 for {tmp_path}" in told
    assert "mailed" in told
    assert tab(crontab).read_text().strip() in told
    assert f"{tmp_path} is removed" in run(crontab, tmp_path, "uninstall").stdout
    assert "No reminder" in run(crontab, tmp_path, "uninstall").stdout


def test_a_second_install_writes_nothing(crontab: tuple[str, ...], tmp_path: Path) -> None:
    """The same reminder again leaves the crontab alone; uninstalling nothing as well."""
    for _ in range(2):
        run(crontab, tmp_path, "install", "--at", "09:00")
    run(crontab, tmp_path / "elsewhere", "uninstall")
    assert tab(crontab).with_name("tab.log").read_text() == "written\n"


def test_each_collection_has_its_own(crontab: tuple[str, ...], tmp_path: Path) -> None:
    """Two collections remind at two times, and one is removed without the other."""
    one, two = tmp_path / "one", tmp_path / "阅读 100%"
    run(crontab, one, "install", "--at", "07:00")
    run(crontab, two, "install", "--at", "08:00")
    run(crontab, one, "install", "--at", "07:30")
    assert (status(crontab, one)["at"], status(crontab, two)["at"]) == ("07:30", "08:00")
    run(crontab, two, "uninstall")
    assert (status(crontab, one)["at"], status(crontab, two)["at"]) == ("07:30", None)


def test_a_link_to_the_collection_is_the_collection(
    crontab: tuple[str, ...], tmp_path: Path
) -> None:
    """However the folder is reached, it has one reminder."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "papers")
    run(crontab, tmp_path / "papers", "install", "--at", "07:00")
    run(crontab, tmp_path / "link", "install", "--at", "08:00")
    assert len(tab(crontab).read_text().splitlines()) == 1


def test_the_log_is_told_and_absolute(
    crontab: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A log named from the working directory is found by cron, which starts elsewhere."""
    monkeypatch.chdir(tmp_path)
    told = run(crontab, tmp_path, "install", "--at", "09:00", "--log", "due.log").stdout
    assert f"appended to {tmp_path / 'due.log'}" in told
    assert status(crontab, tmp_path)["log"] == str(tmp_path / "due.log")


def test_a_log_in_no_folder_is_refused(crontab: tuple[str, ...], tmp_path: Path) -> None:
    """A log that cron could not write is refused at once, before the crontab is touched."""
    log = tmp_path / "nowhere" / "due.log"
    result = run(crontab, tmp_path, "install", "--at", "09:00", "--log", str(log))
    assert isinstance(result.exception, PaperdeckError)
    assert str(log.parent) in str(result.exception)
    assert not tab(crontab).exists()


def test_a_line_edited_by_hand_is_shown(crontab: tuple[str, ...], tmp_path: Path) -> None:
    """Status says that the line was edited and shows it, without what could steer a terminal."""
    run(crontab, tmp_path, "install", "--at", "09:00")
    edited = tab(crontab).read_text().replace("* * *", "* * \x1b[31m1-5")
    tab(crontab).write_text(edited)
    told = run(crontab, tmp_path, "status").stdout
    assert "edited by hand" in told
    assert "* * [31m1-5" in told
    assert status(crontab, tmp_path)["at"] is None


TIMES = {
    "09:00": time(9),
    "9:00": time(9),
    "23:59": time(23, 59),
    "0:00": time(0),
    "7：30": time(7, 30),
}


@pytest.mark.parametrize(("written", "expected"), TIMES.items(), ids=TIMES)
def test_times_of_day(written: str, expected: time) -> None:
    """Hours and minutes, with a colon of either width."""
    assert time_of_day(written) == expected


@pytest.mark.parametrize("written", ["24:00", "9:60", "9", "9am", "", "09:00:00", "-1:00", "九点"])
def test_no_time_of_day(written: str, crontab: tuple[str, ...], tmp_path: Path) -> None:
    """Anything else is wrong usage, and the message names the right form."""
    result = run(crontab, tmp_path, "install", "--at", written)
    assert result.exit_code == 2
    assert "HH:MM" in result.stderr
    assert not tab(crontab).exists()


@pytest.mark.parametrize("raw", TEXTS.values(), ids=TEXTS)
def test_a_crontab_is_read_and_written_byte_for_byte(crontab: tuple[str, ...], raw: bytes) -> None:
    """What was read is written back as the same bytes, in whatever encoding."""
    tab(crontab).write_bytes(raw)
    text = read_crontab(crontab)
    write_crontab(text + "# end\n", crontab)
    assert tab(crontab).read_bytes() == raw + b"# end\n"


def test_no_crontab_program(tmp_path: Path) -> None:
    """Where cron is missing the message says what to install or to use instead."""
    with pytest.raises(CrontabError, match=r"not found.*cron.*systemd timer"):
        read_crontab((str(tmp_path / "crontab"),))


@pytest.mark.parametrize(
    "complaint", ["You (me) are not allowed to use this program", "must be privileged", ""]
)
def test_a_refusal_is_told_and_never_taken_for_an_empty_crontab(
    tmp_path: Path, complaint: str
) -> None:
    """When reading fails nothing is written, and the program's own words are shown."""
    crontab = program(tmp_path, STAND_IN.replace("-l)", f"-l) echo '{complaint}' >&2; exit 1;"))
    tab(crontab).write_text("# mine\n")
    result = run(crontab, tmp_path, "install", "--at", "09:00")
    assert isinstance(result.exception, CrontabError)
    assert (complaint or "no reason") in str(result.exception)
    assert tab(crontab).read_text() == "# mine\n"


def test_a_refused_write_is_told(tmp_path: Path) -> None:
    """When writing fails the program's own words are shown in one line."""
    script = STAND_IN.replace("-) ", "-) printf '\"-\":1: bad minute\\nno install' >&2; exit 1; ")
    result = run(program(tmp_path, script), tmp_path, "install", "--at", "09:00")
    assert isinstance(result.exception, CrontabError)
    assert '"-":1: bad minute no install' in str(result.exception)


@pytest.mark.parametrize(
    "words",
    [
        "no crontab for me",
        "crontab: no crontab for me",
        "crontab: can't open 'me': No such file or directory",
    ],
)
def test_every_cron_that_says_there_is_none(tmp_path: Path, words: str) -> None:
    """A user who has no crontab yet has an empty one, in the words of any cron."""
    assert read_crontab(program(tmp_path, f'#!/bin/sh\necho "{words}" >&2; exit 1\n')) == ""


def test_the_program_is_the_script_beside_the_interpreter(tmp_path: Path) -> None:
    """The installation that runs is the one that reminds, and its links are not followed."""
    real = tmp_path / "v1.0"
    real.mkdir()
    for name in ("python", "paperdeck"):
        (real / name).touch(0o755)
    (tmp_path / "bin").symlink_to(real)
    assert this_program(str(tmp_path / "bin" / "python")) == (str(tmp_path / "bin" / "paperdeck"),)


def test_the_program_without_a_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the script on the PATH is taken, else the interpreter with the module."""
    interpreter = str(tmp_path / "python")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert this_program(interpreter) == (interpreter, "-m", "tui.main")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "paperdeck").touch(0o755)
    assert this_program(interpreter) == (str(tmp_path / "bin" / "paperdeck"),)
