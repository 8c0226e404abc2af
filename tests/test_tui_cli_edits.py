"""The commands about what edits of notes did to cards, as a user runs them."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_running import Shell

PAPER = "## Alpha: A Model of Layers\n\n**Key points**\n\n"
VIDEOS = "- Training uses 30 million videos of 80 frames at 16 fps.\n"
BLENDING = "- MultiDiffusion lowers the share of visible seams from 14% to 3%.\n"
PERHAPS = "- Training uses 64 GPUs and long videos of many more frames at 16 fps.\n"


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A folder that was built, with two points."""
    found = Shell(tmp_path)
    found.write("a.md", PAPER + VIDEOS + BLENDING)
    assert found.run("build").returncode == 0
    return found


def test_a_dry_run_tells_and_writes_nothing(shell: Shell) -> None:
    """``build --dry-run`` shows how a point was reworded, as often as it is asked."""
    shell.write("a.md", PAPER + VIDEOS.replace("30", "45"))
    for _ in range(2):
        done = shell.run("build", "--dry-run")
        assert done.returncode == 0
        assert "[-30-]{+45+}" in done.stdout
        assert "1 absent" in done.stdout
    rows = shell.json("build", "--dry-run", "--json")["reconcile"]
    assert [(row["change"], row["file"], row["line"]) for row in rows] == [
        ("reworded", "a.md", 5),
        ("absent", "a.md", 6),
    ]


def test_a_dry_run_of_a_folder_makes_no_collection(tmp_path: Path) -> None:
    """Trying a build where there is no collection leaves none behind."""
    found = Shell(tmp_path)
    found.write("a.md", PAPER + VIDEOS)
    done = found.run("build", "--dry-run")
    assert (done.returncode, "1 new" in done.stdout) == (0, True)
    assert [path.name for path in found.here.iterdir()] == ["a.md"]


def test_orphans_are_listed_and_restored(shell: Shell) -> None:
    """A deleted point's cards are listed until they are restored; restoring needs a query."""
    shell.write("a.md", PAPER + BLENDING)
    shell.run("build")
    cards = shell.json("orphans", "--json")["cards"]
    assert "30" in [card["answer"] for card in cards]
    assert shell.run("orphans", "--restore").returncode == 2
    assert f"{len(cards)} restored" in shell.run("orphans", "--restore", "is:orphan").stdout
    assert shell.json("orphans", "--json")["cards"] == []
    again = shell.json("cards", "--json", cards[0]["id"])["cards"][0]
    assert (again["status"], again["present"], again["restored"]) == ("new", False, True)


def test_a_doubt_is_shown_and_settled(shell: Shell) -> None:
    """``doubts`` shows both texts; after ``--same`` the card has the new one."""
    shell.write("a.md", PAPER + BLENDING)
    shell.write("b.md", PAPER + PERHAPS)
    assert "1 doubtful" in shell.run("build").stdout
    doubt = shell.json("doubts", "--json")["doubts"][0]
    assert doubt["now"] == PERHAPS[2:].strip()
    assert doubt["point"] in shell.run("doubts").stdout
    assert shell.run("doubts", "--same", "nothing").returncode == 1
    done = shell.run("doubts", "--same", doubt["point"][:6])
    assert (done.returncode, done.stdout) == (0, "No text is in doubt.\n")
    texts = {card["source"]["point"] for card in shell.json("cards", "--json")["cards"]}
    assert doubt["now"] in texts
    assert doubt["before"] not in texts


def test_a_history_has_both_versions(shell: Shell) -> None:
    """``history`` shows what a point was and is; a query that fits several cards is refused."""
    shell.write("a.md", PAPER + VIDEOS.replace("30", "45") + BLENDING)
    shell.run("build")
    cards = shell.json("cards", "--json", "recipe:number-cloze")["cards"]
    own = next(card["id"] for card in cards if card["answer"] == "45")
    told = shell.json("history", "--json", own)
    assert [text["text"][14:16] for text in told["point_versions"]] == ["30", "45"]
    assert [face["answer"] for face in told["card_versions"]] == ["30", "45"]
    assert told["reviews"] == []
    assert "45" in shell.run("history", told["card"]["id"]).stdout
    assert shell.run("history", "Alpha").returncode == 1
    assert shell.run("history", "nothing-like-it").returncode == 1


def test_a_large_loss_ends_with_1(tmp_path: Path) -> None:
    """A build that holds something back says how to confirm it, and ends with 1 until then."""
    found = Shell(tmp_path)
    for number in range(30):
        asked = f"Q: What does Net{number} train on?\nA: On {number} million videos\n"
        found.write(f"{number}.md", asked)
    found.run("build")
    for number in range(28):
        (found.here / f"{number}.md").unlink()
    for _ in range(2):
        done = found.run("build")
        assert done.returncode == 1
        assert "--accept-missing" in done.stdout
    rows = found.json("build", "--dry-run", "--json")["reconcile"]
    assert {row["change"] for row in rows} == {"held"}
    assert found.run("build", "--accept-missing").returncode == 0
    assert found.run("build").returncode == 0
