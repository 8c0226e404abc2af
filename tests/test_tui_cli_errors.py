"""Whatever is wrong with the input: one line that says where and what to do, and exit code 1."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_running import NOTE, Shell, environment


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A folder with an empty home."""
    return Shell(tmp_path)


def database(shell: Shell) -> Path:
    return shell.here / ".paperdeck" / "deck.db"


def of_the_future(shell: Shell) -> None:
    shell.built()
    connection = sqlite3.connect(database(shell))
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def of_somebody_else(shell: Shell) -> None:
    database(shell).parent.mkdir()
    connection = sqlite3.connect(database(shell))
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()


def cut_off(shell: Shell) -> None:
    shell.built()
    content = database(shell).read_bytes()
    for journal in database(shell).parent.glob("deck.db-*"):
        journal.unlink()
    database(shell).write_bytes(content[:5000])


def settings(text: str | bytes) -> Callable[[Shell], object]:
    return lambda shell: (shell.built(), shell.write("paperdeck.yaml", text))


BAD_INPUT: dict[str, tuple[Callable[[Shell], object], list[str], str]] = {
    "folder without notes": (lambda s: s.write("a.pdf", "x"), ["build"], r"no notes here.*-C"),
    "empty folder": (lambda _: None, ["build"], r"no notes here.*paperdeck demo"),
    "no collection": (lambda s: s.write("a.md", NOTE), ["due"], r"no collection here.*build"),
    "never built": (settings_only := lambda s: s.write("paperdeck.yaml", ""), ["due"], "build"),
    "never built, cards": (settings_only, ["cards"], r"Run `paperdeck build`"),
    "never built, remind": (settings_only, ["remind"], r"Run `paperdeck build`"),
    "no such folder": (lambda _: None, ["-C", "没有", "due"], r"没有: there is no such folder"),
    "a file for a folder": (lambda s: s.write("x", ""), ["-C", "x", "due"], "no such folder"),
    "unknown key": (
        settings("# 设置\r\naccept: good\r\nnew_perday: 3\r\n"),
        ["build"],
        r"paperdeck\.yaml:3: .*`new_perday`.*`new_per_day`",
    ),
    "wrong type": (settings("new_per_day: [1]\n"), ["due"], r"yaml:1: .*whole number|number from"),
    "out of range": (settings("\ndesired_retention: 2\n"), ["due"], r"yaml:2: .*0\.7 to 0\.99"),
    "not YAML": (settings("a: [1\nb: '\n"), ["due"], r"yaml:\d+: this is not YAML"),
    "settings in another encoding": (
        settings("decks: {a: 视频}".encode("gb18030")),
        ["due"],
        "save it as UTF-8",
    ),
    "a root that is not there": (settings("roots: [nowhere]\n"), ["build"], r"nowhere.*no such"),
    "newer database": (of_the_future, ["build"], r"newer paperdeck \(schema 99.*upgrade"),
    "another database": (of_somebody_else, ["build"], r"deck\.db is not a paperdeck database"),
    "not a database": (
        lambda s: s.write(".paperdeck/deck.db", "nothing of the kind" * 99),
        ["due"],
        r"not a paperdeck database.*backup",
    ),
    "a database cut off": (cut_off, ["build"], r"deck\.db"),
    "unknown state": (lambda s: s.built(), ["cards", "is:dues"], r"is:dues.*due"),
    "unknown recipe": (lambda s: s.built(), ["cards", "recipe:cloze"], r"-cloze"),
    "unknown deck to export": (lambda s: s.built(), ["export", "-o", "a.apkg", "没"], r"no deck"),
    "export into no folder": (lambda s: s.built(), ["export", "-o", "no/a.apkg"], r"no/a\.apkg"),
    "no such note": (lambda s: s.built(), ["why", "else.md:3"], r"else\.md: there is no such note"),
    "no such path": (lambda _: None, ["parse", "没有.md"], r"没有\.md does not exist"),
    "a folder whose name is no text": (
        lambda s: s.write("\udcb1\udcca/a.md", NOTE),
        ["-C", "\udcb1\udcca", "build"],
        "not UTF-8 text.*[Rr]ename",
    ),
    "a note whose name is no text": (
        lambda s: (s.built(), s.write("\udcb1\udcca.md", NOTE)),
        ["why", "\udcb1\udcca.md:6"],
        "not UTF-8 text",
    ),
    "init in no folder": (lambda _: None, ["-C", "no", "init"], r"no such folder"),
    "review without a terminal": (lambda s: s.built(), ["review"], r"needs a terminal"),
    "the app without a terminal": (lambda s: s.built(), [], r"needs a terminal"),
}


@pytest.mark.parametrize(("make", "words", "told"), BAD_INPUT.values(), ids=BAD_INPUT)
def test_bad_input_is_told_in_one_line(
    make: Callable[[Shell], object], words: list[str], told: str, shell: Shell
) -> None:
    """The line names the thing and the remedy; nothing stands on stdout."""
    make(shell)
    done = shell.run(*words)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(rf"paperdeck: .*(?:{told}).*\n", done.stderr)


BAD_NOTES = {
    "binary": bytes(range(256)) * 40,
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(2000),
}


@pytest.mark.parametrize("content", BAD_NOTES.values(), ids=BAD_NOTES)
def test_a_bad_note_is_reported_and_the_others_go_on(content: bytes, shell: Shell) -> None:
    """A file that is no text is a problem with its place; every other note makes its cards."""
    shell.write("好.md", NOTE)
    shell.write("bad.md", content)
    done = shell.run("build")
    assert done.returncode == 0
    assert re.search(r"^bad\.md(:\d+)?: .+", done.stdout, re.MULTILINE)
    assert len(shell.json("cards")["cards"]) > 1
    problems = shell.json("build")["problems"]
    assert [problem["path"] for problem in problems] == ["bad.md"]


