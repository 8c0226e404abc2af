"""``paperdeck check``: the cards that break a rule, why, and how to mend them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import click

from decks.cards import Acceptance, Card
from decks.faces import plain
from decks.judging import Judged, judge_all, rarity_of
from decks.quality import mend, reason, worded
from decks.search import read_query, search
from decks.store.cards import all_cards
from decks.store.points import known_points
from tui.card_json import card_json
from tui.card_lines import by_paper, paper_line, place_text, question_lines
from tui.opening import Start, collection_of, moment_of, open_built
from tui.output import json_option, show, show_json
from tui.printable import one_line
from tui.wording import say

_ORDER = (Acceptance.ACCEPTED, Acceptance.INBOX, Acceptance.REJECTED)


@click.command("check", help=say("check.help"))
@click.argument("query", metavar="[QUERY]", nargs=-1)
@json_option
@click.pass_obj
def command(start: Start, query: tuple[str, ...], as_json: bool) -> None:
    """Judge the cards that fit, or all that are asked."""
    parts = read_query(" ".join(query))
    collection = collection_of(start)
    moment = moment_of(collection)
    with open_built(collection) as store, store.snapshot():
        present = [card for card in all_cards(store) if card.present]
        rarity = rarity_of(known_points(store, {}))
    asked = [card for card in present if card.acceptance is Acceptance.ACCEPTED]
    fitting = search(present, parts, moment) if parts else asked
    chosen = sorted(fitting, key=lambda card: _ORDER.index(card.acceptance))
    found = judge_all(chosen, rarity, asked)
    if as_json:
        cards = [card_json(one.card, moment) | _fault_json(one) for one in found]
        show_json({"version": 1, "checked": len(chosen), "cards": cards})
        return
    waiting = sum(card.acceptance is Acceptance.INBOX for card in present)
    for line in _lines(found, len(chosen), 0 if parts else waiting):
        show(line)


def _fault_json(judged: Judged) -> dict[str, Any]:
    """What is wrong with a card now, beside what a build said when it made it."""
    place = judged.card.places[0] if judged.card.places else None
    return {
        "place": f"{place.path}:{place.line}" if place else None,
        "faults": [
            {"code": w.code, "detail": w.detail, "reason": reason(w), "mend": mend(w)}
            for w in judged.warnings
        ],
        "split": [{"front": plain(one.question), "answer": one.answer} for one in judged.split],
    }


def _lines(found: Sequence[Judged], checked: int, waiting: int) -> Iterator[str]:
    judged = {one.card.id: one for one in found}
    for standing in _ORDER:
        cards = [one.card for one in found if one.card.acceptance is standing]
        if cards:
            yield say(f"check.{standing.value}", count=len(cards))
            yield ""
        for _, group in groupby(by_paper(cards), key=lambda card: card.paper.id):
            own = list(group)
            yield paper_line(own[0], len(own))
            for card in own:
                yield from _card_lines(card, judged[card.id])
            yield ""
    yield say("check.sum" if found else "check.none", count=len(found), checked=checked)
    if waiting:
        yield say("check.waiting", count=waiting)


def _card_lines(card: Card, judged: Judged) -> Iterator[str]:
    yield from question_lines(card)
    for warning in judged.warnings:
        text = one_line(worded(warning))
        yield say("check.fault", place=place_text(card), code=warning.code, text=text)
    if judged.split:
        yield say("check.split", count=len(judged.split))
    for one in judged.split:
        front, answer = one_line(plain(one.question)), one_line(plain(one.question, reveal=True))
        yield say("check.part", front=front, answer=one_line(one.answer or answer))
