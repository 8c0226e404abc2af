"""Making candidates of points, with what the collection as a whole has to say about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace

from decks.cards import Place
from decks.elsewhere import NOWHERE, Called, Elsewhere
from decks.found import FoundPaper, FoundPoint
from decks.ids import PaperId
from decks.making import CHUNK, candidates_of
from decks.making import made as made_of
from decks.pictures import without_pictures
from decks.rarity import Rarity
from decks.subject import Candidate, CardWarning, Subject
from decks.tuning import AS_SHIPPED, Tuning
from notes.model import Paper as Entry


class Maker:
    """Makes candidates of the points of one state of the notes."""

    def __init__(
        self,
        papers: Sequence[FoundPaper],
        found: Sequence[FoundPoint],
        tunings: Mapping[PaperId, Tuning],
        elsewhere: Elsewhere = NOWHERE,
        executor: Executor | None = None,
    ) -> None:
        """``executor`` makes the candidates of many points."""
        self.tunings = tunings
        self.shown: dict[PaperId, Entry] = {paper.id: paper.shown for paper in papers}
        texts: dict[PaperId, list[str]] = defaultdict(list)
        owners: dict[str, set[PaperId]] = defaultdict(set)
        for point in found:
            texts[point.paper].append(point.text)
            owners[point.key].add(point.paper)
        for key, others in elsewhere.owners.items():
            owners[key].update(others)
        self.rarity = elsewhere.rarity or Rarity.of(texts.values())
        self.owners = owners
        here = {paper: Called(shown.short, shown.title) for paper, shown in self.shown.items()}
        self.called = {**elsewhere.called, **here}
        self._executor = executor
        self._prepared: dict[tuple[PaperId, str, Place], tuple[Candidate, ...]] = {}

    @property
    def names(self) -> dict[PaperId, str]:
        """What the papers are called."""
        return {paper: called.name for paper, called in self.called.items()}

    def prepare(self, points: Sequence[FoundPoint]) -> None:
        """Make what will be offered of points that are asked for next, if that are many."""
        if self._executor is None or len(points) <= CHUNK:
            return
        wanted = [
            (self._subject(found), self.tunings.get(found.paper, AS_SHIPPED)) for found in points
        ]
        self._prepared = {
            _name(found): made
            for found, made in zip(
                points, made_of(wanted, self.rarity, self._executor), strict=True
            )
        }

    def offered(self, found: FoundPoint) -> tuple[Candidate, ...]:
        """The checked candidates of a point that the settings allow, best first."""
        if (prepared := self._prepared.pop(_name(found), None)) is not None:
            return self._warned(found, prepared)
        return self.candidates(found, self.tunings.get(found.paper, AS_SHIPPED))

    def candidates(self, found: FoundPoint, tuning: Tuning = AS_SHIPPED) -> tuple[Candidate, ...]:
        """All checked candidates of a point, best first: cards that are there stay theirs."""
        return self._warned(found, candidates_of((self._subject(found), tuning), self.rarity))

    def _subject(self, found: FoundPoint) -> Subject:
        paper, place = self.shown[found.paper], found.places[0]
        return Subject(
            text=without_pictures(found.text), kind=found.kind, label=place.label,
            title=paper.title, short=paper.short, year=paper.year, ordinal=place.ordinal,
            count=place.count, previous=found.previous, prompts=found.prompts,
        )  # fmt: skip

    def _warned(self, found: FoundPoint, made: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        """The candidates, with a warning if other papers say the same."""
        others = self.owners[found.key] - {found.paper}
        if not others or found.prompts:
            return made
        named = ", ".join(sorted(self.called[other].short for other in others))
        copied = CardWarning("copied", named)
        return tuple(replace(one, warnings=(copied, *one.warnings)) for one in made)


def _name(found: FoundPoint) -> tuple[PaperId, str, Place]:
    """What no other point of the notes has too."""
    return found.paper, found.text, found.places[0]
