"""What Anki itself says of packages that it has imported. Run as a program it prints due dates.

The time zone is that of the process: Anki reads it once from the environment.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.decks import UpdateDeckConfigs


@dataclass(frozen=True)
class Arrived:
    """A card as it stands in Anki."""

    card_id: int
    note_id: int
    deck: str
    type: int
    queue: int
    due: int
    due_date: str
    """ISO date of a card that comes back on a day; empty for others."""
    interval: int
    reps: int
    lapses: int
    left: int
    flag: int
    stability: float | None
    difficulty: float | None
    tags: tuple[str, ...]
    fields: tuple[str, ...]
    reviews: tuple[tuple[int, ...], ...]
    """(id, ease, ivl, lastIvl, factor, time, type), oldest first."""


@contextmanager
def collection(folder: Path) -> Iterator[Collection]:
    """A new Anki collection that has been opened today, so that buried cards stay buried."""
    folder.mkdir(parents=True, exist_ok=True)
    col = Collection(str(folder / "collection.anki2"))
    col.sched.deck_due_tree()
    try:
        yield col
    finally:
        col.close()


def imported(col: Collection, package: Path) -> Any:
    """Import a package with its scheduling and presets; Anki's log, with lists of notes."""
    options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
    request = ImportAnkiPackageRequest(package_path=str(package), options=options)
    log = col.import_anki_package(request).log
    col.models._clear_cache()
    return log


def arrived(col: Collection) -> dict[str, Arrived]:
    """Every card by its note's guid."""
    return {str(row[0]): _arrived(col, row) for row in col.db.all(_SELECT)}


_SELECT = (
    "select guid, c.id, nid, did, type, queue, due, ivl, reps, lapses, left, c.flags, c.data,"
    " tags, flds from cards c join notes n on n.id = c.nid"
)


def _arrived(col: Collection, row: list[Any]) -> Arrived:
    _, card, note, deck, kind, queue, due, ivl, reps, lapses, left, flags, data, tags, flds = row
    memory = json.loads(data or "{}")
    reviews = col.db.all(
        "select id, ease, ivl, lastIvl, factor, time, type from revlog where cid = ? order by id",
        card,
    )
    return Arrived(
        card, note, col.decks.name(deck), kind, queue, due,
        due_date(col, due) if kind == 2 else "", ivl, reps, lapses, left, flags,
        memory.get("s"), memory.get("d"), tuple(tags.split()), tuple(flds.split("\x1f")),
        tuple(map(tuple, reviews)),
    )  # fmt: skip


def due_date(col: Collection, due: int) -> str:
    """The calendar date of a day as Anki counts it."""
    tomorrow = datetime.fromtimestamp(col.sched.day_cutoff).date()
    return (tomorrow + timedelta(days=due - col.sched.today - 1)).isoformat()


def switch_fsrs_on(col: Collection, deck: str) -> None:
    """Do what the deck options do: Anki computes every memory from the review log."""
    number = col.decks.id_for_name(deck)
    now = col.decks.get_deck_configs_for_update(number)
    request = UpdateDeckConfigs(
        target_deck_id=number,
        configs=[each.config for each in now.all_config if each.config.id != 1],
        limits=now.current_deck.limits,
        fsrs=True,
    )
    col.decks.update_deck_configs(request)


def rendered(col: Collection, card_id: int) -> tuple[str, str]:
    """The card's question and answer as HTML, as Anki shows them."""
    output = col.get_card(card_id).render_output()
    return output.question_text, output.answer_text


class _Reader(HTMLParser):
    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.wanted = wanted
        self.depth = 0
        self.text = ""
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth:
            self.tags.append(tag)
            self.depth += tag == "div"
        elif tag == "div" and self.wanted in (dict(attrs).get("class") or "").split():
            self.depth = 1

    def handle_endtag(self, tag: str) -> None:
        self.depth -= bool(self.depth) and tag == "div"

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.text += data


def part(html: str, wanted: str) -> tuple[str, list[str]]:
    """The text that a reader sees in ``<div class="wanted">``, and the tags in it."""
    reader = _Reader(wanted)
    reader.feed(html)
    reader.close()
    return reader.text, reader.tags


def main() -> None:
    """Print the due date of every card of a package in this process's time zone, as JSON."""
    with tempfile.TemporaryDirectory() as folder, collection(Path(folder)) as col:
        imported(col, Path(sys.argv[1]))
        dates = {guid: card.due_date for guid, card in arrived(col).items()}
        sys.stdout.write(json.dumps(dates))


if __name__ == "__main__":
    main()
