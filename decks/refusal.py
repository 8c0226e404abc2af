"""What a rejection holds for: every card that would ask nearly the same.

A blank that begins or ends a word away from where it did is the same blank, and a statement
that another note puts a little differently is the same statement.
"""

from __future__ import annotations

import math
import re

from decks.faces import plain
from decks.ids import folded, normalised
from decks.made import MadeCard
from decks.reconcile import REWORDED
from decks.subject import Candidate

SHARED = 0.5
"""Of the words of the longer answer, that stand in a row in both."""

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_\u3400-\u9fff]+|[\u3400-\u9fff]")
"""A figure, a word of letters, or a Chinese character."""


def refuses(card: MadeCard, made: Candidate) -> bool:
    """Whether the rejection of a card holds for a candidate of its point."""
    return card.recipe == made.recipe.value and nearly_equal(card.answer, made.answer)


def refuses_elsewhere(card: MadeCard, made: Candidate) -> bool:
    """Whether the rejection of a card holds for a candidate of another point of its paper."""
    from rapidfuzz import fuzz

    if not refuses(card, made):
        return False
    one, other = normalised(card.question), normalised(plain(made.question, reveal=True))
    return fuzz.ratio(one, other) >= REWORDED


def nearly_equal(one: str, other: str) -> bool:
    """Whether two answers are the same words, or these with a word more or less at an end.

    A figure is the same with and without what is counted.
    """
    if normalised(one) == normalised(other):
        return True
    short, long = sorted((_words(one), _words(other)), key=len)
    if any(map(str.isnumeric, "".join(short))) and _stands_in(short, long):
        return True
    least = max(1, math.ceil(len(long) * SHARED))
    return len(short) >= least and (
        _stands_in(short, long)
        or any(
            short[-length:] == long[:length] or long[-length:] == short[:length]
            for length in range(least, len(short))
        )
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def _stands_in(short: list[str], long: list[str]) -> bool:
    return any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
