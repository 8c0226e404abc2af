"""A build with a progress bar, where somebody is there to see it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from decks.build import build
from decks.cards import Study
from decks.collection import Collection
from decks.reading import Progress
from decks.report import BuildReport
from decks.store.connection import Store
from decks.store.totals import holdings
from tui.reconcile_report import waiting_lines
from tui.wording import say


def build_told(
    collection: Collection, store: Store, *, quiet: bool = False, accept_missing: bool = False
) -> BuildReport:
    """Build; progress is shown on stderr if that is a terminal, and not asked to be quiet.

    Before much changes a backup is made, unless this is only tried on a copy.
    """
    real = store.path == collection.database
    with _progress(visible=sys.stderr.isatty() and not quiet) as progress:
        return build(
            collection,
            store,
            progress=progress,
            accept_missing=accept_missing,
            before_much=partial(_keep, collection) if real else None,
        )


def _keep(collection: Collection) -> None:
    from decks.backups import Reason, back_up

    back_up(collection.database, collection.backups, Reason.BUILD, collection.clock())


def in_one_line(store: Store, report: BuildReport) -> str:
    """What a build did, for those who asked for something else."""
    waiting = " ".join(waiting_lines(report))
    if not report.changed:
        return waiting or say("build.unchanged")
    held = holdings(store)
    told = say(
        "build.one_line",
        cards=held.cards,
        papers=held.papers,
        new=report.cards_new,
        changed=report.cards_changed,
        inbox=sum(held.inbox.values()),
    )
    shelved = held.standings.get(Study.SHELF, 0)
    shelf = say("build.on_shelf", count=shelved) if shelved else ""
    return " ".join(filter(None, (told, shelf, waiting)))


@contextmanager
def _progress(*, visible: bool) -> Iterator[Progress | None]:
    """What a build calls as notes are read; nothing where nobody looks."""
    if not visible:
        yield None
        return
    from tui.build_progress import shown_progress

    with shown_progress() as progress:
        yield progress
