"""Papers, points, their versions and their places in the database."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import astuple

from decks.cards import Place
from decks.found import FoundPaper, FoundPoint, KnownPaper, ReadNote, mention_of
from decks.ids import PaperId, PointId
from decks.papers import Mention
from decks.reconcile import KnownPoint, version_digest
from decks.store.connection import Store
from notes.model import Kind
from notes.model import Paper as Entry


def known_papers(store: Store, only: Collection[str] | None = None) -> list[KnownPaper]:
    """Every paper ever met, as it was first written, oldest first; or ``only`` some of them."""
    some = "" if only is None else " WHERE id IN (SELECT value FROM json_each(?))"
    return [
        KnownPaper(
            PaperId(paper), Mention(*json.loads(mention)), created, holder and PaperId(holder)
        )
        for paper, mention, created, holder in store.rows(
            f"SELECT id, mention, created_ms, merged_into FROM paper{some} ORDER BY created_ms, id",
            () if only is None else (json.dumps(list(only)),),
        )
    ]


def points_of(store: Store, papers: Iterable[str]) -> set[str]:
    """The points of papers as written."""
    rows = store.rows(
        "SELECT id FROM point WHERE paper IN (SELECT value FROM json_each(?))",
        (json.dumps(list(papers)),),
    )
    return {point for (point,) in rows}


def known_points(
    store: Store, holders: Mapping[PaperId, PaperId], only: Collection[str] | None = None
) -> list[KnownPoint]:
    """Every point ever met that has not given way to another, or ``only`` some of them.

    ``holders`` leads from the papers as written to the merged ones of this build; where
    it says nothing a paper is merged as it was.
    """
    some = "" if only is None else " IN (SELECT value FROM json_each(?))"
    values = () if only is None else (json.dumps(list(only)),)
    places: dict[str, list[Place]] = defaultdict(list)
    for point, *row in store.rows(
        "SELECT point, root, path, line, last_line, heading, label, ordinal, count FROM place"
        + (f" WHERE point{some}" if some else ""),
        values,
    ):
        places[point].append(Place(*row))
    versions = point_versions(store, only)
    return [
        KnownPoint(
            PointId(point), holders.get(member, paper), member, Kind(kind), text, number,
            absent is None, tuple(places[point]), frozenset(versions[point]),
        )
        for point, member, paper, kind, text, number, absent in store.rows(
            "SELECT point.id, paper.id, coalesce(paper.merged_into, paper.id), kind, text, number,"
            " absent_ms"
            " FROM point JOIN paper ON paper.id = point.paper"
            " WHERE point.id NOT IN (SELECT id FROM alias)"
            + (f" AND point.id{some}" if some else "")
            + " ORDER BY point.created_ms, point.id",
            values,
        )
    ]  # fmt: skip


def point_versions(store: Store, only: Collection[str] | None = None) -> dict[str, set[str]]:
    """The digests of every text a point ever had, those of ids that gave way among them."""
    versions: dict[str, set[str]] = defaultdict(set)
    some = " WHERE point IN (SELECT value FROM json_each(?) UNION SELECT id FROM alias)"
    for point, version in store.rows(
        "SELECT coalesce(holder, point), digest FROM point_version"
        " LEFT JOIN alias ON alias.id = point" + ("" if only is None else some),
        () if only is None else (json.dumps(list(only)),),
    ):
        versions[point].add(version)
    return versions


def save_papers(
    store: Store,
    papers: Iterable[FoundPaper],
    now_ms: int,
    instead_of: Collection[str] | None = None,
) -> None:
    """Make every paper, renew what is shown of it, and who is united with whom.

    They stand where they are found instead of where all papers stood, or those of ``instead_of``.
    """
    for paper in papers:
        firsts = {
            mention_of(read, entry).id: (read, entry) for read, entry in reversed(paper.entries)
        }
        for member, (read, entry) in firsts.items():
            _insert_paper(store, member, read, entry, now_ms)
        store.run_many(
            "UPDATE paper SET merged_into = ? WHERE id = ?",
            [(None if m == paper.id else paper.id, m) for m in paper.members],
        )
        if paper.was:
            _stay_home(store, paper.id, paper.was)
        _show_paper(store, paper)
    # A paper that no note has now may have been merged into one that is merged itself by now.
    store.run(
        "UPDATE paper SET merged_into = (SELECT holder.merged_into FROM paper AS holder"
        " WHERE holder.id = paper.merged_into) WHERE merged_into IN"
        " (SELECT id FROM paper WHERE merged_into IS NOT NULL)"
    )
    _save_sources(store, papers, instead_of)


def _insert_paper(store: Store, member: PaperId, read: ReadNote, entry: Entry, now_ms: int) -> None:
    mention = astuple(mention_of(read, entry))
    store.run(
        "INSERT OR IGNORE INTO paper (id, mention, title, short, authors, links, tags,"
        " home_root, home_path, created_ms) VALUES (?, ?, ?, ?, '[]', '[]', '[]', ?, ?, ?)",
        (
            member, json.dumps(mention, ensure_ascii=False), entry.title, entry.short,
            read.root, read.note.path, now_ms,
        ),
    )  # fmt: skip


def _stay_home(store: Store, paper: PaperId, was: PaperId) -> None:
    """A paper under another title has the home that it had under the one before."""
    store.run(
        "UPDATE paper SET (home_root, home_path) ="
        " (SELECT home_root, home_path FROM paper WHERE id = ?) WHERE id = ?",
        (was, paper),
    )


def _show_paper(store: Store, paper: FoundPaper) -> None:
    shown = paper.shown
    lists = (shown.authors, [(link.what, link.url) for link in shown.links], shown.tags)
    store.run(
        "UPDATE paper SET title = ?, short = ?, year = ?, arxiv_id = ?, doi = ?, venue = ?,"
        " authors = ?, links = ?, tags = ? WHERE id = ?",
        (
            shown.title, shown.short, shown.year, shown.arxiv_id, shown.doi, shown.venue,
            *(json.dumps(values, ensure_ascii=False) for values in lists), paper.id,
        ),
    )  # fmt: skip


def _save_sources(
    store: Store, papers: Iterable[FoundPaper], instead_of: Collection[str] | None
) -> None:
    if instead_of is None:
        store.run("DELETE FROM source")
    else:
        store.run_many("DELETE FROM source WHERE paper = ?", [(paper,) for paper in instead_of])
    store.run_many(
        "INSERT OR IGNORE INTO source (root, path, line, heading, paper) VALUES (?, ?, ?, ?, ?)",
        [
            (read.root, read.note.path, entry.line, entry.heading, paper.id)
            for paper in papers
            for read, entry in paper.entries
        ],
    )


def insert_point(store: Store, point: PointId, found: FoundPoint, now_ms: int) -> None:
    """A point that is met for the first time."""
    store.run(
        "INSERT INTO point (id, paper, kind, text, number, absent_ms, created_ms)"
        " VALUES (?, ?, ?, ?, ?, NULL, ?)",
        (point, found.member, found.kind.value, found.text, found.number, now_ms),
    )
    save_point(store, point, found, now_ms)


def save_point(store: Store, point: PointId, found: FoundPoint, now_ms: int) -> None:
    """Where a point stands now, and its text, which joins its versions."""
    store.run(
        "UPDATE point SET paper = ?, kind = ?, text = ?, number = ?, absent_ms = NULL WHERE id = ?",
        (found.member, found.kind.value, found.text, found.number, point),
    )
    first = found.places[0]
    store.run(
        "INSERT OR IGNORE INTO point_version (point, digest, text, root, path, seen_ms)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (point, version_digest(found.text), found.text, first.root, first.path, now_ms),
    )
    store.run("DELETE FROM place WHERE point = ?", (point,))
    store.run_many(
        "INSERT OR IGNORE INTO place (point, root, path, line, last_line, heading, label,"
        " ordinal, count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (point, p.root, p.path, p.line, p.last_line, p.heading, p.label, p.ordinal, p.count)
            for p in found.places
        ],
    )


def rest_points(store: Store, points: Iterable[PointId], now_ms: int) -> None:
    """Points that no note has any more: their cards rest until the text returns."""
    store.run_many("UPDATE point SET absent_ms = ? WHERE id = ?", [(now_ms, p) for p in points])


def paper_homes(store: Store, only: Iterable[str] | None = None) -> dict[str, tuple[str, str]]:
    """The home of every paper, or of ``only`` some: (root, path)."""
    some = "" if only is None else " WHERE id IN (SELECT value FROM json_each(?))"
    values = () if only is None else (json.dumps(list(only)),)
    return {
        paper: (root, path)
        for paper, root, path in store.rows(
            f"SELECT id, home_root, home_path FROM paper{some}", values
        )
    }


def papers_of_points(store: Store, only: Collection[str] | None = None) -> dict[str, str]:
    """The paper of every point as written, those that gave way among them; or of ``only`` some."""
    if only is None:
        return dict(store.rows("SELECT id, paper FROM point"))
    some = "SELECT id, paper FROM point WHERE id IN (SELECT value FROM json_each(?))"
    return dict(store.rows(some, (json.dumps(list(only)),)))


def present_points(store: Store) -> int:
    """How many points stand in the notes now."""
    found = store.rows(
        "SELECT count(*) FROM point WHERE absent_ms IS NULL AND id NOT IN (SELECT id FROM alias)"
    )
    return int(found[0][0])
