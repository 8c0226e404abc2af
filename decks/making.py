"""Candidates of many points at once: in other processes where it is worth their start.

Pure but for the executor, which is any: what a process is given says all it needs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import lru_cache

from decks.rarity import Rarity
from decks.subject import Candidate, Subject
from decks.tuning import Tuning

CHUNK = 64
"""Points that a process is given at a time: 0.2 s of work."""

Wanted = tuple[Subject, Tuning]
"""A point as recipes see it, and which of them may make cards of it."""


@dataclass(frozen=True, slots=True)
class _Job:
    rarity: str
    """As text, which every process reads once."""
    wanted: Sequence[Wanted]


def made(
    wanted: Sequence[Wanted], rarity: Rarity, executor: Executor
) -> Iterator[tuple[Candidate, ...]]:
    """The candidates of every point, in their order, made by ``executor``."""
    written = _written(rarity)
    jobs = [_Job(written, wanted[at : at + CHUNK]) for at in range(0, len(wanted), CHUNK)]
    for chunk in executor.map(_make, jobs):
        yield from chunk


def _make(job: _Job) -> list[tuple[Candidate, ...]]:
    rarity = _read(job.rarity)
    return [candidates_of(one, rarity) for one in job.wanted]


def candidates_of(wanted: Wanted, rarity: Rarity) -> tuple[Candidate, ...]:
    """All checked candidates of a point, best first."""
    from decks.candidates import candidates  # loads all recipes: 50 ms

    subject, tuning = wanted
    return candidates(subject, rarity, tuning)


def _written(rarity: Rarity) -> str:
    return json.dumps([rarity.papers, dict(rarity.frequency), dict(rarity.glossary)])


@lru_cache(1)
def _read(written: str) -> Rarity:
    papers, frequency, glossary = json.loads(written)
    return Rarity(papers, frequency, {term: tuple(words) for term, words in glossary.items()})
