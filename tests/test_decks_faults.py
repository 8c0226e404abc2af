"""Processes killed at any instant leave everything that was acknowledged, and nothing by halves."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_running import PROJECT, environment
from deck_fixtures import Learner
from study_fixtures import answer, renewed, sitting, standing

from benchmarks.results import keep
from decks.reviews import Rating

KILLER = Path(__file__).with_name("killing.py")


def killed(what: str, folder: Path, seed: int, times: int) -> dict[str, Any]:
    """The figures of so many kills; an assertion of the program fails here."""
    done = subprocess.run(
        [sys.executable, str(KILLER), what, str(folder), str(seed), str(times)],
        env=environment(folder, XDG_DATA_HOME=str(folder)),
        cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def test_a_sitting_that_is_killed_loses_no_answer(tmp_path: Path) -> None:
    """Every answer that was told is there with its state, undone ones too, and at most one more."""
    figures = killed("session", tmp_path, seed=3, times=15)
    assert figures["kills"] == 15
    assert figures["answers"] > 0


def test_a_build_that_is_killed_is_done_or_not(tmp_path: Path) -> None:
    """The cards are as before or as after, and the next build brings them where it should."""
    figures = killed("build", tmp_path, seed=3, times=5)
    assert figures["as before"] + figures["as after"] == 5


YEARS_MS = 3_652 * 86_400_000
WRONG_CLOCKS = {
    "a day back": (-86_400_000, 86_400_000),
    "ten years on": (YEARS_MS, -YEARS_MS),
    "ten years on, and a day behind after": (YEARS_MS, -YEARS_MS - 86_400_000),
}


@pytest.mark.parametrize("moves", WRONG_CLOCKS.values(), ids=WRONG_CLOCKS.keys())
def test_a_wrong_clock_loses_nothing(learner: Learner, moves: tuple[int, int]) -> None:
    """Answers of a wrong clock are kept like others, and once it is right cards are asked again."""
    session = sitting(learner)
    for move in (0, *moves):
        learner.ms += move
        session.refresh()
        for _ in range(3):
            if session.card is not None:
                answer(learner, session, Rating.GOOD, seconds=700)
    rows = learner.store.rows("SELECT id, card, rating FROM review ORDER BY id")
    assert len(rows) >= 6
    assert session.answered == len(rows)
    assert standing(learner.store) == renewed(learner.store)
    for _ in range(len(rows)):
        session.undo()
    assert learner.store.rows("SELECT max(reps) FROM standing") == [(0,)]


@pytest.mark.soak
def test_a_thousand_kills(tmp_path: Path) -> None:
    """The full counts, whose figures are kept."""
    for name in ("session", "build"):
        (tmp_path / name).mkdir()
    sittings = killed("session", tmp_path / "session", seed=7, times=1000)
    builds = killed("build", tmp_path / "build", seed=7, times=200)
    table = ["| killed | times | what was left |", "| --- | --- | --- |"]
    table.append(
        f"| sittings | {sittings['kills']} | all {sittings['answers']} answers and"
        f" {sittings['undone']} undone ones that were told; {sittings['in flight']} deeds were on"
        " disk before they were told |"
    )
    table.append(
        f"| builds | {builds['kills']} | {builds['as before']} times the cards of before,"
        f" {builds['as after']} times those of after |"
    )
    keep("kills", [table])
    assert sittings["kills"] == 1000
    assert builds["as before"] + builds["as after"] == builds["kills"] == 200
