"""What a plan looks at: the whole collection, or the part that a change can touch.

A part is closed over everything that joins papers: what makes them one, what makes a new title
an old one's, and texts that came, went or moved. Whatever else a plan asks of the papers that it
does not look at is said by ``Elsewhere``. The result has to be that of a plan of the whole; what
it may leave to the next one is said in ``part``.
"""

from __future__ import annotations

from collections.abc import Collection as Some
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from decks.collection import Collection
from decks.elsewhere import NOWHERE, AskedThere, Elsewhere
from decks.found import FoundPaper, FoundPoint, ReadNote, find_papers, find_points, mention_of
from decks.ids import PaperId, normalised
from decks.papers import keys_of
from decks.rarity import Rarity
from decks.reading import Progress
from decks.reconcile import KnownPoint, version_digest
from decks.renames import follow_titles
from decks.store import others, reach
from decks.store.connection import Store
from decks.store.doubts import doubts
from decks.store.files import are_so_many, cached_notes, cached_notes_of, number_of_files
from decks.store.points import known_papers, known_points, papers_of_points, points_of
from decks.wording import say
from notes.model import Note

FEWEST = 10
"""Files of a collection for each place of the largest part that is worth being planned apart."""
Files = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a plan is made of."""

    changed: tuple[reach.Unplanned, ...]
    """The files that no plan has seen yet."""
    papers: list[FoundPaper]
    found: list[FoundPoint]
    points: list[KnownPoint]
    members: frozenset[PaperId] | None
    """The papers as written that it looks at, if not all."""
    elsewhere: Elsewhere = NOWHERE


def whole(collection: Collection, store: Store, progress: Progress | None = None) -> Scope:
    """All that was read, and all that is known; ``progress`` is told of every note."""
    changed = tuple(reach.unplanned(store))
    number = number_of_files(store)
    notes: list[ReadNote] = []
    for root, note in cached_notes(store, collection.kinds):
        notes.append(ReadNote(root, note))
        if progress:
            progress(len(notes), number, say("build.comparing"))
    return _look(collection, store, changed, notes, None)


def part(collection: Collection, store: Store, heads: int) -> Scope | None:
    """What changed since the last plan and whatever that can touch, if that is a small part.

    ``heads`` of the papers on the shelf that would leave it next are looked at too. The terms'
    frequencies are those of the last whole plan. What is left to the next one: whether a proposal
    of an untouched paper, kept out by something else, is also like a card that came, and which of
    several such cards is named.
    """
    changed = tuple(reach.unplanned(store))
    if not _is_small(store, len(changed)):
        return None
    waiting = reach.next_waiting(store, heads + 1)
    keys = _first_keys(collection, store, changed, [paper for *_, paper in waiting[:heads]])
    horizon = waiting[heads][:4] if len(waiting) > heads else None
    files = frozenset((file.root, file.path) for file in changed)
    while (reached := _closed(store, keys, files)) is not None:
        entries, members = reached
        there = {(root, path) for root, path, _ in entries} | files
        notes = [
            ReadNote(root, note if (root, note.path) in files else _only(root, note, entries))
            for root, note in cached_notes_of(store, there, collection.kinds)
        ]
        scope = _look(collection, store, changed, notes, members)
        more = _keys_of_texts(store, scope, members) - keys
        if not more:
            elsewhere = _elsewhere(store, scope, members, horizon)
            if not heads and waiting and waiting[0][-1] not in members:
                elsewhere = replace(elsewhere, room_at=int(store.fact("room_at") or -1))
            return replace(scope, elsewhere=elsewhere)
        keys |= more
    return None


def _first_keys(
    collection: Collection,
    store: Store,
    changed: Iterable[reach.Unplanned],
    heads: Iterable[PaperId],
) -> set[str]:
    """What the papers are recognised by that a plan has to look at in any case."""
    files = [(file.root, file.path) for file in changed]
    keys = reach.keys_in(store, changed)
    for root, note in cached_notes_of(store, files, collection.kinds):
        for entry in note.papers:
            if entry.blocks:
                keys |= keys_of(mention_of(ReadNote(root, note), entry))
    asked = papers_of_points(store, [doubt.point for doubt in doubts(store)])
    decided = reach.papers_decided_on(store)
    return keys | reach.keys_of_papers(store, {*heads, *asked.values(), *decided})


def _closed(
    store: Store, keys: Iterable[str], changed: Files
) -> tuple[set[reach.Entry], frozenset[PaperId]] | None:
    """The places outside of the changed files and the known papers that ``keys`` lead to."""
    known: set[str] = set()
    entries: set[reach.Entry] = set()
    papers: set[PaperId] = set()
    fresh = set(keys)
    while fresh:
        known |= fresh
        near = {one for one in reach.entries_with(store, fresh) if one[:2] not in changed}
        met = reach.papers_with(store, fresh) - papers
        fresh = reach.keys_at(store, near - entries) | reach.keys_of_papers(store, met)
        fresh -= known
        entries |= near
        papers |= met
        if not _is_small(store, len(entries)):
            return None
    return entries, frozenset(papers)


def _is_small(store: Store, places: int) -> bool:
    """Whether so many files or papers are a part that is worth being planned apart."""
    return are_so_many(store, places * FEWEST)


def _only(root: str, note: Note, entries: Some[reach.Entry]) -> Note:
    kept = [entry for entry in note.papers if (root, note.path, entry.line) in entries]
    return replace(note, papers=tuple(kept))


def _look(
    collection: Collection,
    store: Store,
    changed: tuple[reach.Unplanned, ...],
    notes: Iterable[ReadNote],
    members: frozenset[PaperId] | None,
) -> Scope:
    met = known_papers(store, members)
    papers = find_papers(notes, met)
    found = find_points(papers, collection.kinds)
    holders = {member: paper.id for paper in papers for member in paper.members}
    only = None
    if members is not None:
        resting = reach.points_resting(store, {version_digest(point.text) for point in found})
        only = points_of(store, members) | resting
    points = known_points(store, holders, only)
    papers, points = follow_titles(papers, found, points, {p.id: p.mention for p in met})
    return Scope(changed, papers, found, points, members)


def _keys_of_texts(store: Store, scope: Scope, members: frozenset[PaperId]) -> set[str]:
    """What other papers are recognised by that say what was said or is said anew here.

    Those with a proposal that waits because a card of a paper that changed is like it, too.
    """
    was = {(point.paper, point.key) for point in scope.points if point.present}
    now = {(point.paper, point.key) for point in scope.found}
    shown = others.called(
        store, {paper for paper, _ in was | now}.union(p.id for p in scope.papers)
    )
    renamed = {
        paper.id
        for paper in scope.papers
        if paper.id not in shown or shown[paper.id].short != paper.shown.short
    }
    keys = {key for _, key in was ^ now} | {key for paper, key in now if paper in renamed}
    saying = reach.papers_saying(store, map(version_digest, keys))
    near = [
        paper
        for paper, texts in saying.items()
        if paper not in members and any(normalised(text) in keys for text in texts)
    ]
    touched = {paper for paper, _ in was ^ now}
    names = {one.short or one.title for paper, one in shown.items() if paper in touched}
    return reach.keys_of_papers(store, {*near, *reach.papers_kept_from(store, names)})


def _asked_elsewhere(store: Store, members: frozenset[PaperId]) -> AskedThere:
    cards = others.asked_elsewhere(store, members)
    return AskedThere(cards, others.called(store, cards))


def _elsewhere(
    store: Store,
    scope: Scope,
    members: frozenset[PaperId],
    horizon: tuple[str, str, str, int] | None,
) -> Elsewhere:
    saying = reach.papers_saying(store, {version_digest(point.text) for point in scope.found})
    holders = others.holders_of(store, saying.keys() - members)
    owners: dict[str, set[PaperId]] = {}
    for paper, holder in holders.items():
        for text in saying[paper]:
            owners.setdefault(normalised(text), set()).add(holder)
    frequencies = reach.Frequencies(store)
    return Elsewhere(
        rarity=Rarity(frequencies.papers, frequencies),
        owners=owners,
        called=others.called(store, holders.values()),
        asked=partial(_asked_elsewhere, store, members),
        unseen=others.unseen_elsewhere(store, members),
        horizon=horizon,
    )
