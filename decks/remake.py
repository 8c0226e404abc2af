"""Cards of points whose text has changed: made again under their ids, or gone with a part.

A card is looked for by (recipe, answer) in its own point; then in a point that its point was
split into or merged with, where it also goes if its answer stands there alone; then it is cut
anew where its blank was, and last looked for by (recipe, question). One that is not found stays
as it is with a warning, unless a person wrote it and has taken it out of the note. Pure: the
plan says what came of it, somebody else carries it out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from decks.faces import plain
from decks.found import FoundPoint
from decks.ids import CardId, PaperId, PointId, normalised
from decks.likeness import is_part
from decks.made import MadeCard, candidate_of, content_of
from decks.recut import recut
from decks.subject import Candidate, CardWarning, Recipe
from decks.word_runs import words

SLACK = 12
"""Letters by which a blank may move and be where it was."""
ALIKE = 60.0
"""Similarity, 0 to 100, from which two questions of one recipe are one question reworded."""
UNWRITTEN = CardWarning("unwritten")
OUTDATED = CardWarning("outdated")


@dataclass(frozen=True, slots=True)
class ChangedPoint:
    """A point whose text is new, another, or gone, or that somebody wrote as cards."""

    id: PointId
    paper: PaperId
    before: str
    """Its text in the last build, normalised; empty if it was in no note."""
    found: FoundPoint | None
    """As it stands in the notes now, or None if it does not."""
    text: str = ""
    """What ``before`` was written as."""

    @property
    def now(self) -> str:
        """Its text now, normalised; empty if it stands in no note."""
        return self.found.key if self.found else ""


@dataclass(slots=True)
class Remade:
    """What becomes of the cards of changed points."""

    changed: list[tuple[CardId, Candidate]] = field(default_factory=list)
    relinks: list[tuple[CardId, PointId]] = field(default_factory=list)
    withdrawn: list[CardId] = field(default_factory=list)
    """Proposals beside an accepted card that nobody has touched and that are no more."""
    unwritten: list[tuple[CardId, Candidate]] = field(default_factory=list)
    """Written cards whose point no longer asks them, with that as their warning."""
    answered_anew: list[tuple[CardId, Candidate]] = field(default_factory=list)
    """Cards whose answer is another now, each as it was before."""


def same_card(card: MadeCard, made: Candidate) -> bool:
    """Whether a candidate asks for what a card asks for: recipe and answer are the same."""
    return card.recipe == made.recipe.value and normalised(card.answer) == normalised(made.answer)


def same_card_made(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates ask for the same: recipe and answer."""
    return one.recipe is other.recipe and normalised(one.answer) == normalised(other.answer)


Kin = Mapping[PointId, Sequence[ChangedPoint]]
"""For a changed point those of its paper that go on with a part of it, or with all of it."""


def kin(points: Iterable[ChangedPoint]) -> Kin:
    """Who goes on with the text of the changed points: what was split, and what was merged."""
    by_paper: dict[PaperId, list[ChangedPoint]] = defaultdict(list)
    for point in points:
        by_paper[point.paper].append(point)
    return {
        one.id: [other for other in group if _goes_on(one, other)]
        for group in by_paper.values()
        for one in group
        if one.before not in (one.now, "")
    }


def _goes_on(one: ChangedPoint, other: ChangedPoint) -> bool:
    """Whether a part of what ``one`` was stands in ``other`` now, where it did not before."""
    if other is one or other.now in (other.before, ""):
        return False
    return _share(other.now, one.before) and not _share(other.before, one.before)


def _share(one: str, other: str) -> bool:
    return is_part(one, other) or is_part(other, one)


def remake(
    points: Sequence[ChangedPoint],
    others: Kin,
    cards: dict[PointId, list[MadeCard]],
    candidates: Callable[[FoundPoint], tuple[Candidate, ...]],
) -> Remade:
    """Fit the cards of changed points to the texts; ``cards`` is brought in step."""
    remaking = _Remaking(cards, candidates)
    for point in points:
        remaking.fit(point, point, same_card)
    for point in points:
        for other in others.get(point.id, ()):
            remaking.fit(point, other, same_card)
    for point in points:
        if near := others.get(point.id):
            remaking.follow(point, near)
    for point in points:
        if point.now != point.before or (point.found and point.found.prompts):
            remaking.recut(point)
            remaking.fit(point, point, _same_question)
    remaking.settle(points)
    return remaking.remade


