"""What is said when no card is there to show: wait a little, or done for today."""

from __future__ import annotations

from textual.content import Content

from decks.days import calendar_date
from decks.due import Coming, coming
from decks.queue import LEARN_AHEAD_MS, Counts
from decks.session import Session
from decks.store.reviews import time_spent_ms
from tui.app.colours import QUIET
from tui.intervals import countdown
from tui.wording import say


def ready_ms(session: Session) -> int | None:
    """When the next learning card will be shown, if it is one that is waited for."""
    due_ms = session.queue().next_due_ms()
    return None if due_ms is None else due_ms - LEARN_AHEAD_MS


def waiting_text(seconds: int) -> Content:
    """How long until the next card."""
    return Content("\n\n").join(
        (
            Content.styled(say("review.waiting", time=countdown(seconds)), "bold"),
            Content.styled(say("review.waiting-why"), QUIET),
        )
    )


def done_text(session: Session) -> Content:
    """What was done today and what the next day brings."""
    next_day = coming(session.store, session.today(), session.limits, session.deck)
    lines = [
        Content.styled(say("review.done"), "bold $text-success"),
        Content(_studied(session)),
        Content(coming_text(next_day, session.today())),
        Content.styled(say("review.leave"), QUIET),
    ]
    return Content("\n\n").join(line for line in lines if line)


def coming_text(next_day: Coming | None, today: int) -> str:
    """``Tomorrow: 12 due, 5 new.``; nothing if nothing is to come."""
    if next_day is None:
        return ""
    when = say("review.coming-tomorrow") if next_day.day == today + 1 else day_text(next_day.day)
    return say("review.coming", when=when, what=amount_text(next_day.counts))


def day_text(day: int) -> str:
    """A logical day as a date: ``Tue 24 Nov 2026``."""
    return say("review.day", date=calendar_date(day))


def amount_text(counts: Counts) -> str:
    """How much a day brings: ``12 due, 5 new``."""
    due = counts.review + counts.learning
    key = "both" if due and counts.new else "due" if due else "new"
    return say(f"review.coming-{key}", due=due, new=counts.new)


def _studied(session: Session) -> str:
    cards = session.queue().answered
    if not cards:
        return ""
    minutes = max(1, round(time_spent_ms(session.store, session.today()) / 60_000))
    words = say("review.studied-1") if cards == 1 else say("review.studied", count=cards)
    return say("review.done-studied", cards=words, minutes=minutes)
