"""What became of single points, as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from decks.report import BuildReport, Change, PointChange
from decks.word_runs import difference
from tui.printable import one_line
from tui.wording import say

WAITING = (Change.HELD, Change.DOUBTFUL)
"""What a build leaves for a person to decide."""


def reconcile_lines(told: Iterable[PointChange]) -> Iterator[str]:
    """The points by what became of them, each with its place and its text."""
    order = list(Change)
    rows = sorted(told, key=lambda row: order.index(row.change))
    for change, group in groupby(rows, key=lambda row: row.change):
        own = list(group)
        yield say("reconcile.head", changes=say(f"change.{change.value}", count=len(own)))
        for row in own:
            yield say("reconcile.point", place=_place(row), cards=row.cards)
            yield say("reconcile.text", text=one_line(_text(row)))
        yield ""


def waiting_rows(report: BuildReport) -> Sequence[PointChange]:
    """The points that wait for a person."""
    return [row for row in report.told if row.change in WAITING]


def waiting_lines(report: BuildReport) -> Iterator[str]:
    """What to do about points that wait for a person; nothing where none does."""
    held = [row for row in report.told if row.change is Change.HELD]
    if held:
        cards = sum(row.cards for row in held)
        yield say("reconcile.held", points=len(held), cards=cards)
    if doubtful := report.points.get(Change.DOUBTFUL, 0):
        yield say("reconcile.doubtful", points=doubtful)


def _place(row: PointChange) -> str:
    return one_line(f"{row.place.path}:{row.place.line}") if row.place else row.point


def _text(row: PointChange) -> str:
    if row.before is not None and row.after is not None:
        return difference(row.before, row.after)
    return row.after or row.before or ""
