"""``paperdeck due``: what is left today, deck by deck. Must not load the app's libraries."""

from __future__ import annotations

import click

from decks.due import is_ready
from tui.counting import print_counts
from tui.opening import Start, collection_of, moment_of, open_built
from tui.output import json_option
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
    if not check:
        print_counts(start, as_json=as_json)
        return
    collection = collection_of(start)
    with open_built(collection) as store:
        ready = is_ready(store, moment_of(collection), collection.limits)
    context.exit(0 if ready else NOTHING_DUE)
