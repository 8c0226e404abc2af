"""``paperdeck orphans``: cards whose text is in no note, and how to go on being asked them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import click

from decks.cards import Card
from decks.search import Part, read_query, search
from decks.status import Status
from decks.store.cards import all_cards
from decks.store.orphans import keep_asking
from tui.card_json import card_json
from tui.card_lines import by_paper, paper_line, place_text, question_lines
from tui.opening import Start, collection_of, moment_of, open_to_write
from tui.output import json_option, show, show_json
from tui.wording import say


@click.command("orphans", help=say("orphans.help"))
@click.argument("query", metavar="[QUERY]", nargs=-1)
@json_option
@click.option("--restore", is_flag=True, help=say("orphans.help_restore"))
@click.pass_obj
def command(start: Start, query: tuple[str, ...], as_json: bool, restore: bool) -> None:
    """List the orphans that fit, or let them be asked again."""
    if restore and not query:
        raise click.UsageError(say("orphans.no_query"))
    parts = (*read_query(" ".join(query)), Part("is", Status.ORPHAN.value))
    collection = collection_of(start)
    moment = moment_of(collection)
    with open_to_write(collection) as store:
        found = search(all_cards(store), parts, moment)
        if restore:
            with store.transaction():  # of which the presets in force are a part
                keep_asking(store, [c.id for c in found], collection.presets(store), moment.now.ms)
    if as_json:
        cards = [card_json(card, moment) for card in found]
        show_json({"version": 1, "restored": restore, "cards": cards})
        return
    for line in _lines(found, restored=restore):
        show(line)


def _lines(cards: Sequence[Card], *, restored: bool) -> Iterator[str]:
    if not cards:
        yield say("orphans.none")
        return
    for _, group in groupby(by_paper(cards), key=lambda card: card.paper.id):
        own = list(group)
        yield paper_line(own[0], len(own))
        for card in own:
            yield from question_lines(card)
            yield say("orphans.card", id=card.id, place=place_text(card), reps=card.schedule.reps)
        yield ""
    yield say("orphans.restored" if restored else "orphans.sum", count=len(cards))
