"""Whether figures on a front tell the figure that is asked for: 从 41.7 到 69.6（+27.9）.

Nothing here knows what a figure means; a difference, a ratio or a share is enough to work it out.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from decks.recipes.words import pattern

CLOSE = 0.012
"""How far a result may be from the figure, as a part of it: writers round."""
LEAST_DIGITS = 2
"""Digits of a figure that is no mere count: 2 comes of many sums."""
MOST = 6
"""Figures on a front; of more nobody works anything out."""
_FIGURE = r"\d+(?:\.\d+)?"


def told_by(answer: str, front: str) -> str:
    """The figures of a front that a sum, a ratio or a share of makes the answer; else nothing."""
    digits = sum(sign.isdigit() for sign in answer)
    if digits < LEAST_DIGITS or not pattern(_FIGURE).fullmatch(answer):
        return ""
    found = pattern(rf"(?<![A-Za-z\d.\-]){_FIGURE}(?![\d.]*[A-Za-z\-]*\d)").findall(front)
    if not 2 <= len(found) <= MOST:
        return ""
    asked, shown = float(answer), map(float, found)
    for one, other in permutations(shown, 2):
        results = [*_results(one, other), *([one + other] if digits > LEAST_DIGITS else ())]
        if any(_is_close(result, asked) for result in results):
            return f"{one:g}, {other:g}"
    return ""


def _results(one: float, other: float) -> Iterator[float]:
    """What one figure and another make: their difference, ratio, and what a change leaves."""
    yield one - other
    if other:
        yield one / other
        yield 100 * one / other
        yield 100 * (other - one) / other
        yield 100 * (one - other) / other
    yield one * (1 - other / 100)
    yield one * (1 + other / 100)


def _is_close(result: float, asked: float) -> bool:
    return abs(result - asked) <= CLOSE * abs(asked)
