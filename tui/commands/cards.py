"""``paperdeck cards``: list cards, or search them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import click

from decks.cards import Acceptance, Card
from decks.days import Moment
from decks.search import Part, read_query, search
from decks.status import status_of
from decks.store.cards import all_cards
from tui.card_json import card_json, due_text
from tui.card_lines import by_paper, paper_line, place_text, question_lines, warning_lines
from tui.opening import Start, collection_of, moment_of, open_built
from tui.output import json_option, show, show_json
from tui.wording import say


@click.command("cards", help=say("cards.help"))
@click.argument("query", metavar="[QUERY]", nargs=-1)
@json_option
@click.option("--inbox", is_flag=True, help=say("cards.help_inbox"))
@click.pass_obj
def command(start: Start, query: tuple[str, ...], as_json: bool, inbox: bool) -> None:
    """Print the cards that fit."""
    parts = read_query(" ".join(query))
    if inbox:
        parts += (Part("is", Acceptance.INBOX.value),)
    collection = collection_of(start)
    moment = moment_of(collection)
    with open_built(collection) as store, store.snapshot():
        found = search(all_cards(store), parts, moment)
    if as_json:
        show_json({"version": 1, "cards": [card_json(card, moment) for card in found]})
        return
    for line in _lines(found, moment):
        show(line)


def _lines(cards: list[Card], moment: Moment) -> Iterator[str]:
    if not cards:
        yield say("cards.none")
        return
    for _, group in groupby(by_paper(cards), key=lambda card: card.paper.id):
        own = list(group)
        yield paper_line(own[0], len(own))
        for card in own:
            yield from _card_lines(card, moment)
        yield ""
    yield say("cards.sum_1" if len(cards) == 1 else "cards.sum", count=len(cards))


def _card_lines(card: Card, moment: Moment) -> Iterator[str]:
    yield from question_lines(card)
    status = _status(card, moment)
    yield say("cards.state", status=status, recipe=card.recipe, place=place_text(card))
    if card.acceptance is Acceptance.INBOX:
        yield from warning_lines(card)


def _status(card: Card, moment: Moment) -> str:
    status = status_of(card, moment.day).value
    due = due_text(card, moment.now.utc_offset_min)
    return say("cards.due", status=status, due=due) if due else status
