"""Cards whose answer the notes have changed: marked, so that both versions are shown once."""

from __future__ import annotations

from collections.abc import Iterable

from decks.cards import Card, Was
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


def put_off(store: Store, card: Card, review: int, now_ms: int) -> tuple[object, object] | None:
    """Show both versions the next time, if a build changed ``card`` after it was read.

    ``review`` is the row of the answer to it as it was. The result is what was marked before,
    and now; None where there is nothing to tell.
    """
    marked = "SELECT 1 FROM mark WHERE target = ? AND what = ? LIMIT 1"
    if not store.rows(marked, (card.id, What.CHANGED.value)):
        return None
    decisions = decisions_on(store, card.id)
    now = was(decisions, card.id, card.schedule.last_review)
    if now is None or now == card.was:
        return None
    before = decisions[card.id, What.CHANGED, ""]
    after = {**before, "after": review}
    add_mark(store, card.id, What.CHANGED, after, now_ms)
    return before, after


def was(decisions: Decisions, card: str, last_review: int | None) -> Was | None:
    """How a card read when it was answered last, if its answer is another since then."""
    value = decisions.get((card, What.CHANGED, ""))
    if not value or last_review is None or last_review > value["after"]:
        return None
    return Was(from_json(value["question"]), value["answer"])


def _answer(store: Store, card: CardId) -> str:
    return normalised(store.rows("SELECT answer FROM card WHERE id = ?", (card,))[0][0])
