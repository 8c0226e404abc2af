"""Which papers are in study: what their reader said, and for the others what there is room for.

New papers go in study by themselves, the newest first, as long as the accepted cards that
were never seen stay within the backlog; the others wait on the shelf. A build only ever
takes papers from the shelf, and never puts one there that it took.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from decks.cards import Study
from decks.found import FoundPaper
from decks.ids import PaperId
from decks.marks import Mark

AUTOMATIC_MS = {Study.SHELF: 0, Study.STUDY: 1}
"""The instants of the marks that a build makes, older than those of any person.

So what a person said holds, and a paper that one of two collections has in study stays in
study when they are united.
"""
Place = tuple[str, str, str, int]
"""When a paper was noted, and where it stands first: root, path and line."""
_ARXIV_MONTH = re.compile(r"(\d\d)(\d\d)\.")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the papers of the notes stand before any is taken from the shelf."""

    in_study: frozenset[PaperId]
    taken: tuple[PaperId, ...]
    """Those in study that no mark says so of yet: their cards were accepted elsewhere."""
    waiting: tuple[FoundPaper, ...]
    """Those that would go in study by themselves, the newest first."""
    unmarked: frozenset[PaperId]
    """Those of them that no build has seen before."""


@dataclass(frozen=True, slots=True)
class Admission:
    """What is taken from the shelf."""

    papers: tuple[PaperId, ...]
    room_at: int | None
    """How many cards may be unseen for the next paper to fit; None if none waits."""


def is_automatic(mark: Mark) -> bool:
    """Whether a build made a mark on where a paper stands."""
    return mark.ms in AUTOMATIC_MS.values()


def sort_out(
    papers: Sequence[FoundPaper], marks: Mapping[str, Mark], begun: Collection[PaperId]
) -> Shelf:
    """Where each paper stands.

    ``marks`` are the newest on where a paper as written stands; ``begun`` are the papers with
    accepted cards, which are in study unless their reader said otherwise.
    """
    held = {paper.id: _newest(paper, marks) for paper in papers}
    said = {paper for paper, mark in held.items() if mark and not is_automatic(mark)}
    studied = {paper for paper, mark in held.items() if mark and mark.value == Study.STUDY}
    taken = [paper for paper in held if paper in begun and paper not in studied | said]
    waiting = [paper for paper in papers if paper.id not in said.union(studied, taken)]
    return Shelf(
        frozenset(studied.union(taken)),
        tuple(taken),
        tuple(newest_first(waiting)),
        frozenset(paper.id for paper in waiting if held[paper.id] is None),
    )


def _newest(paper: FoundPaper, marks: Mapping[str, Mark]) -> Mark | None:
    own = (marks[member] for member in paper.members if member in marks)
    return max(own, key=lambda mark: mark.age, default=None)


def newest_first(papers: Iterable[FoundPaper]) -> list[FoundPaper]:
    """Papers by the day on which they were noted, the last first; equals in reading order.

    Where no day stands, the month of the arXiv id or the year of the work takes its place;
    papers without any come last.
    """
    return sorted(papers, key=moment, reverse=True)


def before(papers: Iterable[FoundPaper], horizon: Place | None) -> tuple[FoundPaper, ...]:
    """Those of papers, the newest first, that are newer than one that is not among them."""
    if horizon is None:
        return tuple(papers)
    noted, *there = horizon
    return tuple(
        paper
        for paper in papers
        if moment(paper) > noted or (moment(paper) == noted and list(first_place(paper)) < there)
    )


def first_place(paper: FoundPaper) -> tuple[str, str, int]:
    """Root, path and line where a paper stands first."""
    read, entry = paper.entries[0]
    return read.root, read.note.path, entry.line


def moment(paper: FoundPaper) -> str:
    """When a paper was noted or published: an ISO date, or as much of one as is known."""
    entries = [entry for _, entry in paper.entries]
    if dates := [entry.date for entry in entries if entry.date]:
        return max(dates)
    months = [_ARXIV_MONTH.match(entry.arxiv_id) for entry in entries if entry.arxiv_id]
    if month := next(filter(None, months), None):
        return f"20{month[1]}-{month[2]}"
    return max((str(entry.year) for entry in entries if entry.year), default="")


def admit(
    waiting: Iterable[FoundPaper], brings: Callable[[FoundPaper], int], unseen: int, backlog: int
) -> Admission:
    """The papers that fit, in their order, up to the first that does not.

    ``brings`` says how many accepted cards a paper would have; it is asked of no more papers
    than needed. ``unseen`` are the accepted cards there are that were never seen. Where
    nothing is unseen one paper is taken however much it brings, unless ``backlog`` is 0.
    """
    taken: list[PaperId] = []
    for paper in waiting:
        more = brings(paper)
        room_at = max(backlog - more, 0 if backlog else -1)
        if unseen > room_at:
            return Admission(tuple(taken), room_at)
        taken.append(paper.id)
        unseen += more
    return Admission(tuple(taken), None)
