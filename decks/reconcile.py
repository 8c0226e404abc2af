"""Which point of the notes is which point of the store.

Equal text first, in its paper and then anywhere; then the most similar in its paper.
Nothing is decided about the points that are left over: whether they are absent is the
business of ``presence``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from decks.cards import Place
from decks.found import FoundPoint
from decks.ids import PaperId, PointId, digest, normalised
from decks.report import Change
from notes.model import Kind

REWORDED = 75.0
"""Similarity, 0 to 100, from which a text counts as a rewording of another.

Measured on seeded rewordings and unrelated texts: at 70 every rewording is found and 130 of
310 strangers are taken for one, at 75 fifteen are.
"""


@dataclass(frozen=True, slots=True)
class KnownPoint:
    """A point the store has met."""

    id: PointId
    paper: PaperId
    """The merged paper it belongs to now."""
    member: PaperId
    """The paper as written where it was last seen."""
    kind: Kind
    text: str
    number: int
    present: bool
    places: tuple[Place, ...]
    """Where it stood when it was last seen."""
    versions: frozenset[str]
    """Digests of every text it ever had."""

    @property
    def key(self) -> str:
        """What makes two texts the same text."""
        return normalised(self.text)


@dataclass(frozen=True, slots=True)
class Match:
    """A point of the notes with the point of the store that it is, if any."""

    found: FoundPoint
    known: KnownPoint | None
    change: Change


def version_digest(text: str) -> str:
    """Stands for every text that is the same after normalising."""
    return digest("version", normalised(text))


def reconcile(found: Sequence[FoundPoint], known: Sequence[KnownPoint]) -> list[Match]:
    """A match for every found point, in their order. No known point is used twice."""
    matching = _Matching(found, known)
    matching.pair(
        lambda f: (f.member, f.kind, f.key, f.number), lambda k: (k.member, k.kind, k.key, k.number)
    )
    matching.pair(
        lambda f: (f.paper, f.kind, f.key, f.number), lambda k: (k.paper, k.kind, k.key, k.number)
    )
    matching.pair(lambda f: (f.paper, f.key), lambda k: (k.paper, k.key))
    matching.pair(lambda f: f.key, lambda k: k.key)
    matching.pair_versions()
    matching.pair_similar()
    return matching.matches()


class _Matching:
    """What has been paired so far."""

    def __init__(self, found: Sequence[FoundPoint], known: Sequence[KnownPoint]) -> None:
        self.found = found
        self.of: dict[int, KnownPoint] = {}
        self.free = {point.id: point for point in known}

    def open(self) -> list[int]:
        return [index for index in range(len(self.found)) if index not in self.of]

    def take(self, index: int, point: KnownPoint) -> None:
        self.of[index] = point
        del self.free[point.id]

    def pair(
        self,
        found_key: Callable[[FoundPoint], Hashable],
        known_key: Callable[[KnownPoint], Hashable],
    ) -> None:
        """Pair equals, in the order in which they stand in the notes."""
        waiting: dict[Hashable, list[KnownPoint]] = defaultdict(list)
        for point in sorted(self.free.values(), key=_reading_order, reverse=True):
            waiting[known_key(point)].append(point)
        for index in self.open():
            if candidates := waiting.get(found_key(self.found[index])):
                self.take(index, candidates.pop())

    def pair_versions(self) -> None:
        """A text that some point had before is that point again."""
        owners: dict[str, list[KnownPoint]] = defaultdict(list)
        for point in sorted(self.free.values(), key=lambda point: point.id, reverse=True):
            for version in point.versions:
                owners[version].append(point)
        for index in self.open():
            for point in owners.get(version_digest(self.found[index].text), ()):
                if point.id in self.free and point.paper == self.found[index].paper:
                    self.take(index, point)
                    break

    def pair_similar(self) -> None:
        """The most similar pairs of each paper first, position deciding between equals."""
        by_paper: dict[PaperId, list[KnownPoint]] = defaultdict(list)
        for point in self.free.values():
            by_paper[point.paper].append(point)
        pairs = [
            pair
            for index in self.open()
            for pair in _similar(index, self.found[index], by_paper[self.found[index].paper])
        ]
        for _, _, index, point in sorted(pairs, key=lambda pair: (pair[0], pair[1], pair[2])):
            if index not in self.of and point.id in self.free:
                self.take(index, point)

    def matches(self) -> list[Match]:
        return [
            Match(point, self.of.get(index), _change(point, self.of.get(index)))
            for index, point in enumerate(self.found)
        ]


def _similar(
    index: int, found: FoundPoint, known: Sequence[KnownPoint]
) -> Iterable[tuple[float, int, int, KnownPoint]]:
    if not known:
        return
    from rapidfuzz import fuzz, process

    hits = process.extract(
        found.key, {i: p.key for i, p in enumerate(known)}, scorer=fuzz.ratio,
        score_cutoff=REWORDED, limit=5,
    )  # fmt: skip
    for _, score, which in hits:
        point = known[which]
        yield (-score, abs(_ordinal(point.places) - _ordinal(found.places)), index, point)


def _ordinal(places: Sequence[Place]) -> int:
    return places[0].ordinal if places else 0


def _reading_order(point: KnownPoint) -> tuple[str, str, int, str]:
    first = min(point.places, key=lambda p: (p.root, p.path, p.line), default=None)
    return (first.root, first.path, first.line, point.id) if first else ("", "", 0, point.id)


def _change(found: FoundPoint, known: KnownPoint | None) -> Change:
    if known is None:
        return Change.NEW
    if not known.present:
        return Change.RESTORED
    if found.key != known.key:
        return Change.REWORDED
    same_paper = found.paper == known.paper
    files = {(p.root, p.path) for p in found.places} & {(p.root, p.path) for p in known.places}
    return Change.KEPT if same_paper and files else Change.MOVED
