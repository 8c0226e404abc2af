"""What is due, deck by deck."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from app_fixtures import FakeClock, Sample, make_collection
from deck_fixtures import card_id

from decks.days import logical_day
from decks.deck_names import parents
from decks.due import coming, deck_names, due_by_deck, due_today, minutes_for
from decks.queue import Counts, Limits, ReviewOrder
from decks.store.connection import Store
from decks.store.queue import load_queue

DECKS = ["a", "a::b", "a::b::c", "综述", "综述::视频", "ab", "z::y"]
TODAY = logical_day(FakeClock()(), 4)


def shuffled(store: Store, count: int, seed: int) -> None:
    """Put cards into every phase, some buried, some with a sibling, as chance has it."""
    chance = random.Random(seed)
    for number in range(count):
        phase = chance.choice(["new", "learning", "review", "review", "relearning"])
        due = None if phase == "new" else TODAY + chance.randint(-3, 2)
        buried = chance.choice([None, None, None, TODAY, TODAY + 1])
        first = None if phase == "new" else chance.choice([TODAY, TODAY - 9])
        last = first and chance.choice([TODAY, TODAY - 4])
        store.run(
            "UPDATE standing SET phase = ?, due_day = ?, due_ms = ?, buried_until = ?,"
            " first_day = ?, last_day = ?, point = ? WHERE card = ?",
            (phase, due, FakeClock().ms, buried, first, last, f"p{number // 2}", card_id(number)),
        )


@pytest.mark.parametrize(
    "limits",
    [
        Limits(20, 200),
        Limits(3, 5),
        Limits(0, 0),
        Limits(4, 9, {"a": (1, 3), "综述::视频": (None, 0)}),
        *(Limits(3, 5, order=order) for order in ReviewOrder),
        Limits(2, 9, backlog_per_day=4),
    ],
    ids=str,
)
@pytest.mark.parametrize("seed", range(4))
def test_a_deck_has_the_numbers_of_its_queue(tmp_path: Path, limits: Limits, seed: int) -> None:
    """One pass over all decks says what a queue for each of them says."""
    samples = [Sample(f"Q{n} [...]", "a", deck=DECKS[n // 2 % len(DECKS)]) for n in range(70)]
    with make_collection(tmp_path, samples).open_store() as store:
        shuffled(store, len(samples), seed)
        for deck in due_by_deck(store, TODAY, limits):
            queue = load_queue(store, TODAY, limits, deck.name)
            assert (deck.counts, deck.overdue) == (queue.counts, queue.overdue)
        total, whole = due_today(store, TODAY, limits)[0], load_queue(store, TODAY, limits)
        assert (total.counts, total.overdue) == (whole.counts, whole.overdue)
        assert total.minutes == minutes_for(store, whole.counts)


def test_decks_stand_below_the_one_they_belong_to(tmp_path: Path) -> None:
    """The order is that of the tree, and a deck without cards of its own is there."""
    samples = [Sample(f"Q{n} [...]", "a", deck=deck) for n, deck in enumerate(DECKS)]
    with make_collection(tmp_path, samples).open_store() as store:
        assert deck_names(store) == (
            "a", "a::b", "a::b::c", "ab", "z", "z::y", "综述", "综述::视频",
        )  # fmt: skip


def test_a_deck_knows_those_above_it() -> None:
    """The highest comes first, the deck itself last."""
    assert parents("a::b::c") == ["a", "a::b", "a::b::c"]


def test_the_next_day_with_something_is_found(tmp_path: Path) -> None:
    """Tomorrow if it brings a card, else the first day that does; none without cards."""
    limits = Limits(1, 10)
    with make_collection(tmp_path, [Sample("Q [...]", "a")]).open_store() as store:
        found = coming(store, TODAY, limits)
        assert found is not None
        assert (found.day, found.counts) == (TODAY + 1, Counts(1, 0, 0))
        store.run("UPDATE standing SET phase = 'review', due_day = ?", (TODAY + 9,))
        later = coming(store, TODAY, limits)
        assert later is not None
        assert (later.day, later.counts) == (TODAY + 9, Counts(0, 0, 1))
        assert coming(store, TODAY, limits, "no such deck") is None
        store.run("UPDATE standing SET in_play = 0")
        assert coming(store, TODAY, limits) is None


def test_minutes_are_rounded_up(tmp_path: Path) -> None:
    """Nothing takes no time, one card a minute."""
    with make_collection(tmp_path, []).open_store() as store:
        assert minutes_for(store, Counts(0, 0, 0)) == 0
        assert minutes_for(store, Counts(0, 1, 0)) == 1
