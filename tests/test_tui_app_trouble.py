"""What the review screen does when something goes wrong: nothing is lost, nothing crashes."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from functools import partial
from pathlib import Path

import pytest
from app_fixtures import CHINESE, ENGLISH, Desk, FakeClock, review_rows, reviewing
from deck_fixtures import card_id

from decks.reviews import Rating
from decks.store import connection
from decks.store.connection import open_store
from tui.app.patience import RETRY_S
from tui.app.sitting import Sitting

Open = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
def review(tmp_path: Path) -> Open:
    """Open the review of some cards in a window of 80 by 24."""
    return partial(reviewing, tmp_path / "notes")


def elsewhere(desk: Desk) -> Sitting:
    """A second app over the same database."""
    mine = desk.screen.sitting
    store = open_store(mine.store.path, now_ms=0)
    return Sitting(mine.collection, store, FakeClock(desk.clock.ms), {})


async def test_a_card_answered_elsewhere_counts_once(review: Open) -> None:
    """The later answer is not counted; the screen says so and shows what is next."""
    async with review([CHINESE, ENGLISH]) as desk:
        await desk.press("space")
        other = elsewhere(desk)
        with other.store:
            other.session(None).grade(Rating.EASY)
        await desk.press("3")
        assert review_rows(desk.store) == [(card_id(0), 4)]
        assert "answered elsewhere" in desk.text
        assert "Here is the next one" in desk.flat
        assert "BERT (2019)" in desk.text


async def test_a_card_answered_elsewhere_may_be_shown_again(review: Open) -> None:
    """If the same card is next it comes again, its answer hidden."""
    async with review([CHINESE]) as desk:
        await desk.press("space")
        other = elsewhere(desk)
        with other.store:
            other.session(None).grade(Rating.AGAIN)
        await desk.press("3")
        assert review_rows(desk.store) == [(card_id(0), 1)]
        assert "Here it is again" in desk.flat
        assert "Space-Time U-Net" not in desk.text


def held(desk: Desk) -> sqlite3.Connection:
    """Another program that is in the middle of writing."""
    desk.store.wait_at_most(0.001)
    holder = sqlite3.connect(desk.store.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    return holder


@pytest.mark.parametrize("key", ["3", "s", "b", "x", "f"])
async def test_a_busy_database_keeps_the_card_and_the_key_is_tried_again(
    review: Open, key: str
) -> None:
    """While another program writes the card stays, and it is told; then the key does its deed."""
    async with review([CHINESE, ENGLISH]) as desk:
        holder = held(desk)
        await desk.press("space", key, key, "4")
        assert "tried again by itself" in desk.flat
        assert "Lumiere (2024)" in desk.text
        assert "Space-Time U-Net" in desk.text
        holder.execute("ROLLBACK")
        holder.close()
        await desk.pilot.pause(3 * RETRY_S)
        assert "tried again" not in desk.flat
        assert review_rows(desk.store) == ([(card_id(0), 3)] if key == "3" else [])
        asked = "SELECT count(*) FROM mark WHERE what <> 'accepted'"
        assert desk.store.rows(asked) == [(0 if key == "3" else 1,)]


async def test_a_database_that_stays_busy_is_told(
    review: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the end it is said that another program does not let go, and keys work afterwards."""
    monkeypatch.setattr("tui.app.patience.MOST_TRIES", 2)
    async with review([CHINESE, ENGLISH]) as desk:
        holder = held(desk)
        await desk.press("space", "3")
        await desk.pilot.pause(4 * RETRY_S)
        assert "is busy" in desk.flat
        holder.execute("ROLLBACK")
        holder.close()
        await desk.press("3")
        assert review_rows(desk.store) == [(card_id(0), 3)]


async def test_leaving_does_not_wait(review: Open) -> None:
    """A key that leaves works at once while another program writes."""
    async with review([CHINESE, ENGLISH]) as desk:
        holder = held(desk)
        await desk.press("space", "3", "q")
        assert not desk.pilot.app.is_running or desk.pilot.app.screen is not desk.screen
        holder.execute("ROLLBACK")
        holder.close()
        assert review_rows(desk.store) == []


async def test_undo_works_after_it_failed(review: Open) -> None:
    """An undo that could not be stored can be tried again."""
    async with review([CHINESE, ENGLISH]) as desk:
        await desk.press("space", "4")
        desk.store.run("PRAGMA query_only = ON")
        await desk.press("u")
        assert "cannot be written" in desk.flat
        assert "BERT (2019)" in desk.text
        desk.store.run("PRAGMA query_only = OFF")
        await desk.press("u")
        assert "Lumiere (2024)" in desk.text


