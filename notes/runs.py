"""Labels that share a line with the text before them: "**TL;DR**: ... **Contributions**: ...".

Such a line becomes several of the same number, so that each label is read as on its own line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from notes.lines import ITEM, TEXT, Line
from notes.vocabulary import LONGEST_LABEL, Vocabulary

_BOLD_LABEL = re.compile(
    rf"\*\*(?<=[\s。；;.!?！？)）]\*\*)([^*\n:：]{{2,{LONGEST_LABEL}}})(?:[:：]\s?\*\*|\*\*\s?[:：])"
)
MOST = 20
"""So many labels may share a line."""


def apart(lines: Sequence[Line], vocabulary: Vocabulary) -> Sequence[Line]:
    """``lines`` with those that hold bold labels behind their beginning cut before each."""
    held = [at for at, line in enumerate(lines) if "**" in line.text and _holds_bold(line)]
    if not held:
        return lines
    pieces: list[Line] = []
    done = 0
    for at in held:
        pieces += lines[done:at]
        pieces += _pieces(lines[at], vocabulary)
        done = at + 1
    return pieces + list(lines[done:])


def _holds_bold(line: Line) -> bool:
    text = line.text
    if text[:2] == "**" and text.count("**") == 2:
        return False  # only its beginning is bold
    running = line.shape is TEXT or line.shape is ITEM
    return running and _BOLD_LABEL.search(text) is not None


def _pieces(line: Line, vocabulary: Vocabulary) -> Iterator[Line]:
    cuts = _cuts(line.text, vocabulary)
    if not cuts:
        yield line
        return
    yield replace(line, text=line.text[: cuts[0]].rstrip())
    for start, end in pairwise([*cuts, len(line.text)]):
        yield replace(line, shape=TEXT, marker="", text=line.text[start:end].rstrip())


def _cuts(text: str, vocabulary: Vocabulary) -> list[int]:
    found = _BOLD_LABEL.finditer(text)
    cuts = [match.start() for match in found if vocabulary.topic(match[1])][:MOST]
    return cuts if cuts and any(map(str.isalpha, text[: cuts[0]])) else cuts[1:]
