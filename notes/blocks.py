"""Where a block begins and where it ends: one small rule for each construct.

A block begins at a label and goes as far as its construct does: up to the next heading, to
the end of the quotation, to the next item of the list, and so on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from notes.enumerations import begins_count
from notes.hollow import is_caption
from notes.labels import (
    Label,
    closing_label,
    is_bold,
    read_label,
    stating_label,
    subject_label,
    unlabelled,
    whole_label,
)
from notes.lines import (
    BLANK,
    CALLOUT,
    DEFINED,
    DETAILS,
    END_DETAILS,
    HEADING,
    ITEM,
    SUMMARY,
    TEXT,
    Line,
    Shape,
)
from notes.markers import marker_family
from notes.titles import is_book_title
from notes.vocabulary import Vocabulary

HEADING_RULE, SUMMARY_RULE, QUOTE_RULE = "label-heading", "label-summary", "label-quote"
ITEM_RULE, LINE_RULE, VALUE_RULE = "label-item", "label-line", "label-value"


class Opening(NamedTuple):
    """A label in its place."""

    label: Label
    line: Line
    rule: str

    @property
    def value(self) -> tuple[int, str] | None:
        """The text behind the label with its line."""
        return (self.line.number, self.label.value) if self.label.value else None


def opening(lines: Sequence[Line], at: int, vocabulary: Vocabulary) -> Opening | None:
    """The label that the line at ``at`` begins, with the rule that found it."""
    line = lines[at]
    if line.shape is HEADING:
        return _opened(whole_label(line.text, vocabulary), line, HEADING_RULE)
    if line.shape is SUMMARY:
        return _opened(whole_label(line.text, vocabulary), line, SUMMARY_RULE)
    label = None if line.plain else line_label(line, vocabulary)
    label = label or _announced(line, vocabulary) or _bare(lines, at, vocabulary)
    if label is None and line.shape is TEXT:
        label = stating_label(line.text, vocabulary)
    if label is None:
        return None
    if line.quote:
        return Opening(label, line, QUOTE_RULE)
    if line.shape is ITEM:
        return Opening(label, line, ITEM_RULE)
    return Opening(label, line, VALUE_RULE if label.value else LINE_RULE)


def _opened(label: Label | None, line: Line, rule: str) -> Opening | None:
    return Opening(label, line, rule) if label else None


def line_label(line: Line, vocabulary: Vocabulary) -> Label | None:
    """The label of a text line or an item: before a colon, bold on its own, or at its end."""
    text = line.text
    colon = ":" in text or "：" in text
    if not colon and text[:1].isalnum():
        return None
    label = read_label(text, vocabulary)
    if label and (label.colon or (label.bold and (not label.value or _speaks(label)))):
        return label
    return closing_label(text, vocabulary) if colon else None


def _speaks(label: Label) -> bool:
    """Whether the text behind a bold key label without a colon begins a sentence."""
    return label.is_key and not label.value[0].islower() and label.value[0].isalnum()


LONGEST_BARE = 160
"""A sentence over a list is a label only if it has at most so many characters."""


def _bare(lines: Sequence[Line], at: int, vocabulary: Vocabulary) -> Label | None:
    """A label without any sign, if it stands alone and a list follows, or asks and is answered."""
    line = lines[at]
    if line.marker == CALLOUT or (line.shape is ITEM and _is_answered(lines, at)):
        return whole_label(line.text, vocabulary)
    if len(line.text) > LONGEST_BARE:
        return None
    if line.shape is TEXT and at > 0 and lines[at - 1].shape in (TEXT, ITEM):
        return None
    below = _below(lines, at)
    if below is None or below.shape is not ITEM:
        return None
    same = marker_family(line.marker) == marker_family(below.marker)
    if line.shape is ITEM and below.indent <= line.indent and same:
        return None
    whole = None if line.text[-1:] in _ENDS else whole_label(line.text, vocabulary)
    return whole or subject_label(line.text, vocabulary)


def _announced(line: Line, vocabulary: Vocabulary) -> Label | None:
    """The label that a sentence is before what it counts: "Our aims are twofold. First, ..."."""
    text = line.text
    stop = text.find("old. ", 0, LONGEST_ANNOUNCEMENT) if line.shape is TEXT else -1
    if stop < 0 or not begins_count(text[stop + 5 :]):
        return None
    label = whole_label(text[: stop + 3], vocabulary)
    return label._replace(value=text[stop + 5 :], bold=False) if label and label.is_key else None


LONGEST_ANNOUNCEMENT = 90


def _below(lines: Sequence[Line], at: int) -> Line | None:
    """The next line that shows, if it is near."""
    for near in range(at + 1, min(at + 4, len(lines))):
        if lines[near].shape not in _UNSEEN:
            return lines[near]
    return None


_ENDS = frozenset("\".。'”")
"""A line that ends so is the end of a sentence and no label."""
_UNSEEN = frozenset({BLANK, Shape.HTML})


def _is_answered(lines: Sequence[Line], at: int) -> bool:
    """Whether a paragraph of its own stands below an item: "1. どんなもの？", "2. 创新点"."""
    line = lines[at]
    if len(line.text) > LONGEST_BARE:
        return False
    below = lines[at + 1] if at + 1 < len(lines) else line
    if below.shape is BLANK and at + 2 < len(lines):
        below = lines[at + 2]
        return below.shape is TEXT and below.indent > line.indent
    return below.shape is TEXT


def body(
    lines: Sequence[Line], start: int, opened: Opening, vocabulary: Vocabulary
) -> Iterator[Line]:
    """The lines from ``start`` on that the construct which ``opened`` began may reach."""
    goes_on = _RULES[opened.rule]
    extent = _Extent(opened, vocabulary)
    is_key, in_quote = extent.is_key, opened.rule == QUOTE_RULE
    for at in range(start, len(lines)):
        line = lines[at]
        shape = line.shape
        if shape is BLANK:
            extent.after_blank = True
            if in_quote and line.quote < opened.line.quote:
                return
            yield line
            continue
        if not goes_on(extent, line):
            return
        if shape is TEXT:
            if not line.plain and extent.ends_at_label(line):
                return
            if not is_key and _opens_key(lines, at, vocabulary):
                return
        elif shape is ITEM and not line.plain and extent.ends_at_label(line):
            return
        extent.after_blank = False
        yield line


def past_lead(lines: Sequence[Line], at: int, opened: Opening, vocabulary: Vocabulary) -> int:
    """Where the body of a heading begins that stands at ``at``.

    A line that only says the label again over headings of their own leads to them:
    "## Contributions", "We make three contributions:", "### A new loss".
    """
    if opened.rule != HEADING_RULE:
        return at
    shown = [n for n in range(at, min(at + 4, len(lines))) if lines[n].shape not in _UNSEEN][:2]
    if len(shown) < 2 or lines[shown[1]].shape is not Shape.HEADING:
        return at
    again = line_label(lines[shown[0]], vocabulary)
    deeper = lines[shown[1]].level > opened.line.level
    same = again is not None and again.topic == opened.label.topic and not again.value
    return shown[1] if deeper and same else at


def _opens_key(lines: Sequence[Line], at: int, vocabulary: Vocabulary) -> bool:
    """Whether a line of text opens a key block only by the list below it, or by what it states."""
    if stating_label(lines[at].text, vocabulary) is not None:
        return True
    if at + 1 == len(lines) or lines[at + 1].shape not in _MAY_LEAD:
        return False
    label = _bare(lines, at, vocabulary)
    return label is not None and label.is_key


_MAY_LEAD = frozenset({ITEM, BLANK})


_NAMES_A_PAPER = frozenset({"title", "authors", "affiliation"})
"""Facts that stand over a paper, never among its points: an item with one begins another list."""


class _Extent:
    """What is remembered while the lines of a block are counted off."""

    def __init__(self, opened: Opening, vocabulary: Vocabulary) -> None:
        self.opened = opened
        self.vocabulary = vocabulary
        self.is_key = opened.label.is_key
        self.depth = 0
        self.after_blank = False
        self.is_sentence = bool(opened.label.value) and not opened.label.bold | opened.label.colon
        """The label and what it says are one sentence: no list goes on with it."""
        self.loose = not opened.label.value
        """The label stands alone: what follows at its own indent may be its body."""

    def ends_at_label(self, line: Line) -> bool:
        """Whether a line begins another label, or a remark, that this block must leave alone."""
        if line.shape is TEXT and is_book_title(line.text):
            return True
        if (
            line.quote
            and line.text[:1]
            and line.text[0] in self.vocabulary.signs
            and not self.opened.line.quote
        ):
            return True
        is_deep = line.shape is ITEM and line.indent > self.opened.line.indent + 8
        if is_deep or is_caption(line.text, self.vocabulary):
            return False
        label = line_label(line, self.vocabulary)
        if label is None or line.marker == DEFINED:
            return label is not None and label.kind is not None
        if line.shape is ITEM and self.is_key:
            return label.field in _NAMES_A_PAPER
        return line.shape is TEXT or label.is_key


_ENDS_SECTION = frozenset({Shape.RULE, DETAILS, SUMMARY, END_DETAILS})
_BREAKS = _ENDS_SECTION | {HEADING, Shape.TABLE}


def _heading_goes_on(extent: _Extent, line: Line) -> bool:
    if line.shape is HEADING:
        deeper = line.level > extent.opened.line.level
        return deeper and extent.is_key and whole_label(line.text, extent.vocabulary) is None
    return line.shape not in _ENDS_SECTION


def _summary_goes_on(extent: _Extent, line: Line) -> bool:
    shape = line.shape
    if shape is END_DETAILS:
        extent.depth -= 1
        return extent.depth >= 0
    if shape is DETAILS:
        extent.depth += 1
    elif shape is HEADING:
        return extent.depth >= 0 and line.level > 3
    return shape is not SUMMARY


def _quote_goes_on(extent: _Extent, line: Line) -> bool:
    return line.quote >= extent.opened.line.quote


def _item_goes_on(extent: _Extent, line: Line) -> bool:
    if line.shape in _BREAKS:
        return False
    own = extent.opened.line
    if line.shape is ITEM and line.indent <= own.indent:
        same = marker_family(line.marker) == marker_family(own.marker)
        if same or not extent.loose or line.indent < own.indent:
            return False
    elif (
        line.shape is TEXT and line.indent <= own.indent and extent.after_blank and not extent.loose
    ):
        return False
    return True


def _line_goes_on(extent: _Extent, line: Line) -> bool:
    if line.shape in _BREAKS:
        return False
    if extent.after_blank and extent.is_sentence:
        return False
    apart = extent.after_blank and line.shape is TEXT and line.indent < 2
    return not apart or (extent.loose and not is_bold(line.text))


_RULES = {
    HEADING_RULE: _heading_goes_on,
    SUMMARY_RULE: _summary_goes_on,
    QUOTE_RULE: _quote_goes_on,
    ITEM_RULE: _item_goes_on,
    LINE_RULE: _line_goes_on,
    VALUE_RULE: _line_goes_on,
}


def _is_counted(line: Line, vocabulary: Vocabulary) -> bool:
    """Whether an item only counts what the label above it names: "Contribution 2: ..."."""
    return unlabelled(line.text, vocabulary) != line.text


def stands_over_labels(heads: Sequence[Line], vocabulary: Vocabulary) -> bool:
    """Whether the items of a body are labels themselves, one of them of a key kind."""
    labels: list[Label] = []
    for line in heads:
        if not _is_counted(line, vocabulary):
            label = line_label(line, vocabulary)
            if label is None:
                return False
            labels.append(label)
    return len(labels) > 1 and any(label.is_key for label in labels)
