"""Cards whose answer the notes have changed: marked, so that both versions are shown once."""

from __future__ import annotations

from collections.abc import Iterable

from decks.cards import Was
from decks.faces import from_json, to_json
from decks.ids import CardId, normalised
from decks.marks import Decisions, What
from decks.store.connection import Store
from decks.store.marks import add_mark, decisions_on
from decks.store.reviews import reviews_of
from decks.subject import Candidate


def mark_changed(store: Store, cards: Iterable[tuple[CardId, Candidate]], now_ms: int) -> None:
    """Mark cards that were made again with another answer; each comes as it was before.

    Of a card that nobody ever answered there is nothing to say. What was not shown yet stays:
    a card that changes twice between two answers was, to its owner, as it was first.
    """
    for card, before in cards:
        reviews = reviews_of(store, card)
        if not reviews:
            continue
        last = reviews[-1].id
        earlier = was(decisions_on(store, card), card, last)
        if earlier is None:
            seen = {"question": to_json(before.question), "answer": before.answer, "after": last}
            add_mark(store, card, What.CHANGED, seen, now_ms)
        elif normalised(earlier.answer) == _answer(store, card):
            add_mark(store, card, What.CHANGED, None, now_ms)


def was(decisions: Decisions, card: str, last_review: int | None) -> Was | None:
    """How a card read when it was answered last, if its answer is another since then."""
    value = decisions.get((card, What.CHANGED, ""))
    if not value or last_review is None or last_review > value["after"]:
        return None
    return Was(from_json(value["question"]), value["answer"])


def _answer(store: Store, card: CardId) -> str:
    return normalised(store.rows("SELECT answer FROM card WHERE id = ?", (card,))[0][0])
