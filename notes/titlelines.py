"""Lines and list items that are the title of a paper: in book title marks, bold, linked, quoted."""

from __future__ import annotations

import re
from typing import NamedTuple

from notes.lines import ITEM, TEXT, Line
from notes.outline import TITLE_ITEM
from notes.titles import BOOK_TITLE, Strength, clean_title, shape_strength

TITLE_LINE = "title-line"
BOOK_MARKS = "book-title-marks"

_STARTS = frozenset('*_《[“"')
LONGEST_LINE = 1500
"""A longer line is no title with its links."""
_BOLD = re.compile(r"(\*{2,3}|__)(?=\S)([^*\n]{6,320}?)\1")
_LINKED = re.compile(r"\[([^\[\]]{3,320})\]\((https?://[^\s()]{1,1000})[^()]{0,100}\)")
_QUOTED = re.compile(r"[“\"]([^“”\"]{10,300}?)[,.]?[”\"]")
_PAPER_LINK = re.compile(
    r"arxiv\.org|doi\.org|openreview\.net|aclanthology|thecvf\.com|\.pdf", re.IGNORECASE
)
_LINK_WORD = re.compile(
    r"(?:arxiv|paper|pdf|code|link|project(?: page)?|github|site|official)s?[ :.\d]*", re.IGNORECASE
)
_SENTENCE = re.compile(r"[。！？；.!?;](?:(?<=[。！？；])|(?<!\b[A-Z]\.) [A-Z])")
"""Where a sentence ends; an initial (``Geoffrey E. Hinton``) ends none."""
_BY = re.compile(r"\s*(?:by|from)\s+[A-Z]")
REST = 200
"""So much may follow a title on its line: links, a venue, a year."""


class TitleLine(NamedTuple):
    """A line taken for a title, by which rule and how surely."""

    rule: str
    text: str
    strength: Strength


def title_line(line: Line) -> TitleLine | None:
    """The title that a text line or a list item is."""
    text = line.text
    if line.shape is ITEM and text[:1] == "#":
        return _heading_item(text)
    if text[:1] not in _STARTS or len(text) > LONGEST_LINE:
        return _before_address(text) if line.shape is ITEM else None
    rule = TITLE_ITEM if line.shape is ITEM else TITLE_LINE
    marks = BOOK_TITLE.match(text.lstrip("*_ "))
    if marks:
        rest = text.lstrip("*_ ")[marks.end() :]
        if _is_short(rest):
            rule = TITLE_ITEM if line.shape is ITEM else BOOK_MARKS
            return TitleLine(rule, clean_title(marks.group(1)), Strength.SHAPE)
        return None
    for pattern in (_BOLD, _LINKED, _QUOTED):
        match = pattern.match(text)
        if match:
            return _taken(match, text[match.end() :], rule)
    return None


def _heading_item(text: str) -> TitleLine | None:
    """``- ## Title``, as outliners write headings."""
    title = clean_title(text.lstrip("# "))
    found = shape_strength(title) >= Strength.SHAPE
    return TitleLine(TITLE_ITEM, title, Strength.SHAPE) if found else None


_ADDRESS = re.compile(r"(.{6,300}?)[\s,，:：(（<–—-]{1,5}https?://[^\s()<>]{1,1000}[)）>]?$")


def _before_address(text: str) -> TitleLine | None:
    """``- Title https://arxiv.org/abs/...``."""
    match = _ADDRESS.match(text) if "http" in text and len(text) <= LONGEST_LINE else None
    title = clean_title(match[1]) if match and _PAPER_LINK.search(text, match.end(1)) else ""
    found = shape_strength(title) >= Strength.SHAPE
    return TitleLine(TITLE_ITEM, title, Strength.SHAPE) if found else None


LONGEST_PLAIN = 200
"""A title without any sign has at most so many characters."""


def may_be_plain_title(line: Line, below: Line) -> bool:
    """Whether a line with the one below it looks as ``plain_title`` wants; a quick first look."""
    if len(line.text) > LONGEST_PLAIN:
        return False
    if line.shape is ITEM:
        return below.shape is ITEM and below.indent > line.indent
    return line.text[-1:] not in "。.：:；;，," and shape_strength(line.text) >= Strength.SHAPE


def plain_title(line: Line, below: Line) -> TitleLine | None:
    """The title that a line without any sign is, where a key label stands right below it.

    A list item need only be a name, if the label stands in its own list.
    """
    title = clean_title(line.text) if len(line.text) <= LONGEST_PLAIN else ""
    strength = shape_strength(title)
    if line.shape is ITEM:
        inside = below.shape is ITEM and below.indent > line.indent
        if quoted := _QUOTED.search(line.text):
            title = clean_title(quoted[1])
            strength = max(strength, shape_strength(title))
        found = inside and strength > Strength.NONE
        return TitleLine(TITLE_ITEM, title, strength) if found else None
    found = below.shape is TEXT and strength >= Strength.SHAPE
    return TitleLine(TITLE_LINE, title, strength) if found else None


def _is_short(rest: str) -> bool:
    return len(rest) <= REST and not _SENTENCE.search(rest) and rest.strip()[-1:] not in (":", "：")


def _names_work(match: re.Match[str], title: str, rule: str) -> bool:
    """Whether the text of a link to a paper names it: not "PDF"; in an item one word will do."""
    if len(title.split()) >= 3:
        return True
    brief = rule == TITLE_ITEM and match.re is _LINKED and title[:1].isupper()
    return brief and not _LINK_WORD.fullmatch(title)


def _taken(match: re.Match[str], rest: str, rule: str) -> TitleLine | None:
    inside = match.group(2) if match.re is _BOLD else match.group(1)
    title = clean_title(inside)
    if not _is_short(rest) or inside.rstrip()[-1:] in (":", "："):
        return None
    strength = shape_strength(title)
    proven = _PAPER_LINK.search(match.group() + rest) or (rule == TITLE_ITEM and _BY.match(rest))
    if strength is Strength.WEAK and proven and _names_work(match, title, rule):
        strength = Strength.SHAPE
    if strength < Strength.SHAPE or (match.re is _QUOTED and not proven and rule != TITLE_ITEM):
        return None
    return TitleLine(rule, title, strength)
