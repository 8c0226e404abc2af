"""What one statement is: its text, its lines, its images.

Where statements begin and end is decided by others (``bodies``, ``enumerations``), and whether
one says anything (``hollow``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from notes.hollow import is_hollow
from notes.model import Point
from notes.tags import with_images, without_tags
from notes.vocabulary import Vocabulary
from notes.wikilinks import without_wikilinks


@dataclass(slots=True)
class Draft:
    """A statement while its lines are gathered: the pieces of text with their lines."""

    pieces: list[tuple[int, str]]
    images: tuple[str, ...] = ()
    indent: int = 0
    marker: str = ""
    cleaned: list[tuple[int, str]] | None = None
    """What ``said`` found: it is asked when all lines are gathered."""

    def add(self, line: int, text: str, *, item: bool = False) -> None:
        """Add the text of a line; an ``item`` folded in is set apart by a semicolon."""
        if "<img" in text:
            text = with_images(text)
        if "![" in text and is_only_images(text):
            self.images += images_in(without_wikilinks(text))
            return
        if item and self.pieces:
            before, last = self.pieces[-1]
            self.pieces[-1] = (before, last + _semicolon(last))
        self.pieces.append((line, text))

    def said(self) -> list[tuple[int, str]]:
        """What its lines say once they are cleaned; those that say nothing are left out."""
        if self.cleaned is None:
            self.cleaned = [(at, text) for at, raw in self.pieces if (text := clean(raw))]
        return self.cleaned

    def text(self) -> str:
        """What it says on one line."""
        return joined(self.said())


def joined(said: Sequence[tuple[int, str]]) -> str:
    """The text of cleaned lines on one line."""
    return said[0][1] if len(said) == 1 else join([text for _, text in said])


_ONLY_IMAGES = re.compile(
    r"(?:!\[[^\[\]]{0,500}\]\((?:<[^<>]{0,2000}>[^()]{0,300}|[^()]{0,2300})\)\s{0,5}){1,20}"
)
_IMAGE = re.compile(
    r"!\[[^\[\]]{0,500}\]\(\s{0,3}(?:<([^<>]{1,2000})>|([^()\s<>]{1,2000}))[^()]{0,300}\)"
)


def is_only_images(text: str) -> bool:
    """Whether a line holds images, of Markdown or embedded, and nothing else."""
    return _ONLY_IMAGES.fullmatch(without_wikilinks(text)) is not None


def _semicolon(text: str) -> str:
    last = text.rstrip()[-1:]
    if not last or (unicodedata.category(last)[0] == "P" and last not in ')）]】”"*_`'):
        return ""
    return "；" if is_han(last) or ord(last) > 0x2E80 else ";"


def is_han(sign: str) -> bool:
    """Whether two such characters are joined without a space."""
    return (
        "\u3000" <= sign <= "\u9fff"
        or "\uff00" <= sign <= "\uffef"
        or "\u2018" <= sign <= "\u201d"
        or sign >= "\U00020000"
    )


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
    if "<" in text or "&" in text:
        text = without_tags(with_images(text) if "<img" in text else text)
    if "[[" in text:
        text = without_wikilinks(text)
    if "%%" in text or "^" in text:
        text = _FOR_THE_PROGRAM.sub("", text)
    if "  " in text or not text.isprintable():
        text = _SPACES.sub(" ", text)
    text = text.strip()
    return text.removesuffix("\\").rstrip() if text[-1:] == "\\" else text


_FOR_THE_PROGRAM = re.compile(r"%%[^%]{0,1000}%%|\s\^[A-Za-z0-9-]{4,40}\s*$")
"""Comments and names of lines, as Obsidian has them."""
_SPACES = re.compile(r"[ \t\u00a0\u2028\u2029\x0b\x0c\x1c-\x1f\x85]+")


def finished(drafts: Iterable[Draft], vocabulary: Vocabulary) -> tuple[Point, ...]:
    """The points of drafts that say something, in order."""
    points: list[Point] = []
    for draft in drafts:
        said = draft.said()
        text = joined(said)
        if "**" in text or "__" in text:
            text = _unwrapped(text)
        if text and not is_hollow(text, vocabulary):
            images = (*images_in(text), *draft.images) if draft.images or "![" in text else ()
            points.append(Point(text, said[0][0], said[-1][0], images))
    return tuple(points)


def images_in(text: str) -> tuple[str, ...]:
    """The targets of the images that stand in a text, as written."""
    return tuple(m[1] or m[2] for m in _IMAGE.finditer(text)) if "![" in text else ()


def _unwrapped(text: str) -> str:
    """Without a lone emphasis sign that was left over when its partner was cut off."""
    for sign in ("**", "__"):
        if text.startswith(sign) and text.count(sign) == 1:
            return text[2:].lstrip()
        if text.endswith(sign) and text.count(sign) == 1:
            return text[:-2].rstrip()
    return text


def without_signs(text: str, vocabulary: Vocabulary) -> str:
    """A text without the signs (written out or as entities) that open it."""
    at = 0
    text = text.strip()
    if text.startswith("&#"):
        text = _ENTITY.sub(
            lambda match: chr(int(match.group(1), 16) if match.group(1) else int(match.group(2))),
            text,
        )
    while at < len(text) and (text[at] in vocabulary.signs or text[at] in "\ufe0f \t"):
        at += 1
    return text[at:].strip()


_ENTITY = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,5})|(\d{1,6}));")
