"""The lines of the deck list: names as a tree on the left, numbers in columns on the right."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from decks.deck_names import SEPARATOR
from decks.queue import Counts
from tui.app.cardtext import shown
from tui.app.colours import COUNTS, FAINT, QUIET
from tui.wording import say

COLUMN, NARROW_COLUMN = 10, 6
"""Cells of a column of numbers, and of one where there is little room."""
ROOMY = 56
"""From so many cells the columns are wide."""
INDENT = 2


def heading_row(width: int) -> Content:
    """The names of the columns."""
    kind = "" if width >= ROOMY else "short-"
    numbers = (say(f"decklist.{kind}{name}").rjust(_column(width)) for name in COUNTS)
    return Content(_name(say("decklist.deck"), width) + "".join(numbers))


def all_row(counts: Counts, width: int) -> Content:
    """The first row: every deck together."""
    return _row(say("app.all-decks"), counts, width).stylize("bold")


def deck_row(deck: str, counts: Counts, width: int) -> Content:
    """One deck, below and right of the one it belongs to."""
    *above, name = deck.split(SEPARATOR)
    return _row(" " * INDENT * (len(above) + 1) + shown(name), counts, width)


def _row(name: str, counts: Counts, width: int) -> Content:
    """A deck with nothing due is dim, and so is each zero."""
    numbers = []
    for what, colour in COUNTS.items():
        count = getattr(counts, what)
        numbers.append((str(count).rjust(_column(width)), colour if count else FAINT))
    return Content.assemble((_name(name, width), "" if counts.total else QUIET), *numbers)


def _column(width: int) -> int:
    return COLUMN if width >= ROOMY else NARROW_COLUMN


def _name(name: str, width: int) -> str:
    """The name in the cells that the numbers leave, cut with an ellipsis if it is longer."""
    room = max(1, width - _column(width) * len(COUNTS))
    if cell_len(name) <= room:
        return name + " " * (room - cell_len(name))
    return set_cell_size(name, room - 1) + "…"
