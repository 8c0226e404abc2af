"""Lines and list items that are the title of a paper: in book title marks, bold, linked, quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from notes.lines import Line, Shape
from notes.outline import TITLE_ITEM
from notes.titles import BOOK_TITLE, Strength, clean_title, shape_strength

TITLE_LINE = "title-line"
BOOK_MARKS = "book-title-marks"

_DECORATED = re.compile(r"(?:\*{2,3}|__|<b>|<strong>)?\s?(?:\[{1,2}|[“\"])?")
_BOLD = re.compile(r"(\*{2,3}|__)(?=\S)([^*\n]{6,320}?)\1")
_LINKED = re.compile(r"\[([^\[\]]{6,320})\]\((https?://[^\s()]{1,1000})[^()]{0,100}\)")
_QUOTED = re.compile(r"[“\"]([^“”\"]{10,300}?)[,.]?[”\"]")
_PAPER_LINK = re.compile(
    r"arxiv\.org|doi\.org|openreview\.net|aclanthology|thecvf\.com|\.pdf", re.IGNORECASE
)
_SENTENCE = re.compile(r"[。！？；]|[.!?;] [A-Z]")
REST = 200
"""So much may follow a title on its line: links, a venue, a year."""


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A line taken for a title, by which rule and how surely."""

    rule: str
    text: str
    strength: Strength


def title_line(line: Line) -> TitleLine | None:
    """The title that a text line or a list item is."""
    text = line.text
    if (text[:1] not in '*_《[“"' and not text.startswith(("<b>", "<strong>"))) or len(text) > 1500:
        return None
    rule = TITLE_ITEM if line.shape is Shape.ITEM else TITLE_LINE
    marks = BOOK_TITLE.match(text.lstrip("*_ "))
    if marks:
        rest = text.lstrip("*_ ")[marks.end() :]
        if _is_short(rest):
            rule = TITLE_ITEM if line.shape is Shape.ITEM else BOOK_MARKS
            return TitleLine(rule, clean_title(marks.group(1)), Strength.SHAPE)
        return None
    for pattern in (_BOLD, _LINKED, _QUOTED):
        match = pattern.match(text)
        if match:
            return _taken(match, text[match.end() :], rule)
    return None


def _is_short(rest: str) -> bool:
    return len(rest) <= REST and not _SENTENCE.search(rest) and rest.strip()[-1:] not in (":", "：")


def _taken(match: re.Match[str], rest: str, rule: str) -> TitleLine | None:
    inside = match.group(2) if match.re is _BOLD else match.group(1)
    title = clean_title(inside)
    if not _is_short(rest) or inside.rstrip()[-1:] in (":", "："):
        return None
    strength = shape_strength(title)
    linked = _PAPER_LINK.search(match.group() + rest)
    if strength is Strength.WEAK and linked and len(title.split()) >= 3:
        strength = Strength.SHAPE
    if strength < Strength.SHAPE or (match.re is _QUOTED and not linked and rule != TITLE_ITEM):
        return None
    return TitleLine(rule, title, strength)
