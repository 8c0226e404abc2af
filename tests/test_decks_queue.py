"""What a day brings, in which order, and what keeps a card away from it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from deck_fixtures import PRESETS, Learner, card_id
from study_fixtures import LIMITS, answer, learner_of, learner_with, number_of, sitting, today

from decks.cards import Card
from decks.days import Instant
from decks.marks import What
from decks.queue import LEARN_AHEAD_MS, Counts, Limits, Queue
from decks.reviews import Phase, Rating
from decks.session import Session
from decks.store.marks import add_mark
from decks.store.standing import renew_all

AGAIN, HARD, GOOD, EASY = Rating
MINUTE_MS = 60_000
MOST_ANSWERS = 500


def test_a_day_brings_no_more_new_cards_than_its_limit(tmp_path: Path) -> None:
    """Twenty new cards a day, whatever was answered already, and twenty more the next day."""
    learner = learner_with(tmp_path, 50)
    session = sitting(learner)
    for done in range(20):
        assert session.counts().new == 20 - done
        answer(learner, session, EASY)
    assert session.card is None
    learner.go_to(1, 9)
    assert today(learner).counts == Counts(20, 0, 0)
    learner.go_to(2, 9)
    assert today(learner).counts == Counts(20, 0, 0)


def test_the_limits_are_those_of_the_day_not_of_a_deck(tmp_path: Path) -> None:
    """Whoever has had the day's new cards in one deck gets none in another."""
    learner = learner_of(tmp_path, ["A"] * 3 + ["B"] * 3)
    session = sitting(learner, "A", Limits(4, 99))
    for _ in range(3):
        answer(learner, session, EASY)
    assert today(learner, "B", Limits(4, 99)).counts == Counts(1, 0, 0)
    assert today(learner, "B", Limits(2, 99)).counts == Counts(0, 0, 0)


def test_the_review_limit_leaves_the_longest_overdue(tmp_path: Path) -> None:
    """With more due than the day may bring, those due longest come, and the count says so."""
    learner = learner_with(tmp_path, 6)
    session = sitting(learner, limits=Limits(99, 99))
    for _ in range(6):
        answer(learner, session, EASY)
    learner.go_to(60, 9)
    due = today(learner, limits=Limits(0, 99))
    limited = today(learner, limits=Limits(0, 4))
    assert (len(due.reviews), due.overdue) == (6, 6)
    assert limited.reviews == due.reviews[:4]
    assert (limited.counts, limited.overdue) == (Counts(0, 0, 4), 4)
    answer(learner, sitting(learner, limits=Limits(0, 4)), GOOD)
    assert today(learner, limits=Limits(0, 4)).counts.review == 3


def test_due_today_is_not_overdue(tmp_path: Path) -> None:
    """Overdue are the reviews that an earlier day should have had."""
    learner = learner_with(tmp_path, 1)
    answer(learner, sitting(learner), EASY)
    due_day = learner.store.rows("SELECT due_day FROM standing")[0][0]
    first = sitting(learner).today()
    for late, overdue in ((-1, 0), (0, 0), (1, 1)):
        learner.go_to(due_day - first + late, 9)
        queue = today(learner)
        assert (len(queue.reviews), queue.overdue) == (int(late >= 0), overdue)


LEARNING = {
    "due": (0, [0], "first"),
    "due long ago": (30, [0], "first"),
    "not yet, with other cards to show": (-1, [0], "main"),
    "not yet, nothing else, within reach": (-20, [], "first"),
    "not yet, nothing else, out of reach": (-21, [], "nothing"),
    "none": (None, [], "nothing"),
}


@pytest.mark.parametrize(("minutes", "main", "shown"), LEARNING.values(), ids=LEARNING)
def test_a_learning_card_comes_when_it_is_due(
    minutes: int | None, main: list[int], shown: str
) -> None:
    """Before all others once its time is up; up to twenty minutes early if it alone is left."""
    now = Instant(1_700_000_000_000)
    learning = () if minutes is None else ((now.ms - minutes * MINUTE_MS, card_id(1)),)
    queue = Queue(learning, (), 0, tuple(card_id(n) for n in main), 0, 0, 0)
    expected = {"first": card_id(1), "main": card_id(0), "nothing": None}
    assert queue.next(now) == expected[shown]
    assert queue.next_due_ms() == (learning[0][0] if learning else None)


