"""How much is left, for how long, and when the next thing comes."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_running import NOTE

from decks.build import build
from decks.collection import Collection, open_collection
from decks.days import Instant, Moment
from decks.due import due_by_deck, due_today, is_ready, next_ms
from decks.queue import Limits
from decks.reviews import Rating
from decks.session import Session
from decks.store.connection import Store

NOON = Instant(1_736_164_800_000, 480)
"""2025-01-06 12:00 UTC, 20:00 on the learner's clock."""
HOUR_MS = 3_600_000
OTHER_NOTE = """# Reading

## Beta: Routing Tokens

Key points:
- Beta uses **sparse routing** to send each token to two experts
- Training takes 9 days on 64 GPUs
"""
LIMITS = Limits(20, 200)


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    """A folder with two notes."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "log.md").write_text(NOTE, "utf-8")
    (tmp_path / "b.md").write_text(OTHER_NOTE, "utf-8")
    return open_collection(tmp_path)


@pytest.fixture
def store(collection: Collection) -> Store:
    """Its database, built."""
    opened = collection.open_store()
    build(collection, opened)
    return opened


def at(instant: Instant) -> Moment:
    return Moment(instant, 4)


def answer(collection: Collection, store: Store, instant: Instant, rating: Rating) -> None:
    session = Session(store, collection.presets(store), LIMITS, lambda: instant, day_starts_at=4)
    assert session.card
    session.grade(rating)


def test_a_new_collection(store: Store) -> None:
    """New cards count as three answers of ten seconds, and tomorrow there may be more."""
    found = due_today(store, at(NOON).day, LIMITS)[0]
    assert found.counts.new > 0
    assert (found.counts.learning, found.counts.review, found.overdue) == (0, 0, 0)
    assert found.minutes == -(-found.counts.new * 30 // 60)
    assert is_ready(store, at(NOON), LIMITS)
    store.close()


def test_every_deck_with_those_above(store: Store) -> None:
    """Decks come in the order of the tree, each counting its sub-decks in."""
    found = {load.name: load.counts.new for load in due_by_deck(store, at(NOON).day, LIMITS)}
    assert list(found) == ["a", "a::log", "b"]
    assert found["a"] == found["a::log"] > 0
    store.close()


def test_the_next_thing_is_a_learning_card(collection: Collection, store: Store) -> None:
    """A card in its steps comes back at its own instant."""
    answer(collection, store, NOON, Rating.AGAIN)
    none_new = Limits(0, 200)
    assert due_today(store, at(NOON).day, none_new)[0].counts.learning == 1
    assert next_ms(store, at(NOON), none_new) == NOON.ms + 60_000
    assert is_ready(store, at(NOON), none_new)  # with nothing else to do it is shown a little early
    store.close()


def test_the_next_thing_is_another_day(collection: Collection, store: Store) -> None:
    """Where today is done, the next thing comes when the next logical day with cards begins."""
    one_new = Limits(1, 200)
    midnight = NOON.ms - NOON.ms % (24 * HOUR_MS) + 16 * HOUR_MS
    assert next_ms(store, at(NOON), one_new) == midnight + 4 * HOUR_MS
    answer(collection, store, NOON, Rating.EASY)
    assert due_today(store, at(NOON).day, one_new)[0].counts.total == 0
    assert not is_ready(store, at(NOON), one_new)
    assert next_ms(store, at(NOON), one_new) == midnight + 4 * HOUR_MS
    store.close()


def test_nothing_ever_comes(store: Store) -> None:
    """Without new cards and without history nothing is scheduled."""
    none_new = Limits(0, 200)
    found = due_today(store, at(NOON).day, none_new)[0]
    assert (found.counts.total, found.minutes) == (0, 0)
    assert not is_ready(store, at(NOON), none_new)
    assert next_ms(store, at(NOON), none_new) is None
    store.close()
