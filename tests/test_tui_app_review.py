"""The review screen, key by key, over a real store."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest
from app_fixtures import CHINESE, ENGLISH, Desk, Sample, review_rows, reviewing
from deck_fixtures import card_id
from textual.widgets import TextArea

from decks.marks import What

Open = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
def review(tmp_path: Path) -> Callable[..., AbstractAsyncContextManager[Desk]]:
    """Open the review of some cards in a window of 80 by 24."""
    return partial(reviewing, tmp_path / "笔记")


async def test_the_answer_is_hidden_until_it_is_asked_for(review: Open) -> None:
    """The front has the paper's name and a blank; space fills it and shows where it is from."""
    async with review([CHINESE]) as desk:
        assert "Lumiere (2024)" in desk.text
        assert "提出 [\N{NO-BREAK SPACE}…\N{NO-BREAK SPACE}] 架构" in desk.text
        assert "Space-Time U-Net" not in desk.text
        await desk.press("space")
        assert "提出 Space-Time U-Net 架构" in desk.text
        assert "Lumiere: A Space-Time Diffusion Model (2024)" in desk.text
        assert "核心创新 · video/digest.md:12 · #video" in desk.text


async def test_a_question_without_a_blank_gets_its_answer_and_its_point(review: Open) -> None:
    """Answer and whole point stand below such a question."""
    async with review([ENGLISH]) as desk:
        assert "A bidirectional encoder" not in desk.text
        await desk.press("enter")
        assert "A bidirectional encoder" in desk.text
        assert "Masking 15% of the tokens trains a bidirectional encoder." in desk.flat


@pytest.mark.parametrize("key", ["1", "2", "3", "4"])
async def test_no_grade_before_the_answer(review: Open, key: str) -> None:
    """A grade key does nothing while the answer is hidden."""
    async with review([CHINESE]) as desk:
        await desk.press(key)
        assert review_rows(desk.store) == []
        assert not desk.screen.session.revealed


@pytest.mark.parametrize(
    ("key", "rating"), [("1", 1), ("2", 2), ("3", 3), ("4", 4), ("space", 3), ("enter", 3)]
)
async def test_a_grade_is_stored_before_the_next_card(review: Open, key: str, rating: int) -> None:
    """Each grade key writes its row, space and enter write Good, and the next card is shown."""
    async with review([CHINESE, ENGLISH]) as desk:
        await desk.press("space", key)
        assert review_rows(desk.store) == [(card_id(0), rating)]
        assert "BERT (2019)" in desk.text
        assert "A bidirectional encoder" not in desk.text


async def test_the_row_is_there_when_the_next_card_is_asked_for(review: Open) -> None:
    """Nothing is drawn of the next card before the answer is on disk."""
    async with review([CHINESE, ENGLISH]) as desk:
        seen: list[int] = []
        draw = desk.screen._draw_card
        desk.screen._draw_card = lambda card: (  # type: ignore[method-assign]
            seen.append(len(review_rows(desk.store))),
            draw(card),
        )[1]
        await desk.press("space", "3")
        assert seen == [0, 1]


async def test_grades_say_when_the_card_would_come_back(review: Open) -> None:
    """The four grades have the intervals that the outcomes give."""
    async with review([CHINESE]) as desk:
        assert "Again" not in desk.text
        await desk.press("space")
        for words in ("1 Again 1m", "2 Hard 6m", "3 Good 10m", "4 Easy"):
            assert words in desk.text


async def test_a_click_grades_like_a_key(review: Open) -> None:
    """The row of grades can be clicked."""
    async with review([CHINESE, ENGLISH]) as desk:
        await desk.pilot.click("#reveal")
        await desk.pilot.pause()
        await desk.pilot.click("#grade-2")
        await desk.pilot.pause()
        assert review_rows(desk.store) == [(card_id(0), 2)]


async def test_undo_brings_the_card_back_and_redo_takes_it_away(review: Open) -> None:
    """Undo retracts the answer and says so; redo counts it again; the row itself stays."""
    async with review([CHINESE, ENGLISH]) as desk:
        await desk.press("space", "4", "u")
        assert "Lumiere (2024)" in desk.text
        assert "Your last answer is taken back" in desk.text
        assert desk.screen.session.counts().new == 2
        await desk.press("U")
        assert "BERT (2019)" in desk.text
        await desk.press("u", "ctrl+r")
        assert "Your answer counts again" in desk.text
        assert desk.screen.session.counts().new == 1
        assert review_rows(desk.store) == [(card_id(0), 4)]


