"""Whatever is done to a collection in whatever order, it is what a few lists in memory say."""

from __future__ import annotations

import copy
import shutil
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from build_fixtures import NOON_MS, Shelf, paper
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from decks import backups
from decks.backups import Reason, back_up
from decks.collection import Collection, open_collection
from decks.days import Instant
from decks.doctor import examine
from decks.ids import CardId
from decks.marks import What
from decks.merge import merge
from decks.reviews import Rating
from decks.session import Session
from decks.store.aliases import aliases
from decks.store.connection import Store, open_store
from decks.store.copying import copy_database
from decks.store.marks import all_decisions, retracted_by_card
from decks.store.reviews import reviews_of

SETTINGS = "new_per_day: 99\nleech_after: 0\nspread: none\n"
POINTS = [f"Sampling takes {n} seconds on {n + 3} GPUs of {n + 20} GB." for n in range(3, 9)]
REWORDED = [f"The sampling takes {n} seconds on {n + 3} GPUs of {n + 20} GB." for n in range(3, 9)]
HOUR_MS = 3_600_000


@dataclass
class Known:
    """What the model knows of a card."""

    answers: list[tuple[int, int]] = field(default_factory=list)
    """(id, rating) of the reviews that count."""
    taken_back: set[int] = field(default_factory=set)
    suspended: bool = False
    rejected: bool = False
    buried_until: int | None = None
    edit: str | None = None


Model = dict[str, Known]


