"""Carrying a build out: a plan from what the store holds, applied in one short transaction.

Apart from ``build``, which decides whether there is anything to do: the recipes and the
checks are loaded for this alone.
"""

from __future__ import annotations

from collections.abc import Callable

from decks.acceptance import Policy
from decks.collection import Collection
from decks.doubts import answers
from decks.found import ReadNote, find_papers, find_points
from decks.holding import Holding
from decks.homes import decks_of_found, decks_of_papers
from decks.ids import digest
from decks.plan import Known, Plan, Rules, make_plan
from decks.renames import follow_titles
from decks.store import births, generations, shelf
from decks.store.aliases import aliases
from decks.store.changed import mark_changed
from decks.store.connection import Store, StoreError
from decks.store.doubts import keep_doubts
from decks.store.files import cached_notes
from decks.store.marks import all_decisions
from decks.store.orphans import wake_cards
from decks.store.points import (
    insert_point,
    known_papers,
    known_points,
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
TRIES = 3
"""Plans made before giving up, each against a store that another build had changed."""


def carry_out(
    collection: Collection,
    store: Store,
    made_from: str,
    *,
    accept_missing: bool = False,
    before_much: Callable[[], object] | None = None,
) -> Plan:
    """Bring the cards in step with the cached notes, which ``made_from`` stands for.

    While something is held back the next build plans anew, to hold it again. ``before_much`` is
    called before much of what there is changes. Raises StoreError if other builds get in between
    again and again.
    """
    for _ in range(TRIES):
        generation = generations.generation(store)
        plan = _plan(collection, store, accept_missing=accept_missing)
        if before_much and plan.disturbs >= MUCH:
            before_much()
        with store.transaction():
            if generations.generation(store) == generation:
                _apply(collection, store, plan)
                keep_doubts(store, plan.doubts)
                generations.next_generation(store, "" if plan.holds else made_from)
                store.set_fact("made_by", _made_by(collection))
                if not plan.holds:
                    store.set_fact("read_as", _read_as(collection))
                return plan
    raise StoreError(say("build.moved-on"))


def _plan(collection: Collection, store: Store, *, accept_missing: bool) -> Plan:
    settings = collection.settings
    notes = [ReadNote(root, note) for root, note in cached_notes(store, collection.kinds)]
    met = known_papers(store)
    papers = find_papers(notes, met)
    found = find_points(papers, collection.kinds)
    holders = {member: paper.id for paper in papers for member in paper.members}
    points = known_points(store, holders)
    papers, points = follow_titles(papers, found, points, {p.id: p.mention for p in met})
    known = Known(
        points, births.made_cards(store), aliases(store), answers(all_decisions(store)),
        shelf.marks(store),
    )  # fmt: skip
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
    return make_plan(papers, found, known, rules)


def _made_by(collection: Collection) -> str:
    """What decides which cards a point gives, apart from the notes."""
    settings = collection.settings
    tuned = digest(repr(settings.recipes), repr(settings.deck_recipes))
    return f"{RECIPES_VERSION}:{settings.cards_per_point}:{tuned}"


def _read_as(collection: Collection) -> str:
    """What decides which points are seen in the notes, apart from the notes."""
    return f"{RECOGNISER}:{collection.vocabulary.digest}"


def _holding(collection: Collection, store: Store, *, accept_missing: bool) -> Holding:
    if accept_missing:
        return Holding.NOTHING
    same = store.fact("read_as") in (None, _read_as(collection))
    return Holding.LARGE if same else Holding.ALL


def _apply(collection: Collection, store: Store, plan: Plan) -> None:
    now_ms = collection.clock().ms
    save_papers(store, plan.papers, now_ms)
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
    renew_all(store, decks_of_papers(collection, store), collection.presets(store))
