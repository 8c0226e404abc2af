"""What reading a note yields: papers, their blocks, and the points of each block.

Plain values only; those of which a note has many are named tuples, which are made in half
the time. How they are recognised is the business of the other modules of
this package; what becomes of them is the business of ``decks``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a block is about. The first two become cards by default."""

    KEY_POINTS = "key_points"
    CORE_INNOVATION = "core_innovation"
    WRITTEN = "written"
    """Cards that people wrote themselves."""
    SUMMARY = "summary"
    BACKGROUND = "background"
    MOTIVATION = "motivation"
    METHOD = "method"
    RESULTS = "results"
    LIMITATIONS = "limitations"


class Severity(StrEnum):
    """How much a problem matters to the reader of the report."""

    ERROR = "error"
    """The file could not be used."""
    WARNING = "warning"
    """A part of the file could not be used."""
    INFO = "info"
    """Something was assumed, for instance an encoding."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A part of a point that its writer marked as hidden."""

    answer: str
    """The Markdown that it hides."""
    hint: str = ""
    """What the writer wants shown in its place."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question that somebody wrote into a note, with its answer."""

    question: tuple[str | Gap, ...]
    """Markdown, cut at its gaps; without a gap the answer stands outside the question."""
    answer: str


class Point(NamedTuple):
    """One statement of a block."""

    text: str
    """The Markdown as written, without marker, label, numbering and line breaks.

    Where it was written to be asked: with its gaps filled, or its two sides with `` :: ``
    between them.
    """
    line: int
    """The line it begins on, counted from 1 in the file as it is on disk."""
    last_line: int
    images: tuple[str, ...] = ()
    """Targets of the images that stand in it, as written."""
    prompts: tuple[Prompt, ...] = ()
    """What its writer wants asked of it: only in blocks of the kind ``written``."""


class Block(NamedTuple):
    """A labelled passage on a paper."""

    kind: Kind
    label: str
    """The label as written, without its decoration; empty for remarks and table cells."""
    line: int
    rule: str
    """The rule that recognised it, for ``paperdeck why``: ``label-heading``, ``table-cell``, ..."""
    points: tuple[Point, ...]


class Link(NamedTuple):
    """An address a note gives for a paper."""

    what: str
    """``paper``, ``code``, ``project`` or ``other``."""
    url: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One work as one place of one note speaks of it."""

    title: str
    """As written at that place, without Markdown emphasis and quotes."""
    short: str
    """What to call it on a card: the part before the colon, or the title cut sensibly.

    Empty for the note itself (rule ``note``), where cards are written that are of no paper.
    """
    line: int
    rule: str
    """The rule that took the line for a title: ``heading``, ``book-title-marks``, ..."""
    heading: str = ""
    """The chain of headings it stands under, joined by `` > ``; without its own."""
    year: int | None = None
    """Year of the work (not of the note), from its arXiv id or as written."""
    date: str | None = None
    """ISO date of the note or of its section, where one stands."""
    venue: str | None = None
    authors: tuple[str, ...] = ()
    arxiv_id: str | None = None
    """Without version: ``2401.12945``."""
    doi: str | None = None
    links: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    """Without ``#``."""
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """A line that looks like a label or a paper and was not taken for one."""

    line: int
    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that its owner may want to mend."""

    line: int
    code: str
    """A stable word for programs: ``not-text``, ``unreadable``, ``front-matter``, ..."""
    severity: Severity
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """One Markdown file as read."""

    path: str
    """Relative to the folder that was given, with ``/``."""
    encoding: str
    """Name of the encoding it was read in; empty if it could not be read as text."""
    papers: tuple[Paper, ...] = ()
    unrecognised: tuple[Unrecognised, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
