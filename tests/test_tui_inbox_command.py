"""``paperdeck inbox`` as a user runs it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cli_running import Shell

from tui.commands.inbox import PAGE

NOTE = """# 读书笔记

## Alpha: A Model of Layers

要点：

1. 提出 **layer attention** 把不同层的特征加权求和，以便浅层也能得到梯度
2. 训练时随机丢掉 30% 的层，使 MLP 学到更稳健的表示，推理时不需要集成 [b]x[/b] \x1b[2J

## Beta：另一个模型

核心创新：

- 设计 **token pruning**，从而把 24 层的计算量降低 40%
"""


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A folder whose cards all wait for a decision, as ``accept: none`` asks."""
    shell = Shell(tmp_path)
    shell.write("paperdeck.yaml", "accept: none\n")
    return shell.built(NOTE)


def waiting(shell: Shell, *query: str) -> list[dict[str, Any]]:
    cards: list[dict[str, Any]] = shell.json("inbox", *query)["cards"]
    return cards


def test_it_lists_what_waits_by_paper_with_reason_and_place(shell: Shell) -> None:
    """Each paper once, each card with its answer, its reason, its mend and its place."""
    done = shell.run("inbox")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0].startswith(f"Waiting: {len(waiting(shell))}, papers: 2. Reasons: ")
    papers = [line[: line.index("(")] for line in lines if line[:5] in ("Alpha", "Beta ")]
    assert sorted(papers) == ["Alpha ", "Beta "]
    assert "! cards wait for you, as `accept: none` in the settings asks: accept those" in (
        done.stdout
    )
    assert "阅读/log.md:7" in done.stdout
    assert "\x1b" not in done.stdout
    assert "--accept" in done.stderr


def test_json_has_every_card_with_its_reasons(shell: Shell) -> None:
    """The document has all cards, and how many wait for each reason."""
    document = shell.json("inbox")
    assert document["waiting"] == len(document["cards"]) == sum(document["reasons"].values())
    card = document["cards"][0]
    assert card["acceptance"] == "inbox"
    assert {"code", "detail", "message"} <= set(card["warnings"][0])
    assert card["source"]["line"] > 0


@pytest.mark.parametrize(("verb", "acceptance"), [("accept", "accepted"), ("reject", "rejected")])
def test_a_query_decides_about_all_that_it_lists(verb: str, acceptance: str, shell: Shell) -> None:
    """Those of the query are decided about at once and stay so; the others wait on."""
    wanted = {card["id"] for card in waiting(shell, "paper:Alpha")}
    others = {card["id"] for card in waiting(shell)} - wanted
    done = shell.run("inbox", "paper:Alpha", f"--{verb}")
    assert done.returncode == 0
    assert f"{len(wanted)} {acceptance}" in done.stdout
    assert {card["id"] for card in waiting(shell)} == others
    shell.run("build")
    found = {card["id"] for card in shell.json("cards", f"is:{acceptance}")["cards"]}
    assert found == wanted


@pytest.mark.parametrize("verb", ["accept", "reject"])
def test_the_last_decision_is_taken_back_once(verb: str, shell: Shell) -> None:
    """All its cards wait again as before; a second time there is nothing to take back."""
    before = waiting(shell)
    shell.run("inbox", "paper:Beta", "--accept")
    rest = waiting(shell)
    assert "--undo" in shell.run("inbox", "paper:Alpha", f"--{verb}").stdout
    done = shell.run("inbox", "--undo")
    assert (done.returncode, waiting(shell)) == (0, rest)
    assert f"{len(rest)} wait again" in done.stdout
    again = shell.run("inbox", "--undo")
    assert (again.returncode, again.stdout) == (1, "")
    assert "take back" in again.stderr
    assert len(rest) < len(before)


def test_an_undo_leaves_what_was_decided_since(shell: Shell) -> None:
    """What was resumed or rejected in another way after the decision stays so."""
    shell.run("inbox", "is:inbox", "--reject")
    shell.run("resume", "paper:Beta")
    document = shell.json("inbox", "--undo")
    assert document["decision"] == "undo"
    assert {card["paper"]["short"] for card in document["cards"]} == {"Alpha"}


def test_an_id_means_one_card(shell: Shell) -> None:
    """A card can be named by its id; once accepted it is due, and waits no more."""
    card = waiting(shell)[0]["id"]
    document = shell.json("inbox", card, "--accept")
    assert [each["id"] for each in document["cards"]] == [card]
    assert document["decision"] == "accept"
    assert shell.json("due")["total"]["new"] == 1
    again = shell.run("inbox", card, "--accept")
    assert again.returncode == 1
    assert card in again.stderr


def test_everything_can_be_decided_at_once(shell: Shell) -> None:
    """Only by name: a verb alone is refused."""
    assert shell.run("inbox", "--accept").returncode == 2
    assert shell.run("inbox", "is:inbox", "--reject").returncode == 0
    assert waiting(shell) == []
    assert "No card waits" in shell.run("inbox").stdout
    assert shell.run("resume", "is:rejected").returncode == 0
    assert waiting(shell)


@pytest.mark.parametrize(
    "arguments",
    [
        ["x", "--accept", "--reject"],
        ["--open", "--accept", "x"],
        ["--reject"],
        ["--reject", " "],
        ["--undo", "x"],
        ["--undo", "--accept"],
    ],
)
def test_what_makes_no_sense_is_refused(arguments: list[str], shell: Shell) -> None:
    """Wrong usage changes nothing."""
    before = waiting(shell)
    assert shell.run("inbox", *arguments).returncode == 2
    assert waiting(shell) == before


def test_the_screen_needs_a_terminal(shell: Shell) -> None:
    """Without one it says what prints to anything."""
    done = shell.run("inbox", "--open")
    assert done.returncode == 1
    assert "needs a terminal" in done.stderr


def test_an_unknown_reason_is_told(shell: Shell) -> None:
    """With the nearest that there is."""
    done = shell.run("inbox", "warning:cued-recal")
    assert done.returncode == 1
    assert "cued-recall" in done.stderr


def test_a_large_inbox_is_cut_and_says_so(tmp_path: Path) -> None:
    """The best forty are listed, with --all every one; JSON is never cut."""
    shell = Shell(tmp_path)
    shell.write("paperdeck.yaml", "accept: none\n")
    papers = [
        f"## Paper{at}: A Study\n\nKey points:\n\n"
        f"- Net{at} uses **term {at}x** to cut cost by {at}%.\n"
        for at in range(10, 70)
    ]
    shell.built("\n".join(papers))
    count = len(waiting(shell))
    assert count > PAGE
    short, whole = (shell.run("inbox", *more).stdout for more in ([], ["--all"]))
    assert f"{count - PAGE} more" in short
    assert short.count("    = ") == PAGE
    assert whole.count("    = ") == count
