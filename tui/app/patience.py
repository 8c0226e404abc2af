"""What a screen does while another program writes: it tries again, and stays alive meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual.screen import Screen

from decks.store.connection import BusyError
from tui.wording import say

WAIT_S = 0.1
"""How long the store itself waits in the app: as long the screen stands still."""
RETRY_S = 0.25
MOST_TRIES = 80
"""After 20 seconds it is told that the other program does not let go."""


class Patience:
    """One deed of a screen that waits for another program; until it is done no other begins."""

    def __init__(self, screen: Screen[None], tell: Callable[[str], None]) -> None:
        """``tell`` shows one line of something that is wrong."""
        self._screen = screen
        self._tell = tell
        self._tries = 0
        self.waiting = False
        """Whether a deed waits."""

    def wait(self, again: Callable[[], None], error: BusyError) -> None:
        """Call ``again`` soon, which calls this again if it is in vain; or give up."""
        self._tries += 1
        if self._tries > MOST_TRIES:
            self._tries = 0
            self._tell(str(error))
            return
        self.waiting = True
        self._tell(say("app.busy"))
        self._screen.set_timer(RETRY_S, partial(self._once_more, again))

    def _once_more(self, again: Callable[[], None]) -> None:
        self.waiting = False
        again()
        if not self.waiting:
            self._tries = 0
