"""Cards that are forgotten again and again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from deck_fixtures import PRESET, Learner, card_id
from study_fixtures import LIMITS, answer, learner_with

from decks.leeches import Leeches
from decks.presets import Presets
from decks.reviews import Phase, Rating
from decks.session import Session
from decks.store.cards import card as load_card

CAUGHT = {
    "Anki's eight": (8, [8, 12, 16, 20]),
    "an odd number": (5, [5, 8, 11, 14, 17, 20]),
    "one": (1, list(range(1, 21))),
    "never": (0, []),
}


@pytest.mark.parametrize(("after", "lapses"), CAUGHT.values(), ids=CAUGHT)
def test_a_card_is_caught_at_its_lapses_and_again_after_half_of_them(
    after: int, lapses: list[int]
) -> None:
    """At the set number, then each time that half of it, rounded up, has come on top."""
    assert [n for n in range(21) if Leeches(after).caught(n)] == lapses


def forgetting(learner: Learner, leeches: Leeches) -> Session:
    """A session of a learner who then forgets the card for the second time, and is at it."""
    presets = Presets(replace(PRESET, leeches=leeches, fuzz=False))
    session = Session(learner.store, presets, LIMITS, learner.clock, day_starts_at=4)
    answer(learner, session, Rating.EASY)
    for day in (30, 60):
        learner.go_to(day, 9)
        session.refresh()
        answer(learner, session, Rating.AGAIN)
        learner.ms += 11 * 60_000
        if day == 30:
            answer(learner, session, Rating.GOOD)
    return session


@pytest.mark.parametrize("suspend", [True, False])
def test_a_leech_is_marked_and_suspended_if_that_is_set(tmp_path: Path, suspend: bool) -> None:
    """The session tells which card it was; the card carries the mark; the queue follows."""
    learner = learner_with(tmp_path, 1)
    session = forgetting(learner, Leeches(2, suspend))
    found = load_card(learner.store, card_id(0))
    assert found is not None
    assert (found.leech, found.suspended, found.schedule.lapses) == (True, suspend, 2)
    assert session.leech is not None
    assert session.leech.id == card_id(0)
    assert (session.card is None) == suspend


def test_undo_takes_the_mark_back_with_the_answer(tmp_path: Path) -> None:
    """After an undo the card is as before its last lapse; redo makes it a leech again."""
    learner = learner_with(tmp_path, 1)
    session = forgetting(learner, Leeches(2))
    session.undo()
    found = load_card(learner.store, card_id(0))
    assert found is not None
    assert (found.leech, found.suspended, found.schedule.lapses) == (False, False, 1)
    session.redo()
    found = load_card(learner.store, card_id(0))
    assert found is not None
    assert (found.leech, found.suspended, found.schedule.lapses) == (True, True, 2)


def test_a_lapse_before_the_number_marks_nothing(tmp_path: Path) -> None:
    """A card that was forgotten twice is no leech where eight times are set."""
    learner = learner_with(tmp_path, 1)
    session = forgetting(learner, Leeches(8))
    found = load_card(learner.store, card_id(0))
    assert found is not None
    assert not found.leech
    assert session.leech is None
    assert found.schedule.phase is Phase.RELEARNING
