"""The cards that wait for a decision: only what their order needs, for there may be thousands."""

from __future__ import annotations

import json
from collections.abc import Iterable

from decks.cards import Study
from decks.ids import CardId, PaperId
from decks.made import warnings_from
from decks.marks import What
from decks.store.connection import Store
from decks.store.marks import all_decisions
from decks.store.standing import study_of
from decks.waiting import Waiting


def waiting(store: Store) -> list[Waiting]:
    """Every card in the inbox whose point stands in a note, of papers in study."""
    decisions = all_decisions(store, What.STUDY)
    rows = store.rows(
        "SELECT card.id, coalesce(paper.merged_into, paper.id), warnings, rank, card.position"
        " FROM standing JOIN card ON card.id = standing.card JOIN point ON point.id = card.point"
        " JOIN paper ON paper.id = point.paper"
        " WHERE standing.acceptance = 'inbox' AND point.absent_ms IS NULL"
    )
    return [
        Waiting(CardId(card), PaperId(paper), warnings_from(warnings), rank, position)
        for card, paper, warnings, rank, position in rows
        if study_of(decisions, paper) is Study.STUDY
    ]


def still_waiting(store: Store, cards: Iterable[CardId]) -> set[CardId]:
    """Those of ``cards`` that nobody has decided about, and no build has withdrawn, since."""
    found = store.rows(
        "SELECT card FROM standing WHERE acceptance = 'inbox'"
        " AND card IN (SELECT value FROM json_each(?))",
        (json.dumps(list(cards)),),
    )
    return {CardId(card) for (card,) in found}
