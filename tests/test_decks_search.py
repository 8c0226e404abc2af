"""Words and filters of a query, over cards as the store gives them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from decks.cards import Acceptance, Card, Paper, Study
from decks.days import Instant, Moment
from decks.faces import blank, face
from decks.ids import CardId, PaperId, PointId
from decks.memory import Memory
from decks.reviews import Phase, Schedule
from decks.search import QueryError, read_query, search
from decks.status import Status, is_due, status_of
from decks.subject import CardWarning, Recipe
from notes.model import Kind

DAY = 20_000
NOW = Instant(1_728_000_000_000)
MOMENT = Moment(NOW, 0)
KNOWN = Memory(10.0, 5.0)

PAPER = Paper(PaperId("p"), "SAM 2: Segment Anything in Images", "SAM 2", 2024, tags=("视觉",))
CARD = Card(
    id=CardId("c0ffee"),
    point=PointId("t"),
    recipe=Recipe.TERM_CLOZE,
    place=0,
    question=face("采用 ", blank("Memory Attention"), " 关联各帧"),
    answer="Memory Attention",
    warnings=(CardWarning("too-long", "采用"),),
    rank=1.0,
    position=0,
    anki_note_id=1,
    anki_card_id=1,
    created_ms=0,
    paper=PAPER,
    kind=Kind.KEY_POINTS,
    point_text="采用 Memory Attention 关联各帧",
    places=(),
    present=True,
    deck="视频::分割",
    acceptance=Acceptance.ACCEPTED,
    suspended=False,
    buried_until=None,
    flag=0,
    schedule=Schedule(),
    tags=("重要",),
)

FOUND = {
    "nothing asked": ("", True),
    "word of the title": ("segment", True),
    "Chinese word of the front": ("关联", True),
    "answer": ("attention", True),
    "full-width letters": ("ｓａｍ　２", True),
    "tag of the card": ("重要", True),
    "tag of the paper": ("视觉", True),
    "deck as a word": ("分割", True),
    "all words have to match": ("segment cooking", False),
    "words in any order": ("images segment 关联", True),
    "the blank hides nothing from search": ("采用 memory", True),
    "deck": ("deck:视频::分割", True),
    "deck above": ("deck:视频", True),
    "deck with a slash": ("deck:视频/分割", True),
    "beginning of a deck": ("deck:视", True),
    "beginning of a sub-deck": ("deck:视频/分", True),
    "end of a deck": ("deck:分割", False),
    "more than the deck": ("deck:视频::分割::x", False),
    "paper by title": ('paper:"segment anything"', True),
    "paper by short name": ('PAPER:"sam 2"', True),
    "paper not by its answer": ("paper:attention", False),
    "phrase in quotes": ('"anything in images"', True),
    "phrase in another order": ('"images in anything"', False),
    "recipe": ("recipe:term-cloze", True),
    "another recipe": ("recipe:number-cloze", False),
    "state": ("is:new", True),
    "acceptance": ("is:accepted", True),
    "another state": ("is:suspended", False),
    "no leech": ("is:leech", False),
    "no flag": ("is:flagged", False),
    "warning": ("warning:too-long", True),
    "another warning": ("warning:fragment", False),
    "id": ("c0ffee", True),
    "part of an id": ("c0ffe", False),
    "a word with a colon is a word": ("arxiv:2408", False),
}


@pytest.mark.parametrize(("query", "found"), FOUND.values(), ids=FOUND)
def test_a_query_finds_what_all_its_parts_fit(query: str, found: bool) -> None:
    """Case and width do not matter, and every part has to fit."""
    assert bool(search([CARD], read_query(query), MOMENT)) == found


@pytest.mark.parametrize(
    ("query", "near"),
    [("is:suspend", "suspended"), ("recipe:cloze", "cloze"), ("warning:to-long", "too-long")],
)
def test_an_unknown_state_or_recipe_is_told(query: str, near: str) -> None:
    """What cannot be found is an error with the nearest that can, and not an empty list."""
    with pytest.raises(QueryError, match=near):
        read_query(query)


REVIEW = Schedule(Phase.REVIEW, 0, KNOWN, 3, 0, 864_000, due_day=DAY)
LEARNING = Schedule(Phase.LEARNING, 0, KNOWN, 1, 0, 60, due_day=DAY, due_ms=NOW.ms)

STANDINGS = {
    "new": (CARD, Status.NEW, False),
    "in review, due today": (replace(CARD, schedule=REVIEW), Status.REVIEW, True),
    "in review, due tomorrow": (
        replace(CARD, schedule=replace(REVIEW, due_day=DAY + 1)),
        Status.REVIEW,
        False,
    ),
    "in learning, due now": (replace(CARD, schedule=LEARNING), Status.LEARNING, True),
    "in learning, due later": (
        replace(CARD, schedule=replace(LEARNING, due_ms=NOW.ms + 1)),
        Status.LEARNING,
        False,
    ),
    "relearning": (
        replace(CARD, schedule=replace(LEARNING, phase=Phase.RELEARNING)),
        Status.RELEARNING,
        True,
    ),
    "suspended": (replace(CARD, schedule=REVIEW, suspended=True), Status.SUSPENDED, False),
    "buried": (replace(CARD, schedule=REVIEW, buried_until=DAY + 1), Status.BURIED, False),
    "buried until today": (replace(CARD, schedule=REVIEW, buried_until=DAY), Status.REVIEW, True),
    "orphan": (replace(CARD, schedule=REVIEW, present=False), Status.ORPHAN, False),
    "inbox": (replace(CARD, acceptance=Acceptance.INBOX), Status.INBOX, False),
    "rejected wins over all": (
        replace(CARD, acceptance=Acceptance.REJECTED, suspended=True, present=False),
        Status.REJECTED,
        False,
    ),
    "its paper put aside": (
        replace(CARD, schedule=REVIEW, paper=replace(PAPER, study=Study.ASIDE)),
        Status.ASIDE,
        False,
    ),
}


@pytest.mark.parametrize(("card", "status", "due"), STANDINGS.values(), ids=STANDINGS)
def test_a_card_has_one_status(card: Card, status: Status, due: bool) -> None:
    """The status is derived, the strongest reason first; only what can be asked is due."""
    assert status_of(card, DAY) is status
    assert is_due(card, MOMENT) is due
    assert search([card], read_query(f"is:{status}"), MOMENT) == [card]
    assert bool(search([card], read_query("is:due"), MOMENT)) == due


@pytest.mark.parametrize("word", ["leech", "flagged", "suspended"])
def test_marks_are_found_whatever_the_status(word: str) -> None:
    """A leech that is suspended is found as either."""
    marked = replace(CARD, leech=True, suspended=True, flag=3)
    assert search([marked, CARD], read_query(f"is:{word}"), MOMENT) == [marked]
