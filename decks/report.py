"""What a build did: per file, and in all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

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


@dataclass(frozen=True, slots=True)
class FileReport:
    """One note."""

    root: str
    path: str
    state: FileState
    papers: int
    blocks: int
    """Of the kinds that become cards."""
    points: int
    cards: int
    """Accepted cards whose point stands here."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildReport:
    """One build."""

    files: tuple[FileReport, ...]
    papers: int
    """Works, each counted once however often it stands in the notes."""
    shared_papers: tuple[str, ...]
    """Titles of the papers with more than one source."""
    points: Mapping[Change, int]
    cards_new: int
    """Accepted by this build."""
    cards_changed: int
    cards_inbox: Mapping[str, int]
    """Cards in the inbox after this build by their first warning's code."""
    cards_by_recipe: Mapping[str, int]
    """Accepted cards after this build."""
    changed: bool
    """Whether the store differs from before."""
    seconds: float

    @property
    def cards(self) -> int:
        """Accepted cards after this build."""
        return sum(self.cards_by_recipe.values())

    def to_json(self) -> dict[str, Any]:
        """The document of ``paperdeck build --json``."""
        states = [file.state for file in self.files]
        return {
            "version": 1,
            "files": {state.value: states.count(state) for state in FileState},
            "papers": self.papers,
            "points": {change.value: self.points.get(change, 0) for change in Change},
            "cards": {
                "new": self.cards_new,
                "changed": self.cards_changed,
                "accepted": self.cards,
                "inbox": dict(self.cards_inbox),
                "by_recipe": dict(self.cards_by_recipe),
            },
            "problems": [
                {"path": file.path, "line": p.line, "code": p.code, "message": p.message}
                for file in self.files
                for p in file.problems
            ],
            "changed": self.changed,
            "seconds": round(self.seconds, 3),
        }
