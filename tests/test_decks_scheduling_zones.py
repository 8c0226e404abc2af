"""Memory states beside those that a real Anki computes from the same log, zone by zone."""

from __future__ import annotations

import json
import math
import os
import random
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from decks.days import DAY_S, instant_of, logical_day
from decks.ids import CardId, digest
from decks.memory import Engine
from decks.reviews import Phase, Rating, Review, ReviewKind, Schedule, after, fold
from decks.scheduling import Preset, outcomes

DAY_STARTS_AT = 4
SLICE, ALL = 30, 1000
"""Histories in each zone."""
YEARS = 6
"""Back from now, within which every history lies."""
LAST_DAYS = 2
"""Before now, without answers, so that nothing is in the future of any clock."""
PRESET = Preset("", Engine(None, 0.9), (60, 600), (600,), 36_500, fuzz=False)
FIXED = ["UTC", "Asia/Shanghai", "Asia/Kathmandu", "America/Phoenix", "Pacific/Kiritimati"]
WITH_SUMMER_TIME = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Auckland"]
_TYPES = {ReviewKind.LEARNING: 0, ReviewKind.REVIEW: 1, ReviewKind.RELEARNING: 2}


@dataclass
class Life:
    """Somebody in a zone with a clock that is put where a test wants it."""

    zone: ZoneInfo
    now: datetime

    def day(self) -> int:
        """The logical day, by the offset that holds now."""
        return logical_day(instant_of(self.now.astimezone(self.zone)), DAY_STARTS_AT)

    def hours_from_rollover(self) -> float:
        """Between the wall clock and the nearest turn of the day."""
        local = self.now.astimezone(self.zone)
        hour = local.hour + local.minute / 60
        return min(abs(hour - DAY_STARTS_AT), 24 - abs(hour - DAY_STARTS_AT))


def random_log(number: int, zone: str) -> list[Review]:
    """Up to eleven answers: on time, early, overdue, twice on a day, with lapses."""
    choose = random.Random(f"{zone} {number}")
    card = CardId(digest("card", zone, str(number)))
    begin = datetime.now(UTC) - timedelta(days=365 * YEARS)
    life = Life(ZoneInfo(zone), begin + timedelta(days=choose.randrange(365), hours=number % 24))
    end = datetime.now(UTC) - timedelta(days=LAST_DAYS)
    schedule, rows = Schedule(), []
    for _ in range(choose.randint(1, 11)):
        while life.hours_from_rollover() <= 1:
            life.now += timedelta(minutes=37)
        if life.now >= end:
            break
        rows.append(_answer(card, schedule, life, choose.choices(list(Rating), [3, 2, 6, 2])[0]))
        schedule = after(schedule, rows[-1], PRESET.engine)
        life.now += _wait(choose, schedule, life)
    return rows


def _answer(card: CardId, schedule: Schedule, life: Life, rating: Rating) -> Review:
    outcome = outcomes(card, schedule, PRESET, life.day())[rating]
    return Review(
        id=instant_of(life.now).ms, card=card, device="", kind=outcome.kind, rating=rating,
        day=life.day(), utc_offset_min=0, duration_ms=0, interval_s=outcome.interval_s,
        previous_interval_s=schedule.interval_s, stability=None, difficulty=None,
    )  # fmt: skip


