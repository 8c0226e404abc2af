"""Ids of papers, points and cards: given once at birth, stored, never computed again.

The digest only decides which id a thing is born with, so that two machines that first
meet the notes in the same version agree without talking to each other.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NewType

PaperId = NewType("PaperId", str)
PointId = NewType("PointId", str)
CardId = NewType("CardId", str)

DIGEST_CHARS = 20
"""80 bits: two ids among 100 million differ with a chance of 0.999999996."""

_IMAGE_OR_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_NUMBERING = re.compile(
    r"\s*(?:[(（\[]?\s*\d{1,2}\s*[)）\].．、，:：]\s*(?=\D)|[①-⑳]\s*[)）\].．、，:：]?)"
)
_NOT_WORD = re.compile(r"[\W_]+")


def normalised(text: str) -> str:
    """What has to be equal for two texts to be the same text.

    Width, case, punctuation, spaces, list numbering, Markdown emphasis and link targets
    do not count. A text without a letter or digit is compared as it is.
    """
    shown = _IMAGE_OR_LINK.sub(r"\1", text)
    whole = folded(shown)
    # Numbering goes before the folding, which makes "1，" a number with thousands and ① a 1.
    numbering = _NUMBERING.match(shown)
    words = folded(shown[numbering.end() :]) if numbering else whole
    return _NOT_WORD.sub("", words) or whole.strip()


def folded(text: str) -> str:
    """A text without differences of case and width: ``ｓａｍ`` is ``SAM``."""
    return unicodedata.normalize("NFKC", text).casefold()


def digest(*parts: str) -> str:
    """Twenty hexadecimal digits that stand for the parts in their order.

    Each part is preceded by its length, so that ``("ab", "c")`` and ``("a", "bc")`` differ.
    """
    hasher = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        hasher.update(len(data).to_bytes(8, "big") + data)
    return hasher.hexdigest()[:DIGEST_CHARS]


def paper_id(title: str, published_id: str) -> PaperId:
    """Birth id of a paper: its title as written and its arXiv id or DOI, or neither."""
    return PaperId(digest("paper", normalised(title), published_id))


def point_id(title: str, kind: str, text: str, number: int) -> PointId:
    """Birth id of a point: where it was first met, and its number among equals there.

    ``title`` is the paper's as written at that place, not that of the merged paper.
    """
    return PointId(digest("point", normalised(title), kind, normalised(text), str(number)))


def card_id(point: PointId, recipe: str, answer: str) -> CardId:
    """Birth id of a card: its point's birth id, its recipe and its answer at birth."""
    return CardId(digest("card", point, recipe, normalised(answer)))


def united(one: Mapping[str, Iterable[str]], other: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Aliases that unite the ids of two collections whose versions meet.

    Each argument maps an id to the version digests it has had. The result maps every id
    that gives way to the smaller one, its holder; the order of the arguments does not
    matter. Two ids of one collection are never united: it has told them apart.
    """
    meeting = {
        (version, *sorted((here, there)))
        for version, here, there in _meetings(one, other)
        if here not in other and there not in one
    }
    holders: dict[str, str] = {}
    used: set[str] = set()
    for _, low, high in sorted(meeting):
        if low not in used and high not in used:
            used |= {low, high}
            holders[high] = low
    return holders


def _meetings(
    one: Mapping[str, Iterable[str]], other: Mapping[str, Iterable[str]]
) -> Iterator[tuple[str, str, str]]:
    """Every version that both collections have, with the ids that have it here and there."""
    owners: dict[str, list[str]] = {}
    for name, versions in one.items():
        for version in versions:
            owners.setdefault(version, []).append(name)
    for name, versions in other.items():
        for version in versions:
            yield from ((version, here, name) for here in owners.get(version, ()))


def joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The holder of every id that gives way, where each pair names one thing twice.

    The smallest id of a set holds it; no holder gives way itself.
    """
    root: dict[str, str] = {}

    def find(name: str) -> str:
        while root.setdefault(name, name) != name:
            name = root[name]
        return name

    for pair in pairs:
        low, high = sorted(map(find, pair))
        root[high] = low
    return {name: holder for name in root if (holder := find(name)) != name}
