"""``paperdeck build --watch``: cards follow the notes while they are being written."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest
from cli_running import NOTE, Shell, command, environment

WAIT_S = 60
"""Nothing waits so long unless something is wrong."""


class Watcher:
    """A running ``build --watch`` and the lines that it prints."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: Queue[str] = Queue()
        self.listener = Thread(target=self._listen)
        self.listener.start()

    def _listen(self) -> None:
        for line in self.process.stdout or ():
            self.lines.put(line)

    def says(self, wanted: str) -> str:
        """The next line that holds ``wanted``."""
        while wanted not in (line := self.lines.get(timeout=WAIT_S)):
            pass
        return line


@contextmanager
def watching(shell: Shell) -> Iterator[Watcher]:
    """A watcher of a folder, once it watches; it is ended as by Ctrl-C."""
    with subprocess.Popen(
        command("build", "--watch"),
        cwd=shell.here,
        env={**environment(shell.home), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        watcher = Watcher(process)
        try:
            watcher.says("Watching")
            yield watcher
        finally:
            process.send_signal(signal.SIGINT)
            watcher.listener.join(WAIT_S)
            if watcher.listener.is_alive():  # where tests run in a background
                process.kill()


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A folder with one note."""
    shell = Shell(tmp_path)
    (shell.here / "日志.md").write_text(NOTE, "utf-8")
    return shell


def test_a_saved_note_becomes_cards(shell: Shell) -> None:
    """A note that is saved while it watches, also by renaming, has its cards a moment later."""
    with watching(shell) as watcher:
        new = shell.here / ".beta.md.swp"
        new.write_text(NOTE.replace("Alpha", "Beta"), "utf-8")
        new.replace(shell.here / "beta.md")
        assert "2 papers" in watcher.says("cards")
    assert watcher.process.returncode == 130
    assert {card["paper"]["short"] for card in shell.json("cards")["cards"]} == {"Alpha", "Beta"}


def test_bad_settings_are_told_and_then_forgiven(shell: Shell) -> None:
    """Settings that cannot be read are told with their place; once mended it goes on."""
    with watching(shell) as watcher:
        settings = shell.here / "paperdeck.yaml"
        settings.write_text("new_per_day: many\n", "utf-8")
        assert "paperdeck.yaml:1" in watcher.says("many")
        settings.write_text("new_per_day: 5\n", "utf-8")
        (shell.here / "beta.md").write_text(NOTE.replace("Alpha", "Beta"), "utf-8")
        assert "2 papers" in watcher.says("cards")


def test_it_is_not_combined_with_one_document(shell: Shell) -> None:
    """What never ends prints no document: wrong usage, said in one line."""
    done = shell.run("build", "--watch", "--json")
    assert done.returncode == 2
    assert "--watch" in done.stderr
