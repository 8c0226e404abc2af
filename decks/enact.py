"""Carrying a build out: a plan from what the store holds, applied in one short transaction.

Apart from ``build``, which decides whether there is anything to do: what plans is loaded for
this alone, and the recipes only where a candidate is made (``making``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor

from decks.acceptance import Policy
from decks.collection import Collection
from decks.doubts import answers
from decks.found import mention_of
from decks.holding import Holding
from decks.homes import decks_of_found, decks_of_papers
from decks.ids import CardId, digest
from decks.marks import What
from decks.plan import Known, Plan, Rules, make_plan, untold
from decks.processes import processes
from decks.reading import Progress, read_as
from decks.reconcile import version_digest
from decks.report import Change
from decks.scope import Scope, part, whole
from decks.shelf import first_place, moment
from decks.store import births, generations, reach, shelf
from decks.store.aliases import aliases
from decks.store.changed import mark_changed
from decks.store.connection import Store, StoreError
from decks.store.doubts import keep_doubts
from decks.store.marks import all_decisions
from decks.store.orphans import wake_cards
from decks.store.others import born, cards_of_points, holders_of
from decks.store.points import (
    insert_point,
    present_points,
    rest_points,
    save_papers,
    save_point,
)
from decks.store.standing import renew_all
from decks.subject import RECIPES_VERSION
from decks.tuning import tuning_of
from decks.wording import say
from notes.reading import RECOGNISER

MUCH = 20
"""Cards and points there are that a plan takes away or changes before it is worth a backup."""
HEADS = (0, 1, 8, 64)
"""How many of the papers on the shelf are looked at, until those are enough."""
TRIES = 10
"""Plans made before giving up, each against a store that another build had changed."""


def carry_out(
    collection: Collection,
    store: Store,
    made_from: str,
    *,
    accept_missing: bool = False,
    before_much: Callable[[], object] | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> Plan:
    """Bring the cards in step with the cached notes; ``made_from`` stands for all else.

    While something is held back the next build plans anew, to hold it again. ``before_much`` is
    called before much of what there is changes. Raises StoreError if other builds get in between
    again and again.
    """
    for _ in range(TRIES):
        begun_ms = collection.clock().ms
        with store.snapshot():
            generation = generations.generation(store)
            scope, plan = _plan(
                collection, store, progress, executor, accept_missing=accept_missing
            )
            histories = births.lengths_of_histories(store, _undecided(plan))
        if before_much and plan.disturbs >= MUCH:
            before_much()
        with store.transaction():
            if generations.generation(store) == generation:
                now_ms = collection.clock().ms
                left = _leave_decided(store, plan, histories)
                _apply(collection, store, plan, scope, now_ms)
                keep_doubts(store, plan.doubts)
                generations.next_generation(store, "" if plan.holds or left else made_from)
                store.set_fact("made_by", _made_by(collection))
                if not plan.holds:
                    store.set_fact("read_as", read_as(collection))
                _keep_reach(collection, store, plan, scope)
                reach.keep_instants(store, begun_ms, now_ms)
                return plan
    raise StoreError(say("build.moved-on"))


def _undecided(plan: Plan) -> set[CardId]:
    """The cards with which it deals so because nobody had decided about them or begun them."""
    return {*plan.put_back, *(card for card, _ in plan.refreshed_cards)}


def _leave_decided(store: Store, plan: Plan, histories: Mapping[CardId, int]) -> bool:
    """Leave those alone that were answered or decided about since; whether there are any."""
    now = births.lengths_of_histories(store, histories)
    left = {card for card, length in histories.items() if now[card] != length}
    plan.put_back = [card for card in plan.put_back if card not in left]
    plan.refreshed_cards = [(card, made) for card, made in plan.refreshed_cards if card not in left]
    return bool(left)


def _plan(
    collection: Collection,
    store: Store,
    progress: Progress | None,
    executor: Executor | None,
    *,
    accept_missing: bool,
) -> tuple[Scope, Plan]:
    """A plan of the part that changed where that is enough, else of the whole."""
    for heads in HEADS if _is_planned(collection, store) else ():
        scope = part(collection, store, heads)
        if scope is None:
            break
        plan = _plan_of(collection, store, scope, accept_missing=accept_missing)
        if plan.holds:
            break
        if not plan.looks_too_near:
            plan.changes[Change.KEPT] += generations.present(store) - _present(scope)
            return scope, plan
    scope = whole(collection, store, progress)
    with processes(executor, len(scope.found)) as pool:
        plan = _plan_of(collection, store, scope, progress, pool, accept_missing=accept_missing)
    return scope, plan


def _present(scope: Scope) -> int:
    """How many of the points that a plan looks at stood in the notes before."""
    return sum(point.present for point in scope.points)


def _is_planned(collection: Collection, store: Store) -> bool:
    """Whether everything but some files is as it was at the last plan."""
    return (
        generations.made_from(store) is not None
        and store.fact("planned_with") == _planned_with(collection)
        and store.fact("made_by") == _made_by(collection)
        and store.fact("read_as") == read_as(collection)
    )


def _planned_with(collection: Collection) -> str:
    """What decides about a plan, apart from the notes and what is stored."""
    kinds = ",".join(sorted(collection.kinds))
    return digest(collection.settings.digest, kinds, str(RECIPES_VERSION), str(RECOGNISER))


def _plan_of(
    collection: Collection,
    store: Store,
    scope: Scope,
    progress: Progress | None = None,
    executor: Executor | None = None,
    *,
    accept_missing: bool,
) -> Plan:
    settings = collection.settings
    only = None if scope.members is None else {point.id for point in scope.points}
    known = Known(
        scope.points, births.made_cards(store, only), aliases(store),
        answers(all_decisions(store, What.SAME)), shelf.marks(store, _written(scope)),
        frozenset() if only is None else born(store, {version_digest(p.text) for p in scope.found}),
    )  # fmt: skip
    papers = scope.papers
    rules = Rules(
        Policy(settings.accept, settings.cards_per_paper),
        settings.cards_per_point,
        collection.kinds,
        tunings={
            paper: tuning_of(deck, settings)
            for paper, deck in decks_of_found(collection, store, papers).items()
        },
        reconsider=store.fact("made_by") not in (None, _made_by(collection)),
        holding=_holding(collection, store, accept_missing=accept_missing),
        backlog=settings.backlog,
        languages=settings.languages,
    )
    return make_plan(
        papers, scope.found, known, rules, scope.elsewhere, progress or untold, executor
    )


def _written(scope: Scope) -> frozenset[str] | None:
    """The papers as written that a plan looks at, if not all."""
    if scope.members is None:
        return None
    return scope.members.union(*(paper.members for paper in scope.papers))


def _made_by(collection: Collection) -> str:
    """What decides which cards a point gives, apart from the notes."""
    settings = collection.settings
    tuned = digest(repr(settings.recipes), repr(settings.deck_recipes))
    return f"{RECIPES_VERSION}:{settings.cards_per_point}:{tuned}"


def _holding(collection: Collection, store: Store, *, accept_missing: bool) -> Holding:
    if accept_missing:
        return Holding.NOTHING
    same = store.fact("read_as") in (None, read_as(collection))
    return Holding.LARGE if same else Holding.ALL


def _apply(collection: Collection, store: Store, plan: Plan, scope: Scope, now_ms: int) -> None:
    save_papers(store, plan.papers, now_ms, scope.members)
    for point, found in plan.births:
        insert_point(store, point, found, now_ms)
    for point, found in plan.updates:
        save_point(store, point, found, now_ms)
    rest_points(store, plan.rests, now_ms)
    wake_cards(store, plan.woken, now_ms)
    births.withdraw_cards(store, plan.withdrawn)
    for card, point in plan.relinks:
        births.relink_card(store, card, point)
    births.insert_cards(store, plan.new_cards, now_ms)
    for card, made in (*plan.changed_cards, *plan.refreshed_cards):
        births.change_card(store, card, made, now_ms)
    mark_changed(store, plan.answered_anew, now_ms)
    births.put_cards_back(store, plan.put_back, now_ms)
    births.accept_cards(store, plan.accepted, now_ms)
    shelf.keep(store, plan.standings, plan.room_at)
    if scope.members is None:
        renew_all(store, decks_of_papers(collection, store), collection.presets(store))
        return
    papers = _written(scope) or ()
    cards = cards_of_points(store, papers)
    holders = {*holders_of(store, papers).values()}
    decks = decks_of_papers(collection, store, holders)
    renew_all(store, decks, collection.presets(store), cards)


def _keep_reach(collection: Collection, store: Store, plan: Plan, scope: Scope) -> None:
    """Remember what the next plan needs if it is to look at a part only."""
    entries = [
        ((read.root, read.note.path, entry.line), mention_of(read, entry))
        for paper in plan.papers
        for read, entry in paper.entries
    ]
    reach.forget_spoken(store, None if scope.members is None else scope.changed)
    reach.keep_spoken(store, entries)
    reach.keep_recognised(store, _written(scope))
    waiting = [(moment(paper), *first_place(paper), paper.id) for paper in plan.waiting]
    reach.keep_waiting(store, waiting, scope.members)
    if scope.members is None:
        reach.keep_terms(store, plan.rarity.papers, plan.rarity.frequency)
    reach.planned(store, scope.changed)
    store.set_fact("planned_with", _planned_with(collection))
    if scope.members is None:
        generations.set_present(store, present_points(store))
    else:
        more = len(plan.births) + len(plan.woken) - len(plan.rests)
        generations.set_present(store, generations.present(store) + more)
