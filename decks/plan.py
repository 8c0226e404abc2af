"""What a build will do: computed from values alone, applied elsewhere in one transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count

from decks.acceptance import Asked, Choice, Offer, Policy, choose
from decks.candidates import candidates
from decks.found import FoundPaper, FoundPoint
from decks.ids import CardId, PaperId, PointId, card_id, normalised, point_id
from decks.made import MadeCard, content_of
from decks.rarity import Rarity
from decks.reconcile import KnownPoint, Match, reconcile
from decks.remake import ChangedPoint, Kin, kin, remake, same_card
from decks.report import Change
from decks.subject import Candidate, CardWarning, Subject
from notes.model import Kind
from notes.model import Paper as Entry


@dataclass(frozen=True, slots=True)
class Known:
    """What the store holds when a plan is made."""

    points: Sequence[KnownPoint]
    cards: Sequence[MadeCard]
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Ids that gave way, with their holders: nothing is born with one of them."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the settings say about points and cards."""

    policy: Policy
    per_point: int
    """Accepted cards of a point, at most."""
    kinds: frozenset[Kind]
    """Points of other kinds were not looked for, which is not being absent."""
    reconsider: bool = False
    """Recipes or their settings have changed: put what they would make of the points of
    accepted cards, which are pinned, into the inbox beside them."""


@dataclass(slots=True)
class Plan:
    """Changes in the order in which they are applied."""

    papers: Sequence[FoundPaper]
    births: list[tuple[PointId, FoundPoint]] = field(default_factory=list)
    updates: list[tuple[PointId, FoundPoint]] = field(default_factory=list)
    rests: list[PointId] = field(default_factory=list)
    withdrawn: list[CardId] = field(default_factory=list)
    relinks: list[tuple[CardId, PointId]] = field(default_factory=list)
    """Cards that went with a part of their point, or with its text into another."""
    new_cards: list[tuple[CardId, PointId, Candidate]] = field(default_factory=list)
    changed_cards: list[tuple[CardId, Candidate]] = field(default_factory=list)
    refreshed_cards: list[tuple[CardId, Candidate]] = field(default_factory=list)
    """Proposals in the inbox that read differently now."""
    accepted: list[CardId] = field(default_factory=list)
    put_back: list[CardId] = field(default_factory=list)
    """Written cards that their note has no more: proposals again."""
    changes: Counter[Change] = field(default_factory=Counter)

    @property
    def changes_anything(self) -> bool:
        """Whether the store will differ, apart from what is shown of papers."""
        lists = (
            self.births, self.updates, self.rests, self.withdrawn, self.relinks, self.new_cards,
            self.changed_cards, self.refreshed_cards, self.accepted,
            self.put_back,
        )  # fmt: skip
        return any(lists)


def make_plan(
    papers: Sequence[FoundPaper], found: Sequence[FoundPoint], known: Known, rules: Rules
) -> Plan:
    """The plan that brings the store in step with what was found."""
    plan = Plan(papers)
    placed = _place_points(plan, found, known, rules.kinds)
    cards: dict[PointId, list[MadeCard]] = defaultdict(list)
    for card in known.cards:
        cards[card.point].append(card)
    maker = _Maker(papers, found)
    changed = _changed_points(plan, placed, known.points)
    others = kin(changed)
    _count_parts(plan, changed, others)
    remade = remake(changed, others, cards, maker.candidates)
    plan.relinks = remade.relinks
    plan.withdrawn = remade.withdrawn
    plan.put_back = [card for card, _ in remade.unwritten]
    plan.refreshed_cards += remade.unwritten
    taken = frozenset(known.aliases) | {card.id for card in known.cards}
    deck = _Deck(cards, taken)
    _take_written(plan, placed, deck, maker)
    _offer_cards(plan, placed, deck, maker, rules)
    if rules.reconsider:
        _propose(plan, placed, deck, maker, rules.per_point)
    gone = set(plan.withdrawn)
    plan.changed_cards = [change for change in remade.changed if change[0] not in gone]
    return plan


def _place_points(
    plan: Plan, found: Sequence[FoundPoint], known: Known, kinds: frozenset[Kind]
) -> list[tuple[PointId, Match]]:
    """Every found point with its id: that of the point it is, or one given at its birth."""
    taken = {point.id for point in known.points} | {PointId(name) for name in known.aliases}
    placed: list[tuple[PointId, Match]] = []
    for match in reconcile(found, known.points):
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
    plan.rests = [
        p.id for p in known.points if p.present and p.id not in matched and p.kind in kinds
    ]
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
        and (found.member, found.paper, found.kind, found.text, found.number)
        == (known.member, known.paper, known.kind, known.text, known.number)
        and set(found.places) == set(known.places)
    )


def _changed_points(
    plan: Plan, placed: Iterable[tuple[PointId, Match]], known: Iterable[KnownPoint]
) -> list[ChangedPoint]:
    """The points whose text is new, another, or gone, in reading order.

    Those written as cards are always among them: what they ask can change and the text not.
    """
    changed = [
        ChangedPoint(
            id=point,
            paper=match.found.paper,
            before=match.known.key if match.known and match.known.present else "",
            found=match.found,
        )
        for point, match in placed
        if match.known is None or not match.known.present or _may_ask_other(match, match.known)
    ]
    resting = set(plan.rests)
    changed += [ChangedPoint(p.id, p.paper, p.key, None) for p in known if p.id in resting]
    return changed


def _may_ask_other(match: Match, known: KnownPoint) -> bool:
    found = match.found
    return bool(found.prompts) or known.text != found.text or known.kind != found.kind


