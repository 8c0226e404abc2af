"""Classify each line of a note: what it is, how deep it stands, and its text.

One pass, one small function for each construct, chosen by the first character. Nothing
here knows what the words mean. A line keeps the number it has in the file; ``<details>``
and ``<summary>`` may make several lines of one. Only CRLF, CR and LF end a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from notes.markers import MARKER_STARTS, NUMBER_STARTS, SPACE, marker_of
from notes.orgmode import as_markdown, is_org, may_be_org
from notes.tags import has_block_tags, is_only_tags, split_tags


class Shape(StrEnum):
    """What a line is."""

    BLANK = "blank"
    HEADING = "heading"
    ITEM = "item"
    TEXT = "text"
    TABLE = "table"
    RULE = "rule"
    CODE = "code"
    HTML = "html"
    DETAILS = "details"
    SUMMARY = "summary"
    END_DETAILS = "end-details"
    WRITTEN = "written"
    """Part of a card that somebody wrote: nothing else is to be read in it (see ``written``)."""


BLANK, HEADING, ITEM, TEXT, TABLE, RULE = (
    Shape.BLANK,
    Shape.HEADING,
    Shape.ITEM,
    Shape.TEXT,
    Shape.TABLE,
    Shape.RULE,
)
DETAILS, SUMMARY, END_DETAILS, WRITTEN = (
    Shape.DETAILS,
    Shape.SUMMARY,
    Shape.END_DETAILS,
    Shape.WRITTEN,
)
"""The shapes by names of their own: a member of an Enum takes ten times as long to look up."""


@dataclass(slots=True)
class Line:
    """One classified line; nobody changes it once the note is scanned."""

    number: int
    """Counted from 1 in the file."""
    shape: Shape
    text: str
    """Without indent, quote signs, marker and the hashes of a heading."""
    indent: int = 0
    """Columns before the text (a tab goes to the next multiple of four)."""
    quote: int = 0
    """How many ``>`` stand before it."""
    marker: str = ""
    """The list marker as written, without spaces."""
    level: int = 0
    """Of a heading, 1 to 6."""
    plain: bool = False
    """Begins with a letter and has no colon: surely no number, label, link, title or remark."""


_HEADING = re.compile(r"(#{1,6})(?:[ \t\u3000]+|(?<=##)(?=[^#\s]))")
_CLOSING_HASHES = re.compile(r"[ \t]#+[ \t]*$")
_CALLOUT = re.compile(r"\[!([\w-]{1,30})\][+-]?\s*")
CALLOUT = "[!"
"""The marker of the line that names a callout (``> [!tip] Key points``)."""
DEFINED = ":"
"""The marker of the items that a list of terms with their definitions is read as."""
LONGEST_TERM = 80
DEEPER = 4
"""A definition stands so many columns further right than its term."""
_SPACES = frozenset(SPACE)
_PROPERTY = re.compile(
    r"(?:id|collapsed|heading|background-color|icon|exclude-from-graph-view|created-at|updated-at"
    r"|(?:card|hl|ls|logseq|query)[-.][\w.-]{1,40}):: "
)
"""What an outliner writes for itself below an item."""
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]{1,60}\]:")
_TASK = re.compile(r"\[[ xX]\]\s+")
_WHOLE_TAGS = {"<details>": DETAILS, "</details>": END_DETAILS}
"""Lines that are a tag and nothing else: most tags stand so."""
_TELLING = MARKER_STARTS | frozenset(SPACE) | frozenset("#|_=>`~$<:[")
"""A line that begins with none of these is running text."""


def physical_lines(text: str) -> list[str]:
    """The lines of the file without their ends; those of Org mode as Markdown has them."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    return as_markdown(lines) if may_be_org(text) and is_org(lines) else lines


def read_lines(physical: Sequence[str], start: int = 0) -> list[Line]:
    """Classify ``physical[start:]``; the first line of the file has number 1."""
    scanner = _Scanner(physical, start)
    lines = scanner.run()
    return list(_joined_summaries(lines)) if scanner.open_summary else lines


