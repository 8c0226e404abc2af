"""What is left today, printed: must load neither the command line's library nor the app's."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from decks.collection import Collection
from decks.days import Moment
from decks.due import due_today, next_ms
from decks.store.connection import Store
from tui.due_text import backlog_line, deck_table, due_json, due_line
from tui.opening import Start, collection_of, moment_of, open_built
from tui.output import show, show_json, terminal_cells

if TYPE_CHECKING:
    from decks.backlog import Backlog


def print_counts(start: Start, *, as_json: bool) -> None:
    """Print the counts of every deck and of all, for people or as a document."""
    collection = collection_of(start)
    with open_built(collection) as store, store.snapshot():
        _print(collection, store, moment_of(collection), as_json)


def _print(collection: Collection, store: Store, moment: Moment, as_json: bool) -> None:
    limits = collection.limits
    total, decks = due_today(store, moment.day, limits)
    # When more comes is said where nothing is left; there is much to look at to find it.
    coming_ms = next_ms(store, moment, limits) if as_json or not total.counts.total else None
    held_up = _backlog(collection, store, moment)
    offset = moment.now.utc_offset_min
    if as_json:
        rows = [due_json(deck, next_ms(store, moment, limits, deck.name), offset) for deck in decks]
        whole = due_json(total, coming_ms, offset)
        behind = asdict(held_up) if held_up else None
        show_json({"version": 1, "decks": rows, "total": whole, "backlog": behind})
        return
    if decks:
        for line in deck_table(decks, total, terminal_cells()):
            show(line)
        show()
    show(due_line(total, coming_ms, offset))
    if held_up:
        show(backlog_line(held_up))


def _backlog(collection: Collection, store: Store, moment: Moment) -> Backlog | None:
    """The backlog where that mode is set; what computes it is not loaded for others."""
    if not collection.limits.backlog_per_day:
        return None
    from decks.backlog import backlog

    return backlog(store, collection.presets(store), collection.limits, moment.day)
