"""``paperdeck doubts``: texts that may be points of before in other words, and what you say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import click

from decks.collection import Collection
from decks.doubts import Doubt
from decks.store.connection import Store
from decks.store.doubts import answer_doubt, doubts
from decks.word_runs import difference
from notes.errors import PaperdeckError
from tui.building import build_told, in_one_line
from tui.opening import Start, collection_of, open_to_write
from tui.output import json_option, show, show_json, tell
from tui.printable import one_line
from tui.wording import say


class DoubtError(PaperdeckError):
    """There is no such doubt."""


@click.command("doubts", help=say("doubts.help"))
@json_option
@click.option("--same", metavar="ID", multiple=True, help=say("doubts.help_same"))
@click.option("--other", metavar="ID", multiple=True, help=say("doubts.help_other"))
@click.pass_obj
def command(start: Start, as_json: bool, same: tuple[str, ...], other: tuple[str, ...]) -> None:
    """List the doubts that are left, after acting upon what was said."""
    collection = collection_of(start)
    with open_to_write(collection) as store:
        if same or other:
            _answer(collection, store, same, other)
        left = doubts(store)
    if as_json:
        show_json({"version": 1, "doubts": [_json(doubt) for doubt in left]})
        return
    for line in _lines(left):
        show(line)


def _answer(
    collection: Collection, store: Store, same: Iterable[str], other: Iterable[str]
) -> None:
    """Keep the answers and build. Raises DoubtError for an id that names none, or two."""
    waiting = doubts(store)
    said = [(_only(waiting, name), True) for name in same]
    said += [(_only(waiting, name), False) for name in other]
    for doubt, is_same in said:
        answer_doubt(store, doubt, same=is_same, ms=collection.clock().ms)
    tell(in_one_line(store, build_told(collection, store)))


def _only(waiting: Sequence[Doubt], name: str) -> Doubt:
    """The doubt whose point's id begins so."""
    found = [doubt for doubt in waiting if doubt.point.startswith(name)]
    if len(found) != 1:
        raise DoubtError(say("doubts.no_such", name=name, count=len(found)))
    return found[0]


def _lines(waiting: Sequence[Doubt]) -> Iterator[str]:
    if not waiting:
        yield say("doubts.none")
        return
    for doubt in waiting:
        place = one_line(f"{doubt.place.path}:{doubt.place.line}")
        yield say("doubts.point", id=doubt.point, place=place)
        yield say("doubts.text", text=one_line(difference(doubt.before, doubt.now)))
    yield say("doubts.sum", count=len(waiting))


def _json(doubt: Doubt) -> dict[str, object]:
    return {
        "point": doubt.point,
        "before": doubt.before,
        "now": doubt.now,
        "root": doubt.place.root,
        "file": doubt.place.path,
        "line": doubt.place.line,
    }
