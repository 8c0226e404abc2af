"""How well a memory model predicts what is recalled: log loss, RMSE(bins) and AUC.

Pure functions of predictions. The definitions are those of the public benchmark of schedulers
(https://github.com/open-spaced-repetition/srs-benchmark), without weights.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter

_CERTAIN = 1e-7
"""No prediction is taken for nearer than this to 0 or 1."""


Bin = tuple[float, float, float]
"""Stands for all answers after about as long a wait, as many answers and as many lapses."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What became of some answers, whoever foresaw them."""

    recalled: Sequence[bool]
    bins: Sequence[Bin]
    """Of each answer."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Lower is better, but for ``auc``."""

    log_loss: float
    """Mean surprise, in nats."""
    rmse_bins: float
    """Distance between predicted and observed recall over bins of like answers, 0 to 1."""
    auc: float | None
    """Chance that a recalled answer was predicted above a forgotten one; None without both."""


def scores(recall: Sequence[float], observed: Observed) -> Scores:
    """All three, of the chances of recall (0 to 1) that were foreseen for these answers.

    Raises ValueError without answers.
    """
    if not recall:
        raise ValueError("nothing was predicted")
    return Scores(
        _log_loss(recall, observed.recalled),
        _rmse_bins(recall, observed),
        _auc(recall, observed.recalled),
    )


def _log_loss(recall: Sequence[float], recalled: Sequence[bool]) -> float:
    surprise = 0.0
    for chance, was in zip(recall, recalled, strict=True):
        seen = chance if was else 1 - chance
        surprise -= math.log(min(max(seen, _CERTAIN), 1 - _CERTAIN))
    return surprise / len(recall)


def _rmse_bins(recall: Sequence[float], observed: Observed) -> float:
    distance: defaultdict[Bin, float] = defaultdict(float)
    for chance, was, where in zip(recall, observed.recalled, observed.bins, strict=True):
        distance[where] += chance - was
    sizes = Counter(observed.bins)
    return math.sqrt(sum(distance[b] ** 2 / sizes[b] for b in distance) / len(recall))


@cache
def bin_of(days: int, number: int, lapses: int) -> Bin:
    """The bin of an answer ``days`` after the last, the ``number``-th of a card with ``lapses``."""
    return (
        round(2.48 * 3.62 ** math.floor(math.log(days, 3.62)), 2),
        round(1.99 * 1.89 ** math.floor(math.log(number, 1.89))),
        round(1.65 * 1.73 ** math.floor(math.log(lapses, 1.73))) if lapses else 0,
    )


def _auc(recall: Sequence[float], recalled: Sequence[bool]) -> float | None:
    """By ranks (Mann-Whitney); equal predictions share theirs."""
    known = sum(recalled)
    forgotten = len(recalled) - known
    if not known or not forgotten:
        return None
    rank = 0.0
    at = 1
    for _, group in groupby(sorted(zip(recall, recalled, strict=True)), key=itemgetter(0)):
        equals = [was for _, was in group]
        rank += (2 * at + len(equals) - 1) / 2 * sum(equals)
        at += len(equals)
    return (rank - known * (known + 1) / 2) / (known * forgotten)
