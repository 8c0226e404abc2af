"""One whole sitting in a real terminal: bytes in, bytes out."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest
from app_fixtures import CHINESE, ENGLISH, make_collection, review_rows
from deck_fixtures import card_id

PATIENCE_S = 30
SCRIPT = """
import sys
from pathlib import Path
from decks.collection import open_collection
from tui.app.run import run_app
collection = open_collection(Path(sys.argv[1]))
with collection.open_store() as store:
    sys.exit(run_app(collection, store, status="2 cards new"))
"""


class Terminal:
    """A program in a pseudo-terminal of 80 by 24."""

    def __init__(self, *words: str, **variables: str) -> None:
        self._main, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        environ = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"} | variables
        self.process = subprocess.Popen(
            words,
            stdin=child,
            stdout=child,
            stderr=child,
            env=environ,
            cwd=Path(__file__).parent.parent,
            start_new_session=True,
        )
        os.close(child)

    def until(self, text: str) -> str:
        """Read until ``text`` has come; what was read."""
        seen = b""
        while text.encode() not in seen:
            ready, _, _ = select.select([self._main], [], [], PATIENCE_S)
            assert ready, f"{text!r} never came: {_without_escapes(seen)[-4000:]}"
            seen += os.read(self._main, 65536)
        return seen.decode(errors="replace")

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._main, keys.encode())

    def close(self) -> None:
        """Let go of the program, however it stands."""
        self.process.kill()
        self.process.wait()
        os.close(self._main)


def _without_escapes(seen: bytes) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", " ", seen.decode(errors="replace"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A collection with two cards."""
    make_collection(tmp_path / "笔记", [CHINESE, ENGLISH])
    return tmp_path / "笔记"


@pytest.fixture
def terminal(folder: Path) -> Iterator[Terminal]:
    """The app over that collection."""
    opened = Terminal(sys.executable, "-c", SCRIPT, str(folder))
    yield opened
    opened.close()


def test_a_sitting_from_the_list_to_the_last_key(terminal: Terminal, folder: Path) -> None:
    """Deck list, a Chinese card, its answer, a grade, the next card, and out with code 0."""
    terminal.until("2 cards new")
    terminal.press("\r")
    terminal.until("提出")
    terminal.press(" ")
    terminal.until("Space-Time U-Net")
    terminal.press("4")
    terminal.until("BERT (2019)")
    terminal.press("q")
    terminal.until("All decks")
    terminal.press("q")
    assert terminal.process.wait(PATIENCE_S) == 0
    from decks.collection import open_collection

    with open_collection(folder).open_store() as store:
        assert review_rows(store) == [(card_id(0), 4)]


def test_a_killed_app_has_lost_nothing(terminal: Terminal, folder: Path) -> None:
    """What was graded before the power went is there afterwards."""
    terminal.until("2 cards new")
    terminal.press("\r")
    terminal.until("提出")
    terminal.press(" 1")
    terminal.until("BERT (2019)")
    terminal.process.kill()
    terminal.process.wait()
    from decks.collection import open_collection

    with open_collection(folder).open_store() as store:
        assert review_rows(store) == [(card_id(0), 1)]
        assert store.rows("PRAGMA integrity_check") == [("ok",)]


EDITORS = {
    "missing": ("no-such-editor-anywhere", "was not found"),
    "failing": ("false", "ended with an error"),
}


@pytest.mark.parametrize(("editor", "told"), EDITORS.values(), ids=EDITORS)
def test_the_app_comes_back_from_an_editor_that_fails(folder: Path, editor: str, told: str) -> None:
    """Whatever became of the editor, the terminal is the app's again: it draws and hears keys."""
    note = folder / CHINESE.path
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text("# 笔记\n", "utf-8")
    terminal = Terminal(sys.executable, "-c", SCRIPT, str(folder), VISUAL=editor)
    try:
        terminal.until("2 cards new")
        terminal.press("\r")
        terminal.until("提出")
        terminal.press("o")
        terminal.until(told)
        terminal.press(" ")
        terminal.until("Space-Time U-Net")
    finally:
        terminal.close()


def test_the_kitty_protocol_is_off_unless_the_user_wants_it() -> None:
    """Composed Chinese input is dropped by a terminal otherwise; a user's own value holds."""
    for given, expected in ((None, "1"), ("0", "0")):
        environ = {key: value for key, value in os.environ.items() if "KITTY" not in key}
        if given is not None:
            environ["TEXTUAL_DISABLE_KITTY_KEY"] = given
        code = (
            "import tui.app.run, os; from textual.constants import DISABLE_KITTY_KEY as off;"
            "print(os.environ['TEXTUAL_DISABLE_KITTY_KEY'], off)"
        )
        words = [sys.executable, "-c", code]
        place = Path(__file__).parent.parent
        told = subprocess.run(words, env=environ, cwd=place, capture_output=True, check=True)
        assert told.stdout.decode().split() == [expected, str(expected == "1")]


def test_an_app_that_could_not_be_seen_does_not_start(folder: Path) -> None:
    """With standard error sent elsewhere the user is told, and no frame lands in a file."""
    place = Path(__file__).parent.parent
    words = [sys.executable, "-c", SCRIPT, str(folder)]
    told = subprocess.run(words, cwd=place, capture_output=True, check=False)
    assert "not a terminal here" in told.stderr.decode()
    assert b"\x1b" not in told.stderr + told.stdout
