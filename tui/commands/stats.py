"""``paperdeck stats``: what was reviewed, what is remembered, what comes."""

from __future__ import annotations

import click

from decks.days import Moment
from decks.ids import CardId
from decks.search import read_query, search
from decks.statistics import Statistics, load_papers, load_statistics
from decks.statistics_cards import PaperMemory
from decks.store.cards import all_cards
from decks.store.connection import Store
from tui.opening import Start, collection_of, moment_of, open_built
from tui.output import json_option, show, show_json
from tui.stats_json import papers_json, statistics_json
from tui.wording import say


@click.command("stats", help=say("stats.help"))
@click.argument("query", metavar="[QUERY]", nargs=-1)
@click.option("--papers", is_flag=True, help=say("stats.help_papers"))
@json_option
@click.pass_obj
def command(start: Start, query: tuple[str, ...], papers: bool, as_json: bool) -> None:
    """Print all of them, or the papers alone."""
    wanted = " ".join(query)
    collection = collection_of(start)
    moment = moment_of(collection)
    with open_built(collection) as store, store.snapshot():
        cards = _chosen(store, wanted, moment)
        presets = collection.presets(store)
        if papers:
            _show_papers(load_papers(store, presets, moment.day, cards), wanted, as_json)
        else:
            _show_all(load_statistics(store, presets, moment.day, cards), wanted, as_json)


def _chosen(store: Store, query: str, moment: Moment) -> list[CardId] | None:
    """The cards that fit a query; None, for all and those that are gone, without one."""
    parts = read_query(query)
    return [card.id for card in search(all_cards(store), parts, moment)] if parts else None


def _show_papers(papers: list[PaperMemory], query: str, as_json: bool) -> None:
    if as_json:
        show_json({"version": 1, "query": query, "papers": papers_json(papers)})
        return
    from tui.stats_pages import show_papers

    if papers:
        show_papers(papers)
    else:
        show(say("stats.no_papers"))


def _show_all(found: Statistics, query: str, as_json: bool) -> None:
    if as_json:
        show_json(statistics_json(found, query))
        return
    from tui.stats_pages import show_statistics

    show_statistics(found)
