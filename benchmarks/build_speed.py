"""How long builds of a large library take, and how much memory: ``make bench``.

Every build is a process of its own, as people start it; the time taken is that of the build
within it, so that the interpreter's start does not count. What is measured in a process that
has built before is what ``build --watch`` does. Ratios are the medians of turns in which
everything compared was measured once.

``--yardsticks FOLDER`` names the folder of the programs ``ankdown`` and ``mdankideck``
(markdown-anki-decks), installed apart from this project, to write packages of as many cards.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.generated_notes import library_notes
from benchmarks.results import keep

Row = tuple[str, str, str]
"""What was measured, how much it was, and the goal."""
SMALL, LARGE = 1_500, 15_000
TURNS = 7
GOALS = {"nothing": 3.0, "one change": 1.5, "growth": 1.15, "memory": 500, "card": 0.05}
EVERY_PAPER = "backlog: 99999\n"
YARDSTICKS = {
    "ankdown": ("---\n", "{front}\n\n%\n\n{back}\n\n", ("-r", "{notes}", "-p", "{out}/all.apkg")),
    "mdankideck": ("", "## {front}\n\n{back}\n\n", ("{notes}", "{out}")),
}
"""What parts cards, how one is written, and what the program is called with."""
ONE_BUILD = """
import json, resource, sys
from pathlib import Path
from time import perf_counter
from decks.build import build
from decks.collection import open_collection
def timed(folder):
    started = perf_counter()
    collection = open_collection(folder)
    with collection.open_store() as store:
        report = build(collection, store)
    return perf_counter() - started, report
