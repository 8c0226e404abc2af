"""Papers in study, on the shelf and aside, each command as another process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cli_running import NOTE, Shell

OLD = """# Old: A Model of Windows

2019 年的工作。

**要点**

- 通过 MultiDiffusion 混合时间轴上重叠的窗口，从而避免时间边界的伪影。
- 训练使用 3000 万段 80 帧的视频，帧率为 16 fps。
"""
OLDER = """# Older: A Study of Depth

2018 年的工作。

**要点**

- 通过 DepthFusion 合并相邻视角的深度图，从而消除遮挡处的空洞。
"""


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Two papers, with room for the cards of one."""
    shell = Shell(tmp_path)
    shell.write("paperdeck.yaml", "backlog: 1\n")
    shell.write("old.md", OLD)
    return shell.built()


def standings(shell: Shell) -> dict[str, str]:
    """Where each paper stands, by its short name."""
    return {paper["short"]: paper["standing"] for paper in shell.json("papers")["papers"]}


def cards(shell: Shell, short: str) -> list[dict[str, Any]]:
    """The accepted cards of a paper."""
    found = shell.json("cards", "is:accepted")["cards"]
    return [card for card in found if card["paper"]["short"] == short]


def test_a_build_says_what_waits(shell: Shell) -> None:
    """One paper is in study, the other waits without cards, and both the lines and JSON say so."""
    where = standings(shell)
    assert sorted(where.values()) == ["shelf", "study"]
    assert shell.json("build")["standings"] == {"study": 1, "shelf": 1, "aside": 0}
    shell.write("more.md", OLDER)
    assert "2 on the shelf" in shell.run("build").stdout
    waiting = next(short for short, standing in where.items() if standing == "shelf")
    assert cards(shell, waiting) == []
    assert waiting in shell.run("papers", "is:shelf").stdout


def test_a_paper_goes_through_all_three(shell: Shell) -> None:
    """Study makes cards at once; aside and shelve take them out of what is asked, and keep them."""
    waiting = next(short for short, where in standings(shell).items() if where == "shelf")
    done = shell.run("study", waiting)
    assert (done.returncode, "on the shelf -> in study" in done.stdout) == (0, True)
    made = cards(shell, waiting)
    assert made
    assert {card["paper"]["standing"] for card in made} == {"study"}
    for name, standing in (("aside", "aside"), ("shelve", "shelf")):
        new = shell.json("due")["total"]["new"]
        assert shell.run(name, waiting).returncode == 0
        assert standings(shell)[waiting] == standing
        now = cards(shell, waiting)
        assert [card["id"] for card in now] == [card["id"] for card in made]
        assert {card["status"] for card in now} == {standing}
        assert shell.run("build").returncode == 0
        assert standings(shell)[waiting] == standing
        assert name == "shelve" or shell.json("due")["total"]["new"] < new


def test_a_query_that_fits_several_needs_all(shell: Shell) -> None:
    """Nothing is changed before it is said that all are meant; those that fit are listed."""
    before = standings(shell)
    done = shell.run("aside", "model")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Old: A Model of Windows" in done.stderr
    assert "--all" in done.stderr
    assert standings(shell) == before
    assert shell.run("aside", "model", "--all").returncode == 0
    assert set(standings(shell).values()) == {"aside"}


def test_a_query_that_fits_none_says_so(shell: Shell) -> None:
    """An unknown paper is an error that names the query."""
    done = shell.run("study", "没有这篇")
    assert (done.returncode, done.stdout) == (1, "")
    assert "没有这篇" in done.stderr


def test_without_a_built_collection_there_are_no_papers(tmp_path: Path) -> None:
    """The list asks for a build first."""
    shell = Shell(tmp_path)
    shell.write("log.md", NOTE)
    assert "paperdeck build" in shell.run("papers").stderr


def test_why_says_that_a_paper_waits(shell: Shell) -> None:
    """A point of a paper that is not in study has no cards, and why says for which reason."""
    shell.run("aside", "old")
    line = OLD.splitlines().index("**要点**") + 3
    assert "put aside" in shell.run("why", f"old.md:{line}").stdout
    assert shell.json("why", f"old.md:{line}")["standing"] == "aside"
    shell.run("study", "old")
    assert shell.json("why", f"old.md:{line}")["standing"] == "study"
