"""The keys of the screen below, in a box over it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from tui.app.keys import HELP, explained
from tui.app.prose import Prose
from tui.wording import say


class HelpScreen(ModalScreen[None]):
    """Lists keys and what they do."""

    BINDINGS: ClassVar = list(HELP)

    def __init__(self, bindings: Iterable[Binding]) -> None:
        super().__init__(classes="modal")
        self._rows = explained(bindings)

    def compose(self) -> ComposeResult:
        """Put the widgets in their order from top to bottom."""
        with VerticalScroll(classes="box"):
            yield Prose(say("help.title"), classes="title")
            yield Prose(_table(self._rows))

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss()


def _table(rows: list[tuple[str, str]]) -> Content:
    width = max(cell_len(key) for key, _ in rows)
    return Content("\n").join(
        Content.assemble((" " * (width - cell_len(key)) + key, "bold $text-accent"), "  ", about)
        for key, about in rows
    )
