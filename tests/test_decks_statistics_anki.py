"""Our statistics beside those that a real Anki collection gives for the same cards and log."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from deck_fixtures import (
    DAY_MS,
    KINDS_OF_TEXT,
    PRESETS,
    Learner,
    fill,
    rated_by_position,
)

from decks.queue import Limits
from decks.reviews import ReviewKind
from decks.statistics import Statistics, load_statistics
from exports.anki_package import Terms, contents, write_package

DAYS = 75
"""Of study, up to yesterday."""


@dataclass(frozen=True)
class Both:
    """The figures of one log."""

    ours: Statistics
    anki: dict[str, Any]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    folder = tmp_path_factory.mktemp("graphs")
    start = (int(time.time() * 1000) // DAY_MS - DAYS) * DAY_MS
    learner = Learner(fill(folder, KINDS_OF_TEXT, made_ms=start))
    for day in range(DAYS - 1):
        learner.ms = start + day * DAY_MS + (20 if day % 3 else 25) * 3_600_000
        learner.study(rated_by_position, new=3 if day < 6 else 0)
        learner.ms += 1
        if day % 9 == 0:
            learner.note(0, ReviewKind.CRAM)
    learner.ms += 1
    learner.note(1, ReviewKind.MANUAL)
    terms = Terms(PRESETS, Limits(20, 200), learner.clock(), learner.day_starts_at)
    write_package(learner.store, contents(learner.store), terms, folder / "cards.apkg")
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("anki_graphs.py"), folder / "anki",
         folder / "cards.apkg"],
        env={**os.environ, "TZ": "UTC"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    anki = json.loads(done.stdout)
    ours = load_statistics(learner.store, PRESETS, anki["today"])
    learner.store.close()
    return Both(ours, anki)


def numbers(counts: dict[str, int]) -> dict[int, int]:
    """JSON's keys are texts."""
    return {int(key): value for key, value in counts.items()}


def test_answers_and_time_of_every_day_are_ankis(both: Both) -> None:
    """Learning, young, mature, relearning and practice are told apart as in Anki's graph."""
    ours = {
        str(day.day): [day.learning, day.young, day.mature, day.relearning, day.cram]
        for day in both.ours.days
    }
    assert ours == both.anki["answers"]
    assert {str(day.day): day.duration_ms for day in both.ours.days} == both.anki["ms"]
    assert all(sum(column) for column in zip(*ours.values(), strict=True))


def test_true_retention_is_ankis(both: Both) -> None:
    """Passed and failed, young and mature, in all of Anki's periods."""
    ours = {
        name: [
            count
            for age in (one.young, one.mature)
            for count in (age.recalled, age.answers - age.recalled)
        ]
        for name, one in both.ours.periods.items()
    }
    assert ours == both.anki["retention"]
    assert all(ours["all"])


def test_hours_are_ankis(both: Both) -> None:
    """Answers and those that were not again, by the hour of the day."""
    ours = {one.hour: [one.answers, one.recalled] for one in both.ours.hours}
    assert [ours.get(hour, [0, 0]) for hour in range(24)] == both.anki["hours"]


def test_the_forecast_is_ankis(both: Both) -> None:
    """As many cards fall due on each day, and before today."""
    today, theirs = both.anki["today"], numbers(both.anki["due"])
    days = {today + ahead: due for ahead, due in enumerate(both.ours.forecast.days) if due}
    assert days == {day: due for day, due in theirs.items() if day >= today}
    assert days
    assert both.ours.forecast.overdue == sum(due for day, due in theirs.items() if day < today)


def test_cards_and_their_memories_are_ankis(both: Both) -> None:
    """Counts, intervals and stabilities are equal; Anki's difficulty is a percentage."""
    ours, anki = both.ours, both.anki
    counts = {name: getattr(ours.cards, name) for name in anki["cards"]}
    assert counts == anki["cards"]
    assert ours.intervals.counts == numbers(anki["intervals"])
    assert ours.stability.counts == numbers(anki["stability"])
    assert ours.difficulty.median is not None
    assert (ours.difficulty.median - 1) / 9 * 100 == pytest.approx(
        anki["difficulty_percent"], abs=0.1
    )


def test_recall_now_is_ankis_to_the_day(both: Both) -> None:
    """Anki counts the seconds since the last answer, we whole days: a day is a percent or two."""
    assert both.ours.recall is not None
    assert both.ours.recall * 100 == pytest.approx(both.anki["recall_percent"], abs=2)
