"""A sitting: what a grade leaves on disk, what undo gives back, and what time does to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from deck_fixtures import PRESETS, Learner
from study_fixtures import (
    answer,
    number_of,
    renewed,
    schedule_of,
    sitting,
    standing,
    today,
)

from decks.cards import editable
from decks.days import Instant, logical_day
from decks.faces import plain
from decks.queue import Counts
from decks.reviews import Phase, Rating, Review, ReviewKind
from decks.session import LONGEST_ANSWER_MS, Deed, Graded, Session
from decks.store.marks import decisions_on, retracted
from decks.store.reviews import add_review, reviews_of
from decks.store.standing import renew

AGAIN, HARD, GOOD, EASY = Rating
HOUR_MS = 3_600_000


def test_a_grade_is_one_row_with_all_that_was_chosen(learner: Learner) -> None:
    """The row carries instant, day, offset, time taken, intervals and the memory after it."""
    learner.utc_offset_min = 480
    session = sitting(learner)
    card = session.card
    assert card is not None
    session.reveal()
    outcome = session.outcomes()[EASY]
    learner.ms += 9_500
    assert session.grade(EASY) is Graded.RECORDED
    (review,) = reviews_of(learner.store, card.id)
    assert (review.id, review.duration_ms, review.utc_offset_min) == (learner.ms, 9_500, 480)
    assert review.day == logical_day(Instant(learner.ms, 480), 4)
    assert (review.rating, review.kind, review.interval_s) == (
        EASY,
        outcome.kind,
        outcome.interval_s,
    )
    assert (review.stability, review.difficulty) == (
        outcome.memory.stability,
        outcome.memory.difficulty,
    )
    assert (review.device, review.origin) == (learner.store.device, "app")
    assert review.previous_interval_s == 0
    assert session.answered == 1


@pytest.mark.parametrize("rating", Rating)
def test_the_buttons_say_what_the_answer_does(learner: Learner, rating: Rating) -> None:
    """The interval on the button is the interval in the row, in every phase."""
    session = sitting(learner)
    for day in (0, 0, 0, 3, 30):
        learner.go_to(day, 9 + day % 2)
        learner.ms += 1000 * len(learner.store.rows("SELECT 1 FROM review"))
        card = session.refresh()
        assert card is not None
        announced = session.outcomes()[rating]
        session.grade(rating)
        assert reviews_of(learner.store, card.id)[-1].interval_s == announced.interval_s


def test_the_answer_is_hidden_until_it_is_revealed(learner: Learner) -> None:
    """Each card begins with its answer hidden."""
    session = sitting(learner)
    assert session.card is not None
    assert not session.revealed
    session.reveal()
    assert session.revealed
    session.grade(GOOD)
    assert session.card is not None
    assert not session.revealed


DURATIONS = {
    "seconds": (8_000, 8_000),
    "the longest": (LONGEST_ANSWER_MS, LONGEST_ANSWER_MS),
    "tea": (50 * 60_000, LONGEST_ANSWER_MS),
    "the clock went back": (-HOUR_MS, 0),
}


@pytest.mark.parametrize(("passed_ms", "recorded"), DURATIONS.values(), ids=DURATIONS)
def test_an_answer_takes_between_nothing_and_a_minute(
    learner: Learner, passed_ms: int, recorded: int
) -> None:
    """Somebody who went for tea did not think for an hour."""
    session = sitting(learner)
    assert session.card is not None
    learner.ms += passed_ms
    session.grade(GOOD)
    assert learner.store.rows("SELECT duration_ms FROM review") == [(recorded,)]


def test_without_a_card_there_is_nothing_to_grade(learner: Learner) -> None:
    """Grading, suspending and the rest refuse when no card is shown."""
    session = sitting(learner, "no such deck")
    assert session.card is None
    for deed in (lambda: session.grade(GOOD), session.suspend, session.bury, session.outcomes):
        with pytest.raises(LookupError):
            deed()
    assert (session.undo(), session.redo()) == (None, None)


# Undo and redo


def grade(session: Session) -> None:
    session.grade(HARD)


DEEDS: dict[str, tuple[Callable[[Session], object], Deed]] = {
    "grade": (grade, Deed.GRADE),
    "suspend": (Session.suspend, Deed.SUSPEND),
    "bury": (Session.bury, Deed.BURY),
    "reject": (Session.reject, Deed.REJECT),
    "flag": (lambda session: session.flag(3), Deed.FLAG),
    "edit": (lambda session: session.edit("Which [...]?", "漢字"), Deed.EDIT),
}


@pytest.mark.parametrize("phase", ["new", "learning", "review"])
@pytest.mark.parametrize(("do", "deed"), DEEDS.values(), ids=DEEDS)
def test_undo_gives_everything_back(
    learner: Learner, do: Callable[[Session], object], deed: Deed, phase: str
) -> None:
    """After undo the standing is what it was and the card is shown; redo does it again."""
    if phase != "new":
        answer(learner, sitting(learner), GOOD if phase == "learning" else EASY)
        learner.go_to(0 if phase == "learning" else 30, 10)
    session = sitting(learner)
    before, card = standing(learner.store), session.card
    assert card is not None
    assert card.schedule.phase is Phase(phase)
    learner.ms += 1000
    do(session)
    after = standing(learner.store)
    undone = session.undo()
    assert undone is not None
    assert (undone.deed, undone.card) == (deed, card.id)
    assert standing(learner.store) == before == renewed(learner.store)
    assert session.card == card
    redone = session.redo()
    assert redone == undone
    assert standing(learner.store) == after == renewed(learner.store)
    assert session.redo() is None


def test_undo_reaches_back_to_the_beginning(learner: Learner) -> None:
    """Every deed of the sitting can be taken back, in turn, and done again."""
    session, states = sitting(learner), [standing(learner.store)]
    deeds = [
        DEEDS[name][0] for name in ("grade", "flag", "edit", "grade", "bury", "grade", "reject")
    ]
    for do in deeds:
        learner.ms += 5_000
        assert session.card is not None
        do(session)
        states.append(standing(learner.store))
    for state in reversed(states[:-1]):
        assert session.undo() is not None
        assert standing(learner.store) == state
    assert session.undo() is None
    assert session.answered == 0
    for state in states[1:]:
        assert session.redo() is not None
        assert standing(learner.store) == state
    assert session.redo() is None
    assert session.answered == 3


def test_an_undone_review_stays_in_the_log(learner: Learner) -> None:
    """The row is kept; marks say that it does not count, and after a redo that it does."""
    session = sitting(learner)
    card = answer(learner, session, GOOD)
    (review,) = reviews_of(learner.store, card)
    for step, gone in ((session.undo, True), (session.redo, False), (session.undo, True)):
        step()
        assert reviews_of(learner.store, card) == [review]
        taken_back = retracted(decisions_on(learner.store, card), card)
        assert taken_back == (frozenset({review.id}) if gone else frozenset())
        assert schedule_of(learner.store, 0).reps == int(not gone)
    marks = learner.store.rows("SELECT value FROM mark WHERE what = 'retracted' ORDER BY ms")
    assert marks == [("true",), ("false",), ("true",)]


def test_an_answer_after_an_undo_is_the_one_that_counts(learner: Learner) -> None:
    """Both rows are kept, one of them counts, and what was undone cannot be done again."""
    session = sitting(learner)
    answer(learner, session, AGAIN)
    session.undo()
    card = answer(learner, session, EASY)
    assert [row.rating for row in reviews_of(learner.store, card)] == [AGAIN, EASY]
    assert schedule_of(learner.store, 0).phase is Phase.REVIEW
    assert schedule_of(learner.store, 0).reps == 1
    assert session.redo() is None


def test_undo_in_the_same_millisecond(learner: Learner) -> None:
    """A clock that stands still confuses neither rows nor marks."""
    session = sitting(learner)
    before = standing(learner.store)
    for _ in range(3):
        session.grade(GOOD)
        session.undo()
    assert standing(learner.store) == before
    session.grade(EASY)
    session.grade(EASY)
    assert len(learner.store.rows("SELECT id FROM review")) == 5
    assert standing(learner.store) == renewed(learner.store)


# Decisions


def test_what_is_put_aside_gives_way_to_the_next_card(learner: Learner) -> None:
    """Suspend, bury and reject each bring the next card; none is shown again today."""
    session, shown = sitting(learner), []
    for do in (Session.suspend, Session.bury, Session.reject):
        assert session.card is not None
        shown.append(session.card.id)
        do(session)
    assert len(set(shown)) == 3
    assert session.counts() == Counts(3, 0, 0)
    learner.go_to(1, 9)
    assert [number_of(card) for card in today(learner).new] == [1, 3, 4, 5]


def test_a_flag_leaves_the_card_as_it_is_shown(learner: Learner) -> None:
    """The card stays, revealed or not; 0 takes the flag away."""
    session = sitting(learner)
    card = session.card
    assert card is not None
    session.reveal()
    for number in (3, 7, 0):
        session.flag(number)
        assert session.card is not None
        assert (session.card.id, session.card.flag) == (card.id, number)
        assert session.revealed


def test_an_edit_hides_what_the_brackets_say(learner: Learner) -> None:
    """The typed question is asked from now on, with its blank, and without touching the note."""
    session = sitting(learner)
    assert session.card is not None
    session.edit("用 [...] 保证一致性，*[b]* & <i>", "Space-Time U-Net")
    edited = session.card
    assert edited is not None
    assert edited.edited
    assert editable(edited.question) == "用 [...] 保证一致性，[b] & <i>"
    assert "Space-Time U-Net" in plain(edited.question, reveal=True)
    assert edited.answer == "Space-Time U-Net"
    assert sitting(learner).card == edited
    session.undo()
    assert session.card is not None
    assert not session.card.edited


def test_with_a_grade_goes_what_moved_its_due_date(learner: Learner) -> None:
    """A grade that is undone leaves no due date that new parameters made of it; redo gives both."""
    session = sitting(learner)
    before = session.queue()
    card = answer(learner, session, EASY)
    at, number = learner.ms + 1_000, number_of(card)
    graded = schedule_of(learner.store, number)
    moved = Review(
        at, card, "cron", ReviewKind.RESCHEDULED, None, graded.last_day or 0, 0, 0, 40 * 86_400,
        graded.interval_s, None, None, "optimize",
    )  # fmt: skip
    with learner.store.transaction():
        add_review(learner.store, moved)
        renew(learner.store, card, PRESETS)
    then = schedule_of(learner.store, number)
    for _ in range(2):
        session.undo()
        assert schedule_of(learner.store, number).phase is Phase.NEW
        assert session.queue() == before
        session.redo()
        assert schedule_of(learner.store, number) == then
