"""Where sentences and clauses of a point begin and end.

Works on the *shape* of a point, whose punctuation is full-width (see ``statement``).
Nothing is cut inside parentheses or quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from decks.han import HAN
from decks.recipes.words import pattern


class Stretch(NamedTuple):
    """A half-open range of characters of a point's plain text."""

    start: int
    end: int

    def holds(self, other: Stretch) -> bool:
        """Whether ``other`` lies within."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Stretch) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


_OPENING = "（(“[【《"
_CLOSING = {"）": "（", ")": "(", "”": "“", "]": "[", "】": "【", "》": "《"}
_SENTENCE_END = re.compile(rf"[。；！？\n]|\.(?=\s+[A-Z\d“\ue001{HAN}])|\.(?=[{HAN}])|\.\s*$")
_CLAUSE_END = re.compile(rf"[，：]|——|, (?=[{HAN}])")
_PHRASE_END = r"[，：。；！？”）\n]|——|\.\s|\.$|, "
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|etc|vs|cf|resp|approx|Fig|Figs|Sec|Eq|Tab|No|Dr|Prof|St)|\b[A-Z\d])$"
)


def depths(shape: str) -> list[int]:
    """For each character how many parentheses and quotes are open around it.

    A bracket without its partner counts for nothing, so that one slip of the writer does
    not swallow the rest of the point.
    """
    level = [0] * (len(shape) + 1)
    waiting: list[tuple[str, int]] = []
    for index, sign in enumerate(shape):
        if sign in _OPENING:
            waiting.append((sign, index))
        elif sign in _CLOSING and any(opened == _CLOSING[sign] for opened, _ in waiting[-3:]):
            while waiting[-1][0] != _CLOSING[sign]:
                waiting.pop()
            start = waiting.pop()[1]
            level[start + 1] += 1
            level[index] -= 1
    depth = 0
    for index, step in enumerate(level):
        depth += step
        level[index] = depth
    return level


def sentences(shape: str, level: Sequence[int]) -> list[Stretch]:
    """The sentences of a point, each with the sign that ends it."""
    return list(_cut(shape, Stretch(0, len(shape)), level, _SENTENCE_END))


def clauses(shape: str, sentence: Stretch, level: Sequence[int]) -> list[Stretch]:
    """The clauses of a sentence, each with the sign that ends it."""
    return list(_cut(shape, sentence, level, _CLAUSE_END))


def _cut(
    shape: str, whole: Stretch, level: Sequence[int], ending: re.Pattern[str]
) -> Iterator[Stretch]:
    start = whole.start
    for found in ending.finditer(shape, whole.start, whole.end):
        if level[found.start()] > level[whole.start] or _is_abbreviation(shape, found):
            continue
        yield Stretch(start, found.end())
        start = found.end()
    if shape[start : whole.end].strip():
        yield Stretch(start, whole.end)


def _is_abbreviation(shape: str, found: re.Match[str]) -> bool:
    if found.group()[:1] != "." or found.end() == len(shape.rstrip()):
        return False
    return bool(_ABBREVIATION.search(shape, max(0, found.start() - 8), found.start()))


def stop(shape: str, start: int, limit: int, level: Sequence[int], also: str = "") -> int:
    """Where a phrase that begins at ``start`` ends at the latest.

    At the first sign of a clause's end at its own depth, where the bracket around it
    closes, or where ``also`` matches behind one character.
    """
    ends = pattern(rf"{_PHRASE_END}|{also}" if also else _PHRASE_END)
    for found in ends.finditer(shape, start + 1, limit):
        depth = level[found.start()]
        if depth < level[start] or (depth == level[start] and found.group() not in ("”", "）")):
            return found.start()
    return limit