async def test_undo_without_anything_done_says_so(review: Open) -> None:
    """Nothing to undo is no error."""
    async with review([CHINESE]) as desk:
        await desk.press("u")
        assert "Nothing to undo" in desk.text


@pytest.mark.parametrize(
    ("key", "what", "value"),
    [("s", What.SUSPENDED, True), ("x", What.REJECTED, True), ("b", What.BURIED_UNTIL, 20459)],
)
async def test_a_card_is_put_away_and_brought_back(
    review: Open, key: str, what: What, value: object
) -> None:
    """Suspend, reject and bury show the next card at once, and undo takes them back."""
    async with review([CHINESE, ENGLISH]) as desk:
        await desk.press(key)
        assert desk.decided(card_id(0), what) == value
        assert "BERT (2019)" in desk.text
        assert "Press u to undo" in desk.text
        await desk.press("u")
        assert not desk.decided(card_id(0), what)
        assert "Lumiere (2024)" in desk.text


async def test_flags_go_round(review: Open) -> None:
    """The key f gives the next of seven flags and then none; the card and its answer stay."""
    async with review([CHINESE]) as desk:
        await desk.press("space", "f")
        assert "red flag" in desk.text
        assert "Space-Time U-Net" in desk.text
        await desk.press(*"fffffff")
        assert desk.decided(card_id(0), What.FLAG) == 0


async def test_an_edit_in_chinese_is_saved_and_undone(review: Open) -> None:
    """The box starts with the card as it is; what is typed is asked from then on."""
    async with review([CHINESE]) as desk:
        await desk.press("e")
        question = desk.pilot.app.screen.query_one("#new-question", TextArea)
        assert question.text == CHINESE.question
        question.text = "用什么架构？\n[...]"
        desk.pilot.app.screen.query_one("#new-answer", TextArea).text = "时空 U-Net"
        await desk.press("ctrl+s")
        assert "用什么架构？ [\N{NO-BREAK SPACE}…" in desk.text
        await desk.press("space")
        assert "用什么架构？ 时空 U-Net" in desk.text
        assert "edited" in desk.text
        await desk.press("u")
        assert "提出" in desk.text


async def test_typed_characters_reach_the_box_and_no_key_of_the_review(review: Open) -> None:
    """While the box is open, 1, s, x and 汉字 are text."""
    async with review([CHINESE]) as desk:
        await desk.press("e", *"sx1汉字")
        question = desk.pilot.app.screen.query_one("#new-question", TextArea)
        assert question.text.startswith("sx1汉字提出")
        await desk.press("escape")
        assert "提出" in desk.text
        assert desk.store.rows("SELECT count(*) FROM mark WHERE what <> 'accepted'") == [(0,)]


@pytest.mark.parametrize("name", ["#new-question", "#new-answer"])
async def test_a_card_is_not_emptied(review: Open, name: str) -> None:
    """Without a question or an answer nothing is saved, and the box says why."""
    async with review([CHINESE]) as desk:
        await desk.press("e")
        desk.pilot.app.screen.query_one(name, TextArea).text = " \n "
        await desk.press("ctrl+s")
        assert "A card needs" in desk.text
        assert desk.decided(card_id(0), What.EDIT) is None


async def test_a_learning_card_comes_back_when_nothing_else_is_left(review: Open) -> None:
    """A forgotten new card is asked again in the same sitting, its steps one after another."""
    async with review([CHINESE]) as desk:
        await desk.press("space", "1")
        assert "Lumiere (2024)" in desk.text
        assert "1 learning" in desk.text
        desk.clock.forward(minutes=1)
        await desk.press("space", "3", "space", "3")
        assert "Done for today" in desk.text
        assert [rating for _, rating in review_rows(desk.store)] == [1, 3, 3]


async def test_waiting_counts_down_and_the_card_appears_by_itself(review: Open) -> None:
    """With a step of an hour the screen says how long, and shows the card when it is due."""
    async with review([CHINESE], settings="learning_steps: [1h]\n") as desk:
        await desk.press("space", "1")
        assert "The next card comes in 40 min" in desk.flat
        desk.clock.forward(minutes=39, seconds=30)
        await desk.tick()
        assert "The next card comes in 30 s" in desk.flat
        desk.clock.forward(seconds=30)
        await desk.tick()
        assert "Lumiere (2024)" in desk.text


async def test_the_night_brings_a_new_day_by_itself(review: Open) -> None:
    """An app that stays open overnight shows the cards of the next day."""
    async with review([CHINESE, ENGLISH], settings="new_per_day: 1\n") as desk:
        await desk.press("space", "4")
        assert "Done for today" in desk.text
        desk.clock.forward(hours=24)
        await desk.tick()
        assert "BERT (2019)" in desk.text


