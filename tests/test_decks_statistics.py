"""Statistics worked out by hand from small logs and a few cards."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from benchmarks.learner import QUICK, histories
from decks.days import DAY_S
from decks.ids import CardId, PaperId
from decks.memory import Engine
from decks.presets import Presets
from decks.reviews import History, Phase
from decks.scheduling import Preset
from decks.statistics_cards import (
    AHEAD,
    CardNow,
    PaperName,
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
    LogRow,
    Streak,
    Trials,
    every_day,
    interval_class,
    read_log,
    retention,
    retention_by_interval,
    retention_by_month,
    retention_by_period,
    streak,
)
from decks.statistics_recall import calibration

TODAY = 20_500
"""2026-02-16."""
EASY = Preset("easy", Engine(None, 0.8), (60,), (600,), 36_500)
PRESETS = Presets(Preset("default", Engine(None, 0.9), (60,), (600,), 36_500), {"轻松": EASY})
CARD = CardId("c" * 20)

STREAKS: dict[str, tuple[list[int], Streak]] = {
    "no answer ever": ([], Streak(0, 0, 0)),
    "one today": ([TODAY], Streak(1, 1, 1)),
    "one yesterday still counts": ([TODAY - 1], Streak(1, 1, 1)),
    "broken the day before yesterday": ([TODAY - 3, TODAY - 2], Streak(0, 2, 2)),
    "a longer one before": (
        [TODAY - 9, TODAY - 8, TODAY - 7, TODAY - 1, TODAY],
        Streak(2, 3, 5),
    ),
}


@pytest.mark.parametrize(("days", "wanted"), STREAKS.values(), ids=STREAKS)
def test_streaks(days: list[int], wanted: Streak) -> None:
    """Days in a row up to today or yesterday, the longest row, and all days."""
    assert streak(days, TODAY) == wanted


def row(day: int, rating: int | None, interval: int = 0, *, review: bool = True) -> LogRow:
    """A row of the log at an instant of its own."""
    return (CARD, day * 1000 + (rating or 0), day, rating, int(review or interval > 0), interval)


LOGS: dict[str, tuple[list[LogRow], list[tuple[int, int, int, int]], tuple[tuple[int, int], ...]]]
LOGS = {
    "empty": ([], [], ()),
    "one answer to a new card": ([row(5, 3, review=False)], [], ((0, 3),)),
    "learnt, then recalled": (
        [row(5, 3, review=False), row(8, 3, 3)], [(8, 2, 1, 1)], ((0, 3), (3, 3)),
    ),
    "the first answer of a day counts": (
        [row(5, 3, review=False), row(8, 1, 3), row(8, 3, 3), row(9, 3, 1)],
        [(8, 2, 1, 0), (9, 1, 1, 1)], ((0, 3), (3, 1), (0, 3), (1, 3)),
    ),
    "steps of minutes do not": (
        [row(5, 1, review=False), row(5, 3, review=False), row(6, 1, 1)],
        [(6, 1, 1, 0)], ((0, 1), (0, 3), (1, 1)),
    ),
    "a reset begins anew": (
        [row(5, 3, review=False), row(25, 3, 20), row(26, None), row(27, 4, review=False)],
        [(25, 14, 1, 1)], ((0, 4),),
    ),
    "nothing but a reset": ([row(5, 3, review=False), row(6, None)], [], ()),
    "a clock that went back": ([row(9, 3, review=False), row(7, 3, 1)], [(7, 1, 1, 1)],
                               ((0, 3), (0, 3))),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "tests", "answers"), LOGS.values(), ids=LOGS)
def test_what_a_log_tells(
    rows: list[LogRow],
    tests: list[tuple[int, int, int, int]],
    answers: tuple[tuple[int, int], ...],
) -> None:
    """(day, class, answers, recalled) of what retention counts, and the history since a reset."""
    log = read_log(rows, {CARD: "轻松"})
    assert [(t.day, t.interval, t.answers, t.recalled) for t in log.trials] == tests
    assert {test.deck for test in log.trials} <= {"轻松"}
    assert [h.answers for h in log.histories.get("轻松", ())] == ([answers] if answers else [])


CLASSES = {0: 0, 1: 1, 2: 2, 3: 2, 4: 4, 20: 14, 21: 21, 364: 180, 365: 365, 40_000: 365}


@pytest.mark.parametrize(("days", "first"), CLASSES.items())
def test_classes_of_intervals(days: int, first: int) -> None:
    """An interval lies in the class that begins at or before it; 21 days are mature."""
    assert interval_class(days) == first


TESTS = [
    Trials(TODAY, 1, "a", 4, 3),
    Trials(TODAY, 45, "轻松::b", 2, 2),
    Trials(TODAY - 1, 14, "a", 1, 0),
    Trials(TODAY - 20, 1, "a", 3, 3),
]


def test_retention_beside_the_desired_one() -> None:
    """Sums and shares, and the mean desired retention weighted by answers."""
    found = retention(TESTS, PRESETS)
    assert (found.answers, found.recalled, found.share) == (10, 8, 0.8)
    assert found.desired == pytest.approx((8 * 0.9 + 2 * 0.8) / 10)
    assert retention([], PRESETS).share is None
    assert retention([], PRESETS).desired is None


def test_retention_in_groups() -> None:
    """By class of interval, by calendar month, and by Anki's periods and ages."""
    by_interval = retention_by_interval(TESTS, PRESETS)
    assert {key: (o.answers, o.recalled) for key, o in by_interval.items()} == {
        1: (7, 6), 14: (1, 0), 45: (2, 2),
    }  # fmt: skip
    by_month = retention_by_month(TESTS, PRESETS)
    assert {key: (o.answers, o.recalled) for key, o in by_month.items()} == {
        "2026-01": (3, 3), "2026-02": (7, 5),
    }  # fmt: skip
    periods = retention_by_period(TESTS, PRESETS, TODAY)
    assert {name: (o.young.answers, o.mature.answers) for name, o in periods.items()} == {
        "today": (4, 2), "yesterday": (1, 0), "week": (5, 2), "month": (8, 2), "year": (8, 2),
        "all": (8, 2),
    }  # fmt: skip


