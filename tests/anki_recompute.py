"""A program: give Anki a review log, switch FSRS on, and print the memory states it computes.

A process of its own, for Anki reads the time zone (``TZ``) of its process.

In, on stdin: ``{"folder": ..., "logs": [per card: [[instant in ms, rating, interval as Anki
writes it, type], ...]]}``. Out: per card ``[stability, difficulty]``, and under ``created``
when the collection was made, in seconds.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from anki.collection import Collection
from anki.notes import Note
from anki_answers import memory, switch_fsrs

DAY_STARTS_AT = 4


def main() -> None:
    wanted = json.load(sys.stdin)
    col = Collection(str(Path(wanted["folder"]) / "anki.anki2"))
    col.set_config("rollover", DAY_STARTS_AT)
    cards = [add(col, log) for log in wanted["logs"]]
    switch_fsrs(col, on=True)
    json.dump([memory(col, card) for card in cards], sys.stdout)
    col.close()


def add(col: Collection, log: list[list[int]]) -> int:
    """A card in review with these rows."""
    kind = col.models.by_name("Basic")
    assert kind is not None
    note = Note(col, kind)
    note["Front"] = "?"
    col.add_note(note, 1)  # type: ignore[arg-type]
    card = int(note.card_ids()[0])
    col.db.execute(
        "UPDATE cards SET type = 2, queue = 2, ivl = 1, due = 1, reps = ? WHERE id = ?",
        len(log), card,
    )  # fmt: skip
    col.db.executemany(
        "INSERT INTO revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type)"
        " VALUES (?, ?, -1, ?, ?, 0, 0, 1000, ?)",
        [(ms, card, rating, interval, kind) for ms, rating, interval, kind in log],
    )
    return card


if __name__ == "__main__":
    main()
