"""A build's report as lines for people."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from decks.report import BuildReport, Change, FileReport, FileState
from tui.output import aligned, ending
from tui.wording import say

MOST_ROWS = 40
LONGEST_NAME = 44
"""Cells of a note's path, so that a row fits into 80."""
MOST_TITLES = 6


def report_lines(report: BuildReport, here: Path, *, everything: bool) -> Iterator[str]:
    """The report; ``here`` is what paths of problems are relative to."""
    if report.changed:
        yield from _file_lines(report, everything)
        yield from _sum_lines(report)
    else:
        yield say("build.unchanged")
        if everything:
            yield from _file_lines(report, everything)
    yield from _problem_lines(report, here)


def _file_lines(report: BuildReport, everything: bool) -> Iterator[str]:
    files = [f for f in report.files if everything or f.state is not FileState.UNCHANGED]
    shown = files if everything else _foremost(files)
    head = [say(f"build.{name}") for name in ("note", "papers", "blocks", "points", "cards")]
    roots = {file.root for file in report.files}
    rows = [
        _row(ending(_named(file, roots), LONGEST_NAME), file.papers, [file], file.cards)
        for file in shown
    ]
    total = _row(say("build.total"), report.papers, report.files, report.cards)
    yield from aligned([head, *rows, total])
    if len(shown) < len(files):
        yield say("build.more", count=len(files) - len(shown))
    yield ""


def _foremost(files: Sequence[FileReport]) -> list[FileReport]:
    """The notes that a short report shows, in their order: those with points come first."""
    chosen = sorted(files, key=lambda file: not file.points)[:MOST_ROWS]
    return [file for file in files if file in chosen]


def _named(file: FileReport, roots: set[str]) -> str:
    """A note's path, with its root's name where there are several."""
    return file.path if len(roots) == 1 else f"{Path(file.root).name}/{file.path}"


def _row(name: str, papers: int, files: Sequence[FileReport], cards: int) -> list[str]:
    """Papers and cards are given, for those of several notes are counted once in the sum."""
    blocks, points = sum(file.blocks for file in files), sum(file.points for file in files)
    return [name, *map(str, (papers, blocks, points, cards))]


def _sum_lines(report: BuildReport) -> Iterator[str]:
    states = [file.state for file in report.files]
    yield say("build.files", **{state.value: states.count(state) for state in FileState})
    changes = [(change, report.points.get(change, 0)) for change in Change]
    told = [say(f"change.{change.value}", count=count) for change, count in changes if count]
    if told:
        yield say("build.points_changed", changes=", ".join(told))
    counts = {"total": report.cards, "new": report.cards_new, "changed": report.cards_changed}
    yield say("build.cards_changed", **counts)
    if report.cards_inbox:
        by_count = sorted(report.cards_inbox.items(), key=lambda pair: (-pair[1], pair[0]))
        reasons = ", ".join(f"{count} {code}" for code, count in by_count)
        yield say("build.inbox", total=sum(report.cards_inbox.values()), reasons=reasons)
    if report.shared_papers:
        yield say("build.shared", count=len(report.shared_papers), titles=_titles(report))


def _titles(report: BuildReport) -> str:
    more = ["..."] if len(report.shared_papers) > MOST_TITLES else []
    return "; ".join([*report.shared_papers[:MOST_TITLES], *more])


def _problem_lines(report: BuildReport, here: Path) -> Iterator[str]:
    found = [(file, problem) for file in report.files for problem in file.problems]
    if found:
        yield ""
        yield say("build.problems")
    for file, problem in found:
        path = os.path.relpath(Path(file.root) / file.path, here)
        place = f"{path}:{problem.line}" if problem.line else path
        message = " ".join(filter(None, (f"{problem.message}.", problem.hint)))
        yield say("build.problem", place=place, message=message)
