"""The review log: what a row is, and what follows from the rows of a card.

Rows are only ever added. Everything else about a card's schedule is a fold over them,
in the order of their ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import takewhile
from operator import attrgetter

from decks.days import DAY_S
from decks.ids import CardId
from decks.memory import Engine, Memory


class Rating(IntEnum):
    """How well the answer was known. The numbers are Anki's."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class ReviewKind(StrEnum):
    """What a row of the log records."""

    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"
    CRAM = "cram"
    """Practice that leaves the schedule alone."""
    MANUAL = "manual"
    """A due date set by hand."""
    RESCHEDULED = "rescheduled"
    """A due date moved by new parameters."""
    RESET = "reset"
    """The card is new again; what came before no longer counts."""


SCHEDULED = frozenset({ReviewKind.LEARNING, ReviewKind.REVIEW, ReviewKind.RELEARNING})
"""The kinds that carry a rating which the memory state folds."""


class Phase(StrEnum):
    """Where a card stands between never seen and known."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


@dataclass(frozen=True, slots=True)
class Review:
    """One row of the log."""

    id: int
    """The instant in ms UTC, unique in the store; later the id of Anki's revlog row."""
    card: CardId
    device: str
    kind: ReviewKind
    rating: Rating | None
    """None for manual, rescheduled and reset."""
    day: int
    """Logical day, fixed at the answer."""
    utc_offset_min: int
    duration_ms: int
    interval_s: int
    """Chosen. Under a day: due that many seconds later; else whole days of 86,400."""
    previous_interval_s: int
    stability: float | None
    """Days, after this row: a cache of the fold."""
    difficulty: float | None
    """1 to 10, after this row: a cache of the fold."""
    origin: str = "app"

    @property
    def equality(self) -> tuple[CardId, int, Rating | None, ReviewKind]:
        """Rows with the same are the same row, wherever they come from."""
        return (self.card, self.id, self.rating, self.kind)


@dataclass(frozen=True, slots=True)
class Schedule:
    """What follows from the rows of a card."""

    phase: Phase = Phase.NEW
    step: int = 0
    """Of the learning or relearning steps, from 0."""
    memory: Memory | None = None
    reps: int = 0
    lapses: int = 0
    interval_s: int = 0
    due_day: int | None = None
    """Logical day; None for a new card."""
    due_ms: int | None = None
    """Instant, only while in steps of less than a day."""
    first_day: int | None = None
    """Logical day on which it stopped being new."""
    last_day: int | None = None
    """Logical day of the last answer that counted."""
    last_review: int | None = None
    """Id of the last row, which a grade has to name."""


def fold(rows: Iterable[Review], engine: Engine) -> Schedule:
    """The schedule after all rows, in the order of their ids. Retracted rows must be left out."""
    return folds([rows], engine)[0]


def folds(histories: Iterable[Iterable[Review]], engine: Engine) -> list[Schedule]:
    """The same for many cards at once: their memories are made in one call of the engine."""
    walks = []
    for rows in histories:
        walk = _Walk(Schedule())
        for row in sorted(rows, key=_id_of):
            walk.take(row)
        walks.append(walk)
    memories = engine.memories([walk.answers for walk in walks])
    return [walk.schedule(memory) for walk, memory in zip(walks, memories, strict=True)]


def after(before: Schedule, row: Review, engine: Engine) -> Schedule:
    """The schedule after one more row."""
    walk = _Walk(before)
    walk.take(row)
    memory = before.memory
    if row.kind is ReviewKind.RESET:
        memory = None
    for elapsed, rating in walk.answers:
        memory = engine.after(memory, elapsed, rating)
    return walk.schedule(memory)


@dataclass(frozen=True, slots=True)
class History:
    """The answers that made the memory a card has now: those since its last reset."""

    instants: tuple[int, ...]
    """In ms UTC, oldest first."""
    answers: tuple[tuple[int, int], ...]
    """Of each (days since the answer before, rating 1 to 4)."""


