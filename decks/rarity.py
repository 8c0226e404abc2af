"""How many papers of the collection use a term: what tells a name from a common word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from decks.faces import markdown_spans, plain
from decks.glossary import glossed
from decks.han import HAN

_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9'’.+\-]*")
_HAN = re.compile(rf"[{HAN}]+")


@dataclass(frozen=True, slots=True)
class Rarity:
    """Document frequencies of terms over the papers of a collection."""

    papers: int
    """How many papers were counted."""
    frequency: Mapping[str, int] = field(default_factory=dict, hash=False)
    """Of each Latin word and each pair of Han characters, how many papers use it."""
    glossary: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    """English words by the Chinese terms that the points explain with them."""

    @classmethod
    def of(cls, texts_by_paper: Iterable[Iterable[str]]) -> Rarity:
        """Count over the points of each paper, given as Markdown."""
        frequency: Counter[str] = Counter()
        glossary: dict[str, tuple[str, ...]] = {}
        papers = 0
        for texts in texts_by_paper:
            papers += 1
            plains = [plain(markdown_spans(text)) for text in texts]
            frequency.update({unit for text in plains for unit in units(text)})
            glossary |= glossed(plains)
        return cls(papers, dict(frequency), glossary)

    def document_frequency(self, term: str) -> int:
        """How many papers use the rarest part of ``term``: at least as many use the term.

        0 for a term the collection does not know, or one without letters.
        """
        return min((self.frequency.get(unit, 0) for unit in units(term)), default=0)


def units(text: str) -> set[str]:
    """What is counted: Latin words in lower case, and pairs of neighbouring Han characters."""
    found = {word.casefold().strip(".-'’+") for word in _LATIN.findall(text)} - {""}
    for run in _HAN.findall(text):
        found.update(run[at : at + 2] for at in range(max(1, len(run) - 1)))
    return found
