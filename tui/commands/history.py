"""``paperdeck history CARD``: what a card and its point have been, and its reviews."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from decks.cards import Card
from decks.faces import plain
from decks.history import History
from decks.reviews import Review, ReviewKind
from decks.search import read_query, search
from decks.store.cards import all_cards
from decks.store.history import history_of
from notes.errors import PaperdeckError
from tui.card_json import card_json
from tui.card_lines import paper_line, question_lines
from tui.due_text import instant_text
from tui.intervals import interval
from tui.opening import Start, collection_of, moment_of, open_built
from tui.output import json_option, show, show_json
from tui.printable import one_line
from tui.wording import say

MOST_NAMED = 20


class HistoryError(PaperdeckError):
    """It is not clear which card is meant."""


@click.command("history", help=say("history.help"))
@click.argument("wanted", metavar="CARD", nargs=-1, required=True)
@json_option
@click.pass_obj
def command(start: Start, wanted: tuple[str, ...], as_json: bool) -> None:
    """Print the history of one card."""
    words = " ".join(wanted)
    collection = collection_of(start)
    moment = moment_of(collection)
    with open_built(collection) as store, store.snapshot():
        card = _only(search(all_cards(store), read_query(words), moment), words)
        history = history_of(store, card)
    offset = moment.now.utc_offset_min
    if as_json:
        show_json({"version": 1, "card": card_json(card, moment), **_document(history, offset)})
        return
    for line in _lines(card, history, offset):
        show(line)


def _only(cards: Sequence[Card], words: str) -> Card:
    """The card that is meant. Raises HistoryError if none fits or several do."""
    if not cards:
        raise HistoryError(say("history.none", query=words))
    if len(cards) > 1:
        for card in cards[:MOST_NAMED]:
            show(say("history.one_of", id=card.id, front=one_line(plain(card.front))))
        raise HistoryError(say("history.several", query=words, count=len(cards)))
    return cards[0]


def _lines(card: Card, history: History, offset: int) -> Iterator[str]:
    yield paper_line(card, 1)
    yield from question_lines(card)
    yield say("history.point")
    for text in history.point:
        yield say("history.seen", at=instant_text(text.seen_ms, offset), source=one_line(text.path))
        yield say("history.text", text=one_line(text.text))
    yield say("history.card")
    for face in history.card:
        yield say("history.asked", at=instant_text(face.seen_ms, offset))
        yield say("history.text", text=one_line(plain(face.question)))
        yield say("history.answer", answer=one_line(face.answer))
    yield say("history.reviews" if history.reviews else "history.no_reviews")
    for review in history.reviews:
        yield _told(review, offset, taken_back=review.id in history.retracted)


def _told(review: Review, offset: int, *, taken_back: bool) -> str:
    rating = say(f"history.rating-{review.rating.value}") if review.rating else review.kind.value
    at = instant_text(review.id, offset)
    if taken_back:
        return say("history.taken_back", at=at, rating=rating)
    if review.kind is ReviewKind.CRAM:
        return say("history.practised", at=at, rating=rating)
    return say("history.review", at=at, rating=rating, after=interval(review.interval_s))


def _document(history: History, offset: int) -> dict[str, Any]:
    return {
        "point_versions": [
            {
                "text": each.text,
                "root": each.root,
                "file": each.path,
                "seen": instant_text(each.seen_ms, offset),
            }
            for each in history.point
        ],
        "card_versions": [
            {
                "front": plain(each.question),
                "answer": each.answer,
                "seen": instant_text(each.seen_ms, offset),
            }
            for each in history.card
        ],
        "reviews": [_review_json(each, history, offset) for each in history.reviews],
    }


def _review_json(review: Review, history: History, offset: int) -> dict[str, Any]:
    return {
        "id": review.id,
        "at": instant_text(review.id, offset),
        "device": review.device,
        "kind": review.kind.value,
        "rating": review.rating.value if review.rating else None,
        "interval_s": review.interval_s,
        "stability": review.stability,
        "difficulty": review.difficulty,
        "origin": review.origin,
        "retracted": review.id in history.retracted,
    }
