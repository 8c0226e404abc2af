"""Marks in the database."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from decks.marks import Decisions, Mark, What, in_force
from decks.store.aliases import aliases, holder_of
from decks.store.connection import Store

_ON = (
    "(target = ?1 OR target IN (SELECT id FROM alias WHERE holder = ?1"
    " UNION ALL SELECT id FROM paper WHERE merged_into = ?1))"
)
"""On the card or paper that is the first value of the query, under any of its ids."""


def add_mark(
    store: Store, target: str, what: What, value: object, ms: int, subject: str = ""
) -> None:
    """Add one decision of this device.

    It is made later than every earlier mark on the same thing, even if this clock was set
    back or another device's is ahead: what was decided last here has to hold here.
    """
    target = holder_of(store, target)
    newest = store.rows(
        f"SELECT max(ms) FROM mark WHERE what = ?2 AND subject = ?3 AND {_ON}",
        (target, what.value, subject),
    )[0][0]
    mark = Mark(target, what, value, max(ms, (newest or 0) + 1), store.device, subject)
    insert_mark(store, mark)


def insert_mark(store: Store, mark: Mark) -> None:
    """Add a mark as it is; one that is there already stays single."""
    value = json.dumps(mark.value, ensure_ascii=False, sort_keys=True)
    store.run(
        "INSERT OR IGNORE INTO mark (target, what, subject, value, ms, device)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (mark.target, mark.what.value, mark.subject, value, mark.ms, mark.device),
    )


def marks_of(store: Store, target: str) -> list[Mark]:
    """Every mark ever made on a card or paper, and on the ids that it answers for now."""
    return _marks(store, f"WHERE {_ON}", (target,), holder=target)


def decisions_on(store: Store, target: str) -> Decisions:
    """What is in force on one card or paper."""
    return in_force(marks_of(store, target))


def all_decisions(store: Store, what: What | None = None) -> Decisions:
    """What is in force on everything; with ``what`` only decisions of this sort.

    Marks on an id that gave way count for its holder, those on a paper that is merged into
    another, as long as it is, for that one.
    """
    holders = aliases(store) | dict(
        store.rows("SELECT id, merged_into FROM paper WHERE merged_into IS NOT NULL")
    )
    marks = _marks(store, "WHERE what = ?", (what.value,)) if what else _marks(store)
    return in_force(_held_by(holders, marks))


def decisions_about(store: Store, targets: Collection[str] | None) -> Decisions:
    """What is in force on some cards or papers, whatever ids they had; None: on all."""
    if targets is None:
        return all_decisions(store)
    some = json.dumps(list(targets))
    holders: dict[str, str] = dict(
        store.rows(
            "SELECT id, holder FROM alias WHERE holder IN (SELECT value FROM json_each(?1))"
            " UNION ALL SELECT id, merged_into FROM paper"
            " WHERE merged_into IN (SELECT value FROM json_each(?1))",
            (some,),
        )
    )
    named = json.dumps([*targets, *holders])
    marks = _marks(store, "WHERE target IN (SELECT value FROM json_each(?))", (named,))
    return in_force(_held_by(holders, marks))


def _held_by(holders: Mapping[str, str], marks: Iterable[Mark]) -> Iterator[Mark]:
    for mark in marks:
        holder = holders.get(mark.target)
        yield replace(mark, target=holder) if holder else mark


def marks_about(store: Store, what: What, targets: Collection[str] | None = None) -> list[Mark]:
    """Every mark of one sort, each on the id that it was made on; or those on some targets."""
    if targets is None:
        return _marks(store, "WHERE what = ?", (what.value,))
    some = "WHERE what = ? AND target IN (SELECT value FROM json_each(?))"
    return _marks(store, some, (what.value, json.dumps(list(targets))))


def retracted(decisions: Decisions, card: str) -> frozenset[int]:
    """Ids of the card's reviews whose retraction is in force."""
    return retracted_by_card(decisions)[card]


def retracted_by_card(decisions: Decisions) -> defaultdict[str, frozenset[int]]:
    """The same for every card; nothing for one of which no review is retracted."""
    found: dict[str, set[int]] = defaultdict(set)
    for (target, what, subject), value in decisions.items():
        if what is What.RETRACTED and value:
            found[target].add(int(subject))
    return defaultdict(frozenset, {card: frozenset(ids) for card, ids in found.items()})


def _marks(
    store: Store, where: str = "", values: tuple[str, ...] = (), holder: str | None = None
) -> list[Mark]:
    found = store.rows(
        f"SELECT target, what, value, ms, device, subject FROM mark {where}",
        values,
    )
    return [
        Mark(holder or target, What(what), json.loads(value), ms, device, subject)
        for target, what, value, ms, device, subject in found
    ]
