"""Cards with their points, papers and places, as they are shown."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

from decks.cards import Acceptance, Card, Paper, Place, Study
from decks.faces import from_json
from decks.ids import CardId, PaperId, PointId
from decks.made import warnings_from
from decks.marks import Decisions, What
from decks.memory import Memory
from decks.reviews import Phase, Schedule
from decks.store.changed import was
from decks.store.connection import Row, Store
from decks.store.marks import all_decisions, decisions_on
from decks.store.standing import study_of
from decks.subject import Recipe
from notes.model import Kind, Link

_SELECT = """
SELECT card.id, card.point, card.recipe, card.place, card.question, card.answer, card.warnings,
       card.rank, card.position, card.anki_note_id, card.anki_card_id, card.created_ms,
       coalesce(paper.merged_into, paper.id), point.kind, point.text, point.absent_ms,
       standing.deck, standing.acceptance, standing.suspended, standing.buried_until,
       standing.flag, standing.phase, standing.step, standing.stability, standing.difficulty,
       standing.reps, standing.lapses, standing.interval_s, standing.due_day, standing.due_ms,
       standing.first_day, standing.last_day, standing.last_review
FROM card
JOIN standing ON standing.card = card.id
JOIN point ON point.id = card.point
JOIN paper ON paper.id = point.paper
"""


def card(store: Store, wanted: CardId) -> Card | None:
    """One card, or None if there is no such card (an id that gave way leads to its holder)."""
    held = store.rows("SELECT holder FROM alias WHERE id = ?", (wanted,))
    rows = store.rows(_SELECT + "WHERE card.id = ?", (held[0][0] if held else wanted,))
    if not rows:
        return None
    decisions = decisions_on(store, rows[0][0]) | decisions_on(store, rows[0][12])
    return _cards(store, rows, decisions)[0]


def all_cards(store: Store) -> list[Card]:
    """Every card in the order of birth, those in the inbox and orphans included."""
    return _cards(store, store.rows(_SELECT + "ORDER BY card.position"), all_decisions(store))


def cards_of(store: Store, wanted: Iterable[CardId]) -> list[Card]:
    """The cards with these ids, in their order; ids that no card has are left out."""
    order = {name: at for at, name in enumerate(wanted)}
    rows = store.rows(
        _SELECT + "WHERE card.id IN (SELECT value FROM json_each(?))", (json.dumps(list(order)),)
    )
    return sorted(_cards(store, rows, all_decisions(store)), key=lambda card: order[card.id])


def cards_at(store: Store, root: str, path: str, line: int) -> list[Card]:
    """The cards whose point stands at a line of a note."""
    rows = store.rows(
        _SELECT + "WHERE point.absent_ms IS NULL"
        " AND card.point IN (SELECT point FROM place WHERE root = ? AND path = ?"
        " AND ? BETWEEN line AND last_line) ORDER BY card.position",
        (root, path, line),
    )
    return _cards(store, rows, all_decisions(store))


def study_at(store: Store, root: str, path: str, line: int) -> Study | None:
    """Where the paper stands whose point is at a line of a note; None if no build has met it."""
    found = store.rows(
        "SELECT coalesce(merged_into, paper.id) FROM place JOIN point ON point.id = place.point"
        " JOIN paper ON paper.id = point.paper WHERE absent_ms IS NULL"
        " AND root = ? AND path = ? AND ? BETWEEN line AND last_line",
        (root, path, line),
    )
    return study_of(decisions_on(store, found[0][0]), found[0][0]) if found else None


def papers_in_notes(store: Store) -> list[tuple[Paper, int]]:
    """Every paper with a point in the notes, and with how many, by title."""
    rows = store.rows(
        "SELECT coalesce(merged_into, paper.id), count(*)"
        " FROM point JOIN paper ON paper.id = point.paper WHERE absent_ms IS NULL"
        " AND point.id NOT IN (SELECT id FROM alias) GROUP BY 1"
    )
    papers = _papers(store, {row[0] for row in rows}, all_decisions(store, What.STUDY))
    found = [(papers[name], count) for name, count in rows]
    return sorted(found, key=lambda one: (one[0].title.casefold(), one[0].id))


def _cards(store: Store, rows: Sequence[Row], decisions: Decisions) -> list[Card]:
    papers = _papers(store, {row[12] for row in rows}, decisions)
    places = _places(store, {row[1] for row in rows})
    return [_card(row, papers[row[12]], places[row[1]], decisions) for row in rows]


def _card(row: Row, paper: Paper, places: Sequence[Place], decisions: Decisions) -> Card:
    edit = decisions.get((row[0], What.EDIT, ""))
    question = edit["question"] if edit else json.loads(row[4])
    return Card(
        id=CardId(row[0]), point=PointId(row[1]), recipe=Recipe(row[2]), place=row[3],
        question=from_json(question), answer=edit["answer"] if edit else row[5],
        warnings=warnings_from(row[6]),
        rank=row[7], position=row[8], anki_note_id=row[9], anki_card_id=row[10],
        created_ms=row[11], paper=paper, kind=Kind(row[13]), point_text=row[14],
        places=tuple(places), present=row[15] is None, deck=row[16],
        acceptance=Acceptance(row[17]), suspended=bool(row[18]), buried_until=row[19],
        flag=row[20], schedule=_schedule(row[21:]), edited=bool(edit),
        tags=tuple(decisions.get((row[0], What.TAGS, "")) or ()),
        leech=bool(decisions.get((row[0], What.LEECH, ""))),
        kept=bool(decisions.get((row[0], What.KEPT, ""))),
        was=was(decisions, row[0], row[-1]),
    )  # fmt: skip


def _schedule(row: Row) -> Schedule:
    phase, step, stability, difficulty, *rest = row
    memory = Memory(stability, difficulty) if stability is not None else None
    return Schedule(Phase(phase), step, memory, *rest)


def _papers(store: Store, wanted: Iterable[str], decisions: Decisions) -> dict[str, Paper]:
    return {
        row[0]: Paper(
            id=PaperId(row[0]), title=row[1], short=row[2], year=row[3], arxiv_id=row[4],
            doi=row[5], venue=row[6], authors=tuple(json.loads(row[7])),
            links=tuple(Link(*pair) for pair in json.loads(row[8])),
            tags=tuple(json.loads(row[9])), study=study_of(decisions, row[0]),
        )
        for row in _rows_of(
            store,
            "SELECT id, title, short, year, arxiv_id, doi, venue, authors, links, tags"
            " FROM paper WHERE id",
            wanted,
        )
    }  # fmt: skip


def _places(store: Store, wanted: Iterable[str]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = defaultdict(list)
    for point, _away, *row in sorted(
        _rows_of(
            store,
            "SELECT place.point, root <> paper.home_root OR path <> paper.home_path AS away,"
            " root, path, line, last_line, heading, label, ordinal, count FROM place"
            " JOIN point ON point.id = place.point JOIN paper AS member ON member.id = point.paper"
            " JOIN paper ON paper.id = coalesce(member.merged_into, member.id)"
            " WHERE place.point",
            wanted,
        )
    ):
        found[point].append(Place(*row))
    return found


def _rows_of(store: Store, select: str, wanted: Iterable[str]) -> list[Row]:
    """Rows whose key is one of ``wanted``, asked for in one query."""
    return store.rows(
        f"{select} IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(wanted)),),
    )
