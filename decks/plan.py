"""What a build will do: computed from values alone, applied elsewhere in one transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace

from decks.acceptance import Choice, Policy
from decks.cards import Study
from decks.doubts import Doubt
from decks.elsewhere import NOWHERE, Elsewhere
from decks.found import FoundPaper, FoundPoint
from decks.holding import Counted, Holding, held, root_of
from decks.ids import CardId, PaperId, PointId
from decks.made import MadeCard, candidate_of, content_of
from decks.maker import Maker
from decks.marks import Mark
from decks.offering import (
    OTHER_LANGUAGE,
    Deck,
    Offering,
    Placed,
    begun_papers,
    in_asked_languages,
    is_begun,
    load,
)
from decks.placing import Placing, changed_points, count_parts, place_points, told
from decks.rarity import Rarity
from decks.reading import Progress
from decks.reconcile import Judgement, KnownPoint
from decks.remake import Remade, kin, remake, same_card
from decks.report import Change, PointChange
from decks.shelf import Admission, Shelf, admit, before, sort_out
from decks.subject import Candidate, CardWarning, Recipe
from decks.tuning import Tuning
from decks.wording import say
from notes.model import Kind


@dataclass(frozen=True, slots=True)
class Known:
    """What the store holds when a plan is made."""

    points: Sequence[KnownPoint]
    cards: Sequence[MadeCard]
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Ids that gave way, with their holders: nothing is born with one of them."""
    answers: Mapping[tuple[PointId, str], bool] = field(default_factory=dict)
    """What a person has said about doubts."""
    marks: Mapping[str, Mark] = field(default_factory=dict)
    """The newest on where each paper as written stands."""
    born: frozenset[str] = frozenset()
    """Ids of points and cards that are not among these."""


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
    backlog: int = 1000
    """Papers go in study by themselves up to so many accepted cards that were never seen."""
    languages: Sequence[str] = ()
    """The first of these in which a paper has points becomes cards."""


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
    """Cards that are proposals again: their note has them no more, or another language is asked."""
    standings: list[tuple[PaperId, Study]] = field(default_factory=list)
    """What the build decides on where papers stand."""
    moved_up: int = 0
    """Papers that waited on the shelf and are in study now."""
    room_at: int | None = None
    """How many cards may be unseen for the next paper to leave the shelf; None if none waits."""
    waiting: list[FoundPaper] = field(default_factory=list)
    """Those on the shelf that would go in study by themselves, the newest first."""
    looks_too_near: bool = False
    """A paper that was not looked at would have to leave the shelf next."""
    rarity: Rarity = field(default_factory=lambda: Rarity(0))
    """The document frequencies that it was made with."""
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
    def disturbs(self) -> int:
        """How many of the points and cards there are will rest, read differently or move."""
        moved = len(self.rests) + len(self.relinks) + len(self.put_back) + len(self.withdrawn)
        return moved + len(self.changed_cards)

    @property
    def changes_anything(self) -> bool:
        """Whether the store will differ, apart from what is shown of papers."""
        lists = (
            self.births, self.updates, self.rests, self.withdrawn, self.relinks, self.new_cards,
            self.changed_cards, self.refreshed_cards, self.accepted,
            self.put_back, self.standings,
        )  # fmt: skip
        return any(lists)


def untold(_done: int, _all: int, _what: str) -> None:
    """Nobody looks at the progress."""


def make_plan(
    papers: Sequence[FoundPaper],
    found: Sequence[FoundPoint],
    known: Known,
    rules: Rules,
    elsewhere: Elsewhere = NOWHERE,
    progress: Progress = untold,
    executor: Executor | None = None,
) -> Plan:
    """The plan that brings the store in step with what was found.

    ``elsewhere`` says what has to be known of papers that are left alone, if there are any;
    ``executor`` makes the candidates where there are many.
    """
    plan = Plan(papers)
    cards: dict[PointId, list[MadeCard]] = defaultdict(list)
    for card in known.cards:
        cards[card.point].append(card)
    at_stake = frozenset(point for point, own in cards.items() if any(c.accepted for c in own))
    placing = place_points(
        found, known.points, Judgement(known.answers, at_stake),
        given_up=known.aliases.keys() | known.born, kinds=rules.kinds,
    )  # fmt: skip
    placed = placing.placed
    maker = Maker(papers, found, rules.tunings, elsewhere, executor)
    plan.rarity = maker.rarity
    changed = changed_points(placing)
    others = kin(changed)
    count_parts(placing, changed, others)
    remade = remake(changed, others, cards, maker.candidates)
    _hold(placing, cards, known.cards, rules.holding)
    _take_over(plan, placing, cards)
    _take_remade(plan, remade)
    away = {point.id for point in known.points if not point.present}.union(plan.rests)
    away -= {point for point, _ in placed}
    taken = known.born.union(known.aliases, (card.id for card in known.cards))
    deck = Deck({point: own for point, own in cards.items() if point not in away}, taken)
    shelf = sort_out(papers, known.marks, begun_papers(placed, deck))
    _give_cards(plan, placed, deck, maker, rules, shelf, elsewhere, progress)
    gone = set(plan.withdrawn)
    plan.changed_cards = [change for change in remade.changed if change[0] not in gone]
    plan.answered_anew = [change for change in remade.answered_anew if change[0] not in gone]
    return plan