def test_the_step_of_a_minute_is_kept(tmp_path: Path) -> None:
    """A card that was not known comes back when its minute is over, between the others."""
    learner = learner_with(tmp_path, 20)
    session = sitting(learner)
    forgotten = answer(learner, session, AGAIN)
    others = [answer(learner, session, EASY, seconds=20) for _ in range(3)]
    assert forgotten not in others
    assert session.card is not None
    assert session.card.id == forgotten


@pytest.mark.parametrize(("new", "reviews"), [(5, 10), (10, 5), (1, 10), (10, 1), (7, 7), (20, 60)])
def test_new_cards_are_spread_evenly_among_reviews(new: int, reviews: int) -> None:
    """At every place of the day the share of new cards is that of the whole day."""
    shown, left = [], (list(range(reviews)), list(range(reviews, reviews + new)))
    while left[0] or left[1]:
        begun, reviewed = new - len(left[1]), reviews - len(left[0])
        ids = tuple(tuple(card_id(n) for n in some) for some in left)
        queue = Queue((), ids[0], 0, ids[1], begun + reviewed, begun, reviewed)
        shown.append(queue.next(Instant(0)) == (ids[1] or [None])[0])
        left[shown[-1]].pop(0)
    for place in range(1, len(shown) + 1):
        assert abs(sum(shown[:place]) - place * new / (new + reviews)) <= 1


def test_the_order_is_the_same_in_another_process(tmp_path: Path) -> None:
    """Nothing but the store and the time decides what comes next."""
    learner = learner_with(tmp_path, 20)
    for day in (0, 10):
        learner.go_to(day, 9)
        session = sitting(learner, limits=Limits(6, 99))
        for number in range(12):
            resumed = sitting(learner, limits=Limits(6, 99)).card
            assert resumed == session.card
            if resumed is not None:
                answer(learner, session, GOOD if number % 2 else EASY)


DECKS = {
    "one below": ("A", ["A", "A::B", "A::B::C"], ["AB", "A B", "A:B", "A:", "B::A", "a", "A:;"]),
    "a sub-deck": ("A::B", ["A::B", "A::B::漢字"], ["A", "A::BC", "B"]),
    "an underscore is no wildcard": ("a_b", ["a_b", "a_b::c"], ["axb", "axb::c"]),
    "a percent sign is no wildcard": ("50%", ["50%", "50%::x"], ["50x", "500", "50::x"]),
    "漢字": ("阅读::扩散", ["阅读::扩散", "阅读::扩散::视频"], ["阅读", "阅读::扩散模型"]),
    "emoji and quotes": ("🎬 'x'", ["🎬 'x'", "🎬 'x'::\"y\""], ["🎬", "🎬 'x"]),
    "a star": ("*", ["*"], ["A", "::*"]),
}


@pytest.mark.parametrize(("deck", "inside", "outside"), DECKS.values(), ids=DECKS)
def test_a_deck_has_its_sub_decks_and_no_others(
    tmp_path: Path, deck: str, inside: list[str], outside: list[str]
) -> None:
    """A deck is asked with the decks below it, and its name is taken as it stands."""
    learner = learner_of(tmp_path, inside + outside)
    new = today(learner, deck).new
    assert [number_of(card) for card in new] == list(range(len(inside)))
    session = sitting(learner, deck, Limits(99, 99))
    for _ in inside:
        answer(learner, session, AGAIN)
    assert {number_of(card) for _, card in today(learner, deck).learning} == set(range(len(inside)))
    assert today(learner, deck).begun == len(inside)


PUT_ASIDE = {
    "suspended": (What.SUSPENDED, True),
    "rejected": (What.REJECTED, True),
    "no longer accepted": (What.ACCEPTED, False),
    "buried": (What.BURIED_UNTIL, 10**6),
}


