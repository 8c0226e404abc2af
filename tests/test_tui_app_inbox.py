"""The inbox in the app."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from app_fixtures import CHINESE, ENGLISH, FakeClock, Sample, make_collection, screen_text
from deck_fixtures import card_id
from textual.pilot import Pilot

from decks.cards import Card, Place
from decks.doubts import Doubt
from decks.ids import PointId
from decks.quality import mend, reason
from decks.store.cards import all_cards
from decks.store.doubts import keep_doubts
from decks.store.queue import load_queue
from decks.subject import CardWarning
from tui.app.app import PaperdeckApp
from tui.app.decklist import DeckListScreen
from tui.app.inbox import InboxScreen
from tui.app.sitting import Sitting

LONG = "很长的一句话，说了又说，" * 40 + "终于说完了。"
SPLIT = CardWarning("several-answers", "[b]U-Net[/b]")
WAITING = [replace(CHINESE, accepted=False), replace(ENGLISH, accepted=False)]


@asynccontextmanager
async def deciding(
    folder: Path,
    samples: Sequence[Sample] = WAITING,
    *,
    size: tuple[int, int] = (80, 24),
    warnings: Sequence[CardWarning] = (SPLIT,),
    environ: dict[str, str] | None = None,
) -> AsyncIterator[tuple[Pilot[int], Sitting]]:
    """The inbox of these cards in a window, opened from the list of decks."""
    collection = make_collection(folder / "笔记", samples)
    with collection.open_store() as store:
        stored = json.dumps([[w.code, w.detail] for w in warnings], ensure_ascii=False)
        store.run("UPDATE card SET warnings = ?", (stored,))
        sitting = Sitting(collection, store, FakeClock(), environ or {})
        app = PaperdeckApp(DeckListScreen(sitting))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await press(pilot, "i")
            assert isinstance(app.screen, InboxScreen)
            yield pilot, sitting


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys and wait until all is drawn."""
    await pilot.press(*keys)
    await pilot.pause()


def flat(pilot: Pilot[int]) -> str:
    """What stands on the screen, as one line."""
    return " ".join(screen_text(pilot.app).split())


def acceptances(sitting: Sitting) -> list[str]:
    return [card.acceptance.value for card in all_cards(sitting.store)]


def new(sitting: Sitting) -> Sequence[str]:
    """Today's new cards."""
    return load_queue(sitting.store, sitting.today(), sitting.collection.limits).new


async def test_a_card_is_shown_with_all_that_a_decision_needs(tmp_path: Path) -> None:
    """Paper, question, answer, reason, mend, point and place; and how many wait."""
    async with deciding(tmp_path) as (pilot, _):
        text = flat(pilot)
        for part in (
            "1 of this paper · 2 waiting", "Lumiere (2024)", "提出 [ … ] 架构",
            "= Space-Time U-Net", f"! {reason(SPLIT)}", f"→ {mend(SPLIT)}",
            "提出 Space-Time U-Net 架构",
            "Lumiere: A Space-Time Diffusion Model", "video/digest.md:12",
        ):  # fmt: skip
            assert part.replace(" ", "") in text.replace(" ", "")


async def test_an_accepted_card_is_in_the_deck_at_once(tmp_path: Path) -> None:
    """The list of decks has it as new when one comes back."""
    async with deciding(tmp_path) as (pilot, sitting):
        await press(pilot, "a")
        assert "Accepted" in flat(pilot)
        assert "BERT" in flat(pilot)
        assert new(sitting) == (card_id(0),)
        await press(pilot, "q")
        assert "1 card today" in flat(pilot)
        assert "1 card waits in the inbox" in flat(pilot)


async def test_the_first_accepted_card_brings_its_deck(tmp_path: Path) -> None:
    """A list of decks that was empty before has its names in full, in a narrow window too."""
    async with deciding(tmp_path, size=(40, 12)) as (pilot, _):
        await press(pilot, "a", "q")
        await pilot.pause()
        assert "video" in screen_text(pilot.app)


KEYS = {
    "accept": (["a"], ["accepted", "inbox"]),
    "reject": (["x"], ["rejected", "inbox"]),
    "skip": (["space"], ["inbox", "inbox"]),
    "accept and reject": (["a", "x"], ["accepted", "rejected"]),
    "the paper": (["A", "X"], ["accepted", "rejected"]),
    "the next paper": (["n", "a"], ["inbox", "accepted"]),
    "more than there are": (["a", "a", "a", "x", "A", "e", "o"], ["accepted", "accepted"]),
}


@pytest.mark.parametrize("name", KEYS)
async def test_keys_decide_and_u_takes_all_back(tmp_path: Path, name: str) -> None:
    """Whatever was pressed, undo leads back to the first card and an untouched inbox."""
    keys, wanted = KEYS[name]
    async with deciding(tmp_path) as (pilot, sitting):
        before = all_cards(sitting.store)
        await press(pilot, *keys)
        assert acceptances(sitting) == wanted
        await press(pilot, *["u"] * len(keys))
        assert all_cards(sitting.store) == before
        assert "Lumiere (2024)" in flat(pilot)
        assert "2 waiting" in flat(pilot)
        await press(pilot, "u")
        assert "Nothing to undo" in flat(pilot)


async def test_an_edited_card_is_accepted_with_its_new_words(tmp_path: Path) -> None:
    """The edit stays on the screen until the card is accepted, and is taken back by u."""

    def first(sitting: Sitting) -> Card:
        return all_cards(sitting.store)[0]

    async with deciding(tmp_path) as (pilot, sitting):
        await press(pilot, "e", "N", "E", "W", "ctrl+s")
        assert "NEW提出" in flat(pilot)
        assert "You edited this card" in flat(pilot)
        await press(pilot, "a")
        assert (first(sitting).edited, new(sitting)) == (True, (card_id(0),))
        await press(pilot, "u", "u")
        assert not first(sitting).edited
        assert "NEW" not in flat(pilot)


