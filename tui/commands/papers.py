"""``paperdeck papers``: where each paper stands, and what there is of it."""

from __future__ import annotations

import click

from decks.paper_list import read_paper_query, search_papers
from tui.opening import Start, collection_of, moment_of, open_built
from tui.output import json_option, show, show_json, terminal_cells
from tui.paper_rows import load_papers, paper_json, paper_lines
from tui.wording import say


@click.command("papers", help=say("papers.help"))
@click.argument("query", metavar="[QUERY]", nargs=-1)
@json_option
@click.pass_obj
def command(start: Start, query: tuple[str, ...], as_json: bool) -> None:
    """Print the papers that fit."""
    parts = read_paper_query(" ".join(query))
    collection = collection_of(start)
    with open_built(collection) as store, store.snapshot():
        found = search_papers(load_papers(collection, store, moment_of(collection)), parts)
    if as_json:
        show_json({"version": 1, "papers": [paper_json(one) for one in found]})
        return
    if not found:
        show(say("papers.none"))
        return
    for line in paper_lines(found, terminal_cells()):
        show(line)
    show(say("papers.sum_1" if len(found) == 1 else "papers.sum", count=len(found)))
