"""How far a change reaches: what files, papers and texts are joined by, kept by builds.

All of it but the list of files that no plan has seen is a cache: a plan of the whole
collection makes it again. A fact says which plans those tables fit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from decks.ids import PaperId
from decks.papers import Mention, keys_of
from decks.store.connection import Store

Entry = tuple[str, str, int]
"""Where a paper stands: root, path, line."""
Waiting = tuple[str, str, str, int, PaperId]
"""A paper on the shelf: when it was noted, the place it stands at first, its id."""


class Unplanned(NamedTuple):
    """A file that no plan has seen as it is now."""

    root: str
    path: str
    digest: str
    """Of its bytes; empty if it is gone."""


def unplanned(store: Store) -> list[Unplanned]:
    """The files that changed after the last plan."""
    rows = store.rows("SELECT root, path, digest FROM unplanned ORDER BY root, path")
    return [Unplanned(*row) for row in rows]


def planned(store: Store, files: Iterable[Unplanned]) -> None:
    """Files have been seen by a plan, as long as they have not changed meanwhile."""
    store.run_many("DELETE FROM unplanned WHERE root = ? AND path = ? AND digest = ?", files)


def keys_in(store: Store, files: Iterable[Unplanned]) -> set[str]:
    """What the papers were recognised by that files spoke of at the last plan."""
    found: set[str] = set()
    for root, path, _ in files:
        rows = store.rows("SELECT key FROM spoken WHERE root = ? AND path = ?", (root, path))
        found.update(key for (key,) in rows)
    return found


def entries_with(store: Store, keys: Iterable[str]) -> set[Entry]:
    """Where papers stand that any of the keys fits."""
    rows = store.rows(
        "SELECT DISTINCT root, path, line FROM spoken"
        " WHERE key IN (SELECT value FROM json_each(?))",
        (_list(keys),),
    )
    return {(root, path, line) for root, path, line in rows}


def keys_at(store: Store, entries: Iterable[Entry]) -> set[str]:
    """Everything by which the papers at these places are recognised."""
    sql = "SELECT key FROM spoken WHERE root = ? AND path = ? AND line = ?"
    return {key for entry in entries for (key,) in store.rows(sql, entry)}


def papers_with(store: Store, keys: Iterable[str]) -> set[PaperId]:
    """Papers as written that any of the keys fits, and all that were united with them."""
    rows = store.rows(
        "SELECT coalesce(merged_into, id) FROM paper WHERE id IN (SELECT paper FROM recognised"
        " WHERE key IN (SELECT value FROM json_each(?)))",
        (_list(keys),),
    )
    holders = _list({holder for (holder,) in rows})
    return {
        PaperId(paper)
        for (paper,) in store.rows(
            "SELECT id FROM paper WHERE id IN (SELECT value FROM json_each(?1))"
            " UNION SELECT id FROM paper WHERE merged_into IN (SELECT value FROM json_each(?1))",
            (holders,),
        )
    }


def keys_of_papers(store: Store, papers: Iterable[str]) -> set[str]:
    """What papers as written are recognised by."""
    rows = store.rows(
        "SELECT key FROM recognised WHERE paper IN (SELECT value FROM json_each(?))",
        (_list(papers),),
    )
    return {key for (key,) in rows}


def papers_decided_on(store: Store) -> set[str]:
    """Papers as written that something was decided about since the last plan was begun.

    Or about their points or cards, of which some may have been answered for the first time. What
    that plan decided itself is left out.
    """
    since, own = store.fact("planned_ms") or 0, store.fact("applied_ms") or 0
    return {
        paper
        for (paper,) in store.rows(
            "WITH decided AS (SELECT target FROM mark WHERE ms >= ?1 AND ms <> ?2"
            " UNION SELECT card FROM review AS first WHERE id >= ?1 AND NOT EXISTS"
            " (SELECT 1 FROM review WHERE review.card = first.card AND id < ?1))"
            " SELECT point.paper FROM decided JOIN card ON card.id = target"
            " JOIN point ON point.id = card.point"
            " UNION SELECT point.paper FROM decided JOIN point ON point.id = target"
            " UNION SELECT target FROM decided",
            (int(since), int(own)),
        )
    }


def keep_instants(store: Store, planned_ms: int, applied_ms: int) -> None:
    """Remember when a plan was begun, and the instant of the marks that it made itself.

    What a person decides while a plan is made is looked at by the next one.
    """
    store.set_fact("planned_ms", str(planned_ms))
    store.set_fact("applied_ms", str(applied_ms))


def papers_saying(store: Store, versions: Iterable[str]) -> dict[PaperId, list[str]]:
    """The texts of points in the notes that once had one of these versions, by paper as written."""
    found: dict[PaperId, list[str]] = {}
    for paper, text in store.rows(
        "SELECT DISTINCT paper, point.text FROM point_version JOIN point ON point.id = point"
        " WHERE digest IN (SELECT value FROM json_each(?)) AND absent_ms IS NULL"
        " AND point.id NOT IN (SELECT id FROM alias)",
        (_list(versions),),
    ):
        found.setdefault(PaperId(paper), []).append(text)
    return found


def papers_kept_from(store: Store, names: Iterable[str]) -> set[PaperId]:
    """Papers as written with a proposal that waits for being like a card of papers so called."""
    signs = tuple(f" / {name}: " for name in names)
    rows = store.rows(
        "SELECT point.paper, warnings FROM standing JOIN card ON card.id = standing.card"
        " JOIN point ON point.id = card.point"
        " WHERE acceptance = 'inbox' AND instr(warnings, '\"near-duplicate\"')"
    )
    return {
        PaperId(paper)
        for paper, warnings in rows
        if any(sign in detail for _, detail in json.loads(warnings) for sign in signs)
    }


def points_resting(store: Store, versions: Iterable[str]) -> set[str]:
    """Points in no note that once had one of these versions."""
    rows = store.rows(
        "SELECT DISTINCT point.id FROM point_version JOIN point"
        " ON point.id = coalesce((SELECT holder FROM alias WHERE id = point), point)"
        " WHERE digest IN (SELECT value FROM json_each(?)) AND absent_ms IS NOT NULL",
        (_list(versions),),
    )
    return {point for (point,) in rows}


def keep_spoken(store: Store, rows: Iterable[tuple[Entry, Mention]]) -> None:
    """Remember what the papers at these places are recognised by."""
    store.run_many(
        "INSERT OR IGNORE INTO spoken (root, path, line, key) VALUES (?, ?, ?, ?)",
        ((*entry, key) for entry, mention in rows for key in keys_of(mention)),
    )


def forget_spoken(store: Store, files: Iterable[Unplanned] | None) -> None:
    """Forget what files spoke of; all of them where none are named."""
    if files is None:
        store.run("DELETE FROM spoken")
        return
    store.run_many(
        "DELETE FROM spoken WHERE root = ? AND path = ?", [(root, path) for root, path, _ in files]
    )


def keep_recognised(store: Store, only: Iterable[str] | None = None) -> None:
    """Remember by what the papers are recognised that are met for the first time.

    All papers as written are looked through, or ``only`` some.
    """
    some = "" if only is None else " AND id IN (SELECT value FROM json_each(?))"
    rows = store.rows(
        "SELECT id, mention FROM paper WHERE NOT EXISTS"
        f" (SELECT 1 FROM recognised WHERE recognised.paper = paper.id){some}",
        () if only is None else (_list(only),),
    )
    store.run_many(
        "INSERT OR IGNORE INTO recognised (paper, key) VALUES (?, ?)",
        ((paper, key) for paper, told in rows for key in keys_of(Mention(*json.loads(told)))),
    )


def keep_terms(store: Store, papers: int, frequency: Mapping[str, int]) -> None:
    """Remember the document frequencies over so many papers."""
    store.run("DELETE FROM term")
    store.run_many("INSERT INTO term (unit, papers) VALUES (?, ?)", frequency.items())
    store.set_fact("term_papers", str(papers))


class Frequencies(Mapping[str, int]):
    """The document frequencies at the last whole plan, each read when it is asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, int] = {}

    @property
    def papers(self) -> int:
        """How many papers were counted."""
        return int(self._store.fact("term_papers") or 0)

    def __getitem__(self, unit: str) -> int:
        if unit not in self._known:
            rows = self._store.rows("SELECT papers FROM term WHERE unit = ?", (unit,))
            self._known[unit] = rows[0][0] if rows else 0
        if not self._known[unit]:
            raise KeyError(unit)
        return self._known[unit]

    def __iter__(self) -> Iterator[str]:
        return (unit for (unit,) in self._store.rows("SELECT unit FROM term"))

    def __len__(self) -> int:
        return int(self._store.rows("SELECT count(*) FROM term")[0][0])


def next_waiting(store: Store, number: int) -> list[Waiting]:
    """The papers that would leave the shelf first, in their order."""
    rows = store.rows(
        "SELECT moment, root, path, line, paper FROM waiting"
        " ORDER BY moment DESC, root, path, line LIMIT ?",
        (number,),
    )
    return [(*place, PaperId(paper)) for *place, paper in rows]


def keep_waiting(
    store: Store, rows: Sequence[Waiting], instead_of: Iterable[str] | None = None
) -> None:
    """Remember which papers wait on the shelf, in place of all or of those that are named."""
    if instead_of is None:
        store.run("DELETE FROM waiting")
    else:
        store.run_many("DELETE FROM waiting WHERE paper = ?", [(paper,) for paper in instead_of])
    store.run_many(
        "INSERT OR REPLACE INTO waiting (moment, root, path, line, paper) VALUES (?, ?, ?, ?, ?)",
        rows,
    )


def _list(values: Iterable[str]) -> str:
    return json.dumps(list(values))
