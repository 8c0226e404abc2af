"""Which command opens a note at a line in the user's editor. It never goes through a shell."""

from __future__ import annotations

import shlex
import signal
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import resources
from pathlib import Path, PurePath
from typing import Any

from notes.errors import PaperdeckError
from tui.wording import say

DEFAULT = "vi"


class EditorError(PaperdeckError):
    """The editor cannot be started, or failed."""


def editor_command(environ: Mapping[str, str], path: Path, line: int) -> list[str]:
    """The words that open ``path`` at ``line``: those of VISUAL, else EDITOR, else vi.

    Raises EditorError if the variable cannot be split into words.
    """
    written = environ.get("VISUAL", "").strip() or environ.get("EDITOR", "").strip() or DEFAULT
    try:
        words = shlex.split(written)
    except ValueError as error:
        raise EditorError(say("editor.not-words", words=written, detail=error)) from error
    return [*words, *(_filled(word, path, line) for word in _arguments(words[0]))]


def run_editor(command: list[str]) -> EditorError | None:
    """Run the editor in this terminal until it ends. Returns what went wrong, if anything did.

    Ctrl-C means the editor alone.
    """
    try:
        with _interrupts_left_alone():
            code = subprocess.run(command, check=False).returncode  # noqa: S603 - the user's own
    except OSError:
        return EditorError(say("editor.not-found", program=command[0]))
    if code < 0:
        return EditorError(say("editor.stopped", program=command[0]))
    return EditorError(say("editor.failed", program=command[0], code=code)) if code else None


@contextmanager
def _interrupts_left_alone() -> Iterator[None]:
    """Ctrl-C reaches this process too. A handler, unlike ignoring it, is not handed down."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _arguments(program: str) -> list[str]:
    known = _editors()
    name = PurePath(program).name.removesuffix(".exe")
    style = next((style for style in ("plus", "colon", "goto") if name in known[style]), "none")
    return list(known["arguments"][style])


def _filled(word: str, path: Path, line: int) -> str:
    return word.replace("{line}", str(line)).replace("{path}", str(path))


@cache
def _editors() -> dict[str, Any]:
    source = resources.files("tui.app").joinpath("editors.toml").read_text("utf-8")
    return tomllib.loads(source)
