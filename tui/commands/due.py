"""``paperdeck due``: what is left today, deck by deck. Must not load the app's libraries."""

from __future__ import annotations

import click

from decks.collection import Collection
from decks.days import Moment
from decks.store.connection import Store
from decks.workload import workload, workload_by_deck
from tui.due_text import deck_table, due_line, workload_json
from tui.opening import Start, collection_of, moment_of, open_built
from tui.output import json_option, show, show_json
from tui.wording import say

NOTHING_DUE = 3
"""Exit code of ``--check``."""


@click.command("due", help=say("due.help"))
@json_option
@click.option("--check", is_flag=True, help=say("due.help_check"))
@click.pass_context
def command(context: click.Context, as_json: bool, check: bool) -> None:
    """Print the counts, or answer by the exit code alone."""
    start: Start = context.obj
    collection = collection_of(start)
    with open_built(collection) as store:
        moment = moment_of(collection)
        if check:
            ready = workload(store, moment, collection.limits).ready
            context.exit(0 if ready else NOTHING_DUE)
        _print(collection, store, moment, as_json)


def _print(collection: Collection, store: Store, moment: Moment, as_json: bool) -> None:
    total = workload(store, moment, collection.limits)
    decks = workload_by_deck(store, moment, collection.limits)
    offset = moment.now.utc_offset_min
    if as_json:
        rows = [workload_json(deck, offset) for deck in decks]
        show_json({"version": 1, "decks": rows, "total": workload_json(total, offset)})
        return
    if decks:
        for line in deck_table(decks, total):
            show(line)
        show()
    show(due_line(total, offset))
