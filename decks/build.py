"""A build: bring the cards in step with the notes.

The notes are read, a plan is computed from values, and the plan is applied in one short
transaction: whatever happens, the cards are as before or as after. Nothing with history
is ever deleted, and nothing is written into a note.
"""

from __future__ import annotations

from collections import Counter
from concurrent.futures import Executor
from time import perf_counter

from decks.acceptance import Policy
from decks.candidates import RECIPES_VERSION
from decks.collection import Collection
from decks.found import ReadNote, find_papers, find_points
from decks.homes import decks_of_papers
from decks.ids import digest
from decks.plan import Known, Plan, Rules, make_plan
from decks.reading import Progress, Refreshed, refresh
from decks.report import BuildReport, Change, FileReport
from decks.store import births, generations, totals
from decks.store.aliases import aliases
from decks.store.connection import Store, StoreError
from decks.store.files import FileCounts, cached_files, cached_notes
from decks.store.points import (
    insert_point,
    known_papers,
    known_points,
    present_points,
    rest_points,
    save_papers,
    save_point,
)
from decks.store.standing import renew_all
from decks.wording import say

TRIES = 3
"""Plans made before giving up, each against a store that another build had changed."""


def build(
    collection: Collection,
    store: Store,
    *,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> BuildReport:
    """Read what changed, make cards, and say what was done.

    Raises CollectionError if a root is missing, StoreError if the store cannot be written.
    """
    started = perf_counter()
    refreshed = refresh(collection, store, progress=progress, executor=executor)
    made_from = digest(refreshed.fingerprint, collection.settings.digest, str(RECIPES_VERSION))
    changes: Counter[Change] = Counter()
    plan: Plan | None = None
    if generations.made_from(store) != made_from:
        plan = _carry_out(collection, store, made_from)
        changes = plan.changes
    else:
        changes[Change.KEPT] = present_points(store)
    return _report(store, refreshed, plan, changes, perf_counter() - started)


def _carry_out(collection: Collection, store: Store, made_from: str) -> Plan:
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


def _report(
    store: Store, refreshed: Refreshed, plan: Plan | None, changes: Counter[Change], seconds: float
) -> BuildReport:
    counts = {name: file.counts for name, file in cached_files(store).items()}
    cards = totals.cards_by_file(store)
    none = FileCounts(0, 0, 0)
    files = tuple(
        FileReport(
            seen.root, seen.path, seen.state,
            *_numbers(counts.get((seen.root, seen.path), none)),
            cards[(seen.root, seen.path)], seen.problems,
        )
        for seen in refreshed.files
    )  # fmt: skip
    return BuildReport(
        files=files,
        papers=totals.papers_in_notes(store),
        shared_papers=totals.shared_papers(store),
        points=changes,
        cards_new=len(plan.accepted) if plan else 0,
        cards_changed=len(plan.changed_cards) if plan else 0,
        cards_inbox=totals.inbox_by_reason(store),
        cards_by_recipe=totals.cards_by_recipe(store),
        changed=plan is not None and plan.changes_anything,
        seconds=seconds,
    )


def _numbers(counts: FileCounts) -> tuple[int, int, int]:
    return counts.papers, counts.blocks, counts.points