def _give_cards(
    plan: Plan,
    placed: Sequence[Placed],
    deck: Deck,
    maker: Maker,
    rules: Rules,
    shelf: Shelf,
    elsewhere: Elsewhere,
    progress: Progress,
) -> None:
    """Everything that is new: written cards, made cards and proposals, of papers in study."""
    plan.standings = [(paper, Study.STUDY) for paper in shelf.taken]
    asked = in_asked_languages(placed, deck, rules.languages)
    _rest_others(plan, placed, asked, deck)
    studied = [(point, match) for point, match in placed if match.found.paper in shelf.in_study]
    _take_written(plan, studied, deck, maker)
    made = [one for one in placed if not one[1].found.prompts]
    offering = Offering(made, asked, deck, maker, rules.policy, rules.per_point, elsewhere.asked)
    unseen = _unseen(plan, placed, deck, shelf) + elsewhere.unseen
    chosen = _offer_cards(plan, offering, unseen, rules.backlog, shelf, elsewhere, progress)
    _withdraw_others(plan, made, asked, deck, _settle(plan, chosen, deck))
    if rules.reconsider:
        _propose(plan, [one for one in studied if one[0] in asked], deck, maker, rules.per_point)


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


def _take_written(plan: Plan, placed: Sequence[Placed], deck: Deck, maker: Maker) -> None:
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


def _rest_others(
    plan: Plan, placed: Sequence[Placed], asked: Collection[PointId], deck: Deck
) -> None:
    """Put back the cards in another language that nobody has looked at."""
    for point, _ in placed:
        own = deck.by_point.get(point, [])
        for card in [] if point in asked else list(own):
            if card.accepted and not is_begun(card) and card.recipe != Recipe.WRITTEN.value:
                made = replace(candidate_of(card), warnings=(OTHER_LANGUAGE,))
                own[own.index(card)] = replace(card, accepted=False, content=content_of(made))
                plan.put_back.append(card.id)
                plan.refreshed_cards.append((card.id, made))


def _offer_cards(
    plan: Plan,
    offering: Offering,
    unseen: int,
    backlog: int,
    shelf: Shelf,
    elsewhere: Elsewhere,
    progress: Progress,
) -> list[Choice]:
    """New cards for the points without an accepted one; all others are pinned.

    Papers in study come first; then those that wait, as long as there is room for them beside
    ``unseen`` cards.
    """
    choices: dict[PaperId, list[Choice]] = {}
    study = [paper for paper in offering.papers if paper in shelf.in_study]
    for paper in offering.in_turn(study):
        choices[paper] = offering.choices(paper)
        progress(len(choices), len(shelf.in_study), say("build.choosing"))
    unseen += sum(map(load, choices.values()))
    cards = [unseen]

    def brings(paper: FoundPaper) -> int:
        choices[paper.id] = offering.choices(paper.id)
        cards.append(load(choices[paper.id]))
        progress(min(sum(cards), backlog), backlog, say("build.filling"))
        return cards[-1]

    waiting = {paper.id: paper for paper in before(shelf.waiting, elsewhere.horizon)}
    next_ones = (waiting[paper] for paper in offering.in_turn(list(waiting)))
    admission = admit(next_ones, brings, unseen, backlog)
    _take_admitted(plan, shelf, admission)
    if elsewhere.horizon and admission.room_at is None:
        known = elsewhere.room_at if not admission.papers else None
        plan.room_at = known
        plan.looks_too_near = known is None or unseen <= known
    studied = shelf.in_study.union(admission.papers)
    return [one for paper in offering.papers if paper in studied for one in choices[paper]]


def _take_admitted(plan: Plan, shelf: Shelf, admission: Admission) -> None:
    """Who leaves the shelf, and who waits there on."""
    taken = set(admission.papers)
    plan.waiting = [paper for paper in shelf.waiting if paper.id not in taken]
    plan.standings += [(paper, Study.STUDY) for paper in admission.papers]
    plan.standings += [(paper, Study.SHELF) for paper in shelf.unmarked - taken]
    plan.moved_up = len(taken - shelf.unmarked)
    plan.room_at = admission.room_at


def _withdraw_others(
    plan: Plan,
    placed: Iterable[Placed],
    asked: Collection[PointId],
    deck: Deck,
    proposed: Collection[CardId],
) -> None:
    """Take back the proposals that would not be made today; those beside a card are pinned."""
    plan.withdrawn += [
        card.id
        for point, _ in placed
        if point not in asked or not deck.accepted(point)
        for card in deck.by_point.get(point, ())
        if card.is_idle and card.id not in proposed
    ]


def _unseen(plan: Plan, placed: Sequence[Placed], deck: Deck, shelf: Shelf) -> int:
    """Accepted cards of papers in study that were never seen."""
    elsewhere = {point for point, match in placed if match.found.paper not in shelf.in_study}
    points = [point for point in deck.by_point if point not in elsewhere]
    there = sum(card.unseen for point in points for card in deck.accepted(point))
    return there + len(plan.accepted)


def _propose(
    plan: Plan,
    placed: Sequence[Placed],
    deck: Deck,
    maker: Maker,
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


def _settle(plan: Plan, choices: Iterable[Choice], deck: Deck) -> set[CardId]:
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
