"""The four outcomes and the memory, beside those of a real Anki collection."""

from __future__ import annotations

import json
import math
import os
import random
import subprocess
import sys
from collections import defaultdict
from ctypes import c_float
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from decks.days import DAY_S
from decks.ids import CardId
from decks.memory import Engine, Memory
from decks.reviews import Rating, Review, Schedule, after
from decks.scheduling import Outcome, Outcomes, Preset, outcomes

HISTORIES = int(os.environ.get("PAPERDECK_ANKI_HISTORIES", "120"))
ANSWERS = 9
LONGEST_GAP = 1500
"""Days; Anki's log cannot reach back before 1970."""
FITTED = (
    0.4, 1.1, 3.2, 12.0, 6.9, 0.7, 2.6, 0.02, 1.7, 0.12, 0.9, 1.6, 0.08, 0.3, 1.5, 0.5, 2.1,
    0.4, 0.2, 0.1, 0.2,
)  # fmt: skip
PRESETS = {
    "as shipped": Preset("", Engine(None, 0.9), (60, 600), (600,), 36_500, fuzz=False),
    "one step": Preset("", Engine(None, 0.8), (900,), (300,), 36_500, fuzz=False),
    "three steps": Preset("", Engine(None, 0.95), (60, 600, 3600), (600, 3600), 36_500, fuzz=False),
    "no steps": Preset("", Engine(None, 0.9), (), (), 36_500, fuzz=False),
    "at most 1000 days": Preset("", Engine(None, 0.9), (60,), (600,), 1000, fuzz=False),
    "fitted": Preset("", Engine(FITTED, 0.9), (60, 600), (), 36_500, fuzz=False),
}
CARD = CardId("0" * 20)


@dataclass(frozen=True)
class History:
    """What a learner does with one card: (days since the last answer, rating)."""

    preset: Preset
    answers: tuple[tuple[int, Rating], ...]


def row(schedule: Schedule, outcome: Outcome, day: int, interval_s: int) -> Review:
    """The row that an answer adds, with an interval that need not be the outcome's."""
    return Review(
        id=(schedule.last_review or 0) + 1, card=CARD, device="", kind=outcome.kind,
        rating=outcome.rating, day=day, utc_offset_min=0, duration_ms=0, interval_s=interval_s,
        previous_interval_s=schedule.interval_s, stability=None, difficulty=None,
    )  # fmt: skip


