"""Leeches and practice on the review screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from app_fixtures import (
    CHINESE,
    ENGLISH,
    Desk,
    FakeClock,
    make_collection,
    review_rows,
    reviewing,
    screen_text,
)

from decks.store.cards import all_cards
from tui.app.app import PaperdeckApp
from tui.app.review import ReviewScreen
from tui.app.run import Opening
from tui.app.sitting import Sitting


async def forget(desk: Desk) -> None:
    """Learn the card, and forget it after a month."""
    await desk.press("space", "4")
    desk.clock.forward(days=30)
    desk.screen.session.refresh()
    desk.screen._draw()
    await desk.press("space", "1")


@pytest.mark.parametrize(
    ("action", "told"),
    [("suspend", "a leech, and suspended now"), ("mark", "This card is a leech")],
)
async def test_a_leech_is_told(tmp_path: Path, action: str, told: str) -> None:
    """The answer that makes one says so, and what to do about it."""
    settings = f"leech_after: 1\nleech_action: {action}"
    async with reviewing(tmp_path, [CHINESE], settings=settings) as desk:
        await forget(desk)
        assert "Times forgotten: 1." in desk.flat
        assert told in desk.flat
        assert "ask for less" in desk.flat


@pytest.mark.parametrize("counts", [False, True])
async def test_practice_shows_the_cards_asked_for(tmp_path: Path, counts: bool) -> None:
    """Each is asked, whatever is due; what does not count has no interval on its buttons."""
    collection = make_collection(tmp_path, [CHINESE, ENGLISH])
    with collection.open_store() as store:
        sitting = Sitting(collection, store, FakeClock(), {}, None)
        screen = Opening(cram=(all_cards(store)[1].id,), counts=counts).screen(sitting, "")
        assert isinstance(screen, ReviewScreen)
        async with PaperdeckApp(screen).run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await pilot.press("space")
            await pilot.pause()
            assert ("10m" in screen_text(pilot.app)) == counts
            await pilot.press("4")
            await pilot.pause()
            assert screen.session.card is None
            assert len(review_rows(store)) == 1
            assert store.rows("SELECT kind FROM review") == [("learning" if counts else "cram",)]
