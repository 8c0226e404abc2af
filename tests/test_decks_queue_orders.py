"""Which reviews come first, what a deck may bring, and the way out of a backlog."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from deck_fixtures import PRESETS, Learner, card_id
from study_fixtures import answer, learner_of, learner_with, number_of, sitting, today

from decks.backlog import backlog
from decks.due import due_by_deck
from decks.ids import CardId
from decks.queue import Counts, Limits, ReviewOrder
from decks.reviews import Rating
from decks.store.queue import load_queue

DECKS = ["A", "A::b", "A::b::c", "B", "综述"]


def in_review(learner: Learner, seed: int, count: int) -> None:
    """Put the cards into review as chance has it, all due within ten days around today."""
    chance, day = random.Random(seed), sitting(learner).today()
    for number in range(count):
        stability, last = chance.choice([1.0, 5.0, 30.0, 400.0]), chance.randint(1, 300)
        learner.store.run(
            "UPDATE standing SET phase = 'review', due_day = ?, last_day = ?, first_day = 0,"
            " stability = ?, difficulty = 5 WHERE card = ?",
            (day + chance.randint(-9, 1), day - last, stability, card_id(number)),
        )


def shown(learner: Learner, order: ReviewOrder, most: int = 999) -> tuple[CardId, ...]:
    return today(learner, limits=Limits(0, most, order=order)).reviews


def test_the_most_forgotten_come_first(tmp_path: Path) -> None:
    """In the order of recall as the forgetting curve gives it, least first."""
    learner = learner_with(tmp_path, 40)
    in_review(learner, 1, 40)
    recall = {
        CardId(card): (1 + (0.9 ** (-1 / 0.1542) - 1) * wait / stability) ** -0.1542
        for card, wait, stability in learner.store.rows(
            "SELECT card, ? - last_day, stability FROM standing", (sitting(learner).today(),)
        )
    }
    found = shown(learner, ReviewOrder.FORGOTTEN)
    assert [recall[card] for card in found] == sorted(recall[card] for card in found)
    assert shown(learner, ReviewOrder.FORGOTTEN, 7) == found[:7]


def test_paper_by_paper(tmp_path: Path) -> None:
    """Each paper's cards stand together, the paper with the longest due card first."""
    learner = learner_with(tmp_path, 40)
    in_review(learner, 2, 40)
    learner.store.run("UPDATE paper SET merged_into = NULL")
    papers = [paper for (paper,) in learner.store.rows("SELECT id FROM paper ORDER BY id")]
    for number, paper in enumerate(papers):
        learner.store.run(
            "UPDATE paper SET merged_into = ? WHERE id = ?",
            (None if number < 5 else papers[number % 5], paper),
        )
    rows = {
        CardId(card): (paper, due)
        for card, paper, due in learner.store.rows(
            "SELECT card.id, coalesce(paper.merged_into, paper.id), due_day FROM card"
            " JOIN standing ON standing.card = card.id JOIN point ON point.id = card.point"
            " JOIN paper ON paper.id = point.paper"
        )
    }
    found = [rows[card] for card in shown(learner, ReviewOrder.PAPER)]
    turns = [paper for n, (paper, _) in enumerate(found) if n == 0 or found[n - 1][0] != paper]
    assert sorted(turns) == sorted(set(turns))
    firsts = [min(due for paper, due in found if paper == turn) for turn in turns]
    assert firsts == sorted(firsts)


def test_a_random_order_is_kept_for_the_day(tmp_path: Path) -> None:
    """The same all day, also in another process; another one tomorrow, of the same cards."""
    learner = learner_with(tmp_path, 40)
    in_review(learner, 3, 40)
    learner.store.run("UPDATE standing SET due_day = due_day - 2")
    first = shown(learner, ReviewOrder.RANDOM)
    assert shown(learner, ReviewOrder.RANDOM) == first
    assert first != shown(learner, ReviewOrder.DUE)
    learner.go_to(1, 9)
    second = shown(learner, ReviewOrder.RANDOM)
    assert (second != first, set(second)) == (True, set(first))


DECK_LIMITS = {
    "a sub-deck": {"A::b": (2, 3)},
    "a deck with its sub-decks": {"A": (3, 4)},
    "both": {"A": (5, 5), "A::b": (1, 2), "综述": (None, 0)},
    "new cards alone": {"A": (1, None), "B": (0, None)},
    "none of that name": {"C": (0, 0)},
}


