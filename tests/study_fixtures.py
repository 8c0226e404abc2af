"""Plain cards in a real store, some of them siblings, and sittings over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from deck_fixtures import PRESETS, Learner, Sample, card_id, fill

from decks.faces import face
from decks.ids import CardId, PointId
from decks.queue import Limits, Queue
from decks.reviews import Rating, Schedule
from decks.session import Session
from decks.store.births import relink_card
from decks.store.cards import card as load_card
from decks.store.connection import Row, Store, open_store
from decks.store.queue import load_queue
from decks.store.standing import renew, renew_all

LIMITS = Limits(20, 200)


def learner_with(folder: Path, count: int, *, deck: str = "A", siblings: int = 1) -> Learner:
    """Somebody with ``count`` new cards of one deck, each ``siblings`` in a row of one point."""
    return learner_of(folder, [deck] * count, siblings=siblings)


def learner_of(folder: Path, decks: Sequence[str], *, siblings: int = 1) -> Learner:
    """Somebody with one new card for each of these deck names, in this order."""
    samples = [
        Sample(face(f"Question {number}"), f"Answer {number}", deck=deck)
        for number, deck in enumerate(decks)
    ]
    store = fill(folder, samples)
    groups = (range(first, first + siblings) for first in range(0, len(decks), siblings))
    with store.transaction():
        for first, *others in groups:
            join(store, first, others)
    return Learner(store)


def join(store: Store, first: int, others: Iterable[int]) -> None:
    """Give cards to the point of another, whose siblings they are from then on."""
    kept = load_card(store, card_id(first))
    assert kept is not None
    for number in others:
        if number < len(store.rows("SELECT 1 FROM card")):
            relink_card(store, card_id(number), PointId(kept.point))
            renew(store, card_id(number), PRESETS)


def sitting(learner: Learner, deck: str | None = None, limits: Limits = LIMITS) -> Session:
    return Session(
        learner.store,
        PRESETS,
        limits,
        learner.clock,
        day_starts_at=learner.day_starts_at,
        deck=deck,
    )


def other_session(learner: Learner) -> Session:
    """Another process: its own connection to the same file, and an app's patience."""
    store = open_store(learner.store.path, now_ms=learner.ms)
    store.wait_at_most(0)
    return Session(store, PRESETS, LIMITS, learner.clock, day_starts_at=4)


def today(learner: Learner, deck: str | None = None, limits: Limits = LIMITS) -> Queue:
    """The queue as a session would load it now."""
    return load_queue(learner.store, sitting(learner).today(), limits, deck)


def answer(learner: Learner, session: Session, rating: Rating, seconds: int = 7) -> CardId:
    """Grade the shown card after some seconds, and say which it was."""
    card = session.card
    assert card is not None
    learner.ms += seconds * 1000
    session.reveal()
    session.grade(rating)
    return card.id


def number_of(card: CardId, count: int = 100) -> int:
    """The number of the sample that a card was made from."""
    return next(number for number in range(count) if card_id(number) == card)


def standing(store: Store) -> list[Row]:
    """All that the queue and the counts read."""
    return store.rows("SELECT * FROM standing ORDER BY card")


def renewed(store: Store) -> list[Row]:
    """The standing as made from nothing but reviews and marks."""
    decks = dict(
        store.rows(
            "SELECT point.paper, deck FROM standing JOIN card ON card.id = standing.card"
            " JOIN point ON point.id = card.point"
        )
    )
    store.run("DELETE FROM standing")
    renew_all(store, decks, PRESETS)
    return standing(store)


def schedule_of(store: Store, number: int) -> Schedule:
    """The schedule of the card of that sample."""
    card = load_card(store, card_id(number))
    assert card is not None
    return card.schedule
