"""Points as recipes see them, for tests of recipes and of the quality check."""

from __future__ import annotations

from decks.candidates import candidates
from decks.faces import plain
from decks.rarity import Rarity
from decks.subject import Candidate, Recipe, Subject
from notes.model import Kind

NOTHING_KNOWN = Rarity(0)


def point(text: str, title: str = "Nimbus: Weather at Scale", short: str = "Nimbus") -> Subject:
    """A key point of a paper whose name occurs in no example."""
    return Subject(text, Kind.KEY_POINTS, "核心要点", title, short, 2024, 1, 3)


def made(text: str, recipe: Recipe, **paper: str) -> list[tuple[str, str]]:
    """What one recipe makes of a point, unwarned: (front with ``[...]``, answer), best first."""
    found = candidates(point(text, **paper), NOTHING_KNOWN)
    return [
        (plain(one.question), one.answer)
        for one in found
        if one.recipe is recipe and not one.warnings
    ]


def accepted(text: str, **paper: str) -> list[Candidate]:
    """The candidates of a point that need nobody's consent."""
    return [one for one in candidates(point(text, **paper), NOTHING_KNOWN) if not one.warnings]


def said_by_one(*texts: str, others: int = 20) -> Rarity:
    """A collection in which one paper says the texts, and others what has nothing to do with it."""
    return Rarity.of([texts, *([f"别的论文 {n} 说别的事 word{n}"] for n in range(others))])
