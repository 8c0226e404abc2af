"""The top of a screen: where one is on the left, how much there is on the right, how far below."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from decks.queue import Counts
from tui.wording import say

COUNT_COLOURS = {"new": "$text-primary", "learning": "$text-warning", "review": "$text-success"}


class Bar(Horizontal):
    """One line with a left and a right side."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, classes="bar")

    def compose(self) -> ComposeResult:
        """Put the widgets in their order from top to bottom."""
        yield Static(classes="bar-left")
        yield Static(classes="bar-right")

    def show(self, left: Content, right: Content) -> None:
        """Replace both sides."""
        self.query_one(".bar-left", Static).update(left)
        self.query_one(".bar-right", Static).update(right)


class Progress(Widget):
    """A line, bright as far as the work is done."""

    done = 0
    total = 0

    def show(self, done: int, total: int) -> None:
        """Say how much is done, of how much."""
        self.done, self.total = done, total
        self.refresh()

    def render(self) -> Content:
        """The text as it is drawn."""
        width = self.content_size.width
        bright = width * self.done // self.total if self.total else 0
        return Content.assemble(
            ("━" * bright, "$primary"), ("─" * (width - bright), "$foreground 20%")
        )


def left_text(answered: int, counts: Counts) -> Content:
    """``4 of 20   3 new · 1 learning · 12 review``; no position when nothing is left."""
    total = answered + counts.total
    position = say("review.position", number=answered + 1, total=total) if counts.total else ""
    numbers = Content.styled(" · ", "$foreground 60%").join(
        Content.styled(
            say(f"review.count-{name}", count=getattr(counts, name)),
            colour if getattr(counts, name) else "$foreground 60%",
        )
        for name, colour in COUNT_COLOURS.items()
    )
    return Content.assemble((position, "$foreground 60%"), "   ", numbers)
