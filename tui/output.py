"""What commands print: results on stdout, talk on stderr, JSON as one document.

Text of a user passes ``printable`` here; no line is ever read as markup.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from tui.printable import one_line, printable
from tui.wording import say

json_option = click.option("--json", "as_json", is_flag=True, help=say("main.json"))
"""For every command that has results: one JSON document in place of lines for people."""


def speak_utf8() -> None:
    """Make stdout and stderr UTF-8, whatever the environment says: cron's says ASCII."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def show(text: str = "") -> None:
    """A result, on stdout."""
    click.echo(printable(text))


def tell(text: str) -> None:
    """Talk about what is going on, on stderr."""
    click.echo(printable(text), err=True)


def complain(text: str) -> None:
    """An error in one line, on stderr."""
    click.echo(f"paperdeck: {one_line(text)}", err=True)


def show_json(document: dict[str, Any]) -> None:
    """One JSON document on stdout; its version comes first."""
    if document.get("version") != 1:
        document = {"version": 1, **document}
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


def ending(text: str, cells: int) -> str:
    """``text`` if it is at most ``cells`` wide, else its end behind an ellipsis."""
    from rich.cells import cell_len

    text = one_line(text)
    if cell_len(text) <= cells:
        return text
    while cell_len(text) >= cells:
        text = text[1:]
    return f"…{text}"


def aligned(rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows as lines with columns: the first to the left, the others to the right.

    Widths are cells of a terminal, of which a Chinese character takes two.
    """
    from rich.cells import cell_len

    table = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*table, strict=True)]

    def line(row: Sequence[str]) -> str:
        gaps = [" " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
        numbers = (gap + cell for cell, gap in zip(row[1:], gaps[1:], strict=True))
        return "  ".join([row[0] + gaps[0], *numbers]).rstrip()

    return [line(row) for row in table]
