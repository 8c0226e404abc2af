"""What a person does from the first build to Anki, each command as another process."""

from __future__ import annotations

import hashlib
import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cli_running import NOTE, Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A folder with an empty home."""
    return Shell(tmp_path)


def digests(folder: Path) -> dict[Path, str]:
    """Every file of a folder but those of the database."""
    return {
        path: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and ".paperdeck" not in path.parts
    }


def test_a_folder_with_notes_becomes_a_collection(shell: Shell) -> None:
    """The first build says where the database lies and why; results alone stand on stdout."""
    shell.write("log.md", NOTE)
    before = digests(shell.here)
    done = shell.run("build")
    assert done.returncode == 0
    assert f"New collection: {shell.here}" in done.stderr
    assert "beside your notes" in done.stderr
    assert "New collection" not in done.stdout
    assert (shell.here / ".paperdeck" / ".gitignore").read_text() == "*\n"
    assert digests(shell.here) == before


def test_a_synced_folder_gets_its_database_elsewhere(shell: Shell) -> None:
    """In a folder that is synced the database lies in the user's data folder, and is found."""
    synced = shell.here / "Dropbox"
    shell.write("Dropbox/log.md", NOTE)
    done = shell.run("build", cwd=synced)
    assert "looks synced" in done.stderr
    assert not (synced / ".paperdeck").exists()
    assert shell.run("due", "--check", cwd=synced).returncode == 0


def test_a_second_build_says_that_nothing_changed(shell: Shell) -> None:
    """A build of the same notes says so and changes nothing."""
    shell.built()
    cards = shell.json("cards")
    done = shell.run("build")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Nothing changed since the last build.\n")
    assert shell.json("build")["changed"] is False
    assert shell.json("cards") == cards


def test_a_build_tells_what_each_note_gave(shell: Shell) -> None:
    """Columns stand one below the other, however wide the letters of a path are."""
    shell.write("阅读笔记.md", NOTE)
    shell.write("b.md", NOTE.replace("Alpha", "Beta"))
    lines = shell.run("build").stdout.splitlines()
    head, first, second = lines[:3]
    assert re.fullmatch(r"Note +Papers +Blocks +Points +Cards", head)
    assert re.fullmatch(r"b\.md +1 +1 +3 +\d+", first)
    assert re.fullmatch(r"阅读笔记\.md +1 +1 +3 +\d+", second)
    assert len(second) + len("阅读笔记") == len(first) == len(head)


def test_many_notes_are_summarised(shell: Shell) -> None:
    """Of a long list the first are shown, and how many more there are; --all shows all."""
    for number in range(45):
        shell.write(f"n{number:02}.md", NOTE.replace("Alpha", f"Alpha{number:02}"))
    shown = shell.run("build").stdout
    assert len(re.findall(r"^n\d\d\.md", shown, re.MULTILINE)) == 40
    assert "and 5 more" in shown
    everything = shell.run("build", "--all").stdout
    assert len(re.findall(r"^n\d\d\.md", everything, re.MULTILINE)) == 45


def test_a_paper_in_two_notes_is_named(shell: Shell) -> None:
    """The report names the papers that stand in more than one note."""
    shell.write("a.md", NOTE)
    shell.write("b.md", NOTE)
    assert "In more than one note (1): Alpha: A Model of Layers" in shell.run("build").stdout


def test_own_labels_count_in_parse(shell: Shell) -> None:
    """``parse`` needs no collection, and knows the labels of the one it is in."""
    shell.write("a.md", "# Alpha: A Model\n\n这篇的干货：\n\n- 提出 layer attention 机制\n")
    assert shell.json("parse", ".")["files"][0]["papers"] == []
    shell.write("paperdeck.yaml", "labels: {key_points: [这篇的干货]}\n")
    blocks = shell.json("parse", ".")["files"][0]["papers"][0]["blocks"]
    assert blocks[0]["kind"] == "key_points"
    assert not (shell.here / ".paperdeck").exists()


def test_parse_follows_its_contract(shell: Shell) -> None:
    """Files, papers, blocks and points carry the keys and lines that other programs rely on."""
    shell.write("x/阅读.md", NOTE.replace("\n", "\r\n"))
    (file,) = shell.json("parse", "x")["files"]
    assert file["path"] == "阅读.md"
    paper = file["papers"][0]
    assert {"title", "short", "line", "year", "arxiv_id", "doi", "links", "tags"} <= set(paper)
    assert (paper["short"], paper["line"], paper["year"]) == ("Alpha", 4, 2020)
    block = paper["blocks"][0]
    assert (block["kind"], block["label"], block["line"]) == ("key_points", "内容要点", 5)
    assert [point["lines"] for point in block["points"]] == [[6, 6], [7, 7], [8, 8]]
    assert block["points"][1]["text"].startswith("训练时随机丢掉")


def test_parse_for_people_shows_lines_and_text(shell: Shell) -> None:
    """Each paper, block and point stands on a line with its number in the file."""
    shell.write("a.md", NOTE)
    told = shell.run("parse", "a.md").stdout
    assert "    4  Alpha: A Model of Layers (2020)\n" in told
    assert "    5    [key points] 内容要点\n" in told
    assert "    7      - 训练时随机丢掉的层从 10% 增加到 30%" in told


