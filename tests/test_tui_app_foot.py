"""The keys at the foot of a screen, in windows of any width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from app_fixtures import CHINESE, ENGLISH, FakeClock, make_collection, screen_text
from build_fixtures import PROFILE
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.binding import Binding
from textual.screen import Screen

from tui.app.app import PaperdeckApp
from tui.app.decklist import DeckListScreen
from tui.app.foot import ALWAYS, PADDING, fitting_actions
from tui.app.inbox import InboxScreen
from tui.app.keys import DECKS, INBOX, REVIEW
from tui.app.review import ReviewScreen
from tui.app.sitting import Sitting


@PROFILE
@given(st.sampled_from([DECKS, INBOX, REVIEW]), st.integers(40, 200))
def test_the_keys_that_are_shown_fit(bindings: Sequence[Binding], width: int) -> None:
    """Help and the way out are always there, and what is left out has no room."""
    shown = [binding for binding in bindings if binding.show]
    cells = {
        b.action: cell_len(f"{b.key_display or b.key}{b.description}") + PADDING for b in shown
    }
    fitting = fitting_actions(shown, width)
    assert cells.keys() & ALWAYS <= fitting
    used = sum(cells[action] for action in fitting)
    assert used <= width
    assert all(used + cells[action] > width for action in cells.keys() - fitting)


SCREENS = {
    "decks": (DeckListScreen, "q Quit"),
    "review": (ReviewScreen, "q Back"),
    "inbox": (InboxScreen, "q Back"),
}


@pytest.mark.parametrize("size", [(40, 12), (60, 24), (80, 24), (200, 60)])
@pytest.mark.parametrize("name", SCREENS)
async def test_no_window_cuts_the_keys(name: str, size: tuple[int, int], tmp_path: Path) -> None:
    """The last line ends with the way out, also after the window has changed its size."""
    first, out = SCREENS[name]
    collection = make_collection(tmp_path / "notes", [CHINESE, replace(ENGLISH, accepted=False)])
    with collection.open_store() as store:
        screen: Screen[None] = first(Sitting(collection, store, FakeClock(), {}))
        async with PaperdeckApp(screen).run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            assert screen_text(pilot.app).splitlines()[-1].endswith(f"? Help  {out}")
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert screen_text(pilot.app).splitlines()[-1].endswith(f"? Help  {out}")
