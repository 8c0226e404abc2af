"""Whatever somebody does in a sitting, in whatever order and at whatever time."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from deck_fixtures import Learner
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from study_fixtures import LIMITS, learner_with, renewed, sitting, standing

from decks.reviews import Rating
from decks.session import Session
from decks.store.connection import Row

MINUTE_MS = 60_000


class Sitting(RuleBasedStateMachine):
    """One session over nine cards of three points, and a clock that goes where it likes."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.learner: Learner = learner_with(Path(self.folder.name), 9, siblings=3)
        self.begin()
        self.log: list[Row] = []

    def begin(self) -> None:
        """Another sitting, in a new process as it were."""
        self.session: Session = sitting(self.learner, limits=type(LIMITS)(4, 99))
        self.at_start = standing(self.learner.store)

    def has_card(self) -> bool:
        """Whether there is something to grade."""
        return self.session.card is not None

    @precondition(has_card)
    @rule(rating=st.sampled_from(Rating), seconds=st.integers(0, 90))
    def grade(self, rating: Rating, seconds: int) -> None:
        """An answer adds one row, and that row has the announced interval."""
        self.learner.ms += seconds * 1000
        self.session.reveal()
        announced = self.session.outcomes()[rating]
        before = len(self.log)
        self.session.grade(rating)
        rows = self.rows()
        assert len(rows) == before + 1
        assert any(row[8] == announced.interval_s for row in rows if row not in self.log)

    @precondition(has_card)
    @rule(deed=st.sampled_from([Session.suspend, Session.bury, Session.reject]))
    def put_aside(self, deed: Callable[[Session], None]) -> None:
        """The next card comes."""
        deed(self.session)

    @precondition(has_card)
    @rule(number=st.integers(0, 7))
    def flag(self, number: int) -> None:
        """The card stays."""
        self.session.flag(number)

    @rule(times=st.integers(1, 3))
    def undo(self, times: int) -> None:
        """As far back as there is anything."""
        for _ in range(times):
            self.session.undo()

    @rule(times=st.integers(1, 3))
    def redo(self, times: int) -> None:
        """As far as there is anything."""
        for _ in range(times):
            self.session.redo()

    @rule(minutes=st.sampled_from([1, 15, 300, 1440, 4320, 60 * 24 * 40, -30, -2000]))
    def time_passes(self, minutes: int) -> None:
        """By the clock, which may be wrong, and may be put right."""
        self.learner.ms += minutes * MINUTE_MS
        self.session.refresh()

    @rule(offset=st.sampled_from([-660, 0, 330, 780]))
    def travel(self, offset: int) -> None:
        """Another zone, the same instant."""
        self.learner.utc_offset_min = offset

    @rule()
    def quit_and_resume(self) -> None:
        """What was done before can no longer be undone."""
        self.begin()

    def rows(self) -> list[Row]:
        """The whole log."""
        return self.learner.store.rows("SELECT * FROM review ORDER BY id")

    @invariant()
    def no_review_ever_goes_or_changes(self) -> None:
        """The log only grows."""
        rows = self.rows()
        assert [row for row in rows if row in self.log] == self.log
        self.log = rows

    @invariant()
    def the_standing_is_what_reviews_and_marks_say(self) -> None:
        """Made from nothing it is the same."""
        store = self.learner.store
        kept = standing(store)
        assert renewed(store) == kept

    @invariant()
    def what_is_counted_is_what_is_queued(self) -> None:
        """No card stands in the queue twice."""
        queue = self.session.queue()
        cards = [*queue.new, *queue.reviews, *(card for _, card in queue.learning)]
        assert len(set(cards)) == len(cards) == queue.counts.total
        assert self.session.answered >= 0

    def teardown(self) -> None:
        """Undoing everything leads back to the start of the sitting, but for the log."""
        while self.session.undo() is not None:
            pass
        try:
            assert standing(self.learner.store) == self.at_start
            assert self.rows() == self.log
        finally:
            self.learner.store.close()
            self.folder.cleanup()


TestSitting = Sitting.TestCase
TestSitting.__doc__ = "No review is lost, the standing is a fold, and undo leads back to the start."
TestSitting.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None, derandomize=True, database=None
)
