"""Lines, intervals and editor commands: the app's pure parts."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.binding import Binding

from decks.reviews import Rating
from decks.session import Deed
from tui.app.colours import COUNTS
from tui.app.editor import EditorError, editor_command, run_editor
from tui.app.keys import DECKS, EDIT, HELP, REVIEW
from tui.app.review import FLAGS
from tui.app.wrapping import NEVER_FIRST, wrap
from tui.intervals import countdown, interval
from tui.wording import say

LINES = {
    "English at spaces": ("one two three", 8, ["one two", "three"]),
    "Chinese anywhere": ("一二三四五六", 8, ["一二三四", "五六"]),
    "no comma at the start": ("一二三四，五六", 8, ["一二三", "四，五六"]),
    "no full stop at the start": ("一二三。", 6, ["一二", "三。"]),
    "no opening bracket at the end": ("一二三（四）", 8, ["一二三", "（四）"]),
    "quotes": ("说了“一二三”了", 5, ["说了", "“一二", "三”了"]),
    "mixed": ("用 BERT 训练", 8, ["用 BERT", "训练"]),
    "a word among Chinese stays whole": (
        "采用Transformer架构",
        12,
        ["采用", "Transformer", "架构"],
    ),
    "a long word is cut": ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
    "marks of no width stay with their letter": ("ae\u0301b", 2, ["ae\u0301", "b"]),
    "joined emoji": ("👨‍👩‍👧👨‍👩‍👧", 2, ["👨‍👩‍👧", "👨‍👩‍👧"]),
    "spaces at the end do not count": ("one    two", 3, ["one", "two"]),
    "empty": ("", 5, [""]),
    "wider than the line": ("一", 1, ["一"]),
}


@pytest.mark.parametrize(("text", "width", "expected"), LINES.values(), ids=LINES.keys())
def test_lines_end_where_a_reader_expects(text: str, width: int, expected: list[str]) -> None:
    """Chinese fills the line, words stay whole, marks stay with their neighbours."""
    assert [text[start:end] for start, end in wrap(text, width)] == expected


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(alphabet="ab cd 中文，。（）“” é", max_size=60), st.integers(2, 20))
def test_wrapping_loses_spaces_only(text: str, width: int) -> None:
    """All but spaces at line ends survives, and no line is wider than it may be."""
    lines = [text[start:end] for start, end in wrap(text, width)]
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(["一二", "模型", "，三", "。四", "（五）"]), max_size=20))
def test_no_line_begins_with_a_closing_mark(words: list[str]) -> None:
    """Where a line has room for it, a mark that closes stands at the end of one."""
    text = "起" + "".join(words)
    lines = [text[start:end] for start, end in wrap(text, 12)]
    assert not any(line[0] in NEVER_FIRST for line in lines)


DAY = 86_400
INTERVALS = {
    30: "30s", 59: "59s", 60: "1m", 330: "6m", 600: "10m", 3569: "59m", 3590: "1h", 5400: "1.5h",
    DAY - 1: "24h", DAY: "1d", 15 * DAY: "15d", 29 * DAY: "29d", 30 * DAY: "1mo", 36 * DAY: "1.2mo",
    364 * DAY: "12.1mo", 365 * DAY: "1y", 400 * DAY: "1.1y", 36_500 * DAY: "100y",
}  # fmt: skip


@pytest.mark.parametrize(("seconds", "words"), INTERVALS.items())
def test_intervals_are_short(seconds: int, words: str) -> None:
    """An interval is said in the unit that a person would use."""
    assert interval(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-5, "0 s"), (0, "0 s"), (59, "59 s"), (60, "1 min"), (61, "2 min"), (3700, "1 h 2 min")],
)
def test_a_countdown_never_promises_too_early(seconds: int, words: str) -> None:
    """Minutes are rounded up."""
    assert countdown(seconds) == words


NOTE = Path("/笔记/a b.md")
COMMANDS = {
    "vi is there everywhere": ({}, ["vi", "+7", "/笔记/a b.md"]),
    "EDITOR": ({"EDITOR": "nano"}, ["nano", "+7", "/笔记/a b.md"]),
    "VISUAL first": ({"VISUAL": "hx", "EDITOR": "vi"}, ["hx", "/笔记/a b.md:7"]),
    "empty VISUAL": ({"VISUAL": " ", "EDITOR": "micro"}, ["micro", "+7", "/笔记/a b.md"]),
    "arguments and a path": (
        {"EDITOR": "'/opt/my tools/nvim' -u NONE"},
        ["/opt/my tools/nvim", "-u", "NONE", "+7", "/笔记/a b.md"],
    ),
    "code": ({"EDITOR": "code --wait"}, ["code", "--wait", "-g", "/笔记/a b.md:7"]),
    "sublime": ({"EDITOR": "subl -w"}, ["subl", "-w", "/笔记/a b.md:7"]),
    "emacs": ({"EDITOR": "emacs -nw"}, ["emacs", "-nw", "+7", "/笔记/a b.md"]),
    "unknown": ({"EDITOR": "my-editor"}, ["my-editor", "/笔记/a b.md"]),
    "no shell": ({"EDITOR": "vi; rm -rf $HOME"}, ["vi;", "rm", "-rf", "$HOME", "/笔记/a b.md"]),
}


@pytest.mark.parametrize(("environ", "expected"), COMMANDS.values(), ids=COMMANDS.keys())
def test_the_editor_is_told_the_line(environ: dict[str, str], expected: list[str]) -> None:
    """Each editor gets the line in its own way, and words never reach a shell."""
    assert editor_command(environ, NOTE, 7) == expected


def test_a_path_is_not_filled_in_twice() -> None:
    """Braces in the name of a note are its own."""
    assert editor_command({}, Path("/{line}.md"), 7) == ["vi", "+7", "/{line}.md"]


def test_a_broken_variable_is_an_error_with_what_to_do() -> None:
    """An open quote is told, not guessed at."""
    with pytest.raises(EditorError, match="Mend its quotes"):
        editor_command({"EDITOR": "vim 'x"}, NOTE, 7)


INTERRUPTS = """
import os, signal, sys
assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
os.kill(os.getppid(), signal.SIGINT)
"""


def test_an_interrupt_while_the_editor_runs_is_the_editors() -> None:
    """Ctrl-C reaches the whole group of processes: the app goes on, the editor may stop."""
    assert run_editor([sys.executable, "-c", INTERRUPTS]) is None
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    stopped = run_editor([sys.executable, "-c", "import os; os.kill(os.getpid(), 2)"])
    assert "was stopped" in str(stopped)


WORDS = [
    *(f"review.{what}-{deed}" for what in ("undone", "redone") for deed in [*Deed, "nothing"]),
    *(f"flag.{number}" for number in range(FLAGS)),
    *(f"review.rating-{rating.value}" for rating in Rating),
    *(f"decklist.{kind}{name}" for kind in ("", "short-") for name in COUNTS),
]


@pytest.mark.parametrize("key", WORDS)
def test_everything_that_can_happen_has_words(key: str) -> None:
    """Whatever is undone, flagged or rated, there is a message for it."""
    assert say(key)


@pytest.mark.parametrize(
    "bindings", [REVIEW, DECKS, EDIT, HELP], ids=["review", "decks", "edit", "help"]
)
def test_keys_have_a_name_an_explanation_and_an_id(bindings: Sequence[Binding]) -> None:
    """Footer, help and a user's own key map need them."""
    assert all(binding.id and binding.description and binding.tooltip for binding in bindings)
    assert len({binding.id for binding in bindings}) == len(bindings)
