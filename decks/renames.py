"""Which paper of the notes is one that had another title before.

A paper without arXiv id or DOI is known by its title alone. Where a title is gone and another
stands over its points, that is the same paper: what was decided about it holds on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from decks.found import FoundPaper, FoundPoint, mention_of
from decks.ids import PaperId, normalised
from decks.likeness import is_telling
from decks.papers import Mention, may_be_one
from decks.reconcile import KnownPoint

_DIGITS = re.compile(r"\d+")
SHARE = 0.5
"""Of the points of the smaller of two papers, that both have if they are one."""
LIKE_TITLES = 70.0
"""Similarity, 0 to 100, of two titles in one file that are one title reworded."""


@dataclass(slots=True)
class _Paper:
    """A paper that is gone, or one that is new, as far as they are compared."""

    mentions: Sequence[Mention]
    keys: set[str]
    files: set[tuple[str, str]]


def follow_titles(
    papers: Sequence[FoundPaper],
    found: Sequence[FoundPoint],
    known: Sequence[KnownPoint],
    mentions: Mapping[PaperId, Mention],
) -> tuple[list[FoundPaper], list[KnownPoint]]:
    """The papers and the known points, those of a paper's former title under its new one."""
    now = renames(papers, found, known, mentions)
    was = {name: before for before, name in now.items()}
    followed = [
        replace(paper, members=(*paper.members, was[paper.id]), was=was[paper.id])
        if paper.id in was
        else paper
        for paper in papers
    ]
    points = [replace(p, paper=now[p.paper]) if p.paper in now else p for p in known]
    return followed, points


def renames(
    papers: Sequence[FoundPaper],
    found: Iterable[FoundPoint],
    known: Sequence[KnownPoint],
    mentions: Mapping[PaperId, Mention],
) -> dict[PaperId, PaperId]:
    """For each paper that the notes name no more the one that it is called now, if any.

    ``mentions`` say how the known papers were first written. No paper takes over two.
    """
    standing = {paper.id for paper in papers}
    gone = _gone(known, standing, mentions)
    new = _new(papers, found, known) if gone else {}
    owners: dict[str, list[PaperId]] = defaultdict(list)
    in_file: dict[tuple[str, str], list[PaperId]] = defaultdict(list)
    for name, paper in new.items():
        for key in paper.keys:
            owners[key].append(name)
        for file in paper.files:
            in_file[file].append(name)
    pairs: list[tuple[int, float, PaperId, PaperId]] = []
    for name, was in gone.items():
        near = {each for key in was.keys for each in owners.get(key, ())}
        near |= {each for file in was.files for each in in_file.get(file, ())}
        pairs += [
            (-len(was.keys & new[each].keys), -_titles(was, new[each]), name, each)
            for each in near
            if _is_renamed(was, new[each])
        ]
    taken: dict[PaperId, PaperId] = {}
    for _, _, name, each in sorted(pairs):
        if name not in taken and each not in taken.values():
            taken[name] = each
    return taken


def _gone(
    known: Iterable[KnownPoint], standing: set[PaperId], mentions: Mapping[PaperId, Mention]
) -> dict[PaperId, _Paper]:
    gone: dict[PaperId, _Paper] = {}
    for point in known:
        if point.paper in standing or not point.present or point.paper not in mentions:
            continue
        paper = gone.setdefault(point.paper, _Paper([mentions[point.paper]], set(), set()))
        paper.keys.add(point.key)
        paper.files.update((place.root, place.path) for place in point.places)
    return gone


def _new(
    papers: Iterable[FoundPaper], found: Iterable[FoundPoint], known: Iterable[KnownPoint]
) -> dict[PaperId, _Paper]:
    met = {point.paper for point in known if point.present}
    new = {
        paper.id: _Paper(
            [mention_of(read, entry) for read, entry in paper.entries],
            set(),
            {(read.root, read.note.path) for read, _ in paper.entries},
        )
        for paper in papers
        if paper.id not in met
    }
    for point in found:
        if point.paper in new:
            new[point.paper].keys.add(point.key)
    return new


def _is_renamed(was: _Paper, now: _Paper) -> bool:
    """Whether two papers have most points in common, or a file and nearly the title."""
    if not may_be_one(was.mentions, now.mentions):
        return False
    shared = was.keys & now.keys
    if len(shared) >= SHARE * min(len(was.keys), len(now.keys)) and _says_enough(shared):
        return True
    return bool(was.files & now.files) and _titles(was, now) >= LIKE_TITLES


def _says_enough(shared: set[str]) -> bool:
    return any(map(is_telling, shared))


def _titles(was: _Paper, now: _Paper) -> float:
    """How like the titles are. "SAM" is not "SAM 2": titles with other numbers are not alike."""
    from rapidfuzz import fuzz

    titles = [
        (normalised(one.title), normalised(other.title))
        for one in was.mentions
        for other in now.mentions
    ]
    return max(
        fuzz.ratio(one, other) if _DIGITS.findall(one) == _DIGITS.findall(other) else 0.0
        for one, other in titles
    )
