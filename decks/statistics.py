"""The statistics of a collection: all of them, put together from the store.

What they mean is said by ``statistics_log``, ``statistics_cards`` and ``statistics_recall``;
the command and the app only show them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from decks.ids import CardId
from decks.presets import Presets
from decks.statistics_cards import (
    CardCounts,
    Distribution,
    DueForecast,
    PaperMemory,
    card_counts,
    difficulties,
    due_forecast,
    intervals,
    paper_memories,
    recalls_now,
    stabilities,
)
from decks.statistics_log import (
    AnswersOfDay,
    HourOfDay,
    PeriodRetention,
    Retention,
    Streak,
    read_log,
    retention_by_interval,
    retention_by_month,
    retention_by_period,
    streak,
)
from decks.statistics_recall import Calibration, calibration
from decks.store.connection import Store
from decks.store.statistics import (
    answers_by_day,
    answers_by_hour,
    answers_in_order,
    cards_in_play,
    decks_of_cards,
    paper_names,
    scope_of,
)


@dataclass(frozen=True, slots=True)
class Statistics:
    """All that is shown."""

    today: int
    """Logical day."""
    cards: CardCounts
    recall: float | None
    """Mean chance of recall now of the cards seen; None if none was."""
    forecast: DueForecast
    days: Sequence[AnswersOfDay]
    """Those with an answer, oldest first."""
    streak: Streak
    hours: Sequence[HourOfDay]
    periods: Mapping[str, PeriodRetention]
    by_interval: Mapping[int, Retention]
    by_month: Mapping[str, Retention]
    calibration: Calibration | None
    intervals: Distribution
    stability: Distribution
    difficulty: Distribution
    papers: Sequence[PaperMemory]
    """What is being forgotten first."""


def load_statistics(
    store: Store, presets: Presets, today: int, cards: Iterable[CardId] | None = None
) -> Statistics:
    """The statistics on logical day ``today``, of some cards or of all that there ever were."""
    scope = scope_of(store, cards)
    days = answers_by_day(store, scope)
    log = read_log(answers_in_order(store, scope), decks_of_cards(store))
    now = cards_in_play(store, scope)
    recalls = recalls_now(now, presets, today)
    known = [recall for recall in recalls if recall is not None]
    return Statistics(
        today=today,
        cards=card_counts(now),
        recall=sum(known) / len(known) if known else None,
        forecast=due_forecast(now, today),
        days=days,
        streak=streak([each.day for each in days], today),
        hours=answers_by_hour(store, scope),
        periods=retention_by_period(log.trials, presets, today),
        by_interval=retention_by_interval(log.trials, presets),
        by_month=retention_by_month(log.trials, presets),
        calibration=calibration(
            (presets.of(deck).engine, some) for deck, some in log.histories.items()
        ),
        intervals=intervals(now),
        stability=stabilities(now),
        difficulty=difficulties(now),
        papers=paper_memories(now, recalls, paper_names(store), today),
    )


def load_papers(
    store: Store, presets: Presets, today: int, cards: Iterable[CardId] | None = None
) -> list[PaperMemory]:
    """What is known of each paper, without the rest: what is being forgotten comes first."""
    now = cards_in_play(store, scope_of(store, cards))
    return paper_memories(now, recalls_now(now, presets, today), paper_names(store), today)
