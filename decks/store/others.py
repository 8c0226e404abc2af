"""What a plan of some papers asks about all others.

``papers`` are those of the plan, as written.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable

from decks.acceptance import UNASKED, Asked
from decks.elsewhere import Called
from decks.faces import from_json, plain
from decks.ids import PaperId, PointId, normalised
from decks.interference import cue_of
from decks.store.connection import Store
from decks.subject import Recipe

_THERE = (
    " JOIN point ON point.id = card.point JOIN paper ON paper.id = point.paper"
    " WHERE point.absent_ms IS NULL AND paper.id NOT IN (SELECT value FROM json_each(?))"
)
_SHELVED = (
    " AND coalesce((SELECT value FROM mark WHERE target = coalesce(paper.merged_into, paper.id)"
    " AND what = 'study' ORDER BY ms DESC, device DESC LIMIT 1), '\"study\"') = '\"study\"'"
)


def asked_elsewhere(store: Store, papers: Collection[str]) -> dict[PaperId, list[Asked]]:
    """The accepted cards of the other papers whose points stand in the notes."""
    found: dict[PaperId, list[Asked]] = defaultdict(list)
    for paper, point, recipe, face, answer in store.rows(
        "SELECT coalesce(paper.merged_into, paper.id), point.id, recipe, question, answer"
        f" FROM standing JOIN card ON card.id = standing.card{_THERE}"
        " AND standing.acceptance = 'accepted' ORDER BY card.position",
        (json.dumps(list(papers)),),
    ):
        question = from_json(json.loads(face))
        found[PaperId(paper)].append(
            Asked(
                PointId(point), normalised(plain(question, reveal=True)), normalised(answer),
                cue_of(question), Recipe(recipe),
            )
        )  # fmt: skip
    return found


def unseen_elsewhere(store: Store, papers: Collection[str]) -> int:
    """Cards of the others that were never seen, or only wait because all have to be asked for."""
    some = json.dumps(list(papers))
    new = store.rows(
        "SELECT count(*) FROM standing JOIN point ON point.id = standing.point"
        " WHERE in_play = 1 AND phase = 'new' AND absent_ms IS NULL"
        " AND paper NOT IN (SELECT value FROM json_each(?))",
        (some,),
    )
    waiting = store.rows(
        f"SELECT count(*) FROM standing JOIN card ON card.id = standing.card{_THERE}"
        f" AND acceptance = 'inbox' AND json_extract(warnings, '$[0][0]') = ?{_SHELVED}",
        (some, UNASKED),
    )
    return int(new[0][0]) + int(waiting[0][0])


def called(store: Store, papers: Iterable[str]) -> dict[PaperId, Called]:
    """What papers are called."""
    rows = store.rows(
        "SELECT id, short, title FROM paper WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(papers)),),
    )
    return {PaperId(paper): Called(short, title) for paper, short, title in rows}


def born(store: Store, versions: Iterable[str]) -> frozenset[str]:
    """The ids of all cards, and of the points that ever had one of these versions."""
    rows = store.rows(
        "SELECT id FROM card UNION ALL SELECT point FROM point_version"
        " WHERE digest IN (SELECT value FROM json_each(?))",
        (json.dumps(list(versions)),),
    )
    return frozenset(name for (name,) in rows)


def holders_of(store: Store, papers: Iterable[str]) -> dict[PaperId, PaperId]:
    """The merged paper of each paper as written."""
    rows = store.rows(
        "SELECT id, coalesce(merged_into, id) FROM paper"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(papers)),),
    )
    return {PaperId(paper): PaperId(holder) for paper, holder in rows}


def cards_of_points(store: Store, papers: Iterable[str]) -> set[str]:
    """The cards of papers as written."""
    rows = store.rows(
        "SELECT card.id FROM card JOIN point ON point.id = card.point"
        " WHERE point.paper IN (SELECT value FROM json_each(?))",
        (json.dumps(list(papers)),),
    )
    return {card for (card,) in rows}
