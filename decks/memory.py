"""The memory model: FSRS-6, by the one engine of this program, ``fsrs-rs-python``.

Stability is in days, difficulty 1 to 10, retrievability and retention 0 to 1. The
engine counts whole days and knows neither clock nor steps nor fuzz.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import fsrs_rs_python as fsrs


@dataclass(frozen=True, slots=True)
class Memory:
    """How well a card is known."""

    stability: float
    """Days after which it is recalled with 90 %."""
    difficulty: float
    """1 (easy) to 10."""


Answers = Sequence[tuple[int, int]]
"""What memory is made of: (days since the answer before, rating 1 to 4), oldest first."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What one rating would lead to."""

    memory: Memory
    interval_days: float
    """Until retrievability falls to the desired retention; neither rounded nor fuzzed."""


class Engine:
    """FSRS-6 under one set of parameters and one desired retention."""

    def __init__(self, parameters: Sequence[float] | None, desired_retention: float) -> None:
        """``parameters``: the 21 of FSRS-6, or None for the published defaults."""
        self.parameters = tuple(parameters or fsrs.DEFAULT_PARAMETERS)
        self.desired_retention = desired_retention
        self._fsrs = fsrs.FSRS(list(self.parameters))
        self._decay = -self.parameters[20]
        self._factor = 0.9 ** (1 / self._decay) - 1

    @property
    def learns_within_a_day(self) -> bool:
        """Whether a second answer on one day moves stability: w17 and w18 of FSRS-6."""
        return self.parameters[17] > 0 and self.parameters[18] > 0

    def forecasts(self, memory: Memory | None, elapsed_days: int) -> tuple[Forecast, ...]:
        """What again, hard, good and easy lead to, ``elapsed_days`` after the last answer."""
        before = fsrs.MemoryState(memory.stability, memory.difficulty) if memory else None
        states = self._fsrs.next_states(before, self.desired_retention, elapsed_days)
        return tuple(
            Forecast(memory_of(s.memory), s.interval)
            for s in (states.again, states.hard, states.good, states.easy)
        )

    def after(self, memory: Memory | None, elapsed_days: int, rating: int) -> Memory:
        """The memory after one answer; ``rating`` 1 to 4."""
        return self.forecasts(memory, elapsed_days)[rating - 1].memory

    def memories(self, histories: Sequence[Answers]) -> list[Memory | None]:
        """The memory after each history, all at once: 5 million answers a second. None for none.

        The numbers are those of ``after``, answer by answer.
        """
        items = [fsrs_item(answers) for answers in histories if answers]
        states = iter(self._fsrs.memory_state_batch(items) if items else ())
        return [memory_of(next(states)) if answers else None for answers in histories]

    def recalls(
        self, items: Sequence[fsrs.FSRSItem], places: Sequence[tuple[int, int, int]]
    ) -> list[float]:
        """The chance of recall, 0 to 1, of some answers in histories (see ``fsrs_item``).

        ``places`` gives of each its history, the answers before it, at least one, and the days
        since the last of these.
        """
        courses = self._fsrs.historical_memory_state_batch(items) if items else []
        return [
            self.retrievability(courses[at][number - 1].stability, days)
            for at, number, days in places
        ]

    def interval_days(self, stability: float) -> float:
        """Days after which a memory falls to the desired retention; not rounded."""
        return float(self._fsrs.next_interval(stability, self.desired_retention, 0))

    def retrievability(self, stability: float, elapsed_days: float) -> float:
        """Chance of recall, 0 to 1.

        FSRS-6's forgetting curve: R = (1 + F t / S) ** -w20, F = 0.9 ** (-1 / w20) - 1
        (https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm).
        """
        return float((1 + self._factor * elapsed_days / stability) ** self._decay)


def fsrs_item(answers: Answers) -> fsrs.FSRSItem:
    """A history as the engine takes it."""
    return fsrs.FSRSItem([fsrs.FSRSReview(rating, days) for days, rating in answers])


def memory_of(state: fsrs.MemoryState) -> Memory:
    """A memory as the engine gives it."""
    return Memory(state.stability, state.difficulty)
