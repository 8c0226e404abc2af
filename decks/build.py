"""A build: bring the cards in step with the notes.

The notes are read, a plan is computed from values, and the plan is applied in one short
transaction: whatever happens, the cards are as before or as after. Nothing with history
is ever deleted, and nothing is written into a note.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import Executor
from time import perf_counter
from typing import TYPE_CHECKING

from decks.collection import Collection
from decks.ids import digest
from decks.reading import NO_COUNTS, Progress, Refreshed, refresh
from decks.report import BuildReport, Change, FileReport
from decks.store import generations, shelf, totals
from decks.store.connection import Store
from decks.store.files import any_unplanned
from decks.subject import RECIPES_VERSION

if TYPE_CHECKING:
    from decks.plan import Plan


def build(
    collection: Collection,
    store: Store,
    *,
    progress: Progress | None = None,
    executor: Executor | None = None,
    accept_missing: bool = False,
    before_much: Callable[[], object] | None = None,
) -> BuildReport:
    """Read what changed, make cards, and say what was done.

    ``executor`` reads files and makes candidates; without one all cores do where it is worth it.
    With ``accept_missing`` no orphaning is held back. ``before_much`` is called before many
    cards change, so that a backup can be made. Raises CollectionError if a root is
    missing, StoreError if the store cannot be written.
    """
    started = perf_counter()
    refreshed = refresh(collection, store, progress=progress, executor=executor)
    made_from = digest(refreshed.manner, collection.settings.digest, str(RECIPES_VERSION))
    changes: Counter[Change] = Counter()
    plan: Plan | None = None
    same = generations.made_from(store) == made_from and not any_unplanned(store)
    if not same or shelf.has_room(store):
        from decks.enact import carry_out  # loads what plans: 35 ms that other builds need not

        plan = carry_out(
            collection,
            store,
            made_from,
            accept_missing=accept_missing,
            before_much=before_much,
            progress=progress,
            executor=executor,
        )
        changes = plan.changes
    else:
        changes[Change.KEPT] = generations.present(store)
    return BuildReport(
        files=(*_files(store, refreshed), *_of_settings(collection, store)),
        unchanged=refreshed.unchanged,
        points=changes,
        told=plan.told if plan else (),
        cards_new=len(plan.accepted) if plan else 0,
        cards_changed=len(plan.changed_cards) if plan else 0,
        moved_up=plan.moved_up if plan else 0,
        changed=plan is not None and plan.changes_anything,
        seconds=perf_counter() - started,
    )


def _files(store: Store, refreshed: Refreshed) -> tuple[FileReport, ...]:
    return tuple(
        FileReport(
            seen.root, seen.path, seen.state, seen.counts or NO_COUNTS,
            totals.cards_of_file(store, seen.root, seen.path) if seen.counts else 0, seen.problems,
        )
        for seen in refreshed.files
    )  # fmt: skip


def _of_settings(collection: Collection, store: Store) -> tuple[FileReport, ...]:
    """The settings, where they name decks that are not there; most name none."""
    if not (collection.settings.deck_recipes or collection.settings.deck_presets):
        return ()
    from decks.unmet_decks import settings_report

    return settings_report(collection, store)
