"""What a build did: per file, and in all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from decks.cards import Place, Study
from notes.model import Problem


class FileState(StrEnum):
    """What became of a file."""

    READ = "read"
    UNCHANGED = "unchanged"
    UNREADABLE = "unreadable"


class Change(StrEnum):
    """What became of a point."""

    KEPT = "kept"
    REWORDED = "reworded"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    ABSENT = "absent"
    RESTORED = "restored"
    HELD = "held"
    """It is in no note now, and its cards are asked until that is confirmed."""
    DOUBTFUL = "doubtful"
    """It may be what stands in its place now: a person is asked."""


@dataclass(frozen=True, slots=True)
class FileCounts:
    """What a file holds, of the kinds that become cards."""

    papers: int
    blocks: int
    points: int


@dataclass(frozen=True, slots=True)
class PointChange:
    """What became of one point, if it did not stay as it was."""

    change: Change
    point: str
    before: str | None
    """Its text in the last build; None for one that was never met."""
    after: str | None
    """Its text now; None for one that stands in no note. Of a doubtful one what may be it."""
    place: Place | None
    """Where it stands, or stood last."""
    cards: int = 0
    """Accepted cards that it has after this build, new ones aside."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """One note."""

    root: str
    path: str
    state: FileState
    counts: FileCounts
    cards: int
    """Accepted cards whose point stands here."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What one build did."""

    files: tuple[FileReport, ...]
    """Those that were read, could not be, or have a problem."""
    unchanged: int
    """Files that are as they were when they were read last."""
    points: Mapping[Change, int]
    cards_new: int
    """Accepted by this build."""
    cards_changed: int
    moved_up: int
    """Papers that waited on the shelf before and are in study now."""
    changed: bool
    """Whether the store differs from before."""
    seconds: float
    told: tuple[PointChange, ...] = ()
    """The points that did not stay as they were."""

    @property
    def held(self) -> int:
        """Points whose orphaning waits for a person."""
        return self.points.get(Change.HELD, 0)

    @property
    def states(self) -> dict[FileState, int]:
        """How many files became what."""
        states = [file.state for file in self.files]
        return {state: states.count(state) for state in FileState} | {
            FileState.UNCHANGED: self.unchanged
        }


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a collection holds, as a report tells it."""

    papers: int
    """Works, each counted once however often it stands in the notes."""
    standings: Mapping[Study, int]
    """How many of them are in study, on the shelf and put aside."""
    shared_papers: tuple[str, ...]
    """Titles of the papers with more than one source."""
    blocks: int
    """Of the kinds that become cards."""
    points: int
    inbox: Mapping[str, int]
    """Cards in the inbox by their first warning's code."""
    by_recipe: Mapping[str, int]
    """Accepted cards of papers in study."""

    @property
    def cards(self) -> int:
        """Accepted cards of papers in study."""
        return sum(self.by_recipe.values())


def to_json(
    report: BuildReport, holdings: Holdings, told: Iterable[PointChange] = ()
) -> dict[str, Any]:
    """The document of ``paperdeck build --json``, with these points told one by one."""
    return {
        "version": 1,
        "files": {state.value: count for state, count in report.states.items()},
        "papers": holdings.papers,
        "standings": {study.value: holdings.standings.get(study, 0) for study in Study},
        "moved_up": report.moved_up,
        "points": {change.value: report.points.get(change, 0) for change in Change},
        "cards": {
            "new": report.cards_new,
            "changed": report.cards_changed,
            "accepted": holdings.cards,
            "inbox": dict(holdings.inbox),
            "by_recipe": dict(holdings.by_recipe),
        },
        "problems": [
            {"path": file.path, "line": p.line, "code": p.code, "message": p.message}
            for file in report.files
            for p in file.problems
        ],
        "reconcile": [_point_json(row) for row in told],
        "changed": report.changed,
        "seconds": round(report.seconds, 3),
    }


def _point_json(row: PointChange) -> dict[str, Any]:
    place = row.place
    return {
        "change": row.change.value,
        "point": row.point,
        "before": row.before,
        "after": row.after,
        "root": place.root if place else None,
        "file": place.path if place else None,
        "line": place.line if place else None,
        "cards": row.cards,
    }
