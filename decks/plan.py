"""What a build will do: computed from values alone, applied elsewhere in one transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count

from decks.acceptance import Asked, Choice, Offer, Policy, choose
from decks.candidates import candidates
from decks.doubts import Doubt
from decks.found import FoundPaper, FoundPoint
from decks.holding import Counted, Holding, held, root_of
from decks.ids import CardId, PaperId, PointId, card_id, normalised
from decks.interference import cue_of
from decks.made import MadeCard, candidate_of, content_of
from decks.placing import Placing, changed_points, count_parts, place_points, told
from decks.rarity import Rarity
from decks.reconcile import Judgement, KnownPoint, Match
from decks.refusal import refuses, refuses_elsewhere
from decks.remake import Remade, kin, remake, same_card
from decks.report import Change, PointChange
from decks.subject import Candidate, CardWarning, Subject
from decks.tuning import AS_SHIPPED, Tuning
from notes.model import Kind
from notes.model import Paper as Entry


@dataclass(frozen=True, slots=True)
class Known:
    """What the store holds when a plan is made."""

    points: Sequence[KnownPoint]
    cards: Sequence[MadeCard]
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Ids that gave way, with their holders: nothing is born with one of them."""
    answers: Mapping[tuple[PointId, str], bool] = field(default_factory=dict)
    """What a person has said about doubts."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the settings say about points and cards."""

    policy: Policy
    per_point: int
    """Accepted cards of a point, at most."""
    kinds: frozenset[Kind]
    """Points of other kinds were not looked for, which is not being absent."""
    tunings: Mapping[PaperId, Tuning] = field(default_factory=dict)
    """Which recipes make new cards, by paper; of others all do."""
    reconsider: bool = False
    """Recipes or their settings have changed: put what they would make of the points of
    accepted cards, which are pinned, into the inbox beside them."""
    holding: Holding = Holding.LARGE
    """Which orphaning waits for a person."""


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
    answered_anew: list[tuple[CardId, Candidate]] = field(default_factory=list)
    """Those of the changed cards whose answer is another now, each as it was before."""
    refreshed_cards: list[tuple[CardId, Candidate]] = field(default_factory=list)
    """Proposals in the inbox that read differently now."""
    accepted: list[CardId] = field(default_factory=list)
    put_back: list[CardId] = field(default_factory=list)
    """Written cards that their note has no more: proposals again."""
    changes: Counter[Change] = field(default_factory=Counter)
    woken: list[PointId] = field(default_factory=list)
    """Points that stand in the notes again."""
    told: tuple[PointChange, ...] = ()
    """The points that did not stay as they were."""
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether some orphaning waits for a person."""
        return self.changes[Change.HELD] > 0

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
    cards: dict[PointId, list[MadeCard]] = defaultdict(list)
    for card in known.cards:
        cards[card.point].append(card)
    at_stake = frozenset(point for point, own in cards.items() if any(c.accepted for c in own))
    placing = place_points(
        found, known.points, Judgement(known.answers, at_stake),
        given_up=known.aliases, kinds=rules.kinds,
    )  # fmt: skip
    placed = placing.placed
    maker = _Maker(papers, found, rules.tunings)
    changed = changed_points(placing)
    others = kin(changed)
    count_parts(placing, changed, others)
    remade = remake(changed, others, cards, maker.candidates)
    _hold(placing, cards, known.cards, rules.holding)
    _take_over(plan, placing, cards)
    _take_remade(plan, remade)
    deck = _Deck(cards, frozenset(known.aliases) | {card.id for card in known.cards})
    _take_written(plan, placed, deck, maker)
    _offer_cards(plan, placed, deck, maker, rules)
    if rules.reconsider:
        _propose(plan, placed, deck, maker, rules.per_point)
    gone = set(plan.withdrawn)
    plan.changed_cards = [change for change in remade.changed if change[0] not in gone]
    plan.answered_anew = [change for change in remade.answered_anew if change[0] not in gone]
    return plan


def _hold(
    placing: Placing,
    cards: Mapping[PointId, Sequence[MadeCard]],
    before: Sequence[MadeCard],
    holding: Holding,
) -> None:
    """Hold back the orphaning that a person has to confirm."""
    present = [match.known for _, match in placing.placed if match.known] + placing.missing
    orphaned = {p.id: sum(c.accepted for c in cards.get(p.id, ())) for p in placing.missing}
    accepted = Counter(card.point for card in before if card.accepted)
    counted = [Counted(p.id, root_of(p), accepted[p.id], orphaned.get(p.id, 0)) for p in present]
    placing.changes |= dict.fromkeys(held(counted, holding), Change.HELD)


def _take_over(plan: Plan, placing: Placing, cards: Mapping[PointId, Sequence[MadeCard]]) -> None:
    """What the points come to, as parts of the plan."""
    plan.births, plan.updates, plan.doubts = placing.births, placing.updates, placing.doubts
    plan.rests = [p.id for p in placing.missing if placing.changes[p.id] is not Change.HELD]
    plan.changes = Counter(placing.changes.values())
    plan.woken = [p for p, change in placing.changes.items() if change is Change.RESTORED]
    plan.told = told(placing, {p: sum(c.accepted for c in own) for p, own in cards.items()})


def _take_remade(plan: Plan, remade: Remade) -> None:
    """What becomes of cards of changed points, as parts of the plan."""
    plan.relinks = remade.relinks
    plan.withdrawn = remade.withdrawn
    plan.put_back = [card for card, _ in remade.unwritten]
    plan.refreshed_cards += remade.unwritten


@dataclass(frozen=True, slots=True)
class _Deck:
    """The cards as they will be after remaking, by point, and every id that is taken."""

    by_point: Mapping[PointId, Sequence[MadeCard]]
    taken: frozenset[str]

    def identity(self, point: PointId, made: Candidate) -> CardId | None:
        """The id of the card that a candidate is or would be born as.

        None where it may not be offered: a person has refused it or nearly the same, or its
        birth id belongs to a card that reads differently now.
        """
        own = self.by_point.get(point, ())
        there = next((card for card in own if same_card(card, made)), None)
        if there is not None and not there.is_idle:
            return None if there.rejected else there.id
        if any(card.rejected and refuses(card, made) for card in own):
            return None
        if there is not None:
            return there.id
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

    def __init__(
        self,
        papers: Sequence[FoundPaper],
        found: Sequence[FoundPoint],
        tunings: Mapping[PaperId, Tuning],
    ) -> None:
        self.tunings = tunings
        self.shown: dict[PaperId, Entry] = {paper.id: paper.shown for paper in papers}
        texts: dict[PaperId, list[str]] = defaultdict(list)
        owners: dict[str, set[PaperId]] = defaultdict(set)
        for point in found:
            texts[point.paper].append(point.text)
            owners[point.key].add(point.paper)
        self.rarity = Rarity.of(texts.values())
        self.owners = owners

    @property
    def names(self) -> dict[PaperId, str]:
        """What the papers are called."""
        return {paper: shown.short or shown.title for paper, shown in self.shown.items()}

    def offered(self, found: FoundPoint) -> tuple[Candidate, ...]:
        """The checked candidates of a point that the settings allow, best first."""
        return self.candidates(found, self.tunings.get(found.paper, AS_SHIPPED))

    def candidates(self, found: FoundPoint, tuning: Tuning = AS_SHIPPED) -> tuple[Candidate, ...]:
        """All checked candidates of a point, best first: cards that are there stay theirs."""
        paper, place = self.shown[found.paper], found.places[0]
        subject = Subject(
            text=found.text, kind=found.kind, label=place.label, title=paper.title,
            short=paper.short, year=paper.year, ordinal=place.ordinal, count=place.count,
            previous=found.previous, prompts=found.prompts,
        )  # fmt: skip
        made = candidates(subject, self.rarity, tuning)
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
    refused = _refused(placed, deck)
    for point, match in placed:
        if match.found.prompts:
            continue
        own = deck.by_point.get(point, ())
        asked[match.found.paper] += [
            _asked(card, match.found.innovation) for card in own if card.accepted
        ]
        if not any(card.accepted for card in own):
            slots = max(0, rules.per_point - sum(card.rejected for card in own))
            made = maker.offered(match.found)
            elsewhere = [card for card in refused[match.found.paper] if card.point != point]
            open_to_all = tuple(
                one
                for one in made
                if deck.identity(point, one)
                and not any(refuses_elsewhere(card, one) for card in elsewhere)
            )
            innovation = match.found.innovation
            offers.append(Offer(match.found.paper, point, slots, open_to_all, innovation))
    choices = choose(offers, asked, rules.policy, maker.names)
    proposed = _settle(plan, choices, deck)
    plan.withdrawn += [
        card.id
        for offer in offers
        for card in deck.by_point.get(offer.point, ())
        if card.is_idle and card.id not in proposed
    ]


def _refused(
    placed: Iterable[tuple[PointId, Match]], deck: _Deck
) -> Mapping[PaperId, Sequence[MadeCard]]:
    """The rejected cards of each paper."""
    found: dict[PaperId, list[MadeCard]] = defaultdict(list)
    for point, match in placed:
        found[match.found.paper] += [card for card in deck.by_point.get(point, ()) if card.rejected]
    return found


def _asked(card: MadeCard, innovation: str) -> Asked:
    made = candidate_of(card)
    question, answer = normalised(card.question), normalised(card.answer)
    return Asked(card.point, question, answer, cue_of(made.question), made.recipe, innovation)


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
        good = [one for one in maker.offered(match.found) if not one.warnings][:per_point]
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