@pytest.mark.parametrize(("what", "value"), PUT_ASIDE.values(), ids=PUT_ASIDE)
@pytest.mark.parametrize("phase", ["new", "learning", "review"])
def test_a_card_put_aside_is_never_shown(
    tmp_path: Path, what: What, value: object, phase: str
) -> None:
    """Whatever phase it is in, it is neither counted nor shown."""
    learner = learner_with(tmp_path, 1)
    if phase != "new":
        answer(learner, sitting(learner), AGAIN if phase == "learning" else EASY)
        learner.go_to(0 if phase == "learning" else 30, 9)
    assert today(learner).counts.total == 1
    learner.decide(0, what, value)
    assert today(learner).counts.total == 0
    assert sitting(learner).card is None


def test_a_buried_card_comes_back_the_next_day(tmp_path: Path) -> None:
    """Burying lasts until the day turns, at four in the morning."""
    learner = learner_with(tmp_path, 1)
    sitting(learner).bury()
    learner.go_to(1, 3)
    assert today(learner).counts.total == 0
    learner.go_to(1, 4)
    assert today(learner).counts == Counts(1, 0, 0)


@pytest.mark.parametrize("study", ["shelf", "aside"])
def test_a_paper_out_of_study_asks_nothing(tmp_path: Path, study: str) -> None:
    """The cards of a paper on the shelf or put aside rest."""
    learner = learner_with(tmp_path, 1)
    paper = learner.store.rows("SELECT paper FROM point")[0][0]
    add_mark(learner.store, paper, What.STUDY, study, learner.ms)
    renew_all(learner.store, {paper: "A"}, PRESETS)
    assert today(learner).counts.total == 0


def test_a_point_that_left_the_notes_asks_nothing(tmp_path: Path) -> None:
    """Orphans rest until their text returns."""
    learner = learner_with(tmp_path, 1)
    paper = learner.store.rows("SELECT paper FROM point")[0][0]
    for absent_ms, total in ((learner.ms, 0), (None, 1)):
        learner.store.run("UPDATE point SET absent_ms = ?", (absent_ms,))
        renew_all(learner.store, {paper: "A"}, PRESETS)
        assert today(learner).counts.total == total


def test_new_siblings_come_on_different_days(tmp_path: Path) -> None:
    """Of the three cards of a point one is begun a day, in the order of their birth."""
    learner = learner_with(tmp_path, 3, siblings=3)
    for day in range(3):
        learner.go_to(day, 9)
        session = sitting(learner)
        assert session.counts() == Counts(1, 0, 0)
        assert number_of(answer(learner, session, EASY)) == day
        assert session.card is None


def test_a_new_card_waits_while_its_sibling_is_due(tmp_path: Path) -> None:
    """A review goes before its new sibling, which comes on another day."""
    learner = learner_with(tmp_path, 2, siblings=2)
    answer(learner, sitting(learner), EASY)
    learner.go_to(30, 9)
    session = sitting(learner)
    assert session.counts() == Counts(0, 0, 1)
    assert number_of(answer(learner, session, EASY)) == 0
    assert session.card is None
    learner.go_to(31, 9)
    assert today(learner).counts == Counts(1, 0, 0)


def known_siblings(folder: Path) -> Learner:
    """Two siblings in review that are both due."""
    learner = learner_with(folder, 2, siblings=2)
    for day in (0, 5):
        learner.go_to(day, 9)
        answer(learner, sitting(learner), EASY)
    learner.go_to(60, 9)
    return learner


def test_reviewed_siblings_come_on_different_days(tmp_path: Path) -> None:
    """Of two due siblings the one due longest comes today, the other tomorrow."""
    learner = known_siblings(tmp_path)
    session = sitting(learner)
    assert session.counts() == Counts(0, 0, 1)
    assert number_of(answer(learner, session, GOOD)) == 0
    assert session.card is None
    learner.go_to(61, 9)
    assert [number_of(card) for card in today(learner).reviews] == [1]


def test_an_undone_answer_frees_its_sibling_no_more_than_before(tmp_path: Path) -> None:
    """After an undo the same card is left to be asked today, and still one of the two."""
    learner = known_siblings(tmp_path)
    session = sitting(learner)
    answer(learner, session, GOOD)
    session.undo()
    assert [number_of(card) for card in today(learner).reviews] == [0]
    session.redo()
    assert today(learner).counts.total == 0