async def test_an_answer_may_have_several_lines(tmp_path: Path) -> None:
    """They are kept and drawn as they were typed."""
    async with deciding(tmp_path) as (pilot, sitting):
        await press(pilot, "e", "tab", *"first", "enter", *"second: ", "ctrl+s")
        assert all_cards(sitting.store)[0].answer == "first\nsecond: Space-Time U-Net"
        lines = [line.strip() for line in screen_text(pilot.app).splitlines()]
        at = lines.index("= first")
        assert lines[at + 1] == "second: Space-Time U-Net"


async def test_cancelling_an_edit_changes_nothing(tmp_path: Path) -> None:
    """Escape leaves the card and its marks as they were."""
    async with deciding(tmp_path) as (pilot, sitting):
        before = sitting.store.rows("SELECT * FROM mark")
        await press(pilot, "e", "x", "escape")
        assert sitting.store.rows("SELECT * FROM mark") == before


async def test_the_end_says_what_was_done(tmp_path: Path) -> None:
    """With nothing left it sums up, and says that skipped cards stay."""
    async with deciding(tmp_path) as (pilot, _):
        await press(pilot, "a", "space")
        text = flat(pilot)
        assert "Nothing waits for your decision." in text
        assert "1 accepted · 1 skipped" in text
        assert "stay in the inbox" in text
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, DeckListScreen)


async def test_an_empty_inbox_is_no_error(tmp_path: Path) -> None:
    """No key does harm where nothing waits."""
    async with deciding(tmp_path, []) as (pilot, _):
        await press(pilot, *"axeuAXno", "space", "question_mark", "escape", "j")
        assert "Nothing waits for your decision." in flat(pilot)
        await press(pilot, "q")
        assert isinstance(pilot.app.screen, DeckListScreen)


HARD_TEXTS = {
    "markup": replace(CHINESE, question="[b]x[/b] [/] [...] [@click=app.quit]q[/]", accepted=False),
    "control characters": replace(
        CHINESE, question="a\x1b[2J\x07b\u202ec [...]", answer="\x9b31m答案", accepted=False
    ),
    "emoji": replace(ENGLISH, question="👩‍👩‍👧‍👦🎬 [...]？", short="🎬" * 30, accepted=False),
    "long": replace(CHINESE, question=LONG + "[...]", point=LONG, accepted=False),
    "no spaces": replace(ENGLISH, question="x" * 900 + "[...]", title="é" * 300, accepted=False),
}


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (200, 60)])
@pytest.mark.parametrize("name", HARD_TEXTS)
async def test_any_text_fits_any_window(name: str, size: tuple[int, int], tmp_path: Path) -> None:
    """Text is shown as it is, never as markup; the keys stay in sight; the end can be reached."""
    async with deciding(tmp_path, [HARD_TEXTS[name]], size=size) as (pilot, _):
        await press(pilot, "j", "end")
        await pilot.wait_for_animation()
        text = screen_text(pilot.app)
        assert "digest.md:12" in text or "language.md:7" in text
        assert text.splitlines()[-1].split()[-4:] == ["?", "Help", "q", "Back"]
        assert not {sign for sign in text if sign != "\n" and ord(sign) < 32} & set("\x1b\x07\x9b")
        await press(pilot, "home", "k")
        await pilot.wait_for_animation()
        if name == "markup":
            assert "[b]x[/b] [/]" in screen_text(pilot.app)


async def test_a_sitting_can_be_over_some_cards(tmp_path: Path) -> None:
    """Opened with a query it offers only what fits."""
    collection = make_collection(tmp_path / "notes", WAITING)
    with collection.open_store() as store:
        screen = InboxScreen(Sitting(collection, store, FakeClock(), {}), [card_id(1)], "2 [b]new")
        async with PaperdeckApp(screen).run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert "BERT" in flat(pilot)
            assert "2 [b]new" in flat(pilot)
            await press(pilot, "a", "q")
            assert pilot.app.return_value == 0


async def test_what_somebody_else_decided_is_told(tmp_path: Path) -> None:
    """A decision of another process stands; the next card shows."""
    async with deciding(tmp_path) as (pilot, sitting):
        sitting.inbox([card_id(0)]).reject()
        await press(pilot, "a")
        assert acceptances(sitting) == ["rejected", "inbox"]
        assert "decided about elsewhere" in flat(pilot)
        assert "BERT" in flat(pilot)


async def test_a_note_that_is_gone_is_told(tmp_path: Path) -> None:
    """Opening a note that is not there says so, and the card stays."""
    async with deciding(tmp_path) as (pilot, _):
        await press(pilot, "o")
        assert "is not there" in flat(pilot)
        assert "Lumiere (2024)" in flat(pilot)


@pytest.mark.parametrize(("count", "told"), [(0, ""), (1, "1 text may be"), (3, "3 texts may be")])
async def test_doubts_are_told(count: int, told: str, tmp_path: Path) -> None:
    """Below the card stands how many texts are in doubt, and where to say so."""
    place = Place("/notes", "a.md", 3, 3, "", "", 1, 1)
    async with deciding(tmp_path, size=(80, 40)) as (pilot, sitting):
        keep_doubts(
            sitting.store, [Doubt(PointId(f"p{n}"), "旧", "[/red]", place) for n in range(count)]
        )
        await press(pilot, "space")
        assert ("paperdeck doubts" in flat(pilot)) == bool(count)
        assert told in flat(pilot)
