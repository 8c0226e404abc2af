"""Instants are UTC with an offset; the logical day is fixed at the answer."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decks.days import (
    DAY_S,
    Instant,
    calendar_date,
    clock,
    day_start_ms,
    instant_of,
    local_time,
    logical_day,
)

PROFILE = settings(max_examples=100, deadline=None, derandomize=True, database=None)
SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
KATHMANDU = ZoneInfo("Asia/Kathmandu")

DAYS = [
    ("just before four in the morning", datetime(2026, 1, 5, 3, 59, 59, tzinfo=SHANGHAI), 4,
     date(2026, 1, 4)),
    ("at four in the morning", datetime(2026, 1, 5, 4, 0, tzinfo=SHANGHAI), 4, date(2026, 1, 5)),
    ("one at night belongs to the evening before", datetime(2026, 1, 1, 1, 0, tzinfo=BERLIN), 4,
     date(2025, 12, 31)),
    ("midnight, if the day begins there", datetime(2026, 1, 1, 0, 0, tzinfo=BERLIN), 0,
     date(2026, 1, 1)),
    ("the last hour a day may begin at", datetime(2026, 1, 1, 22, 59, tzinfo=BERLIN), 23,
     date(2025, 12, 31)),
    ("the hour that a clock change skips", datetime(2026, 3, 29, 3, 30, tzinfo=BERLIN), 4,
     date(2026, 3, 28)),
    ("the hour that a clock change repeats", datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=BERLIN),
     4, date(2026, 10, 24)),
    ("west of Greenwich", datetime(2026, 1, 4, 23, 0, tzinfo=NEW_YORK), 4, date(2026, 1, 4)),
    ("an offset of quarter hours", datetime(2026, 1, 5, 4, 0, tzinfo=KATHMANDU), 4,
     date(2026, 1, 5)),
    ("before 1970", datetime(1969, 12, 31, 12, 0, tzinfo=UTC), 4, date(1969, 12, 31)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "moment", "begins", "day"), DAYS, ids=[r[0] for r in DAYS])
def test_a_logical_day_begins_at_its_hour(
    name: str, moment: datetime, begins: int, day: date
) -> None:
    """The logical day begins at the set hour of the learner's clock, 04:00 by default."""
    assert calendar_date(logical_day(instant_of(moment), begins)) == day


@PROFILE
@given(st.integers(-10_000, 40_000), st.integers(-14 * 60, 14 * 60), st.integers(0, 23))
def test_a_day_lasts_from_its_start_to_the_next(day: int, offset: int, begins: int) -> None:
    """The start of a day lies in it, and the millisecond before does not."""
    start = day_start_ms(day, offset, begins)
    assert logical_day(Instant(start, offset), begins) == day
    assert logical_day(Instant(start - 1, offset), begins) == day - 1
    assert logical_day(Instant(start + DAY_S * 1000 - 1, offset), begins) == day


def test_an_instant_is_utc_with_the_offset_of_that_moment() -> None:
    """The same moment has the same milliseconds everywhere and its own offset."""
    summer = datetime(2026, 7, 1, 12, 0, tzinfo=BERLIN)
    winter = datetime(2026, 1, 1, 12, 0, tzinfo=BERLIN)
    assert instant_of(summer).ms == instant_of(summer.astimezone(SHANGHAI)).ms
    assert [instant_of(m).utc_offset_min for m in (summer, winter)] == [120, 60]
    assert local_time(instant_of(summer)) == summer


def test_a_moment_without_zone_is_refused() -> None:
    """A naive datetime is no instant."""
    with pytest.raises(ValueError, match="time zone"):
        instant_of(datetime(2026, 1, 1))


def test_the_clock_reads_in_the_zone_it_is_given() -> None:
    """The machine's clock carries the offset of the learner's zone."""
    now = clock(KATHMANDU)()
    assert now.utc_offset_min == 345
    assert abs(now.ms - clock(None)().ms) < 3_600_000