def _wait(choose: random.Random, schedule: Schedule, life: Life) -> timedelta:
    if schedule.phase is not Phase.REVIEW:
        return timedelta(seconds=schedule.interval_s + choose.choice([5, 90, 40_000]))
    due = (schedule.due_day or 0) - life.day()
    days = choose.choice([due, due, due, due // 2, due + 1, due * 2, 0, 1])
    return timedelta(days=days, seconds=choose.randrange(1, 80_000))


def ask_anki(folder: Path, zone: str, logs: list[list[Review]]) -> list[list[float]]:
    """What Anki folds from these logs on a machine in that zone; see anki_recompute.py."""
    taken: set[int] = set()
    rows = []
    for log in logs:
        rows.append([])
        for row in log:
            ms = row.id
            while ms in taken:
                ms += 1
            taken.add(ms)
            seconds = row.interval_s
            interval = seconds // DAY_S if seconds >= DAY_S else -seconds
            rows[-1].append((ms, int(row.rating or 0), interval, _TYPES[row.kind]))
    answered = subprocess.run(
        [sys.executable, Path(__file__).with_name("anki_recompute.py")],
        input=json.dumps({"folder": str(folder), "logs": rows}),
        env=os.environ | {"TZ": zone}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answered.returncode == 0, answered.stderr
    return list(json.loads(answered.stdout))


def agrees(zone: str, folder: Path, histories: int) -> list[str]:
    """Where our fold is not Anki's, of so many random histories."""
    logs = [log for number in range(histories) if (log := random_log(number, zone))]
    found = []
    for log, (stability, difficulty) in zip(logs, ask_anki(folder, zone, logs), strict=True):
        ours = fold(log, PRESET.engine).memory
        assert ours is not None
        near = abs(ours.stability - stability) <= max(1e-4, 3e-4 * stability)
        if not near or abs(ours.difficulty - difficulty) > 1e-3:
            found.append(f"{ours}, Anki's {stability} and {difficulty}: {log}")
    return found


@pytest.mark.parametrize("zone", [*FIXED, *WITH_SUMMER_TIME])
def test_the_fold_is_ankis_in_every_zone(zone: str, tmp_path: Path) -> None:
    """An hour away from the turn of the day, stability and difficulty are Anki's in any zone."""
    assert agrees(zone, tmp_path, SLICE) == []


@pytest.mark.soak
@pytest.mark.parametrize("zone", [*FIXED, *WITH_SUMMER_TIME])
def test_the_fold_is_ankis_in_every_zone_at_length(zone: str, tmp_path: Path) -> None:
    """The same for a thousand histories in each zone."""
    assert agrees(zone, tmp_path, ALL) == []


def test_anki_applies_todays_offset_to_all_history(tmp_path: Path) -> None:
    """Near the turn of the day Anki, not we, moves an answer of the other half of the year.

    Two answers at 03:30 and 04:30 by the wall: our day was fixed at each of them, so they lie
    on two days. Anki counts back from the next turn of the day by today's offset. In winter it
    takes those of a summer for 02:30 and 03:30, in summer those of a winter for 04:30 and
    05:30: one day. Those of today's own half of the year it parts as we do.
    """
    zone = ZoneInfo("Europe/Berlin")
    found = {}
    for name, month, hour in (("summer", 7, 3), ("winter", 1, 3)):
        first = datetime(datetime.now(UTC).year - 1, month, 9, hour, 30, tzinfo=zone)
        life, card = Life(zone, first.astimezone(UTC)), CardId(digest(name))
        rows = [_answer(card, Schedule(), life, Rating.EASY)]
        schedule = after(Schedule(), rows[0], PRESET.engine)
        life.now += timedelta(hours=1)
        rows.append(_answer(card, schedule, life, Rating.GOOD))
        assert rows[1].day == rows[0].day + 1
        found[name] = rows
    theirs = dict(
        zip(found, ask_anki(tmp_path, "Europe/Berlin", list(found.values())), strict=True)
    )
    is_summer = bool(datetime.now(zone).dst())
    other, same = ("winter", "summer") if is_summer else ("summer", "winter")
    a_day_apart, on_one_day = (
        PRESET.engine.memories([[(0, Rating.EASY), (days, Rating.GOOD)]])[0] for days in (1, 0)
    )
    assert a_day_apart is not None
    assert on_one_day is not None
    assert math.isclose(theirs[same][0], a_day_apart.stability, rel_tol=3e-4)
    assert math.isclose(theirs[other][0], on_one_day.stability, rel_tol=3e-4)
