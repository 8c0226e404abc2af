"""Read the text of one note: a pure function of text and vocabulary.

It walks the classified lines once, keeps the outline, and hands each construct to its own
small function. What a line is stands in ``lines``, where blocks end in ``blocks``, what their
points are in ``points``, and which place is a paper in ``papers``.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from notes.blocks import HEADING_RULE, LINE_RULE, VALUE_RULE, Opening, body, line_label, opening, stands_over_labels
from notes.bodies import BodyReader
from notes.frontmatter import read_front_matter
from notes.labels import split
from notes.lines import Line, Shape, physical_lines, read_lines
from notes.metadata import Facts, day_in, facts_of_label, facts_of_line, iso_date
from notes.model import Block, Kind, Note, Unrecognised
from notes.outline import DETAILS, HEADING, SUMMARY, TITLE_ITEM, Outline, Section
from notes.papers import NoteFacts, papers_of, strength_of
from notes.points import Draft, finished
from notes.tables import read_table, without_signs
from notes.titles import Strength, clean_title, is_date
from notes.titlelines import TitleLine, title_line
from notes.vocabulary import FIELD, SECTION, Vocabulary
from notes.wording import wording

say = wording(__package__)

RECOGNISER = 1
"""The version of what is recognised and how: raised whenever a note may read differently."""


def read_text(text: str, vocabulary: Vocabulary, *, path: str, encoding: str = "utf-8") -> Note:
    """The papers, blocks and points of a note.

    Any text is read; nothing is raised. ``path`` and ``encoding`` are handed on, and the name
    of the file may name the paper.
    """
    physical = physical_lines(text)
    front = read_front_matter(physical)
    walk = _Walk(read_lines(physical, front.end), vocabulary)
    walk.run()
    facts = NoteFacts(PurePosixPath(path).stem, front.values, front.line)
    papers, _ = papers_of(walk.outline.sections, facts)
    problems = (front.problem,) if front.problem else ()
    return Note(path, encoding, tuple(papers), tuple(walk.unrecognised), problems)


EVIDENCE_LINES = 8
"""Links and identifiers count as a heading's own only within its first lines."""


