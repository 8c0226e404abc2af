"""The list of decks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from app_fixtures import (
    CHINESE,
    ENGLISH,
    FakeClock,
    Sample,
    make_collection,
    review_rows,
    screen_text,
)
from rich.cells import cell_len
from textual.pilot import Pilot

from decks.due import deck_names, due_by_deck
from decks.queue import Counts
from decks.store.queue import load_queue
from tui.app.app import PaperdeckApp
from tui.app.decklist import DeckListScreen
from tui.app.deckrows import deck_row
from tui.app.review import ReviewScreen
from tui.app.sitting import Sitting


@asynccontextmanager
async def listing(
    folder: Path, samples: Sequence[Sample], *, settings: str = "", status: str = ""
) -> AsyncIterator[tuple[Pilot[int], Sitting, FakeClock]]:
    """The deck list of these cards in a window of 80 by 24."""
    collection = make_collection(folder / "notes", samples, settings=settings)
    clock = FakeClock()
    with collection.open_store() as store:
        sitting = Sitting(collection, store, clock, {})
        app = PaperdeckApp(DeckListScreen(sitting, status))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            yield pilot, sitting, clock


def rows(pilot: Pilot[int]) -> dict[str, list[str]]:
    """The numbers of each deck by its indented name."""
    found = {}
    for line in screen_text(pilot.app).splitlines():
        parts = line.rsplit(maxsplit=3)
        if len(parts) == 4 and parts[1].isdigit():
            found[line[2 : len(line) - 30].rstrip()] = parts[1:]
    return found


async def test_decks_stand_as_a_tree_with_their_numbers(tmp_path: Path) -> None:
    """A deck counts its sub-decks in; one above that holds no card itself is there too."""
    async with listing(tmp_path, [CHINESE, ENGLISH, replace(ENGLISH, deck="博客", point="x")]) as (
        pilot,
        sitting,
        _,
    ):
        assert list(rows(pilot)) == [
            "All decks",
            "  digests",
            "    language",
            "    video",
            "  博客",
        ]
        assert [numbers[0] for numbers in rows(pilot).values()] == ["3", "2", "1", "1", "1"]
        assert "3 cards today · about" in screen_text(pilot.app)
        due = due_by_deck(sitting.store, sitting.today(), sitting.collection.limits)
        queues = [
            load_queue(sitting.store, sitting.today(), sitting.collection.limits, name).counts
            for name in deck_names(sitting.store)
        ]
        assert [deck.counts for deck in due] == queues


async def test_the_status_line_says_what_the_build_did(tmp_path: Path) -> None:
    """It is shown as it is, brackets and all."""
    async with listing(tmp_path, [CHINESE], status="[b]3[/b] notes read\x1b[2J") as (pilot, _, _):
        assert "[b]3[/b] notes read[2J" in screen_text(pilot.app)


@pytest.mark.parametrize("keys", [["enter"], ["r"]])
async def test_enter_and_r_review_all_and_q_comes_back(tmp_path: Path, keys: list[str]) -> None:
    """The review opens over the list, and the list has the new numbers afterwards."""
    async with listing(tmp_path, [CHINESE, ENGLISH]) as (pilot, sitting, _):
        await pilot.press(*keys)
        await pilot.pause()
        assert isinstance(pilot.app.screen, ReviewScreen)
        await pilot.press("space", "4", "q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DeckListScreen)
        assert rows(pilot)["All decks"] == ["1", "0", "0"]
        assert len(review_rows(sitting.store)) == 1
        await pilot.press("q")
        await pilot.pause()
        assert pilot.app.return_value == 0


@pytest.mark.parametrize(
    ("keys", "deck"),
    [
        (["j", "j"], "digests::language"),
        (["down", "down", "down"], "digests::video"),
        (["j", "j", "k"], "digests"),
        (["down", "up"], None),
    ],
)
async def test_the_deck_under_the_cursor_is_reviewed(
    tmp_path: Path, keys: list[str], deck: str | None
) -> None:
    """The keys j and k move like the arrows."""
    async with listing(tmp_path, [CHINESE, ENGLISH]) as (pilot, _, _):
        await pilot.press(*keys, "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ReviewScreen)
        assert pilot.app.screen.session.deck == deck


async def test_without_cards_it_says_how_to_get_some(tmp_path: Path) -> None:
    """An empty collection is no error."""
    async with listing(tmp_path, []) as (pilot, _, _):
        text = screen_text(pilot.app)
        assert "No cards yet" in text
        assert "核心创新" in text
        await pilot.press("enter", "j", "question_mark", "escape")
        assert isinstance(pilot.app.screen, DeckListScreen)


async def test_cards_in_the_inbox_alone_are_told(tmp_path: Path) -> None:
    """Cards that wait for a decision are counted, and how to see them is said."""
    async with listing(tmp_path, [replace(CHINESE, accepted=False)]) as (pilot, _, _):
        assert "1 card waits in the inbox" in " ".join(screen_text(pilot.app).split())


async def test_nothing_due_says_when_the_next_comes(tmp_path: Path) -> None:
    """With the day's work done the list says what comes next, and when."""
    async with listing(tmp_path, [CHINESE, ENGLISH], settings="new_per_day: 1\n") as (pilot, _, _):
        await pilot.press("enter", "space", "4", "q")
        await pilot.pause()
        text = screen_text(pilot.app)
        assert "Nothing due today" in text
        assert "Next: 1 new tomorrow." in text


async def test_the_next_day_may_be_far(tmp_path: Path) -> None:
    """A card that comes back in days has its date."""
    async with listing(tmp_path, [CHINESE]) as (pilot, _, _):
        await pilot.press("enter", "space", "4", "q")
        await pilot.pause()
        assert "Next: 1 due on" in screen_text(pilot.app)
        assert "Jan 2026" in screen_text(pilot.app)


NAMES = ["video", "扩散模型综述与实现", "a" * 90, "[b]x[/b]", "🎬", "x\x1b[2J"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [36, 41, 76])
def test_numbers_stand_below_each_other(name: str, width: int) -> None:
    """However long a name is and in whatever script, a row has the width of the list."""
    row = deck_row(f"top::{name}", Counts(1, 20, 300), width)
    assert cell_len(row.plain) == width
    assert row.plain.split()[-3:] == ["1", "20", "300"]
