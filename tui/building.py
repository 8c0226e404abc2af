"""A build with a progress bar, where somebody is there to see it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from decks.build import build
from decks.collection import Collection
from decks.reading import Progress
from decks.report import BuildReport
from decks.store.connection import Store
from tui.printable import one_line
from tui.wording import say


def build_told(collection: Collection, store: Store, *, quiet: bool = False) -> BuildReport:
    """Build; progress is shown on stderr if that is a terminal, and not asked to be quiet."""
    with _progress(visible=sys.stderr.isatty() and not quiet) as progress:
        return build(collection, store, progress=progress)


def in_one_line(report: BuildReport) -> str:
    """What a build did, for those who asked for something else."""
    if not report.changed:
        return say("build.unchanged")
    return say(
        "build.one_line",
        cards=report.cards,
        papers=report.papers,
        new=report.cards_new,
        changed=report.cards_changed,
        inbox=sum(report.cards_inbox.values()),
    )


@contextmanager
def _progress(*, visible: bool) -> Iterator[Progress | None]:
    """What a build calls for every note; nothing where nobody looks."""
    if not visible:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    path_column = TextColumn("{task.description}", markup=False)  # a path is never markup
    columns = (MofNCompleteColumn(), BarColumn(), path_column)
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say("build.reading"), total=None)

        def progress(done: int, total: int, path: str) -> None:
            bar.update(task, completed=done, total=total, description=one_line(path))

        yield progress
