"""Remarks: quoted lines with a sign such as a check mark, key points of the paper around them."""

from __future__ import annotations

from collections.abc import Sequence

from notes.blocks import line_label
from notes.lines import TEXT, Line
from notes.model import Point
from notes.points import Draft, finished, without_signs
from notes.vocabulary import Vocabulary


def is_remark(line: Line, vocabulary: Vocabulary) -> bool:
    """Whether a sign opens a quoted line and does not only adorn a bold label of a key kind."""
    return (
        bool(line.quote and line.text)
        and _is_signed(line, vocabulary)
        and not _is_key_label(line, vocabulary)
    )


def read_remark(
    lines: Sequence[Line], at: int, vocabulary: Vocabulary
) -> tuple[tuple[Point, ...], int]:
    """The remark that begins at ``at``, if it says anything, and the index behind it."""
    draft = Draft([])
    draft.add(lines[at].number, without_signs(lines[at].text, vocabulary))
    at += 1
    while at < len(lines):
        below = lines[at]
        if below.shape is not TEXT or not below.quote or _is_signed(below, vocabulary):
            break
        draft.add(below.number, below.text)
        at += 1
    return finished([draft], vocabulary), at


def _is_signed(line: Line, vocabulary: Vocabulary) -> bool:
    if not line.text or line.text[0] != "&":
        return line.text != "" and line.text[0] in vocabulary.signs
    bare = without_signs(line.text, vocabulary)
    return bare != line.text and not bare.startswith("&#")


def _is_key_label(line: Line, vocabulary: Vocabulary) -> bool:
    label = line_label(line, vocabulary) if "**" in line.text else None
    return label is not None and label.bold and label.is_key
