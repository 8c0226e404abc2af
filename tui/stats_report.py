"""The statistics as sections of text, for a terminal of any width.

A section is a heading and lines; who shows it decides about colours and columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from decks.days import calendar_date
from decks.statistics import Statistics
from decks.statistics_cards import Distribution, PaperMemory
from decks.statistics_log import INTERVALS, AnswersOfDay, Retention, every_day, interval_class
from tui.output import aligned, beginning, fitted
from tui.printable import one_line
from tui.stats_charts import bar, bars, heatmap
from tui.wording import say

MONTH_DAYS = 30
MONTHS = 12
"""Newest months of the table of retention."""
PAPERS = 10
"""That are named among all the rest."""
LEAST_BAR, LONGEST_BAR = 8, 40
"""Cells."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    title: str
    lines: Sequence[str]


def sections(found: Statistics, cells: int) -> list[Section]:
    """All that there is something to show of, each line at most ``cells`` cells wide."""
    made = [Section(say("stats.overview"), overview(found))]
    for name, lines in _SECTIONS.items():
        if shown := lines(found, cells):
            made.append(Section(say(f"stats.{name}"), shown))
    return made


def overview(found: Statistics) -> list[str]:
    """The numbers of the day."""
    cards, today = found.cards, every_day(found.days, found.today, found.today)[0]
    lines = [
        say("stats.cards", total=cards.total, new=cards.new, young=cards.young,
            learning=cards.learning + cards.relearning, mature=cards.mature)
    ]  # fmt: skip
    if found.recall is not None:
        lines.append(say("stats.recall", recall=found.recall, seen=cards.total - cards.new))
    if not found.days:
        return [*lines, say("stats.nothing_answered")]
    lines.append(
        say("stats.today", answers=today.answers, minutes=today.minutes, again=today.again)
    )
    run = found.streak
    lines.append(say("stats.streak", current=run.current, longest=run.longest, days=run.days))
    return lines


def paper_lines(papers: Sequence[PaperMemory], cells: int) -> list[str]:
    """A table of papers, in their order."""
    columns = ("paper", "paper_cards", "seen", "due", "recalled")
    rows = [
        [name_of(one), f"{one.cards:,}", f"{one.seen:,}", f"{one.due:,}", _percent(one.recall)]
        for one in papers
    ]
    return fitted([[say(f"stats.{column}") for column in columns]], rows, cells, shorten=beginning)


def name_of(one: PaperMemory) -> str:
    """What a paper is called in a list."""
    name = one.name.short or one.name.title
    return one_line(name if one.name.year is None else f"{name} ({one.name.year})")


def _due_month(found: Statistics, cells: int) -> list[str]:
    forecast = found.forecast
    if not forecast.total:
        return []
    days = forecast.days[:MONTH_DAYS]
    first, last = _date(found.today), _date(found.today + len(days) - 1)
    sums = say("stats.due_sums", overdue=forecast.overdue, today=days[0], tomorrow=days[1],
               month=sum(days), later=forecast.total - forecast.overdue - sum(days))  # fmt: skip
    return [*bars(days, first, last, cells), sums]


def _due_year(found: Statistics, cells: int) -> list[str]:
    days = found.forecast.days
    weeks = [sum(days[at : at + 7]) for at in range(0, len(days), 7)]
    if not any(weeks):
        return []
    return bars(weeks, _date(found.today), _date(found.today + len(days) - 1), cells)


def _answers(found: Statistics, cells: int) -> list[str]:
    return _month(found, cells, [float(day.answers) for day in _last_month(found)])


def _minutes(found: Statistics, cells: int) -> list[str]:
    return _month(found, cells, [day.minutes for day in _last_month(found)])


def _month(found: Statistics, cells: int, values: Sequence[float]) -> list[str]:
    if not any(values):
        return []
    first, last = _date(found.today - len(values) + 1), _date(found.today)
    mean = say("stats.mean", mean=sum(values) / len(values), total=sum(values))
    return [*bars(values, first, last, cells), mean]


def _last_month(found: Statistics) -> Sequence[AnswersOfDay]:
    return every_day(found.days, found.today - MONTH_DAYS + 1, found.today)


def _year(found: Statistics, cells: int) -> list[str]:
    counts = {day.day: day.answers for day in found.days if day.day > found.today - 371}
    return heatmap(counts, found.today, cells) if counts else []


def _periods(found: Statistics, _cells: int) -> list[str]:
    rows = [
        [say(f"stats.period_{name}"), _share(one.young), _share(one.mature), _share(one.all),
         f"{one.all.answers:,}"]
        for name, one in found.periods.items()
        if one.all.answers
    ]  # fmt: skip
    head = ["", *(say(f"stats.{column}") for column in ("young", "mature", "all_ages", "tests"))]
    return aligned([head, *rows]) if rows else []


def _by_interval(found: Statistics, cells: int) -> list[str]:
    rows = {_class(days): one for days, one in found.by_interval.items()}
    return _retentions(say("stats.days_waited"), rows, cells)


def _by_month(found: Statistics, cells: int) -> list[str]:
    newest = dict(list(found.by_month.items())[-MONTHS:])
    return _retentions(say("stats.month_name"), newest, cells)


