"""Instants and logical days: the only module that turns one into the other.

An instant is UTC with the offset of that moment. A logical day begins at a set hour
(04:00 by default), so that a review at one in the night belongs to the evening before.
The day is fixed when the answer is given and never derived again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

DAY_S = 86_400
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True, order=True)
class Instant:
    """A moment."""

    ms: int
    """Milliseconds since 1970 in UTC."""
    utc_offset_min: int = 0
    """Minutes east of UTC of the learner's clock at that moment."""


Clock = Callable[[], Instant]
"""Whatever needs the time is given one of these."""


def clock(zone: tzinfo | None) -> Clock:
    """The machine's clock, read in ``zone`` or, without one, in the machine's own zone."""

    def now() -> Instant:
        return instant_of(datetime.now(UTC).astimezone(zone))

    return now


def instant_of(moment: datetime) -> Instant:
    """The instant of an aware datetime. Raises ValueError for a naive one."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a moment needs a time zone")
    since = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return Instant(since // timedelta(milliseconds=1), offset // timedelta(minutes=1))


def logical_day(instant: Instant, day_starts_at: int) -> int:
    """The logical day of an instant: days since 1970-01-01, beginning at hour ``day_starts_at``."""
    local_s = instant.ms // 1000 + instant.utc_offset_min * 60
    return (local_s - day_starts_at * 3600) // DAY_S


def day_start_ms(day: int, utc_offset_min: int, day_starts_at: int) -> int:
    """When a logical day begins at the given offset, in milliseconds since 1970 in UTC."""
    return (day * DAY_S + day_starts_at * 3600 - utc_offset_min * 60) * 1000


def calendar_date(day: int) -> date:
    """The calendar date on which a logical day begins."""
    return EPOCH + timedelta(days=day)


def weekday(day: int) -> int:
    """The day of the week of a logical day, 0 (Monday) to 6."""
    return (day + 3) % 7  # 1970-01-01 was a Thursday


def local_time(instant: Instant) -> datetime:
    """The wall clock at that instant, with its offset."""
    from datetime import timezone

    zone = timezone(timedelta(minutes=instant.utc_offset_min))
    return datetime.fromtimestamp(instant.ms / 1000, zone)


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, and what a day is."""

    now: Instant
    day_starts_at: int
    """Hour, 0 to 23."""

    @property
    def day(self) -> int:
        """The logical day."""
        return logical_day(self.now, self.day_starts_at)