class _Scanner:
    """The state of one pass: where it stands and which fence is open."""

    def __init__(self, physical: Sequence[str], start: int) -> None:
        self.physical = physical
        self.at = start
        self.lines: list[Line] = []
        self.last: dict[str, int] = {}
        self.open_summary = False
        """Whether a ``<summary>`` has its text on other lines."""

    def run(self) -> list[Line]:
        physical, lines = self.physical, self.lines
        end = len(physical)
        while self.at < end:
            raw = physical[self.at]
            self.at = number = self.at + 1
            text = raw.strip(SPACE)
            if not text:
                lines.append(Line(number, BLANK, ""))
            elif text in _WHOLE_TAGS:
                indent = _columns(raw) if raw[0] in SPACE else 0
                lines.append(Line(number, _WHOLE_TAGS[text], "", indent))
            elif raw[0] in _TELLING or "<" in text or ":: " in text:
                self.classify(number, raw, text)
            else:
                lines.append(Line(number, TEXT, text, 0, 0, "", 0, _is_plain(text)))
        return lines

    def classify(self, number: int, raw: str, text: str) -> None:
        indent, quote = _columns(raw) if raw[0] in SPACE else 0, 0
        first = text[0]
        if first in "-*+#" and "<" not in text and "|" not in text:
            self.lines.append(self.simple(number, text, indent, 0))
            return
        if first == ">":
            quote, indent, text = _unquote(text)
            if not text:
                self.lines.append(Line(number, BLANK, "", 0, quote))
                return
            if callout := _CALLOUT.match(text):
                name = text[callout.end() :] or callout.group(1)
                self.lines.append(Line(number, TEXT, name, indent, quote, CALLOUT))
                return
        if text[0] in "`~$<-:" and self.spanning(number, text):
            return
        if "<" in text and has_block_tags(text):
            self.tags(number, text, indent, quote)
            return
        if _is_for_program(text):
            self.lines.append(Line(number, Shape.HTML, text, indent, quote))
            return
        if text[0] == ":" and text[1:2] in _SPACES and len(text) > 2:
            self.lines.append(self.definition(number, text[2:].lstrip(SPACE), indent, quote))
        else:
            self.lines.append(self.simple(number, text, indent, quote))

    def simple(self, number: int, text: str, indent: int, quote: int) -> Line:
        first = text[0]
        if first in "-*+" and text[1:2] == " " and text[-1] != first:
            body = _item(text[2:])
            return Line(number, ITEM, body, indent, quote, first, 0, _is_plain(body))
        if first == "#":
            match = _HEADING.match(text)
            if match:
                title = _CLOSING_HASHES.sub("", text[match.end() :]).strip()
                return Line(number, HEADING, title, indent, quote, "", len(match.group(1)))
        elif first == "|":
            return Line(number, TABLE, text, indent, quote)
        elif first in "-*_=" and text[-1] == first and _is_rule(text):
            if self.underlines(number, first, quote):
                return replace(self.lines.pop(), shape=HEADING, level=1 if first == "=" else 2)
            if first != "=":
                return Line(number, RULE, text, indent, quote)
        marker = marker_of(text) if first in MARKER_STARTS else ""
        body = _item(text[len(marker) :]) if marker else text
        shape = ITEM if marker else TEXT
        return Line(number, shape, body, indent, quote, marker, 0, _is_plain(body))

    def definition(self, number: int, text: str, indent: int, quote: int) -> Line:
        """``: what it is`` makes an item of the short line above, or goes on with one it made."""
        above = self.lines[-1] if self.lines else None
        if above is None or above.number != number - 1 or above.quote != quote:
            return Line(number, TEXT, ": " + text, indent, quote)
        if above.marker == DEFINED or above.indent > indent:
            return Line(number, ITEM, text, indent + DEEPER, quote, DEFINED)
        if above.shape is TEXT and len(above.text) <= LONGEST_TERM:
            term = above.text if above.text[-1] in ":：" else above.text + ":"
            self.lines[-1] = replace(above, shape=ITEM, text=term, marker=DEFINED, plain=False)
            return Line(number, TEXT, text, indent + DEEPER, quote, DEFINED)
        return Line(number, TEXT, ": " + text, indent, quote)

    def tags(self, number: int, text: str, indent: int, quote: int) -> None:
        """Make a line of each block tag of ``text``, and of what stands between them."""
        parts = _remembered_tags(text) if len(text) <= LONGEST_REMEMBERED else split_tags(text)
        for name, body in parts:
            shape, level, marker = _HTML_SHAPES[name]
            self.lines.append(Line(number, shape, body, indent, quote, marker, level))
            if shape is SUMMARY and not body:
                self.open_summary = True

    def underlines(self, number: int, sign: str, quote: int) -> bool:
        """Whether a row of signs makes a heading of the one line above it."""
        if quote or not self.lines:
            return False
        above = self.lines[-1]
        alone = len(self.lines) < 2 or self.lines[-2].shape is not TEXT
        return (
            above.shape is TEXT
            and above.number == number - 1
            and alone
            and not above.quote
            and (sign == "=" or (sign == "-" and above.text[-1] not in "。.：:；;，,"))
            and sign in "=-"
        )

    def spanning(self, number: int, text: str) -> bool:
        """Consume code, a comment or a formula that goes over several lines, if it is closed."""
        if text.startswith(("```", "~~~")):
            return self.fence(number, text[:3], Shape.CODE)
        if text[0] in "-:":
            return "|" in text and is_delimiter(text) and self.bare_table(number, text)
        if text == "$$":
            return self.fence(number, "$$", TEXT)
        if text.startswith("<!--"):
            return self.comment(number, text)
        return False

    def fence(self, number: int, sign: str, shape: Shape) -> bool:
        close = self.find(sign)
        if close < 0:
            return False
        for at in range(number - 1, close + 1):
            raw = self.physical[at]
            text = raw.strip(SPACE)
            indent = _columns(raw) if text and shape is Shape.CODE else 0
            self.lines.append(Line(at + 1, shape if text else BLANK, text, indent))
        self.at = close + 1
        return True

    def bare_table(self, number: int, text: str) -> bool:
        """Take a table without outer bars: the head above, this delimiter, the rows below."""
        head = self.lines[-1] if self.lines else None
        if head is None or head.shape is not TEXT or "|" not in head.text:
            return False
        self.lines[-1] = replace(head, shape=TABLE)
        self.lines.append(Line(number, TABLE, text))
        while self.at < len(self.physical) and "|" in self.physical[self.at]:
            self.at += 1
            self.lines.append(Line(self.at, TABLE, self.physical[self.at - 1].strip(SPACE)))
        return True

    def find(self, sign: str) -> int:
        """The next line that closes ``sign``; -1 if none does. Never looks twice in vain."""
        if self.last.get(sign, 0) < 0:
            return -1
        for at in range(self.at, len(self.physical)):
            text = self.physical[at].strip(SPACE + ">")
            if text.startswith(sign) and not text.strip(sign[0]):
                return at
        self.last[sign] = -1
        return -1

    def comment(self, number: int, text: str) -> bool:
        if "-->" in text:
            self.lines.append(Line(number, Shape.HTML, text))
            return True
        if self.last.get("-->", 0) < 0:
            return False
        for at in range(self.at, len(self.physical)):
            if "-->" in self.physical[at]:
                self.lines.append(Line(number, Shape.HTML, ""))
                self.at = at + 1
                return True
        self.last["-->"] = -1
        return False


