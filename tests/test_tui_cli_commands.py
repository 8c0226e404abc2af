"""Every command has help, a name in the README, and the exit codes of the contract."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from cli_running import NOTE, PROJECT, Shell, command, environment

from tui.cli import COMMANDS, paperdeck


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A folder with an empty home."""
    return Shell(tmp_path)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, shell: Shell) -> None:
    """``--help`` of a command tells its usage, and every option says what it does."""
    done = shell.run(name, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"Usage: paperdeck {name}")
    assert list(_options_without_help(_command(name))) == []


def _command(name: str) -> click.Command:
    found = paperdeck.get_command(click.Context(paperdeck), name)
    assert found is not None
    return found


def _options_without_help(command: click.Command) -> Iterator[str]:
    if not command.help:
        yield command.name or ""
    for option in command.params:
        if isinstance(option, click.Option) and not option.help:
            yield f"{command.name} {option.opts}"
    if isinstance(command, click.Group):
        for each in command.commands.values():
            yield from _options_without_help(each)


def test_the_list_names_every_command_and_imports_none(shell: Shell) -> None:
    """The list of commands is shown from one-line texts, without importing a command."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from tui.main import run; run(['--help']);"
            " sys.exit(any(name.startswith('tui.commands') for name in sys.modules))",
        ],
        env=environment(shell.home),
        cwd=shell.here,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0
    for name in COMMANDS:
        assert re.search(rf"^  {name}  +\S", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_readme(name: str) -> None:
    """Whoever reads the README learns of every command."""
    readme = PROJECT / "README.md"
    if not readme.is_file():
        pytest.skip("README.md is not written yet")
    assert f"paperdeck {name}" in readme.read_text("utf-8")


def test_every_command_module_is_a_command() -> None:
    """No command lies in ``tui/commands`` that the group does not know."""
    modules = {path.stem for path in (PROJECT / "tui" / "commands").glob("*.py")}
    assert modules - {"__init__"} == set(COMMANDS)


WRONG_USAGE = {
    "unknown command": (["biuld"], "build"),
    "unknown option": (["build", "--josn"], "--json"),
    "missing argument": (["parse"], "PATH"),
    "export without a file": (["export"], "--output"),
    "export to another format": (["export", "-o", "cards.zip"], ".apkg"),
    "why without a line": (["why", "notes.md"], "FILE:LINE"),
    "why with line 0": (["why", "notes.md:0"], "FILE:LINE"),
    "why with Chinese digits": (["why", "笔记.md:十"], "FILE:LINE"),
    "remind at no time": (["remind", "install", "--at", "25:00"], "HH:MM"),
}


@pytest.mark.parametrize(("words", "told"), WRONG_USAGE.values(), ids=WRONG_USAGE)
def test_wrong_usage_ends_with_2(words: list[str], told: str, shell: Shell) -> None:
    """Wrong usage ends with 2 and names what would be right, on stderr alone."""
    done = shell.run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_check_says_by_its_exit_code_whether_a_card_is_due(shell: Shell) -> None:
    """``due --check`` prints nothing: 0 with something to do, 3 without."""
    shell.built()
    done = shell.run("due", "--check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    shell.write("paperdeck.yaml", "new_per_day: 0\n")
    done = shell.run("due", "--check")
    assert (done.returncode, done.stdout, done.stderr) == (3, "", "")


def test_an_interrupt_ends_with_130(shell: Shell) -> None:
    """Ctrl-C ends any command with 130 and without a traceback."""
    shell.write("a.md", NOTE)
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import os, signal, notes.files as files; from tui.main import main\n"
            "def press(*_, **__): os.kill(os.getpid(), signal.SIGINT)\n"
            "files._Walk.folder = press\n"
            "import sys; sys.argv = ['paperdeck', 'parse', '.']; main()",
        ],
        env=environment(shell.home),
        cwd=shell.here,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 130
    assert "Traceback" not in done.stderr


def test_a_reader_that_leaves_is_no_error(shell: Shell) -> None:
    """``paperdeck cards | head -1`` is quiet, however much there is to print."""
    text = "\n".join(NOTE.replace("Alpha", f"Alpha{n}").replace("30", str(n)) for n in range(200))
    shell.write("a.md", text)
    process = subprocess.Popen(
        command("parse", "--json", "."),
        env=environment(shell.home),
        cwd=shell.here,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stderr
    process.stdout.read(1)
    process.stdout.close()
    complaint = process.stderr.read()
    process.stderr.close()
    process.wait()
    assert complaint == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_output_that_cannot_be_written_is_told(shell: Shell) -> None:
    """When results cannot be written the command fails in one line."""
    shell.built()
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command("cards"),
            env=environment(shell.home),
            cwd=shell.here,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 1
    assert re.fullmatch(r"paperdeck: .*disk is full.*\n", done.stderr)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_output_is_utf8_in_any_environment(encoding: str, shell: Shell) -> None:
    """Cron's bare environment and old locales get UTF-8 as well."""
    shell.built()
    done = shell.run("cards", env={"PYTHONIOENCODING": encoding, "LC_ALL": "C"})
    assert done.returncode == 0
    assert "训练时随机丢掉" in done.stdout


LIGHT = {
    "due": ["due", "--json"],
    "remind": ["remind"],
    "build": ["build", "--json"],
    "cards": ["cards"],
    "why": ["why", "log.md:6"],
}


@pytest.mark.parametrize("words", LIGHT.values(), ids=LIGHT)
def test_no_command_waits_for_the_libraries_of_another(words: list[str], shell: Shell) -> None:
    """Commands that print start neither Textual nor the libraries for Anki."""
    shell.built(path="log.md")
    heavy = ("textual", "genanki", "anki", "markdown_it" if words[0] == "due" else "textual")
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys; from tui.main import run; code = run({words!r});"
            f" print([n for n in {heavy!r} if n in sys.modules], file=sys.stderr); sys.exit(code)",
        ],
        env=environment(shell.home),
        cwd=shell.here,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == "[]"


def test_due_starts_without_rich(shell: Shell) -> None:
    """As JSON, the counts need no library for tables or progress bars either."""
    shell.built()
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from tui.main import run; run(['due', '--json']);"
            " sys.exit('rich' in sys.modules)",
        ],
        env=environment(shell.home),
        cwd=shell.here,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0


def test_hints_of_blanks_are_listed(tmp_path: Path) -> None:
    """A hint stands behind its blank, and by itself in JSON; user text is no markup."""
    note = "# 笔记\n\nThe {{c1::dot product::kind of [b] attention}} divides 由 {{c2::根号}}。\n"
    shell = Shell(tmp_path).built(note)
    assert "The [...] (kind of [b] attention) divides 由 根号。" in shell.run("cards").stdout
    cards = shell.json("cards")["cards"]
    assert sorted(card["hints"] for card in cards) == [[""], ["kind of [b] attention"]]
    assert all("[...]" in card["front"] for card in cards)
