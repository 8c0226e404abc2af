"""What was taken back stays taken back, wherever the collection goes; and what was redone, done."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from build_fixtures import Shelf
from deck_fixtures import MADE_MS, PRESETS, Learner
from study_fixtures import LIMITS, answer, sitting, standing

from decks.backups import Reason, back_up, restore
from decks.days import Instant
from decks.merge import merge
from decks.reviews import Rating
from decks.session import Session
from decks.store.connection import open_store
from decks.store.copying import copy_database
from exports.anki_package import Terms, contents, write_package


def revlog(package: Path, folder: Path) -> list[int]:
    """The ids of the reviews that a package brings to Anki."""
    with zipfile.ZipFile(package) as files:
        files.extract("collection.anki2", folder)
    with closing(sqlite3.connect(folder / "collection.anki2")) as connection:
        return [ms for (ms,) in connection.execute("SELECT id FROM revlog ORDER BY id")]


def undone_once(learner: Learner) -> tuple[int, int]:
    """Answer and take it back, then answer another card: (taken back, counted)."""
    session = sitting(learner)
    answer(learner, session, Rating.GOOD)
    session.undo()
    session.bury()
    answer(learner, session, Rating.EASY)
    first, second = (ms for (ms,) in learner.store.rows("SELECT id FROM review ORDER BY id"))
    return first, second


def test_a_retracted_review_does_not_travel_to_anki(learner: Learner, tmp_path: Path) -> None:
    """The row stays in the log here, and the package has only what counts."""
    _, counted = undone_once(learner)
    terms = Terms(PRESETS, LIMITS, Instant(learner.ms), 4)
    write_package(learner.store, contents(learner.store, ()), terms, tmp_path / "x.apkg")
    assert revlog(tmp_path / "x.apkg", tmp_path) == [counted]


def test_a_retracted_review_stays_so_through_a_backup(learner: Learner, tmp_path: Path) -> None:
    """Restored, the answer is in the log and counts as little as before."""
    undone_once(learner)
    before = standing(learner.store)
    made = back_up(learner.store.path, tmp_path / "kept", Reason.ASKED, Instant(MADE_MS))
    answer(learner, sitting(learner), Rating.HARD)
    restore(made.path, learner.store.path, Instant(MADE_MS))
    assert standing(learner.store) == before
    assert learner.store.rows("SELECT count(*) FROM review") == [(2,)]


@pytest.mark.parametrize("redone", [False, True])
def test_a_retracted_review_stays_so_through_a_merge(
    desk: Shelf, tmp_path: Path, redone: bool
) -> None:
    """Whether taken back here and kept there or the other way round: the newest decision holds."""
    session = _session(desk)
    assert session.card is not None
    card = session.card.id
    session.grade(Rating.GOOD)
    copy_database(desk.store.path, tmp_path / "other.db")
    session.undo()
    if redone:
        session.redo()
    with open_store(tmp_path / "other.db", now_ms=1) as store:
        other = Shelf(desk.folder, store)
        assert other.cards()[card].schedule.reps == 1
        for one, two in ((desk, other), (other, desk), (desk, other)):
            merge(desk.collection, one.store, two.store)
        for each in (desk, other):
            assert each.cards()[card].schedule.reps == int(redone)
            assert len(each.history()[card]) == 1


def _session(desk: Shelf) -> Session:
    presets, limits = desk.collection.presets(desk.store), desk.collection.limits
    return Session(desk.store, presets, limits, lambda: Instant(next(desk.ms)), day_starts_at=4)


DEEDS: dict[str, Callable[[Session], object]] = {
    "grading": lambda session: session.grade(Rating.GOOD),
    "burying": Session.bury,
    "suspending": Session.suspend,
    "rejecting": Session.reject,
    "editing": lambda session: session.edit("What is [...]?", "漢字"),
    "flagging": lambda session: session.flag(3),
}


@pytest.mark.parametrize("first", DEEDS)
def test_undo_and_redo_reach_back_to_the_start(learner: Learner, first: str) -> None:
    """Across every sort of deed, in any order, and rows are only ever added."""
    session = sitting(learner)
    order = [first, *(name for name in DEEDS if name != first)]
    states = [standing(learner.store)]
    for name in order:
        learner.ms += 5_000
        DEEDS[name](session)
        states.append(standing(learner.store))
    rows = [learner.store.rows(f"SELECT * FROM {table}") for table in ("review", "mark")]
    for state in reversed(states[:-1]):
        assert session.undo() is not None
        assert standing(learner.store) == state
    assert session.undo() is None
    for state in states[1:]:
        assert session.redo() is not None
        assert standing(learner.store) == state
    assert session.redo() is None
    for table, before in zip(("review", "mark"), rows, strict=True):
        after = learner.store.rows(f"SELECT * FROM {table}")
        assert {*before} <= {*after}
