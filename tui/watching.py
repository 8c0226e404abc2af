"""Keeping the cards in step with notes that are being written: a build after every pause.

Watches the folders of notes and the settings. What goes wrong in one build is told, and the
next one tries again: an editor beside the app must not have to mind what this does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

from watchfiles import watch

from decks.collection import Collection, open_collection
from decks.days import local_time
from decks.settings import FILE_NAME
from notes.errors import PaperdeckError
from notes.files import SUFFIXES
from tui.build_report import problem_lines
from tui.building import build_told, in_one_line
from tui.output import complain, show, tell
from tui.wording import say

PAUSE_MS = 800
"""Changes that come closer together than this are one: editors write a file in several steps."""
LONGEST_PAUSE_MS = 5_000
"""A build is not put off for longer, however much is being written."""
QUIET_MS = 1_000
"""After so long without a change the first build is made: what was saved before the system
began to watch is not missed."""


def keep_in_step(folder: Path, here: Path, stop: Event) -> None:
    """Build ``folder`` after every change until ``stop``, and say in a line what that did.

    ``here`` is what paths of problems are relative to. Raises PaperdeckError if the collection
    cannot be opened at the start.
    """
    for found in changes(folder, stop):
        if isinstance(found, PaperdeckError):
            complain(str(found))
            continue
        try:
            _build(found, here)
        except PaperdeckError as error:
            complain(str(error))


def _build(collection: Collection, here: Path) -> None:
    with collection.open_store() as store:
        report = build_told(collection, store, quiet=True)
        if report.changed or report.files:
            time = local_time(collection.clock()).strftime("%H:%M:%S")
            show(say("build.watched", time=time, told=in_one_line(store, report)))
            for line in problem_lines(report, here):
                show(line)


def changes(folder: Path, stop: Event) -> Iterator[Collection | PaperdeckError]:
    """The collection of ``folder`` at once and whenever its notes or settings have changed.

    This ends with ``stop``. The collection comes as its settings stand then; where they cannot
    be read, what is wrong comes instead, and the folders are watched that were named before.
    Raises PaperdeckError if the collection cannot be opened at the start.
    """
    roots = open_collection(folder).roots()
    while not stop.is_set():
        tell(say("build.watching", folder=folder))
        waiting = True
        for changed in watch(
            *_existing(folder, *roots),
            watch_filter=_is_note(folder, roots),
            debounce=LONGEST_PAUSE_MS,
            step=PAUSE_MS,
            rust_timeout=QUIET_MS,
            yield_on_timeout=True,
            stop_event=stop,
        ):
            if not (changed or waiting):
                continue
            waiting = False
            try:
                collection = open_collection(folder)
                now = collection.roots()
            except PaperdeckError as error:
                yield error
                continue
            yield collection
            if now != roots:
                roots = now
                break


def _existing(*folders: Path) -> list[Path]:
    return [folder for folder in dict.fromkeys(folders) if folder.is_dir()]


def _is_note(folder: Path, roots: tuple[Path, ...]) -> Callable[[object, str], bool]:
    """Whether a changed path is a note, a folder of notes, or the settings.

    Nothing within a hidden folder is: a build that saw its own database would never end.
    """

    def wanted(_change: object, name: str) -> bool:
        path = Path(name)
        if path == folder / FILE_NAME:
            return True
        root = next((root for root in roots if path.is_relative_to(root)), None)
        if root is None or any(part.startswith(".") for part in path.relative_to(root).parts):
            return False
        return path.suffix.lower() in SUFFIXES or not path.suffix or path.is_dir()

    return wanted
