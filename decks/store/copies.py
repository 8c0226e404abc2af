"""Points that stand word for word under several papers, while nobody has decided about them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from decks.cards import Acceptance
from decks.ids import normalised
from decks.store.connection import Store


@dataclass(frozen=True, slots=True)
class CopyPlace:
    """Where a copied text stands."""

    paper: str
    """What the paper is called."""
    root: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Copy:
    """A text that several papers have."""

    text: str
    places: tuple[CopyPlace, ...]


def undecided_copies(store: Store) -> list[Copy]:
    """The copied texts, in the order of their places.

    Decided is one of which a card was accepted or rejected under any of its papers.
    """
    texts: dict[str, dict[CopyPlace, str]] = defaultdict(dict)
    decided: set[str] = set()
    for text, short, title, root, path, line, acceptance in _rows(store, _suspects(store)):
        key = normalised(text)
        texts[key][CopyPlace(short or title, root, path, line)] = text
        if acceptance in (Acceptance.ACCEPTED.value, Acceptance.REJECTED.value):
            decided.add(key)
    return [
        Copy(next(iter(places.values())), tuple(places))
        for key, places in texts.items()
        if key not in decided and len({place.paper for place in places}) > 1
    ]


def _suspects(store: Store) -> list[str]:
    """The points that share a text with one that has a card waiting for this reason."""
    rows = store.rows(
        "SELECT DISTINCT other.point FROM card"
        " JOIN point_version AS own ON own.point = card.point"
        " JOIN point_version AS other ON other.digest = own.digest"
        " WHERE card.warnings LIKE '%\"copied\"%'"
    )
    return [point for (point,) in rows]


def _rows(store: Store, points: Iterable[str]) -> list[tuple[str, str, str, str, str, int, str]]:
    rows = store.rows(
        "SELECT point.text, paper.short, paper.title, place.root, place.path, place.line,"
        " coalesce(standing.acceptance, '')"
        " FROM point JOIN paper AS member ON member.id = point.paper"
        " JOIN paper ON paper.id = coalesce(member.merged_into, member.id)"
        " JOIN place ON place.point = point.id"
        " LEFT JOIN card ON card.point = point.id"
        " LEFT JOIN standing ON standing.card = card.id"
        " WHERE point.absent_ms IS NULL AND point.id IN (SELECT value FROM json_each(?))"
        " ORDER BY place.root, place.path, place.line",
        (json.dumps(sorted(points)),),
    )
    return [(row[0], row[1], row[2], row[3], row[4], row[5], row[6]) for row in rows]
