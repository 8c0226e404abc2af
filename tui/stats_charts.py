"""Charts as lines of text, as wide as there is room, for commands and the app.

Drawn with plotille in braille signs, which take one cell in every terminal; the block signs of
other libraries take two where a terminal is set up for Chinese. Must not know what is drawn.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from plotille import Canvas

from decks.days import calendar_date, weekday
from tui.wording import say

ROWS = 6
"""Lines of a chart of bars."""
WIDEST_BAR = 6
"""Dots of a bar and the gap behind it; a cell has two by four."""
GUTTER = 6
"""Cells for the numbers or weekdays to the left of a chart, with the space behind them."""
SHADES = "⠄⠆⠶⠿⣿"
"""From a day without anything to the busiest quarter of the days."""
_EMPTY = "\N{BRAILLE PATTERN BLANK}"


def bars(values: Sequence[float], first: str, last: str, cells: int) -> list[str]:
    """Bars from left to right in ``cells`` cells, with the largest value and 0 beside them.

    ``first`` and ``last`` stand below the first and the last bar. Of more values than there are
    dots the last are drawn.
    """
    top = max(values) or 1
    highest = f"{top:,.1f}" if top < 10 and top != int(top) else f"{top:,.0f}"
    gutter = max(GUTTER, len(highest) + 1)
    room = 2 * (cells - gutter)
    drawn = values[-room:]
    step = min(WIDEST_BAR, room // len(drawn))
    width = math.ceil(len(drawn) * step / 2)
    canvas = Canvas(width, ROWS, xmax=2 * width, ymax=4 * ROWS)
    for number, value in enumerate(drawn):
        height = math.ceil(4 * ROWS * value / top)
        for x in range(number * step, number * step + max(1, step - 1)):
            if height:
                canvas.line(x, 0, x, height - 1)
    sides = [highest, *[""] * (ROWS - 2), "0"]
    rows = canvas.plot(linesep="\n").split("\n")
    lines = [
        f"{side:>{gutter - 1}} {row.rstrip(_EMPTY)}".rstrip()
        for side, row in zip(sides, rows, strict=True)
    ]
    gap = " " * max(1, width - len(first) - len(last))
    return [*lines, f"{'':{gutter}}{first}{gap}{last}"]


def bar(share: float, cells: int, mark: float | None = None) -> str:
    """A bar from the left that fills a share, 0 to 1, of ``cells`` cells; ``mark`` is a stroke."""
    canvas = Canvas(cells, 1, xmax=2 * cells, ymax=4)
    for x in range(_dots(share, cells)):
        canvas.line(x, 1, x, 2)
    if mark is not None:
        at = max(0, _dots(mark, cells) - 1)
        canvas.line(at, 0, at, 3)
    return str(canvas.plot()).rstrip(_EMPTY)


def _dots(share: float, cells: int) -> int:
    return round(2 * cells * min(max(share, 0.0), 1.0))


def heatmap(counts: Mapping[int, int], today: int, cells: int) -> list[str]:
    """The weeks up to today, at most a year of them, a row for each weekday from Monday on.

    ``counts`` by logical day. A shade stands for a quarter of the days with something.
    """
    weeks = min(53, cells - GUTTER)
    monday = today - weekday(today) - 7 * (weeks - 1)
    busy = sorted(counts[day] for day in range(monday, today + 1) if counts.get(day))
    lines = [f"{'':{GUTTER}}{_months(monday, weeks)}"]
    for row, name in enumerate(say("stats.weekdays").split()):
        days = range(monday + row, today + 1, 7)
        lines.append(f"{name:<{GUTTER}}{''.join(_shade(counts.get(d, 0), busy) for d in days)}")
    return [*lines, f"{'':{GUTTER}}{say('stats.shades', shades=SHADES)}"]


def _shade(count: int, busy: Sequence[int]) -> str:
    """The sign of a day; ``busy`` are the counts of all days that have any, ascending."""
    if not count:
        return SHADES[0]
    most = len(SHADES) - 1
    return SHADES[math.ceil(most * bisect_right(busy, count) / len(busy))]


def _months(monday: int, weeks: int) -> str:
    """The names of the months above the weeks in which they begin."""
    line = ""
    for week in range(weeks):
        date = calendar_date(monday + 7 * week)
        if date.day <= 7 and len(line) <= week and week + 3 <= weeks:
            line = f"{line:<{week}}{say('stats.month_sign', date=date)} "
    return line.rstrip()
