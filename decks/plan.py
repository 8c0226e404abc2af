"""What a build will do: computed from values alone, applied elsewhere in one transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from decks.acceptance import Asked, Choice, Offer, Policy, choose
from decks.candidates import candidates
from decks.found import FoundPaper, FoundPoint
from decks.ids import CardId, PaperId, PointId, card_id, normalised, point_id
from decks.made import MadeCard, content_of
from decks.rarity import Rarity
from decks.reconcile import KnownPoint, Match, reconcile
from decks.report import Change
from decks.subject import Candidate, Subject, Warning
from notes.model import Paper as Entry


@dataclass(frozen=True, slots=True)
class Known:
    """What the store holds when a plan is made."""

    points: Sequence[KnownPoint]
    cards: Sequence[MadeCard]


@dataclass(slots=True)
class Plan:
    """Changes in the order in which they are applied."""

    papers: Sequence[FoundPaper]
    births: list[tuple[PointId, FoundPoint]] = field(default_factory=list)
    updates: list[tuple[PointId, FoundPoint]] = field(default_factory=list)
    rests: list[PointId] = field(default_factory=list)
    new_cards: list[tuple[CardId, PointId, Candidate]] = field(default_factory=list)
    changed_cards: list[tuple[CardId, Candidate]] = field(default_factory=list)
    refreshed_cards: list[tuple[CardId, Candidate]] = field(default_factory=list)
    """Proposals in the inbox that read differently now."""
    accepted: list[CardId] = field(default_factory=list)
    withdrawn: list[CardId] = field(default_factory=list)
    changes: Counter[Change] = field(default_factory=Counter)

    @property
    def changes_anything(self) -> bool:
        """Whether the store will differ, apart from what is shown of papers."""
        lists = (
            self.births, self.updates, self.rests, self.new_cards, self.changed_cards,
            self.refreshed_cards, self.accepted, self.withdrawn,
        )  # fmt: skip
        return any(lists)


def make_plan(
    papers: Sequence[FoundPaper],
    found: Sequence[FoundPoint],
    known: Known,
    policy: Policy,
    per_point: int,
    *,
    reconsider: bool = False,
) -> Plan:
    """The plan that brings the store in step with what was found.

    Accepted cards are pinned. With ``reconsider``, after recipes or their settings changed,
    what would be made of their points today is put into the inbox beside them.
    """
    plan = Plan(papers)
    placed = _place_points(plan, found, known.points)
    cards: dict[PointId, list[MadeCard]] = defaultdict(list)
    for card in known.cards:
        cards[card.point].append(card)
    maker = _Maker(papers, found)
    for point, match in placed:
        if match.known is not None and match.found.key != match.known.key:
            _remake(plan, cards[point], maker.candidates(match.found))
    _offer_cards(plan, placed, cards, maker, policy, per_point)
    if reconsider:
        _propose(plan, placed, cards, maker, per_point)
    return plan


def _place_points(
    plan: Plan, found: Sequence[FoundPoint], known: Sequence[KnownPoint]
) -> list[tuple[PointId, Match]]:
    """Every found point with its id: that of the point it is, or one given at its birth."""
    taken = {point.id for point in known}
    placed: list[tuple[PointId, Match]] = []
    for match in reconcile(found, known):
        plan.changes[match.change] += 1
        if match.known is None:
            born = _birth(match.found, taken)
            taken.add(born)
            plan.births.append((born, match.found))
            placed.append((born, match))
            continue
        if _differs(match.found, match.known):
            plan.updates.append((match.known.id, match.found))
        placed.append((match.known.id, match))
    matched = {match.known.id for _, match in placed if match.known}
    plan.rests = [p.id for p in known if p.present and p.id not in matched]
    plan.changes[Change.ABSENT] = len(plan.rests)
    return placed


def _birth(found: FoundPoint, taken: set[PointId]) -> PointId:
    """The id of a new point; a number among equals that is taken makes room for the next."""
    number = found.number
    while (born := point_id(found.title, found.kind, found.text, number)) in taken:
        number += 1
    return born


def _differs(found: FoundPoint, known: KnownPoint) -> bool:
    return not (
        known.present
        and (found.paper, found.kind, found.text, found.number)
        == (known.paper, known.kind, known.text, known.number)
        and set(found.places) == set(known.places)
    )


class _Maker:
    """Makes candidates, with what the collection as a whole has to say about them."""

    def __init__(self, papers: Sequence[FoundPaper], found: Sequence[FoundPoint]) -> None:
        self.shown: dict[PaperId, Entry] = {paper.id: paper.shown for paper in papers}
        texts: dict[PaperId, list[str]] = defaultdict(list)
        owners: dict[str, set[PaperId]] = defaultdict(set)
        for point in found:
            texts[point.paper].append(point.text)
            owners[point.key].add(point.paper)
        self.rarity = Rarity.of(texts.values())
        self.owners = owners

    def candidates(self, found: FoundPoint) -> tuple[Candidate, ...]:
        """The checked candidates of a point, best first."""
        paper, place = self.shown[found.paper], found.places[0]
        subject = Subject(
            text=found.text, kind=found.kind, label=place.label, title=paper.title,
            short=paper.short, year=paper.year, ordinal=place.ordinal, count=place.count,
            previous=found.previous,
        )  # fmt: skip
        made = candidates(subject, self.rarity)
        others = self.owners[found.key] - {found.paper}
        if not others:
            return made
        named = ", ".join(sorted(self.shown[other].short for other in others))
        copied = Warning("copied", named)
        return tuple(replace(one, warnings=(copied, *one.warnings)) for one in made)


def _remake(plan: Plan, cards: Sequence[MadeCard], made: Sequence[Candidate]) -> None:
    """Cards of a reworded point, made again under their ids: by (recipe, answer), then place."""
    free = list(made)
    for same in (_same_answer, _same_recipe):
        for card in cards:
            if card.id in dict(plan.changed_cards) or not (card.accepted or card.touched):
                continue
            fitting = [one for one in free if same(card, one)]
            if fitting:
                nearest = min(fitting, key=lambda one: abs(one.place - card.place))
                free.remove(nearest)
                plan.changed_cards.append((card.id, nearest))


def _same_answer(card: MadeCard, made: Candidate) -> bool:
    return _same_recipe(card, made) and normalised(card.answer) == normalised(made.answer)


def _same_recipe(card: MadeCard, made: Candidate) -> bool:
    return card.recipe == made.recipe.value


def _offer_cards(
    plan: Plan,
    placed: Sequence[tuple[PointId, Match]],
    cards: dict[PointId, list[MadeCard]],
    maker: _Maker,
    policy: Policy,
    per_point: int,
) -> None:
    """New cards for the points without an accepted one; all others are pinned."""
    offers: list[Offer] = []
    asked: dict[PaperId, list[Asked]] = defaultdict(list)
    for point, match in placed:
        own = cards[point]
        asked[match.found.paper] += [
            Asked(point, normalised(c.question), normalised(c.answer)) for c in own if c.accepted
        ]
        if not any(card.accepted for card in own):
            slots = max(0, per_point - sum(card.rejected for card in own))
            offers.append(
                Offer(match.found.paper, point, slots, _unrefused(point, own, maker, match))
            )
    choices = choose(offers, asked, policy)
    _settle(plan, choices, {card.id: card for own in cards.values() for card in own})
    _withdraw(plan, [card for offer in offers for card in cards[offer.point]], choices)


def _propose(
    plan: Plan,
    placed: Sequence[tuple[PointId, Match]],
    cards: dict[PointId, list[MadeCard]],
    maker: _Maker,
    per_point: int,
) -> None:
    """Put beside pinned cards what today's recipes would ask instead."""
    for point, match in placed:
        own = cards[point]
        if not any(card.accepted for card in own):
            continue
        good = [one for one in maker.candidates(match.found) if not one.warnings][:per_point]
        today = {_id(point, one): one for one in good}
        plan.withdrawn += [card.id for card in own if card.is_idle and card.id not in today]
        there = {card.id for card in own}
        plan.new_cards += [
            (card, point, replace(one, warnings=(Warning("proposal"),)))
            for card, one in today.items()
            if card not in there
        ]