def _is_for_program(text: str) -> bool:
    """Whether a line is only tags, a property, or the text of a footnote."""
    if text[0] == "<":
        return is_only_tags(text)
    if text[0] == "[":
        return text[1:2] == "^" and _FOOTNOTE.match(text) is not None
    return ":: " in text and _PROPERTY.match(text) is not None


def _is_plain(text: str) -> bool:
    return (
        text[:1].isalnum() and ":" not in text and "：" not in text and text[0] not in NUMBER_STARTS
    )


def _item(text: str) -> str:
    """What stands behind a marker, without spaces and the box of a task."""
    text = text.lstrip(SPACE)
    return _TASK.sub("", text, count=1) if text[:1] == "[" else text


def is_delimiter(text: str) -> bool:
    """Whether a row is the ``|---|---|`` below the head of a table."""
    return "-" in text and not text.strip("|-: \t")


def _columns(raw: str) -> int:
    space = raw[: len(raw) - len(raw.lstrip(SPACE))]
    if "\t" not in space and "\u3000" not in space:
        return len(space)
    columns = 0
    for sign in space:
        if sign == "\t":
            columns += 4 - columns % 4
        else:
            columns += 2 if sign == "\u3000" else 1
    return columns


def _unquote(text: str) -> tuple[int, int, str]:
    """How many quote signs, how many columns behind them, and the text."""
    body = text.lstrip("> \t")
    signs = text[: len(text) - len(body)]
    inner = len(signs) - 1 - signs.rindex(">")
    return signs.count(">"), max(0, inner - 1), body.rstrip(SPACE)


def _is_rule(text: str) -> bool:
    return len(text) >= 3 and text.count(text[0]) >= 3 and not text.strip(text[0] + " \t")


_HTML_SHAPES = {
    "details": (DETAILS, 0, ""),
    "/details": (END_DETAILS, 0, ""),
    "summary": (SUMMARY, 0, ""),
    "li": (ITEM, 0, "<li>"),
    "text": (TEXT, 0, ""),
    "html": (Shape.HTML, 0, ""),
} | {f"h{level}": (HEADING, level, "") for level in range(1, 7)}
"""Shape, level and marker of the line that a tag makes."""


_KEPT = 1_000
LONGEST_REMEMBERED = 40
"""The tags of a line of at most so many characters are remembered: most are ``</details>``."""


@lru_cache(_KEPT)
def _remembered_tags(text: str) -> tuple[tuple[str, str], ...]:
    return tuple(split_tags(text))


_SUMMARY_REACH = 12
"""A summary that is not closed within so many lines is taken as it stands."""


def _joined_summaries(lines: Sequence[Line]) -> Iterator[Line]:
    """Put a ``<summary>`` that goes over several lines on its first line."""
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.shape is SUMMARY and not line.text:
            parts: list[str] = []
            while at < len(lines) and len(parts) < _SUMMARY_REACH:
                if lines[at].shape not in (TEXT, HEADING, Shape.HTML, BLANK):
                    break
                closing = lines[at].text == "/summary"
                parts.append("" if closing else lines[at].text)
                at += 1
                if closing:
                    break
            line = replace(line, text=" ".join(filter(None, parts)))
        yield line