def test_an_escape_in_a_note_never_reaches_the_terminal(shell: Shell) -> None:
    """Neither a control character nor a change of direction gets out, whatever is printed."""
    evil = NOTE.replace("随机丢掉", "随机\x1b[2J\x07\x9b31m\u202e丢掉").replace(
        "Alpha", "Al\x1bpha"
    )
    shell.built(evil, "log.md")
    for words in (["cards"], ["why", "log.md:7"], ["parse", "."], ["build", "--all"], ["due"]):
        done = shell.run(*words)
        assert done.returncode == 0
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", done.stdout)


def test_a_document_loses_no_sign_of_a_note_and_shows_none_to_the_terminal(shell: Shell) -> None:
    """JSON escapes what would steer a terminal; read back it is all there."""
    shell.built(NOTE.replace("随机丢掉", "随机\x9b31m\x7f\u202e丢掉"), "log.md")
    for words in (["cards", "--json"], ["parse", "--json", "."]):
        told = shell.run(*words).stdout
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", told)
        assert "随机\x9b31m\x7f\u202e丢掉" in json.dumps(json.loads(told), ensure_ascii=False)


def test_markup_in_a_note_stays_text(shell: Shell) -> None:
    """What looks like markup of a terminal library is printed as it was written."""
    shell.built(NOTE.replace("随机丢掉", "[red]随机[/red][/x]丢掉"), "[/b] [i].md")
    done = shell.run("build", "--all")
    assert "[/b] [i].md" in done.stdout
    assert "[red]随机[/red][/x]丢掉" in shell.run("parse", ".").stdout


@pytest.mark.skipif(os.name != "posix", reason="names of files are text elsewhere")
def test_a_name_that_is_no_text_stops_nobody(shell: Shell) -> None:
    """A file whose name is not UTF-8 is a problem to report; every other note goes on."""
    Path(os.fsdecode(os.fsencode(shell.here) + b"/\xff\xfe.md")).write_text(NOTE, "utf-8")
    shell.write("log.md", NOTE)
    assert "is not UTF-8 text" in shell.run("build").stdout
    assert len(shell.json("cards")["cards"]) > 1
    assert len(shell.json("parse", ".")["files"]) == 2


def test_a_busy_database_is_told(shell: Shell) -> None:
    """While another program holds the database, a build ends with one line and nothing lost."""
    shell.built()
    shell.write("more.md", NOTE.replace("Alpha", "Beta"))
    holder = sqlite3.connect(database(shell), isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, decks.store.connection as store; store.BUSY_SECONDS = 0.2;"
            " from tui.main import run; sys.exit(run(['build']))",
        ],
        cwd=shell.here,
        env=environment(shell.home),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    holder.close()
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"paperdeck: .*deck\.db is busy.*\n", done.stderr)
    assert shell.run("build").returncode == 0


def test_a_full_disk_is_told_and_the_notes_are_whole(shell: Shell, tmp_path: Path) -> None:
    """On a full disk a build ends with one line, and with room again it goes on."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=192k", "tmpfs", str(disk)],
        capture_output=True,
        check=False,
    ).returncode:
        pytest.skip("no permission to mount a small file system")
    try:
        for number in range(3):
            (disk / f"{number}.md").write_text(NOTE.replace("Alpha", f"Alpha{number}"), "utf-8")
        done = shell.run("build", cwd=disk)
        assert (done.returncode, done.stdout) == (1, "")
        assert re.search(r"^paperdeck: .*(full|cannot be written).*\n\Z", done.stderr, re.MULTILINE)
        assert "Traceback" not in done.stderr
        with pytest.raises(OSError, match="No space"):
            (disk / "full").write_bytes(bytes(1_000_000))
        assert shell.run("init", cwd=disk).returncode == 1
        assert not (disk / "paperdeck.yaml").exists()
        subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True)
        assert shell.run("build", cwd=disk).returncode == 0
        assert len(list(disk.glob("*.md"))) == 3
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_folder_that_cannot_be_written_gets_its_database_elsewhere(shell: Shell) -> None:
    """Notes in a read-only folder are built, with the database in the user's data folder."""
    shell.write("log.md", NOTE)
    shell.here.chmod(0o555)
    try:
        if os.access(shell.here, os.W_OK):
            pytest.skip("this user may write anywhere")
        done = shell.run("build")
    finally:
        shell.here.chmod(0o755)
    assert done.returncode == 0
    assert str(shell.home) in done.stderr
    assert not (shell.here / ".paperdeck").exists()


def test_a_mistake_of_the_program_is_one_line_too(shell: Shell) -> None:
    """Even an error that nobody foresaw shows no traceback unless it is asked for."""
    script = (
        "import sys, notes.files as files; from tui.main import run\n"
        "def break_it(*_): raise ZeroDivisionError('两\\n行')\n"
        "files._Walk.folder = break_it\n"
        "sys.exit(run(['parse', '.']))"
    )
    for more, told in (({}, r"paperdeck: .*ZeroDivisionError: 两 行.*\n"), ({"x": "1"}, None)):
        env = {"PAPERDECK_TRACEBACK": "1"} if more else {}
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=shell.here,
            env=environment(shell.home, **env),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 1
        if told:
            assert re.fullmatch(told, done.stderr)
        else:
            assert "Traceback" in done.stderr
