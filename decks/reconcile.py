"""Which point of the notes is which point of the store.

Equal text first, in its paper and then anywhere; then what a person has said; then the most
similar in its paper, all of a paper's points weighed together. What is likely and not certain
is a doubt: the point stays as it was until a person has answered.
Nothing is decided about the points that are left over: whether they are absent is the
business of ``presence``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from decks.assignment import Pair, assigned
from decks.cards import Place
from decks.found import FoundPoint
from decks.ids import PaperId, PointId, digest, normalised
from decks.likeness import is_telling, nearest
from decks.neighbours import Standing, opposite
from decks.report import Change
from notes.model import Kind

REWORDED = 75.0
"""Similarity, 0 to 100, from which a text counts as a rewording of another.

Measured on seeded rewordings and unrelated texts: at 70 every rewording is found and 130 of
310 strangers are taken for one, at 75 fifteen are.
"""
DOUBTFUL = 62.0
"""Similarity from which a person is asked."""
IN_PLACE = 25.0
"""What standing between the same neighbours as before adds to the similarity."""
SHORT = 8.0
"""What a text takes off it that is too short to be met only once."""


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


@dataclass(frozen=True, slots=True)
class Judgement:
    """What decides where similarity alone does not."""

    answers: Mapping[tuple[PointId, str], bool] = field(default_factory=dict)
    """What a person has said: whether a point is the same in a text of this version digest."""
    at_stake: Collection[PointId] | None = None
    """Points with cards that could be lost, about which it is worth asking; None: all."""


def version_digest(text: str) -> str:
    """Stands for every text that is the same after normalising."""
    return digest("version", normalised(text))


def reconcile(
    found: Sequence[FoundPoint],
    known: Sequence[KnownPoint],
    judgement: Judgement | None = None,
) -> list[Match]:
    """A match for every found point, in their order. No known point is used twice."""
    matching = _Matching(found, known, judgement or Judgement())
    matching.pair(lambda point: (point.member, point.kind, point.number))
    matching.pair(lambda point: (point.paper, point.kind, point.number))
    matching.pair(lambda point: point.paper)
    matching.pair_anywhere()
    matching.pair_versions()
    matching.pair_answered()
    matching.pair_similar()
    return matching.matches()


class _Matching:
    """What has been paired so far."""

    def __init__(
        self, found: Sequence[FoundPoint], known: Sequence[KnownPoint], judgement: Judgement
    ) -> None:
        self.found = found
        self.known = known
        self.judgement = judgement
        self.keys = [point.key for point in found]
        self.key_of = {point.id: point.key for point in known}
        self.of: dict[int, KnownPoint] = {}
        self.free = {point.id: point for point in known}
        self.doubtful: set[int] = set()

    def open(self) -> list[int]:
        return [index for index in range(len(self.found)) if index not in self.of]

    def take(self, index: int, point: KnownPoint) -> None:
        self.of[index] = point
        del self.free[point.id]

    def pair(self, within: Callable[[FoundPoint | KnownPoint], Hashable]) -> None:
        """Pair equals, in the order in which they stand in the notes, those present first."""
        waiting: dict[Hashable, list[KnownPoint]] = defaultdict(list)
        for point in sorted(self.free.values(), key=_reading_order, reverse=True):
            waiting[within(point), self.key_of[point.id]].append(point)
        for index in self.open():
            if candidates := waiting.get((within(self.found[index]), self.keys[index])):
                self.take(index, candidates.pop())

    def pair_anywhere(self) -> None:
        """Equal texts of different papers are one point where that is no chance.

        A text that says little follows only a text that says much from paper to paper, or
        stays in its file: "Code is released" under one paper is not what it is under another.
        """
        self._pair_across(lambda _found, known: is_telling(self.key_of[known.id]))
        moved = {(point.paper, self.found[index].paper) for index, point in self.of.items()}
        self._pair_across(
            lambda f, k: k.present and ((k.paper, f.paper) in moved or _in_one_file(f, k))
        )

    def _pair_across(self, may: Callable[[FoundPoint, KnownPoint], bool]) -> None:
        waiting: dict[str, list[KnownPoint]] = defaultdict(list)
        for point in sorted(self.free.values(), key=_reading_order):
            waiting[self.key_of[point.id]].append(point)
        shared = Counter(
            (point.paper, self.found[index].paper)
            for index in self.open()
            for point in waiting.get(self.keys[index], ())
        )
        for index in self.open():
            found = self.found[index]
            equal = waiting.get(self.keys[index], ())
            fitting = [k for k in equal if k.id in self.free and may(found, k)]
            if fitting:
                # ``max`` takes the first of equals, in reading order.
                best = max(fitting, key=lambda k: (k.present, shared[k.paper, found.paper]))
                self.take(index, best)

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

    def pair_answered(self) -> None:
        """What a person has called the same is the same."""
        said: dict[str, list[PointId]] = defaultdict(list)
        for (point, version), same in self.judgement.answers.items():
            if same:
                said[version].append(point)
        for index in self.open() if said else ():
            for name in sorted(said.get(version_digest(self.found[index].text), ())):
                called = self.free.get(name)
                if called is not None and called.paper == self.found[index].paper:
                    self.take(index, called)
                    break

    def pair_similar(self) -> None:
        """The pairs of each paper that are most similar in all, position deciding between equals.

        Squares are added up, so that no likely pair is broken up for the sake of two unlikely
        ones.
        """
        in_place = self._in_place()
        by_paper: dict[PaperId, list[KnownPoint]] = defaultdict(list)
        for point in sorted(self.free.values(), key=_reading_order):
            by_paper[point.paper].append(point)
        columns: list[KnownPoint] = []
        pairs: list[Pair] = []
        similar: dict[tuple[int, int], float] = {}
        open_by_paper: dict[PaperId, list[int]] = defaultdict(list)
        for index in self.open():
            open_by_paper[self.found[index].paper].append(index)
        for paper, indexes in open_by_paper.items():
            own = by_paper.get(paper, [])
            for index, at, score in self._similar(indexes, own, in_place):
                column = len(columns) + at
                similar[index, column] = score
                near = _nearness(self.found[index], own[at])
                pairs.append((index, column, (score - DOUBTFUL + 1) ** 2 + near))
            columns += own
        for index, column in assigned(pairs).items():
            self._settle(index, columns[column], similar[index, column])

    def _settle(self, index: int, point: KnownPoint, score: float) -> None:
        """Take a pair that is likely enough, or doubt it where that is worth a question."""
        if score >= REWORDED:
            self.take(index, point)
        elif point.present and not self.found[index].prompts and self._matters(point.id):
            self.take(index, point)
            self.doubtful.add(index)

    def _matters(self, point: PointId) -> bool:
        return self.judgement.at_stake is None or point in self.judgement.at_stake

    def _in_place(self) -> set[tuple[int, PointId]]:
        """Open points with the free ones that stood between the same neighbours."""
        there = [Standing(p.paper, p.places) if p.present else None for p in self.known]
        here = [Standing(f.paper, f.places) for f in self.found]
        number = {point.id: at for at, point in enumerate(self.known)}
        of = {index: number[point.id] for index, point in self.of.items()}
        return {(index, self.known[at].id) for index, at in opposite(here, there, of)}

    def _similar(
        self,
        indexes: Sequence[int],
        known: Sequence[KnownPoint],
        in_place: Collection[tuple[int, PointId]],
    ) -> Iterator[tuple[int, int, float]]:
        """(found, known, similarity) of the open pairs of a paper that may be one point."""
        keys = [self.key_of[point.id] for point in known]
        for index in indexes if keys else ():
            found = self.found[index]
            short = 0.0 if is_telling(self.keys[index]) else SHORT
            for at, like in nearest(self.keys[index], keys, DOUBTFUL - IN_PLACE):
                point = known[at]
                opposite = (index, point.id) in in_place
                score = min(100.0, like + IN_PLACE) if opposite else like - short
                other = self.judgement.answers.get((point.id, version_digest(found.text))) is False
                if score >= DOUBTFUL and not other:
                    yield index, at, score

    def matches(self) -> list[Match]:
        return [
            Match(
                point,
                self.of.get(index),
                Change.DOUBTFUL if index in self.doubtful else _change(point, self.of.get(index)),
            )
            for index, point in enumerate(self.found)
        ]


def _in_one_file(found: FoundPoint, known: KnownPoint) -> bool:
    return bool({(p.root, p.path) for p in found.places} & {(p.root, p.path) for p in known.places})


def _nearness(found: FoundPoint, known: KnownPoint) -> float:
    """0 to 1: more for a place in the same file, and the nearer in its block the more."""
    if not _in_one_file(found, known):
        return 0.0
    return 1 / (1 + abs(known.places[0].ordinal - found.places[0].ordinal))


def _reading_order(point: KnownPoint) -> tuple[bool, str, str, int, str]:
    first = min(point.places, key=lambda p: (p.root, p.path, p.line), default=None)
    place = (first.root, first.path, first.line) if first else ("", "", 0)
    return (not point.present, *place, point.id)


def _change(found: FoundPoint, known: KnownPoint | None) -> Change:
    if known is None:
        return Change.NEW
    if not known.present:
        return Change.RESTORED
    if found.key != known.key:
        return Change.REWORDED
    same_paper = found.paper == known.paper
    return Change.KEPT if same_paper and _in_one_file(found, known) else Change.MOVED