if __name__ == "__main__":
    folder, *changed = map(Path, sys.argv[1:])
    seconds, report = timed(folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    again = []
    for file in changed:
        again.append(timed(folder)[0])
        text = file.read_text("utf-8")
        file.write_text(text.replace("\\n- ", "\\n- Again: ", 1), "utf-8")
        again.append(timed(folder)[0])
    points = sum(report.points.values())
    print(json.dumps([seconds, peak, report.cards_new, points, again]))
"""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build took."""

    seconds: float
    peak: float
    """MB, without the processes that it started."""
    cards: int
    """New and accepted."""
    points: int
    again: Sequence[float]
    """Seconds of a build of nothing and of one change, in turn, in a process that built before."""


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


def built(script: Path, folder: Path, *changed: Path) -> Built:
    """A build in a process of its own; files ``changed`` are edited and built again after it.

    Modules are compiled by the first one alone, as where the program is installed.
    """
    root = Path(__file__).resolve().parent.parent
    modules = {
        "PYTHONPATH": str(root),
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(script.parent / "compiled"),
    }
    ran = subprocess.run(  # noqa: S603
        [sys.executable, str(script), str(folder), *map(str, changed)],
        check=True, capture_output=True, text=True, env={**os.environ, **modules},
    )  # fmt: skip
    return Built(*json.loads(ran.stdout))


def spread(folder: Path) -> list[Path]:
    """A note for each turn, from all over the library."""
    files = sorted(folder.rglob("*.md"))
    return [files[(turn + 1) * len(files) // (TURNS + 2)] for turn in range(TURNS)]


def edit(file: Path, turn: int) -> None:
    """Put something before the first bullet's text."""
    text = file.read_text("utf-8")
    file.write_text(text.replace("\n- ", f"\n- Step {turn}x: ", 1), "utf-8")


def cold(script: Path, folder: Path) -> tuple[list[Row], Path]:
    """The rows about first builds, and the large library."""
    small, large = library(folder / "small", SMALL), library(folder / "large", LARGE)
    first, all_of_it = built(script, small), built(script, large)
    growth = (all_of_it.seconds / LARGE) / (first.seconds / SMALL)
    return [
        (f"cold build of {LARGE} notes, s", f"{all_of_it.seconds:.1f}", ""),
        ("peak memory of it, MB", f"{all_of_it.peak:.0f}", f"{GOALS['memory']}"),
        ("points, accepted cards", f"{all_of_it.points}, {all_of_it.cards}", ""),
        (f"cold build of {SMALL} notes, s", f"{first.seconds:.1f}", ""),
        (f"time for each note ÷ that of {SMALL} notes", f"{growth:.2f}", f"{GOALS['growth']}"),
    ], large


def again(script: Path, large: Path) -> list[Row]:
    """The rows about builds of nothing, and of one change."""
    turns = []
    for turn, file in enumerate(spread(large)):
        look, nothing = floor(large), built(script, large)
        edit(file, turn)
        turns.append((look, nothing.seconds, built(script, large)))
    warm = built(script, large, *spread(large)).again
    still, changed = median(warm[0::2]), median(warm[1::2])
    look = median(turn[0] for turn in turns)
    nothing_ratio = median(nothing / seen for seen, nothing, _ in turns)
    change_ratio = median(change.seconds / nothing for _, nothing, change in turns)
    return [
        ("scandir and stat, s", f"{look:.3f}", ""),
        ("nothing to do, s", f"{median(turn[1] for turn in turns):.3f}", ""),
        ("nothing to do ÷ scandir and stat", f"{nothing_ratio:.1f}", f"{GOALS['nothing']}"),
        ("one file changed, s", f"{median(turn[2].seconds for turn in turns):.3f}", ""),
        ("one file changed ÷ nothing to do", f"{change_ratio:.1f}", f"{GOALS['one change']}"),
        ("both in a process that built before, s", f"{still:.3f}, {changed:.3f}", ""),
        ("÷ scandir and stat", f"{still / look:.1f}", f"{GOALS['nothing']}"),
        ("÷ nothing to do", f"{changed / still:.1f}", f"{GOALS['one change']}"),
        ("peak memory with one file changed, MB", f"{max(t[2].peak for t in turns):.0f}", ""),
    ]


def cards(script: Path, folder: Path, programs: Path | None) -> list[Row]:
    """The rows about the time for each accepted card, every paper in study."""
    every = library(folder / "every", SMALL)
    (every / "paperdeck.yaml").write_text(EVERY_PAPER, "utf-8")
    ours = built(script, every)
    each = ours.seconds / ours.cards * 1000
    rows = [(f"cold build, every paper in study: cards of {SMALL} notes", f"{ours.cards}", "")]
    rows.append(("ms for each accepted card", f"{each:.2f}", ""))
    for name in YARDSTICKS if programs else ():
        taken = packaged(folder / name, name, programs, ours.cards) / ours.cards * 1000
        goal = f"{GOALS['card']}" if name == "mdankideck" else ""
        rows.append((f"the same ÷ that of {name} ({taken:.2f} ms)", f"{each / taken:.1f}", goal))
    return rows


def packaged(folder: Path, name: str, programs: Path | None, number: int) -> float:
    """Seconds in which another program writes a package of so many cards from one file."""
    between, form, arguments = YARDSTICKS[name]
    places = {"notes": str(folder / "notes"), "out": str(folder / "out")}
    for place in places.values():
        Path(place).mkdir(parents=True)
    front = "What does Net{n} use to lower the share of visible seams to {n}%?"
    back = "MultiDiffusion {n} blends overlapping windows of the time axis"
    texts = [form.format(front=front.format(n=n), back=back.format(n=n)) for n in range(number)]
    (folder / "notes" / "all.md").write_text("# All\n\n" * (not between) + between.join(texts))
    command = [str((programs or folder) / name), *(one.format(**places) for one in arguments)]
    started = perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=folder)  # noqa: S603
    taken = perf_counter() - started
    if not any((folder / "out").glob("*.apkg")):
        raise FileNotFoundError(folder / "out")
    return taken


def measured(folder: Path, programs: Path | None) -> list[Row]:
    """The rows of the table: what, how much, and the goal."""
    script = folder / "build.py"
    script.write_text(ONE_BUILD, "utf-8")
    rows, large = cold(script, folder)
    return [*rows, *again(script, large), *cards(script, folder, programs)]


def main() -> None:
    """Measure and print; with ``--write`` keep the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the table into RESULTS.md")
    parser.add_argument("--yardsticks", type=Path, help="folder of ankdown and mdankideck")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        rows = measured(Path(folder), options.yardsticks)
    shown = ["| | measured | goal |", "| --- | --- | --- |"]
    shown += [f"| {what} | {much} | {goal} |" for what, much, goal in rows]
    print(*shown, sep="\n")
    if options.write:
        keep("build_speed", [shown])


if __name__ == "__main__":
    main()
