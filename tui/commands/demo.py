"""``paperdeck demo``: the whole main job on the sample notes that come with the program."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from decks.cards import Acceptance, Card
from decks.collection import Collection, CollectionError, open_collection
from decks.due import due_today, next_ms
from decks.faces import plain
from decks.settings import FILE_NAME
from decks.settings_reading import commented_settings
from decks.store.cards import all_cards
from decks.store.connection import Store
from tui.build_report import report_lines
from tui.building import build_told
from tui.commands.init import settings_written
from tui.due_text import deck_table, due_line
from tui.opening import Start, moment_of
from tui.output import show, tell, terminal_cells
from tui.printable import one_line
from tui.wording import say

NOTES = "notes"
EXAMPLES = 3
Samples = Sequence[tuple[bytes, Path]]
"""The bytes of every sample with the path it is copied to."""


@click.command("demo", help=say("demo.help"))
@click.argument(
    "folder", metavar="[DIR]", default="paperdeck-demo", type=click.Path(path_type=Path)
)
@click.pass_obj
def command(start: Start, folder: Path) -> None:
    """Copy, build, show, export."""
    from exports.anki_package import export_package

    place = start.here / folder
    samples = list(_files(resources.files("tui").joinpath("samples"), place / NOTES))
    _refuse_among_others(place, samples)
    place.mkdir(parents=True, exist_ok=True)
    for line in _copied(place / NOTES, samples):
        show(line)
    settings = commented_settings(say("demo.intro").strip()) + f"\nroots: [{NOTES}]\n"
    settings_written(place / FILE_NAME, settings)
    collection = open_collection(place)
    with collection.open_store() as store:
        show()
        built = build_told(collection, store)
        for line in report_lines(built, store, start.here, everything=True):
            show(line)
        _show_due(collection, store)
        _show_examples(store)
        report = export_package(store, collection, place / "paperdeck-demo.apkg")
    show()
    values = {"cards": report.cards, "reviews": report.reviews, "decks": report.decks}
    show(say("export.written", path=report.path, media=report.media, **values))
    for warning in report.warnings:
        tell(warning)
    show(say("demo.next", folder=shlex.quote(str(folder))))


def _refuse_among_others(place: Path, samples: Samples) -> None:
    """Keep the samples out of a collection of the user. Raises CollectionError.

    A folder that holds one of them already is that of an earlier demonstration.
    """
    earlier = any(path.exists() for _, path in samples)
    if place.is_dir() and any(place.iterdir()) and not earlier:
        raise CollectionError(say("demo.not_empty", folder=place))


def _copied(target: Path, samples: Samples) -> Iterator[str]:
    """Copy the samples; a file that is there stays, and is named if it differs."""
    yield say("demo.copied", count=len(samples), folder=target)
    for sample, path in samples:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("xb") as new:
                new.write(sample)
        except FileExistsError:
            if path.read_bytes() != sample:
                yield say("demo.kept", path=path)


def _files(source: Traversable, target: Path) -> Iterator[tuple[bytes, Path]]:
    """The bytes of every sample with the path it is copied to."""
    for entry in sorted(source.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry, target / entry.name)
        elif entry.name.endswith(".md"):
            yield entry.read_bytes(), target / entry.name


def _show_due(collection: Collection, store: Store) -> None:
    moment = moment_of(collection)
    total, decks = due_today(store, moment.day, collection.limits)
    show()
    for line in deck_table(decks, total, terminal_cells()):
        show(line)
    coming_ms = None if total.counts.total else next_ms(store, moment, collection.limits)
    show(due_line(total, coming_ms, moment.now.utc_offset_min))


def _show_examples(store: Store) -> None:
    show()
    show(say("demo.examples"))
    for card in _examples(all_cards(store)):
        show(say("demo.front", front=one_line(plain(card.front))))
        show(say("demo.answer", answer=one_line(plain(card.back, reveal=True))))


def _examples(cards: list[Card]) -> list[Card]:
    """The best card of each of the first recipes, to show that they differ."""
    best: dict[str, Card] = {}
    for card in cards:
        shown = best.get(card.recipe)
        asked = card.acceptance is Acceptance.ACCEPTED and card.present
        if asked and (shown is None or card.rank > shown.rank):
            best[card.recipe] = card
    return list(best.values())[:EXAMPLES]
