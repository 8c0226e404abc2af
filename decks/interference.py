"""Which cards of different papers ask nearly the same: learned together, they are confused."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from decks.faces import Face, SpanKind, plain
from decks.ids import PaperId
from decks.rarity import units

ALIKE = 0.6
"""Part of the words of two questions that both have (Jaccard), from which they ask the same."""
FEWEST = 6
"""Words of a question: with fewer, what is alike says nothing."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A card that asks nearly the same."""

    paper: PaperId
    cue: frozenset[str]
    answer: str


def cue_of(question: Face) -> frozenset[str]:
    """The Latin words and pairs of Han characters that a question shows around its blank."""
    shown = (plain((span,)) for span in question if span.kind is not SpanKind.BLANK)
    return frozenset(units("\n".join(shown)))


class Neighbours:
    """The questions of all papers, to be asked for those that are like a new one.

    Two sets that share so much share one of the few rarest words of either: only the cards
    that have one of those are compared.
    """

    def __init__(self) -> None:
        self._by_word: dict[str, list[Neighbour]] = defaultdict(list)

    def add(self, paper: PaperId, cue: frozenset[str], answer: str) -> None:
        """Remember a card."""
        card = Neighbour(paper, cue, answer)
        for word in cue:
            self._by_word[word].append(card)

    def near(self, paper: PaperId, cue: frozenset[str]) -> Neighbour | None:
        """A card of another paper that asks nearly the same, or None."""
        if len(cue) < FEWEST:
            return None
        rarest = sorted(cue, key=lambda word: (len(self._by_word.get(word, ())), word))
        for word in rarest[: int((1 - ALIKE) * len(cue)) + 1]:
            for other in self._by_word.get(word, ()):
                if other.paper != paper and _alike(cue, other.cue):
                    return other
        return None


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)
