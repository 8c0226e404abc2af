"""Makes a database with everything in it that a later version must not lose.

Run it with the program whose schema is to be kept, in an empty folder of any machine:
``PYTHONPATH=.:tests .venv/bin/python tests/databases/make.py /home/reader/notes v1.db``.
The folder is where the notes are written; it stands in the file as their root. A file that was
kept is never made again: it is what people have on their disks.
"""

from __future__ import annotations

import sys
from pathlib import Path

from build_fixtures import (
    BACKBONE,
    BLENDING,
    LUMIERE,
    NOON_MS,
    SDXL,
    VIDEOS,
    VIDEOS_AGAIN,
    Shelf,
    paper,
    shelf,
)

from decks.days import Instant
from decks.marks import What
from decks.merge import merge
from decks.reviews import Rating
from decks.session import Session

LAYERS = "训练时随机丢掉 30% 的层，以便 MLP 学到更稳健的表示 🎬"
HOUR_MS = 3_600_000


def sitting(desk: Shelf, ms: int) -> Session:
    """A session at an instant."""
    collection = desk.collection
    return Session(
        desk.store, collection.presets(desk.store), collection.limits, lambda: Instant(ms, 60),
        day_starts_at=4,
    )  # fmt: skip


def live(desk: Shelf) -> None:
    """Some days: notes, answers, every sort of decision, a reworded and a missing point."""
    desk.note("video/lumiere.md", paper(LUMIERE, VIDEOS, BLENDING))
    desk.note("读书/image.md", paper(SDXL, BACKBONE, LAYERS, label="要点", arxiv="2307.01952"))
    desk.build()
    for day in range(6):
        session = sitting(desk, NOON_MS + day * 24 * HOUR_MS)
        while session.card:
            session.reveal()
            session.grade(Rating.AGAIN if session.answered == 1 and day == 2 else Rating.GOOD)
            if session.answered > 5:
                break
    session = sitting(desk, NOON_MS + 200 * HOUR_MS)
    session.grade(Rating.EASY)
    session.undo()
    session.edit("What does [...] blend? 漢字", "MultiDiffusion")
    session.flag(3)
    for number, deed in enumerate((Session.bury, Session.suspend, Session.reject)):
        session = sitting(desk, NOON_MS + (400 + 100 * number) * HOUR_MS)
        deed(session)
    session.undo()
    card = desk.accepted()[-1]
    desk.mark(card.id, What.TAGS, ["重要", "to read"])
    desk.mark(card.paper.id, What.DECK, "阅读::视频")
    desk.note("video/lumiere.md", paper(LUMIERE, VIDEOS_AGAIN))
    desk.build(accept_missing=True)


def main() -> None:
    """Two collections that saw the same notes apart, one taken into the other."""
    folder, target = Path(sys.argv[1]), Path(sys.argv[2]).resolve()
    with shelf(folder / "here") as here, shelf(folder / "there") as there:
        for desk, point in ((here, VIDEOS), (there, VIDEOS_AGAIN)):
            desk.note("first.md", paper(LUMIERE, point))
            desk.build()
        there.answer(there.one(VIDEOS_AGAIN).id, Rating.HARD, Rating.GOOD)
        there.note("first.md", paper(LUMIERE, VIDEOS))
        there.build()
        merge(here.collection, here.store, there.store)
        here.note("first.md")
        live(here)
        here.store.run("VACUUM INTO ?", (str(target),))


if __name__ == "__main__":
    main()
