"""``paperdeck merge``: two machines that share their notes know the same afterwards."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cli_running import Shell

from decks.collection import open_collection
from decks.reviews import Rating
from decks.session import Session


def answered(shell: Shell, *ratings: Rating) -> None:
    """Answer the next cards."""
    collection = open_collection(shell.here)
    with collection.open_store() as store:
        session = Session(
            store, collection.presets(store), collection.limits, collection.clock, day_starts_at=4
        )
        for rating in ratings:
            assert session.card is not None
            session.reveal()
            session.grade(rating)


def states(shell: Shell) -> dict[str, dict[str, object]]:
    """The schedule of every card."""
    return {card["id"]: card["state"] for card in shell.json("cards")["cards"]}


@pytest.fixture
def machines(tmp_path: Path) -> tuple[Shell, Shell]:
    """Two machines with the same notes, each with answers of its own."""
    found = []
    for name in ("desk", "手提"):
        (tmp_path / name).mkdir()
        found.append(Shell(tmp_path / name).built())
    desk, laptop = found
    answered(desk, Rating.GOOD, Rating.AGAIN)
    answered(laptop, Rating.EASY)
    return desk, laptop


def test_merging_on_each_brings_both_to_the_same_state(machines: tuple[Shell, Shell]) -> None:
    """After each has merged the other's database both have all reviews and one schedule."""
    desk, laptop = machines
    copy = laptop.here.parent / "other.db"
    theirs = desk.here / ".paperdeck/deck.db"
    shutil.copyfile(theirs, copy)
    first = desk.json("merge", str(laptop.here))
    assert (first["reviews"], first["changed"]) == (1, True)
    assert laptop.json("merge", str(copy))["reviews"] == 2
    assert states(desk) == states(laptop)
    assert sum(int(str(state["reps"])) for state in states(desk).values()) == 3


def test_merging_again_brings_nothing(machines: tuple[Shell, Shell]) -> None:
    """A second merge says that nothing is new."""
    desk, laptop = machines
    assert "1 reviews" in desk.run("merge", str(laptop.here)).stdout
    assert "Nothing new" in desk.run("merge", str(laptop.here)).stdout


def test_the_other_database_may_be_read_only(machines: tuple[Shell, Shell]) -> None:
    """Nothing is written beside the other database."""
    desk, laptop = machines
    folder = laptop.here / ".paperdeck"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert desk.run("merge", str(folder / "deck.db")).returncode == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("case", ["missing", "itself", "text", "damaged"])
def test_what_cannot_be_merged_is_refused(machines: tuple[Shell, Shell], case: str) -> None:
    """A database that is not there, one's own, none at all, or a damaged one changes nothing."""
    desk, laptop = machines
    own = desk.here / ".paperdeck/deck.db"
    broken = laptop.here / "broken.db"
    data = bytearray((laptop.here / ".paperdeck/deck.db").read_bytes())
    middle = range(len(data) // 3, 2 * len(data) // 3)
    data[middle.start : middle.stop] = bytes(
        byte ^ 0x5A for byte in data[middle.start : middle.stop]
    )
    broken.write_bytes(data)
    (laptop.here / "text.db").write_text("not a database, 不是数据库" * 100, "utf-8")
    places = {"missing": "nowhere.db", "itself": str(own), "text": str(laptop.here / "text.db")}
    before = states(desk)
    done = desk.run("merge", places.get(case, str(broken)))
    assert done.returncode == 1
    assert done.stderr.startswith("paperdeck: ")
    assert done.stdout == ""
    assert done.stderr.count(places.get(case, "broken.db")) == 1
    assert states(desk) == before
