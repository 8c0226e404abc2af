"""Papers as lines of a table and as JSON, for the commands that are about papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from decks.collection import Collection
from decks.days import Moment
from decks.homes import decks_of_papers
from decks.paper_list import ListedPaper, listed
from decks.store.cards import all_cards, papers_in_notes
from decks.store.connection import Store
from tui.output import beginning, fitted
from tui.printable import one_line
from tui.wording import say

LONGEST_NAME = 44
"""Cells of a paper's name, so that a row fits into 80."""


def load_papers(collection: Collection, store: Store, moment: Moment) -> list[ListedPaper]:
    """The papers of the notes, by title."""
    with store.snapshot():
        decks = decks_of_papers(collection, store)
        return listed(papers_in_notes(store), decks, all_cards(store), moment)


def name_of(one: ListedPaper) -> str:
    """What a paper is called in a list; a note that holds cards of no paper goes by its title."""
    return one_line(one.paper.name or one.paper.title)


def paper_lines(papers: Sequence[ListedPaper], cells: int | None) -> list[str]:
    """A table of papers with its heading, in ``cells`` columns."""
    head = [say(f"papers.{column}") for column in ("paper", "standing", "cards", "seen", "due")]
    rows = [
        [
            beginning(name_of(one), LONGEST_NAME), say(f"papers.{one.paper.study.value}"),
            str(one.cards), str(one.seen), str(one.due),
        ]
        for one in papers
    ]  # fmt: skip
    return fitted([head], rows, cells, shorten=beginning)


def paper_json(one: ListedPaper) -> dict[str, Any]:
    """A paper as one element of the document of ``papers --json``. Keys are only ever added."""
    paper = one.paper
    return {
        "id": paper.id,
        "title": paper.title,
        "short": paper.short,
        "year": paper.year,
        "arxiv_id": paper.arxiv_id,
        "doi": paper.doi,
        "tags": list(paper.tags),
        "deck": one.deck,
        "standing": paper.study.value,
        "points": one.points,
        "cards": one.cards,
        "seen": one.seen,
        "due": one.due,
        "inbox": one.inbox,
    }
