"""The list of papers in the app."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from app_fixtures import CHINESE, ENGLISH, FakeClock, make_collection, screen_text

from decks.store.queue import load_queue
from tui.app.app import PaperdeckApp
from tui.app.decklist import DeckListScreen
from tui.app.papers import PapersScreen
from tui.app.sitting import Sitting


@pytest.mark.parametrize(("key", "word"), [("h", "on the shelf"), ("a", "aside")])
async def test_keys_put_a_paper_somewhere_and_back(tmp_path: Path, key: str, word: str) -> None:
    """Its cards leave the queue at once and return with it; the notes are built on leaving."""
    collection = make_collection(tmp_path / "notes", [CHINESE, ENGLISH])
    built: list[str] = []
    with collection.open_store() as store:
        sitting = Sitting(collection, store, FakeClock(), {}, lambda: built.append("x") or "")
        app = PaperdeckApp(DeckListScreen(sitting))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("p")
            await pilot.pause()
            assert isinstance(app.screen, PapersScreen)
            assert "2 in study" in screen_text(app)
            await pilot.press("j", key)
            await pilot.pause()
            assert f"1 {word}" in screen_text(app)
            assert len(load_queue(store, sitting.today(), collection.limits).new) == 1
            await pilot.press("s")
            await pilot.pause()
            assert len(load_queue(store, sitting.today(), collection.limits).new) == 2
            assert built == []
            await pilot.press("q")
            await pilot.pause()
            assert isinstance(app.screen, DeckListScreen)
            assert built == ["x"]


async def test_leaving_without_a_change_builds_nothing(tmp_path: Path) -> None:
    """Who only looks does not wait; in a narrow window too the list is there."""
    collection = make_collection(tmp_path / "notes", [CHINESE])
    built: list[str] = []
    with collection.open_store() as store:
        sitting = Sitting(collection, store, FakeClock(), {}, lambda: built.append("x") or "")
        app = PaperdeckApp(PapersScreen(sitting))
        async with app.run_test(size=(40, 12)) as pilot:
            await pilot.press("j", "k", "question_mark", "escape")
            await pilot.pause()
            assert "Lumi" in screen_text(app)
        assert built == []


async def test_a_narrow_window_cuts_names_and_no_number(tmp_path: Path) -> None:
    """At 40 columns each paper has one line, with its counts, however many there are."""
    many = [replace(ENGLISH, title=f"A Long Name of Paper {n}: of Models") for n in range(20)]
    collection = make_collection(tmp_path / "notes", many)
    with collection.open_store() as store:
        app = PaperdeckApp(PapersScreen(Sitting(collection, store, FakeClock(), {})))
        async with app.run_test(size=(40, 12)) as pilot:
            await pilot.pause()
            lines = screen_text(app).splitlines()
            rows = [line for line in lines[1:] if "in study" in line]
            assert len(rows) >= 3
            assert all(re.search(r"in study +\d+ +\d+ +\d+\W*$", row) for row in rows)
            assert "20 · 0 · 0" in "".join(lines[:2])
