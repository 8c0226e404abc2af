"""The progress of a build on stderr: how many notes, how fast, and how long it will take."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bar
from rich.text import Text

from decks.reading import Progress
from tui.printable import one_line
from tui.wording import say


class _RateColumn(ProgressColumn):
    """Notes a second, once that is known."""

    def render(self, task: Task) -> Text:
        """The rate as text."""
        return Text(say("build.rate", rate=round(task.speed)) if task.speed else "")


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """A bar while the block runs; gives what the build is to call."""
    columns = (
        MofNCompleteColumn(),
        BarColumn(),
        _RateColumn(),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.description}", markup=False),  # a path is never markup
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say("build.reading"), total=None)

        def progress(done: int, total: int, path: str) -> None:
            bar.update(task, completed=done, total=total, description=one_line(path))

        yield progress
