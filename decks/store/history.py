"""The history of a card in the database."""

from __future__ import annotations

import json

from decks.cards import Card
from decks.faces import from_json
from decks.history import CardVersion, History, PointVersion
from decks.ids import PointId
from decks.store.connection import Store
from decks.store.marks import decisions_on, retracted
from decks.store.reviews import reviews_of

_NAMES = "(SELECT ? UNION SELECT id FROM alias WHERE holder = ?)"
"""An id, and those that gave way to it."""


def history_of(store: Store, card: Card) -> History:
    """Everything that a card and its point have been, under all their ids."""
    points = store.rows(
        "SELECT point, text, root, path, seen_ms FROM point_version"
        f" WHERE point IN {_NAMES} ORDER BY seen_ms, text",
        (card.point, card.point),
    )
    faces = store.rows(
        "SELECT question, answer, seen_ms FROM card_version"
        f" WHERE card IN {_NAMES} ORDER BY seen_ms, answer",
        (card.id, card.id),
    )
    return History(
        tuple(PointVersion(PointId(point), *rest) for point, *rest in points),
        tuple(CardVersion(from_json(json.loads(q)), answer, ms) for q, answer, ms in faces),
        tuple(reviews_of(store, card.id)),
        retracted(decisions_on(store, card.id), card.id),
    )
