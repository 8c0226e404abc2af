"""How like two texts are: one word for word, one a part of the other, one too general to tell.

All texts here are normalised.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decks.han import has_han

PART = 90.0
"""Similarity, 0 to 100, from which a text counts as a part of a longer one."""
SHORTEST_PART = 6
"""Letters that a part has at least: less stands in many texts."""
SMALLEST_PART = 0.3
"""Of the length of the whole, that a part has at least to stand for all of it."""
TELLING = 24
"""Weight of a text that is hardly ever written twice by chance: five words or so."""
HAN_WEIGHT = 3
"""Letters of an alphabet that say as much as one Chinese character."""
NEAREST = 5
"""So many texts are looked at as another wording of one."""


def is_part(part: str, whole: str) -> bool:
    """Whether a text stands within a longer one, give or take a few letters."""
    from rapidfuzz import fuzz

    if not SHORTEST_PART <= len(part) < len(whole):
        return False
    return fuzz.partial_ratio(part, whole, score_cutoff=PART) > 0


def is_telling(text: str) -> bool:
    """Whether a text says so much that meeting it twice is no chance."""
    return sum(HAN_WEIGHT if has_han(sign) else 1 for sign in text[:TELLING]) >= TELLING


def likeness(one: str, other: str) -> float:
    """0 to 100: the share of letters that agree, or more where one is a good part of the other."""
    from rapidfuzz import fuzz

    short, long = sorted((one, other), key=len)
    if not short:
        return 0.0
    agreed = fuzz.ratio(one, other)
    share = len(short) / len(long)
    if agreed < PART and share >= SMALLEST_PART and is_part(short, long):
        return max(agreed, PART - 10 * (1 - share))
    return agreed


def nearest(text: str, others: Sequence[str], least: float) -> Iterator[tuple[int, float]]:
    """The few of ``others`` that are most like ``text``, by index, with their likeness."""
    from rapidfuzz import fuzz, process

    near: set[int] = set()
    for scorer, cutoff in ((fuzz.ratio, least), (fuzz.partial_ratio, PART)):
        hits = process.extract(
            text, others, processor=None, scorer=scorer, score_cutoff=cutoff, limit=NEAREST
        )
        near.update(index for _, _, index in hits)
    for index in sorted(near):
        if (like := likeness(text, others[index])) >= least:
            yield index, like
