"""``paperdeck init``: a commented ``paperdeck.yaml``, and where the database lies."""

from __future__ import annotations

import os
from pathlib import Path

import click

from decks.collection import CollectionError, default_pointer
from decks.settings import FILE_NAME
from decks.settings_reading import commented_settings
from decks.wording import say as say_of_decks
from exports.replacing import replacing
from tui.opening import Start, home_told
from tui.output import show
from tui.wording import say


@click.command("init", help=say("init.help"))
@click.option("--default", "as_default", is_flag=True, help=say("init.help_default"))
@click.pass_obj
def command(start: Start, as_default: bool) -> None:
    """Write the settings and say what was done."""
    folder = (start.here / (start.given or "")).resolve()
    if not folder.is_dir():
        raise CollectionError(say_of_decks("collection.no-folder", path=folder))
    show(settings_written(folder / FILE_NAME, commented_settings(say("init.intro").strip())))
    show(home_told(folder))
    if as_default:
        _make_default(folder)
        show(say("init.default", folder=folder))


def settings_written(path: Path, text: str) -> str:
    """Write settings where there are none, and tell which of the two it was.

    Raises ExportError if they cannot be written whole; then none are there.
    """
    if os.path.lexists(path):
        return say("init.kept", path=path)
    with replacing(path) as file:
        file.write(text.encode())
    return say("init.written", path=path)


def _make_default(folder: Path) -> None:
    """Point the user's configuration at a folder."""
    pointer = default_pointer()
    pointer.parent.mkdir(parents=True, exist_ok=True)
    with replacing(pointer) as new:
        new.write(os.fsencode(folder) + b"\n")
