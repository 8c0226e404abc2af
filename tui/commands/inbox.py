"""``paperdeck inbox``: what waits for a decision, deciding by query, and the way to the screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

import click

from decks.cards import Card
from decks.collection import Collection
from decks.days import Moment
from decks.faces import plain
from decks.inbox import decide_and_keep, find, take_back
from decks.marks import What
from decks.search import read_query
from decks.store.connection import Store
from notes.errors import PaperdeckError
from tui.card_json import card_json
from tui.card_lines import paper_line, place_text, question_lines, warning_lines
from tui.opening import Start, collection_of, moment_of, open_to_write
from tui.output import json_option, show, show_json, tell
from tui.printable import one_line
from tui.wording import say

PAGE = 40
"""Cards that are listed unless all are asked for."""


class InboxError(PaperdeckError):
    """There is nothing to decide about."""


@click.command("inbox", help=say("inbox-command.help"))
@click.argument("query", metavar="[QUERY]", nargs=-1)
@json_option
@click.option("--all", "everything", is_flag=True, help=say("inbox-command.help_all"))
@click.option("--accept", is_flag=True, help=say("inbox-command.help_accept"))
@click.option("--reject", is_flag=True, help=say("inbox-command.help_reject"))
@click.option("--undo", is_flag=True, help=say("inbox-command.help_undo"))
@click.option("--open", "in_app", is_flag=True, help=say("inbox-command.help_open"))
@click.pass_context
def command(
    context: click.Context,
    /,
    query: tuple[str, ...],
    as_json: bool,
    everything: bool,
    **wanted: bool,
) -> None:
    """List what waits and fits, decide about it, or open the app with it."""
    words = " ".join(query)
    verb = _verb(words, **wanted)
    if verb == "in_app":
        from tui.commands.review import open_app

        context.exit(open_app(context.obj, inbox=words))
    start: Start = context.obj
    collection = collection_of(start)
    moment = moment_of(collection)
    with open_to_write(collection) as store:
        cards = [] if verb == "undo" else find(store, read_query(words), moment)
        if verb == "undo":
            cards = _undo(collection, store, moment)
        elif verb:
            _decide(collection, store, cards, verb, moment, words)
    if as_json:
        show_json(_document(cards, moment, verb))
    elif verb:
        _tell_decided(cards, _PAST[verb])
    else:
        _list(cards, len(cards) if everything else PAGE, words)


def _verb(words: str, **wanted: bool) -> str | None:
    """Which of the options was given that are more than a list. Raises UsageError for two."""
    given = [name for name, is_given in wanted.items() if is_given]
    if len(given) > 1:
        raise click.UsageError(say("inbox-command.one_of"))
    if given in (["accept"], ["reject"]) and not words.strip():
        raise click.UsageError(say("inbox-command.no_query", verb=given[0]))
    if given == ["undo"] and words.strip():
        raise click.UsageError(say("inbox-command.undo_alone"))
    return given[0] if given else None


def _decide(
    collection: Collection,
    store: Store,
    cards: Sequence[Card],
    verb: str,
    moment: Moment,
    words: str,
) -> None:
    """Accept or reject. Raises InboxError if no card fits."""
    if not cards:
        raise InboxError(say("inbox-command.none_fits", query=words))
    what = What.ACCEPTED if verb == "accept" else What.REJECTED
    ids = [card.id for card in cards]
    with store.transaction():  # of which the presets in force are a part
        decide_and_keep(store, ids, what, collection.presets(store), moment.now.ms)


def _undo(collection: Collection, store: Store, moment: Moment) -> list[Card]:
    """Take back what was decided here last. Raises InboxError if there is nothing."""
    with store.transaction():
        cards = take_back(store, collection.presets(store), moment.now.ms)
    if not cards:
        raise InboxError(say("inbox-command.nothing_to_undo"))
    return cards


_PAST = {"accept": "accepted", "reject": "rejected", "undo": "undone"}


def _tell_decided(cards: Sequence[Card], done: str) -> None:
    for card in cards:
        show(say(f"inbox-command.{done}", front=one_line(plain(card.front))))
    show(say(f"inbox-command.{done}_sum", count=len(cards)))


def _document(cards: Sequence[Card], moment: Moment, verb: str | None) -> dict[str, object]:
    """The cards as they waited, and what was done to them, if anything."""
    return {
        "version": 1,
        "waiting": 0 if verb in ("accept", "reject") else len(cards),
        "reasons": _reasons(cards),
        "decision": verb,
        "cards": [card_json(card, moment) for card in cards],
    }


def _list(cards: Sequence[Card], most: int, words: str) -> None:
    if not cards:
        show(say("inbox-command.none_found" if words else "inbox-command.none"))
        return
    for line in _lines(cards, most):
        show(line)
    tell(say("inbox-command.hint"))


def _lines(cards: Sequence[Card], most: int) -> Iterator[str]:
    counts = Counter(card.paper.id for card in cards)
    reasons = ", ".join(f"{count} {code}" for code, count in _reasons(cards).items())
    yield say("inbox-command.sum", count=len(cards), papers=len(counts), reasons=reasons)
    for paper, group in groupby(cards[:most], key=lambda card: card.paper.id):
        own = list(group)
        yield ""
        yield paper_line(own[0], counts[paper])
        for card in own:
            yield from question_lines(card)
            yield from warning_lines(card)
            place = place_text(card)
            yield say("inbox-command.card", id=card.id, recipe=card.recipe, place=place)
    if most < len(cards):
        yield ""
        yield say("inbox-command.more", count=len(cards) - most)


def _reasons(cards: Sequence[Card]) -> dict[str, int]:
    """How many cards wait for each reason, the first of a card, most first."""
    return dict(Counter(w.code for card in cards for w in card.warnings[:1]).most_common())
