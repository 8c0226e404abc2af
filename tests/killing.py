"""Kills processes at random instants, and looks at what they leave: a program, run by tests.

``killing.py session FOLDER SEED TIMES`` and ``killing.py build FOLDER SEED TIMES`` print figures as
JSON, or end with an error as soon as anything is lost. Every step runs in a fork of this process,
which itself opens no database and folds nothing: neither survives a fork.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from build_fixtures import LUMIERE, NOON_MS, VIDEOS, Shelf, fresh_points, paper, state_of
from deck_fixtures import Learner
from study_fixtures import learner_with, renewed, sitting, standing

from decks.build import build
from decks.collection import Collection, open_collection
from decks.days import Instant
from decks.marks import What
from decks.reviews import Rating
from decks.session import Deed, Done, Session
from decks.store.connection import Store, open_store
from decks.store.marks import all_decisions, retracted_by_card

FRESH = 40
"""Kills of one collection before the next begins anew."""
LONGEST_S = 0.12
"""The latest instant of a kill after a sitting's beginning."""
HOUR_MS = 3_600_000
Told = list[dict[str, Any]]


def in_fork(
    work: Callable[[Callable[[Any], None]], None], kill_after_s: float | None = None
) -> Told:
    """What ``work`` told, one JSON value a line, in a process of its own, killed after a while."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        code = 1
        try:
            work(lambda value: os.write(writing, json.dumps(value).encode() + b"\n") and None)
            code = 0
        except BaseException:  # noqa: BLE001 - what is told here would be lost with the process
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)
    os.close(writing)
    if kill_after_s is not None:
        time.sleep(kill_after_s)
        os.kill(pid, signal.SIGKILL)
    with os.fdopen(reading, "rb") as told:
        lines = told.read().split(b"\n")[:-1]
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if code not in (0, -signal.SIGKILL) or (code and kill_after_s is None):
        raise SystemExit(f"a process ended with {code}")
    return [json.loads(line) for line in lines]


# Sittings.


def sit(database: Path, ms: int, random: Random, tell: Callable[[Any], None]) -> None:
    """Answer, put aside and take back, telling of each deed once it is done, for ever."""
    learner = Learner(open_store(database, now_ms=ms), ms=ms)
    session = sitting(learner)
    tell({"deed": "begun"})
    while True:
        learner.ms += random.randrange(1, 20_000)
        tell(_deed(session, random))


def _deed(session: Session, random: Random) -> dict[str, Any]:
    choice = random.random()
    if choice < 0.15 and (done := session.undo()):
        return _told("undo", done)
    if choice < 0.22 and (done := session.redo()):
        return _told("redo", done)
    if session.card is None:
        time.sleep(0.001)
        return {"deed": "none"}
    if choice > 0.97:
        session.bury()
        return {"deed": "bury", "card": session._done[-1].card}
    session.reveal()
    session.grade(random.choice(list(Rating)))
    return _told("grade", session._done[-1])


def _told(name: str, done: Done) -> dict[str, Any]:
    if done.deed is not Deed.GRADE:
        return {"deed": "none"}
    return {"deed": name, "card": done.card, "review": done.review, "rating": done.rating}


def look(database: Path, before: Told, told: Told, tell: Callable[[Any], None]) -> None:
    """Check that all that was told is there, at most one deed more, and nothing by halves."""
    with open_store(database, now_ms=1) as store:
        assert store.rows("PRAGMA integrity_check") == [("ok",)]
        assert store.rows("PRAGMA foreign_key_check") == []
        rows, retracted = _log(store)
        expected = {tuple(row) for row in before[0]["rows"]}
        gone = set(before[0]["retracted"])
        for each in told:
            if each["deed"] == "grade":
                expected.add((each["review"], each["card"], each["rating"]))
            elif each["deed"] == "undo":
                gone.add(each["review"])
            elif each["deed"] == "redo":
                gone.discard(each["review"])
        assert expected <= rows, f"lost: {expected - rows}"
        beyond = len(rows - expected) + len(gone ^ retracted)
        assert beyond <= 1, f"{beyond} deeds that nobody did"
        kept = standing(store)
        assert renewed(store) == kept, "a state without its review"
        tell({"rows": sorted(rows), "retracted": sorted(retracted), "beyond": beyond})


def _log(store: Store) -> tuple[set[tuple[int, str, int]], set[int]]:
    rows = set(store.rows("SELECT id, card, rating FROM review"))
    by_card = retracted_by_card(all_decisions(store, What.RETRACTED))
    return rows, {ms for found in by_card.values() for ms in found}


def sessions(folder: Path, seed: int, times: int) -> dict[str, Any]:
    """Kill ``times`` sittings; figures."""
    random = Random(seed)
    figures = {"kills": 0, "answers": 0, "undone": 0, "in flight": 0}
    for number in range(times):
        if number % FRESH == 0:
            place = folder / str(number)
            place.mkdir()
            in_fork(lambda _, place=place: learner_with(place, 30, siblings=2).store.close())
            state: Told = [{"rows": [], "retracted": []}]
        database, ms = place / "deck.db", NOON_MS + number % FRESH * 7 * HOUR_MS
        seed = random.randrange(1 << 30)
        told = in_fork(
            lambda tell, seed=seed, database=database, ms=ms: sit(database, ms, Random(seed), tell),
            random.uniform(0, LONGEST_S),
        )
        state = in_fork(
            lambda tell, state=state, told=told, database=database: look(
                database, state, told, tell
            )
        )
        deeds = [each["deed"] for each in told]
        figures["kills"] += 1
        figures["answers"] += deeds.count("grade")
        figures["undone"] += deeds.count("undo")
        figures["in flight"] += state[0]["beyond"]
    return figures


# Builds.


def _notes(desk: Shelf, version: int) -> None:
    for number in range(8):
        text = fresh_points(number)
        if version and number % 2:
            text = text.replace("million videos", "million short videos")
        if version and number == 4:
            text = fresh_points(40)
        desk.note(f"{number}.md", text)
    desk.note("a.md", paper(LUMIERE, VIDEOS))


def _made(folder: Path, tell: Callable[[Any], None]) -> None:
    """Build, answer, change the notes, and tell what is there."""
    folder.mkdir()
    (folder / "paperdeck.yaml").write_text("", "utf-8")
    with open_collection(folder).open_store() as store:
        desk = Shelf(folder, store)
        _notes(desk, 0)
        desk.build()
        for card in desk.accepted()[::2]:
            desk.answer(card.id)
        _notes(desk, 1)
        tell({"state": state_of(desk)})
    database = folder / ".paperdeck/deck.db"
    (folder / ".paperdeck/kept").write_bytes(database.read_bytes())


def _put_back(folder: Path) -> None:
    for file in folder.glob(".paperdeck/deck.db*"):
        file.unlink()
    (folder / ".paperdeck/deck.db").write_bytes((folder / ".paperdeck/kept").read_bytes())


def _build(folder: Path, tell: Callable[[Any], None]) -> None:
    collection = open_collection(folder)
    with collection.open_store() as store:
        tell({"begun": True})
        build(collection, store, accept_missing=True)


def _state(folder: Path, tell: Callable[[Any], None]) -> None:
    with open_collection(folder).open_store() as store:
        assert store.rows("PRAGMA integrity_check") == [("ok",)]
        tell({"state": state_of(Shelf(folder, store))})


def builds(folder: Path, seed: int, times: int) -> dict[str, Any]:
    """Kill ``times`` builds; figures."""
    random = Random(seed)
    noon = Instant(NOON_MS * 2)
    Collection.clock = property(lambda _: lambda: noon)  # type: ignore[method-assign,assignment]
    place = folder / "notes"
    before = in_fork(lambda tell: _made(place, tell))[0]
    started = time.perf_counter()
    in_fork(lambda tell: _build(place, tell))
    took_s = time.perf_counter() - started
    after = in_fork(lambda tell: _state(place, tell))[0]
    assert before != after
    figures = {"kills": 0, "as before": 0, "as after": 0}
    for _ in range(times):
        _put_back(place)
        in_fork(lambda tell: _build(place, tell), random.uniform(0.2, 2) * took_s)
        found = in_fork(lambda tell: _state(place, tell))[0]
        assert found in (before, after), "a build by halves"
        in_fork(lambda tell: _build(place, tell))
        assert in_fork(lambda tell: _state(place, tell))[0] == after, "a build that is not repeated"
        figures["kills"] += 1
        figures["as before" if found == before else "as after"] += 1
    return figures


def main() -> None:
    """Run, and print the figures."""
    what, folder, seed, times = sys.argv[1:]
    work = {"session": sessions, "build": builds}[what]
    sys.stdout.write(json.dumps(work(Path(folder), int(seed), int(times))) + "\n")


if __name__ == "__main__":
    main()
