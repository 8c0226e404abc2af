"""The review log: what a row is, and what follows from the rows of a card.

Rows are only ever added. Everything else about a card's schedule is a fold over them,
in the order of their ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

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
    schedule = Schedule()
    for row in sorted(rows, key=lambda row: row.id):
        schedule = after(schedule, row, engine)
    return schedule


def after(before: Schedule, row: Review, engine: Engine) -> Schedule:
    """The schedule after one more row."""
    if row.kind is ReviewKind.RESET:
        return Schedule(last_review=row.id)
    if row.kind is ReviewKind.CRAM:
        return replace(before, last_review=row.id)
    if row.rating is None or row.kind not in SCHEDULED:
        return _moved(before, row)
    return _answered(before, row, row.rating, engine)


def _moved(before: Schedule, row: Review) -> Schedule:
    """The schedule after a due date was set: whatever the card was, it waits for that day."""
    return replace(
        before,
        phase=Phase.REVIEW,
        step=0,
        interval_s=row.interval_s,
        due_day=row.day + row.interval_s // DAY_S,
        due_ms=None,
        last_review=row.id,
    )


def _answered(before: Schedule, row: Review, rating: Rating, engine: Engine) -> Schedule:
    elapsed = 0 if before.last_day is None else max(0, row.day - before.last_day)
    in_steps = row.interval_s < DAY_S
    return Schedule(
        phase=_phase_after(row, in_steps),
        step=_step_after(before, rating) if in_steps else 0,
        memory=engine.after(before.memory, elapsed, rating),
        reps=before.reps + 1,
        lapses=before.lapses + (row.kind is ReviewKind.REVIEW and rating is Rating.AGAIN),
        interval_s=row.interval_s,
        due_day=row.day + row.interval_s // DAY_S,
        due_ms=row.id + row.interval_s * 1000 if in_steps else None,
        first_day=row.day if before.first_day is None else before.first_day,
        last_day=row.day,
        last_review=row.id,
    )


def _phase_after(row: Review, in_steps: bool) -> Phase:
    if not in_steps:
        return Phase.REVIEW
    return Phase.LEARNING if row.kind is ReviewKind.LEARNING else Phase.RELEARNING


def _step_after(before: Schedule, rating: Rating) -> int:
    if rating is Rating.AGAIN or before.phase is Phase.REVIEW:
        return 0
    return before.step + (rating is Rating.GOOD)


def without_retracted(rows: Sequence[Review], retracted: frozenset[int]) -> list[Review]:
    """The rows that count: those whose retraction is not in force."""
    return [row for row in rows if row.id not in retracted]
