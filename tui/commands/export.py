"""``paperdeck export``: cards with their progress as a package for Anki."""

from __future__ import annotations

from pathlib import Path

import click

from tui.opening import Start, collection_of, open_built
from tui.output import show, tell
from tui.wording import say

SUFFIX = ".apkg"


@click.command("export", help=say("export.help"))
@click.option(
    "-o",
    "--output",
    "out",
    metavar="FILE.apkg",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    callback=lambda _context, _option, value: _package(value),
    help=say("export.help_output"),
)
@click.argument("decks", metavar="[DECK]...", nargs=-1)
@click.pass_obj
def command(start: Start, out: Path, decks: tuple[str, ...]) -> None:
    """Write the package and say what went in."""
    from exports.anki_package import export_package

    collection = collection_of(start)
    with open_built(collection) as store:
        report = export_package(store, collection, out, decks=decks)
    show(
        say(
            "export.written",
            path=report.path,
            cards=report.cards,
            reviews=report.reviews,
            decks=report.decks,
            media=report.media,
        )
    )
    show(say("export.once"))
    for warning in report.warnings:
        tell(warning)


def _package(path: Path) -> Path:
    """A path that other programs know for a package. Raises click.BadParameter."""
    if path.suffix.lower() != SUFFIX:
        raise click.BadParameter(say("export.not_apkg"))
    return path
