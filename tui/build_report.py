"""A build's report as lines for people."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from pathlib import Path

from decks.cards import Study
from decks.report import BuildReport, Change, FileReport, FileState, Holdings
from decks.store.connection import Store
from decks.store.copies import undecided_copies
from decks.store.totals import file_reports, holdings
from tui.copies_report import copy_lines
from tui.output import ending, fitted, terminal_cells
from tui.reconcile_report import waiting_lines
from tui.wording import say

MOST_ROWS = 40
LONGEST_NAME = 44
"""Cells of a note's path, so that a row fits into 80."""
MOST_TITLES = 6


def report_lines(
    report: BuildReport, store: Store, here: Path, *, everything: bool
) -> Iterator[str]:
    """The report; ``here`` is what paths of problems are relative to.

    Notes that were read are shown, at most ``MOST_ROWS``, or all there are with ``everything``.
    """
    if report.changed:
        held = holdings(store)
        yield from _file_lines(report, store, held, everything)
        yield from sum_lines(report, held)
    else:
        yield say("build.unchanged")
        if everything:
            yield from _file_lines(report, store, holdings(store), everything)
    yield from waiting_lines(report)
    if report.changed:
        yield from copy_lines(undecided_copies(store), here)
    yield from problem_lines(report, here)


def _file_lines(
    report: BuildReport, store: Store, held: Holdings, everything: bool
) -> Iterator[str]:
    read = [f for f in report.files if f.state is not FileState.UNCHANGED]
    files = list(file_reports(store, report)) if everything else read
    shown = files if everything else _foremost(files)
    head = [say(f"build.{name}") for name in ("note", "papers", "blocks", "points", "cards")]
    roots = {file.root for file in shown}
    rows = [
        _row(ending(_named(file, roots), LONGEST_NAME), *astuple(file.counts), file.cards)
        for file in shown
    ]
    total = _row(say("build.total"), held.papers, held.blocks, held.points, held.cards)
    yield from fitted([head], [*rows, total], terminal_cells())
    if len(shown) < len(files):
        yield say("build.more", count=len(files) - len(shown))
    yield ""


def _foremost(files: Sequence[FileReport]) -> list[FileReport]:
    """The notes that a short report shows, in their order: those with points come first."""
    chosen = sorted(files, key=lambda file: not file.counts.points)[:MOST_ROWS]
    return [file for file in files if file in chosen]


def _named(file: FileReport, roots: set[str]) -> str:
    """A note's path, with its root's name where there are several."""
    return file.path if len(roots) == 1 else f"{Path(file.root).name}/{file.path}"


def _row(name: str, *counts: int) -> list[str]:
    return [name, *map(str, counts)]


def sum_lines(report: BuildReport, held: Holdings) -> Iterator[str]:
    """What became of the notes, the points and the cards, in numbers."""
    yield say("build.files", **{state.value: count for state, count in report.states.items()})
    changes = [(change, report.points.get(change, 0)) for change in Change]
    told = [say(f"change.{change.value}", count=count) for change, count in changes if count]
    if told:
        yield say("build.points_changed", changes=", ".join(told))
    counts = {"total": held.cards, "new": report.cards_new, "changed": report.cards_changed}
    yield say("build.cards_changed", **counts)
    if held.inbox:
        by_count = sorted(held.inbox.items(), key=lambda pair: (-pair[1], pair[0]))
        reasons = ", ".join(f"{count} {code}" for code, count in by_count)
        yield say("build.inbox", total=sum(held.inbox.values()), reasons=reasons)
    yield from _standing_lines(report, held)
    if held.shared_papers:
        yield say("build.shared", count=len(held.shared_papers), titles=_titles(held))


def _standing_lines(report: BuildReport, held: Holdings) -> Iterator[str]:
    """Where the papers stand, unless all are in study and always were."""
    counts = {study.value: held.standings.get(study, 0) for study in Study}
    if counts["shelf"] or counts["aside"] or report.moved_up:
        yield say("build.standings", **counts, moved=report.moved_up)


def _titles(held: Holdings) -> str:
    more = ["..."] if len(held.shared_papers) > MOST_TITLES else []
    return "; ".join([*held.shared_papers[:MOST_TITLES], *more])


def problem_lines(report: BuildReport, here: Path) -> Iterator[str]:
    """What is wrong with single notes, each with its place."""
    found = [(file, problem) for file in report.files for problem in file.problems]
    if found:
        yield ""
        yield say("build.problems")
    for file, problem in found:
        path = os.path.relpath(Path(file.root) / file.path, here)
        place = f"{path}:{problem.line}" if problem.line else path
        message = " ".join(filter(None, (f"{problem.message}.", problem.hint)))
        yield say("build.problem", place=place, message=message)
