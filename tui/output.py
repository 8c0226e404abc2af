"""What commands print: results on stdout, talk on stderr, JSON as one document.

Text of a user passes ``printable`` here; no line is ever read as markup.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TextIO, TypeVar

from tui.printable import one_line, printable, printable_json
from tui.wording import say

Command = TypeVar("Command", bound=Callable[..., Any])

LEAST_NAME = 6
"""Cells of a table's first column, however narrow the terminal is."""
ENOUGH_OF_A_NAME = 24
"""Cells that a long name needs to be known again: for fewer, headings are shortened first."""


def json_option(command: Command) -> Command:
    """For every command that has results: one JSON document in place of lines for people."""
    import click  # not for a count of what is due

    option = click.option("--json", "as_json", is_flag=True, help=say("main.json"))
    return option(command)


def speak_utf8() -> None:
    """Make stdout and stderr UTF-8, whatever the environment says: cron's says ASCII."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def show(text: str = "") -> None:
    """A result, on stdout."""
    _write(printable(text), sys.stdout)


def tell(text: str) -> None:
    """Talk about what is going on, on stderr."""
    _write(printable(text), sys.stderr)


def complain(text: str) -> None:
    """An error in one line, on stderr."""
    _write(f"paperdeck: {one_line(text)}", sys.stderr)


def _write(text: str, stream: TextIO) -> None:
    stream.write(f"{text}\n")
    stream.flush()


def show_json(document: dict[str, Any]) -> None:
    """One JSON document on stdout; its version comes first."""
    if document.get("version") != 1:
        document = {"version": 1, **document}
    _write(printable_json(json.dumps(document, ensure_ascii=False, indent=1)), sys.stdout)


def cell_len(text: str) -> int:
    """Cells of a terminal that a line takes. Most are ASCII, for which nothing has to be loaded."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len as of_any_text

    return of_any_text(text)


def ending(text: str, cells: int) -> str:
    """``text`` if it is at most ``cells`` wide, else its end behind an ellipsis."""
    text = one_line(text)
    if cell_len(text) <= cells:
        return text
    while cell_len(text) >= cells:
        text = text[1:]
    return f"…{text}"


def beginning(text: str, cells: int) -> str:
    """``text`` if it is at most ``cells`` wide, else its beginning with an ellipsis."""
    from rich.cells import set_cell_size

    text = one_line(text)
    if cell_len(text) <= cells:
        return text
    return set_cell_size(text, cells - 1).rstrip() + "…"


def terminal_cells() -> int | None:
    """How wide the terminal is that reads stdout, or COLUMNS says; None: nothing bounds it."""
    if os.environ.get("COLUMNS") or sys.stdout.isatty():
        import shutil

        return shutil.get_terminal_size().columns
    return None


def fitted(
    headings: Sequence[Sequence[str]],
    rows: Sequence[Sequence[str]],
    cells: int | None,
    *,
    shorten: Callable[[str, int], str] = ending,
) -> list[str]:
    """``aligned`` rows with a heading, in ``cells`` columns of a terminal if that can be.

    ``headings`` are the same one in words of less and less length. The first whose numbers leave
    room for the names is taken; with the last one, names are shortened.
    """
    longest = max((cell_len(one_line(row[0])) for row in rows), default=0)
    for heading in headings:
        table = [heading, *rows]
        numbers = zip(*(row[1:] for row in table), strict=True)
        room = (cells or 10_000) - sum(max(map(cell_len, column)) + 2 for column in numbers)
        if room >= min(longest, ENOUGH_OF_A_NAME):
            break
    room = max(room, LEAST_NAME)
    return aligned([shorten(row[0], room), *row[1:]] for row in table)


def aligned(rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows as lines with columns: the first to the left, the others to the right.

    Widths are cells of a terminal, of which a Chinese character takes two.
    """
    table = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*table, strict=True)]

    def line(row: Sequence[str]) -> str:
        gaps = [" " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
        numbers = (gap + cell for cell, gap in zip(row[1:], gaps[1:], strict=True))
        return "  ".join([row[0] + gaps[0], *numbers]).rstrip()

    return [line(row) for row in table]
