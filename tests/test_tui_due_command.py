"""``paperdeck due`` where there is little room, and where limits hold for several decks."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_running import Shell
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
