"""The cache of files as read."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from decks.report import FileCounts
from decks.store.connection import Row, Store
from notes.jsonform import note_from_json, note_to_json
from notes.model import Kind, Note, Problem, Severity


@dataclass(frozen=True, slots=True)
class CachedFile:
    """A file as it was when it was read last; its note is loaded apart."""

    root: str
    path: str
    size: int
    """Bytes."""
    mtime_ns: int
    digest: str
    """Of the bytes."""
    cache_key: str
    """Recogniser version, vocabulary and settings it was read with."""
    counts: FileCounts
    problems: tuple[Problem, ...]


class Stamp(NamedTuple):
    """What tells whether a file has to be read again: 15,000 of them load in 15 ms."""

    size: int
    mtime_ns: int
    cache_key: str


def file_stamps(store: Store) -> dict[str, dict[str, Stamp]]:
    """The stamp of every cached file, by root and path."""
    found: dict[str, dict[str, Stamp]] = defaultdict(dict)
    for root, path, size, mtime_ns, cache_key in store.rows(
        "SELECT root, path, size, mtime_ns, cache_key FROM file"
    ):
        found[root][path] = Stamp(size, mtime_ns, cache_key)
    return found


def digest_of_file(store: Store, root: str, path: str) -> str | None:
    """Of the bytes of a cached file when they were read last, or None for one that is not."""
    row = store.rows("SELECT digest FROM file WHERE root = ? AND path = ?", (root, path))
    return str(row[0][0]) if row else None


def cached_files(store: Store, *, only_problems: bool = False) -> dict[tuple[str, str], CachedFile]:
    """Every cached file by (root, path), or those that have a problem."""
    return {
        (row[0], row[1]): CachedFile(
            root=row[0], path=row[1], size=row[2], mtime_ns=row[3], digest=row[4],
            cache_key=row[5], counts=FileCounts(*row[6:9]),
            problems=tuple(_problem(p) for p in json.loads(row[9])),
        )
        for row in store.rows(
            "SELECT root, path, size, mtime_ns, digest, cache_key, papers, blocks, points,"
            " problems FROM file" + (" WHERE problems <> '[]'" if only_problems else "")
        )
    }  # fmt: skip


def are_so_many(store: Store, number: int) -> bool:
    """Whether at least so many files are cached: without counting them all, which takes 1 ms."""
    return number < 1 or bool(store.rows("SELECT 1 FROM file LIMIT 1 OFFSET ?", (number - 1,)))


def number_of_files(store: Store) -> int:
    """How many files are cached."""
    return int(store.rows("SELECT count(*) FROM file")[0][0])


def counts_of_file(store: Store, root: str, path: str) -> FileCounts | None:
    """What a cached file holds, or None for one that is not cached."""
    row = store.rows(
        "SELECT papers, blocks, points FROM file WHERE root = ? AND path = ?", (root, path)
    )
    return FileCounts(*row[0]) if row else None


def keep_file(store: Store, file: CachedFile, note: str) -> None:
    """Put a file that was read into the cache; ``note`` is what ``note_text`` made of it."""
    problems = [[p.line, p.code, p.severity.value, p.message, p.hint] for p in file.problems]
    store.run(
        "INSERT OR REPLACE INTO file (root, path, size, mtime_ns, digest, cache_key, note, papers,"
        " blocks, points, problems) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            file.root, file.path, file.size, file.mtime_ns, file.digest, file.cache_key,
            note,
            file.counts.papers, file.counts.blocks, file.counts.points,
            json.dumps(problems, ensure_ascii=False),
        ),
    )  # fmt: skip
    _unplan(store, [(file.root, file.path, file.digest)])


def _unplan(store: Store, files: Iterable[tuple[str, str, str]]) -> None:
    """Let the next plan see that files have changed."""
    store.run_many("INSERT OR REPLACE INTO unplanned (root, path, digest) VALUES (?, ?, ?)", files)


def any_unplanned(store: Store) -> bool:
    """Whether a file has changed that no plan has seen as it is now."""
    return bool(store.rows("SELECT EXISTS (SELECT 1 FROM unplanned)")[0][0])


def touch_file(store: Store, file: CachedFile) -> None:
    """Remember a new size and time of a file whose bytes are as before."""
    store.run(
        "UPDATE file SET size = ?, mtime_ns = ? WHERE root = ? AND path = ?",
        (file.size, file.mtime_ns, file.root, file.path),
    )


def forget_files(store: Store, gone: Iterable[tuple[str, str]]) -> None:
    """Take files that are no longer listed out of the cache (points keep their places)."""
    files = list(gone)
    store.run_many("DELETE FROM file WHERE root = ? AND path = ?", files)
    _unplan(store, [(root, path, "") for root, path in files])


def note_text(note: Note) -> str:
    """A note as it stands in the cache."""
    return json.dumps(note_to_json(note), ensure_ascii=False)


def cached_notes(store: Store, kinds: frozenset[Kind]) -> Iterator[tuple[str, Note]]:
    """Every cached note with its root, by root and path, with the points of some kinds.

    Blocks of other kinds are empty: of a large library they would be most of the memory.
    """
    return _notes(store.each("SELECT root, note FROM file ORDER BY root, path"), kinds)


def cached_notes_of(
    store: Store, files: Iterable[tuple[str, str]], kinds: frozenset[Kind]
) -> list[tuple[str, Note]]:
    """The same for some files, by (root, path); those that are not cached are left out."""
    sql = "SELECT root, note FROM file WHERE root = ? AND path = ?"
    return list(_notes((row for file in sorted(files) for row in store.rows(sql, file)), kinds))


def _notes(rows: Iterable[Row], kinds: frozenset[Kind]) -> Iterator[tuple[str, Note]]:
    wanted = {kind.value for kind in kinds}
    for root, note in rows:
        yield root, note_from_json(_with_points_of(json.loads(note), wanted))


def _with_points_of(note: dict[str, Any], kinds: Collection[str]) -> dict[str, Any]:
    for paper in note["papers"]:
        for block in paper["blocks"]:
            if block["kind"] not in kinds:
                block["points"] = []
    return note


def counts_of(note: Note, kinds: frozenset[Kind]) -> FileCounts:
    """What a note holds of the kinds that become cards."""
    blocks = [[b for b in paper.blocks if b.kind in kinds] for paper in note.papers]
    kept = [paper for paper in blocks if paper]
    return FileCounts(
        papers=len(kept),
        blocks=sum(len(paper) for paper in kept),
        points=sum(len(block.points) for paper in kept for block in paper),
    )


def _problem(row: list[str]) -> Problem:
    line, code, severity, message, hint = row
    return Problem(int(line), code, Severity(severity), message, hint)