def _count_parts(plan: Plan, points: Sequence[ChangedPoint], others: Kin) -> None:
    """Count as split or merged what would otherwise count as new or absent."""
    born = {point for point, _ in plan.births}
    parts = {
        other.id
        for one in points
        for other in others.get(one.id, ())
        if len(other.now) < len(one.before)
    }
    split = len(born & parts)
    merged = sum(
        any(len(other.now) > len(one.before) for other in others.get(one.id, ()))
        for one in points
        if one.found is None
    )
    plan.changes.update({Change.NEW: -split, Change.SPLIT: split})
    plan.changes.update({Change.ABSENT: -merged, Change.MERGED: merged})


@dataclass(frozen=True, slots=True)
class _Deck:
    """The cards as they will be after remaking, by point, and every id that is taken."""

    by_point: Mapping[PointId, Sequence[MadeCard]]
    taken: frozenset[str]

    def identity(self, point: PointId, made: Candidate) -> CardId | None:
        """The id of the card that a candidate is or would be born as.

        None where it may not be offered: a person has refused it, or its birth id belongs
        to a card that reads differently now.
        """
        own = self.by_point.get(point, ())
        there = next((card for card in own if same_card(card, made)), None)
        if there is not None:
            return None if there.rejected else there.id
        born = card_id(point, made.recipe.value, made.answer)
        return None if born in self.taken else born

    def birth(self, point: PointId, made: Candidate, others: Collection[CardId]) -> CardId:
        """An id for a card that nothing refuses: that of its birth, or the next that is free."""
        births = (card_id(point, f"{made.recipe.value}:{n}", made.answer) for n in count(2))
        first = card_id(point, made.recipe.value, made.answer)
        return next(
            each for each in chain([first], births) if each not in self.taken and each not in others
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
            previous=found.previous, prompts=found.prompts,
        )  # fmt: skip
        made = candidates(subject, self.rarity)
        others = self.owners[found.key] - {found.paper}
        if not others or found.prompts:
            return made
        named = ", ".join(sorted(self.shown[other].short for other in others))
        copied = CardWarning("copied", named)
        return tuple(replace(one, warnings=(copied, *one.warnings)) for one in made)


def _take_written(
    plan: Plan, placed: Sequence[tuple[PointId, Match]], deck: _Deck, maker: _Maker
) -> None:
    """Accept what people wrote as cards: all of it, whatever the settings say."""
    for point, match in placed:
        if not match.found.prompts:
            continue
        own = deck.by_point.get(point, ())
        used: set[CardId] = set()
        for one in maker.candidates(match.found):
            free = [card for card in own if card.id not in used and same_card(card, one)]
            there = min(free, key=lambda card: abs(card.place - one.place), default=None)
            used.add(there.id if there else _insert(plan, point, one, deck.birth(point, one, used)))
            if there and not (there.accepted or there.rejected):
                plan.accepted.append(there.id)
                if there.content != content_of(one):
                    plan.refreshed_cards.append((there.id, one))
        plan.withdrawn += [card.id for card in own if card.is_idle and card.id not in used]


def _insert(plan: Plan, point: PointId, made: Candidate, card: CardId) -> CardId:
    """A new card that is accepted at once."""
    plan.new_cards.append((card, point, made))
    plan.accepted.append(card)
    return card


def _offer_cards(
    plan: Plan,
    placed: Sequence[tuple[PointId, Match]],
    deck: _Deck,
    maker: _Maker,
    rules: Rules,
) -> None:
    """New cards for the points without an accepted one; all others are pinned."""
    offers: list[Offer] = []
    asked: dict[PaperId, list[Asked]] = defaultdict(list)
    for point, match in placed:
        if match.found.prompts:
            continue
        own = deck.by_point.get(point, ())
        asked[match.found.paper] += [
            Asked(point, normalised(c.question), normalised(c.answer)) for c in own if c.accepted
        ]
        if not any(card.accepted for card in own):
            slots = max(0, rules.per_point - sum(card.rejected for card in own))
            made = maker.candidates(match.found)
            open_to_all = tuple(one for one in made if deck.identity(point, one))
            offers.append(Offer(match.found.paper, point, slots, open_to_all))
    choices = choose(offers, asked, rules.policy)
    proposed = _settle(plan, choices, deck)
    plan.withdrawn += [
        card.id
        for offer in offers
        for card in deck.by_point.get(offer.point, ())
        if card.is_idle and card.id not in proposed
    ]


def _propose(
    plan: Plan,
    placed: Sequence[tuple[PointId, Match]],
    deck: _Deck,
    maker: _Maker,
    per_point: int,
) -> None:
    """Put beside pinned cards what today's recipes would ask instead."""
    for point, match in placed:
        own = deck.by_point.get(point, ())
        if match.found.prompts or not any(card.accepted for card in own):
            continue
        good = [one for one in maker.candidates(match.found) if not one.warnings][:per_point]
        today = {card: one for one in good if (card := deck.identity(point, one))}
        plan.withdrawn += [card.id for card in own if card.is_idle and card.id not in today]
        there = {card.id for card in own}
        plan.new_cards += [
            (card, point, replace(one, warnings=(CardWarning("proposal"),)))
            for card, one in today.items()
            if card not in there
        ]


def _settle(plan: Plan, choices: Iterable[Choice], deck: _Deck) -> set[CardId]:
    """Insert what is new, bring proposals that are there in step, and say which ids they have."""
    there = {card.id: card for own in deck.by_point.values() for card in own}
    settled: set[CardId] = set()
    for choice in choices:
        card = deck.identity(choice.point, choice.candidate)
        if card is None or card in settled:
            continue
        settled.add(card)
        if card not in there:
            plan.new_cards.append((card, choice.point, choice.candidate))
        elif there[card].content != content_of(choice.candidate):
            plan.refreshed_cards.append((card, choice.candidate))
        if choice.accepted:
            plan.accepted.append(card)
    return settled
