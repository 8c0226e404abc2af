"""The statistics as the document of ``stats --json``. Keys are only ever added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from decks.days import calendar_date
from decks.statistics import Statistics
from decks.statistics_cards import Distribution, PaperMemory
from decks.statistics_log import AnswersOfDay, PeriodRetention, Retention, every_day
from decks.statistics_recall import Calibration


def statistics_json(found: Statistics, query: str) -> dict[str, Any]:
    """All of it; ``query`` as it was given."""
    return {
        "version": 1,
        "query": query,
        "today": _today(found),
        "cards": {**asdict(found.cards), "total": found.cards.total, "recall": found.recall},
        "streak": asdict(found.streak),
        "forecast": _forecast(found),
        "days": [_day(day) for day in found.days],
        "retention": {
            "periods": {name: _period(one) for name, one in found.periods.items()},
            "by_interval": [
                {"from_days": days, **_retention(one)} for days, one in found.by_interval.items()
            ],
            "by_month": [{"month": month, **_retention(o)} for month, o in found.by_month.items()],
        },
        "calibration": _calibration(found.calibration) if found.calibration else None,
        "intervals": _distribution(found.intervals, "days"),
        "stability": _distribution(found.stability, "days"),
        "difficulty": _distribution(found.difficulty, "difficulty"),
        "hours": [asdict(hour) for hour in found.hours],
        "papers": papers_json(found.papers),
    }


def papers_json(papers: Sequence[PaperMemory]) -> list[dict[str, Any]]:
    """What is being forgotten first."""
    return [
        {
            "id": one.paper,
            **asdict(one.name),
            "cards": one.cards,
            "seen": one.seen,
            "due": one.due,
            "recall": one.recall,
            "forgotten": round(one.forgotten, 3),
        }
        for one in papers
    ]


def _today(found: Statistics) -> dict[str, Any]:
    return _day(every_day(found.days, found.today, found.today)[0])


def _day(day: AnswersOfDay) -> dict[str, Any]:
    counts = asdict(day)
    del counts["day"], counts["duration_ms"]
    minutes = round(day.minutes, 2)
    return {"date": _date(day.day), "answers": day.answers, **counts, "minutes": minutes}


def _forecast(found: Statistics) -> dict[str, Any]:
    days = [
        {"date": _date(found.today + ahead), "due": due}
        for ahead, due in enumerate(found.forecast.days)
    ]
    return {"overdue": found.forecast.overdue, "days": days, "later": found.forecast.later}


def _period(one: PeriodRetention) -> dict[str, Any]:
    ages = {"young": one.young, "mature": one.mature, "all": one.all}
    return {name: _retention(retention) for name, retention in ages.items()}


def _retention(one: Retention) -> dict[str, Any]:
    return {**asdict(one), "retention": one.share}


def _calibration(found: Calibration) -> dict[str, Any]:
    bins = [asdict(one) for one in found.bins]
    return {"answers": found.answers, **asdict(found.scores), "bins": bins}


def _distribution(found: Distribution, unit: str) -> dict[str, Any]:
    counts = [{unit: value, "cards": cards} for value, cards in found.counts.items()]
    return {"median": found.median, "counts": counts}


def _date(day: int) -> str:
    return calendar_date(day).isoformat()