def place() -> Path:
    """A folder in memory where there is one: what is tested is order, not the disk."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))


def write_note(folder: Path, texts: list[str]) -> None:
    (folder / "a.md").write_text(paper("Net3: A Study of Sampling", *texts), "utf-8")


@cache
def beginning() -> tuple[Path, Path]:
    """A folder with a collection that was built once, and a copy of its database."""
    folder = place()
    (folder / "notes").mkdir()
    (folder / "notes/paperdeck.yaml").write_text(SETTINGS, "utf-8")
    write_note(folder / "notes", POINTS)
    with open_collection(folder / "notes").open_store() as store:
        Shelf(folder / "notes", store).build()
        copy_database(store.path, folder / "beginning.db")
    return folder / "notes", folder / "beginning.db"


class AnyOrder(RuleBasedStateMachine):
    """One collection, a second machine now and then, and a clock that only its owner trusts."""

    def __init__(self) -> None:
        super().__init__()
        self.folder, first = beginning()
        database = self.folder / ".paperdeck/deck.db"
        for old in database.parent.glob("deck*"):
            old.unlink()
        shutil.copyfile(first, database)
        self.texts = list(POINTS)
        write_note(self.folder, self.texts)
        self.ms = NOON_MS
        self.collection: Collection = open_collection(self.folder)
        self.store: Store = self.collection.open_store()
        self.model: Model = {card: Known() for card in self.cards()}
        self.kept: tuple[Path, Model] | None = None
        self.outside = Path(tempfile.mkdtemp(dir=self.folder.parent))
        self.sit()

    def clock(self) -> Instant:
        """A second later each time it is looked at."""
        self.ms += 1_000
        return Instant(self.ms, 60)

    def cards(self) -> list[str]:
        """The ids of all cards."""
        return [name for (name,) in self.store.rows("SELECT id FROM card ORDER BY id")]

    def sit(self) -> None:
        """Another sitting: what was done before is not undone any more."""
        presets = self.collection.presets(self.store)
        limits = self.collection.limits
        self.session = Session(self.store, presets, limits, self.clock, day_starts_at=4)
        self.done: list[Model] = []
        self.undone: list[Model] = []

    def has_card(self) -> bool:
        """Whether there is something to grade."""
        return self.session.card is not None

    def remember(self) -> None:
        """Let what follows be taken back."""
        self.done.append(copy.deepcopy(self.model))
        self.undone.clear()

    def shown(self) -> Known:
        """What the model knows of the card on the screen."""
        assert self.session.card is not None
        return self.model[self.session.card.id]

    @precondition(has_card)
    @rule(rating=st.sampled_from(Rating))
    def grade(self, rating: Rating) -> None:
        """An answer is added to its card, and to no other."""
        known = self.shown()
        self.remember()
        self.session.reveal()
        self.session.grade(rating)
        review = self.session._done[-1].review
        assert review is not None
        known.answers.append((review, rating.value))

    @precondition(has_card)
    @rule(deed=st.sampled_from(["suspend", "bury", "reject", "edit"]))
    def decide(self, deed: str) -> None:
        """A decision holds for its card alone."""
        known = self.shown()
        self.remember()
        if deed == "edit":
            known.edit = f"Answer {self.ms}"
            self.session.edit("What is [...] 漢字?", known.edit)
        elif deed == "bury":
            known.buried_until = self.session.today() + 1
            self.session.bury()
        elif deed == "suspend":
            known.suspended = True
            self.session.suspend()
        else:
            known.rejected = True
            self.session.reject()

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        """As it was before, but the answers stay in the log; no further back than the sitting."""
        for _ in range(times):
            done = self.session.undo()
            assert (done is None) == (not self.done)
            if done is None:
                return
            self.undone.append(self.model)
            before = self.done.pop()
            for card, known in before.items():
                lost = {*self.model[card].answers} - {*known.answers}
                known.taken_back |= self.model[card].taken_back | {ms for ms, _ in lost}
            self.model = before

    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        """As it was before the undo."""
        for _ in range(times):
            redone = self.session.redo()
            assert (redone is None) == (not self.undone)
            if redone is None:
                return
            self.done.append(copy.deepcopy(self.model))
            self.model = self.undone.pop()

    @rule(hours=st.sampled_from([1, 24, 24 * 9, 24 * 400, -30, -24 * 30]))
    def time_passes(self, hours: int) -> None:
        """By the clock, which may be wrong."""
        self.ms = max(NOON_MS // 2, self.ms + hours * HOUR_MS)
        self.session.refresh()

    @rule(at=st.integers(0, len(POINTS) - 1), kind=st.sampled_from(["reword", "restore", "remove"]))
    def build(self, at: int, kind: str) -> None:
        """Whatever a note says, cards with history stay with it."""
        new = {"reword": REWORDED[at], "restore": POINTS[at], "remove": ""}[kind]
        self.texts[at] = new
        write_note(self.folder, [text for text in self.texts if text])
        Shelf(self.folder, self.store).build(accept_missing=True)
        there = self.cards()
        for card in [card for card in self.model if card not in there]:
            assert self.model.pop(card) == Known(), "a card with history is gone"
        self.model |= {card: Known() for card in there if card not in self.model}
        self.sit()

    @rule(number=st.integers(0, 50), rating=st.sampled_from(Rating), suspended=st.booleans())
    def merge(self, number: int, rating: Rating, suspended: bool) -> None:
        """What another machine answered and decided is here afterwards, once."""
        path = self.outside / "other.db"
        copy_database(self.store.path, path)
        card = sorted(self.model)[number % len(self.model)]
        known = self.model[card]
        self.ms += HOUR_MS
        with open_store(path, now_ms=self.ms) as store:
            other = Shelf(self.folder, store)
            other.ms = iter(range(self.ms, self.ms + 100))
            before = {ms for (ms,) in store.rows("SELECT id FROM review")}
            other.answer(CardId(card), rating)
            other.mark(card, What.SUSPENDED, suspended)
            (newest,) = {ms for (ms,) in store.rows("SELECT id FROM review")} - before
            for _ in range(2):
                merge(self.collection, self.store, store)
        known.answers.append((newest, rating.value))
        known.suspended = suspended
        self.sit()

    @rule()
    def backup(self) -> None:
        """A backup is what there is now."""
        made = back_up(self.store.path, self.outside, Reason.ASKED, Instant(self.ms))
        self.kept = made.path, copy.deepcopy(self.model)

    @precondition(lambda self: self.kept is not None and self.kept[0].exists())
    @rule()
    def restore(self) -> None:
        """A restored backup is what there was then."""
        assert self.kept is not None
        path, model = self.kept
        backups.restore(path, self.store.path, Instant(self.ms))
        self.model = copy.deepcopy(model)
        self.sit()

    @invariant()
    def the_collection_is_what_the_model_says(self) -> None:
        """Answers that count, those taken back, and every decision, card by card."""
        decisions = all_decisions(self.store)
        retracted = retracted_by_card(decisions)
        assert not aliases(self.store)
        for card, known in self.model.items():
            log = [(row.id, row.rating) for row in reviews_of(self.store, CardId(card))]
            counted = sorted((ms, rating) for ms, rating in log if ms not in retracted[card])
            assert counted == sorted(known.answers)
            assert {ms for ms, _ in log} >= known.taken_back
            edit = decisions.get((card, What.EDIT, ""))
            assert (edit["answer"] if edit else None) == known.edit
            assert decisions.get((card, What.BURIED_UNTIL, "")) == known.buried_until
            assert bool(decisions.get((card, What.SUSPENDED, ""))) == known.suspended
            assert bool(decisions.get((card, What.REJECTED, ""))) == known.rejected

    @invariant()
    def the_database_is_healthy(self) -> None:
        """Every state is what its log says, and every reference holds."""
        found = examine(self.collection, self.store)
        assert found.healthy, found

    def teardown(self) -> None:
        """Leave nothing but the folder of the beginning."""
        self.store.close()
        shutil.rmtree(self.outside)


STEPS = 12
CHUNK = 250
"""Sequences of one soak test, so that the tests of several processes share them."""


def in_any_order(seed_number: int, examples: int) -> None:
    """Try so many sequences, the same ones for the same seed."""
    profile = settings(
        max_examples=examples, stateful_step_count=STEPS, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(seed(seed_number)(AnyOrder), settings=profile)


def test_a_collection_is_what_was_done_to_it() -> None:
    """Answers, decisions, undo, redo, builds, merges and restores lose and double nothing."""
    in_any_order(1, 20)


@pytest.mark.soak
@pytest.mark.parametrize("number", range(5000 // CHUNK))
def test_a_collection_is_what_was_done_to_it_at_length(number: int) -> None:
    """The same for 5,000 sequences in all."""
    in_any_order(number, CHUNK)
