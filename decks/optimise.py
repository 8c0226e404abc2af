"""Fitting the parameters of FSRS-6 to a learner's answers, and whether that is any better.

Pure: histories in, parameters and scores out. The oldest four fifths of the answers are
fitted, the newest fifth is predicted; the parameters that were measured are those to adopt.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import fsrs_rs_python as fsrs

from decks.memory import Engine, fsrs_item
from decks.reviews import History, Rating
from decks.scores import Observed, Scores, bin_of, scores

LEAST_ANSWERS = 1_000
"""Answers a day or more after another. With fewer the published parameters are as good: fitted
ones were better for only half of the simulated learners."""
HELD_OUT = 0.2
"""The newest share of the answers: what parameters are judged by."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Parameters, and how well they and those in force predict answers they have not seen."""

    parameters: tuple[float, ...]
    fitted: int
    """Answers they were fitted to."""
    held_out: int
    """Answers they were judged by."""
    before: Scores
    """Of the parameters in force."""
    after: Scores

    @property
    def better(self) -> bool:
        """Whether they are to be adopted."""
        return self.after.log_loss < self.before.log_loss


def answers_that_tell(histories: Sequence[History]) -> int:
    """How many answers say something about forgetting: those a day or more after another."""
    return sum(days > 0 for history in histories for days, _ in history.answers[1:])


def fit(histories: Sequence[History], engine: Engine, relearning_steps: int) -> Fit | None:
    """Fit the parameters; ``engine`` has those in force. None with too few answers."""
    instants = sorted(
        [
            instant
            for history in histories
            for instant, (days, _) in zip(history.instants[1:], history.answers[1:], strict=True)
            if days
        ]
    )
    if len(instants) < LEAST_ANSWERS:
        return None
    held_out = int(len(instants) * HELD_OUT)
    since = instants[-held_out]
    # With ids of cards this is faster and fits worse than no fit at all.
    found = fsrs.FSRS(list(fsrs.DEFAULT_PARAMETERS)).compute_parameters(
        list(_items(histories, since)), num_relearning_steps=relearning_steps
    )
    parameters = tuple(float(value) for value in found)
    late = Judged.of(histories, since)
    fitted = Engine(parameters, engine.desired_retention)
    return Fit(
        parameters, len(instants) - held_out, held_out, late.scores(engine), late.scores(fitted)
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """The answers that parameters are judged by: those a day or more after another."""

    items: Sequence[fsrs.FSRSItem]
    """The histories they stand in."""
    places: Sequence[tuple[int, int, int]]
    """Of each answer (history, answers before it, days since the last of these)."""
    observed: Observed

    @classmethod
    def of(cls, histories: Sequence[History], since: int = 0) -> Self:
        """The answers from the instant ``since`` on that tell something, in ms UTC."""
        late = [history for history in histories if history.instants[-1:] >= (since,)]
        places, recalled, bins = [], [], []
        for at, history in enumerate(late):
            lapses, instants = 0, history.instants
            for number, (days, rating) in enumerate(history.answers):
                if days and number and instants[number] >= since:
                    places.append((at, number, days))
                    recalled.append(rating > Rating.AGAIN)
                    bins.append(bin_of(days, number + 1, lapses))
                if days and rating == Rating.AGAIN:
                    lapses += 1
        items = [fsrs_item(history.answers) for history in late]
        return cls(items, places, Observed(recalled, bins))

    def scores(self, engine: Engine) -> Scores:
        """How well an engine foresees them, each from all earlier answers of its card."""
        return scores(self.chances(engine), self.observed)

    def chances(self, engine: Engine) -> list[float]:
        """The chance of recall, 0 to 1, that an engine foresees for each."""
        return engine.recalls(self.items, self.places)


def _items(histories: Sequence[History], before: int) -> Iterator[fsrs.FSRSItem]:
    """Every answer before an instant that tells something, with those that led to it."""
    for history in histories:
        known = bisect_left(history.instants, before)
        reviews = [fsrs.FSRSReview(rating, days) for days, rating in history.answers[:known]]
        for number, (days, _) in enumerate(history.answers[1:known], 2):
            if days:
                yield fsrs.FSRSItem(reviews[:number])