def test_due_follows_its_contract(shell: Shell) -> None:
    """Counts of each deck are apart from each other, with minutes and the next instant."""
    shell.built(path="a/b.md")
    document = shell.json("due")
    assert [row["deck"] for row in document["decks"]] == ["a", "a::b"]
    for row in (*document["decks"], document["total"]):
        assert row["new"] > 0
        assert (row["learning"], row["review"], row["overdue"]) == (0, 0, 0)
        assert row["minutes"] == -(-row["new"] * 3 * 10 // 60)
        assert row["next"] is None or re.fullmatch(r"[-\d]+T04:00:00[+-]\d\d:\d\d", row["next"])


def test_due_and_remind_say_the_same(shell: Shell) -> None:
    """The reminder's first line is what ``due`` ends with, and its last how to start."""
    shell.built()
    due = shell.run("due").stdout.splitlines()
    remind = shell.run("remind")
    first, *_, last = remind.stdout.splitlines()
    assert (remind.returncode, remind.stderr) == (0, "")
    assert first == f"paperdeck: {due[-1]}"
    assert last == f"Start with: paperdeck -C {shell.here} review"


def test_nothing_due_is_said_politely(shell: Shell) -> None:
    """Where nothing is due the reminder is one line."""
    shell.built()
    shell.write("paperdeck.yaml", "new_per_day: 0\n")
    assert shell.run("remind").stdout == "paperdeck: Nothing is due.\n"


def test_a_card_follows_its_contract(shell: Shell) -> None:
    """A new card carries its paper, faces, source, standing and an empty state."""
    cards = shell.built().json("cards", "30 recipe:number-cloze")["cards"]
    card: dict[str, Any] = cards[0]
    assert card["paper"] == {
        "title": "Alpha: A Model of Layers",
        "short": "Alpha",
        "year": 2020,
        "standing": "study",
    }
    assert "[...]" in card["front"]
    assert card["back"] == card["answer"]
    source = card["source"]
    assert (source["file"], source["label"], source["line"]) == ("阅读/log.md", "内容要点", 7)
    assert source["point"].startswith("训练时随机丢掉")
    assert (card["acceptance"], card["status"], card["present"]) == ("accepted", "new", True)
    assert (card["suspended"], card["buried_until"], card["warnings"]) == (False, None, [])
    assert card["state"] == {
        "stability": None,
        "difficulty": None,
        "due": None,
        "reps": 0,
        "lapses": 0,
        "interval": 0,
    }


def test_the_inbox_says_why(shell: Shell) -> None:
    """``cards --inbox`` lists what waits, each card with the reason and what to do."""
    shell.write("paperdeck.yaml", "accept: none\n")
    shell.built()
    told = shell.run("cards", "--inbox").stdout
    assert "accept: none" in told
    waiting = shell.json("cards", "--inbox")["cards"]
    assert {card["status"] for card in waiting} == {"inbox"}
    assert all(card["warnings"][0]["message"] for card in waiting)
    assert shell.run("due", "--check").returncode == 3


LINES = {
    1: ("nothing", None),
    4: ("paper", None),
    5: ("label", "内容要点"),
    7: ("point", "内容要点"),
    10: ("nothing", None),
    999: ("nothing", None),
}


@pytest.mark.parametrize(("line", "expected"), LINES.items(), ids=[str(line) for line in LINES])
def test_why_knows_every_line(line: int, expected: tuple[str, str | None], shell: Shell) -> None:
    """Any line is a point, a label, a paper or nothing, and people get an answer too."""
    shell.built(path="log.md")
    document = shell.json("why", f"log.md:{line}")
    label = document["block"]["label"] if document["block"] else None
    assert (document["taken_for"], label) == expected
    assert bool(document["cards"]) == (expected[0] == "point")
    done = shell.run("why", f"log.md:{line}")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"log.md:{line}: ")
    assert ("There is no paper above it." in done.stdout) == (line == 1)


def test_why_finds_a_note_from_anywhere(shell: Shell) -> None:
    """FILE is relative to the working directory, or else to a folder of notes."""
    shell.built(path="a/log.md")
    inside = shell.json("why", "log.md:7", cwd=shell.here / "a")
    outside = shell.json("why", "a/log.md:7")
    assert inside == outside
    assert inside["file"] == "a/log.md"
    assert inside["cards"]


def test_why_knows_the_parts_of_a_line(shell: Shell) -> None:
    """Of points that share a line each is told, and of a long paragraph the cards of its parts."""
    paragraph = (
        "RoutedNet replaces the dense layer with a routed one of 64 experts. The router is trained"
        " with a straight-through estimator, which avoids the bias of sampling and needs no labels."
        " A warm-up of 1,000 steps keeps the 64 experts from collapsing into one. With it the"
        " network of 48 layers is trained in 3 days on 8 cards, where the dense one needs 9 days."
    )
    note = f"# RoutedNet: Deep Routing of Layers\n## 创新点\n{paragraph}\n## 要点\n"
    shell.built(f"{note}改进：（1）用路由层替换稠密层；（2）加入预热策略。\n", "log.md")
    cards = shell.json("why", "log.md:3")["cards"]
    asked = {card["source"]["point"] for card in cards}
    assert asked
    assert all(part in paragraph and part != paragraph for part in asked)
    told = shell.json("why", "log.md:5")
    assert (told["point"]["text"], told["beside"]) == ("用路由层替换稠密层", ["加入预热策略。"])
    assert "point 2: 加入预热策略" in shell.run("why", "log.md:5").stdout


