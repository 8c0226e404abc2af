"""What a line of a note was taken for. Pure functions of the note as it was read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from notes.model import Block, Note, Paper, Point, Problem, Unrecognised


class TakenFor(StrEnum):
    """What a line can be. The values stand in the JSON of ``why``."""

    POINT = "point"
    LABEL = "label"
    PAPER = "paper"
    UNRECOGNISED = "unrecognised"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A line with what it belongs to."""

    taken_for: TakenFor
    paper: Paper | None
    """The paper it belongs to; for a line of no block the nearest above."""
    block: Block | None = None
    point: Point | None = None
    unrecognised: Unrecognised | None = None
    problems: tuple[Problem, ...] = ()
    """Those reported at the line."""
    at: int = 0
    """The line, where it was taken for a point."""

    @property
    def points(self) -> tuple[Point, ...]:
        """Every point of the block that stands on the line: counted ones may share it."""
        found = self.block.points if self.block else ()
        return tuple(point for point in found if point.line <= self.at <= point.last_line)

    @property
    def ordinal(self) -> int:
        """The point's number in its block, from 1; 0 without one."""
        return self.block.points.index(self.point) + 1 if self.block and self.point else 0


def find_line(note: Note, line: int) -> FoundLine:
    """What the line, counted from 1, was taken for. A label with a point on it is the point."""
    problems = tuple(problem for problem in note.problems if problem.line == line)
    for paper, block, point in _points(note):
        if point.line <= line <= point.last_line:
            return FoundLine(TakenFor.POINT, paper, block, point, problems=problems, at=line)
    for paper in note.papers:
        for block in paper.blocks:
            if block.line == line:
                return FoundLine(TakenFor.LABEL, paper, block, problems=problems)
    return _outside(note, line, problems)


def _points(note: Note) -> list[tuple[Paper, Block, Point]]:
    """Every point, those on the fewest lines first: a list within an item is the nearer one."""
    found = [(p, b, point) for p in note.papers for b in p.blocks for point in b.points]
    return sorted(found, key=lambda entry: entry[2].last_line - entry[2].line)


def _outside(note: Note, line: int, problems: tuple[Problem, ...]) -> FoundLine:
    above = [paper for paper in note.papers if paper.line <= line]
    paper = max(above, key=lambda paper: paper.line, default=None)
    if paper and paper.line == line:
        return FoundLine(TakenFor.PAPER, paper, problems=problems)
    unknown = next((each for each in note.unrecognised if each.line == line), None)
    taken_for = TakenFor.UNRECOGNISED if unknown else TakenFor.NOTHING
    return FoundLine(taken_for, paper, unrecognised=unknown, problems=problems)
