"""A card's schedule and reviews as rows of Anki's tables ``cards`` and ``revlog``.

The columns are those of Anki's schema 11 (see genanki's ``apkg_schema``); what their values
mean follows Anki's scheduler, version 3.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from decks.cards import Card, Study
from decks.days import DAY_S, Instant, day_start_ms, logical_day
from decks.memory import Memory
from decks.reviews import Phase, Review, ReviewKind, Schedule
from decks.scheduling import Preset

EASE = 2500
"""Per mille. What Anki writes as a card's ease when it leaves its steps under FSRS."""
MOVED_FACTOR = 2500
"""Of a due date set by hand without a known difficulty: with 0 it would say "reset"."""

LEARNING_QUEUE, SUSPENDED, BURIED_BY_USER = 1, -1, -3
_TYPES = {Phase.NEW: 0, Phase.LEARNING: 1, Phase.REVIEW: 2, Phase.RELEARNING: 3}
_QUEUES = {
    Phase.NEW: 0,
    Phase.LEARNING: LEARNING_QUEUE,
    Phase.REVIEW: 2,
    Phase.RELEARNING: LEARNING_QUEUE,
}
_REVIEW_TYPES = {
    ReviewKind.LEARNING: 0,
    ReviewKind.REVIEW: 1,
    ReviewKind.RELEARNING: 2,
    ReviewKind.CRAM: 3,
    ReviewKind.MANUAL: 4,
    ReviewKind.RESET: 4,
    ReviewKind.RESCHEDULED: 5,
}
_WITHOUT_FACTOR = frozenset({ReviewKind.CRAM, ReviewKind.RESET})
_MOVES = frozenset({ReviewKind.MANUAL, ReviewKind.RESCHEDULED})


@dataclass(frozen=True, slots=True)
class Calendar:
    """How logical days stand in the package: as days since that of its creation."""

    first_day: int
    """Logical day on which the package's collection is said to have been made."""
    today: int
    """Logical day of the export."""
    utc_offset_min: int
    day_starts_at: int

    @property
    def created_s(self) -> int:
        """Anki's ``crt``: the beginning of ``first_day``, in seconds since 1970."""
        return day_start_ms(self.first_day, self.utc_offset_min, self.day_starts_at) // 1000

    def number(self, day: int) -> int:
        """A logical day as Anki counts it."""
        return day - self.first_day


def calendar_of(cards: Iterable[Card], now: Instant, day_starts_at: int) -> Calendar:
    """A calendar that begins the day before the first card was made, or was due if that is earlier.

    Today counts only where the clock says that every card was made in the future.
    """
    today = logical_day(now, day_starts_at)
    days = [today]
    for card in cards:
        made = Instant(card.created_ms, now.utc_offset_min)
        due = card.schedule.due_day
        days += [logical_day(made, day_starts_at), *(() if due is None else (due,))]
    return Calendar(min(days) - 1, today, now.utc_offset_min, day_starts_at)


class CardRow(NamedTuple):
    """One row of ``cards``."""

    id: int
    nid: int
    did: int
    ord: int
    mod: int
    usn: int
    type: int
    queue: int
    due: int
    ivl: int
    factor: int
    reps: int
    lapses: int
    left: int
    odue: int
    odid: int
    flags: int
    data: str


class RevlogRow(NamedTuple):
    """One row of ``revlog``."""

    id: int
    cid: int
    usn: int
    ease: int
    ivl: int
    lastIvl: int  # noqa: N815 - Anki's name of the column
    factor: int
    time: int
    type: int


