"""Schedules and reviews as rows: one table of every case that Anki tells apart."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from deck_fixtures import MADE_MS, PRESET, Sample, card_id, fill

from decks.cards import Card, Study
from decks.days import DAY_S, Instant
from decks.memory import Memory
from decks.reviews import Phase, Rating, Review, ReviewKind, Schedule
from decks.store.cards import all_cards
from exports.anki_rows import Calendar, CardRow, calendar_of, card_row, revlog_row

DAY = MADE_MS // 86_400_000
CALENDAR = Calendar(DAY - 10, DAY, 0, 4)
MEMORY = Memory(13.371_91, 5.5478)
ROW = Review(MADE_MS, card_id(0), "d", ReviewKind.REVIEW, Rating.GOOD, DAY, 0, 7_000,
             12 * DAY_S, 5 * DAY_S, 13.37, 5.5478)  # fmt: skip


@pytest.fixture
def card(tmp_path: Path) -> Card:
    with fill(tmp_path, [Sample()]) as store:
        return all_cards(store)[0]


def row(card: Card, *reviews: Review) -> CardRow:
    return card_row(card, reviews, deck=7, position=3, preset=PRESET, calendar=CALENDAR)


REVIEWED = Schedule(
    Phase.REVIEW, 0, MEMORY, reps=4, lapses=1, interval_s=12 * DAY_S, due_day=DAY + 12
)


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (
            Schedule(),
            {"type": 0, "queue": 0, "due": 3, "ivl": 0, "factor": 0, "left": 0, "data": ""},
        ),
        (
            Schedule(Phase.LEARNING, 0, MEMORY, interval_s=60, due_day=DAY, due_ms=MADE_MS + 999),
            {"type": 1, "queue": 1, "due": MADE_MS // 1000, "ivl": 0, "left": 2},
        ),
        (
            Schedule(Phase.LEARNING, 1, MEMORY, interval_s=600, due_day=DAY, due_ms=MADE_MS),
            {"type": 1, "queue": 1, "left": 1},
        ),
        (
            REVIEWED,
            {"type": 2, "queue": 2, "due": 22, "ivl": 12, "factor": 2500, "reps": 4, "lapses": 1},
        ),
        (replace(REVIEWED, due_day=DAY - 30), {"due": -20}),
        (replace(REVIEWED, interval_s=0), {"ivl": 1}),
        (
            replace(REVIEWED, phase=Phase.RELEARNING, interval_s=600, due_ms=MADE_MS),
            {"type": 3, "queue": 1, "due": MADE_MS // 1000, "ivl": 13, "left": 1},
        ),
    ],
)  # fmt: skip
def test_each_phase_has_its_row(
    card: Card, schedule: Schedule, expected: dict[str, object]
) -> None:
    """Type, queue, due, interval and steps left are what Anki itself would write."""
    made = row(replace(card, schedule=schedule))._asdict()
    assert {key: made[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("change", "queue"),
    [
        ({"suspended": True}, -1),
        ({"suspended": True, "buried_until": DAY + 1}, -1),
        ({"buried_until": DAY + 1}, -3),
        ({"buried_until": DAY}, 2),
        ({"buried_until": None}, 2),
    ],
)
def test_what_is_put_aside_waits_in_its_queue(
    card: Card, change: dict[str, object], queue: int
) -> None:
    """Suspended goes before buried; a card buried until today is awake."""
    made = row(replace(card, schedule=REVIEWED, **change))  # type: ignore[arg-type]
    assert (made.type, made.queue, made.due) == (2, queue, 22)


def test_without_steps_no_step_is_left(card: Card) -> None:
    """A card that comes back the same day under a preset without steps has none left."""
    schedule = Schedule(Phase.LEARNING, 0, MEMORY, interval_s=7_200, due_day=DAY, due_ms=MADE_MS)
    preset = replace(PRESET, learning_steps_s=())
    made = card_row(
        replace(card, schedule=schedule), [], deck=7, position=3, preset=preset, calendar=CALENDAR
    )
    assert (made.queue, made.left) == (1, 0)


def test_a_paper_put_aside_comes_suspended(card: Card) -> None:
    """Its cards keep their history and are not asked."""
    aside = replace(card.paper, study=Study.ASIDE)
    assert row(replace(card, schedule=REVIEWED, paper=aside)).queue == -1


def test_memory_has_the_decimals_that_anki_keeps(card: Card) -> None:
    """Stability to four, difficulty to three, and the second of the last answer that counts."""
    cram = replace(ROW, id=MADE_MS + 5_000, kind=ReviewKind.CRAM)
    made = row(replace(card, schedule=REVIEWED), ROW, cram)
    assert json.loads(made.data) == {
        "pos": 3, "s": 13.3719, "d": 5.548, "dr": 0.9, "decay": 0.154, "lrt": MADE_MS // 1000,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, (3, 12, 5, 605, 1)),
        ({"rating": Rating.AGAIN, "interval_s": 600}, (1, -600, 5, 605, 1)),
        (
            {"kind": ReviewKind.LEARNING, "interval_s": 600, "previous_interval_s": 0},
            (3, -600, 0, 605, 0),
        ),
        ({"kind": ReviewKind.LEARNING, "rating": Rating.EASY}, (4, 12, 5, 605, 0)),
        ({"kind": ReviewKind.RELEARNING, "previous_interval_s": 600}, (3, 12, -600, 605, 2)),
        ({"kind": ReviewKind.CRAM}, (3, 12, 5, 0, 3)),
        ({"kind": ReviewKind.MANUAL, "rating": None}, (0, 12, 5, 605, 4)),
        ({"kind": ReviewKind.MANUAL, "rating": None, "difficulty": None}, (0, 12, 5, 2500, 4)),
        ({"kind": ReviewKind.RESCHEDULED, "rating": None}, (0, 12, 5, 605, 5)),
        ({"kind": ReviewKind.RESET, "rating": None, "interval_s": 0}, (0, 0, 5, 0, 4)),
        ({"difficulty": 1.0}, (3, 12, 5, 100, 1)),
        ({"difficulty": 10.0}, (3, 12, 5, 1100, 1)),
    ],
)  # fmt: skip
def test_each_kind_of_review_has_its_row(
    card: Card, change: dict[str, object], expected: tuple[int, ...]
) -> None:
    """Days or negative seconds; a manual row has a factor, for without one it means a reset."""
    made = revlog_row(card, replace(ROW, **change))  # type: ignore[arg-type]
    assert (made.ease, made.ivl, made.lastIvl, made.factor, made.type) == expected
    assert (made.id, made.cid, made.time) == (MADE_MS, card.anki_card_id, 7_000)


@pytest.mark.parametrize(("offset", "hour"), [(0, 4), (480, 4), (-480, 4), (345, 0), (-600, 6)])
def test_the_calendar_begins_at_the_learners_hour(card: Card, offset: int, hour: int) -> None:
    """``crt`` is the hour at which a day begins, by the learner's wall, before the first card."""
    calendar = calendar_of([card], Instant(MADE_MS + 86_400_000 * 50, offset), hour)
    local_s = calendar.created_s + offset * 60
    assert (local_s % 86_400, local_s // 86_400) == (hour * 3_600, calendar.first_day)
    assert calendar.created_s * 1000 < card.created_ms
    assert calendar.number(calendar.first_day + 12) == 12


def test_the_calendar_does_not_move_with_the_days(card: Card) -> None:
    """An export of tomorrow counts days from where that of today does."""
    first, later = (calendar_of([card], Instant(MADE_MS + n * 86_400_000), 4) for n in (1, 9))
    assert first.first_day == later.first_day
