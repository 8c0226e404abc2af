"""``paperdeck build``: bring the cards in step with the notes, and report."""

from __future__ import annotations

import click

from decks.report import to_json
from decks.store.totals import holdings
from tui.build_report import report_lines
from tui.building import build_told
from tui.opening import Start, collection_to_build
from tui.output import json_option, show, show_json, tell
from tui.wording import say


@click.command("build", help=say("build.help"))
@json_option
@click.option("--all", "everything", is_flag=True, help=say("build.help_all"))
@click.pass_obj
def command(start: Start, as_json: bool, everything: bool) -> None:
    """Build and print the report."""
    collection = collection_to_build(start)
    if start.given is None and collection.folder not in (start.here, *start.here.parents):
        tell(say("build.elsewhere", folder=collection.folder))
    with collection.open_store() as store:
        report = build_told(collection, store)
        if as_json:
            show_json(to_json(report, holdings(store)))
            return
        for line in report_lines(report, store, start.here, everything=everything):
            show(line)
