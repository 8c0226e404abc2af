"""``paperdeck check`` as a user runs it."""

from __future__ import annotations

from pathlib import Path

from cli_running import Shell

COPIED = """# Alpha: A Model of Layers

**Key points**

- Inserts gated residual blocks between frozen layers to stop gradients from vanishing

# Beta: A Study of Optimisers

**Key points**

- Inserts gated residual blocks between frozen layers to stop gradients from vanishing
"""


def test_a_fresh_collection_breaks_no_rule(tmp_path: Path) -> None:
    """What a build has accepted is good, and what waits is counted."""
    shell = Shell(tmp_path).built()
    done = shell.run("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("No rule is broken")


def test_faults_are_listed_with_place_reason_and_mend(tmp_path: Path) -> None:
    """A card that breaks a rule has its code, its file and line, and what to do."""
    shell = Shell(tmp_path).built(COPIED, "log.md")
    done = shell.run("check", "is:inbox")
    assert done.returncode == 0
    assert "log.md:5: copied: the same words stand under another paper too (Beta" in done.stdout
    assert "mend the note, or accept the card where it is right" in done.stdout


def test_json_is_one_document(tmp_path: Path) -> None:
    """Every fault comes with code, detail, reason and mend, beside the card as elsewhere."""
    shell = Shell(tmp_path).built(COPIED, "log.md")
    document = shell.json("check", "is:inbox")
    assert document["checked"] == len(document["cards"]) > 0
    first = document["cards"][0]
    assert {"id", "front", "place", "faults", "split"} <= first.keys()
    assert {"code", "detail", "reason", "mend"} == first["faults"][0].keys()


def test_accepted_cards_come_first(tmp_path: Path) -> None:
    """Where a query fits cards of several standings, those that are asked are told first."""
    shell = Shell(tmp_path)
    shell.write("paperdeck.yaml", "accept: all")
    shell.built(COPIED + "- 提出一种新的框架，提升了性能\n", "log.md")
    told = [card["acceptance"] for card in shell.json("check", "paper:a")["cards"]]
    assert told == sorted(told)
    assert len(set(told)) == 2


def test_a_wrong_filter_is_an_error(tmp_path: Path) -> None:
    """A query that nothing can fit says what could."""
    done = Shell(tmp_path).built().run("check", "recipe:wich-paper")
    assert done.returncode == 1
    assert "which-paper" in done.stderr
