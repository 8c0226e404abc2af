"""From the lines of a block to its points: what is one statement, and its text.

Lists, inline enumerations and paragraphs; where a block ends is decided elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from notes.labels import sibling_at
from notes.lines import Line, Shape, number_marker
from notes.model import Point
from notes.tags import without_tags
from notes.vocabulary import Vocabulary

NESTED = 2
"""An item so many columns further right belongs to the item above it."""


@dataclass(slots=True)
class Draft:
    """A statement while its lines are gathered: the pieces of text with their lines."""

    pieces: list[tuple[int, str]] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    indent: int = 0
    number: int | None = None
    family: str = ""

    def add(self, line: int, text: str, *, item: bool = False) -> None:
        """Add the text of a line; an ``item`` folded in is set apart by a semicolon."""
        if only := _ONLY_IMAGE.fullmatch(text):
            self.images.append(only.group(1))
            return
        if item and self.pieces:
            before, last = self.pieces[-1]
            self.pieces[-1] = (before, last + _semicolon(last))
        self.pieces.append((line, text))


_ONLY_IMAGE = re.compile(r"!\[[^\[\]]{0,500}\]\(<?([^()\s<>]{0,2000})[^()]{0,300}\)")
_IMAGE = re.compile(r"!\[[^\[\]]{0,500}\]\(<?([^()\s<>]{1,2000})[^()]{0,300}\)")


def _semicolon(text: str) -> str:
    last = text.rstrip()[-1:]
    if not last or unicodedata.category(last)[0] == "P" and last not in ")）]】”\"*_`":
        return ""
    return "；" if is_han(last) or ord(last) > 0x2E80 else ";"


def is_han(sign: str) -> bool:
    """Whether two such characters are joined without a space."""
    return "\u3000" <= sign <= "\u9fff" or "\uff00" <= sign <= "\uffef" or "\u2018" <= sign <= "\u201d" or "\U00020000" <= sign


def join(pieces: Iterable[str]) -> str:
    """Put lines together: a space between Latin words, none between Han characters."""
    text = ""
    parts: list[str] = []
    for piece in pieces:
        if parts and piece and not (is_han(text[-1]) and is_han(piece[0])):
            parts.append(" ")
        if piece:
            parts.append(piece)
            text = piece
    return "".join(parts)


def clean(text: str) -> str:
    """The text of a line without inline tags, hard breaks and runs of spaces."""
    return _SPACES.sub(" ", without_tags(text)).strip().removesuffix("\\").rstrip()


_SPACES = re.compile(r"[ \t\u00a0\u2028\u2029\x0b\x0c\x1c-\x1f\x85]+")


def finished(drafts: Iterable[Draft], vocabulary: Vocabulary) -> tuple[Point, ...]:
    """The points of drafts that say something, in order."""
    return tuple(point for draft in drafts if (point := _point(draft, vocabulary)))


def _point(draft: Draft, vocabulary: Vocabulary) -> Point | None:
    pieces = [(line, cleaned) for line, text in draft.pieces if (cleaned := clean(text))]
    if not pieces:
        return None
    text = _unwrapped(join(text for _, text in pieces))
    if is_hollow(text, vocabulary):
        return None
    inline = _IMAGE.findall(text) if "![" in text else []
    return Point(text, pieces[0][0], pieces[-1][0], tuple([*inline, *draft.images]))


def _unwrapped(text: str) -> str:
    """Without numbering that is part of the text, and without a lone emphasis sign left over."""
    marker = number_marker(text)
    text = text[len(marker) :].lstrip() if marker and len(marker) < len(text) else text
    for sign in ("**", "__"):
        if text.startswith(sign) and text.count(sign) == 1:
            return text[2:].lstrip()
        if text.endswith(sign) and text.count(sign) == 1:
            return text[:-2].rstrip()
    return text


_LINK = re.compile(r"!?\[+[^\[\]]{0,500}\]+\([^()]{0,2000}\)|<?https?://[^\s<>]{1,2000}>?")
_TEMPLATE = re.compile(r"[\[(（【<{][^\[\]()（）【】<>{}]{0,200}[\])）】>}][。.；;]?(?!\()")


def is_hollow(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text states nothing: a template left unfilled, only links, only signs."""
    bare = _LINK.sub("", text) if "](" in text or "http" in text else text
    words = "".join(sign if sign.isalnum() or sign == "/" else " " for sign in bare[:400]).split()
    if not words:
        return True
    said = " ".join(words).casefold()
    return said in vocabulary.hollow or bool(len(bare) < 260 and _TEMPLATE.fullmatch(bare.strip()))


