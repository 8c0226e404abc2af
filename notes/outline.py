"""The places of a note where a paper may be spoken of, and which of them are open.

Headings, ``<details>``, title lines and title items nest in each other; the outline knows
how each of them closes the others. Which place is a paper is decided later (``papers``),
when all blocks are known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from notes.metadata import NOTHING, Facts
from notes.model import Block, Point, Unrecognised
from notes.titles import Strength
from notes.vocabulary import COLLECTION, DATE

_NO_STRENGTH = Strength.NONE
DEEPEST = 64
"""So many places around a block are looked at; nobody nests deeper."""

HEADING, SUMMARY, DETAILS, ROOT = "heading", "summary", "details", "root"
TITLE_ITEM, TITLE_FIELD = "title-item", "title-field"


@dataclass(slots=True, eq=False)
class Section:
    """One place: its text, where it begins, and what was found in it."""

    rule: str
    """The rule that would make it a paper; ``root`` and ``details`` never are one."""
    text: str
    line: int
    parent: Section | None
    level: int = 0
    """Of a heading; of a title item, its indent."""
    topic: str | None = None
    """What the vocabulary knows it as; None where it may be a title."""
    strength: Strength = Strength.NONE
    outer_level: int = 0
    """Of the heading that a ``<details>`` stands under."""
    facts: Facts = NOTHING
    blocks: list[Block] = field(default_factory=list)
    remarks: list[Point] = field(default_factory=list)
    written: list[tuple[str, Point]] = field(default_factory=list)
    """Points that somebody wrote to be asked, with the rule that found each."""
    date: str | None = None
    unknown: list[Unrecognised] = field(default_factory=list)
    """What looks like a label in it and is none that is known."""
    seen: int = 0
    """Lines of its own text so far."""

    @property
    def is_candidate(self) -> bool:
        """Whether it could be a paper."""
        return self.topic is None and self.strength > _NO_STRENGTH

    def around(self) -> Iterator[Section]:
        """The place itself and those around it, innermost first."""
        place: Section | None = self
        for _ in range(DEEPEST):
            if place is None:
                return
            yield place
            place = place.parent

    def candidates(self) -> list[Section]:
        """Those of ``around`` that could be papers."""
        found: list[Section] = []
        place: Section | None = self
        for _ in range(DEEPEST):
            if place is None:
                break
            if place.topic is None and place.strength > _NO_STRENGTH:
                found.append(place)
            place = place.parent
        return found


_OVER_PAPERS = (None, COLLECTION, DATE)
"""The topics of headings that may stand over a paper and are no part of one."""


class Outline:
    """The places of one note in order, and the stack of those that are open."""

    def __init__(self) -> None:
        self.root = Section(ROOT, "", 1, None)
        self.sections: list[Section] = [self.root]
        self.open: list[Section] = [self.root]
        self.here = self.root
        """The innermost open place."""
        self.first: Section | None = None
        """The first heading of the note."""

    def enter(self, section: Section) -> Section:
        """Open a place inside the innermost one."""
        section.parent = here = self.here
        section.date = section.date or here.date
        self.sections.append(section)
        if section.rule == HEADING and self.first is None:
            self.first = section
        self.open.append(section)
        self.here = section
        return section

    def close(self) -> None:
        """Close the innermost place."""
        self.open.pop()
        self.here = self.open[-1]

    def heading(self, level: int, *, inner: bool) -> None:
        """Close what a heading of ``level`` ends.

        ``inner`` says that its text names a part of a paper ("Method"): it then stays inside a
        possible title of its own level.
        """
        while len(self.open) > 1:
            top = self.here
            if top.rule in (DETAILS, SUMMARY):
                if not top.outer_level or level > top.outer_level:
                    return
            elif top.rule == HEADING:
                if top.level < level or (inner and top.level == level and self.may_hold(top)):
                    return
            elif inner:
                return
            self.close()

    def may_hold(self, heading: Section) -> bool:
        """Whether a heading may be the title above parts on its own level."""
        bare = not heading.seen and not heading.blocks and heading is self.sections[-1]
        listed = heading.parent is not None and heading.parent.topic in (COLLECTION, DATE)
        return heading.strength >= Strength.SHAPE or (
            heading.is_candidate and (heading is self.first or bare or listed)
        )

    def details(self) -> Section:
        """Open a ``<details>``."""
        level = 0
        for around in reversed(self.open[-DEEPEST:]):
            if around.rule == HEADING and around.topic in _OVER_PAPERS:
                level = around.level
                break
        return self.enter(Section(DETAILS, "", 0, None, outer_level=level))

    def end_details(self) -> None:
        """Close the innermost ``<details>``, if one is open."""
        self.title_line()
        for at in range(len(self.open) - 1, max(0, len(self.open) - DEEPEST), -1):
            if self.open[at].rule in (DETAILS, SUMMARY):
                del self.open[at:]
                self.here = self.open[-1]
                return

    def title_line(self) -> None:
        """Close the title lines and items that a new title line ends."""
        while len(self.open) > 1 and self.here.rule not in (DETAILS, SUMMARY, HEADING):
            self.close()

    def items(self, indent: int) -> None:
        """Close the title items that a line at ``indent`` does not stand in."""
        while self.here.rule == TITLE_ITEM and self.here.level >= indent:
            self.close()

    def candidate(self) -> Section | None:
        """The innermost open place that could be a paper."""
        place: Section | None = self.here
        for _ in range(DEEPEST):
            if place is None or (place.topic is None and place.strength > _NO_STRENGTH):
                return place
            place = place.parent
        return None

    def is_named(self) -> bool:
        """Whether a heading around surely is a title."""
        around = self.candidate()
        return around is not None and around.rule == HEADING and around.strength >= Strength.SHAPE
