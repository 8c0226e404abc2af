"""Rows of the review log in the database."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from decks.ids import CardId
from decks.reviews import Rating, Review, ReviewKind
from decks.store.connection import Store

COLUMNS = (
    "id, card, device, kind, rating, day, utc_offset_min, duration_ms, "
    "interval_s, previous_interval_s, stability, difficulty, origin"
)
"""Of the log, in the order of the fields of ``Review``."""
_KINDS = {kind.value: kind for kind in ReviewKind}
_RATINGS: dict[int | None, Rating | None] = {None: None} | {r.value: r for r in Rating}


def add_review(store: Store, review: Review) -> None:
    """Add one row. Call it within the transaction that renews the card's standing."""
    store.run(
        f"INSERT INTO review ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            review.id, review.card, review.device, review.kind.value, review.rating, review.day,
            review.utc_offset_min, review.duration_ms, review.interval_s,
            review.previous_interval_s, review.stability, review.difficulty, review.origin,
        ),
    )  # fmt: skip


def free_review_id(store: Store, ms: int) -> int:
    """``ms``, or the next millisecond that no row has taken."""
    while store.rows("SELECT 1 FROM review WHERE id = ?", (ms,)):
        ms += 1
    return ms


def reviews_of(store: Store, card: CardId) -> list[Review]:
    """All rows of a card and of the ids that gave way to it, oldest first, retracted included."""
    found = store.rows(
        f"SELECT {COLUMNS} FROM review WHERE card = ?"
        " OR card IN (SELECT id FROM alias WHERE holder = ?) ORDER BY id",
        (card, card),
    )
    return [_review(row) for row in found]


def reviews_by_card(store: Store, cards: Iterable[CardId]) -> dict[CardId, list[Review]]:
    """The rows of each card that has any, oldest first, retracted included."""
    holders = {card: card for card in cards}
    wanted = set(holders)
    holders |= {
        CardId(name): CardId(holder)
        for name, holder in store.rows("SELECT id, holder FROM alias")
        if holder in wanted
    }
    found: dict[CardId, list[Review]] = {}
    for row in store.rows(
        f"SELECT {COLUMNS} FROM review WHERE card IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(holders)),),
    ):
        found.setdefault(holders[row[1]], []).append(_review(row))
    return found


def reviews_from(store: Store, origin: str) -> list[Review]:
    """The rows of one origin, oldest first, retracted included."""
    found = store.rows(f"SELECT {COLUMNS} FROM review WHERE origin = ? ORDER BY id", (origin,))
    return [_review(row) for row in found]


def answer_counts(store: Store, *, first: bool) -> Counter[int]:
    """How often each rating was given: to new cards, or else to cards in review."""
    where = "previous_interval_s = 0 AND kind = 'learning'" if first else "kind = 'review'"
    found = store.rows(
        f"SELECT rating, count(*) FROM review WHERE {where} AND rating NOT NULL GROUP BY rating"
    )
    return Counter(dict(found))


def time_spent_ms(store: Store, day: int) -> int:
    """Time of all answers given on a logical day, those taken back included."""
    found = store.rows("SELECT total(duration_ms) FROM review WHERE day = ?", (day,))
    return int(found[0][0])


def _review(row: Sequence[Any]) -> Review:
    return Review(
        id=row[0], card=CardId(row[1]), device=row[2], kind=_KINDS[row[3]],
        rating=_RATINGS[row[4]], day=row[5], utc_offset_min=row[6], duration_ms=row[7],
        interval_s=row[8], previous_interval_s=row[9], stability=row[10], difficulty=row[11],
        origin=row[12],
    )  # fmt: skip
