"""The top of a screen: where one is on the left, how much there is on the right, how far below."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from decks.queue import Counts
from tui.app.colours import COUNTS, QUIET
from tui.wording import say


class Bar(Horizontal):
    """One line with a left and a right side."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, classes="bar")

    def compose(self) -> ComposeResult:
        """Put the widgets in their order from top to bottom."""
        yield Static(classes="bar-left")
        yield Static(classes="bar-right bar-long")
        yield Static(classes="bar-right bar-short")

    def show(self, left: Content, right: Content, short: Content | None = None) -> None:
        """Replace both sides; ``short`` is what stands on the right in a narrow window."""
        self.query_one(".bar-left", Static).update(left)
        self.query_one(".bar-long", Static).update(right)
        self.query_one(".bar-short", Static).update(short or right)


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
    words = {name: say(f"review.count-{name}", count=getattr(counts, name)) for name in COUNTS}
    return Content.assemble((position, QUIET), "   ", _coloured(counts, words))


def short_left_text(counts: Counts) -> Content:
    """``3 · 1 · 12``: the same numbers in their colours."""
    return _coloured(counts, {name: str(getattr(counts, name)) for name in COUNTS})


def _coloured(counts: Counts, words: Mapping[str, str]) -> Content:
    """What is said of each count in its colour; a zero is quiet."""
    return Content.styled(" · ", QUIET).join(
        Content.styled(words[name], colour if getattr(counts, name) else QUIET)
        for name, colour in COUNTS.items()
    )
