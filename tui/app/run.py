"""The way into the app. Importing this module imports Textual: do so only when it runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from decks.collection import Collection
from decks.days import Clock
from decks.ids import CardId
from decks.store.connection import Store
from notes.errors import PaperdeckError
from tui.wording import say

# iTerm2 drops composed Chinese input while the Kitty protocol is on; a user's own value holds.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from textual.screen import Screen

from tui.app.app import PaperdeckApp
from tui.app.decklist import DeckListScreen
from tui.app.inbox import InboxScreen
from tui.app.patience import WAIT_S
from tui.app.review import ReviewScreen
from tui.app.sitting import Sitting


class TerminalError(PaperdeckError):
    """The app has nowhere to draw."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What the app opens with, if not with the list of decks."""

    review: bool = False
    deck: str | None = None
    """The review of this deck."""
    inbox: bool = False
    only: tuple[CardId, ...] | None = None
    """The inbox with these cards alone."""
    cram: tuple[CardId, ...] = ()
    """Practice with these cards."""
    counts: bool = False
    """Whether the answers of the practice change the schedule."""

    def screen(self, sitting: Sitting, status: str) -> Screen[None]:
        """The first screen."""
        if self.inbox:
            return InboxScreen(sitting, self.only, status)
        if self.cram:
            practice = sitting.cram(self.cram, counts=self.counts)
            return ReviewScreen(sitting, None, status, practice)
        if self.review or self.deck is not None:
            return ReviewScreen(sitting, self.deck, status)
        return DeckListScreen(sitting, status)


DECK_LIST = Opening()


def run_app(
    collection: Collection,
    store: Store,
    opening: Opening = DECK_LIST,
    *,
    status: str = "",
    rebuild: Callable[[], str] | None = None,
    environ: Mapping[str, str] | None = None,
    clock: Clock | None = None,
) -> int:
    """Run the app in this terminal until it is left, and return the exit code.

    ``status`` is the one line that the last build has to say,
    ``rebuild`` builds again after a note was edited and returns such a line. ``environ``
    (else this process's) names the editor. The store stays open. Raises TerminalError if
    standard error, which Textual draws on, is no terminal.
    """
    if sys.__stderr__ is None or not sys.__stderr__.isatty():
        raise TerminalError(say("app.no-terminal"))
    sitting = Sitting(collection, store, clock or collection.clock, environ or os.environ, rebuild)
    store.wait_at_most(WAIT_S)
    app = PaperdeckApp(opening.screen(sitting, status))
    code = app.run()
    return code if code is not None else app.return_code or 0
