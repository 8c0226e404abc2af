"""How long an answer takes to be on disk, and a count of what is due, beside the least they could.

An answer takes turns with an append of 4 KiB and its fdatasync on the same disk; ``paperdeck due``
with an interpreter that does nothing. ``make bench`` runs it; ``--write`` keeps the tables.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.results import keep
from decks.collection import Collection, open_collection
from decks.days import DAY_S, Instant
from decks.ids import digest
from decks.queue import Limits
from decks.reviews import Rating
from decks.session import Session
from decks.store.connection import Store

ANSWERS = 400
CARDS = 2_000
"""Of the collection that is answered."""
SIZES = (100_000, 1_000_000)
"""Cards of the collections whose due cards are counted."""
RUNS = 15
BLOCK = b"x" * 4096
CHUNK = 20_000


def timed(work: Callable[[], object]) -> float:
    """Seconds by the wall: what a person waits."""
    start = perf_counter()
    work()
    return perf_counter() - start


def fill(collection: Collection, store: Store, cards: int) -> None:
    """Accepted cards of 20 decks, three of four answered once and due over the next 60 days."""
    today = collection.clock().ms // 1000 // DAY_S
    with store.transaction():
        for first in range(0, cards, CHUNK):
            _fill(store, range(first, min(first + CHUNK, cards)), today)


def _fill(store: Store, numbers: range, today: int) -> None:
    ids = [(number, digest("bench", str(number))) for number in numbers]
    store.run_many(
        "INSERT INTO paper (id, title, short, authors, links, tags, home_root, home_path,"
        " created_ms) VALUES (?, ?, '', '[]', '[]', '[]', '', ?, 1)",
        ((f"p{n}", f"Paper {n}", f"{n % 20}.md") for n, _ in ids if n % 10 == 0),
    )
    store.run_many(
        "INSERT INTO point (id, paper, kind, text, number, created_ms)"
        " VALUES (?, ?, 'key_points', ?, 0, 1)",
        ((f"t{n}", f"p{n // 10 * 10}", f"Point {n} says what it says.") for n, _ in ids),
    )
    store.run_many(
        "INSERT INTO card (id, point, recipe, place, question, answer, warnings, rank, position,"
        " anki_note_id, anki_card_id, created_ms) VALUES (?, ?, 'definition', 0, ?, 'It', '[]',"
        " 0.5, ?, ?, ?, 1)",
        ((card, f"t{n}", f'[["text", "Question {n}"]]', n, n, n) for n, card in ids),
    )
    store.run_many(
        "INSERT INTO mark (target, what, subject, ms, device, value)"
        " VALUES (?, 'accepted', '', 1, 'd', 'true')",
        ((card,) for _, card in ids),
    )
    store.run_many(
        "INSERT INTO standing (card, point, deck, position, in_play, acceptance, suspended, flag,"
        " phase, step, stability, difficulty, reps, lapses, interval_s, due_day, first_day,"
        " last_day, last_review) VALUES (?, ?, ?, ?, 1, 'accepted', 0, 0, ?, 0, ?, ?, ?, 0, ?,"
        " ?, ?, ?, ?)",
        (_standing(number, card, today) for number, card in ids),
    )
    store.run_many(
        "INSERT INTO review (id, card, device, kind, rating, day, utc_offset_min, duration_ms,"
        " interval_s, previous_interval_s, origin) VALUES (?, ?, 'd', 'learning', 4, ?, 0, 5000,"
        " ?, 0, 'app')",
        ((n + 1, card, today - 10, 30 * DAY_S) for n, card in ids if n % 4),
    )


def _standing(number: int, card: str, today: int) -> tuple[object, ...]:
    begun = number % 4 > 0
    seen = today - 10 if begun else None
    return (
        card, f"t{number}", f"d::{number % 20}", number, "review" if begun else "new",
        8.0 if begun else None, 3.0 if begun else None, int(begun), 30 * DAY_S if begun else 0,
        today + number % 61 if begun else None, seen, seen, number + 1 if begun else None,
    )  # fmt: skip


def answer_table(folder: Path, answers: int) -> list[str]:
    """An answer in a session, its transaction alone, and an append with fdatasync, in turns."""
    collection = open_collection(folder)
    with collection.open_store() as store, (folder / "log").open("ab", buffering=0) as log:
        fill(collection, store, CARDS)
        # A clock that goes on, for no two answers are given within a millisecond.
        ticks = count(collection.clock().ms, 5_000)
        session = Session(
            store, collection.presets(store), Limits(CARDS, CARDS), lambda: Instant(next(ticks)),
            day_starts_at=4,
        )  # fmt: skip
        durable, whole, append = [], [], []
        for number in range(answers):
            append.append(timed(lambda: (log.write(BLOCK), os.fdatasync(log.fileno()))))
            durable.append(timed(lambda number=number: _write(store, number)))
            if session.card:
                session.reveal()
                session.outcomes()
                whole.append(timed(lambda: session.grade(Rating.EASY)))
    return [
        "| made durable | median, ms | 99th percentile, ms | times the append |",
        "| --- | --- | --- | --- |",
        _row("append of 4 KiB and fdatasync", append, append),
        _row("a transaction of one row", durable, append),
        _row("an answer: review, state, what the next choice needs", whole, append),
    ]


def _write(store: Store, number: int) -> None:
    with store.transaction():
        store.set_fact("bench", str(number))


def _row(name: str, seconds: Sequence[float], base: Sequence[float]) -> str:
    late = quantiles(seconds, n=100)[-1]
    ratio = median(seconds) / median(base)
    return f"| {name} | {median(seconds) * 1e3:.2f} | {late * 1e3:.2f} | {ratio:.2f} |"


def due_table(sizes: Sequence[int], runs: int) -> list[str]:
    """``paperdeck due`` in a process of its own, in turns with an interpreter that does nothing."""
    table = ["| cards | nothing, ms | `due`, ms | times |", "| --- | --- | --- | --- |"]
    for cards in sizes:
        with TemporaryDirectory() as place:
            folder = Path(place)
            (folder / "paperdeck.yaml").write_text("new_per_day: 20\n", "utf-8")
            collection = open_collection(folder)
            with collection.open_store() as store:
                fill(collection, store, cards)
            paperdeck = Path(sys.executable).parent / "paperdeck"
            nothing, due = [], []
            for _ in range(runs + 1):
                nothing.append(_process([sys.executable, "-I", "-c", "pass"]))
                due.append(_process([str(paperdeck), "due"], folder))
            ratio = median(mine / least for mine, least in zip(due[1:], nothing[1:], strict=True))
            table.append(
                f"| {cards:,} | {median(nothing) * 1e3:.1f} | {median(due) * 1e3:.1f}"
                f" | {ratio:.1f} |"
            )
    return table


def _process(words: Sequence[str], place: Path | None = None) -> float:
    return timed(
        lambda: subprocess.run(words, cwd=place, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    )


def main() -> None:
    """Measure and print; with ``--write`` keep the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=ANSWERS)
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--on", type=Path, help="a folder on the disk to measure")
    parser.add_argument("--write", action="store_true", help="put the tables into RESULTS.md")
    options = parser.parse_args()
    with TemporaryDirectory(dir=options.on) as folder:
        tables = [answer_table(Path(folder), options.answers)]
    tables.append(due_table(options.sizes, options.runs))
    for table in tables:
        print(*table, "", sep="\n")
    if options.write:
        keep("store_speed", tables)


if __name__ == "__main__":
    main()
