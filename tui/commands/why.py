"""``paperdeck why FILE:LINE``: what a line was taken for, by which rule, and its cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from decks.cards import Card
from decks.collection import Collection, CollectionError, find_folder, open_collection
from decks.settings_reading import schema
from decks.store.cards import cards_at, study_at
from notes.decoding import decode
from notes.files import load, read_note
from notes.looks import look_of
from notes.model import Problem
from notes.vocabulary import Vocabulary
from tui.commands.parse import vocabulary_of
from tui.explanation import Explanation, Made, explanation_json, explanation_lines
from tui.found_line import FoundLine, TakenFor, find_line
from tui.opening import Start, moment_of
from tui.output import json_option, show, show_json
from tui.wording import say


@dataclass(frozen=True, slots=True)
class NotePlace:
    """A note, and the folder of notes it is in (its own folder if it is in none)."""

    root: Path
    path: str
    """Relative to the root, with ``/``."""


@click.command("why", help=say("why.help"))
@click.argument("place", metavar="FILE:LINE", callback=lambda _context, _option, v: _place(v))
@json_option
@click.pass_obj
def command(start: Start, place: tuple[str, int], as_json: bool) -> None:
    """Explain the line."""
    folder = find_folder(start.given, start.environ, start.here)
    collection = open_collection(folder) if folder else None
    name, line = place
    note = _find_note(name, start.here, collection.roots() if collection else ())
    vocabulary = vocabulary_of(start)
    found = find_line(read_note(note.root, note.path, vocabulary), line)
    look = _look(note, line, vocabulary) if found.taken_for is TakenFor.NOTHING else ""
    explanation = _explained(note, line, found, look, collection)
    if as_json:
        show_json(explanation_json(explanation))
        return
    for text in explanation_lines(explanation):
        show(text)


def _place(written: str) -> tuple[str, int]:
    """File and line of ``FILE:LINE``. Raises click.BadParameter."""
    name, _, number = written.rpartition(":")
    if not name or not number.isdecimal() or int(number) < 1:
        raise click.BadParameter(say("why.bad_place", example=name or written or "notes.md"))
    return name, int(number)


def _find_note(name: str, here: Path, roots: Sequence[Path]) -> NotePlace:
    """The note of a name, from here or from a folder of notes. Raises CollectionError."""
    for candidate in (here / name, *(root / name for root in roots)):
        if candidate.is_file():
            return _in_its_root(candidate, roots)
    raise CollectionError(say("why.no_file", path=name))


def _in_its_root(file: Path, roots: Sequence[Path]) -> NotePlace:
    for spelled in (file.absolute(), file.resolve()):  # a linked folder keeps its name in a root
        for root in roots:
            if spelled.is_relative_to(root):
                return NotePlace(root, spelled.relative_to(root).as_posix())
    return NotePlace(file.resolve().parent, file.name)


def _look(note: NotePlace, line: int, vocabulary: Vocabulary) -> str:
    """What a line is that was taken for nothing; empty where the note cannot be read."""
    data = load(note.root, note.path)
    return "" if isinstance(data, Problem) else look_of(decode(data).text, line, vocabulary)


def _explained(
    note: NotePlace, line: int, found: FoundLine, look: str, collection: Collection | None
) -> Explanation:
    kinds = collection.settings.kinds if collection else schema()["kinds"]["default"]
    return Explanation(
        path=note.path,
        line=line,
        found=found,
        look=look,
        makes_cards=found.block is not None and found.block.kind.value in kinds,
        made=_made(note, found, collection) if collection else None,
    )


def _made(note: NotePlace, found: FoundLine, collection: Collection) -> Made | None:
    """The cards of the line's points, or of their parts, as far as the last build found them so."""
    if not collection.database.is_file():
        return None
    cards: list[Card] = []
    standing = None
    if found.point is not None:
        place = (str(note.root), note.path, found.point.line)
        with collection.open_store() as store:
            cards = cards_at(store, *place)
            standing = study_at(store, *place)
        texts = [point.text for point in found.points]
        cards = [card for card in cards if any(card.point_text in text for text in texts)]
    return Made(tuple(cards), moment_of(collection), standing)