def random_history(seed: int, preset: Preset) -> History:
    """Answers on time, early, late and on the same day, by a learner who often fails."""
    choose = random.Random(seed)
    schedule, day, answers = Schedule(), 0, []
    for _ in range(ANSWERS):
        due = max(0, (schedule.due_day or 0) - day)
        gap = choose.choice([due, due, due, due // 2, due + 1, due * 2, 0, 1, 400])
        gap = min(gap, LONGEST_GAP)
        day += gap if answers else 0
        rating = choose.choices(list(Rating), [3, 2, 6, 2])[0]
        answers.append((day - (schedule.last_day or 0), rating))
        outcome = outcomes(CARD, schedule, preset, day)[rating]
        schedule = after(schedule, row(schedule, outcome, day, outcome.interval_s), preset.engine)
    return History(preset, tuple(answers))


def ask_anki(folder: Path, histories: list[History], *, fuzz: bool = False) -> dict[str, Any]:
    """What Anki's own scheduler offers before each answer; see tests/anki_answers.py."""
    presets = list(dict.fromkeys(history.preset for history in histories))
    asked = {
        "folder": str(folder),
        "presets": [
            {
                "learning_steps_s": preset.learning_steps_s,
                "relearning_steps_s": preset.relearning_steps_s,
                "retention": preset.engine.desired_retention,
                "maximum_interval": preset.maximum_interval_days,
                "parameters": preset.engine.parameters,
            }
            for preset in presets
        ],
        "histories": [
            {"preset": presets.index(history.preset), "answers": history.answers}
            for history in histories
        ],
    }
    environment = {name: value for name, value in os.environ.items() if name != "ANKI_TEST_MODE"}
    answered = subprocess.run(
        [sys.executable, Path(__file__).with_name("anki_answers.py")],
        input=json.dumps(asked),
        env=environment if fuzz else environment | {"ANKI_TEST_MODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answered.returncode == 0, answered.stderr
    return dict(json.loads(answered.stdout))


def differences(history: History, offers: list[list[list[float]]]) -> list[str]:
    """Where our outcomes are not Anki's, walking along the intervals that Anki chose."""
    schedule, day, found = Schedule(), 0, []
    for number, ((gap, rating), offered) in enumerate(zip(history.answers, offers, strict=True)):
        day += gap
        ours = outcomes(CARD, schedule, history.preset, day)
        for name, theirs in zip(Rating, offered, strict=True):
            problem = _difference(ours[name], theirs)
            if problem:
                found.append(f"answer {number}, {name.name}: {problem} ({schedule})")
        chosen = row(schedule, ours[rating], day, int(offered[rating - 1][0]))
        schedule = as_anki_keeps(after(schedule, chosen, history.preset.engine))
    return found


def as_anki_keeps(schedule: Schedule) -> Schedule:
    """With stability to four places and difficulty to three, which is all that Anki stores."""
    memory = schedule.memory
    assert memory is not None
    kept = Memory(_rounded(memory.stability, 4), _rounded(memory.difficulty, 3))
    return replace(schedule, memory=kept)


def _rounded(value: float, places: int) -> float:
    """Half away from zero, in the single precision in which Anki does it."""
    scale = 10**places
    return math.floor(c_float(value * scale).value + 0.5) / scale


def _difference(ours: Outcome, theirs: list[float]) -> str:
    seconds, stability, difficulty = theirs
    if not math.isclose(ours.memory.difficulty, difficulty, abs_tol=1e-5):
        return f"difficulty {ours.memory.difficulty}, Anki's {difficulty}"
    if not math.isclose(ours.memory.stability, stability, rel_tol=1e-5):
        return f"stability {ours.memory.stability}, Anki's {stability}"
    if abs(ours.interval_s - seconds) > (1 if seconds < DAY_S else 0):
        return f"interval {ours.interval_s / DAY_S}, Anki's {seconds / DAY_S}"
    return ""


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[History], dict[str, Any]]:
    presets = list(PRESETS.values())
    histories = [random_history(n, presets[n % len(presets)]) for n in range(HISTORIES)]
    return histories, ask_anki(tmp_path_factory.mktemp("anki"), histories)


@pytest.mark.parametrize("name", PRESETS)
def test_the_four_outcomes_are_those_of_ankis_scheduler(
    name: str, compared: tuple[list[History], dict[str, Any]]
) -> None:
    """Kinds of answers, steps, intervals and memory are Anki's for every button, fuzz apart."""
    walked = [
        differences(history, offers)
        for history, offers in zip(compared[0], compared[1]["offers"], strict=True)
        if history.preset is PRESETS[name]
    ]
    assert walked
    assert [problem for found in walked for problem in found] == []


def test_the_fold_is_what_anki_computes_from_its_log(
    compared: tuple[list[History], dict[str, Any]],
) -> None:
    """Folding a card's days and ratings gives the memory that Anki makes of the same reviews."""
    for history, (stability, difficulty) in zip(
        compared[0], compared[1]["recomputed"], strict=True
    ):
        ours: Memory | None = None
        for gap, rating in history.answers:
            ours = history.preset.engine.after(ours, gap, rating)
        assert ours is not None
        assert math.isclose(ours.stability, stability, rel_tol=3e-4, abs_tol=1e-4)
        assert math.isclose(ours.difficulty, difficulty, abs_tol=1e-3)


WALK = (
    (0, Rating.GOOD), (0, Rating.GOOD), (2, Rating.GOOD), (12, Rating.GOOD), (40, Rating.HARD),
    (90, Rating.AGAIN), (0, Rating.GOOD), (4, Rating.EASY), (30, Rating.EASY),
)  # fmt: skip
FUZZED = {
    "as shipped": PRESETS["as shipped"],
    "twelve days at most": Preset("", Engine(None, 0.9), (60, 600), (600,), 12),
}
CARDS = 300


@pytest.mark.parametrize("name", FUZZED)
def test_fuzz_moves_an_interval_as_far_as_ankis(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each fuzzed interval of Anki lies within our range, and together they fill it."""
    preset = replace(FUZZED[name], fuzz=True)
    histories = [History(preset, WALK) for _ in range(CARDS)]
    offers = ask_anki(tmp_path, histories, fuzz=True)["offers"]
    seen: dict[tuple[int, int, Rating, tuple[int, int]], set[int]] = defaultdict(set)
    for offered in offers:
        schedule, day = Schedule(), 0
        for number, (gap, rating) in enumerate(WALK):
            day += gap
            lows, highs = _ends(monkeypatch, schedule, preset, day)
            for each, theirs in zip(Rating, offered[number], strict=True):
                ends = (lows[each].interval_s, highs[each].interval_s)
                seen[number, schedule.interval_s, each, ends].add(int(theirs[0]))
            chosen = row(schedule, lows[rating], day, int(offered[number][rating - 1][0]))
            schedule = as_anki_keeps(after(schedule, chosen, preset.engine))
    for (number, _, each, (low, high)), found in seen.items():
        assert low <= min(found) <= max(found) <= high, (number, each)
    first_fuzzed = {key[3]: found for key, found in seen.items() if key[0] == 2}
    assert all((min(found), max(found)) == ends for ends, found in first_fuzzed.items())
    assert any(low < high for low, high in first_fuzzed)


def _ends(
    monkeypatch: pytest.MonkeyPatch, schedule: Schedule, preset: Preset, day: int
) -> tuple[Outcomes, Outcomes]:
    """The outcomes at both ends of the fuzz range."""
    ends = []
    for factor in (0.0, 1 - 2**-24):
        monkeypatch.setattr("decks.scheduling.fuzz_factor", lambda *_, factor=factor: factor)
        ends.append(outcomes(CARD, schedule, preset, day))
    return ends[0], ends[1]
