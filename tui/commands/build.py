"""``paperdeck build``: bring the cards in step with the notes, and report."""

from __future__ import annotations

from threading import Event

import click

from decks.collection import find_folder, open_collection
from decks.rehearsal import rehearsal
from decks.report import to_json
from decks.store.copies import undecided_copies
from decks.store.totals import holdings
from tui.build_report import report_lines, sum_lines
from tui.building import build_told
from tui.copies_report import copies_json
from tui.opening import Start, collection_to_build, keep_daily
from tui.output import json_option, show, show_json, tell
from tui.reconcile_report import reconcile_lines, waiting_rows
from tui.wording import say


@click.command("build", help=say("build.help"))
@json_option
@click.option("--all", "everything", is_flag=True, help=say("build.help_all"))
@click.option("--dry-run", "rehearsed", is_flag=True, help=say("build.help_dry_run"))
@click.option("--accept-missing", is_flag=True, help=say("build.help_accept_missing"))
@click.option("--watch", "watched", is_flag=True, help=say("build.help_watch"))
@click.pass_context
def command(
    context: click.Context,
    /,
    as_json: bool,
    everything: bool,
    rehearsed: bool,
    accept_missing: bool,
    watched: bool,
) -> None:
    """Build and print the report."""
    start: Start = context.obj
    if watched and (as_json or rehearsed):
        raise click.UsageError(say("build.watch_alone"))
    if rehearsed:
        _rehearse(start, as_json=as_json, accept_missing=accept_missing)
        return
    collection = collection_to_build(start)
    if start.given is None and collection.folder not in (start.here, *start.here.parents):
        tell(say("build.elsewhere", folder=collection.folder))
    keep_daily(collection)
    with collection.open_store() as store:
        report = build_told(collection, store, accept_missing=accept_missing)
        if as_json:
            copied = {"copied": copies_json(undecided_copies(store))}
            show_json(to_json(report, holdings(store), waiting_rows(report)) | copied)
        else:
            for line in report_lines(report, store, start.here, everything=everything):
                show(line)
    if watched:
        from tui.watching import keep_in_step

        keep_in_step(collection.folder, start.here, Event())
    if report.held:
        context.exit(1)


def _rehearse(start: Start, *, as_json: bool, accept_missing: bool) -> None:
    """Say what a build would do, and write nothing."""
    collection = open_collection(find_folder(start.given, start.environ, start.here) or start.here)
    with rehearsal(collection) as store:
        report = build_told(collection, store, accept_missing=accept_missing)
        if as_json:
            show_json(to_json(report, holdings(store), report.told))
            return
        for line in (*reconcile_lines(report.told), *sum_lines(report, holdings(store))):
            show(line)
        tell(say("build.rehearsed"))
