"""Spans of time as people read them: ``10m``, ``15d``, ``1.2mo``."""

from __future__ import annotations

import math

from decks.days import DAY_S
from tui.wording import say

_MINUTE_S, _HOUR_S, _MONTH_S, _YEAR_S = 60, 3600, 30 * DAY_S, 365 * DAY_S


def interval(seconds: int) -> str:
    """An interval in its largest fitting unit, as on the buttons of the four grades.

    Seconds, minutes, hours and days are whole numbers, months (of 30 days) and years (of
    365) have one decimal where it says something.
    """
    if seconds < _MINUTE_S:
        return say("interval.seconds", count=seconds)
    if _whole(seconds / _MINUTE_S) < 60:
        return say("interval.minutes", count=_whole(seconds / _MINUTE_S))
    if seconds < DAY_S:
        return say("interval.hours", count=_tenths(seconds / _HOUR_S))
    if seconds < _MONTH_S:
        return say("interval.days", count=_whole(seconds / DAY_S))
    if seconds < _YEAR_S:
        return say("interval.months", count=_tenths(seconds / _MONTH_S))
    return say("interval.years", count=_tenths(seconds / _YEAR_S))


def countdown(seconds: int) -> str:
    """How long until something: minutes, and in the last of them seconds."""
    if seconds < _MINUTE_S:
        return say("interval.in-seconds", count=max(0, seconds))
    minutes = math.ceil(seconds / _MINUTE_S)
    if minutes < 60:
        return say("interval.in-minutes", count=minutes)
    return say("interval.in-hours", hours=minutes // 60, minutes=minutes % 60)


def _whole(value: float) -> int:
    return math.floor(value + 0.5)


def _tenths(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
