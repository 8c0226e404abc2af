"""Cards whose ids were united by a merge stay the notes that Anki has."""

from __future__ import annotations

from pathlib import Path

import anki_reading
from build_fixtures import LUMIERE, VIDEOS, VIDEOS_AGAIN, Shelf, paper, shelf

from decks.merge import merge
from decks.reviews import Rating
from exports.anki_package import export_package


def first_met_as(desk: Shelf, *texts: str) -> None:
    """Build a note whose one point has read so, one text after the other."""
    for text in texts:
        desk.note("a.md", paper(LUMIERE, text))
        desk.build()


def test_a_united_card_comes_to_anki_once(tmp_path: Path) -> None:
    """Whichever id a merge lets stand, the next package brings no note a second time."""
    with shelf(tmp_path / "one") as one, shelf(tmp_path / "other") as other:
        first_met_as(one, VIDEOS, VIDEOS_AGAIN)
        first_met_as(other, VIDEOS_AGAIN)
        for desk in (one, other):
            desk.answer(desk.accepted()[0].id, Rating.GOOD)
        for name, desk, second in (("a", one, other), ("b", other, one)):
            folder = tmp_path / name
            folder.mkdir()
            export_package(desk.store, desk.collection, folder / "before.apkg")
            merge(desk.collection, desk.store, second.store)
            desk.build()
            export_package(desk.store, desk.collection, folder / "after.apkg")
            with anki_reading.collection(folder) as col:
                anki_reading.imported(col, folder / "before.apkg")
                notes = col.note_count()
                anki_reading.imported(col, folder / "after.apkg")
                assert notes == col.note_count() == len(desk.accepted())
