"""Practice over any cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from deck_fixtures import PRESETS, Learner, card_id
from study_fixtures import LIMITS, answer, learner_with, number_of, schedule_of, sitting

from decks.cram import Cram, crammable, remaining
from decks.days import Moment
from decks.forecast import scheduled
from decks.marks import What
from decks.paper_list import listed
from decks.reviews import Phase, Rating
from decks.store.aliases import add_aliases
from decks.store.cards import all_cards
from exports.choice import chosen

AGAIN, HARD, GOOD, EASY = Rating

LEFT: dict[str, tuple[list[tuple[int, Rating]], list[int]]] = {
    "nothing was asked": ([], [0, 1, 2]),
    "one is known": ([(0, HARD)], [1, 2]),
    "one was forgotten": ([(0, AGAIN)], [1, 2, 0]),
    "two were, one twice": ([(0, AGAIN), (1, AGAIN), (2, GOOD), (0, AGAIN)], [1, 0]),
    "forgotten, then known": ([(0, AGAIN), (1, GOOD), (2, EASY), (0, GOOD)], []),
}


@pytest.mark.parametrize(("answers", "left"), LEFT.values(), ids=LEFT)
def test_each_card_is_asked_until_it_is_known(
    answers: Sequence[tuple[int, Rating]], left: list[int]
) -> None:
    """Those forgotten come behind the others, longest ago first."""
    said = [(card_id(number), rating) for number, rating in answers]
    found = remaining([card_id(number) for number in range(3)], said)
    assert [number_of(card) for card in found] == left


def practice(learner: Learner, *, counts: bool) -> Cram:
    return Cram(
        learner.store, PRESETS, LIMITS, learner.clock, day_starts_at=4,
        cards=crammable(all_cards(learner.store)), counts=counts,
    )  # fmt: skip


def test_practice_leaves_the_schedule_alone(tmp_path: Path) -> None:
    """Neither standing nor what is due changes; the answers are in the log as practice."""
    learner = learner_with(tmp_path, 4)
    answer(learner, sitting(learner), EASY)
    learner.go_to(1, 9)
    before = [schedule_of(learner.store, number) for number in range(4)]
    counts = sitting(learner).counts()
    session = practice(learner, counts=False)
    shown = [number_of(answer(learner, session, rating)) for rating in (GOOD, AGAIN, EASY, HARD)]
    assert shown == [0, 1, 2, 3]
    assert number_of(answer(learner, session, GOOD)) == 1
    assert session.card is None
    after = [schedule_of(learner.store, number) for number in range(4)]
    assert [s.memory for s in after] == [s.memory for s in before]
    assert [(s.phase, s.due_day, s.reps) for s in after] == [
        (s.phase, s.due_day, s.reps) for s in before
    ]
    assert sitting(learner).counts() == counts
    assert learner.store.rows("SELECT count(*) FROM review WHERE kind = 'cram'") == [(5,)]


def test_practice_that_counts_is_a_review(tmp_path: Path) -> None:
    """An early answer moves memory and due date as any answer does."""
    learner = learner_with(tmp_path, 1)
    answer(learner, sitting(learner), EASY)
    before = schedule_of(learner.store, 0)
    learner.go_to(1, 9)
    session = practice(learner, counts=True)
    answer(learner, session, GOOD)
    after = schedule_of(learner.store, 0)
    assert (after.reps, after.phase) == (before.reps + 1, Phase.REVIEW)
    assert after.memory != before.memory
    assert session.card is None


def test_an_undone_answer_is_asked_again(tmp_path: Path) -> None:
    """Undo brings the card back, redo lets it go."""
    learner = learner_with(tmp_path, 2)
    session = practice(learner, counts=False)
    answer(learner, session, GOOD)
    session.undo()
    assert session.counts().review == 2
    assert session.card is not None
    assert number_of(session.card.id) == 0
    session.redo()
    assert session.counts().review == 1


def test_cards_that_rest_are_practised_too(tmp_path: Path) -> None:
    """Suspended and put-off cards are, rejected ones and orphans are not."""
    learner = learner_with(tmp_path, 4)
    learner.decide(0, What.SUSPENDED, True)
    learner.decide(1, What.BURIED_UNTIL, 10**6)
    learner.decide(2, What.REJECTED, True)
    session = practice(learner, counts=False)
    assert [number_of(card) for card in session.cards] == [0, 1, 3]
    assert session.card is not None
    assert session.reload() is not None
    assert number_of(session.card.id) == 0


@pytest.mark.parametrize("put_aside", [Cram.suspend, Cram.bury, Cram.reject])
def test_a_card_that_is_put_aside_is_not_asked_again(
    tmp_path: Path, put_aside: Callable[[Cram], None]
) -> None:
    """The next one is shown, until that is undone."""
    learner = learner_with(tmp_path, 2)
    session = practice(learner, counts=False)
    assert session.card is not None
    put_aside(session)
    assert number_of(session.card.id) == 1
    assert session.counts().review == 1
    session.undo()
    assert number_of(session.card.id) == 0


def test_an_orphan_that_is_kept_counts_wherever_cards_are_asked(tmp_path: Path) -> None:
    """It is practised, foreseen, listed with its paper and exported like any other."""
    learner = learner_with(tmp_path, 2)
    learner.store.run("UPDATE point SET absent_ms = 1")
    learner.decide(0, What.KEPT, True)
    learner.decide(1, What.KEPT, False)
    cards = all_cards(learner.store)
    assert [number_of(card) for card in crammable(cards)] == [0]
    assert len(scheduled(cards, PRESETS, 0)) == 1
    assert [number_of(card.id) for card in chosen(cards)] == [0]
    moment = Moment(learner.clock(), learner.day_starts_at)
    papers = [(card.paper, 1) for card in cards]
    assert [one.cards for one in listed(papers, {}, cards, moment)] == [1, 0]


def test_a_card_that_gives_way_while_it_is_practised(tmp_path: Path) -> None:
    """It is asked under the id of its holder until it is known, and then no more."""
    learner = learner_with(tmp_path, 3)
    session = practice(learner, counts=True)
    with learner.store.transaction():
        add_aliases(learner.store, {card_id(1): card_id(0)})
        learner.store.run("DELETE FROM standing WHERE card = ?", (card_id(1),))
    asked = [number_of(answer(learner, session, GOOD)) for _ in range(2)]
    assert asked == [0, 2]
    assert session.card is None
    with learner.store.transaction():
        add_aliases(learner.store, {card_id(2): card_id(0)})
    assert session.refresh() is None
