"""Carrying a build out: a plan from what the store holds, applied in one short transaction.

Apart from ``build``, which decides whether there is anything to do: the recipes and the
checks are loaded for this alone.
"""

from __future__ import annotations

from decks.acceptance import Policy
from decks.collection import Collection
from decks.found import ReadNote, find_papers, find_points
from decks.homes import decks_of_papers
from decks.plan import Known, Plan, Rules, make_plan
from decks.store import births, generations
from decks.store.aliases import aliases
from decks.store.connection import Store, StoreError
from decks.store.files import cached_notes
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
from decks.wording import say

TRIES = 3
"""Plans made before giving up, each against a store that another build had changed."""


def carry_out(collection: Collection, store: Store, made_from: str) -> Plan:
    """Bring the cards in step with the cached notes, which ``made_from`` stands for.

    Raises StoreError if other builds get in between again and again.
    """
    for _ in range(TRIES):
        generation = generations.generation(store)
        plan = _plan(collection, store)
        with store.transaction():
            if generations.generation(store) == generation:
                _apply(collection, store, plan)
                generations.next_generation(store, made_from)
                store.set_fact("made_by", _made_by(collection))
                return plan
    raise StoreError(say("build.moved-on"))


def _plan(collection: Collection, store: Store) -> Plan:
    settings = collection.settings
    notes = [ReadNote(root, note) for root, note in cached_notes(store)]
    papers = find_papers(notes, known_papers(store))
    found = find_points(papers, collection.kinds)
    holders = {member: paper.id for paper in papers for member in paper.members}
    known = Known(known_points(store, holders), births.made_cards(store), aliases(store))
    rules = Rules(
        Policy(settings.accept, settings.cards_per_paper),
        settings.cards_per_point,
        collection.kinds,
        reconsider=store.fact("made_by") not in (None, _made_by(collection)),
    )
    return make_plan(papers, found, known, rules)


def _made_by(collection: Collection) -> str:
    """What decides which cards a point gives, apart from the notes."""
    return f"{RECIPES_VERSION}:{collection.settings.cards_per_point}"


def _apply(collection: Collection, store: Store, plan: Plan) -> None:
    now_ms = collection.clock().ms
    save_papers(store, plan.papers, now_ms)
    for point, found in plan.births:
        insert_point(store, point, found, now_ms)
    for point, found in plan.updates:
        save_point(store, point, found, now_ms)
    rest_points(store, plan.rests, now_ms)
    births.withdraw_cards(store, plan.withdrawn)
    for card, point in plan.relinks:
        births.relink_card(store, card, point)
    births.insert_cards(store, plan.new_cards, now_ms)
    for card, made in (*plan.changed_cards, *plan.refreshed_cards):
        births.change_card(store, card, made, now_ms)
    births.put_cards_back(store, plan.put_back, now_ms)
    births.accept_cards(store, plan.accepted, now_ms)
    renew_all(store, decks_of_papers(collection, store), collection.preset.engine)
