"""The commands about the schedule, as a user runs them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from app_fixtures import Sample, make_collection
from cli_running import Shell
from deck_fixtures import card_id

from benchmarks.learner import SLOW, histories
from decks.adoption import adopt
from decks.days import DAY_S, Instant, Moment, logical_day
from decks.reviews import Rating, Review, ReviewKind
from decks.store.connection import Store, open_store
from decks.store.reviews import add_review

NOW_MS = 1_000_000
ANSWERS = 6_000


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A folder with a note that was built."""
    return Shell(tmp_path).built()


def lived(folder: Path) -> Path:
    """The folder of a collection whose cards a forgetful learner has answered for years."""
    lives = histories(ANSWERS, SLOW)
    collection = make_collection(folder, [Sample(f"Q{n} [...]", "a") for n in range(len(lives))])
    moment = Moment(collection.clock(), 4)
    with collection.open_store() as store:
        with store.transaction():
            for number, life in enumerate(lives):
                for n, (instant, (_, rating)) in enumerate(
                    zip(life.instants, life.answers, strict=True)
                ):
                    kind = ReviewKind.REVIEW if n else ReviewKind.LEARNING
                    day = logical_day(Instant(instant), 4)
                    add_review(
                        store,
                        Review(
                            instant, card_id(number), "d", kind, Rating(rating), day, 0, 5_000,
                            3 * DAY_S, 0, None, None,
                        ),
                    )  # fmt: skip
        adopt(collection, store, {}, moment, move=False)
    return collection.folder


def test_a_fit_is_told_adopted_and_taken_back(tmp_path: Path) -> None:
    """Scores before and after; due dates move on request alone; undo brings all back."""
    shell, folder = Shell(tmp_path), lived(tmp_path / "lived")
    with open_store(folder / ".paperdeck" / "deck.db", now_ms=NOW_MS) as store:
        before = store.rows("SELECT * FROM standing ORDER BY card")
        done = shell.run("optimize", "--reschedule", cwd=folder)
        assert done.returncode == 0, done.stderr
        assert "log loss" in done.stdout
        assert "are in force now" in done.stdout
        assert store.rows("SELECT * FROM standing ORDER BY card") != before
        moved = store.rows("SELECT count(*) FROM review WHERE kind = 'rescheduled'")[0][0]
        assert f"{moved} due dates moved" in done.stdout
        assert moved > 0
        again = shell.json("optimize", cwd=folder)["presets"][0]
        assert again["outcome"] == "worse"
        assert again["fit"]["before"] == again["fit"]["after"]
        assert [fit["in_force"] for fit in again["history"]] == [True]
        undone = shell.json("optimize", "--undo", cwd=folder)["presets"][0]
        assert (undone["preset"], undone["outcome"]) == ("default", "undone")
        assert [fit["in_force"] for fit in undone["history"]] == [False]
        assert store.rows("SELECT * FROM standing ORDER BY card") == before


def _store(shell: Shell) -> Store:
    return open_store(shell.here / ".paperdeck" / "deck.db", now_ms=NOW_MS)


def test_too_few_answers_are_refused_and_said(shell: Shell) -> None:
    """Nothing is changed, and how many are needed is told."""
    done = shell.run("optimize")
    assert done.returncode == 0
    assert "at least 1000 are needed" in done.stdout
    document = shell.json("optimize")
    assert [each["outcome"] for each in document["presets"]] == ["too-few"]
    assert document["presets"][0]["fit"] is None


def test_there_is_nothing_to_undo(shell: Shell) -> None:
    """An undo without a fit is an error a person can read."""
    done = shell.run("optimize", "--undo")
    assert (done.returncode, done.stdout) == (1, "")
    assert "nothing to take back" in done.stderr
    assert "no preset exam" in shell.run("optimize", "exam").stderr
    assert shell.run("optimize", "--undo", "--reschedule").returncode == 2


def test_a_year_ahead(shell: Shell) -> None:
    """A table for people, and every day for programs."""
    done = shell.run("simulate", "--retention", "0.85")
    assert done.returncode == 0, done.stderr
    assert "0.85" in done.stdout
    # Less than ten a day is told with a decimal: a small collection has less than a minute.
    numbers = re.findall(r"[\d.]+", done.stdout.splitlines()[1].split(" to 7")[1])
    assert len(numbers) == 4
    assert all("." in number for number in numbers if float(number) < 10)
    document = shell.json("simulate", "--retention", "0.85")
    assert document["wanted"]["retention"] == 0.85
    assert len(document["present"]["reviews"]) == len(document["present"]["minutes"]) == 365
    assert 0.7 <= document["cheapest_retention"] <= 0.99
    assert shell.run("simulate", "--retention", "0.5").returncode == 2


@pytest.mark.parametrize(
    ("kind", "interval_s", "said"),
    [
        (ReviewKind.LEARNING, 600, "good, next in 10m"),
        (ReviewKind.REVIEW, DAY_S, "good, next in 1d"),
        (ReviewKind.RESCHEDULED, 45 * DAY_S, "rescheduled, next in 1.5mo"),
        (ReviewKind.CRAM, 0, "good, apart from the schedule"),
    ],
)
def test_a_history_tells_when_a_card_came_back(
    shell: Shell, kind: ReviewKind, interval_s: int, said: str
) -> None:
    """In the words of the buttons; practice moved nothing."""
    card = shell.json("cards", "--json")["cards"][0]["id"]
    rating = None if kind is ReviewKind.RESCHEDULED else Rating.GOOD
    row = Review(5, card, "d", kind, rating, 0, 0, 5_000, interval_s, 0, None, None)
    with _store(shell) as store:
        add_review(store, row)
    assert said in shell.run("history", card).stdout


def test_a_backlog_is_told(shell: Shell) -> None:
    """``due`` says how many reviews wait and how long they will take."""
    with _store(shell) as store:
        cards = store.run(
            "UPDATE standing SET phase = 'review', due_day = 100, last_day = 90, first_day = 80,"
            " stability = 50, difficulty = 5 WHERE in_play = 1"
        )
    assert shell.json("due")["backlog"] is None
    shell.write("paperdeck.yaml", "backlog_per_day: 1\n")
    backlog = shell.json("due")["backlog"]
    assert (backlog["reviews"], backlog["per_day"]) == (cards, 1)
    assert f"{cards} reviews wait" in shell.run("due").stdout


def test_practice_needs_a_terminal_and_a_query(shell: Shell) -> None:
    """``--count`` alone means nothing, and without a terminal nothing is opened."""
    assert shell.run("review", "--count").returncode == 2
    done = shell.run("review", "--cram", "paper:Alpha")
    assert done.returncode == 1
    assert "terminal" in done.stderr


def test_a_preset_that_is_not_there_is_told_with_its_line(shell: Shell) -> None:
    """A deck points at a preset of the file, or nothing is done."""
    shell.write("paperdeck.yaml", "presets: {exam: {}}\ndeck_presets:\n  阅读: exams\n")
    done = shell.run("due")
    assert done.returncode == 1
    assert "paperdeck.yaml:3: there is no preset `exams`" in done.stderr
