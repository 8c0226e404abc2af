"""How long builds of a large library take, and how much memory: ``make bench``.

Every build is a process of its own, as people start it; the time taken is that of the build
within it, so that the interpreter's start does not count. Ratios are the medians of turns in
which everything compared was measured once.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.generated_notes import library_notes
from benchmarks.results import keep

SMALL, LARGE = 1_500, 15_000
TURNS = 7
GOALS = {"nothing to do": 3.0, "one change": 1.5, "growth": 1.15, "memory": 500}
ONE_BUILD = """
import json, resource, sys
from pathlib import Path
from time import perf_counter
from decks.build import build
from decks.collection import open_collection
if __name__ == "__main__":
    started = perf_counter()
    collection = open_collection(Path(sys.argv[1]))
    with collection.open_store() as store:
        report = build(collection, store)
    seconds = perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([seconds, peak, report.cards_new, sum(report.points.values())]))
"""


def library(folder: Path, number: int) -> Path:
    """Write a library of so many notes."""
    for path, text in library_notes(number):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def floor(folder: Path) -> float:
    """Seconds for looking at every file once: what no build can do without."""
    started = perf_counter()
    waiting = [str(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                else:
                    entry.stat()
    return perf_counter() - started


def built(script: Path, folder: Path) -> tuple[float, float, int, int]:
    """Seconds and peak memory in MB of a build, cards that are new, points there are."""
    root = Path(__file__).resolve().parent.parent
    ran = subprocess.run(  # noqa: S603
        [sys.executable, str(script), str(folder)],
        check=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    seconds, peak, cards, points = json.loads(ran.stdout)
    return seconds, peak, cards, points


def changes(folder: Path) -> Iterator[Callable[[], None]]:
    """Edits of one bullet each, in notes from all over the library."""
    files = sorted(folder.rglob("*.md"))
    for turn in range(TURNS):
        file = files[(turn + 1) * len(files) // (TURNS + 2)]

        def edit(file: Path = file, turn: int = turn) -> None:
            text = file.read_text("utf-8")
            file.write_text(text.replace("\n- ", f"\n- Step {turn}x: ", 1), "utf-8")

        yield edit


def measured(folder: Path) -> list[tuple[str, str, str]]:
    """The rows of the table: what, how much, and the goal."""
    script = folder / "build.py"
    script.write_text(ONE_BUILD, "utf-8")
    small = library(folder / "small", SMALL)
    large = library(folder / "large", LARGE)
    first, _, _, first_points = built(script, small)
    cold, peak, cards, points = built(script, large)
    turns = []
    for edit in changes(large):
        look = floor(large)
        nothing = built(script, large)[0]
        edit()
        turns.append((look, nothing, built(script, large)))
    look, nothing = (median(turn[at] for turn in turns) for at in (0, 1))
    change = median(turn[2][0] for turn in turns)
    still = median(turn[1] / turn[0] for turn in turns)
    more = median(turn[2][0] / turn[1] for turn in turns)
    growth = (cold / LARGE) / (first / SMALL)
    return [
        (f"cold build of {LARGE} notes, s", f"{cold:.1f}", ""),
        ("peak memory of it, MB", f"{peak:.0f}", f"{GOALS['memory']}"),
        ("points, cards that are new", f"{points}, {cards}", ""),
        (f"time for each note ÷ that of {SMALL} notes", f"{growth:.2f}", f"{GOALS['growth']}"),
        (f"cold build of {SMALL} notes, s (points)", f"{first:.1f} ({first_points})", ""),
        ("scandir and stat, s", f"{look:.3f}", ""),
        ("nothing to do, s", f"{nothing:.3f}", ""),
        ("nothing to do ÷ scandir and stat", f"{still:.1f}", f"{GOALS['nothing to do']}"),
        ("one file changed, s", f"{change:.3f}", ""),
        ("one file changed ÷ nothing to do", f"{more:.1f}", f"{GOALS['one change']}"),
        ("peak memory with one file changed, MB", f"{max(t[2][1] for t in turns):.0f}", ""),
    ]


def main() -> None:
    """Measure and print; with ``--write`` keep the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the table into RESULTS.md")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        rows = measured(Path(folder))
    shown = ["| | measured | goal |", "| --- | --- | --- |"]
    shown += [f"| {what} | {much} | {goal} |" for what, much, goal in rows]
    print(*shown, sep="\n")
    if options.write:
        keep("build_speed", [shown])


if __name__ == "__main__":
    main()
