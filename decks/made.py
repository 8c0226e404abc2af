"""What a build has to know of a card that is there already."""

from __future__ import annotations

import json
from dataclasses import dataclass

from decks.faces import from_json, to_json
from decks.ids import CardId, PointId
from decks.subject import Candidate, CardWarning, Recipe

Content = tuple[int, str, str, str, float]
"""What is stored of a candidate: place, question and warnings as JSON, answer, rank."""


@dataclass(frozen=True, slots=True)
class MadeCard:
    """A card with what has been decided about it."""

    id: CardId
    point: PointId
    recipe: str
    place: int
    answer: str
    question: str
    """Plain text with the answer in its place."""
    accepted: bool
    rejected: bool
    touched: bool
    """It has a review, or a mark: it is never withdrawn."""
    content: Content
    begun: bool = False
    """It has a review, or a decision other than that it was accepted."""
    unseen: bool = True
    """It would be asked as a new card, were it accepted and its paper in study."""

    @property
    def is_idle(self) -> bool:
        """Whether it is a proposal that nobody has decided about or answered."""
        return not (self.accepted or self.rejected or self.touched)

    @property
    def is_put_back(self) -> bool:
        """Whether it was accepted once and is a proposal again."""
        return self.touched and not (self.accepted or self.rejected)


def content_of(made: Candidate) -> Content:
    """What is stored of a candidate."""
    question = json.dumps(to_json(made.question), ensure_ascii=False)
    warnings = json.dumps([[w.code, w.detail] for w in made.warnings], ensure_ascii=False)
    return (made.place, question, warnings, made.answer, made.rank)


def candidate_of(card: MadeCard) -> Candidate:
    """The candidate that a card was made of last."""
    place, question, warnings, answer, rank = card.content
    return Candidate(
        Recipe(card.recipe),
        from_json(json.loads(question)),
        answer,
        place,
        rank,
        warnings_from(warnings),
    )


def warnings_from(text: str) -> tuple[CardWarning, ...]:
    """The warnings that are stored as JSON."""
    return tuple(CardWarning(*pair) for pair in json.loads(text))
