"""The lines of a written card as texts: on one line for the point, as they stand for a prompt.

Pure. Where such a card begins and ends is decided in ``written``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from notes.cardtags import without_card_tags
from notes.lines import ITEM, Line, Shape
from notes.markers import number_marker
from notes.points import Draft, clean, join

FENCES = ("```", "~~~")
_FORMULA = "$$"
_HTML_BULLET = "<li>"
_SCHEDULE = re.compile(r"<!--\s*SR:.{0,2000}?-->")
_BLOCK_ID = re.compile(r"\s\^[A-Za-z0-9-]{1,60}$")


class Side(NamedTuple):
    """What stands on one side of a card."""

    flat: str
    """On one line."""
    shown: str
    """With its line breaks."""


def side(lines: Sequence[Line], skip: int = 0) -> Side:
    """The side that some lines are, without ``skip`` characters of the first."""
    return Side(on_one_line(lines, skip).strip(), as_written(lines, skip).strip())


def bare(text: str) -> str:
    """The text of a line without tags, another program's schedule, and the name of its block."""
    if "<!--" in text:
        text = _SCHEDULE.sub("", text)
    text = _BLOCK_ID.sub("", without_card_tags(text).rstrip())
    # Two backslashes end a row of a formula, one is a line break.
    return clean(text) + "\\" * text.endswith("\\\\")


def on_one_line(lines: Sequence[Line], skip: int = 0) -> str:
    """Lines as one text, without ``skip`` characters of the first; lists keep their numbers."""
    numbered = sum(line.shape is ITEM for line in lines) > 1
    draft = Draft([])
    for line in lines:
        piece = _fence(line) or bare(line.text[skip:])
        skip = 0
        if numbered and number_marker(line.marker):
            piece = f"{line.marker} {piece}"
        if line.shape is ITEM and not piece.startswith("!"):
            draft.add(line.number, piece, item=True)
        else:
            draft.pieces.append((line.number, piece))
    return join(piece for _, piece in draft.pieces)


def as_written(lines: Sequence[Line], skip: int = 0) -> str:
    """Lines as they stand, with markers, the indent of lists and code; a formula on one line."""
    items = [line.indent for line in lines if line.shape is ITEM]
    shown = _shown(lines, skip, min(items, default=0))
    return "\n".join(_formulas_joined(shown)).strip("\n")


def _shown(lines: Sequence[Line], skip: int, margin: int) -> Iterator[str]:
    listed = sum(line.shape is ITEM for line in lines) > 1 or bool(lines and not lines[0].marker)
    in_code = False
    for line in lines:
        inner = " " * max(0, line.indent - margin)
        if line.shape is Shape.CODE:
            in_code ^= line.text.startswith(FENCES)
            yield " " * line.indent + line.text
        elif in_code and not line.text:
            yield ""
        elif line.shape is ITEM and listed:
            marker = "-" if line.marker == _HTML_BULLET else line.marker
            yield f"{inner}{marker} {bare(line.text)}"
        elif text := bare(line.text[skip:]):
            yield text
        skip = 0


def _formulas_joined(shown: Iterator[str]) -> Iterator[str]:
    """The lines of a formula between ``$$`` and ``$$`` as one: a break would end it."""
    open_formula: list[str] = []
    for text in shown:
        if open_formula or text.count(_FORMULA) % 2:
            open_formula.append(text)
            if len(open_formula) > 1 and text.count(_FORMULA) % 2:
                yield " ".join(open_formula)
                open_formula = []
        else:
            yield text
    yield from open_formula


def _fence(line: Line) -> str:
    """The signs of a line that opens or closes code, without the name of its language."""
    if line.shape is Shape.CODE and line.text.startswith(FENCES):
        return line.text[: len(line.text) - len(line.text.lstrip("`~"))]
    return ""
