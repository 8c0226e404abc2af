"""A program: let Anki import a package, and print the figures of its own statistics.

A process of its own, for Anki reads the time zone (``TZ``) of its process. Arguments: a folder
for the collection, and the package. Out: JSON; days count from the beginning of 1970.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import anki_reading

DAY_S = 86_400
KINDS = ("learn", "young", "mature", "relearn", "filtered")
AGES = ("young_passed", "young_failed", "mature_passed", "mature_failed")


def main() -> None:
    with anki_reading.collection(Path(sys.argv[1])) as col:
        anki_reading.imported(col, Path(sys.argv[2]))
        graphs = col._backend.graphs(search="", days=0)
        today = (col.sched.day_cutoff - 5 * 3600) // DAY_S
    json.dump(figures(graphs, today), sys.stdout)


def figures(graphs: Any, today: int) -> dict[str, Any]:
    """Those that paperdeck has too."""
    reviews, retention, counts = graphs.reviews, graphs.true_retention, graphs.card_counts
    return {
        "today": today,
        "answers": {
            today + day: [getattr(of_day, kind) for kind in KINDS]
            for day, of_day in reviews.count.items()
        },
        "ms": {
            today + day: sum(getattr(of_day, kind) for kind in KINDS)
            for day, of_day in reviews.time.items()
        },
        "hours": [[hour.total, hour.correct] for hour in graphs.hours.all_time],
        "retention": {
            name: [getattr(getattr(retention, theirs), age) for age in AGES]
            for name, theirs in {
                "today": "today", "yesterday": "yesterday", "week": "week", "month": "month",
                "year": "year", "all": "all_time",
            }.items()
        },
        "due": {today + day: count for day, count in graphs.future_due.future_due.items()},
        "intervals": dict(graphs.intervals.intervals),
        "stability": dict(graphs.stability.intervals),
        "difficulty_percent": graphs.difficulty.average,
        "recall_percent": graphs.retrievability.average,
        "cards": {
            name: getattr(counts.including_inactive, theirs)
            for name, theirs in {
                "new": "newCards", "learning": "learn", "relearning": "relearn",
                "young": "young", "mature": "mature",
            }.items()
        },
    }  # fmt: skip


if __name__ == "__main__":
    main()
