"""Sittings in several processes: two at once, one killed, one that resumes; and a build between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from deck_fixtures import PRESET, PRESETS, Learner, card_id
from fsrs_rs_python import DEFAULT_PARAMETERS
from study_fixtures import (
    LIMITS,
    answer,
    number_of,
    other_session,
    renewed,
    schedule_of,
    sitting,
    standing,
)

from decks.build import build
from decks.cards import Card, Was
from decks.collection import open_collection
from decks.ids import CardId
from decks.memory import Engine
from decks.presets import Presets
from decks.queue import Counts, Limits
from decks.reviews import Rating
from decks.session import Graded, Session
from decks.store.aliases import add_aliases
from decks.store.cards import card as load_card
from decks.store.changed import mark_changed
from decks.store.connection import Store, open_store
from decks.subject import Candidate

AGAIN, HARD, GOOD, EASY = Rating


def test_a_grade_that_comes_too_late_is_not_recorded(learner: Learner) -> None:
    """Two apps show one card; the second to answer records nothing and goes on from there."""
    mine, theirs = sitting(learner), other_session(learner)
    assert mine.card == theirs.card
    learner.ms += 3_000
    assert theirs.grade(EASY) is Graded.RECORDED
    after = standing(learner.store)
    learner.ms += 3_000
    assert mine.grade(AGAIN) is Graded.STALE
    assert standing(learner.store) == after
    assert len(learner.store.rows("SELECT 1 FROM review")) == 1
    assert mine.undo() is None
    assert mine.card is not None
    assert number_of(mine.card.id) == 1
    assert mine.grade(GOOD) is Graded.RECORDED
    theirs.store.close()


def test_an_answer_between_choosing_a_card_and_reading_it(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A card is read as it stood when it was chosen, so that it cannot be answered twice."""
    mine, theirs = sitting(learner), other_session(learner)
    assert theirs.card is not None

    def read_late(store: Store, card: CardId) -> Card | None:
        if theirs.answered == 0:
            assert theirs.grade(EASY) is Graded.RECORDED
        return load_card(store, card)

    monkeypatch.setattr("decks.session.load_card", read_late)
    assert mine.card is not None
    assert theirs.answered == 1
    assert mine.grade(EASY) is Graded.STALE
    assert len(learner.store.rows("SELECT 1 FROM review")) == 1
    theirs.store.close()


def test_parameters_fitted_elsewhere_hold_from_the_next_answer(learner: Learner) -> None:
    """What an open app answers or takes back is folded with the parameters in force by then."""
    fitted = Presets(
        replace(PRESET, engine=Engine((8.0, 9.0, 10.0, 11.0, *DEFAULT_PARAMETERS[4:]), 0.9))
    )
    in_force = [PRESETS]
    session = Session(
        learner.store, PRESETS, LIMITS, learner.clock, day_starts_at=4, refit=lambda: in_force[0]
    )
    card = number_of(answer(learner, session, EASY))
    assert session.card is not None
    in_force[0] = fitted
    other = number_of(answer(learner, session, EASY))
    assert schedule_of(learner.store, other).memory == fitted.default.engine.after(None, 0, EASY)
    assert session.presets == fitted
    session.undo()
    session.redo()
    assert schedule_of(learner.store, other).memory == fitted.default.engine.after(None, 0, EASY)
    session.undo()
    session.undo()
    session.redo()
    assert schedule_of(learner.store, card).memory == fitted.default.engine.after(None, 0, EASY)


def test_a_redo_that_comes_too_late_is_not_done(learner: Learner) -> None:
    """Whoever undoes a grade, and answers elsewhere, has answered once."""
    mine, theirs = sitting(learner), other_session(learner)
    answer(learner, mine, GOOD)
    mine.undo()
    answer(learner, theirs, EASY)
    after = standing(learner.store)
    assert mine.redo() is None
    assert standing(learner.store) == after
    assert schedule_of(learner.store, 0).reps == 1
    theirs.store.close()


def test_a_card_that_gave_way_while_it_was_shown(learner: Learner) -> None:
    """An answer to an id that a build has just united with another counts for its holder."""
    session = sitting(learner)
    assert session.card is not None
    assert number_of(session.card.id) == 0
    with learner.store.transaction():
        add_aliases(learner.store, {card_id(0): card_id(1)})
        learner.store.run("DELETE FROM standing WHERE card = ?", (card_id(0),))
    assert answer(learner, session, EASY) == card_id(0)
    assert learner.store.rows("SELECT 1 FROM standing WHERE card = ?", (card_id(0),)) == []
    assert schedule_of(learner.store, 1).reps == 1
    assert standing(learner.store) == renewed(learner.store)


