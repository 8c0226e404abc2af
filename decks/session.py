"""A review session: what the app renders and forwards keys to.

It knows no terminal. The clock is an argument. Every grade is on disk, review row and
standing in one transaction, before the next card is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from decks.cards import Card, edited_question
from decks.days import Clock, Instant, logical_day
from decks.faces import to_json
from decks.ids import CardId
from decks.marks import What, is_same
from decks.presets import Presets
from decks.queue import Counts, Limits, Queue
from decks.reviews import Rating, Review, ReviewKind, Schedule, moves_after, without_retracted
from decks.scheduling import Outcome, Outcomes, outcomes
from decks.store.aliases import holder_of
from decks.store.cards import card as load_card
from decks.store.changed import put_off
from decks.store.connection import Store
from decks.store.marks import add_mark, decisions_on
from decks.store.marks import retracted as retracted_of
from decks.store.queue import load_queue
from decks.store.reviews import add_review, free_review_id, reviews_of
from decks.store.standing import in_play, last_review, renew
from decks.store.workahead import work_ahead

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


ASIDE = frozenset({Deed.SUSPEND, Deed.BURY, Deed.REJECT})
"""After these a card is not to be asked."""


@dataclass(frozen=True, slots=True)
class Change:
    """One mark that a deed put on a card, and the decision that was in force before."""

    what: What
    before: object
    after: object
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done to a card, and what takes it back."""

    deed: Deed
    card: CardId
    changes: tuple[Change, ...]
    review: int | None = None
    """Id of the row that a grade added."""
    rating: Rating | None = None
    seen: int | None = None
    """Id of the last row of the card when it was graded."""


