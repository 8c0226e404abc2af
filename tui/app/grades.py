"""The row below a card: how to see the answer, then the four grades with their intervals."""

from __future__ import annotations

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from decks.reviews import Rating
from decks.scheduling import Outcomes
from tui.app.colours import QUIET
from tui.intervals import interval
from tui.wording import say

COLOURS = {
    Rating.AGAIN: "$text-error",
    Rating.HARD: "$text-warning",
    Rating.GOOD: "$text-success",
    Rating.EASY: "$text-primary",
}


class Grades(Horizontal):
    """Shows what can be answered. It decides nothing: a click posts what was chosen."""

    class Chosen(Message):
        """Somebody clicked; ``rating`` is None on the way to the answer."""

        def __init__(self, rating: Rating | None) -> None:
            super().__init__()
            self.rating = rating

    def compose(self) -> ComposeResult:
        """Put the ways to answer side by side; none is there before a card is."""
        yield Static(Content(say("review.reveal")), id="reveal", classes="key")
        for rating in Rating:
            yield Static(id=f"grade-{rating.value}", classes="key")

    def on_mount(self) -> None:
        """Begin without a card."""
        self.rest()

    def ask(self) -> None:
        """A card is there, its answer hidden."""
        self._show(question=True, grades=False)

    def offer(self, outcomes: Outcomes) -> None:
        """The answer is there: the four grades, with the interval that each would give, if any."""
        for rating, outcome in outcomes.items():
            self.query_one(f"#grade-{rating.value}", Static).update(
                grade_text(rating, interval(outcome.interval_s) if outcome.interval_s else "")
            )
        self._show(question=False, grades=True)

    def rest(self) -> None:
        """There is no card."""
        self._show(question=False, grades=False)

    def _show(self, *, question: bool, grades: bool) -> None:
        self.query_one("#reveal").display = question
        for rating in Rating:
            self.query_one(f"#grade-{rating.value}").display = grades

    @on(events.Click, ".key")
    def _clicked(self, event: events.Click) -> None:
        name = (event.widget.id if event.widget else "") or ""
        _, _, number = name.partition("grade-")
        self.post_message(self.Chosen(Rating(int(number)) if number else None))


def grade_text(rating: Rating, time: str) -> Content:
    """``3 Good 10m``."""
    return Content.assemble(
        (str(rating.value), f"bold {COLOURS[rating]}"),
        f" {say(f'review.rating-{rating.value}')} ",
        (time, QUIET),
    )