def _unrefused(
    point: PointId, own: Sequence[MadeCard], maker: _Maker, match: Match
) -> tuple[Candidate, ...]:
    """A point's candidates without those a person has refused."""
    refused = {card.id for card in own if card.rejected}
    made = maker.candidates(match.found)
    return tuple(one for one in made if _id(point, one) not in refused)


def _settle(plan: Plan, choices: Iterable[Choice], known: dict[CardId, MadeCard]) -> None:
    """Insert what is new, and bring proposals that are there in step."""
    changed = dict(plan.changed_cards)
    born: set[CardId] = set()
    for choice in choices:
        card = _id(choice.point, choice.candidate)
        if card in born or card in changed:
            continue
        born.add(card)
        there = known.get(card)
        if there is None:
            plan.new_cards.append((card, choice.point, choice.candidate))
        elif there.content != content_of(choice.candidate):
            plan.refreshed_cards.append((card, choice.candidate))
        if choice.accepted:
            plan.accepted.append(card)


def _withdraw(plan: Plan, cards: Iterable[MadeCard], choices: Iterable[Choice]) -> None:
    """Proposals that no longer follow from their point and that nobody has touched."""
    proposed = {_id(choice.point, choice.candidate) for choice in choices}
    plan.withdrawn += [card.id for card in cards if card.is_idle and card.id not in proposed]


def _id(point: PointId, made: Candidate) -> CardId:
    return card_id(point, made.recipe.value, made.answer)
