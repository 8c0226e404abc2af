"""Where papers stand: what was said of them, and whether there is room for the next."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from decks.acceptance import UNASKED
from decks.cards import Study
from decks.ids import CardId, PaperId
from decks.marks import Mark, What, newest
from decks.presets import Presets
from decks.shelf import AUTOMATIC_MS
from decks.store.connection import Store
from decks.store.generations import replan
from decks.store.marks import add_mark, insert_mark, marks_about
from decks.store.standing import renew


def marks(store: Store, only: Collection[str] | None = None) -> dict[str, Mark]:
    """The newest mark on where each paper, as written, stands, or each of ``only`` some."""
    found = newest(marks_about(store, What.STUDY, only))
    return {target: mark for (target, _, _), mark in found.items()}


def keep(store: Store, standings: Iterable[tuple[PaperId, Study]], room_at: int | None) -> None:
    """Keep what a build decided, and how few cards may be unseen for it to decide again."""
    for paper, study in standings:
        mark = Mark(paper, What.STUDY, study.value, AUTOMATIC_MS[study], store.device)
        insert_mark(store, mark)
    store.set_fact("room_at", "" if room_at is None else str(room_at))


def has_room(store: Store) -> bool:
    """Whether a paper that waited on the shelf fits by now, for cards were learned."""
    room_at = store.fact("room_at")
    return bool(room_at) and unseen(store) <= int(room_at or 0)


def unseen(store: Store) -> int:
    """Cards that were never seen, with those that only wait because nothing is taken unasked."""
    found = store.rows(
        "SELECT (SELECT count(*) FROM standing WHERE in_play = 1 AND phase = 'new')"
        " + (SELECT count(*) FROM standing JOIN card ON card.id = standing.card"
        " WHERE acceptance = 'inbox' AND json_extract(warnings, '$[0][0]') = ?)",
        (UNASKED,),
    )
    return int(found[0][0])


def put(
    store: Store, papers: Iterable[PaperId], study: Study, presets: Presets, now_ms: int
) -> None:
    """Put papers where their reader wants them, in one transaction.

    Cards that there are leave the queue or return to it at once; the next build makes those
    that a paper in study should have.
    """
    with store.transaction():
        for paper in papers:
            add_mark(store, paper, What.STUDY, study.value, now_ms)
            for card in _cards_of(store, paper):
                renew(store, card, presets)
        replan(store)


def _cards_of(store: Store, paper: PaperId) -> list[CardId]:
    found = store.rows(
        "SELECT card.id FROM card JOIN point ON point.id = card.point"
        " JOIN paper ON paper.id = point.paper"
        " WHERE coalesce(paper.merged_into, paper.id) = ?"
        " AND card.id NOT IN (SELECT id FROM alias)",
        (paper,),
    )
    return [CardId(card) for (card,) in found]
