"""The doubts that the last build left for a person, and what was answered."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import astuple

from decks.cards import Place
from decks.doubts import Doubt
from decks.ids import PointId
from decks.marks import What
from decks.reconcile import version_digest
from decks.store.connection import Store
from decks.store.generations import replan
from decks.store.marks import add_mark

_FACT = "doubts"


def keep_doubts(store: Store, found: Iterable[Doubt]) -> None:
    """Remember what a build could not tell, in place of what earlier ones could not."""
    rows = [[doubt.point, doubt.before, doubt.now, *astuple(doubt.place)] for doubt in found]
    store.set_fact(_FACT, json.dumps(rows, ensure_ascii=False))


def doubts(store: Store) -> list[Doubt]:
    """What waits for an answer, in reading order."""
    return [
        Doubt(PointId(point), before, now, Place(*place))
        for point, before, now, *place in json.loads(store.fact(_FACT) or "[]")
    ]


def answer_doubt(store: Store, doubt: Doubt, *, same: bool, ms: int) -> None:
    """Say whether a text is the point of before; the next build acts upon it."""
    with store.transaction():
        add_mark(store, doubt.point, What.SAME, same, ms, version_digest(doubt.now))
        keep_doubts(store, [each for each in doubts(store) if each != doubt])
        replan(store)