class _Remaking:
    """Which cards still wait for a candidate, and which candidates are free."""

    def __init__(
        self,
        cards: dict[PointId, list[MadeCard]],
        candidates: Callable[[FoundPoint], tuple[Candidate, ...]],
    ) -> None:
        self.cards = cards
        self.candidates = candidates
        self.waiting: dict[PointId, list[MadeCard]] = {}
        self.free: dict[PointId, list[Candidate]] = {}
        self.remade = Remade()

    def fit(
        self,
        point: ChangedPoint,
        other: ChangedPoint,
        fits: Callable[[MadeCard, Candidate], bool],
    ) -> None:
        """Give the waiting cards of ``point`` what fits them in ``other``, the nearest first."""
        waiting = self.waiting.setdefault(point.id, _waiting(self.cards[point.id]))
        for card in list(waiting):
            fitting = [one for one in self.free_in(other) if fits(card, one)]
            if fitting:
                nearest = min(fitting, key=lambda one: abs(one.place - card.place))
                self.free_in(other).remove(nearest)
                waiting.remove(card)
                self.take(card, nearest, other.id)

    def follow(self, point: ChangedPoint, others: Sequence[ChangedPoint]) -> None:
        """Let the waiting cards go where the text went that they ask for."""
        for card in list(self.waiting[point.id]):
            home = _home(card, point, others)
            if home is point or home.found is None:
                continue
            made = candidate_of(card)
            now = recut(made, point.text, home.found.text) or made
            self.waiting[point.id].remove(card)
            self.take(card, now, home.id)

    def recut(self, point: ChangedPoint) -> None:
        """Cut the waiting cards of a reworded point anew, each where its blank was."""
        for card in list(self.waiting[point.id]):
            if point.found is None or point.found.prompts or not point.before:
                continue
            now = recut(candidate_of(card), point.text, point.found.text)
            if now is None or any(same_card(other, now) for other in self.others(card)):
                continue
            free = self.free_in(point)
            there = next((one for one in free if same_card_made(one, now)), None)
            if there is not None:
                free.remove(there)
            self.waiting[point.id].remove(card)
            self.take(card, there or now, point.id)

    def others(self, card: MadeCard) -> list[MadeCard]:
        """The cards beside one in its point."""
        return [other for other in self.cards[card.point] if other.id != card.id]

    def free_in(self, point: ChangedPoint) -> list[Candidate]:
        """The candidates of a point that no card has taken, made when they are first asked for."""
        if point.id not in self.free:
            self.free[point.id] = list(self.candidates(point.found)) if point.found else []
        return self.free[point.id]

    def take(self, card: MadeCard, made: Candidate, point: PointId) -> None:
        now = replace(
            card, point=point, place=made.place, answer=made.answer, content=content_of(made),
            question=plain(made.question, reveal=True),
        )  # fmt: skip
        if now.content != card.content:
            self.remade.changed.append((card.id, made))
        if point != card.point:
            self.remade.relinks.append((card.id, point))
        self.cards[card.point].remove(card)
        self.cards[point].append(now)
        if normalised(now.answer) != normalised(card.answer):
            self.remade.answered_anew.append((card.id, candidate_of(card)))

    def settle(self, points: Sequence[ChangedPoint]) -> None:
        """Take back what no longer follows from its point: idle proposals, and written cards."""
        for point in points:
            for card in self.waiting.get(point.id, ()):
                if card.is_idle:
                    self.remade.withdrawn.append(card.id)
                elif point.found and card.accepted and card.recipe == Recipe.WRITTEN.value:
                    self.unwrite(card)
                elif point.found and point.before and point.now != point.before:
                    self.outdate(card)

    def unwrite(self, card: MadeCard) -> None:
        """Put a card back that its note has no more, unless it was accepted in spite of that."""
        made = candidate_of(card)
        if UNWRITTEN in made.warnings:
            return
        made = replace(made, warnings=(UNWRITTEN,))
        now = replace(card, accepted=False, content=content_of(made))
        own = self.cards[card.point]
        own[own.index(card)] = now
        self.remade.unwritten.append((card.id, made))

    def outdate(self, card: MadeCard) -> None:
        """Say of a card that its note puts it differently now: it is asked as it was."""
        made = candidate_of(card)
        if card.is_idle or OUTDATED in made.warnings:
            return
        made = replace(made, warnings=(*made.warnings, OUTDATED))
        own = self.cards[card.point]
        own[own.index(card)] = replace(card, content=content_of(made))
        self.remade.changed.append((card.id, made))


def _home(card: MadeCard, point: ChangedPoint, others: Sequence[ChangedPoint]) -> ChangedPoint:
    """The point that holds what a card asks: its answer first, then most of its question."""
    from rapidfuzz import fuzz

    answer, question = normalised(card.answer), normalised(card.question)
    here = [point] if point.found else []
    return max(
        [*here, *others],
        key=lambda one: (answer in one.now, fuzz.partial_ratio(question, one.now)),
        default=point,
    )


def _waiting(cards: Sequence[MadeCard]) -> list[MadeCard]:
    """The cards that keep their ids, those in play first.

    What nobody has accepted or touched is not among them, unless the point is pinned by an
    accepted card: elsewhere proposals are made afresh.
    """
    pinned = any(card.accepted for card in cards)
    kept = [card for card in cards if pinned or not card.is_idle]
    return sorted(kept, key=lambda card: (card.rejected, not card.accepted))


def _same_question(card: MadeCard, made: Candidate) -> bool:
    """Whether a card may become a candidate: it asks nearly the same in the same way.

    One that a person took out of its note only returns as it was.
    """
    from rapidfuzz import fuzz

    if card.recipe != made.recipe.value:
        return False
    if card.recipe == Recipe.WRITTEN.value:
        return not card.is_put_back
    if normalised(card.answer) == normalised(made.answer):
        return True
    shown = normalised(plain(made.question, reveal=True) + made.answer)
    asked = normalised(card.question + card.answer)
    near = abs(card.place - made.place) <= max(SLACK, len(card.answer))
    return near and fuzz.ratio(asked, shown) >= ALIKE and not _was_shown(made.answer, card)


def _was_shown(answer: str, card: MadeCard) -> bool:
    """Whether an answer stood in the front of a card, which then asked for something else."""
    shown = words(card.question.replace(card.answer, "\n", 1).casefold())
    own = words(answer.casefold())
    return any(shown[at : at + len(own)] == own for at in range(len(shown)))