async def test_done_says_what_was_done_and_what_comes(review: Open) -> None:
    """The last card is followed by today's work and tomorrow's."""
    async with review([CHINESE, ENGLISH], settings="new_per_day: 1\n") as desk:
        desk.clock.forward(seconds=50)
        await desk.press("space", "4")
        assert "1 card in 1 min." in desk.flat
        assert "Tomorrow: 1 new." in desk.flat


async def test_siblings_come_on_different_days(review: Open) -> None:
    """Of two cards of one point only the first is asked today."""
    one = Sample("[...] is one half", "This", point="the same point")
    other = Sample("That is the other [...]", "half", point="the same point")
    async with review([one, other]) as desk:
        assert "1 new" in desk.text
        await desk.press("space", "4")
        assert "Done for today" in desk.text


async def test_leaving_and_coming_back_loses_nothing(review: Open) -> None:
    """A sitting that is left in the middle goes on with the next card."""
    async with review([CHINESE, ENGLISH]) as desk:
        await desk.press("space", "4", "q")
        assert desk.pilot.app.return_value == 0
        again = desk.screen.sitting.session(None)
        assert again.card is not None
        assert again.card.paper.short == "BERT"


@pytest.mark.parametrize("key", ["q", "escape", "ctrl+c"])
async def test_q_and_escape_leave(review: Open, key: str) -> None:
    """A review that was opened straight from the shell ends there."""
    async with review([CHINESE]) as desk:
        await desk.press(key)
        assert desk.pilot.app.return_value == 0


async def test_help_lists_every_key(review: Open) -> None:
    """? names each key of the screen, and escape closes it."""
    async with review([CHINESE]) as desk:
        await desk.press("question_mark")
        for words in ("space  Show the answer", "u  Take back", "x  Never ask", "o  Open the note"):
            assert words in desk.text
        await desk.press("escape")
        assert "Lumiere (2024)" in desk.text


async def test_one_deck_means_that_deck(review: Open) -> None:
    """Only cards of the deck and its sub-decks are asked."""
    async with review([CHINESE, ENGLISH], deck="digests::language") as desk:
        assert "digests › language" in desk.text
        assert "1 new" in desk.text
        assert "BERT (2019)" in desk.text


TEXTS = {
    "square brackets": "[red]not red[/red] [/x] [order]",
    "tags": "<b>no bold</b> <script>",
    "math": "$E=mc^2$ and $x_i$",
    "a link of markup": "[@click=app.quit]leave[/]",
    "emoji": "🎬 视频 👨‍👩‍👧",
    "full-width": "（一）“引号”：《书名》！？",
    "braces": "{name} {{cloze}} %s",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
async def test_a_note_is_shown_as_it_is_written(review: Open, text: str) -> None:
    """No text of a note is markup, wherever it stands."""
    sample = Sample(f"{text} Q [...]", f"{text} A", title=f"{text} T", short=f"{text} S",
                    label=f"{text} L", point=f"{text} P", tags=(f"{text}",))  # fmt: skip
    async with review([sample]) as desk:
        await desk.press("space")
        for part in "QATPLS":
            assert f"{text} {part}" in desk.flat


async def test_no_control_character_reaches_the_terminal(review: Open) -> None:
    """Escape sequences and bidirectional overrides of a note are taken out or made visible."""
    evil = "a\x1b[31mred\x07\x9b2J\u202eback\u2066"
    sample = Sample(f"{evil} [...]", evil, title=evil, short=evil, label=evil, tags=(evil,))
    async with review([sample]) as desk:
        await desk.press("space")
        assert not set(desk.text) & set("\x1b\x07\x9b\u202e\u2066")
        assert "[31mred" in desk.text


async def test_chinese_lines_do_not_begin_with_a_closing_mark(review: Open) -> None:
    """A long Chinese question fills its lines; 。，）do not stand at the start of one."""
    long = "一二三四五，" * 40 + "[...]"
    async with review([Sample(long, "六")]) as desk:
        lines = [line.strip() for line in desk.text.splitlines() if "一二三" in line]
        assert len(lines) > 3
        assert not any(line.startswith(("，", "。", "）")) for line in lines)
        assert all(len(line) > 30 for line in lines[:-1])


async def test_a_picture_is_named(review: Open) -> None:
    """An image is drawn as its description."""
    async with review([Sample("See ![架构图](a.png) of [...]", "it")]) as desk:
        assert "[image: 架构图]" in desk.text