class _Walk:
    """The state of one reading: the position, the outline, and what was not recognised."""

    def __init__(self, lines: list[Line], vocabulary: Vocabulary) -> None:
        self.lines = lines
        self.vocabulary = vocabulary
        self.outline = Outline()
        self.unrecognised: list[Unrecognised] = []
        self.at = 0
        self.after_blank = True
        self.handlers = {
            Shape.HEADING: self.heading,
            Shape.DETAILS: self.details,
            Shape.SUMMARY: self.summary,
            Shape.END_DETAILS: self.end_details,
            Shape.TABLE: self.table,
            Shape.ITEM: self.running,
            Shape.TEXT: self.running,
        }

    def run(self) -> None:
        lines = self.lines
        while self.at < len(lines):
            line = lines[self.at]
            handler = self.handlers.get(line.shape)
            if handler is None:
                self.at += 1
            else:
                handler(line)
            self.after_blank = line.shape is Shape.BLANK

    # places

    def heading(self, line: Line) -> None:
        topic = self.vocabulary.heading(line.text)
        title = clean_title(line.text)
        inner = topic is not None and topic not in ("collection",)
        self.outline.heading(line.level, inner=inner)
        section = Section(HEADING, title, line.number, None, line.level, topic)
        section.strength = strength_of(title, topic)
        section.date = self.date_of(title)
        if topic is None and is_date(title):
            section.topic = "date"
        self.outline.enter(section)
        self.opened_or_next(line)

    def date_of(self, title: str) -> str | None:
        if not is_date(title):
            return None
        return day_in(title, self.outline.here.date) or iso_date(title)

    def details(self, line: Line) -> None:
        self.outline.details()
        self.at += 1

    def summary(self, line: Line) -> None:
        here = self.outline.here
        if here.rule != DETAILS:
            here = self.outline.details()
        here.rule, here.text, here.line = SUMMARY, clean_title(line.text), line.number
        here.topic = self.vocabulary.heading(line.text)
        here.strength = strength_of(here.text, here.topic)
        self.opened_or_next(line)

    def end_details(self, line: Line) -> None:
        self.outline.end_details()
        self.at += 1

    def table(self, line: Line) -> None:
        start = self.at
        while self.at < len(self.lines) and self.lines[self.at].shape is Shape.TABLE:
            self.at += 1
        for row in read_table(self.lines[start : self.at], self.vocabulary):
            section = Section(row.rule, row.title, row.line, None, strength=Strength.EVIDENCE, facts=row.facts)
            section.blocks = [Block(kind, label, row.line, row.rule, points) for kind, label, points in row.blocks]
            self.outline.enter(section)
            self.outline.open.pop()

    # running text

    def running(self, line: Line) -> None:
        outline = self.outline
        if outline.here.rule == TITLE_ITEM and (line.shape is Shape.ITEM or self.after_blank):
            outline.items(line.indent)
        if line.quote and line.text and self.is_remark(line):
            self.remark(line)
            return
        title = title_line(line)
        if title is not None and not self.is_label(line):
            self.title(line, title)
            return
        outline.here.seen += 1
        self.opened_or_next(line)

    def is_label(self, line: Line) -> bool:
        parts = split(line.text)
        return parts is not None and self.vocabulary.topic(parts.name) is not None

    def title(self, line: Line, title: TitleLine) -> None:
        if line.shape is Shape.ITEM:
            self.outline.items(line.indent)
        else:
            self.outline.title_line()
        section = Section(title.rule, title.text, line.number, None, line.indent, strength=title.strength)
        section.facts = facts_of_line(line.text)
        self.outline.enter(section)
        self.at += 1

    def opened_or_next(self, line: Line) -> None:
        """Read the block that a line opens, or the facts that it gives."""
        opened = opening(self.lines, self.at, self.vocabulary)
        self.at += 1
        if opened is None:
            self.facts(line, facts_of_line(line.text))
            return
        label = opened.label
        if label.kind is not None:
            self.block(opened, label.kind)
        elif label.topic.startswith(FIELD):
            self.field(line, opened)

    def block(self, opened: Opening, kind: Kind) -> None:
        """Read the block that a label opens and go on behind it."""
        start = self.at
        short = opened.rule in (LINE_RULE, VALUE_RULE)
        reader = BodyReader(opened.value, self.vocabulary, one_paragraph=short)
        for line in body(self.lines, start, opened, self.vocabulary):
            if not reader.take(line):
                break
        if opened.label.is_key and opened.value is None and stands_over_labels(reader.heads, self.vocabulary):
            return
        self.at = start + reader.taken
        for line in self.lines[start : self.at]:
            self.cited(line)
        if self.leads_to_same(opened, reader):
            return
        points = reader.points()
        if points:
            block = Block(kind, opened.label.name, opened.line.number, opened.rule, points)
            self.outline.here.blocks.append(block)

    def leads_to_same(self, opened: Opening, reader: BodyReader) -> bool:
        """Whether a heading's text only leads to a line with the same label and its list."""
        if opened.rule != HEADING_RULE or reader.items or self.at >= len(self.lines):
            return False
        below = line_label(self.lines[self.at], self.vocabulary)
        return below is not None and below.topic == opened.label.topic and not below.value

    def cited(self, line: Line) -> None:
        if "”" in line.text:
            found = facts_of_line(line.text)
            if found.cited:
                self.facts(line, found)

    def field(self, line: Line, opened: Opening) -> None:
        label = opened.label
        if opened.rule == "label-heading":
            return
        if label.field == "title" and label.value and self.names_paper(label.value):
            self.outline.title_line()
            self.outline.enter(Section("title-field", clean_title(label.value), line.number, None, strength=Strength.SHAPE))
            self.facts(line, facts_of_line(label.value))
            return
        self.facts(line, facts_of_label(label))

    def names_paper(self, value: str) -> bool:
        """Whether a ``Title:`` names a paper that no heading around it names."""
        around = self.outline.candidate()
        return (around is None or (around.strength < Strength.SHAPE and not around.facts.is_evidence)) and strength_of(clean_title(value), None) > Strength.NONE and "http" not in value

    def facts(self, line: Line, found: Facts) -> None:
        """Give facts to the innermost place that could be a paper."""
        place = self.outline.candidate()
        if place is None:
            place = self.outline.root
        if found.is_evidence and place.rule == HEADING and (place is not self.outline.here and place.seen > 0 or place.seen > EVIDENCE_LINES):
            found = Facts(cited=found.cited, year=found.year)
        place.facts = place.facts.with_(found)

    # remarks

    def is_remark(self, line: Line) -> bool:
        return line.text[0] in self.vocabulary.signs or (line.text[0] == "&" and without_signs(line.text, self.vocabulary) != line.text and not without_signs(line.text, self.vocabulary).startswith("&#"))

    def remark(self, line: Line) -> None:
        draft = Draft()
        draft.add(line.number, without_signs(line.text, self.vocabulary))
        self.at += 1
        while self.at < len(self.lines):
            below = self.lines[self.at]
            if below.shape is not Shape.TEXT or not below.quote or self.is_remark(below):
                break
            draft.add(below.number, below.text)
            self.at += 1
        for point in finished([draft], self.vocabulary):
            self.outline.here.remarks.append((point.line, point))


_ = SECTION