# --- inline enumerations -----------------------------------------------------------------------

_INLINE = re.compile(r"[(（](\d{1,2})[)）]|(?<![\w(（.])(\d{1,2})[)）]|([①-⑳])|(?<=[：:；;。])\s{0,3}(\d{1,2})(?:[、，]|[.．](?!\d))")


def enumeration(text: str) -> list[str] | None:
    """The parts of ``...：（1）a；（2）b`` if the numbers run from 1; else None.

    What stands before the first number must be nothing or an announcement.
    """
    found = [(match.start(), match.end(), _value(match)) for match in _INLINE.finditer(text)]
    run: list[tuple[int, int]] = []
    for start, end, number in found:
        if number == len(run) + 1:
            run.append((start, end))
    if len(run) < 2 or not announces(text[: run[0][0]]):
        return None
    ends = [start for start, _ in run[1:]] + [len(text)]
    return [text[end:stop].strip() for (_, end), stop in zip(run, ends, strict=True)]


def _value(match: re.Match[str]) -> int:
    circled = match.group(3)
    return ord(circled) - ord("①") + 1 if circled else int(match.group(1) or match.group(2) or match.group(4))


def announces(text: str) -> bool:
    """Whether a text only leads to what follows it."""
    text = text.strip(" \t\u3000*_")
    return not text or text[-1] in ":：" or bool(len(text) < 120 and _ANNOUNCES.search(text[-40:]))


_ANNOUNCES = re.compile(r"(?:如下|以下.{0,6}|几[点个方条].{0,3}|as follows|following.{0,20}|below|[二两三四五六\d] ?[点个方条]面?|(?:two|three|four|five|several) \w{1,20})[。.,，]?$", re.IGNORECASE)


# --- lines of a block --------------------------------------------------------------------------


def read_points(lines: Sequence[Line], value: tuple[int, str] | None, vocabulary: Vocabulary) -> tuple[Point, ...]:
    """The points of a block: ``value`` is the text behind its label with its line, if any.

    The items of the first list, else inline enumerations, else paragraphs. A text behind the
    label counts unless it only announces the list.
    """
    opening, rest = _opening(lines, value, vocabulary)
    items, before = _first_list(rest)
    if not items:
        paragraphs = ([opening] if opening else []) + (before if not opening else [])
        return finished(_spread(paragraphs), vocabulary)
    if opening and not announces(_text(opening)):
        return finished([*_spread([opening]), *items], vocabulary)
    spread = _spread(items) if len(items) == 1 else items
    return finished(spread, vocabulary)


def _text(draft: Draft) -> str:
    return join(clean(text) for _, text in draft.pieces)


def _opening(
    lines: Sequence[Line], value: tuple[int, str] | None, vocabulary: Vocabulary
) -> tuple[Draft | None, Sequence[Line]]:
    """The paragraph that begins behind the label, up to a sibling label, and the lines after it."""
    if value is None or not value[1]:
        return None, lines
    draft = Draft()
    at = 0
    text = value[1]
    cut = sibling_at(text, vocabulary)
    draft.add(value[0], text[:cut] if cut >= 0 else text)
    while at < len(lines) and lines[at].shape is Shape.TEXT:
        if cut < 0:
            draft.add(lines[at].number, lines[at].text)
        at += 1
    return draft, lines[at:]


