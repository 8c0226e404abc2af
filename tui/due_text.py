"""What is left today, in words and as JSON: for ``due``, ``remind``, ``demo`` and ``review``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from decks.days import Instant, local_time
from decks.deck_names import SEPARATOR
from decks.due import DeckDue
from decks.queue import Counts
from tui.output import fitted
from tui.wording import say

if TYPE_CHECKING:
    from decks.backlog import Backlog


def due_line(total: DeckDue, next_ms: int | None, utc_offset_min: int) -> str:
    """What is left in the whole collection, in one line."""
    if not total.counts.total:
        if next_ms is None:
            return say("due.none")
        return say("due.none_until", next=moment_text(next_ms, utc_offset_min))
    counts = counts_text(total.counts, total.overdue)
    line = "due.line_1" if total.counts.total == 1 else "due.line"
    return say(line, total=total.counts.total, counts=counts, minutes=total.minutes)


def backlog_line(backlog: Backlog) -> str:
    """How many reviews wait after a break, and for how long."""
    key = "due.backlog_days" if backlog.days is not None else "due.backlog_endless"
    return say(key, reviews=backlog.reviews, per_day=backlog.per_day, days=backlog.days)


def counts_text(counts: Counts, overdue: int) -> str:
    """The counts that are not nothing, with their names."""
    review = "due.count_overdue" if overdue else "due.count_review"
    parts = [
        (counts.new, say("due.count_new", count=counts.new)),
        (counts.learning, say("due.count_learning", count=counts.learning)),
        (counts.review, say(review, count=counts.review, overdue=overdue)),
    ]
    return ", ".join(text for count, text in parts if count)


def deck_table(decks: Sequence[DeckDue], total: DeckDue, cells: int | None) -> Iterator[str]:
    """One line for each deck, and one for all, in ``cells`` columns; then why these are fewer."""
    columns = ("deck", "new", "learning", "review", "overdue", "minutes")
    headings = (
        [say(f"due.{column}") for column in columns],
        [say(f"due-short.{column}") for column in columns],
    )
    rows = [_row(deck.name, deck) for deck in decks]
    yield from fitted(headings, [*rows, _row(say("due.total"), total)], cells)
    yield from limit_lines(decks, total)


def limit_lines(decks: Iterable[DeckDue], total: DeckDue) -> Iterator[str]:
    """Why all decks together have less than their sum, if they have."""
    highest = [deck.counts for deck in decks if SEPARATOR not in deck.name]
    new = sum(counts.new for counts in highest)
    review = sum(counts.review for counts in highest)
    if new > total.counts.new:
        yield say("due.limited_new", apart=new, together=total.counts.new)
    if review > total.counts.review:
        yield say("due.limited_review", apart=review, together=total.counts.review)


def reminder_lines(
    decks: Iterable[DeckDue], total: DeckDue, next_ms: int | None, offset_min: int
) -> Iterator[str]:
    """What a mail from cron says: the sum, then the top decks that have something.

    If those add up to more than the sum, it says why.
    """
    yield say("due.remind_title", line=due_line(total, next_ms, offset_min))
    decks = list(decks)
    for deck in decks:
        if deck.counts.total and SEPARATOR not in deck.name:
            counts = counts_text(deck.counts, deck.overdue)
            yield say("due.remind_deck", deck=deck.name, counts=counts)
    yield from limit_lines(decks, total)


def due_json(load: DeckDue, next_ms: int | None, utc_offset_min: int) -> dict[str, Any]:
    """One deck in the document of ``due --json``; ``deck`` is missing for the whole."""
    named = {"deck": load.name} if load.name else {}
    return named | {
        "new": load.counts.new,
        "learning": load.counts.learning,
        "review": load.counts.review,
        "overdue": load.overdue,
        "minutes": load.minutes,
        "next": None if next_ms is None else instant_text(next_ms, utc_offset_min),
    }


def instant_text(ms: int, utc_offset_min: int) -> str:
    """An instant as ISO 8601 with its offset, to the second."""
    return _time(ms, utc_offset_min).isoformat(timespec="seconds")


def moment_text(ms: int, utc_offset_min: int) -> str:
    """An instant for people: weekday, date and time."""
    return say("main.moment", time=_time(ms, utc_offset_min))


def _time(ms: int, utc_offset_min: int) -> datetime:
    return local_time(Instant(ms, utc_offset_min))


def _row(name: str, load: DeckDue) -> list[str]:
    counts = load.counts
    numbers = (counts.new, counts.learning, counts.review, load.overdue, load.minutes)
    return [name, *map(str, numbers)]
