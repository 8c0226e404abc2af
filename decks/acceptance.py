"""Which proposals become cards unasked, which wait in the inbox, and why.

At most so many from one point and one paper, the best first, never padded. What a person
or an earlier build has accepted is not looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from decks.faces import plain
from decks.ids import PaperId, PointId, normalised
from decks.subject import Candidate, CardWarning

INBOX_PER_POINT = 2
"""So many proposals of a point without an accepted card are kept for a person to see."""
SAME_TERM = 35.0
SAME_FIGURE = 60.0
SAME_TEXT = 90.0
"""Similarity, 0 to 100, from which two cards of a paper ask the same: with one term as their
answer, with one figure, or whatever their answers are."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A point that could have more cards."""

    paper: PaperId
    point: PointId
    slots: int
    """How many more accepted cards it may have."""
    candidates: tuple[Candidate, ...]
    """Best first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An accepted card, as far as others are compared with it."""

    point: PointId
    text: str
    """The question with its answer in place, normalised."""
    answer: str
    """Normalised."""


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
    """``good`` or ``none``."""
    per_paper: int


def choose(
    offers: Iterable[Offer], asked: dict[PaperId, list[Asked]], policy: Policy
) -> list[Choice]:
    """What to accept and what to put into the inbox; ``asked`` are the cards there are."""
    by_paper: dict[PaperId, list[Offer]] = defaultdict(list)
    for offer in offers:
        by_paper[offer.paper].append(offer)
    choices: list[Choice] = []
    for paper, own in by_paper.items():
        choices += _choose_paper(own, list(asked.get(paper, ())), policy)
    return choices


def _choose_paper(offers: Sequence[Offer], asked: list[Asked], policy: Policy) -> list[Choice]:
    accepted: list[Choice] = []
    held: dict[PointId, list[Candidate]] = defaultdict(list)
    taken = {offer.point: 0 for offer in offers}
    slots = {offer.point: offer.slots for offer in offers}
    for point, candidate in _in_turn(offers):
        reason = _reason(point, candidate, asked, policy)
        if reason is None and taken[point] >= slots[point]:
            reason = CardWarning("over-budget")
        if reason is None:
            taken[point] += 1
            asked.append(_asked(point, candidate))
            accepted.append(Choice(point, candidate, True))
        else:
            held[point].append(_warned(candidate, reason))
    return accepted + _inbox(held, taken, slots)


def _in_turn(offers: Sequence[Offer]) -> list[tuple[PointId, Candidate]]:
    """The best of every point before the second best of any, by rank within a turn."""
    turns = [
        (turn, -candidate.rank, order, offer.point, candidate)
        for order, offer in enumerate(offers)
        for turn, candidate in enumerate(offer.candidates)
    ]
    return [(point, candidate) for *_, point, candidate in sorted(turns, key=lambda t: t[:3])]


def _reason(
    point: PointId, candidate: Candidate, asked: Sequence[Asked], policy: Policy
) -> CardWarning | None:
    """Why a candidate is not accepted unasked, or None."""
    if candidate.warnings:
        return candidate.warnings[0]
    if policy.accept == "none":
        return CardWarning("unasked")
    if twin := _twin(_asked(point, candidate), asked):
        return CardWarning("near-duplicate", twin.answer)
    return CardWarning("over-budget") if len(asked) >= policy.per_paper else None


def _twin(new: Asked, asked: Sequence[Asked]) -> Asked | None:
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


def _asked(point: PointId, candidate: Candidate) -> Asked:
    text = normalised(plain(candidate.question, reveal=True))
    return Asked(point, text, normalised(candidate.answer))


def _warned(candidate: Candidate, reason: CardWarning) -> Candidate:
    if reason in candidate.warnings:
        return candidate
    return replace(candidate, warnings=(*candidate.warnings, reason))


def _inbox(
    held: dict[PointId, list[Candidate]], taken: dict[PointId, int], slots: dict[PointId, int]
) -> list[Choice]:
    """What waits: the best proposals of the points that have no accepted card."""
    return [
        Choice(point, candidate, False)
        for point, candidates in held.items()
        if not taken[point] and slots[point]
        for candidate in candidates[:INBOX_PER_POINT]
    ]
