"""Hand the terminal over to the user's editor, at the line of a card's point."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from textual.app import App, SuspendNotSupported

from decks.cards import Card
from tui.app.editor import EditorError, editor_command, run_editor
from tui.wording import say


def open_note(app: App[int], card: Card, environ: Mapping[str, str]) -> Path:
    """Open the card's note and wait until the editor is left; returns the note's path.

    Raises EditorError if the note is not there, or the editor does not start or fails.
    """
    place = next(iter(card.places), None)
    if place is None:
        raise EditorError(say("editor.no-place"))
    path = Path(place.root) / place.path
    if not path.is_file():
        raise EditorError(say("editor.no-file", path=path))
    command = editor_command(environ, path, place.line)
    try:
        with app.suspend():  # does not take the terminal back from a block that raises
            failure = run_editor(command)
    except SuspendNotSupported as error:
        raise EditorError(say("editor.no-suspend", path=path, line=place.line)) from error
    if failure:
        raise failure
    return path
