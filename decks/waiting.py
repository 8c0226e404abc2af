"""In which order cards that wait for a decision are offered: by paper, the best first.

Light warnings come before heavy ones, and a cued recall behind everything else of its
paper. Pure; how heavy each warning weighs stands in ``waiting.toml``.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from decks.ids import CardId, PaperId
from decks.subject import CardWarning


@dataclass(frozen=True, slots=True)
class Waiting:
    """A card in the inbox, as far as its turn depends on it."""

    card: CardId
    paper: PaperId
    warnings: tuple[CardWarning, ...]
    rank: float
    position: int
    """In the order of birth."""


def best_first(waiting: Iterable[Waiting]) -> list[Waiting]:
    """All cards of a paper together, its best first; the paper with the best card first."""
    by_paper: dict[PaperId, list[Waiting]] = defaultdict(list)
    for one in sorted(waiting, key=_merit):
        by_paper[one.paper].append(one)
    return [one for own in by_paper.values() for one in own]


def weight(warnings: Iterable[CardWarning]) -> int:
    """How much is wrong with a card that has these warnings; 0 for nothing."""
    weights, default = _weights()
    return sum(weights.get(warning.code, default) for warning in warnings)


def _merit(one: Waiting) -> tuple[int, float, int]:
    return (weight(one.warnings), -one.rank, one.position)


@cache
def _weights() -> tuple[Mapping[str, int], int]:
    source = resources.files("decks").joinpath("waiting.toml").read_text("utf-8")
    table: dict[str, Any] = tomllib.loads(source)
    return table["weight"], table["default"]