def test_why_says_that_a_note_has_changed_since(shell: Shell) -> None:
    """A point that the last build did not see has no cards yet, and the answer says so."""
    shell.built(path="log.md")
    shell.write("log.md", NOTE.replace("从 10% 增加到 30%", "从 20% 增加到 40%"))
    assert "changed since the last build" in shell.run("why", "log.md:7").stdout


def test_why_works_without_a_collection(shell: Shell) -> None:
    """What is recognised can be asked before anything was built."""
    shell.write("log.md", NOTE)
    assert "Nothing has been built yet" in shell.run("why", "log.md:7").stdout


def test_init_writes_settings_that_change_nothing(shell: Shell) -> None:
    """The file of ``init`` is all comments; one that is there is never overwritten."""
    shell.built()
    assert shell.run("init").returncode == 0
    settings = shell.here / "paperdeck.yaml"
    assert all(line[:1] in ("#", "") for line in settings.read_text("utf-8").splitlines())
    assert shell.json("build")["changed"] is False
    settings.write_text("accept: none\n")
    done = shell.run("init")
    assert done.returncode == 0
    assert "was left as it is" in done.stdout
    assert settings.read_text() == "accept: none\n"


def test_the_default_collection_is_found_from_anywhere(shell: Shell) -> None:
    """After ``init --default`` commands work outside of any collection."""
    shell.built()
    assert shell.run("due", cwd=shell.home).returncode == 1
    assert shell.run("init", "--default").returncode == 0
    assert shell.run("due", cwd=shell.home).stdout == shell.run("due").stdout
    assert f"yours in {shell.here} is built" in shell.run("build", cwd=shell.home).stderr
    assert shell.run("build").stderr == ""


def test_the_folder_can_be_named(shell: Shell) -> None:
    """``-C`` wins over PAPERDECK_DIR, which wins over where one is."""
    shell.built()
    expected = shell.run("due").stdout
    named = shell.run("-C", str(shell.here), "due", cwd=shell.home, env={"PAPERDECK_DIR": "/no"})
    assert named.stdout == expected
    by_name = shell.run("due", cwd=shell.home, env={"PAPERDECK_DIR": str(shell.here)})
    assert by_name.stdout == expected


def test_export_tells_what_went_in(shell: Shell) -> None:
    """The package holds the cards, and the user learns that progress travels once."""
    shell.built()
    count = len([c for c in shell.json("cards")["cards"] if c["acceptance"] == "accepted"])
    done = shell.run("export", "-o", "out.apkg")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"(cards: {count}, reviews: 0, decks: 1, pictures: 0)" in done.stdout
    assert "once" in done.stdout
    assert "collection.anki2" in zipfile.ZipFile(shell.here / "out.apkg").namelist()


def test_the_demo_does_the_main_job_twice(shell: Shell) -> None:
    """The demo builds, counts, shows three cards and exports; run again it changes no file."""
    done = shell.run("demo", "try it")
    assert done.returncode == 0, done.stderr
    assert len(re.findall(r"^  Q  .+\n  A  .+", done.stdout, re.MULTILINE)) == 3
    assert "cards left today" in done.stdout
    assert "paperdeck -C 'try it' review" in done.stdout
    place = shell.here / "try it"
    assert (place / "paperdeck-demo.apkg").is_file()
    before = digests(place)
    again = shell.run("demo", "try it")
    assert again.returncode == 0
    assert "Nothing changed" in again.stdout
    assert digests(place) == before


def test_the_demo_stays_out_of_a_folder_with_other_things(shell: Shell) -> None:
    """Sample cards never get among a person's own: the demo asks for a folder of its own."""
    shell.built()
    before = digests(shell.here)
    done = shell.run("demo", ".")
    assert (done.returncode, done.stdout) == (1, "")
    assert "new or empty folder" in done.stderr
    assert digests(shell.here) == before


def test_a_built_database_is_whole_to_sqlite(shell: Shell) -> None:
    """SQLite's own check finds nothing after a build, whichever release checks."""
    shell.built()
    with closing(sqlite3.connect(shell.here / ".paperdeck" / "deck.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_the_demo_keeps_what_the_user_changed(shell: Shell) -> None:
    """A sample note that was changed stays as it is, and is named."""
    shell.run("demo", "demo")
    mine = next((shell.here / "demo" / "notes").glob("*.md"))
    mine.write_text(NOTE, "utf-8")
    done = shell.run("demo", "demo")
    assert f"{mine} was changed" in done.stdout
    assert mine.read_text("utf-8") == NOTE
