"""What a card is at the moment in one word, derived from its decisions and its schedule."""

from __future__ import annotations

from enum import StrEnum

from decks.cards import Acceptance, Card, Study
from decks.days import Moment
from decks.reviews import Phase


class Status(StrEnum):
    """The words of ``cards --json``; the first that fits holds."""

    REJECTED = "rejected"
    INBOX = "inbox"
    ORPHAN = "orphan"
    """Its point stands in no note now."""
    SUSPENDED = "suspended"
    BURIED = "buried"
    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


def status_of(card: Card, day: int) -> Status:
    """What a card is on logical day ``day``."""
    if card.acceptance is not Acceptance.ACCEPTED:
        return Status(card.acceptance.value)
    if not card.present:
        return Status.ORPHAN
    if card.suspended:
        return Status.SUSPENDED
    if card.buried_until is not None and card.buried_until > day:
        return Status.BURIED
    return Status(card.schedule.phase.value)


def is_due(card: Card, moment: Moment) -> bool:
    """Whether a card's time has come. New cards are never due, and limits of a day don't count."""
    schedule, day = card.schedule, moment.day
    if card.paper.study is not Study.STUDY:
        return False
    if status_of(card, day) is Status.REVIEW:
        return schedule.due_day is not None and schedule.due_day <= day
    in_steps = status_of(card, day).value in (Phase.LEARNING, Phase.RELEARNING)
    return in_steps and schedule.due_ms is not None and schedule.due_ms <= moment.now.ms
