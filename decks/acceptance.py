"""Which proposals become cards unasked, which wait in the inbox, and why.

At most so many from one point and one paper, the best first, never padded. What a person
or an earlier build has accepted is not looked at again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from decks.faces import plain
from decks.ids import PaperId, PointId, normalised
from decks.interference import Neighbours, cue_of
from decks.subject import Candidate, CardWarning, Recipe

INBOX_PER_POINT = 2
"""So many proposals of a point without an accepted card are kept for a person to see."""
SAME_TERM = 35.0
SAME_FIGURE = 60.0
SAME_TEXT = 90.0
"""Similarity, 0 to 100, from which two cards of a paper ask the same: with one term as their
answer, with one figure, or whatever their answers are."""


UNASKED = "unasked"
"""Code of the warning that nothing is wrong but that the settings ask to be asked."""
MOST = {Recipe.WHICH_PAPER: 2}
"""Cards of one paper by a recipe, at most."""
UNDECIDED = frozenset({"copied"})
"""Warnings with which no card is accepted unasked, not even where all others are."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A point that could have more cards."""

    paper: PaperId
    point: PointId
    slots: int
    """How many more accepted cards it may have."""
    candidates: tuple[Candidate, ...]
    """Best first."""
    innovation: str = ""
    """The innovation block it stands in, if it does: each has a card before others have two."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An accepted card, as far as others are compared with it."""

    point: PointId
    text: str
    """The question with its answer in place, normalised."""
    answer: str
    """Normalised."""
    cue: frozenset[str] = frozenset()
    """The words of the question without its answer."""
    recipe: Recipe | None = None
    innovation: str = ""
    written: str = ""
    """The answer as a person reads it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What becomes of a candidate."""

    point: PointId
    candidate: Candidate
    accepted: bool


@dataclass(frozen=True, slots=True)
class Policy:
    """What the settings say about acceptance."""

    accept: str
    """``good``, ``all`` or ``none``."""
    per_paper: int

    def refuses(self, candidate: Candidate) -> CardWarning | None:
        """What keeps a candidate from being accepted unasked, whatever room there is."""
        grave = [w for w in candidate.warnings if self.accept != "all" or w.code in UNDECIDED]
        if grave:
            return grave[0]
        return CardWarning(UNASKED) if self.accept == "none" else None


def choose(
    offers: Iterable[Offer],
    asked: Mapping[PaperId, Sequence[Asked]],
    policy: Policy,
    names: Mapping[PaperId, str] = MappingProxyType({}),
) -> list[Choice]:
    """What to accept and what to put into the inbox; ``asked`` are the cards there are.

    ``names`` are what the fronts call the papers.
    """
    by_paper: dict[PaperId, list[Offer]] = defaultdict(list)
    for offer in offers:
        by_paper[offer.paper].append(offer)
    acceptor = Acceptor(asked, policy, names)
    return [one for paper, own in by_paper.items() for one in acceptor.choose(paper, own)]


class Acceptor:
    """Chooses of one paper after another, each with an eye on what was taken of those before."""

    def __init__(
        self,
        asked: Mapping[PaperId, Sequence[Asked]],
        policy: Policy,
        names: Mapping[PaperId, str] = MappingProxyType({}),
    ) -> None:
        """With the cards there are, and what the fronts call the papers."""
        self._asked, self._policy, self._names = asked, policy, names
        self._everywhere = Neighbours()
        for paper, cards in asked.items():
            for card in cards:
                self._everywhere.add(paper, card.cue, card.written)

    def choose(self, paper: PaperId, offers: Sequence[Offer]) -> list[Choice]:
        """What becomes of the offers of a paper."""
        asked = self._asked.get(paper, ())
        choosing = _Choosing(paper, asked, self._policy, self._everywhere, self._names)
        return choosing.choose(offers)