GRADING = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from deck_fixtures import Learner
from study_fixtures import sitting
from decks.reviews import Rating
from decks.store.connection import open_store
learner = Learner(open_store(Path(sys.argv[2]), now_ms=0))
session = sitting(learner)
for _ in range(3):
    session.grade(Rating.GOOD)
    print("graded", flush=True)
    sys.stdin.readline()
"""


@pytest.mark.parametrize("grades", [1, 3])
def test_a_grade_is_on_disk_before_the_next_card(learner: Learner, grades: int) -> None:
    """A process that is killed right after a grade has lost nothing."""
    process = subprocess.Popen(
        [sys.executable, "-c", GRADING, str(Path(__file__).parent), str(learner.store.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    for number in range(grades):
        if number:
            process.stdin.write("\n")
            process.stdin.flush()
        assert process.stdout.readline() == "graded\n"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert len(learner.store.rows("SELECT 1 FROM review")) == grades
    assert standing(learner.store) == renewed(learner.store)


def test_quit_and_resume_shows_the_same_card(learner: Learner) -> None:
    """What comes next does not depend on the sitting."""
    session = sitting(learner)
    for rating in (GOOD, AGAIN, EASY, HARD, GOOD, GOOD, GOOD):
        answer(learner, session, rating, seconds=15)
        assert sitting(learner).card == session.card


NOTES = {
    "video/digest.md": """# Lumiere (2024)

## 核心要点
1. 提出 Space-Time U-Net 架构，一次生成整段视频，从而保证全局的时间一致性
2. 引入多尺度时间下采样模块，以降低显存占用
""",
    "language.md": """# BERT: Pre-training of Deep Bidirectional Transformers (2019)

## Key Takeaways
- Masked language modelling trains a **bidirectional encoder** by predicting 15% of the tokens
- Introduces next sentence prediction to learn the relation between two sentences
""",
}


def test_a_day_from_notes_to_the_last_card(tmp_path: Path) -> None:
    """Real notes, a real build, and every card that the morning announced is asked."""
    for name, text in NOTES.items():
        path = tmp_path / "notes" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    collection = open_collection(tmp_path / "notes")
    with collection.open_store() as store:
        report = build(collection, store)
        assert report.cards_new
        learner = Learner(store, ms=collection.clock().ms)
        session = Session(store, collection.presets(store), LIMITS, learner.clock, day_starts_at=4)
        announced, shown = session.counts(), set()
        assert announced.total
        for _ in range(3 * announced.total):
            if session.card is not None:
                shown.add(answer(learner, session, GOOD))
        assert len(shown) == announced.new
        assert session.counts() == Counts(0, 0, 0)
        build(collection, store)
        assert sitting(learner).counts() == Counts(0, 0, 0)
        assert {Path(row[0]).suffix for row in store.rows("SELECT deck FROM standing")} == {""}


def test_a_build_changes_the_answer_of_the_card_that_is_shown(learner: Learner) -> None:
    """Who answers what a card asked before is shown both versions the next time, once."""
    learner.go_to(0, 8)
    answer(learner, sitting(learner, limits=Limits(1, 9)), EASY)
    learner.go_to(30, 9)
    mine = sitting(learner, limits=Limits(0, 9))
    card = mine.card
    assert card
    theirs = open_store(learner.store.path, now_ms=learner.ms)
    with theirs.transaction():
        theirs.run("UPDATE card SET answer = 'Anew' WHERE id = ?", (card.id,))
        mark_changed(theirs, [(card.id, Candidate(card.recipe, card.question, card.answer, 0, 1))],
                     learner.ms)  # fmt: skip
    theirs.close()
    answer(learner, mine, GOOD)
    after = load_card(learner.store, card.id)
    assert after
    assert after.was == Was(card.question, card.answer)
    mine.undo()
    assert load_card(learner.store, card.id) == replace(card, answer="Anew", was=after.was)
    mine.redo()
    learner.go_to(400, 9)
    answer(learner, sitting(learner, limits=Limits(0, 9)), GOOD)
    last = load_card(learner.store, card.id)
    assert last
    assert last.was is None
