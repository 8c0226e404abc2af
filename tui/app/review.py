"""The review of a deck: draws a session and forwards keys to it. It decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from decks.cards import Card, editable
from decks.deck_names import SEPARATOR
from decks.queue import Counts
from decks.reviews import Rating
from decks.session import Done, Graded, Session
from decks.store.connection import BusyError
from notes.errors import PaperdeckError
from tui.app.cardtext import (
    answer_text,
    changed_text,
    paper_text,
    point_text,
    question_text,
    shown,
    source_text,
)
from tui.app.edit import EditScreen, Wording
from tui.app.foot import Foot
from tui.app.grades import Grades
from tui.app.header import Bar, Progress, left_text, short_left_text
from tui.app.help import HelpScreen
from tui.app.keys import REVIEW
from tui.app.leech import leech_text
from tui.app.opennote import open_note
from tui.app.patience import Patience
from tui.app.pause import done_text, ready_ms, waiting_text
from tui.app.prose import Prose
from tui.app.sitting import Sitting
from tui.wording import say

FLAGS = 8
NEEDS_CARD = frozenset({"suspend", "bury", "reject", "edit", "open", "flag"})


class ReviewScreen(Screen[None]):
    """One session over one deck, or over all."""

    BINDINGS: ClassVar = list(REVIEW)

    def __init__(
        self,
        sitting: Sitting,
        deck: str | None = None,
        status: str = "",
        session: Session | None = None,
    ) -> None:
        """``session``: practice, instead of what is due in ``deck`` or in all."""
        super().__init__()
        self.sitting = sitting
        self.session = session or sitting.session(deck)
        self.shown: Card | None = None
        """The card on the screen."""
        self._patience = Patience(self, partial(self._tell, wrong=True))
        self._status = status
        self._day = self.session.today()
        self._ready_ms: int | None = None
        """While waiting: when the next card comes."""

    def compose(self) -> ComposeResult:
        """Put the widgets in their order from top to bottom."""
        yield Bar(id="top")
        yield Progress(classes="progress")
        with VerticalScroll(classes="page", id="page"), Vertical(classes="column"):
            yield Static(classes="air")
            yield Prose(id="paper")
            yield Prose(id="question")
            yield Prose(id="answer")
            yield Prose(id="changed")
            yield Static(id="line")
            yield Prose(id="point")
            yield Prose(id="source")
            yield Prose(id="pause")
        yield Prose(id="notice", classes="notice")
        yield Grades(id="keys")
        yield Foot()

    def on_mount(self) -> None:
        """Begin."""
        self._do(str)
        self._do(lambda: self._status)
        self.set_interval(1, self._tick)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Grades work only on a revealed card; what needs a card is dim without one."""
        if action == "reveal":
            return self.shown is not None and not self.session.revealed
        if action == "grade":
            return self.shown is not None and self.session.revealed
        if action in NEEDS_CARD:
            return True if self.shown else None
        return True

    # What the keys do.

    def action_reveal(self) -> None:
        """Show the answer."""
        self._do(self._reveal)

    def action_grade(self, rating: int) -> None:
        """Record an answer; it is on disk before the next card is drawn."""
        self._do(lambda: self._grade(Rating(rating)))

    def action_undo(self) -> None:
        """Take back what was done last in this sitting."""
        self._do(lambda: _told("undone", self.session.undo()))

    def action_redo(self) -> None:
        """Do again what was undone last."""
        self._do(lambda: _told("redone", self.session.redo()))

    def action_suspend(self) -> None:
        """Put the card aside."""
        self._do(lambda: self._decide(self.session.suspend, "review.suspended"))

    def action_bury(self) -> None:
        """Put the card off until tomorrow."""
        self._do(lambda: self._decide(self.session.bury, "review.buried"))

    def action_reject(self) -> None:
        """Never ask the card again."""
        self._do(lambda: self._decide(self.session.reject, "review.rejected"))

    def action_flag(self) -> None:
        """Give the card the next flag; none comes after the last."""
        self._do(self._flag)

    def action_edit(self) -> None:
        """Open the box in which question and answer are changed."""
        card = self._card()
        self.app.push_screen(
            EditScreen(Wording(editable(card.question), card.answer)), self._edited
        )

    def action_open(self) -> None:
        """Open the note at the card's line in the user's editor, and wait for it."""
        self._do(self._open)

    def action_help(self) -> None:
        """List the keys."""
        self.app.push_screen(HelpScreen(REVIEW))

    def action_back(self) -> None:
        """Leave; every answer is on disk already."""
        if len(self.app.screen_stack) > 2:
            self.dismiss()
        else:
            self.app.exit(0)

    @on(Grades.Chosen)
    def _chosen(self, message: Grades.Chosen) -> None:
        if message.rating is None:
            self.action_reveal()
        else:
            self.action_grade(message.rating)

    # What becomes of a key: each returns what to tell.

    def _do(self, deed: Callable[[], str]) -> None:
        """Do what a key asks for, unless something else still waits to be done."""
        if not self._patience.waiting:
            self._try(deed)

    def _try(self, deed: Callable[[], str]) -> None:
        """Do it, draw what came of it and tell it; or tell what went wrong, and all stays.

        If the session has another card than the screen, which a failed drawing can leave
        behind, that card is drawn and nothing is done to it.
        """
        try:
            told = deed() if self.session.card == self.shown else ""
            self._draw()
            self._tell(told)
        except BusyError as error:
            self._patience.wait(partial(self._try, deed), error)
        except PaperdeckError as error:
            self._tell(str(error), wrong=True)

    def _reveal(self) -> str:
        self.session.reveal()
        return ""

    def _grade(self, rating: Rating) -> str:
        before = self._card()
        if self.session.grade(rating) is Graded.RECORDED:
            return leech_text(self.session.leech) if self.session.leech else ""
        after = self.session.card
        same = after is not None and after.id == before.id
        return say("review.stale-again" if same else "review.stale-next")

    def _decide(self, deed: Callable[[], None], message: str) -> str:
        deed()
        return say(message)

    def _flag(self) -> str:
        flag = (self._card().flag + 1) % FLAGS
        self.session.flag(flag)
        return say("review.flagged", flag=say(f"flag.{flag}"))

    def _edited(self, wording: Wording | None) -> None:
        if wording is not None:
            edit = partial(self.session.edit, wording.question, wording.answer)
            self._do(lambda: self._decide(edit, "review.saved"))

    def _open(self) -> str:
        path = open_note(self.app, self._card(), self.sitting.environ)
        told = self.sitting.rebuilt()
        self.session.reload()
        return told or say("editor.opened", path=path.name)

    def _card(self) -> Card:
        """The card on the screen, without which no key that needs one gets here."""
        if self.shown is None:
            raise LookupError("no card is shown")
        return self.shown

    # What the screen shows.

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        notice = self.query_one("#notice", Prose)
        notice.set_class(wrong, "-wrong")
        notice.show(shown(text))

    def _draw(self) -> None:
        """Draw the session as it is now. Raises StoreError."""
        card, counts = self.session.card, self.session.counts()
        self._ready_ms = None if card else ready_ms(self.session)
        self._day = self.session.today()
        if card != self.shown:
            self.query_one("#page").scroll_home(animate=False)
        self.shown = card
        self._draw_header(counts)
        self._draw_card(card)
        self._draw_keys(card)
        self._draw_pause()
        self._tell("")
        self.refresh_bindings()

    def _draw_header(self, counts: Counts) -> None:
        deck = self.session.deck
        name = shown(deck).replace(SEPARATOR, " › ") if deck else say("app.all-decks")
        answered = self.session.answered
        self.query_one(Bar).show(
            Content(name), left_text(answered, counts), short_left_text(counts)
        )
        self.query_one(Progress).show(answered, answered + counts.total)

    def _draw_card(self, card: Card | None) -> None:
        nothing = Content("")
        revealed = self.session.revealed
        behind = card if revealed else None
        texts = {
            "#paper": paper_text(card) if card else nothing,
            "#question": question_text(card, revealed=revealed) if card else nothing,
            "#answer": answer_text(behind) if behind else nothing,
            "#changed": changed_text(behind) if behind else nothing,
            "#point": point_text(behind) if behind else nothing,
            "#source": source_text(behind) if behind else nothing,
        }
        for name, text in texts.items():
            self.query_one(name, Prose).show(text)
        self.query_one("#line").display = behind is not None

    def _draw_keys(self, card: Card | None) -> None:
        grades = self.query_one(Grades)
        if card is None:
            grades.rest()
        elif self.session.revealed:
            grades.offer(self.session.outcomes())
        else:
            grades.ask()

    def _draw_pause(self) -> None:
        text = Content("")
        if self.shown is None and self._ready_ms is not None:
            text = waiting_text((self._ready_ms - self.session.clock().ms + 999) // 1000)
        elif self.shown is None:
            text = done_text(self.session)
        self.query_one("#pause", Prose).show(text)

    def _tick(self) -> None:
        """Once a second: a new day may have begun, or the card that is waited for come due."""
        new_day = self.session.today() != self._day and not self.session.revealed
        if new_day or (self._ready_ms is not None and self.session.clock().ms >= self._ready_ms):
            self._do(self._refresh)
        elif self._ready_ms is not None:
            self._draw_pause()

    def _refresh(self) -> str:
        self.session.refresh()
        return ""


def _told(what: str, done: Done | None) -> str:
    """What undo or redo did, ``what`` being ``undone`` or ``redone``."""
    return say(f"review.{what}-{done.deed if done else 'nothing'}")
