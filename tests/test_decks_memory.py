"""The memory model beside py-fsrs, and its golden numbers."""

from __future__ import annotations

import math
import random
from datetime import UTC, datetime, timedelta

import fsrs as py_fsrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decks.memory import Engine, Memory

LONGEST_DAYS = 36_500
"""The engine keeps stability within a century; py-fsrs does not."""
FITTED = (
    0.4, 1.1, 3.2, 12.0, 6.9, 0.7, 2.6, 0.02, 1.7, 0.12, 0.9, 1.6, 0.08, 0.3, 1.5, 0.5, 2.1,
    0.4, 0.2, 0.1, 0.2,
)  # fmt: skip
PARAMETERS = {"published": None, "fitted": FITTED}

PROFILE = settings(max_examples=100, deadline=None, derandomize=True, database=None)


def py_scheduler(engine: Engine) -> py_fsrs.Scheduler:
    return py_fsrs.Scheduler(
        engine.parameters, engine.desired_retention, (), (), enable_fuzzing=False
    )


def noon(day: int) -> datetime:
    """Any one hour: a logical day is a whole number to the engine."""
    return datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)


def random_history(seed: int) -> list[tuple[int, int]]:
    """(days since the last answer, rating), the first on day 0; often twice on a day."""
    choose = random.Random(seed)
    gaps = [0, *(choose.choice([0, 0, 1, 2, 3, 7, 20, 60, 200]) for _ in range(9))]
    return [(gap, choose.choices([1, 2, 3, 4], [2, 2, 5, 1])[0]) for gap in gaps]


@pytest.mark.parametrize("parameters", PARAMETERS.values(), ids=PARAMETERS)
def test_memory_is_that_of_py_fsrs(parameters: tuple[float, ...] | None) -> None:
    """Two implementations of FSRS-6 agree on every answer of 200 random histories."""
    engine = Engine(parameters, 0.9)
    other = py_scheduler(engine)
    for seed in range(200):
        memory, card, day = None, py_fsrs.Card(card_id=seed), 0
        for gap, rating in random_history(seed):
            day += gap
            memory = engine.after(memory, gap, rating)
            card, _ = other.review_card(card, py_fsrs.Rating(rating), noon(day))
            assert card.stability is not None
            assert card.difficulty is not None
            if card.stability < LONGEST_DAYS:
                assert math.isclose(memory.stability, card.stability, rel_tol=1e-5), seed
            assert math.isclose(memory.difficulty, card.difficulty, rel_tol=1e-5), seed


GOLDEN = {
    "good thrice, on time": ([(0, 3), (0, 3), (2, 3), (9, 3)], 41.4965, 2.0975),
    "forgotten after a month": ([(0, 4), (8, 3), (30, 1)], 2.7832, 7.027),
    "hard every day": ([(0, 2), (1, 2), (1, 2), (1, 2)], 5.7295, 8.539),
    "again and again on one day": ([(0, 1), (0, 1), (0, 1)], 0.0349, 9.5929),
    "good on time, then a year late": ([(0, 3), (2, 3), (365, 3)], 179.0662, 2.1043),
}


@pytest.mark.parametrize(("history", "stability", "difficulty"), GOLDEN.values(), ids=GOLDEN)
def test_golden_numbers(
    history: list[tuple[int, int]], stability: float, difficulty: float
) -> None:
    """A new version of the engine that computes otherwise is noticed (numbers by py-fsrs 6.3)."""
    memory: Memory | None = None
    for gap, rating in history:
        memory = Engine(None, 0.9).after(memory, gap, rating)
    assert memory is not None
    assert math.isclose(memory.stability, stability, rel_tol=1e-5, abs_tol=1e-4)
    assert math.isclose(memory.difficulty, difficulty, abs_tol=1e-4)


@pytest.mark.parametrize("parameters", PARAMETERS.values(), ids=PARAMETERS)
@PROFILE
@given(
    stability=st.floats(0.01, LONGEST_DAYS),
    days=st.integers(0, 20_000),
)
def test_retrievability_is_that_of_py_fsrs(
    parameters: tuple[float, ...] | None, stability: float, days: int
) -> None:
    """The forgetting curve is the published one, for any parameters."""
    engine = Engine(parameters, 0.9)
    card = py_fsrs.Card(
        card_id=1,
        state=py_fsrs.State.Review,
        stability=stability,
        difficulty=5.0,
        last_review=noon(0),
    )
    theirs = py_scheduler(engine).get_card_retrievability(card, noon(days))
    assert math.isclose(engine.retrievability(stability, days), theirs, rel_tol=1e-9)


@pytest.mark.parametrize("retention", [0.7, 0.8, 0.9, 0.95, 0.99])
def test_an_interval_ends_when_recall_falls_to_the_desired_retention(retention: float) -> None:
    """Forecast intervals and the forgetting curve are two sides of one formula."""
    engine = Engine(None, retention)
    for forecast in engine.forecasts(Memory(20.0, 5.0), 20):
        recall = engine.retrievability(forecast.memory.stability, forecast.interval_days)
        assert math.isclose(recall, retention, rel_tol=1e-4)


def test_stability_is_where_recall_is_nine_in_ten() -> None:
    """Whatever the decay, a card is recalled with 90 % after its stability in days."""
    for parameters in PARAMETERS.values():
        assert math.isclose(Engine(parameters, 0.8).retrievability(12.5, 12.5), 0.9)
