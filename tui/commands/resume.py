"""``paperdeck resume``: let suspended, put-off and rejected cards be asked again."""

from __future__ import annotations

import click

from decks.faces import plain
from decks.resume import resume_cards
from decks.search import read_query, search
from decks.store.cards import all_cards
from tui.opening import Start, collection_of, moment_of, open_to_write
from tui.output import show
from tui.printable import one_line
from tui.wording import say


@click.command("resume", help=say("resume.help"))
@click.argument("query", metavar="QUERY", nargs=-1, required=True)
@click.pass_obj
def command(start: Start, query: tuple[str, ...]) -> None:
    """Resume the cards that fit, and name them."""
    parts = read_query(" ".join(query))
    collection = collection_of(start)
    moment = moment_of(collection)
    with open_to_write(collection) as store:
        found = search(all_cards(store), parts, moment)
        with store.transaction():  # of which the presets in force are a part
            resumed = resume_cards(store, found, collection.presets(store), moment.now.ms)
    for card in resumed:
        show(say("resume.card", front=one_line(plain(card.front))))
    show(say("resume.sum", count=len(resumed), found=len(found)))