def test_a_sibling_left_in_its_steps_keeps_the_other_away(tmp_path: Path) -> None:
    """A card forgotten late last night is relearned this morning; its sibling comes another day."""
    learner = known_siblings(tmp_path)
    learner.go_to(61, 3)
    learner.ms += 55 * MINUTE_MS
    assert number_of(answer(learner, sitting(learner), AGAIN)) == 0
    learner.go_to(61, 4)
    assert today(learner).counts == Counts(0, 1, 0)
    session = sitting(learner)
    assert number_of(answer(learner, session, GOOD)) == 0
    assert session.card is None


@pytest.mark.parametrize("what", [What.SUSPENDED, What.REJECTED, What.BURIED_UNTIL])
def test_a_sibling_asked_today_counts_even_if_it_was_put_aside_since(
    tmp_path: Path, what: What
) -> None:
    """Who answers a card and then suspends it is not asked the same point again today."""
    learner = learner_with(tmp_path, 2, siblings=2)
    session = sitting(learner)
    answer(learner, session, GOOD)
    learner.decide(0, what, 10**6)
    assert today(learner).counts.total == 0
    learner.go_to(1, 9)
    assert [number_of(card) for card in today(learner).new] == [1]


@pytest.mark.parametrize("what", [What.SUSPENDED, What.REJECTED, What.BURIED_UNTIL])
def test_a_due_sibling_put_aside_keeps_nobody_away(tmp_path: Path, what: What) -> None:
    """What will not be asked today is no reason to wait."""
    learner = learner_with(tmp_path, 2, siblings=2)
    answer(learner, sitting(learner), EASY)
    learner.go_to(30, 9)
    learner.decide(0, what, 10**6)
    assert [number_of(card) for card in today(learner).new] == [1]


@pytest.mark.parametrize("seed", range(4))
def test_a_day_shows_what_it_announced(tmp_path: Path, seed: int) -> None:
    """The counts of the morning are the cards that are shown, no two of one point.

    In the evening nothing is left.
    """
    choose = random.Random(seed)
    learner = learner_with(tmp_path, 60, siblings=3)
    for day in sorted(choose.sample(range(90), 25)):
        learner.go_to(day, choose.choice([5, 9, 20]))
        session = sitting(learner, limits=Limits(6, 12))
        announced = session.counts()
        shown = play(learner, session, choose)
        assert announced.new == sum(card.schedule.phase is Phase.NEW for card in shown)
        assert announced.review == sum(card.schedule.phase is Phase.REVIEW for card in shown)
        assert len({card.point for card in shown}) == len(shown)
        assert session.counts() == Counts(0, 0, 0)


def play(learner: Learner, session: Session, choose: random.Random) -> list[Card]:
    """Answer until nothing is left; each card as it was when it was first shown that day."""
    shown: dict[str, Card] = {}
    for _ in range(MOST_ANSWERS):
        if (card := session.card) is None:
            return list(shown.values())
        shown.setdefault(card.id, card)
        answer(learner, session, choose.choice([AGAIN, HARD, GOOD, GOOD, EASY]))
    raise AssertionError("the day has no end")


def test_learning_cards_are_reached_for_within_twenty_minutes(tmp_path: Path) -> None:
    """A step of ten minutes does not hold up somebody who has nothing else to do."""
    learner = learner_with(tmp_path, 1)
    session = sitting(learner)
    answer(learner, session, GOOD)
    due_ms = session.queue().next_due_ms()
    assert due_ms is not None
    assert learner.ms < due_ms <= learner.ms + LEARN_AHEAD_MS
    assert number_of(answer(learner, session, GOOD)) == 0
    assert session.counts() == Counts(0, 0, 0)


def test_an_empty_store_has_an_empty_queue(tmp_path: Path) -> None:
    """No cards, no counts, nothing to show, in any deck."""
    learner = learner_of(tmp_path, [])
    for deck in (None, "A"):
        assert today(learner, deck, LIMITS).counts.total == 0
        assert sitting(learner, deck).card is None
