"""Decisions about cards, papers and presets: only ever added, and the newest holds.

Undo adds a mark that says the opposite; nothing is taken back by deleting. Two
collections are united by the union of their marks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class What(StrEnum):
    """What a mark decides. The values are stored: never rename one."""

    SUSPENDED = "suspended"
    BURIED_UNTIL = "buried_until"
    """Value: a logical day, or None."""
    FLAG = "flag"
    """Value: 0 (none) to 7."""
    TAGS = "tags"
    EDIT = "edit"
    """Value: ``{"question": face, "answer": text}``, or None for the card as made."""
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DECK = "deck"
    """Of a paper. Value: a deck name, or None for that of its home."""
    STUDY = "study"
    """Of a paper. Value: ``study``, ``shelf`` or ``aside``. Builds add it too; see ``shelf``."""
    LEECH = "leech"
    """Value: the lapses at which the card was marked, or None once that is over."""
    PARAMETERS = "parameters"
    """Of a preset. Value: ``{"parameters": 21 numbers or None, ...}``."""
    SAME = "same"
    """Of a point; ``subject`` is the digest of a text that may be its own. Value: true, false."""
    KEPT = "kept"
    """Of an orphan. Value: true to go on asking it, although its text is in no note."""
    CHANGED = "changed"
    """Of a card whose answer its note has changed. Value: ``{"question": face, "answer": text}``
    as it was asked before, or None if it is that again."""
    RETRACTED = "retracted"
    """Of a card; ``subject`` names the review. Value: true, or false after a redo."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One decision."""

    target: str
    """Id of a card or a paper, or what stands for a preset."""
    what: What
    value: Any
    """Whatever JSON can say."""
    ms: int
    """Instant in ms UTC."""
    device: str
    subject: str = ""
    """What in the target it is about: of a retraction the id of the review."""

    @property
    def age(self) -> tuple[int, str, str]:
        """Later marks are greater; the device decides between equals, then the value."""
        return (self.ms, self.device, json.dumps(self.value, sort_keys=True))


Decisions = dict[tuple[str, What, str], Any]
"""The value in force by (target, what, subject)."""


def in_force(marks: Iterable[Mark]) -> Decisions:
    """What holds after all marks: of each decision the newest by (instant, device)."""
    return {key: mark.value for key, mark in newest(marks).items()}


def is_same(one: object, other: object) -> bool:
    """Whether two values of marks say the same, be they read or yet to be written."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def newest(marks: Iterable[Mark]) -> dict[tuple[str, What, str], Mark]:
    """The mark that holds of each decision, by (target, what, subject)."""
    found: dict[tuple[str, What, str], Mark] = {}
    for mark in marks:
        key = (mark.target, mark.what, mark.subject)
        if key not in found or found[key].age < mark.age:
            found[key] = mark
    return found