def history_of(rows: Iterable[Review]) -> History:
    """The history of one card from its rows, without those retracted."""
    walk = _Walk(Schedule())
    instants: list[int] = []
    for row in sorted(rows, key=_id_of):
        walk.take(row)
        if row.kind is ReviewKind.RESET:
            instants.clear()
        elif row.kind in SCHEDULED:
            instants.append(row.id)
    return History(tuple(instants), tuple(walk.answers))


_id_of = attrgetter("id")
# Looked up once: naming a member of an enumeration takes as long as the rest of a step.
_AGAIN, _GOOD = Rating.AGAIN, Rating.GOOD
_LEARN, _REVIEW, _CRAM, _RESET = (
    ReviewKind.LEARNING, ReviewKind.REVIEW, ReviewKind.CRAM, ReviewKind.RESET,
)  # fmt: skip
_LEARNING, _IN_REVIEW, _RELEARNING = Phase.LEARNING, Phase.REVIEW, Phase.RELEARNING


class _Walk:
    """A schedule on its way along the rows. It changes in place: a million rows take a second."""

    __slots__ = ("answers", "due", "due_ms", "first", "interval", "lapses", "last", "phase",
                 "reps", "row", "step")  # fmt: skip

    def __init__(self, before: Schedule) -> None:
        self.answers: list[tuple[int, int]] = []
        """(days since the answer before, rating) since ``before`` or the last reset."""
        self._begin(before)

    def _begin(self, at: Schedule) -> None:
        self.phase, self.step, self.reps, self.lapses = at.phase, at.step, at.reps, at.lapses
        self.interval, self.due, self.due_ms = at.interval_s, at.due_day, at.due_ms
        self.first, self.last, self.row = at.first_day, at.last_day, at.last_review

    def take(self, row: Review) -> None:
        """Go one row further."""
        kind = row.kind
        if kind is not _CRAM:
            if row.rating is not None:
                self._answer(row, row.rating)
            elif kind is _RESET:
                self._begin(Schedule())
                self.answers = []
            else:
                self._move(row)
        self.row = row.id

    def _move(self, row: Review) -> None:
        """A due date was set: whatever the card was, it waits for that day."""
        self.phase, self.step = _IN_REVIEW, 0
        self.interval, self.due_ms = row.interval_s, None
        self.due = row.day + row.interval_s // DAY_S

    def _answer(self, row: Review, rating: Rating) -> None:
        day, seconds = row.day, row.interval_s
        last = self.last
        self.answers.append((day - last if last is not None and day > last else 0, rating))
        if seconds < DAY_S:
            if rating is _AGAIN or self.phase is _IN_REVIEW:
                self.step = 0
            elif rating is _GOOD:
                self.step += 1
            self.phase = _LEARNING if row.kind is _LEARN else _RELEARNING
            self.due_ms, self.due = row.id + seconds * 1000, day
        else:
            self.phase, self.step = _IN_REVIEW, 0
            self.due_ms, self.due = None, day + seconds // DAY_S
        self.reps += 1
        self.lapses += rating is _AGAIN and row.kind is _REVIEW
        self.interval, self.last = seconds, day
        if self.first is None:
            self.first = day

    def schedule(self, memory: Memory | None) -> Schedule:
        """Where the rows have led, with the memory that they make."""
        return Schedule(
            phase=self.phase,
            step=self.step,
            memory=memory,
            reps=self.reps,
            lapses=self.lapses,
            interval_s=self.interval,
            due_day=self.due,
            due_ms=self.due_ms,
            first_day=self.first,
            last_day=self.last,
            last_review=self.row,
        )


def without_retracted(rows: Sequence[Review], retracted: frozenset[int]) -> list[Review]:
    """The rows that count: those whose retraction is not in force."""
    return [row for row in rows if row.id not in retracted]


def moves_after(rows: Sequence[Review], answer: int) -> list[int]:
    """Ids of the rows that moved the due date which an answer gave, by their ids in order.

    ``rows`` are those of the card that count. None for practice, which gives no due date.
    """
    from_it = [row for row in rows if row.id >= answer and row.kind is not ReviewKind.CRAM]
    if not from_it or from_it[0].id != answer:
        return []
    later = takewhile(lambda row: row.kind not in SCHEDULED, from_it[1:])
    return [row.id for row in later if row.kind is ReviewKind.RESCHEDULED]