class Session:
    """One sitting over the cards of one deck, or of all."""

    def __init__(
        self,
        store: Store,
        presets: Presets,
        limits: Limits,
        clock: Clock,
        *,
        day_starts_at: int,
        deck: str | None = None,
        refit: Callable[[], Presets] | None = None,
    ) -> None:
        """Nothing is read until ``card`` is asked for. ``day_starts_at``: hour, 0 to 23.

        ``refit`` gives the presets with the parameters that are in force by then, for another
        process may fit them while this sitting goes on.
        """
        self.store = store
        self.presets = presets
        self.limits = limits
        self.clock = clock
        self.day_starts_at = day_starts_at
        self.deck = deck
        self.refit = refit
        self.revealed = False
        self.answered = 0
        """Grades recorded in this session and not undone."""
        self.leech: Card | None = None
        """The card of the last grade, if that made it a leech."""
        self._card: Card | None = None
        self._offered: tuple[object, Outcomes] | None = None
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
            if not self._stays(after.id):
                return self.refresh()
            self.revealed = revealed
        return after

    def _stays(self, card: CardId) -> bool:
        """Whether the shown card may still be asked after it was read again."""
        return in_play(self.store, card)

    def reveal(self) -> None:
        """Show the answer."""
        self.revealed = True

    def outcomes(self) -> Outcomes:
        """What each rating would do to the card that is shown. Raises LookupError without one.

        They stay the same until the day turns or the card is answered, whatever happens to
        other cards meanwhile: what a button says is what it does.
        """
        return self._offers(self._shown(), self.today())

    def _offers(self, card: Card, day: int) -> Outcomes:
        key = (card.id, card.schedule, day)
        if self._offered is None or self._offered[0] != key:
            self._offered = (key, self._offer(card, day))
        return self._offered[1]

    def grade(self, rating: Rating) -> Graded:
        """Record an answer durably and go on to the next card."""
        card, now = self._shown(), self.clock()
        outcome = self._offers(card, logical_day(now, self.day_starts_at))[rating]
        with self.store.transaction():
            if last_review(self.store, card.id) != card.schedule.last_review:
                self.refresh()
                return Graded.STALE
            review = self._review(card, outcome, now)
            add_review(self.store, review)
            changes = self._catch_leech(card, outcome)
            if unseen := put_off(self.store, card, review.id, now.ms):
                changes += (Change(What.CHANGED, *unseen),)
            self._renew(card.id)
        # Undoing a grade is what marks it: the retraction is in force before, and not after.
        retraction = Change(What.RETRACTED, True, False, str(review.id))
        seen = card.schedule.last_review
        self._remember(Done(Deed.GRADE, card.id, (retraction, *changes), review.id, rating, seen))
        self.answered += 1
        return Graded.RECORDED

    def _catch_leech(self, card: Card, outcome: Outcome) -> tuple[Change, ...]:
        """Mark a card that has been forgotten too often, and suspend it if that is set."""
        self.leech = None
        leeches = self.presets.of(card.deck).leeches
        lapsed = outcome.kind is ReviewKind.REVIEW and outcome.rating is Rating.AGAIN
        lapses = card.schedule.lapses + 1
        if not (lapsed and leeches.caught(lapses)):
            return ()
        before = decisions_on(self.store, card.id)
        marks: list[tuple[What, object]] = [(What.LEECH, lapses)]
        if leeches.suspend:
            marks.append((What.SUSPENDED, True))
        for what, value in marks:
            add_mark(self.store, card.id, what, value, self.clock().ms)
        self.leech = replace(card, leech=True, suspended=leeches.suspend)
        return tuple(Change(what, before.get((card.id, what, "")), value) for what, value in marks)

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
        """Take back what was done last; the card is shown again. None if there is nothing.

        What another process has decided since is left alone.
        """
        if not self._done:
            return None
        done = self._done[-1]
        with self.store.transaction():
            done = self._with_moves(done)
            changes = self._in_force(done)
            self._apply(done, [(change, change.before) for change in changes])
        self._done.pop()
        self._undone.append(done)
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
            newest = last_review(self.store, done.card)
            if done.deed is Deed.GRADE and newest != done.seen:
                self._undone.clear()
                self.refresh()
                return None
            self._apply(done, [(change, change.after) for change in done.changes])
        self._done.append(self._undone.pop())
        self.answered += done.deed is Deed.GRADE
        self._pinned = None
        self.refresh()
        return done

    def _with_moves(self, done: Done) -> Done:
        """The same, and the moves of the due date that followed from the grade and go with it.

        Without the grade they would count from a day on which nothing was answered.
        """
        if done.review is None:
            return done
        card = CardId(holder_of(self.store, done.card))
        retracted = retracted_of(decisions_on(self.store, card), card)
        rows = without_retracted(reviews_of(self.store, card), retracted)
        moves = moves_after(rows, done.review)
        changes = [Change(What.RETRACTED, True, False, str(move)) for move in moves]
        new = [change for change in changes if change not in done.changes]
        return replace(done, changes=(*done.changes, *new))

    def _in_force(self, done: Done) -> list[Change]:
        """Those of its changes that hold as they were made, and the retraction of its grade."""
        card = holder_of(self.store, done.card)
        now = decisions_on(self.store, card)
        return [
            change
            for change in done.changes
            if change.what is What.RETRACTED
            or is_same(now.get((card, change.what, change.subject)), change.after)
        ]

    def put_aside(self) -> frozenset[CardId]:
        """What was suspended, buried or rejected in this session and not brought back."""
        return frozenset(done.card for done in self._done if done.deed in ASIDE)

    def grades(self) -> list[tuple[CardId, Rating]]:
        """What was answered in this session and not undone, in its order."""
        return [(done.card, done.rating) for done in self._done if done.rating is not None]

    def queue(self) -> Queue:
        """Today's queue as it stands in the store now."""
        return load_queue(self.store, self.today(), self.limits, self.deck)

    def counts(self) -> Counts:
        """What is left today."""
        return self.queue().counts

    def today(self) -> int:
        """The logical day."""
        return logical_day(self.clock(), self.day_starts_at)

    def _offer(self, card: Card, day: int) -> Outcomes:
        preset = self.presets.of(card.deck)
        work = work_ahead(self.store, card, day, preset) if preset.balance else None
        return outcomes(card.id, card.schedule, preset, day, work)

    def _shown(self) -> Card:
        if self.card is None:
            raise LookupError("no card is shown")
        return self.card

    def _show_next(self) -> None:
        self._refit()
        now = self.clock()
        with self.store.snapshot():  # a card that was answered since it was chosen is not due
            wanted = self._pinned or self.queue().next(now)
            self._card = load_card(self.store, wanted) if wanted else None
        self._pinned = None
        self.revealed = False
        self._shown_ms = now.ms

    def _decide(self, deed: Deed, what: What, value: object, *, stay: bool = False) -> None:
        card = self._shown()
        revealed = self.revealed
        with self.store.transaction():
            before = decisions_on(self.store, card.id).get((card.id, what, ""))
            change = Change(what, before, value)
            done = Done(deed, card.id, (change,))
            self._apply(done, [(change, value)])
        self._remember(done)
        if stay:
            self._pinned = card.id
            self._show_next()
            self.revealed = revealed

    def _apply(self, done: Done, values: Iterable[tuple[Change, object]]) -> None:
        with self.store.transaction():
            for change, value in values:
                add_mark(self.store, done.card, change.what, value, self.clock().ms, change.subject)
            self._renew(done.card)
        self._pinned = done.card
        self._card = None

    def _renew(self, card: CardId) -> None:
        self._refit()
        renew(self.store, card, self.presets)

    def _refit(self) -> None:
        if self.refit:
            self.presets = self.refit()

    def _remember(self, done: Done) -> None:
        self._done.append(done)
        self._undone.clear()
        self._pinned = None
        self._card = None

    def _review(self, card: Card, outcome: Outcome, now: Instant) -> Review:
        schedule: Schedule = card.schedule
        memory = outcome.memory
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
            stability=memory.stability if memory else None,
            difficulty=memory.difficulty if memory else None,
        )
