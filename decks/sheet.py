"""A card beside the point it was made from: what the quality check looks at, read once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from decks.faces import SpanKind, face, plain
from decks.rarity import Rarity
from decks.recipes.clauses import Stretch
from decks.recipes.statement import Sentence, Statement, statement_of
from decks.subject import Candidate, CardWarning, Recipe, Subject

Found = Iterator[CardWarning]
"""What one check yields: nothing, or what is wrong."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the checks look at, read once."""

    candidate: Candidate
    statement: Statement
    rarity: Rarity
    front: str
    """Plain, with the blank as a space."""
    answer: str
    """Plain."""
    hidden: Stretch
    """Where the answer stands in the point; of a paper's name, where the cue begins."""
    sentence: Sentence | None
    """The one the answer stands in."""

    @property
    def subject(self) -> Subject:
        """The point with what surrounds it."""
        return self.statement.subject

    @property
    def asks_chinese_phrase(self) -> bool:
        """Whether means, a purpose or a term of a Chinese text is asked for."""
        asked = (Recipe.MEANS_PURPOSE, Recipe.TERM_CLOZE)
        return self.statement.chinese and self.candidate.recipe in asked


def sheet_of(candidate: Candidate, subject: Subject, rarity: Rarity) -> Sheet:
    """Read what the checks need."""
    statement = statement_of(subject)
    answer = plain(face(candidate.answer))
    front = " ".join(plain((s,)) for s in candidate.question if s.kind is not SpanKind.BLANK)
    asks_name = candidate.recipe is Recipe.WHICH_PAPER
    hidden = Stretch(candidate.place, candidate.place + (0 if asks_name else len(answer)))
    sentence = next((s for s in statement.sentences if s.whole.holds(hidden)), None)
    return Sheet(candidate, statement, rarity, front, answer, hidden, sentence)