def _spread(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Drafts with inline enumerations and lines that are sentences taken apart."""
    for draft in drafts:
        if parts := enumeration(_text(draft)):
            yield from _placed(parts, draft)
        elif _is_lines(draft):
            yield from (Draft([piece]) for piece in draft.pieces)
        else:
            yield draft


def _placed(parts: Sequence[str], draft: Draft) -> Iterator[Draft]:
    """The parts of an enumeration with the lines they stand on."""
    ends: list[tuple[int, int]] = []
    length = 0
    for line, text in draft.pieces:
        length += _letters(clean(text))
        ends.append((length, line))
    whole = _text(draft)
    at = 0
    for part in parts:
        begin = whole.index(part, at)
        at = begin + len(part)
        first = _line_at(ends, _letters(whole[:begin]))
        last = _line_at(ends, _letters(whole[:at]) - 1)
        yield Draft([(first, part)] if first == last else [(first, part), (last, " ")], [])


def _letters(text: str) -> int:
    return sum(1 for sign in text if not sign.isspace())


def _line_at(ends: Sequence[tuple[int, int]], offset: int) -> int:
    return next((line for end, line in ends if offset < end), ends[-1][1])


_SENTENCE_ENDS = "。！？；!?;.…"


def _is_lines(draft: Draft) -> bool:
    """Whether each line of a paragraph is a statement of its own."""
    texts = [clean(text).rstrip("*_ ") for _, text in draft.pieces]
    return len(texts) > 1 and all(text and text[-1] in _SENTENCE_ENDS for text in texts)


def _first_list(lines: Sequence[Line]) -> tuple[list[Draft], list[Draft]]:
    """The items of the first list and the paragraphs before it."""
    reader = _ListReader()
    for line in lines:
        if not reader.take(line):
            break
    return reader.items, reader.paragraphs


class _ListReader:
    """The state while a block's lines are read: the list so far and the last blank line."""

    def __init__(self) -> None:
        self.items: list[Draft] = []
        self.paragraphs: list[Draft] = []
        self.after_blank = True
        self.left = False
        """The list was left by a paragraph; only its numbering can resume it."""

    def take(self, line: Line) -> bool:
        """Take one more line; False once the list has ended for good."""
        shape = line.shape
        if shape is Shape.ITEM:
            return self.item(line)
        if shape is Shape.TEXT:
            return self.text(line)
        if shape is Shape.HEADING:
            self.left = False
        self.after_blank = True
        return True

    def item(self, line: Line) -> bool:
        family, number = marker_family(line.marker), marker_number(line.marker)
        base = self.items[-1] if self.items else None
        if base and line.indent >= base.indent + NESTED and not self.left:
            if line.text:
                base.add(line.number, line.text, item=True)
        elif self.left and base and not (number and number == (base.number or 0) + 1 and family == base.family):
            return False
        else:
            draft = Draft(indent=line.indent, number=number, family=family)
            if line.text:
                draft.add(line.number, line.text)
            self.items.append(draft)
            self.left = False
        self.after_blank = False
        return True

    def text(self, line: Line) -> bool:
        if not self.items:
            if self.after_blank or not self.paragraphs:
                self.paragraphs.append(Draft())
            self.paragraphs[-1].add(line.number, line.text)
        elif self.continues(line):
            self.items[-1].add(line.number, line.text)
        else:
            self.left = True
        self.after_blank = False
        return True

    def continues(self, line: Line) -> bool:
        """Whether a text line goes on with the item above it."""
        base = self.items[-1]
        if self.left or (self.after_blank and line.indent < base.indent + NESTED):
            return False
        return line.indent >= base.indent + NESTED or is_markdown_marker(base.family)


def marker_family(marker: str) -> str:
    """Markers of one list have one family: ``1.`` for ``12.``."""
    if marker and "①" <= marker[0] <= "❿":
        return "①"
    return re.sub(r"\d+|[一二三四五六七八九十]+", "1", marker)


def marker_number(marker: str) -> int | None:
    """The number of a numbered marker."""
    digits = re.search(r"\d+", marker)
    if digits:
        return int(digits.group())
    return ord(marker[0]) - ord("①") + 1 if marker and "①" <= marker[0] <= "⑳" else None


def is_markdown_marker(family: str) -> bool:
    """Whether Markdown itself knows the marker, so that an unindented line goes on with it."""
    return family in ("-", "*", "+", "1.", "1)", "•")
