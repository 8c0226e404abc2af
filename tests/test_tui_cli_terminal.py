"""One whole sitting in a real terminal: build, review, quit, and what is then on disk."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli_running import NOTE, Shell, command, environment

PATIENCE_S = 60
"""Only ends a test that hangs; nothing is measured by it."""


class Terminal:
    """A program in a pseudo-terminal of 100 by 30 cells."""

    def __init__(self, shell: Shell, *arguments: str) -> None:
        self.end, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.process = subprocess.Popen(
            command(*arguments),
            stdin=inside,
            stdout=inside,
            stderr=inside,
            cwd=shell.here,
            env=environment(shell.home, TERM="xterm-256color", LANG="C.UTF-8"),
            start_new_session=True,
        )
        os.close(inside)
        self.seen = b""

    def wait_for(self, text: str) -> None:
        """Read until the terminal was sent ``text`` since the last call."""
        ended = self.process.poll
        self._read_until(lambda: text.encode() in self.seen or ended() is not None)
        assert text.encode() in self.seen, self.seen[-2000:]
        self.seen = self.seen.partition(text.encode())[2]

    def press(self, keys: str) -> None:
        """Type on the keyboard."""
        os.write(self.end, keys.encode())

    def exit_code(self) -> int:
        """Read to the end of the program."""
        self._read_until(lambda: self.process.poll() is not None)
        return self.process.wait()

    def close(self) -> None:
        """End the program if it is still there."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.end)

    def _read_until(self, done: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not done():
            assert time.monotonic() < deadline, self.seen[-2000:]
            if select.select([self.end], [], [], 0.05)[0]:
                try:
                    self.seen += os.read(self.end, 65536)
                except OSError:  # the program has closed its side
                    time.sleep(0.05)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A folder with one note that was never built."""
    made = Shell(tmp_path)
    made.write("log.md", NOTE)
    return made


@pytest.fixture
def terminal(shell: Shell, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    """Paperdeck in a terminal, with the words of the test's parameter."""
    opened = Terminal(shell, *request.param)
    yield opened
    opened.close()


@pytest.mark.parametrize("terminal", [["review"]], indirect=True)
def test_a_sitting_from_the_first_build_to_the_review_on_disk(
    terminal: Terminal, shell: Shell
) -> None:
    """Reveal, grade, quit: the card has then one answer, and its next date."""
    terminal.wait_for("Show the answer")
    terminal.press(" ")
    terminal.wait_for("Good")
    terminal.press("3")
    terminal.wait_for("Show the answer")
    terminal.press("q")
    assert terminal.exit_code() == 0
    answered = [card for card in shell.json("cards")["cards"] if card["state"]["reps"]]
    assert [card["status"] for card in answered] == ["learning"]
    state = answered[0]["state"]
    assert (state["reps"], state["lapses"], state["interval"]) == (1, 0, 600)
    assert state["stability"] > 0
    assert shell.json("due")["total"]["learning"] == 1


@pytest.mark.parametrize("terminal", [[]], indirect=True)
def test_without_a_command_the_app_opens_at_the_decks(terminal: Terminal, shell: Shell) -> None:
    """Bare ``paperdeck`` builds, shows the decks, and leaves the terminal as it was."""
    terminal.wait_for("\x1b[?1049h")
    terminal.wait_for("log")
    terminal.press("q")
    assert terminal.exit_code() == 0
    assert b"\x1b[?1049l" in terminal.seen
    assert shell.json("due")["total"]["new"] > 0


@pytest.mark.parametrize("terminal", [["review", "lgo"]], indirect=True)
def test_an_unknown_deck_is_told_with_its_neighbour(terminal: Terminal) -> None:
    """A mistyped deck opens no app; the line names the nearest one."""
    assert terminal.exit_code() == 1
    assert b"paperdeck: there is no deck lgo; there is: log" in terminal.seen
    assert b"\x1b[?1049h" not in terminal.seen


@pytest.mark.parametrize("terminal", [["build"]], indirect=True)
def test_a_build_in_a_terminal_shows_its_progress(terminal: Terminal) -> None:
    """In a terminal a bar counts the notes, and the report follows when it is gone."""
    assert terminal.exit_code() == 0
    assert b"1/1" in terminal.seen
    assert b"Papers" in terminal.seen.rpartition(b"1/1")[2]
