"""Statistics on stdout: one column of sections, or two where there is room for them.

Colours only on a terminal, and not where NO_COLOR is set.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from decks.statistics import Statistics
from decks.statistics_cards import PaperMemory
from tui.stats_report import Section, paper_lines, sections

TWO_COLUMNS = 140
"""Cells from which on sections stand side by side."""
GAP = 4
LEAST, WIDEST = 24, 100
"""Cells of a section, however narrow or wide the terminal is."""


def show_statistics(found: Statistics) -> None:
    """All sections."""
    console = _console()
    if console.width < TWO_COLUMNS:
        cells = max(LEAST, min(WIDEST, console.width))
        for number, section in enumerate(sections(found, cells)):
            console.print(*[""] * bool(number), _text(section), sep="\n")
        return
    cells = min(WIDEST, (console.width - GAP) // 2)
    made = sections(found, cells)
    grid = Table.grid(padding=(0, GAP, 0, 0))
    for _ in range(2):
        grid.add_column(width=cells)
    for at in range(0, len(made), 2):
        grid.add_row(*(_text(section) for section in made[at : at + 2]))
        grid.add_row("")
    console.print(grid)


def show_papers(papers: Sequence[PaperMemory]) -> None:
    """The table of papers alone."""
    console = _console()
    for line in paper_lines(papers, min(WIDEST, console.width)):
        console.print(Text(line))


def _console() -> Console:
    """A terminal that reads no text as markup and finds nothing in it to colour."""
    return Console(markup=False, highlight=False, emoji=False)


def _text(section: Section) -> Text:
    lines = (Text(line) for line in section.lines)
    return Text("\n").join([Text(section.title, style="bold cyan"), *lines])
