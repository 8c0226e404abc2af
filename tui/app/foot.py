"""The keys at the bottom of a screen: as many as there is room for, help and the way out always.

Textual's own footer writes all of them into a row that goes on beyond the window.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.widgets import Footer

ALWAYS = frozenset({"help", "back", "quit", "save", "cancel", "close"})
"""Actions whose keys are shown however narrow the window is."""
PADDING = 3
"""Cells around a key and its word."""


class Foot(Footer):
    """A footer that leaves out the keys that do not fit; the help has them all."""

    def __init__(self) -> None:
        super().__init__(classes="foot", show_command_palette=False)
        self._width = 0

    def compose(self) -> ComposeResult:
        """The keys that fit, in their order."""
        active = [binding.binding for binding in self.screen.active_bindings.values()]
        fitting = fitting_actions((b for b in active if b.show), self.size.width)
        for key in super().compose():
            if getattr(key, "action", None) in fitting:
                yield key

    async def on_resize(self, event: events.Resize) -> None:
        """Choose again when there is more or less room."""
        if event.size.width != self._width:
            self._width = event.size.width
            await self.recompose()


def fitting_actions(bindings: Iterable[Binding], width: int) -> set[str]:
    """The actions whose keys fit into ``width`` cells, the first first."""
    needed = {
        binding.action: cell_len(binding.key_display or binding.key)
        + cell_len(binding.description)
        + PADDING
        for binding in bindings
    }
    fitting = {action for action in needed if action in ALWAYS}
    room = width - sum(needed[action] for action in fitting)
    for action, cells in needed.items():
        if action not in fitting and cells <= room:
            fitting.add(action)
            room -= cells
    return fitting
