"""The inbox: draws a sitting over it and forwards keys. It decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from decks.cards import Card, editable
from decks.ids import CardId
from decks.inbox import Deed, Done
from decks.store.connection import BusyError
from notes.errors import PaperdeckError
from tui.app.cardtext import paper_text, question_text, shown, source_text
from tui.app.edit import EditScreen, Wording
from tui.app.foot import Foot
from tui.app.header import Bar, Progress
from tui.app.help import HelpScreen
from tui.app.inboxtext import (
    ACCEPTED,
    REJECTED,
    SKIPPED,
    doubts_text,
    end_text,
    offered_answer_text,
    reasons_text,
    short_waiting_text,
    waiting_text,
    whole_point_text,
)
from tui.app.keys import INBOX
from tui.app.opennote import open_note
from tui.app.patience import Patience
from tui.app.prose import Prose
from tui.app.sitting import Sitting
from tui.wording import say

ANYTIME = frozenset({"undo", "help", "back", "page"})
"""What can be done without a card."""


class InboxScreen(Screen[None]):
    """One sitting over what waits for a decision."""

    BINDINGS: ClassVar = list(INBOX)

    def __init__(
        self, sitting: Sitting, only: Collection[CardId] | None = None, status: str = ""
    ) -> None:
        super().__init__()
        self.sitting = sitting
        self.inbox = sitting.inbox(only)
        self.shown: Card | None = None
        """The card on the screen."""
        self._patience = Patience(self, partial(self._tell, wrong=True))
        self._status = status

    def compose(self) -> ComposeResult:
        """Put the widgets in their order from top to bottom."""
        yield Bar(id="top")
        yield Progress(classes="progress")
        with VerticalScroll(classes="page", id="page"), Vertical(classes="column"):
            yield Static(classes="air")
            yield Prose(id="paper")
            yield Prose(id="question")
            yield Prose(id="answer")
            yield Prose(id="reasons")
            yield Static(id="line")
            yield Prose(id="point")
            yield Prose(id="source")
            yield Prose(id="pause")
            yield Prose(id="doubts")
        yield Prose(id="notice", classes="notice")
        yield Foot()

    def on_mount(self) -> None:
        """Begin."""
        self._do(lambda: self._status)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """What needs a card is dim without one."""
        needs_card = action in {*(binding.action for binding in INBOX)} - ANYTIME
        return True if self.shown or not needs_card else None

    # What the keys do.

    def action_accept(self) -> None:
        """Take the card into its deck."""
        self._decide(self.inbox.accept)

    def action_reject(self) -> None:
        """Never ask the card."""
        self._decide(self.inbox.reject)

    def action_skip(self) -> None:
        """Leave the card for another sitting."""
        self._decide(self.inbox.skip)

    def action_accept_paper(self) -> None:
        """Take all waiting cards of the paper into its deck."""
        self._decide(self.inbox.accept_paper)

    def action_reject_paper(self) -> None:
        """Never ask any waiting card of the paper."""
        self._decide(self.inbox.reject_paper)

    def action_skip_paper(self) -> None:
        """Leave the paper's cards for another sitting."""
        self._decide(self.inbox.skip_paper)

    def action_undo(self) -> None:
        """Take back what was done last in this sitting."""
        self._do(self._undo)

    def action_edit(self) -> None:
        """Open the box in which question and answer are changed."""
        if card := self.shown:
            wording = Wording(editable(card.question), card.answer)
            self.app.push_screen(EditScreen(wording), self._edited)

    def action_open(self) -> None:
        """Open the note at the card's line in the user's editor, and wait for it."""
        self._do(self._open)

    def action_page(self, pages: int) -> None:
        """Scroll what does not fit."""
        page = self.query_one("#page", VerticalScroll)
        page.scroll_relative(y=pages * max(1, page.size.height - 1), animate=False)

    def action_help(self) -> None:
        """List the keys."""
        self.app.push_screen(HelpScreen(INBOX))

    def action_back(self) -> None:
        """Leave; every decision is on disk already."""
        if len(self.app.screen_stack) > 2:
            self.dismiss()
        else:
            self.app.exit(0)

    # What becomes of a key: each returns what to tell.

    def _do(self, deed: Callable[[], str]) -> None:
        """Do what a key asks for, unless something else still waits to be done."""
        if not self._patience.waiting:
            self._try(deed)

    def _try(self, deed: Callable[[], str]) -> None:
        """Do it, draw what came of it and tell it; or tell what went wrong, and all stays."""
        try:
            told = deed()
            self._draw()
            self._tell(told)
        except BusyError as error:
            self._patience.wait(partial(self._try, deed), error)
        except PaperdeckError as error:
            self._tell(str(error), wrong=True)

    def _decide(self, deed: Callable[[], Done | None]) -> None:
        self._do(lambda: _told(deed()))

    def _undo(self) -> str:
        done = self.inbox.undo()
        return say(f"inbox.undone-{done.deed if done else 'nothing'}")

    def _edited(self, wording: Wording | None) -> None:
        if wording is not None:
            self._decide(lambda: self.inbox.edit(wording.question, wording.answer))

    def _open(self) -> str:
        if self.shown is None:
            return ""
        path = open_note(self.app, self.shown, self.sitting.environ)
        told = self.sitting.rebuilt()
        self.inbox.refresh()
        return told or say("editor.opened", path=path.name)

    # What the screen shows.

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        notice = self.query_one("#notice", Prose)
        notice.set_class(wrong, "-wrong")
        notice.show(shown(text))

    def _draw(self) -> None:
        """Draw the sitting as it is now. Raises StoreError."""
        card = self.inbox.card
        if card != self.shown:
            self.query_one("#page").scroll_home(animate=False)
        self.shown = card
        self._draw_header()
        nothing = Content("")
        texts = {
            "#paper": paper_text(card) if card else nothing,
            "#question": question_text(card, revealed=False) if card else nothing,
            "#answer": offered_answer_text(card) if card else nothing,
            "#reasons": reasons_text(card) if card else nothing,
            "#point": whole_point_text(card) if card else nothing,
            "#source": source_text(card) if card else nothing,
            "#pause": nothing if card else end_text(self.inbox),
            "#doubts": doubts_text(self.sitting.store),
        }
        for name, text in texts.items():
            self.query_one(name, Prose).show(text)
        self.query_one("#line").display = card is not None
        self.refresh_bindings()

    def _draw_header(self) -> None:
        self.query_one(Bar).show(
            Content(say("inbox.title")), waiting_text(self.inbox), short_waiting_text(self.inbox)
        )
        done = self.inbox.count(*ACCEPTED, *REJECTED, *SKIPPED)
        self.query_one(Progress).show(done, done + self.inbox.left().waiting)


def _told(done: Done | None) -> str:
    """What a deed did; None: somebody else was first."""
    if done is None:
        return say("inbox.elsewhere")
    if done.deed is Deed.SKIP:
        return ""
    return say(f"inbox.done-{done.deed}", count=len(done.cards))