def test_every_day_is_there() -> None:
    """Days without an answer stand between those with one."""
    days = every_day([AnswersOfDay(5, young=2), AnswersOfDay(8)], 4, 6)
    assert [(day.day, day.answers) for day in days] == [(4, 0), (5, 2), (6, 0)]


NEW = CardNow(PaperId("p"), "a", Phase.NEW, None, None, 0, None, None, None)
KNOWN = CardNow(PaperId("p"), "a", Phase.REVIEW, 10.0, 5.0, 10 * DAY_S, TODAY + 3, None, TODAY - 7)
FORECASTS: dict[str, tuple[CardNow, tuple[int, dict[int, int], int]]] = {
    "new cards are left out": (NEW, (0, {}, 0)),
    "today": (replace(KNOWN, due_day=TODAY), (0, {0: 1}, 0)),
    "in three days": (KNOWN, (0, {3: 1}, 0)),
    "overdue": (replace(KNOWN, due_day=TODAY - 1), (1, {}, 0)),
    "the last day of the forecast": (replace(KNOWN, due_day=TODAY + 364), (0, {364: 1}, 0)),
    "after it": (replace(KNOWN, due_day=TODAY + 365), (0, {}, 1)),
    "buried until tomorrow": (
        replace(KNOWN, due_day=TODAY - 5, buried_until=TODAY + 1), (0, {1: 1}, 0),
    ),
    "buried once, long ago": (replace(KNOWN, buried_until=TODAY - 90), (0, {3: 1}, 0)),
    "in its steps": (replace(KNOWN, phase=Phase.LEARNING, due_day=TODAY), (0, {0: 1}, 0)),
}  # fmt: skip


@pytest.mark.parametrize(("card", "wanted"), FORECASTS.values(), ids=FORECASTS)
def test_forecasts(card: CardNow, wanted: tuple[int, dict[int, int], int]) -> None:
    """A card counts once: before today, on its day of the year to come, or later."""
    found = due_forecast([card], TODAY)
    days = {ahead: due for ahead, due in enumerate(found.days) if due}
    assert (found.overdue, days, found.later) == wanted
    assert len(found.days) == AHEAD