class _Choosing:
    """What was taken of a paper so far, and what was not."""

    def __init__(
        self,
        paper: PaperId,
        asked: Iterable[Asked],
        policy: Policy,
        everywhere: Neighbours,
        names: Mapping[PaperId, str],
    ) -> None:
        self.paper = paper
        self.asked = list(asked)
        self.policy = policy
        self.everywhere = everywhere
        self.names = names
        self.accepted: list[Choice] = []
        self.held: dict[PointId, list[Candidate]] = defaultdict(list)
        self.taken: Counter[PointId] = Counter()

    def choose(self, offers: Sequence[Offer]) -> list[Choice]:
        """Something from every innovation block first, then the best of every point."""
        slots = {offer.point: offer.slots for offer in offers}
        turns = _in_turn(offers)
        decided: set[int] = set()
        covered = {card.innovation for card in self.asked} | {""}
        for turn, (offer, candidate) in enumerate(turns):
            if offer.innovation not in covered:
                decided.add(turn)
                if self.take(offer, candidate):
                    covered.add(offer.innovation)
        for turn, (offer, candidate) in enumerate(turns):
            if turn not in decided:
                self.take(offer, candidate)
        return self.accepted + _inbox(self.held, self.taken, slots)

    def take(self, offer: Offer, candidate: Candidate) -> bool:
        """Accept a candidate, or hold it with the reason."""
        new = _asked(offer, candidate)
        reason = self.against(offer, candidate, new)
        if reason is not None:
            self.held[offer.point].append(_warned(candidate, reason))
            return False
        self.taken[offer.point] += 1
        self.asked.append(new)
        self.everywhere.add(self.paper, new.cue, new.written)
        self.accepted.append(Choice(offer.point, candidate, True))
        return True

    def against(self, offer: Offer, candidate: Candidate, new: Asked) -> CardWarning | None:
        """Why a candidate is not accepted unasked, or None."""
        if refused := self.policy.refuses(candidate):
            return refused
        if same := twin(new, self.asked):
            return CardWarning("near-duplicate", same.written)
        if near := self.everywhere.near(self.paper, new.cue):
            mine, other = (self.names.get(p, "") for p in (self.paper, near.paper))
            return CardWarning("near-duplicate", f"{mine} / {other}: {near.answer}")
        own = sum(card.recipe is candidate.recipe for card in self.asked)
        full = len(self.asked) >= self.policy.per_paper or own >= MOST.get(
            candidate.recipe, own + 1
        )
        spent = self.taken[offer.point] >= offer.slots
        return CardWarning("over-budget") if full or spent else None


def _in_turn(offers: Sequence[Offer]) -> list[tuple[Offer, Candidate]]:
    """The best of every point before the second best of any, by rank within a turn."""
    turns = [
        (turn, -candidate.rank, order, offer, candidate)
        for order, offer in enumerate(offers)
        for turn, candidate in enumerate(offer.candidates)
    ]
    return [(offer, candidate) for *_, offer, candidate in sorted(turns, key=lambda t: t[:3])]


def twin(new: Asked, asked: Sequence[Asked]) -> Asked | None:
    """A card of the paper that asks the same as a new one."""
    from rapidfuzz import fuzz

    for other in asked:
        if other.point != new.point and fuzz.ratio(other.text, new.text) >= _least(other, new):
            return other
    return None


def _least(one: Asked, other: Asked) -> float:
    """How similar two questions may be, with the answers they have."""
    if one.answer != other.answer:
        return SAME_TEXT
    return SAME_FIGURE if one.answer.isnumeric() else SAME_TERM


def _asked(offer: Offer, candidate: Candidate) -> Asked:
    return Asked(
        offer.point,
        normalised(plain(candidate.question, reveal=True)),
        normalised(candidate.answer),
        cue_of(candidate.question),
        candidate.recipe,
        offer.innovation,
        candidate.answer,
    )


def _warned(candidate: Candidate, reason: CardWarning) -> Candidate:
    if reason in candidate.warnings:
        return candidate
    return replace(candidate, warnings=(*candidate.warnings, reason))


def _inbox(
    held: Mapping[PointId, Sequence[Candidate]],
    taken: Mapping[PointId, int],
    slots: Mapping[PointId, int],
) -> list[Choice]:
    """What waits: the best proposals of the points that have no accepted card."""
    return [
        Choice(point, candidate, False)
        for point, candidates in held.items()
        if not taken.get(point) and slots[point]
        for candidate in candidates[:INBOX_PER_POINT]
    ]
