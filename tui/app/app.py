"""The application: which screen comes first, and what happens in a window that is too small."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.screen import Screen

from tui.app.keys import APP
from tui.app.prose import Prose
from tui.wording import say

LEAST = Size(40, 12)
"""Cells that a card with its grades needs."""


NARROW = 60
"""Windows of fewer cells across leave out what can be done without."""

LOW = 20
"""Windows of fewer lines leave out what is only air."""


class PaperdeckApp(App[int]):
    """Shows ``first``, the deck list or a review, until it is left."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = list(APP)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (NARROW, "-wide")]  # noqa: RUF012 - so in the base
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]  # noqa: RUF012 - so in the base

    def __init__(self, first: Screen[None]) -> None:
        super().__init__()
        self.title = say("app.name")
        self._first = first

    def on_mount(self) -> None:
        """Begin."""
        self.push_screen(self._first)

    def on_resize(self, event: events.Resize) -> None:
        """Cover everything while the window is too small, and uncover it as soon as it is not."""
        small = event.size.width < LEAST.width or event.size.height < LEAST.height
        cover = self.screen if isinstance(self.screen, TooSmallScreen) else None
        if small and cover is None:
            self.push_screen(TooSmallScreen())
        elif cover and not small:
            cover.dismiss()

    async def action_quit(self) -> None:
        """Leave; everything is on disk already."""
        self.exit(0)


class TooSmallScreen(Screen[None]):
    """Says which size is needed. Keys do nothing here, for nobody sees what they would do."""

    def compose(self) -> ComposeResult:
        """Put the widgets in their order from top to bottom."""
        yield Prose(id="too-small")

    def on_mount(self) -> None:
        """Begin."""
        self._say()

    def on_resize(self, _: events.Resize) -> None:
        """Lay the text out again."""
        self._say()

    def _say(self) -> None:
        text = say(
            "app.too-small",
            width=self.app.size.width,
            height=self.app.size.height,
            least_width=LEAST.width,
            least_height=LEAST.height,
        )
        self.query_one("#too-small", Prose).show(text)
