"""Several programs over one collection at once lose and double nothing, and lock nobody out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from cli_running import Shell, command, environment

from decks.collection import open_collection
from decks.doctor import examine

PAPERS = (
    ("Sorting Networks", "Sorting takes 10 seconds on {0} GPUs", "引入下采样模块，以降低显存"),
    ("Tidal Forecasts", "The forecast uses {0} buoys", "Lowers the share of errors from 14% to 3%"),
    ("Protein Folding", "The decoder has {0} layers", "提出双塔结构，从而一次生成整条序列"),
    ("Sparse Attention", "Keeps {0} tokens in a memory bank to retain early steps", "无"),
)


def note(number: int, figure: int) -> str:
    """A paper of its own, in the first point of which stands ``figure``."""
    title, *points = PAPERS[number]
    listed = "".join(f"- {point.format(figure)}\n" for point in points)
    return f"# {title}\n\n**Key points**\n\n{listed}"


GRADING = """
import sys
from pathlib import Path
from decks.collection import open_collection
from decks.reviews import Rating
from decks.session import Graded, Session
collection = open_collection(Path(sys.argv[1]))
with collection.open_store() as store:
    session = Session(store, collection.presets(store), collection.limits, collection.clock,
                      day_starts_at=4)
    for _ in range(int(sys.argv[2])):
        if session.card:
            session.reveal()
            shown = session.card.id
            if session.grade(Rating.EASY) is Graded.RECORDED:
                print(shown)
"""


def test_two_apps_a_build_and_reminders_at_once(tmp_path: Path) -> None:
    """Every answer that an app recorded is in the log once; no program says that it is locked."""
    shell = Shell(tmp_path)
    for number in range(4):
        shell.write(f"{number}.md", note(number, 16))
    assert shell.run("build").returncode == 0
    env = {**environment(shell.home), "PATH": os.environ.get("PATH", os.defpath)}

    def start(*words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            words, cwd=shell.here, env=env, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
        )  # fmt: skip

    apps = [start(sys.executable, "-c", GRADING, str(shell.here), "8") for _ in range(2)]
    for number in range(4):
        shell.write(f"{number}.md", note(number, 24))
    others = [start(*command(name)) for name in ("build", "remind", "build", "backup")]
    told = [process.communicate() for process in (*apps, *others)]
    assert [process.returncode for process in (*apps, *others)] == [0] * 6, told
    assert not any("lock" in error or "busy" in error for _, error in told)
    answered = sorted(line for out, _ in told[:2] for line in out.splitlines())
    assert len(answered) > 1
    with open_collection(shell.here).open_store() as store:
        assert sorted(card for (card,) in store.rows("SELECT card FROM review")) == answered
        assert len(set(answered)) == len(answered), "a card was answered by both"
        assert examine(open_collection(shell.here), store).healthy
