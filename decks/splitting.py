"""A card that asks for a list, as one card for each item: the item before is the cue.

Only proposed: nothing here changes a card.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from decks.cards import Card
from decks.faces import Face, Span, SpanKind, blank, face, plain
from decks.recipes.clauses import depths
from decks.recipes.statement import escaped
from decks.recipes.terms import size
from decks.subject import Candidate, Recipe

LEAST_ITEM = 4
"""Size, as ``terms.size`` counts it, of both items where only a word joins them."""
LONGEST_ITEM = 14
MORE = "…"

_MARKED = re.compile(r"\s*(?:[、；;]|\s\+\s|→|\s->\s)\s*")
_COMMAS = re.compile(r"\s*[，,]\s+(?:and\s+)?|，(?:以及|和)?")
_JOINED = re.compile(r"\s*(?:以及|和|与|及)\s*|,?\s+and\s+")


def split_of(card: Card) -> tuple[Candidate, ...]:
    """The cards that ask for the items of an answer one by one; none for a single thing."""
    if card.recipe in (Recipe.NUMBER_CLOZE, Recipe.WHICH_PAPER):
        return ()
    answer = plain(card.back, reveal=True).strip()
    items = _items(answer)
    return tuple(_ask(card, answer, items, number) for number in range(len(items)))


def _items(answer: str) -> list[tuple[int, int]]:
    """Where the items of a list stand in it; empty if it is none.

    Between commas and "and" stand clauses as well: only short parts are items there.
    """
    for sign, most in ((_MARKED, None), (_COMMAS, LONGEST_ITEM)):
        parts = list(_cut(answer, sign))
        if len(parts) > 1:
            head, (start, end) = parts[:-1], parts[-1]
            last = [(start + a, start + b) for a, b in _cut(answer[start:end], _JOINED)]
            items = [*head, *last] if len(last) == 2 else parts
            return items if most is None or max(_sizes(answer, items)) <= most else []
    parts = list(_cut(answer, _JOINED))
    sizes = _sizes(answer, parts)
    return (
        parts if len(parts) == 2 and LEAST_ITEM <= min(sizes) <= max(sizes) <= LONGEST_ITEM else []
    )


def _sizes(answer: str, items: list[tuple[int, int]]) -> list[int]:
    return [size(answer[start:end]) for start, end in items]


def _cut(text: str, sign: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The parts between separators that stand outside brackets and quotes, without empty ones."""
    level = depths(text)
    marks = [m.span() for m in sign.finditer(text) if not level[m.start()]]
    edges = [0, *(edge for mark in marks for edge in mark), len(text)]
    for number, (start, end) in enumerate(pairwise(edges)):
        if number % 2 == 0 and text[start:end].strip():
            yield start, end


def _ask(card: Card, answer: str, items: list[tuple[int, int]], number: int) -> Candidate:
    """The question for one item: the one before it is shown, the others are not."""
    start, end = items[number]
    before = items[number - 1][0] if number else 0
    cue = (MORE if number > 1 else "") + answer[before:start]
    after = MORE if number + 1 < len(items) else ""
    pieces = (Span(SpanKind.TEXT, cue), blank(answer[start:end]), Span(SpanKind.TEXT, after))
    place = card.place + start
    question = face(*_in_place(card.question, tuple(span for span in pieces if span.text)))
    return Candidate(Recipe.LIST_ITEM, question, escaped(answer[start:end]), place, card.rank)


def _in_place(question: Face, pieces: Face) -> Iterator[Span]:
    """The question with its first blank replaced, or with the pieces behind it."""
    at = next((i for i, span in enumerate(question) if span.kind is SpanKind.BLANK), None)
    if at is None:
        yield from (*question, Span(SpanKind.TEXT, " "), *pieces)
    else:
        yield from (*question[:at], *pieces, *question[at + 1 :])