@pytest.mark.parametrize("decks", DECK_LIMITS.values(), ids=DECK_LIMITS)
@pytest.mark.parametrize("order", [ReviewOrder.DUE, ReviewOrder.FORGOTTEN])
def test_a_deck_brings_no_more_than_its_limit(
    tmp_path: Path, decks: dict[str, tuple[int | None, int | None]], order: ReviewOrder
) -> None:
    """Neither in its own queue nor in that of all, and the list of decks says the same."""
    learner = learner_of(tmp_path, [DECKS[n % len(DECKS)] for n in range(80)])
    in_review(learner, 4, 40)
    limits = Limits(20, 30, decks, order)
    day = sitting(learner).today()
    deck_of = dict(learner.store.rows("SELECT card, deck FROM standing"))
    queue = load_queue(learner.store, day, limits)
    for name, most in decks.items():
        for cards, limit in zip((queue.new, queue.reviews), most, strict=True):
            inside = [card for card in cards if f"{deck_of[card]}::".startswith(f"{name}::")]
            assert limit is None or len(inside) <= limit
    for deck in due_by_deck(learner.store, day, limits):
        own = load_queue(learner.store, day, limits, deck.name)
        assert (deck.counts, deck.overdue) == (own.counts, own.overdue)


def test_what_was_answered_counts_towards_a_decks_limit(tmp_path: Path) -> None:
    """Two of three new cards of a deck are left after the first, in whatever queue it came."""
    learner = learner_of(tmp_path, ["A"] * 9 + ["B"] * 9)
    limits = Limits(10, 99, {"A": (3, None)})
    session = sitting(learner, limits=limits)
    assert session.counts() == Counts(10, 0, 0)
    answer(learner, session, Rating.EASY)
    assert today(learner, "A", limits).counts.new == 2
    assert today(learner, None, limits).counts.new == 9
    assert today(learner, "B", limits).counts.new == 9


def test_a_backlog_is_worked_off_most_forgotten_first(tmp_path: Path) -> None:
    """With more due than the cap a day brings so many, and stays so as they are answered."""
    learner = learner_with(tmp_path, 20)
    for day in range(4):
        learner.go_to(day, 9)
        for _ in range(5):
            answer(learner, sitting(learner, limits=Limits(99, 0)), Rating.EASY)
    learner.go_to(60, 9)
    worst = shown(learner, ReviewOrder.FORGOTTEN)
    limits = Limits(0, 999, backlog_per_day=6)
    assert today(learner, limits=limits).reviews == worst[:6]
    session = sitting(learner, limits=limits)
    for done in range(6):
        assert session.counts().review == 6 - done
        assert number_of(answer(learner, session, Rating.EASY)) == number_of(worst[done])
    assert session.card is None


def test_no_backlog_leaves_the_day_as_it_is(tmp_path: Path) -> None:
    """With as many due as the cap or fewer, all come in the order that is set."""
    learner = learner_with(tmp_path, 12)
    in_review(learner, 6, 12)
    due = shown(learner, ReviewOrder.DUE)
    assert today(learner, limits=Limits(0, 999, backlog_per_day=len(due))).reviews == due
    assert len(today(learner, limits=Limits(0, 999, backlog_per_day=len(due) - 1)).reviews) == (
        len(due) - 1
    )


def test_a_backlog_says_how_long_it_takes(tmp_path: Path) -> None:
    """Forty due at six a day take a week at least; nothing is said without a backlog."""
    learner = learner_with(tmp_path, 40)
    in_review(learner, 5, 40)
    learner.store.run("UPDATE standing SET due_day = due_day - 1, stability = 100")
    day = sitting(learner).today()
    found = backlog(learner.store, PRESETS, Limits(0, 999, backlog_per_day=6), day)
    assert found is not None
    assert (found.reviews, found.per_day) == (40, 6)
    assert found.days is not None
    assert 6 <= found.days <= 12
    faster = backlog(learner.store, PRESETS, Limits(0, 999, backlog_per_day=20), day)
    assert faster is not None
    assert (faster.days or 0) < found.days
    assert backlog(learner.store, PRESETS, Limits(0, 999, backlog_per_day=40), day) is None
    assert backlog(learner.store, PRESETS, Limits(0, 999), day) is None