def test_counts_and_distributions() -> None:
    """Young and mature part at 21 days; only cards in review have an interval."""
    cards = [
        NEW, KNOWN, replace(KNOWN, interval_s=21 * DAY_S, stability=10.5, difficulty=9.4),
        replace(KNOWN, phase=Phase.RELEARNING, interval_s=600, stability=0.4),
    ]  # fmt: skip
    counts = card_counts(cards)
    assert (counts.new, counts.relearning, counts.young, counts.mature) == (1, 1, 1, 1)
    assert counts.total == 4
    assert intervals(cards).counts == {10: 1, 21: 1}
    assert stabilities(cards).counts == {0: 1, 10: 1, 11: 1}
    assert difficulties(cards).counts == {5: 2, 9: 1}
    assert difficulties(cards).median == 5
    assert intervals([]).median is None


def test_what_is_forgotten_comes_first() -> None:
    """Papers by the mean recall of the cards seen; those of which none was seen come last."""
    names = {PaperId(key): PaperName(title, "", None) for key, title in [
        ("p", "扩散模型"), ("q", "Attention"), ("r", "Unread"),
    ]}  # fmt: skip
    cards = [
        KNOWN, NEW, replace(KNOWN, paper=PaperId("q"), last_day=TODAY - 100, due_day=TODAY),
        replace(NEW, paper=PaperId("r")),
    ]  # fmt: skip
    recalls = recalls_now(cards, PRESETS, TODAY)
    found = paper_memories(cards, recalls, names, TODAY)
    assert [one.name.title for one in found] == ["Attention", "扩散模型", "Unread"]
    assert [(one.cards, one.seen, one.due) for one in found] == [(1, 1, 1), (2, 1, 0), (1, 0, 0)]
    assert found[1].recall == Engine(None, 0.9).retrievability(10.0, 7)
    assert found[0].forgotten == pytest.approx(1 - (found[0].recall or 0))
    assert (found[2].recall, found[2].forgotten) == (None, 0.0)


def test_a_memory_from_tomorrow_is_fresh() -> None:
    """A clock that was set back makes no chance above one."""
    assert recalls_now([replace(KNOWN, last_day=TODAY + 9)], PRESETS, TODAY) == [1.0]


def test_calibration_by_hand() -> None:
    """One answer recalled, one forgotten, after the same wait: half of what was foreseen."""
    engine = Engine(None, 0.9)
    some = [History((1, 2), ((0, 3), (4, last))) for last in (1, 3)]
    found = calibration([(engine, some)])
    assert found is not None
    chance = engine.retrievability(engine.after(None, 0, 3).stability, 4)
    (only,) = found.bins
    assert (only.answers, only.observed) == (2, 0.5)
    assert only.predicted == pytest.approx(chance, rel=1e-5)
    assert only.low <= chance < only.high
    assert found.scores.rmse_bins == pytest.approx(chance - 0.5, rel=1e-5)
    assert found.scores.log_loss == pytest.approx(
        -(math.log(chance) + math.log(1 - chance)) / 2, rel=1e-5
    )


def test_nothing_to_foresee_has_no_calibration() -> None:
    """First answers, and second ones on the same day, tell nothing about forgetting."""
    assert calibration([]) is None
    assert calibration([(Engine(None, 0.9), [History((1, 2), ((0, 3), (0, 3)))])]) is None


def test_the_bins_hold_every_answer() -> None:
    """Sizes add up to the answers, and the memory that made the answers is well calibrated."""
    engine = Engine(QUICK, 0.9)
    lives = histories(6_000, QUICK)
    found = calibration([(engine, lives[::2]), (engine, lives[1::2])])
    assert found is not None
    assert sum(one.answers for one in found.bins) == found.answers
    large = [one for one in found.bins if one.answers >= 200]
    assert large
    for one in large:
        assert one.observed == pytest.approx(one.predicted, abs=0.04)
