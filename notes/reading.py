"""Read the text of one note: a pure function of text and vocabulary.

It walks the classified lines once, keeps the outline, and hands each construct to its own
small function. What a line is stands in ``lines``, where blocks end in ``blocks``, what their
points are in ``points``, and which place is a paper in ``papers``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from notes.blocks import (
    HEADING_RULE,
    LINE_RULE,
    VALUE_RULE,
    Opening,
    body,
    line_label,
    opening,
    past_lead,
    stands_over_labels,
)
from notes.bodies import BodyReader
from notes.frontmatter import read_front_matter
from notes.labels import read_label, split
from notes.lines import BLANK, ITEM, TEXT, WRITTEN, Line, Shape, physical_lines, read_lines
from notes.metadata import (
    NOTHING,
    Facts,
    day_in,
    facts_of_label,
    facts_of_line,
    iso_date,
    leading_year,
    of_reference,
)
from notes.model import Block, Kind, Note, Unrecognised
from notes.notefacts import note_facts
from notes.outline import DETAILS, HEADING, SUMMARY, TITLE_FIELD, TITLE_ITEM, Outline, Section
from notes.papers import papers_of, strength_of
from notes.remarks import is_remark, read_remark
from notes.runs import apart
from notes.tables import ROW_RULE, Row, read_table
from notes.titlelines import TitleLine, may_be_plain_title, plain_title, title_line
from notes.titles import Strength, clean_title, is_date, is_file
from notes.vocabulary import COLLECTION, DATE, FIELD, MANUAL, SECTION, Vocabulary
from notes.wording import wording
from notes.written import WrittenCards, take_written

say = wording(__package__)

RECOGNISER = 4
"""The version of what is recognised and how: raised whenever a note may read differently."""


def read_text(text: str, vocabulary: Vocabulary, *, path: str, encoding: str = "utf-8") -> Note:
    """The papers, blocks and points of a note.

    Any text is read; nothing is raised. ``path`` and ``encoding`` are handed on, and the name
    of the file may name the paper.
    """
    physical = physical_lines(text)
    front = read_front_matter(physical)
    cards = take_written(text, read_lines(physical, front.end), front.values, vocabulary)
    walk = _Walk(cards, vocabulary)
    walk.run()
    facts = note_facts(path, front, vocabulary, cards.tags)
    papers, unrecognised = papers_of(walk.outline.sections, facts)
    problems = (front.problem,) if front.problem else ()
    return Note(path, encoding, tuple(papers), tuple(unrecognised), problems)


TITLE_REACH = 6
"""A key label that shows a plain line to be a title stands within so many lines."""
MOST_FIELDS = 12
"""So many facts may share a line, set apart by bars."""
LONGEST_UNKNOWN = 30
"""An unknown label that is worth a word has at most so many bytes: ten Han characters."""
EVIDENCE_LINES = 8
"""Links and identifiers count as a heading's own only within its first lines."""