async def test_a_full_disk_is_told(review: Open) -> None:
    """With no room for the answer nothing is half written, and the message says what to do."""
    async with review([CHINESE]) as desk:
        desk.store.run("CREATE TABLE filler (x)")
        desk.store.run(
            "CREATE TRIGGER greedy AFTER INSERT ON review"
            " BEGIN INSERT INTO filler VALUES (zeroblob(100000)); END"
        )
        pages = desk.store.rows("PRAGMA page_count")[0][0]
        desk.store.rows(f"PRAGMA max_page_count = {pages}")
        await desk.press("space", "3")
        assert "the disk is full" in desk.flat
        assert review_rows(desk.store) == []
        assert "Lumiere (2024)" in desk.text


async def test_a_card_that_was_never_drawn_is_never_graded(review: Open) -> None:
    """If the next card could not be read after a grade, the next key shows it and no more."""
    async with review([CHINESE, ENGLISH]) as desk:
        await desk.press("space")
        failing = desk.screen.session.counts

        def counts() -> None:
            raise connection.StoreError("x.db cannot be read: plug the disk in again")

        desk.screen.session.counts = counts  # type: ignore[method-assign,assignment]
        await desk.press("3")
        assert "plug the disk in" in desk.flat
        desk.screen.session.counts = failing  # type: ignore[method-assign]
        await desk.press("3", "space")
        assert [card for card, _ in review_rows(desk.store)] == [card_id(0)]
        assert "BERT (2019)" in desk.text


SIZES = {"narrow": (30, 24), "low": (80, 8), "tiny": (1, 1), "nearly": (39, 12)}


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES.keys())
async def test_a_small_window_says_what_it_needs_and_recovers(
    review: Open, size: tuple[int, int]
) -> None:
    """No key grades what nobody sees; a larger window shows the card as it was."""
    async with review([CHINESE]) as desk:
        await desk.press("space")
        await desk.pilot.resize_terminal(*size)
        await desk.press("3")
        assert review_rows(desk.store) == []
        assert "Space-Time" not in desk.text
        if size[0] > 20:
            assert "40×12" in desk.flat
        await desk.pilot.resize_terminal(40, 12)
        await desk.pilot.pause()
        assert "Space-Time U-Net" in desk.text
        assert "3 Good" in desk.flat


async def test_a_window_may_shrink_over_an_open_box(review: Open) -> None:
    """What was typed is still there when the window is large again."""
    async with review([CHINESE]) as desk:
        await desk.press("e", "新")
        await desk.pilot.resize_terminal(20, 5)
        await desk.pilot.pause()
        await desk.pilot.resize_terminal(80, 24)
        await desk.pilot.pause()
        assert "新提出" in desk.text


EDITORS = {
    "no program": ("no-such-editor-anywhere", "was not found"),
    "an open quote": ("vim 'x", "cannot be read as a command"),
    "a failure": (f"{sys.executable} -c 'raise SystemExit(3)'", "exit code 3"),
}


@pytest.mark.parametrize(("words", "told"), EDITORS.values(), ids=EDITORS.keys())
async def test_an_editor_that_fails_is_told(
    review: Open, words: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The card stays, and the line below it says what is wrong with the editor."""
    async with review([CHINESE], environ={"EDITOR": words}) as desk:
        note(tmp_path)
        monkeypatch.setattr(desk.pilot.app, "suspend", nullcontext)
        await desk.press("space", "o")
        assert told in desk.flat
        assert "Space-Time U-Net" in desk.text


async def test_a_note_that_is_gone_is_told(review: Open) -> None:
    """Without the file no editor is started."""
    async with review([CHINESE], environ={"EDITOR": "false"}) as desk:
        await desk.press("o")
        assert "is not there" in desk.flat


async def test_the_note_opens_at_its_line_and_the_build_runs_after(
    review: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The editor gets the line and the path; then the notes are read again, and it is told."""
    seen = tmp_path / "seen"
    script = tmp_path / "vim"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{seen}"\n')
    script.chmod(0o755)
    environ = {"VISUAL": str(script), "EDITOR": "false"}
    async with review([CHINESE], environ=environ, rebuild=lambda: "1 card changed") as desk:
        path = note(tmp_path)
        monkeypatch.setattr(desk.pilot.app, "suspend", nullcontext)
        await desk.press("space", "o")
        assert seen.read_text().splitlines() == ["+12", str(path)]
        assert "1 card changed" in desk.text
        assert "Space-Time U-Net" in desk.text


def note(folder: Path) -> Path:
    path = folder / "notes" / CHINESE.path
    path.parent.mkdir(parents=True)
    path.write_text("\n" * 20, "utf-8")
    return path
