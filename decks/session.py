"""A review session: what the app renders and forwards keys to.

It knows no terminal. The clock is an argument. Every grade is on disk, review row and
standing in one transaction, before the next card is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from decks.cards import Card, edited_question
from decks.days import Clock, Instant, logical_day
from decks.faces import to_json
from decks.ids import CardId
from decks.marks import What
from decks.queue import Counts, Limits, Queue
from decks.reviews import Rating, Review, Schedule
from decks.scheduling import Outcome, Outcomes, Preset, outcomes
from decks.store.cards import card as load_card
from decks.store.connection import Store
from decks.store.marks import add_mark, decisions_on
from decks.store.queue import load_queue
from decks.store.reviews import add_review, free_review_id
from decks.store.standing import in_play, renew

LONGEST_ANSWER_MS = 60_000
"""Longer answers are recorded as this: somebody went for tea (Anki's default)."""


class Graded(StrEnum):
    """What became of a grade."""

    RECORDED = "recorded"
    STALE = "stale"
    """Another process answered the card since it was shown: nothing was recorded."""


class Deed(StrEnum):
    """What can be undone."""

    GRADE = "grade"
    SUSPEND = "suspend"
    BURY = "bury"
    REJECT = "reject"
    EDIT = "edit"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done to a card, and the mark that takes it back."""

    deed: Deed
    card: CardId
    what: What
    value_before: object
    value_after: object
    subject: str = ""


class Session:
    """One sitting over the cards of one deck, or of all."""

    def __init__(
        self,
        store: Store,
        preset: Preset,
        limits: Limits,
        clock: Clock,
        *,
        day_starts_at: int,
        deck: str | None = None,
    ) -> None:
        """Nothing is read until ``card`` is asked for. ``day_starts_at``: hour, 0 to 23."""
        self.store = store
        self.preset = preset
        self.limits = limits
        self.clock = clock
        self.day_starts_at = day_starts_at
        self.deck = deck
        self.revealed = False
        self.answered = 0
        """Grades recorded in this session and not undone."""
        self._card: Card | None = None
        self._pinned: CardId | None = None
        self._shown_ms = 0
        self._done: list[Done] = []
        self._undone: list[Done] = []

    @property
    def card(self) -> Card | None:
        """The card that is shown, or None if there is none now."""
        if self._card is None:
            self._show_next()
        return self._card

    def refresh(self) -> Card | None:
        """Choose the card again, for time has passed or the store has changed."""
        self._card = None
        return self.card

    def reload(self) -> Card | None:
        """Read the shown card again, for its note was edited; the next if it left the queue."""
        before, revealed = self._card, self.revealed
        self._pinned = before.id if before else None
        self._card = None
        after = self.card
        if after and before and after.id == before.id:
            if not in_play(self.store, after.id):
                return self.refresh()
            self.revealed = revealed
        return after

    def reveal(self) -> None:
        """Show the answer."""
        self.revealed = True

    def outcomes(self) -> Outcomes:
        """What each rating would do to the card that is shown. Raises LookupError without one."""
        return self._outcomes(self._shown(), self.today())

    def grade(self, rating: Rating) -> Graded:
        """Record an answer durably and go on to the next card."""
        card, now = self._shown(), self.clock()
        outcome = self._outcomes(card, logical_day(now, self.day_starts_at))[rating]
        with self.store.transaction():
            if self._last_review(card.id) != card.schedule.last_review:
                self.refresh()
                return Graded.STALE
            review = self._review(card, outcome, now)
            add_review(self.store, review)
            renew(self.store, card.id, self.preset.engine)
        done = Done(Deed.GRADE, card.id, What.RETRACTED, False, True, str(review.id))
        # Undoing a grade is what marks it, so before and after stand the other way round.
        self._remember(replace(done, value_before=True, value_after=False))
        self.answered += 1
        return Graded.RECORDED

    def suspend(self) -> None:
        """Put the card aside until it is resumed."""
        self._decide(Deed.SUSPEND, What.SUSPENDED, True)

    def bury(self) -> None:
        """Put the card off until tomorrow."""
        self._decide(Deed.BURY, What.BURIED_UNTIL, self.today() + 1)

    def reject(self) -> None:
        """Never ask the card again; builds do not bring it back."""
        self._decide(Deed.REJECT, What.REJECTED, True)

    def flag(self, number: int) -> None:
        """Give the card a flag, 1 to 7, or take it away with 0. The card stays."""
        self._decide(Deed.FLAG, What.FLAG, number, stay=True)

    def edit(self, question: str, answer: str) -> None:
        """Change the card's text; ``[...]`` in the question hides the answer. The card stays."""
        face = to_json(edited_question(question, answer))
        self._decide(Deed.EDIT, What.EDIT, {"question": face, "answer": answer}, stay=True)

    def undo(self) -> Done | None:
        """Take back what was done last; the card is shown again. None if there is nothing."""
        if not self._done:
            return None
        done = self._done[-1]
        self._apply(done, done.value_before)
        self._undone.append(self._done.pop())
        self.answered -= done.deed is Deed.GRADE
        return done

    def redo(self) -> Done | None:
        """Do again what was undone last.

        None if there is nothing, or if it is a grade of a card that another process has
        answered since: it would count twice.
        """
        if not self._undone:
            return None
        done = self._undone[-1]
        with self.store.transaction():
            if done.deed is Deed.GRADE and (self._last_review(done.card) or 0) > int(done.subject):
                self._undone.clear()
                self.refresh()
                return None
            self._apply(done, done.value_after)
        self._done.append(self._undone.pop())
        self.answered += done.deed is Deed.GRADE
        self._pinned = None
        self.refresh()
        return done

    def queue(self) -> Queue:
        """Today's queue as it stands in the store now."""
        return load_queue(self.store, self.today(), self.limits, self.deck)

    def counts(self) -> Counts:
        """What is left today."""
        return self.queue().counts

    def today(self) -> int:
        """The logical day."""
        return logical_day(self.clock(), self.day_starts_at)

    def _outcomes(self, card: Card, day: int) -> Outcomes:
        return outcomes(card.id, card.schedule, self.preset, day)

    def _shown(self) -> Card:
        if self.card is None:
            raise LookupError("no card is shown")
        return self.card

    def _show_next(self) -> None:
        now = self.clock()
        wanted = self._pinned or self.queue().next(now)
        self._pinned = None
        self._card = load_card(self.store, wanted) if wanted else None
        self.revealed = False
        self._shown_ms = now.ms

    def _decide(self, deed: Deed, what: What, value: object, *, stay: bool = False) -> None:
        card = self._shown()
        before = decisions_on(self.store, card.id).get((card.id, what, ""))
        done = Done(deed, card.id, what, before, value)
        revealed = self.revealed
        self._apply(done, value)
        self._remember(done)
        if stay:
            self._pinned = card.id
            self._show_next()
            self.revealed = revealed

    def _apply(self, done: Done, value: object) -> None:
        with self.store.transaction():
            add_mark(self.store, done.card, done.what, value, self.clock().ms, done.subject)
            renew(self.store, done.card, self.preset.engine)
        self._pinned = done.card
        self._card = None

    def _remember(self, done: Done) -> None:
        self._done.append(done)
        self._undone.clear()
        self._pinned = None
        self._card = None

    def _last_review(self, card: CardId) -> int | None:
        found = load_card(self.store, card)
        return found.schedule.last_review if found else None

    def _review(self, card: Card, outcome: Outcome, now: Instant) -> Review:
        schedule: Schedule = card.schedule
        return Review(
            id=free_review_id(self.store, max(now.ms, (schedule.last_review or 0) + 1)),
            card=card.id,
            device=self.store.device,
            kind=outcome.kind,
            rating=outcome.rating,
            day=logical_day(now, self.day_starts_at),
            utc_offset_min=now.utc_offset_min,
            duration_ms=min(max(0, now.ms - self._shown_ms), LONGEST_ANSWER_MS),
            interval_s=outcome.interval_s,
            previous_interval_s=schedule.interval_s,
            stability=outcome.memory.stability,
            difficulty=outcome.memory.difficulty,
        )
