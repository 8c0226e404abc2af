"""``paperdeck merge``: take over what was reviewed and decided on another machine."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from decks.backups import Reason, back_up
from decks.collection import CollectionError
from decks.merge import merge
from decks.visit import database_at, visit
from tui.opening import Start, collection_of, open_built
from tui.output import json_option, show, show_json
from tui.wording import say


@click.command("merge", help=say("merge.help"))
@click.argument("other", metavar="OTHER", type=click.Path(path_type=Path))
@json_option
@click.pass_obj
def command(start: Start, other: Path, as_json: bool) -> None:
    """Unite the other database with this one, and say what was new."""
    collection = collection_of(start)
    theirs = database_at(start.here / other.expanduser())
    with open_built(collection) as store:
        if theirs.samefile(collection.database):
            raise CollectionError(say("merge.itself", path=theirs))
        with visit(theirs, now_ms=collection.clock().ms) as visited:
            back_up(collection.database, collection.backups, Reason.MERGE, collection.clock())
            report = merge(collection, store, visited)
    if as_json:
        show_json({"version": 1, **asdict(report), "changed": report.changed})
    elif report.changed:
        show(say("merge.done", **asdict(report)))
    else:
        show(say("merge.nothing_new"))
