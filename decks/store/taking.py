"""Rows of another database, taken into this one; what is here already stays as it is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from decks.marks import What
from decks.store.connection import Row, Store
from decks.store.reviews import COLUMNS as LOG

_PAPER = (
    "id, merged_into, mention, title, short, year, arxiv_id, doi, venue, authors, links, tags,"
    " home_root, home_path, created_ms"
)
_PLACE = "point, root, path, line, last_line, heading, label, ordinal, count"
_POINT = "id, paper, kind, text, number, absent_ms, created_ms"
_CARD = "id, point, recipe, place, question, answer, warnings, rank"
_TOLD = slice(2, 10)
"""What a row tells beside its instant and its card: device to previous interval."""

Moved = dict[tuple[str, int], int]
"""New ids of reviews whose instant was taken, by the card that holds them and old id."""


def take_papers(store: Store, other: Store) -> None:
    """Papers that were not known here, with their homes in the roots of the same names."""
    known = _ids(store, "paper")
    rows = [row for row in other.rows(f"SELECT {_PAPER} FROM paper") if row[0] not in known]
    here = _roots_here(store, other)
    for paper, _, *shown, root, path, made in rows:
        home = here.get(root, root)
        _insert(store, "paper", _PAPER, [(paper, None, *shown, home, path, made)])
    store.run_many(
        "UPDATE paper SET merged_into = ? WHERE id = ?",
        [(merged_into, paper) for paper, merged_into, *_ in rows],
    )


def take_points(store: Store, other: Store, holders: Mapping[str, str]) -> None:
    """Points that were not known here, and every text that points had there.

    A holder that was not known here stands where the one stood that gives way to it.
    """
    known = _ids(store, "point")
    for name in sorted(known):
        holder = holders.get(name, name)
        if holder not in known:
            columns = _POINT.replace("id,", "?,", 1)
            store.run(f"INSERT INTO point SELECT {columns} FROM point WHERE id = ?", (holder, name))
            columns = _PLACE.replace("point,", "?,", 1)
            store.run(
                f"INSERT INTO place SELECT {columns} FROM place WHERE point = ?", (holder, name)
            )
            known.add(holder)
    new = [row for row in other.rows(f"SELECT {_POINT} FROM point") if row[0] not in known]
    _insert(store, "point", _POINT, new)
    here = _roots_here(store, other)
    places = other.rows(f"SELECT {_PLACE} FROM place")
    names = {row[0] for row in new}
    _insert(
        store, "place", _PLACE,
        [(row[0], here.get(row[1], row[1]), *row[2:]) for row in places if row[0] in names],
    )  # fmt: skip
    columns = "point, digest, text, root, path, seen_ms"
    _insert(store, "point_version", columns, other.rows(f"SELECT {columns} FROM point_version"))


def take_cards(store: Store, other: Store, holders: Mapping[str, str]) -> int:
    """Cards that were not known here, born behind those that were, and all their versions.

    Anki's ids come along where they are free. The result is how many were new.
    """
    known = _ids(store, "card")
    last, anki = store.rows(
        "SELECT coalesce(max(position), 0), coalesce(max(anki_note_id), 0) FROM card"
    )[0]
    taken = {row[0] for row in store.rows("SELECT anki_note_id FROM card")}
    taken |= {row[0] for row in store.rows("SELECT anki_card_id FROM card")}
    rows = other.rows(
        f"SELECT {_CARD}, anki_note_id, anki_card_id, created_ms FROM card ORDER BY position"
    )
    count = 0
    for *shown, note, card, made in (row for row in rows if row[0] not in known):
        count += 1
        anki = max(anki, note, card) + 1
        given = (anki, anki) if {note, card} & taken else (note, card)
        taken.update(given)
        _insert(
            store, "card", f"{_CARD}, position, anki_note_id, anki_card_id, created_ms",
            [(*shown, last + count, *given, made)],
        )  # fmt: skip
    for name in sorted(known & holders.keys()):
        _show_as(store, holders[name], name, known)
    columns = "card, digest, question, answer, seen_ms"
    _insert(store, "card_version", columns, other.rows(f"SELECT {columns} FROM card_version"))
    return count


def relink_cards(store: Store) -> None:
    """Cards of points that gave way belong to the holders now."""
    store.run(
        "UPDATE card SET point = (SELECT holder FROM alias WHERE alias.id = card.point)"
        " WHERE point IN (SELECT id FROM alias)"
    )


def take_reviews(store: Store, other: Store, holders: Mapping[str, str]) -> tuple[int, Moved]:
    """Rows that are not here; how many, and which of them got another id.

    Rows are equal by card, instant, rating and kind. Where another row has the instant, the
    new one takes the next that is free.
    """
    log = {row[0]: row for row in store.rows(f"SELECT {LOG} FROM review")}
    moved: Moved = {}
    count = 0
    for row in other.rows(f"SELECT {LOG} FROM review ORDER BY id"):
        there = _there(log, row, holders)
        if there is None:
            there = row[0]
            while there in log:
                there += 1
            log[there] = (there, *row[1:])
            _insert(store, "review", LOG, [log[there]])
            count += 1
        if there != row[0]:
            moved[holders.get(row[1], row[1]), row[0]] = there
    return count, moved


def take_marks(store: Store, other: Store, moved: Moved, holders: Mapping[str, str]) -> int:
    """Marks that are not here; a retraction follows its review to a new id."""
    columns = "target, what, subject, value, ms, device"
    before = store.rows("SELECT count(*) FROM mark")[0][0]
    retractions = {
        (card, What.RETRACTED.value, str(old)): str(new) for (card, old), new in moved.items()
    }

    def about(target: str, what: str, subject: str) -> str:
        return retractions.get((holders.get(target, target), what, subject), subject)

    _insert(
        store, "mark", columns,
        [
            (target, what, about(target, what, subject), *rest)
            for target, what, subject, *rest in other.rows(f"SELECT {columns} FROM mark")
        ],
    )  # fmt: skip
    return int(store.rows("SELECT count(*) FROM mark")[0][0]) - int(before)


def card_answers(store: Store) -> list[Row]:
    """(card, recipe, answer) of every version of every card."""
    return store.rows(
        "SELECT card.id, recipe, card_version.answer FROM card"
        " JOIN card_version ON card_version.card = card.id"
    )


def points_of_cards(store: Store) -> dict[str, str]:
    """The point of every card, those that gave way among them."""
    return dict(store.rows("SELECT id, point FROM card"))


def _there(log: Mapping[int, Row], row: Row, holders: Mapping[str, str]) -> int | None:
    """The id under which a row is here already, or None.

    It may have made room for another row at its birth or when it was taken: then it stands
    within the unbroken run of instants around its own.
    """
    for step in (1, -1):
        ms = int(row[0])
        while ms in log:
            same = _said(log[ms], holders) == _said(row, holders)
            if same and (ms == row[0] or log[ms][_TOLD] == row[_TOLD]):
                return ms
            ms += step
    return None


def _said(row: Row, holders: Mapping[str, str]) -> tuple[Any, ...]:
    _, card, _, kind, rating, *_ = row
    return holders.get(card, card), kind, rating


def _show_as(store: Store, holder: str, name: str, known: set[str]) -> None:
    """Let a holder that was not known here look as the card looked that gives way to it."""
    if holder in known:
        return
    store.run(
        "UPDATE card SET (place, question, answer, warnings, rank) ="
        " (SELECT place, question, answer, warnings, rank FROM card WHERE id = ?) WHERE id = ?",
        (name, holder),
    )


def _roots_here(store: Store, other: Store) -> dict[str, str]:
    """Folders there by the folder here that has the same name in the settings."""
    here, there = (json.loads(each.fact("roots") or "{}") for each in (store, other))
    return {place: here[name] for name, place in there.items() if name in here}


def _ids(store: Store, table: str) -> set[str]:
    return {row[0] for row in store.rows(f"SELECT id FROM {table}")}


def _insert(store: Store, table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
    signs = ", ".join("?" for _ in columns.split(","))
    store.run_many(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({signs})", rows)