def card_row(
    card: Card, reviews: Sequence[Review], *, deck: int, position: int, preset: Preset,
    calendar: Calendar,
) -> CardRow:  # fmt: skip
    """The card's row. ``reviews`` are those that count; ``position`` orders new cards, from 1."""
    schedule = card.schedule
    is_new = schedule.phase is Phase.NEW
    return CardRow(
        id=card.anki_card_id,
        nid=card.anki_note_id,
        did=deck,
        ord=0,
        mod=max([card.created_ms, *(row.id for row in reviews)]) // 1000,
        usn=-1,
        type=_TYPES[schedule.phase],
        queue=_queue(card, calendar.today),
        due=_due(schedule, position, calendar),
        ivl=_interval_days(schedule, preset),
        factor=EASE if schedule.phase in (Phase.REVIEW, Phase.RELEARNING) else 0,
        reps=schedule.reps,
        lapses=schedule.lapses,
        left=_steps_left(schedule, preset),
        odue=0,
        odid=0,
        flags=card.flag,
        data="" if is_new else _data(schedule, reviews, position, preset),
    )


def revlog_row(card: Card, review: Review) -> RevlogRow:
    """The row of one review; its id stays for ever."""
    return RevlogRow(
        id=review.id,
        cid=card.anki_card_id,
        usn=-1,
        ease=int(review.rating or 0),
        ivl=_interval(review.interval_s),
        lastIvl=_interval(review.previous_interval_s),
        factor=_factor(review),
        time=review.duration_ms,
        type=_REVIEW_TYPES[review.kind],
    )


def is_at_rest(card: Card) -> bool:
    """Whether the card comes into Anki suspended: it is, or its paper is not in study."""
    return card.suspended or card.paper.study is not Study.STUDY


def _queue(card: Card, today: int) -> int:
    if is_at_rest(card):
        return SUSPENDED
    if card.buried_until is not None and card.buried_until > today:
        return BURIED_BY_USER
    return _QUEUES[card.schedule.phase]


def _due(schedule: Schedule, position: int, calendar: Calendar) -> int:
    """Position of a new card, instant in seconds of one in its steps, else a day."""
    if schedule.phase is Phase.NEW or schedule.due_day is None:
        return position
    if schedule.due_ms is not None:
        return schedule.due_ms // 1000
    return calendar.number(schedule.due_day)


def _interval_days(schedule: Schedule, preset: Preset) -> int:
    """Whole days, at least one; while relearning, those that the memory would last."""
    if schedule.phase is Phase.REVIEW:
        return max(1, schedule.interval_s // DAY_S)
    if schedule.phase is Phase.RELEARNING and schedule.memory:
        days = preset.engine.interval_days(schedule.memory.stability)
        return min(max(1, round(days)), preset.maximum_interval_days)
    return 0


def _steps_left(schedule: Schedule, preset: Preset) -> int:
    """How many answers "good" lead out of the steps; 0 outside them or where there are none."""
    steps = {
        Phase.LEARNING: preset.learning_steps_s,
        Phase.RELEARNING: preset.relearning_steps_s,
    }.get(schedule.phase)
    return max(1, len(steps) - schedule.step) if steps else 0


def _data(schedule: Schedule, reviews: Sequence[Review], position: int, preset: Preset) -> str:
    """Anki's JSON of a card, with the decimals that Anki keeps."""
    values: dict[str, float] = {"pos": position}
    if schedule.memory:
        values |= _memory(schedule.memory, preset)
    answers = [row.id for row in reviews if row.rating and row.kind is not ReviewKind.CRAM]
    if answers:
        values["lrt"] = max(answers) // 1000
    return json.dumps(values, separators=(",", ":"))


def _memory(memory: Memory, preset: Preset) -> dict[str, float]:
    return {
        "s": round(memory.stability, 4),
        "d": round(memory.difficulty, 3),
        "dr": round(preset.engine.desired_retention, 2),
        "decay": round(preset.engine.parameters[20], 3),
    }


def _interval(seconds: int) -> int:
    """Days, or under a day negative seconds."""
    return seconds // DAY_S if seconds >= DAY_S else -seconds


def _factor(review: Review) -> int:
    """The difficulty, 1 to 10, on Anki's scale of 100 to 1100; 0 where that has a meaning."""
    if review.kind in _WITHOUT_FACTOR:
        return 0
    if review.difficulty is None:
        return MOVED_FACTOR if review.kind in _MOVES else 0
    return round((review.difficulty - 1) / 9 * 1000 + 100)
