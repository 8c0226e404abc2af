"""How fast memory states are folded and parameters fitted, beside the libraries alone.

Both sides take turns on the same answers in one run; times are those of the processor, figures
medians. ``make bench`` runs it; ``--write`` also puts the tables into ``RESULTS.md``.
"""

from __future__ import annotations

import argparse
import gc
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from statistics import median
from time import process_time
from typing import Any

import fsrs as py_fsrs
import fsrs_rs_python as fsrs_rs

from benchmarks.learner import QUICK
from benchmarks.learner import histories as histories_of
from benchmarks.results import keep
from decks.days import DAY_S
from decks.ids import CardId
from decks.memory import Engine, fsrs_item
from decks.optimise import fit
from decks.reviews import History, Rating, Review, ReviewKind, folds

REVIEWS = 1_000_000
CHUNK = 100_000
"""Reviews that are in memory at once."""
FITTED = 100_000
RUNS = 5
HIGHEST_STABILITY = 36_500
"""Days: the engine keeps stability below it, the other library does not."""
EPOCH = datetime(2020, 1, 1, 12, tzinfo=UTC)


def rows(history: History) -> list[Review]:
    """The log of a card with these answers."""
    day, found = 0, []
    for instant, (gap, rating) in zip(history.instants, history.answers, strict=True):
        day += gap
        kind = ReviewKind.REVIEW if found else ReviewKind.LEARNING
        found.append(
            Review(instant, CardId("x"), "", kind, Rating(rating), day, 0, 0, DAY_S, 0, None, None)
        )
    return found


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of the processor, and what came out."""
    gc.collect()
    start = process_time()
    found = work()
    return process_time() - start, found


def one_by_one(histories: Sequence[Sequence[tuple[py_fsrs.Rating, datetime]]]) -> list[Any]:
    """Every card's state by ``fsrs``, answer by answer."""
    scheduler = py_fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    found = []
    for history in histories:
        card = py_fsrs.Card(card_id=1)
        for rating, moment in history:
            card, _ = scheduler.review_card(card, rating, moment)
        found.append(card)
    return found


def fold_table() -> list[str]:
    """Seconds for a million reviews: ``fsrs`` alone, our memories, our whole schedules."""
    engine, spent, furthest = Engine(None, 0.9), [0.0, 0.0, 0.0], 0.0
    for seed in range(REVIEWS // CHUNK):
        histories = histories_of(CHUNK, QUICK, seed)
        dated = [_dated(history) for history in histories]
        logs = [rows(history) for history in histories]
        answers = [history.answers for history in histories]
        theirs_s, theirs = timed(lambda dated=dated: one_by_one(dated))
        memories_s, memories = timed(lambda answers=answers: engine.memories(answers))
        schedules_s, schedules = timed(lambda logs=logs: folds(logs, engine))
        for at, seconds in enumerate((theirs_s, memories_s, schedules_s)):
            spent[at] += seconds
        if [schedule.memory for schedule in schedules] != memories:
            raise AssertionError("the schedule has another memory")
        furthest = max(furthest, _distance(histories, theirs, memories))
    theirs_s, memories_s, schedules_s = spent
    return [
        "| folding 1,000,000 reviews | seconds | times as fast as `fsrs` | largest difference |",
        "| --- | --- | --- | --- |",
        f"| `fsrs` alone | {theirs_s:.2f} | 1 | |",
        f"| memory states | {memories_s:.2f} | {theirs_s / memories_s:.1f} | {furthest:.1e} |",
        f"| schedules from rows of the log | {schedules_s:.2f} | {theirs_s / schedules_s:.1f} | |",
    ]


def _dated(history: History) -> list[tuple[py_fsrs.Rating, datetime]]:
    day, found = 0, []
    for gap, rating in history.answers:
        day += gap
        found.append((py_fsrs.Rating(rating), EPOCH + timedelta(days=day)))
    return found


def _distance(histories: Sequence[History], theirs: Sequence[Any], ours: Sequence[Any]) -> float:
    """The largest share by which stability, or number by which difficulty, differs.

    Only of cards whose stability never came near the engine's highest.
    """
    engine = fsrs_rs.FSRS(list(fsrs_rs.DEFAULT_PARAMETERS))
    courses = engine.historical_memory_state_batch([fsrs_item(h.answers) for h in histories])
    return max(
        max(
            abs(mine.stability - card.stability) / card.stability,
            abs(mine.difficulty - card.difficulty),
        )
        for card, mine, course in zip(theirs, ours, courses, strict=True)
        if max(state.stability for state in course) < HIGHEST_STABILITY
    )


def library_alone(histories: Sequence[History]) -> list[float]:
    """Parameters by ``fsrs-rs-python``: its items made of every answer, and its fit."""
    items = []
    for history in histories:
        reviews = [fsrs_rs.FSRSReview(rating, days) for days, rating in history.answers]
        for number, (days, _) in enumerate(history.answers[1:], 2):
            if days:
                items.append(fsrs_rs.FSRSItem(reviews[:number]))
    return list(fsrs_rs.FSRS(list(fsrs_rs.DEFAULT_PARAMETERS)).compute_parameters(items))


def fit_table(runs: int) -> list[str]:
    """Seconds for a fit of 100,000 reviews: the library alone, and ours with its hold-out."""
    histories, engine = histories_of(FITTED, QUICK), Engine(None, 0.9)
    alone, ours = [], []
    for _ in range(runs):
        alone.append(timed(lambda: library_alone(histories))[0])
        ours.append(timed(lambda: fit(histories, engine, 1))[0])
    share = median(mine / theirs for mine, theirs in zip(ours, alone, strict=True))
    return [
        "| fitting 100,000 reviews | seconds | times the library alone |",
        "| --- | --- | --- |",
        f"| `fsrs-rs-python` alone | {median(alone):.2f} | 1 |",
        f"| with hold-out and scores | {median(ours):.2f} | {share:.2f} |",
    ]


def main() -> None:
    """Measure and print; with ``--write`` keep the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help="runs of which the median counts")
    parser.add_argument("--write", action="store_true", help="put the tables into RESULTS.md")
    options = parser.parse_args()
    tables = [fold_table(), fit_table(options.runs)]
    for table in tables:
        print(*table, "", sep="\n")
    if options.write:
        keep("scheduling", tables)


if __name__ == "__main__":
    main()