class _Walk:
    """The state of one reading: the position, the outline, and the last blank line."""

    def __init__(self, cards: WrittenCards, vocabulary: Vocabulary) -> None:
        self.lines = apart(cards.lines, vocabulary)
        self.cards = dict(cards.points)
        self.vocabulary = vocabulary
        self.outline = Outline()
        self.at = 0
        self.after_blank = True

    def run(self) -> None:
        lines, end = self.lines, len(self.lines)
        while self.at < end:
            line = lines[self.at]
            if line.shape in _READERS:
                _READERS[line.shape](self, line)
                self.after_blank = lines[self.at - 1].shape is BLANK
            else:
                self.at += 1
                self.after_blank = line.shape is BLANK

    # places

    def heading(self, line: Line) -> None:
        title = clean_title(self.named(line.text))
        topic = DATE if is_date(title) else self.vocabulary.heading(line.text)
        if self.outline.first is None and self.vocabulary.is_cover(title):
            topic = COLLECTION
        elif topic in (None, SECTION, COLLECTION) and self.vocabulary.is_manual(title):
            topic = MANUAL
        self.outline.heading(line.level, inner=topic not in (None, COLLECTION, DATE, MANUAL))
        section = Section(HEADING, title, line.number, None, line.level, topic)
        section.strength = strength_of(title, topic)
        if topic == DATE:
            section.date = day_in(title, self.outline.here.date) or iso_date(title)
        around = self.outline.candidate()
        self.outline.enter(section)
        if topic is None and around is section.parent and section.strength is Strength.WEAK:
            self.unknown(line, title)
        self.opened_or_next(line)

    def named(self, text: str) -> str:
        """The text of a heading, or what stands in it behind "Title:"."""
        label = read_label(text, self.vocabulary)
        return label.value if label and label.field == "title" and label.value else text

    def unknown(self, line: Line, name: str) -> None:
        """Remember what looks like a label: a short name over a list."""
        if len(name.encode()) > LONGEST_UNKNOWN or not any(sign.isalpha() for sign in name):
            return
        below = [
            other.shape
            for other in self.lines[self.at + 1 : self.at + 6]
            if other.shape is not BLANK
        ]
        if below[:2] == [ITEM, ITEM]:
            hint = say("unrecognised.label", label=name)
            self.outline.here.unknown.append(Unrecognised(line.number, name, hint))

    def details(self, _line: Line) -> None:
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

    def end_details(self, _line: Line) -> None:
        self.outline.end_details()
        self.at += 1

    def table(self, _line: Line) -> None:
        self.at = self.rows(self.at)

    def rows(self, start: int) -> int:
        """Read the table that begins at ``start``; the index behind it."""
        end = start
        while end < len(self.lines) and self.lines[end].shape is Shape.TABLE:
            end += 1
        for row in read_table(self.lines[start:end], self.vocabulary):
            self.row(row)
        return end

    def row(self, row: Row) -> None:
        """Open the place of a paper that a row names, or give what it says to the open one."""
        blocks = [Block(kind, label, row.line, row.rule, ps) for kind, label, ps in row.blocks]
        if not row.title:
            self.facts(row.facts)
            self.outline.here.blocks.extend(blocks)
        elif self.outline.sections[-1].text != row.title or row.rule != ROW_RULE:
            section = Section(
                row.rule, row.title, row.line, None, strength=Strength.EVIDENCE, facts=row.facts
            )
            section.blocks = blocks
            self.outline.enter(section)
            self.outline.close()
        else:
            section = self.outline.sections[-1]
            section.facts = section.facts.with_(row.facts)
            section.blocks.extend(blocks)

    # running text

    def running(self, line: Line) -> None:
        outline = self.outline
        if outline.here.rule == TITLE_ITEM and (line.shape is ITEM or self.after_blank):
            outline.items(line.indent)
        if line.quote and is_remark(line, self.vocabulary):
            points, self.at = read_remark(self.lines, self.at, self.vocabulary)
            outline.here.remarks.extend(points)
            return
        title = self.found_title(line)
        if title is not None:
            self.title(line, title)
            return
        outline.here.seen += 1
        self.opened_or_next(line)

    def found_title(self, line: Line) -> TitleLine | None:
        """The title that a line is, unless it is a label: of bold lines most are."""
        if line.text[:2] == "**" and self.is_label(line):
            return None
        title = self.plain_title(line) if line.plain else title_line(line) or self.plain_title(line)
        return None if title is None or self.is_label(line) else title

    def plain_title(self, line: Line) -> TitleLine | None:
        """The title that a line is by the key label that stands below it, past facts on it."""
        if not (self.after_blank or self.at == 0 or line.shape is ITEM) or line.quote:
            return None
        first = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else line
        if not may_be_plain_title(line, first) or self.outline.is_named():
            return None
        for at in range(self.at + 1, min(self.at + TITLE_REACH, len(self.lines))):
            below = self.lines[at]
            opened = opening(self.lines, at, self.vocabulary)
            if opened and opened.label.is_key:
                return plain_title(line, below)
            if below.shape not in (BLANK, TEXT) and not (opened and opened.label.field):
                return None
        return None

    def is_label(self, line: Line) -> bool:
        parts = split(line.text)
        return parts is not None and self.vocabulary.topic(parts.name) is not None

    def title(self, line: Line, title: TitleLine) -> None:
        if line.shape is ITEM:
            self.outline.items(line.indent)
        else:
            self.outline.title_line()
        section = Section(
            title.rule, title.text, line.number, None, line.indent, strength=title.strength
        )
        section.facts = facts_of_line(line.text)
        self.outline.enter(section)
        self.at += 1

    def opened_or_next(self, line: Line) -> None:
        """Read the block that a line opens, or the facts that it gives."""
        opened = opening(self.lines, self.at, self.vocabulary)
        if opened is None:
            self.plain(line)
            return
        self.at += 1
        label = opened.label
        if label.kind is not None:
            self.block(opened, label.kind)
        elif label.topic.startswith(FIELD):
            self.field(line, opened)

    def plain(self, line: Line) -> None:
        """Read a line that is no label: facts, or what looks like a label."""
        if line.shape is TEXT and line.text[-1:] in "*:：_":
            parts = split(line.text)
            if parts and not parts.value and (parts.bold or parts.colon):
                self.unknown(line, parts.name)
        self.at += 1
        self.facts(facts_of_line(line.text))

    def block(self, opened: Opening, kind: Kind) -> None:
        """Read the block that a label opens and go on behind it."""
        if opened.rule == LINE_RULE and (year := leading_year(opened.line.text)):
            self.facts(Facts(year=year))
        start = past_lead(self.lines, self.at, opened, self.vocabulary)
        short = opened.rule in (LINE_RULE, VALUE_RULE) and not opened.label.bold
        reader = BodyReader(opened.value, self.vocabulary, one_paragraph=short)
        for line in body(self.lines, start, opened, self.vocabulary):
            if not reader.take(line):
                break
        if (
            opened.label.is_key
            and opened.value is None
            and stands_over_labels(reader.heads, self.vocabulary)
        ):
            return
        self.at = start + reader.taken
        self.within(start)
        if self.leads_to_same(opened, reader):
            return
        points = reader.points()
        if points:
            if kind is Kind.SUMMARY and self.is_gist(opened.label.name, reader):
                kind = Kind.KEY_POINTS
            block = Block(kind, opened.label.name, opened.line.number, opened.rule, points)
            self.outline.here.blocks.append(block)

    def within(self, start: int) -> None:
        """Take from the lines of a block what is none of its points: citations, cards, tables."""
        table = start
        for at in range(start, self.at):
            line = self.lines[at]
            if line.shape is Shape.TABLE and at >= table:
                table = self.rows(at)
            elif "”" in line.text:
                self.cited(line)
            elif line.shape is WRITTEN:
                self.asked(line)

    def is_gist(self, name: str, reader: BodyReader) -> bool:
        """Whether a summary is a list of statements ("TL;DR" over four bullets): key points."""
        return (
            self.vocabulary.is_gist(name)
            and reader.is_list()
            and not any(line_label(line, self.vocabulary) for line in reader.heads)
        )

    def leads_to_same(self, opened: Opening, reader: BodyReader) -> bool:
        """Whether a heading's text only leads to a line with the same label and its list."""
        if opened.rule != HEADING_RULE or reader.items or self.at >= len(self.lines):
            return False
        below = line_label(self.lines[self.at], self.vocabulary)
        return below is not None and below.topic == opened.label.topic and not below.value

    def cited(self, line: Line) -> None:
        """Give the citation of a line within a block to the paper."""
        found = facts_of_line(line.text)
        if found.cited:
            self.facts(found)

    def field(self, line: Line, opened: Opening) -> None:
        label = opened.label
        if opened.rule == "label-heading":
            return
        written, facts = of_reference(label.value) if label.field == "title" else ("", NOTHING)
        title = clean_title(written)
        if title and self.names_paper(label.value, title):
            self.outline.title_line()
            section = Section(TITLE_FIELD, title, line.number, None, strength=Strength.SHAPE)
            self.outline.enter(section)
            self.facts(facts_of_line(label.value).with_(facts))
            return
        self.facts(facts_of_label(label))
        for part in label.value.split(" | ")[1:MOST_FIELDS] if label.bold else ():
            if more := read_label(part, self.vocabulary):
                self.facts(facts_of_label(more))

    def names_paper(self, value: str, title: str) -> bool:
        """Whether a ``Title:`` names a paper that no heading around it names."""
        around = self.outline.candidate()
        return (
            (
                around is None
                or around.rule == TITLE_FIELD
                or (around.strength < Strength.SHAPE and not around.facts.is_evidence)
            )
            and strength_of(title, None) > Strength.NONE
            and "http" not in value
            and not is_file(title)
        )

    def facts(self, found: Facts) -> None:
        """Give facts to the innermost place that could be a paper."""
        if found is NOTHING:
            return
        place = self.outline.candidate()
        if place is None:
            place = self.outline.root
        if (
            found.is_evidence
            and place.rule == HEADING
            and ((place is not self.outline.here and place.seen > 0) or place.seen > EVIDENCE_LINES)
        ):
            found = Facts(cited=found.cited, year=found.year)
        place.facts = place.facts.with_(found)

    # what somebody wrote to be asked

    def written(self, line: Line) -> None:
        if self.outline.here.rule == TITLE_ITEM:
            self.outline.items(line.indent)
        self.asked(line)
        self.at += 1

    def asked(self, line: Line) -> None:
        """Give the cards of a line to the place they stand in."""
        self.outline.here.written.extend(self.cards.pop(line.number, ()))


_READERS: Mapping[Shape, Callable[[_Walk, Line], None]] = {
    TEXT: _Walk.running,
    ITEM: _Walk.running,
    Shape.HEADING: _Walk.heading,
    Shape.DETAILS: _Walk.details,
    Shape.SUMMARY: _Walk.summary,
    Shape.END_DETAILS: _Walk.end_details,
    Shape.TABLE: _Walk.table,
    WRITTEN: _Walk.written,
}
"""What reads a line of each shape; others are passed over."""
