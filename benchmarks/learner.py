"""Answers of a learner whose memory is FSRS-6 under parameters of their own.

For benchmarks, and for tests of what is made of such answers.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from decks.memory import Engine
from decks.reviews import History

SLOW = (
    0.1, 0.4, 0.9, 2.5, 6.4, 0.83, 3.0, 0.001, 1.2, 0.3, 0.5, 1.48, 0.06, 0.26, 1.65, 0.6, 1.87,
    0.54, 0.09, 0.066, 0.25,
)  # fmt: skip
"""Forgets sooner than most."""
QUICK = (
    0.5, 1.6, 4, 14, 6.2, 0.7, 2.8, 0.01, 1.6, 0.12, 0.9, 1.6, 0.06, 0.25, 1.7, 0.5, 1.9, 0.5,
    0.1, 0.07, 0.22,
)  # fmt: skip
"""Learns faster than most."""
DAY_MS = 86_400_000
FIRST_MS = 1_700_000_000_000


def histories(answers: int, parameters: Sequence[float], seed: int = 1) -> list[History]:
    """Cards with four to fourteen answers each, ``answers`` in all, scheduled as shipped."""
    memory, published, chance = Engine(parameters, 0.9), Engine(None, 0.9), random.Random(seed)
    found, given = [], 0
    while given < answers:
        found.append(_history(memory, published, chance, len(found)))
        given += len(found[-1].answers)
    return found


def _history(memory: Engine, published: Engine, chance: random.Random, number: int) -> History:
    day, gap = chance.randrange(700), 0
    known = believed = None
    instants, answers = [], []
    for turn in range(chance.randint(4, 14)):
        if known is None:
            rating = chance.choices([1, 2, 3, 4], [25, 15, 45, 15])[0]
        else:
            recall = memory.retrievability(known.stability, gap) if gap else 0.95
            recalled = chance.random() < recall
            rating = chance.choices([2, 3, 4], [15, 70, 15])[0] if recalled else 1
        known = memory.after(known, gap, rating)
        believed = published.after(believed, gap, rating)
        instants.append(FIRST_MS + day * DAY_MS + number * 1000 + turn)
        answers.append((gap, rating))
        days = max(1, round(published.interval_days(believed.stability) * chance.uniform(0.9, 1.2)))
        gap = 0 if rating == 1 and chance.random() < 0.6 else days
        day += gap
        if day > 1_000:
            break
    return History(tuple(instants), tuple(answers))
