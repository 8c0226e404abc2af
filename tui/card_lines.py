"""A card as lines of plain text, as the commands that list cards print it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from decks.cards import Card
from decks.faces import hinted, plain
from decks.quality import worded
from tui.printable import one_line
from tui.wording import say


def paper_line(card: Card, count: int) -> str:
    """The paper's name above its cards, and how many they are."""
    return say("cards.paper", name=one_line(card.paper.name or card.paper.title), count=count)


def question_lines(card: Card) -> Iterator[str]:
    """What is asked, and the answer."""
    yield say("cards.front", front=one_line(hinted(card.question)))
    yield say("cards.answer", answer=one_line(plain(card.back, reveal=True)))


def warning_lines(card: Card) -> Iterator[str]:
    """What is wrong with a card, a line for each reason with its mend."""
    for warning in card.warnings:
        yield say("cards.warning", warning=one_line(worded(warning)))


def place_text(card: Card) -> str:
    """The note and line that a card comes from; of a card without a place its deck."""
    if not card.places:
        return card.deck
    return one_line(f"{card.places[0].path}:{card.places[0].line}")


def by_paper(cards: Iterable[Card]) -> list[Card]:
    """Cards of a paper together, papers in the order of their first card."""
    first: dict[str, int] = {}
    for card in cards:
        first.setdefault(card.paper.id, len(first))
    return sorted(cards, key=lambda card: first[card.paper.id])
