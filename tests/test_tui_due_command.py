"""``paperdeck due`` where there is little room, and where limits hold for several decks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from cli_running import Shell, environment
from rich.cells import cell_len

OTHER = """## Beta：另一个模型

核心创新：

- 设计 **token pruning**，从而把 24 层的计算量降低 40%
"""


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Two decks, of which a day's limit admits one new card."""
    shell = Shell(tmp_path)
    shell.write("paperdeck.yaml", "new_per_day: 1\naccept: all\n")
    shell.write("综述/很长的名字的一份阅读笔记.md", OTHER)
    return shell.built()


@pytest.mark.parametrize("command", ["due", "remind"])
def test_it_says_why_the_decks_have_more_than_all_together(shell: Shell, command: str) -> None:
    """Each deck counts alone; one line names the setting that holds for all."""
    said = shell.run(command).stdout
    assert "The decks alone would have 2 new cards, but together 1: new_per_day" in said


def test_nothing_is_said_where_the_decks_add_up(shell: Shell) -> None:
    """Without a limit in the way there is no such line."""
    shell.write("paperdeck.yaml", "new_per_day: 50\naccept: all\n")
    shell.run("build")
    assert "together" not in shell.run("due").stdout


@pytest.mark.parametrize("command", [("due",), ("build", "--all"), ("papers",)], ids=" ".join)
@pytest.mark.parametrize("columns", [40, 60])
def test_tables_fit_into_a_narrow_terminal(
    shell: Shell, command: tuple[str, ...], columns: int
) -> None:
    """No row of a table is wider than the terminal."""
    said = shell.run(*command, env={"COLUMNS": str(columns)}).stdout
    rows = [line for line in said.splitlines() if line.split()[-1:] and line[-1].isdigit()]
    assert len(rows) >= 2
    assert max(map(cell_len, rows)) <= columns


HEAVY = (
    "yaml",
    "decks.settings_reading",
    "platformdirs",
    "notes.model",
    "fsrs_rs_python",
    "textual",
)
"""Each takes as long as a good part of a count."""


@pytest.mark.parametrize(
    ("words", "spared"), [(["due"], ("click", *HEAVY)), (["due", "--json"], HEAVY)]
)
def test_a_count_loads_little(shell: Shell, words: list[str], spared: tuple[str, ...]) -> None:
    """No YAML, once the settings were read, nothing that schedules or reads notes."""
    shell.run("due")
    script = (
        f"import sys; from tui.main import run; run({words!r})\n"
        f"print(sorted(set({spared!r}) & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(shell.home), cwd=shell.here, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_plain_count_is_that_of_the_command_line(shell: Shell, tmp_path: Path) -> None:
    """Where it is all that is asked for, it prints, refuses and ends as it does with options."""
    whole = shell.run("-C", str(shell.here), "due")
    plain = shell.run("due")
    assert (plain.returncode, plain.stdout) == (0, whole.stdout)
    empty = tmp_path / "empty"
    empty.mkdir()
    refused = shell.run("due", cwd=empty)
    assert refused.returncode == 1
    assert refused.stderr.startswith("paperdeck: ")
    assert refused.stderr.count("\n") == 1
