"""The examination of a database finds what is wrong, mends what can be, and touches no review."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from build_fixtures import DAY, LUMIERE, NOON_MS, VIDEOS, Shelf, paper, row, shelf, state_of

from decks import backups
from decks.backups import Reason, back_up, backups_in, newest_sound
from decks.collection import Collection
from decks.days import Instant
from decks.doctor import Findings, examine, repair
from decks.marks import What
from decks.reviews import Rating
from decks.salvage import salvage
from decks.store.connection import StoreError, open_store
from decks.store.reviews import add_review
from decks.store.standing import renew

NOON = Instant(NOON_MS)
FIGURE = "Sampling takes {} seconds on 8 GPUs."


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Shelf]:
    """A collection with some answers and decisions."""
    with shelf(tmp_path / "notes") as found:
        texts = [FIGURE.format(number) for number in range(3, 9)]
        found.note("a.md", paper(LUMIERE, VIDEOS, *texts[:3]))
        found.note("图像.md", paper("Other: A Model of Images 漢字", *texts[3:]))
        found.build()
        for number, card in enumerate(found.accepted()):
            found.answer(card.id, *list(Rating)[: number % 4 + 1])
        found.mark(found.accepted()[0].id, What.FLAG, 3)
        yield found


def looked(desk: Shelf) -> Findings:
    return examine(desk.collection, desk.store)


def test_a_healthy_database_is_healthy(desk: Shelf) -> None:
    """Nothing is found in what builds, answers and decisions leave, and nothing is changed."""
    before = state_of(desk)
    found = looked(desk)
    assert found.healthy
    assert found.counts["review"] == sum(map(len, desk.history().values()))
    assert state_of(desk) == before


BAD_CACHES = {
    "another due day": "UPDATE standing SET due_day = due_day + 3 WHERE due_day NOT NULL",
    "another stability": "UPDATE standing SET stability = 99.0 WHERE stability NOT NULL",
    "lapses that never were": "UPDATE standing SET lapses = 7",
    "a suspension that nobody decided": "UPDATE standing SET suspended = 1, in_play = 0",
    "a missing state": "DELETE FROM standing",
}


@pytest.mark.parametrize("sql", BAD_CACHES.values(), ids=BAD_CACHES.keys())
def test_a_state_is_folded_again_from_the_log(desk: Shelf, sql: str) -> None:
    """Whatever became of the cached states, they are shown to differ and made again."""
    before = state_of(desk)
    desk.store.run(sql)
    found = looked(desk)
    assert found.differences
    assert not found.damaged
    repair(desk.collection, desk.store)
    assert looked(desk).healthy
    assert state_of(desk) == before


def test_a_difference_names_what_differs(desk: Shelf) -> None:
    """The card, the column, what is stored and what the reviews say."""
    card = desk.accepted()[0].id
    stored = desk.store.rows("SELECT lapses FROM standing WHERE card = ?", (card,))[0][0]
    desk.store.run("UPDATE standing SET lapses = 7 WHERE card = ?", (card,))
    (found,) = looked(desk).differences
    assert (found.card, found.column, found.stored, found.folded) == (card, "lapses", 7, stored)


def test_rows_that_lead_nowhere_are_taken_out(desk: Shelf) -> None:
    """A state, a place or a source of something that is not there goes; nothing else does."""
    before = state_of(desk)
    desk.store.run("PRAGMA foreign_keys = OFF")
    desk.store.run("INSERT INTO exported (card, digest, mod_s) VALUES ('gone', 'x', 1)")
    desk.store.run(
        "UPDATE standing SET card = 'gone' WHERE card = (SELECT min(card) FROM standing)"
    )
    desk.store.run(
        "INSERT INTO source (root, path, line, paper, heading) VALUES ('', '', 1, 'x', '')"
    )
    desk.store.run("PRAGMA foreign_keys = ON")
    found = looked(desk)
    assert len(found.references) == 3
    repair(desk.collection, desk.store)
    assert looked(desk).healthy
    assert state_of(desk) == before


def test_an_answer_that_stands_there_twice_counts_once(desk: Shelf) -> None:
    """The second row stays in the log, retracted; other answers of the same moment stay."""
    first, other = (card.id for card in desk.accepted()[:2])
    ms = NOON_MS * 2
    with desk.store.transaction():
        for n, (card, rating) in enumerate(
            [(first, Rating.GOOD), (first, Rating.GOOD), (other, Rating.GOOD), (first, Rating.HARD)]
        ):
            add_review(desk.store, row(card, ms + n, DAY + 90, rating))
        add_review(desk.store, row(first, ms + 90, DAY + 90, Rating.GOOD))
        for card in (first, other):
            renew(desk.store, card, desk.collection.presets(desk.store))
    reps = desk.cards()[first].schedule.reps
    logs = desk.history()
    found = looked(desk)
    assert found.doubled == ((first, ms + 1),)
    repair(desk.collection, desk.store)
    assert desk.cards()[first].schedule.reps == reps - 1
    assert desk.history() == logs
    assert looked(desk).healthy
    repair(desk.collection, desk.store)
    assert desk.cards()[first].schedule.reps == reps - 1


UNREADABLE = {
    "a face": ("UPDATE card SET question = '[[1'", "card.question"),
    "a recipe of another program": ("UPDATE card SET recipe = 'mnemonic'", "card.recipe"),
    "the links of a paper": ("UPDATE paper SET links = 'x'", "paper.links"),
    "a note in the cache": ("UPDATE file SET note = '{' || note", "file.note"),
}


@pytest.mark.parametrize(("sql", "told"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_values_that_cannot_be_read_are_found(desk: Shelf, sql: str, told: str) -> None:
    """What the program would stumble over is told with its place, and no state is guessed."""
    desk.store.run(sql)
    found = looked(desk)
    assert found.damaged
    assert found.unreadable
    assert all(line.startswith(told) for line in found.unreadable)


def test_reviews_are_read_from_a_file_whose_notes_are_damaged(desk: Shelf, tmp_path: Path) -> None:
    """Where only the cache of notes has gone bad, all that is newer than the backup is saved."""
    for number in range(30):
        desk.note(
            f"more/{number}.md", paper(f"Paper{number}: A Study {number}", VIDEOS + " x" * 400)
        )
    desk.build()
    back_up(desk.store.path, tmp_path / "kept", Reason.ASKED, NOON)
    desk.answer(desk.accepted()[0].id, Rating.EASY)
    desk.mark(desk.accepted()[1].id, What.SUSPENDED, True)
    before = state_of(desk)
    pages = (
        desk.store.rows("SELECT pageno FROM dbstat WHERE name = 'file' AND pagetype = 'leaf'")
        if _has_dbstat(desk)
        else []
    )
    desk.store.close()
    if not pages:
        pytest.skip("this SQLite cannot say which page holds what")
    path = desk.store.path
    data = bytearray(path.read_bytes())
    at = (pages[-1][0] - 1) * 4096
    data[at : at + 4096] = b"\xee" * 4096
    path.write_bytes(data)
    aside = backups.restore(newest_sound(backups_in(tmp_path / "kept")).path, path, NOON)
    assert aside is not None
    with open_store(path, now_ms=1) as store:
        report = salvage(desk.collection, store, aside)
        assert report is not None
        assert (report.reviews, report.marks) == (1, 1)
        after = state_of(Shelf(desk.folder, store))
        assert {t: after[t] for t in ("review", "mark", "standing")} == {
            t: before[t] for t in ("review", "mark", "standing")
        }


def _has_dbstat(desk: Shelf) -> bool:
    return ("ENABLE_DBSTAT_VTAB",) in desk.store.rows("PRAGMA compile_options")


def test_nothing_is_taken_from_a_file_that_cannot_be_read(desk: Shelf, tmp_path: Path) -> None:
    """A text, or a database whose values are broken, gives nothing and changes nothing."""
    before = state_of(desk)
    text = tmp_path / "text.db"
    text.write_text("论文" * 4000, "utf-8")
    assert salvage(desk.collection, desk.store, text) is None
    broken = tmp_path / "broken.db"
    desk.store.run("VACUUM INTO ?", (str(broken),))
    with closing(sqlite3.connect(broken)) as connection:
        connection.execute("UPDATE card SET warnings = '['")
        connection.commit()
    assert salvage(desk.collection, desk.store, broken) is None
    assert state_of(desk) == before


def spoilt(data: bytes, random: Random) -> bytes:
    """A file that was cut, or in which some bits have flipped."""
    bad = bytearray(data)
    if random.random() < 0.25:
        return bytes(bad[: random.randrange(1, len(bad))])
    for _ in range(random.choice([1, 1, 4, 300])):
        bad[random.randrange(len(bad))] ^= 1 << random.randrange(8)
    return bytes(bad)


def is_healthy(collection: Collection) -> bool:
    """Whether the doctor finds nothing; what cannot be opened is told in words."""
    try:
        with collection.open_store() as store:
            return examine(collection, store).healthy
    except StoreError:
        return False


def cure(collection: Collection, sound: Path) -> None:
    """Restore, and take over what can be read of the damaged file."""
    aside = backups.restore(sound, collection.database, NOON)
    assert aside is not None
    with collection.open_store() as store:
        salvage(collection, store, aside)
    assert is_healthy(collection)


@pytest.mark.parametrize("times", [30, pytest.param(1000, marks=pytest.mark.soak)])
def test_no_damage_goes_untold_or_uncured(desk: Shelf, tmp_path: Path, times: int) -> None:
    """Cut and flipped files are found damaged or read as well as ever; all are brought back."""
    sound, random, told = tmp_path / "sound.db", Random(5), 0
    desk.store.run("VACUUM INTO ?", (str(sound),))
    desk.store.close()
    data = sound.read_bytes()
    collection = desk.collection
    for _ in range(times):
        for old in collection.database.parent.glob("deck*"):
            old.unlink()
        collection.database.write_bytes(spoilt(data, random))
        if not is_healthy(collection):
            told += 1
            cure(collection, sound)
    assert told >= times / 4
