"""Calibration: whether what the memory model foresees is what happens.

Pure. The answers and their scores are those by which ``optimize`` judges parameters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from decks.memory import Engine
from decks.optimise import Judged
from decks.reviews import History
from decks.scores import Observed, Scores, scores

BINS = 20
"""Of equal width, as the calibration graph of the public benchmark of schedulers has them."""


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """The answers whose chance of recall was foreseen about alike."""

    low: float
    """Of the chances foreseen, 0 to 1, itself included."""
    high: float
    answers: int
    predicted: float
    """Mean of the chances."""
    observed: float
    """Share that was recalled."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well the parameters in force foresee all answers a day or more after another."""

    answers: int
    scores: Scores
    bins: tuple[CalibrationBin, ...]
    """Only those with answers, lowest first."""


def calibration(histories: Iterable[tuple[Engine, Sequence[History]]]) -> Calibration | None:
    """Each history under its engine; None if no answer tells anything about forgetting.

    The first answers of a card and those on the day of another are not foreseen.
    """
    chances: list[float] = []
    recalled: list[bool] = []
    bins: list[tuple[float, float, float]] = []
    for engine, some in histories:
        judged = Judged.of(some)
        chances += judged.chances(engine)
        recalled += judged.observed.recalled
        bins += judged.observed.bins
    if not chances:
        return None
    found = scores(chances, Observed(recalled, bins))
    return Calibration(len(chances), found, _bins(chances, recalled))


def _bins(chances: Sequence[float], recalled: Sequence[bool]) -> tuple[CalibrationBin, ...]:
    answers, known, foreseen = [0] * BINS, [0] * BINS, [0.0] * BINS
    for chance, was in zip(chances, recalled, strict=True):
        at = min(int(chance * BINS), BINS - 1)
        answers[at] += 1
        known[at] += was
        foreseen[at] += chance
    return tuple(
        CalibrationBin(
            at / BINS, (at + 1) / BINS, count, foreseen[at] / count, known[at] / count
        )
        for at, count in enumerate(answers)
        if count
    )  # fmt: skip
