"""``paperdeck parse``: what is recognised in notes, without writing anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from decks.collection import find_folder, open_collection
from notes.files import list_notes, read_note
from notes.jsonform import note_to_json
from notes.model import Block, Note, Paper, Problem
from notes.vocabulary import Vocabulary, load_vocabulary
from tui.opening import Start
from tui.output import json_option, show, show_json
from tui.printable import one_line
from tui.wording import say


@click.command("parse", help=say("parse.help"))
@json_option
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.pass_obj
def command(start: Start, as_json: bool, paths: tuple[Path, ...]) -> None:
    """Read the notes and print what was recognised."""
    vocabulary = vocabulary_of(start)
    notes = [note for path in paths for note in _read(path, vocabulary, _exclude(start, path))]
    if as_json:
        show_json({"version": 1, "files": [note_to_json(note) for note in notes]})
        return
    for note in notes:
        for line in _note_lines(note):
            show(line)
        show()
    show(_sum(notes))


def vocabulary_of(start: Start) -> Vocabulary:
    """The words for labels: the shipped ones and, in a collection, its own."""
    folder = find_folder(start.given, start.environ, start.here)
    return open_collection(folder).vocabulary if folder else load_vocabulary()


def _exclude(start: Start, path: Path) -> tuple[str, ...]:
    """What a collection excludes, where the path is one of its folders of notes."""
    folder = find_folder(start.given, start.environ, start.here)
    collection = open_collection(folder) if folder else None
    if collection is None or path.resolve() not in map(Path.resolve, collection.roots()):
        return ()
    return collection.settings.exclude


def _read(root: Path, vocabulary: Vocabulary, exclude: Sequence[str]) -> Iterator[Note]:
    """The notes below a folder, or the one note; what could not be listed is a note too."""
    listing = list_notes(root, exclude)
    for file in listing.files:
        yield read_note(root, file.path, vocabulary)
    for path, problem in listing.unlisted:
        yield Note(path, "", problems=(problem,))


def _note_lines(note: Note) -> Iterator[str]:
    if note.encoding:
        yield say("parse.file", path=one_line(note.path), encoding=note.encoding)
    else:
        yield say("parse.no_text", path=one_line(note.path))
    for paper in note.papers:
        yield from _paper_lines(paper)
    if note.encoding and not note.papers:
        yield say("parse.nothing")
    for line in note.unrecognised:
        yield say("parse.unrecognised", line=line.line, text=one_line(line.text))
        yield say("parse.unrecognised_hint", hint=one_line(line.hint))
    for problem in note.problems:
        yield _problem_line(problem)


def _problem_line(problem: Problem) -> str:
    message = one_line(problem.message)
    return say("parse.problem", line=problem.line, message=message, hint=problem.hint).rstrip()


def _paper_lines(paper: Paper) -> Iterator[str]:
    title = f"{paper.title} ({paper.year})" if paper.year else paper.title
    yield say("parse.paper", line=paper.line, title=one_line(title))
    for block in paper.blocks:
        yield from _block_lines(block)


def _block_lines(block: Block) -> Iterator[str]:
    kind = say(f"kind.{block.kind.value}")
    yield say("parse.block", line=block.line, kind=kind, label=one_line(block.label)).rstrip()
    for point in block.points:
        yield say("parse.point", line=point.line, text=one_line(point.text))
        for prompt in point.prompts:
            yield say("parse.asks", answer=one_line(prompt.answer))


def _sum(notes: list[Note]) -> str:
    papers = [paper for note in notes for paper in note.papers]
    blocks = [block for paper in papers for block in paper.blocks]
    points = sum(len(block.points) for block in blocks)
    return say("parse.sum", files=len(notes), papers=len(papers), blocks=len(blocks), points=points)