def _retentions(name: str, rows: Mapping[str, Retention], cells: int) -> list[str]:
    if not rows:
        return []
    head = [name, *(say(f"stats.{column}") for column in ("recalled", "desired", "tests"))]
    table = [
        [label, _share(one), _percent(one.desired), f"{one.answers:,}"]
        for label, one in rows.items()
    ]
    drawn = [(one.share or 0, one.desired) for one in rows.values()]
    return _with_bars([head, *table], drawn, cells)


def _calibration(found: Statistics, cells: int) -> list[str]:
    made = found.calibration
    if made is None:
        return []
    head = [say(f"stats.{column}") for column in ("foreseen", "predicted", "recalled", "tests")]
    rows = [
        [f"{100 * one.low:.0f}-{100 * one.high:.0f}", _percent(one.predicted),
         _percent(one.observed), f"{one.answers:,}"]
        for one in made.bins
    ]  # fmt: skip
    drawn = [(one.observed, one.predicted) for one in made.bins]
    scored = say("stats.scores", rmse=made.scores.rmse_bins, log_loss=made.scores.log_loss)
    return [*_with_bars([head, *rows], drawn, cells), scored]


def _intervals(found: Statistics, cells: int) -> list[str]:
    return _spread(found.intervals, cells, say("stats.days"), interval_class)


def _stability(found: Statistics, cells: int) -> list[str]:
    return _spread(found.stability, cells, say("stats.days"), interval_class)


def _difficulty(found: Statistics, cells: int) -> list[str]:
    return _spread(found.difficulty, cells, say("stats.of_ten"), None)


def _spread(
    found: Distribution, cells: int, unit: str, class_of: Callable[[int], int] | None
) -> list[str]:
    """A histogram from top to bottom, by classes of values or by the values themselves."""
    if found.median is None:
        return []
    counts: dict[int, int] = {}
    for value, count in found.counts.items():
        key = class_of(value) if class_of else value
        counts[key] = counts.get(key, 0) + count
    label = _class if class_of else str
    rows = [[label(key), f"{count:,}"] for key, count in counts.items()]
    most = max(counts.values())
    shares = [(count / most, None) for count in counts.values()]
    lines = _with_bars([[unit, say("stats.paper_cards")], *rows], shares, cells)
    return [*lines, say("stats.median", median=found.median)]


def _hours(found: Statistics, cells: int) -> list[str]:
    if not found.hours:
        return []
    head = [say(f"stats.{column}") for column in ("hour", "answers_given", "not_again")]
    rows = [
        [f"{one.hour:02}:00", f"{one.answers:,}", _percent(one.recalled / one.answers)]
        for one in found.hours
    ]
    most = max(one.answers for one in found.hours)
    return _with_bars([head, *rows], [(one.answers / most, None) for one in found.hours], cells)


def _papers(found: Statistics, cells: int) -> list[str]:
    seen = [paper for paper in found.papers if paper.seen]
    more = [say("stats.more_papers", count=len(seen) - PAPERS)] if len(seen) > PAPERS else []
    return [*paper_lines(seen[:PAPERS], cells), *more] if seen else []


_SECTIONS: Mapping[str, Callable[[Statistics, int], list[str]]] = {
    "due_month": _due_month,
    "due_year": _due_year,
    "answers_month": _answers,
    "minutes_month": _minutes,
    "year_of_answers": _year,
    "periods": _periods,
    "by_interval": _by_interval,
    "by_month": _by_month,
    "calibration": _calibration,
    "intervals": _intervals,
    "stability": _stability,
    "difficulty": _difficulty,
    "hours": _hours,
    "papers": _papers,
}
"""In the order in which they are shown; each names its heading."""


def _with_bars(
    table: Sequence[Sequence[str]], shares: Sequence[tuple[float, float | None]], cells: int
) -> list[str]:
    """A table with its heading, and behind each other row a bar: (share, 0 to 1, and its mark)."""
    head, *lines = _even(aligned(table))
    room = min(LONGEST_BAR, cells - len(head) - 2)
    if room < LEAST_BAR:
        return [line.rstrip() for line in (head, *lines)]
    drawn = (
        f"{line}  {bar(share, room, mark)}"
        for line, (share, mark) in zip(lines, shares, strict=True)
    )
    return [head.rstrip(), *drawn]


def _even(lines: Sequence[str]) -> Iterator[str]:
    """Lines of equal length; only for labels of our own, of which each sign is a cell wide."""
    longest = max(map(len, lines))
    return (f"{line:<{longest}}" for line in lines)


def _class(first: int) -> str:
    """What a class of intervals is called, by its first day."""
    names = {low: say("stats.span", low=low, high=high - 1) for low, high in pairwise(INTERVALS)}
    names |= {low: str(low) for low, high in pairwise(INTERVALS) if high - low == 1}
    names |= {0: say("stats.under_a_day"), INTERVALS[-1]: say("stats.and_more", low=INTERVALS[-1])}
    return names[first]


def _share(one: Retention) -> str:
    return _percent(one.share)


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"


def _date(day: int) -> str:
    return say("stats.date", date=calendar_date(day))
