"""``paperdeck stats`` as a user runs it."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from cli_running import Shell, command, environment
from rich.cells import cell_len

from decks.collection import open_collection
from decks.days import DAY_S, Instant, Moment, logical_day
from decks.ids import CardId
from decks.reviews import Rating, Review, ReviewKind
from decks.store.reviews import add_review
from decks.store.standing import renew

KEYS = [
    "version", "query", "today", "cards", "streak", "forecast", "days", "retention",
    "calibration", "intervals", "stability", "difficulty", "hours", "papers",
]  # fmt: skip
HEAVY = "textual|rich|plotille|genanki|anki"


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A folder with a note that was built."""
    return Shell(tmp_path).built()


@pytest.fixture
def lived(shell: Shell) -> Shell:
    """The same, with one card learnt ten days ago, recalled five days ago and today."""
    collection = open_collection(shell.here)
    now = Moment(collection.clock(), 4)
    with collection.open_store() as store, store.transaction():
        card = CardId(store.rows("SELECT card FROM standing WHERE in_play = 1")[0][0])
        for number, (ago, days) in enumerate(((10, 5), (5, 5), (0, 9))):
            ms = now.now.ms - ago * DAY_S * 1000
            offset = now.now.utc_offset_min
            kind = ReviewKind.REVIEW if number else ReviewKind.LEARNING
            add_review(
                store,
                Review(
                    ms, card, store.device, kind, Rating.GOOD,
                    logical_day(Instant(ms, offset), 4), offset, 6_000, days * DAY_S,
                    5 * DAY_S * (number > 0), None, None,
                ),
            )  # fmt: skip
        renew(store, card, collection.presets(store))
    return shell


def test_nothing_was_answered_yet(shell: Shell) -> None:
    """A new collection says how to begin, and its document has every key."""
    done = shell.run("stats")
    assert done.returncode == 0, done.stderr
    assert "paperdeck review" in done.stdout
    document = shell.json("stats")
    assert list(document) == KEYS
    assert document["calibration"] is None
    assert document["days"] == []
    assert "Nothing" not in shell.run("stats", "--papers").stdout


def test_a_document_of_everything(lived: Shell) -> None:
    """Numbers, dates and papers of one card's reviews."""
    document = lived.json("stats")
    assert list(document) == KEYS
    assert [day["answers"] for day in document["days"]] == [1, 1, 1]
    assert document["today"] == document["days"][-1]
    assert document["today"]["minutes"] == 0.1
    assert document["streak"] == {"current": 1, "longest": 1, "days": 3}
    ever = document["retention"]["periods"]["all"]["all"]
    assert ever == {"answers": 2, "recalled": 2, "desired": 0.9, "retention": 1.0}
    assert [o["from_days"] for o in document["retention"]["by_interval"]] == [4]
    assert document["calibration"]["answers"] == 2
    assert {"log_loss", "rmse_bins", "bins"} <= document["calibration"].keys()
    assert len(document["forecast"]["days"]) == 365
    assert [n for n, day in enumerate(document["forecast"]["days"]) if day["due"]] == [9]
    assert document["papers"][0]["recall"] == 1.0
    assert document["papers"][0]["title"].startswith("Alpha")


def test_some_cards_alone(lived: Shell) -> None:
    """A query leaves out what it does not find; an unknown word of it is an error."""
    document = lived.json("stats", "is:new")
    assert document["query"] == "is:new"
    assert (document["days"], document["cards"]["new"]) == ([], document["cards"]["total"])
    assert lived.json("stats", "deck:阅读")["cards"] == lived.json("stats")["cards"]
    assert lived.run("stats", "is:nonsense").returncode == 1
    assert lived.run("stats", "--papers", "没有这篇").stdout == "No card in play fits.\n"


def test_papers_alone(lived: Shell) -> None:
    """The table of what is forgotten, and the same as a document."""
    lines = lived.run("stats", "--papers").stdout.splitlines()
    assert len(lines) == 2
    assert re.search(r"Alpha.* 100\.0%$", lines[1])
    (paper,) = lived.json("stats", "--papers")["papers"]
    assert (paper["seen"], paper["forgotten"]) == (1, 0.0)


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_it_is_as_wide_as_the_terminal(lived: Shell, columns: int) -> None:
    """No line is wider, and nothing is coloured where stdout is no terminal."""
    done = lived.run("stats", env={"COLUMNS": str(columns)})
    assert done.returncode == 0, done.stderr
    assert max(map(cell_len, done.stdout.splitlines())) <= columns
    assert "\x1b" not in done.stdout
    assert "True retention by interval" in done.stdout


def test_the_narrowest_terminal(lived: Shell) -> None:
    """Where nothing fits, everything is told all the same."""
    done = lived.run("stats", env={"COLUMNS": "3"})
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("variables", [{}, {"NO_COLOR": "1"}], ids=["colour", "NO_COLOR"])
def test_colours_on_a_terminal_alone(lived: Shell, variables: dict[str, str]) -> None:
    """A terminal is given colours, unless NO_COLOR asks for none."""
    ours, theirs = pty.openpty()
    done = subprocess.Popen(
        command("stats"), cwd=lived.here, stdout=theirs, stderr=subprocess.DEVNULL,
        env=environment(lived.home, TERM="xterm-256color", COLUMNS="80", **variables),
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while True:
        try:
            some = os.read(ours, 65_536)
        except OSError:  # Linux says so where the other side has closed
            break
        if not some:
            break
        shown += some
    assert done.wait() == 0
    os.close(ours)
    assert "True retention" in shown.decode()
    assert (b"\x1b[1;36m" in shown) == (not variables)


def test_libraries_are_loaded_when_they_draw(lived: Shell) -> None:
    """A document needs neither the plotting library nor the terminal's."""
    program = (
        "import sys; sys.argv = ['paperdeck', 'stats', '--json']\n"
        "from tui.main import run\n"
        "code = run(sys.argv[1:])\n"
        f"heavy = [name for name in sys.modules if name in {HEAVY.split('|')}]\n"
        "print(code, heavy, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=lived.here, env=environment(lived.home),
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.stderr == "0 []\n"
    assert json.loads(done.stdout)["version"] == 1


def test_sections_part_with_an_empty_line(lived: Shell) -> None:
    """Each heading but the first stands below an empty line, and none stands double."""
    lines = lived.run("stats", env={"COLUMNS": "80"}).stdout.splitlines()
    assert lines[0] == "At a glance"
    assert lines[lines.index("Intervals") - 1] == ""
    assert not any(one == other == "" for one, other in pairwise(lines))
