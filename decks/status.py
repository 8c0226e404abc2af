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
    SHELF = "shelf"
    """Its paper's reader put that on the shelf."""
    ASIDE = "aside"
    """Its paper was put aside."""
    SUSPENDED = "suspended"
    BURIED = "buried"
    CHANGED = "changed"
    """Its note has changed the answer since it was answered last."""
    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


_ASKED = (Status.CHANGED, Status.LEARNING, Status.REVIEW, Status.RELEARNING)


def status_of(card: Card, day: int) -> Status:
    """What a card is on logical day ``day``."""
    if card.acceptance is not Acceptance.ACCEPTED:
        return Status(card.acceptance.value)
    if card.orphaned:
        return Status.ORPHAN
    if card.paper.study is not Study.STUDY:
        return Status(card.paper.study.value)
    if card.suspended:
        return Status.SUSPENDED
    if card.buried_until is not None and card.buried_until > day:
        return Status.BURIED
    return Status.CHANGED if card.was else Status(card.schedule.phase.value)


def is_due(card: Card, moment: Moment) -> bool:
    """Whether a card's time has come. New cards are never due, and limits of a day don't count."""
    schedule, day = card.schedule, moment.day
    if status_of(card, day) not in _ASKED:
        return False
    if schedule.phase is Phase.REVIEW:
        return schedule.due_day is not None and schedule.due_day <= day
    in_steps = schedule.phase in (Phase.LEARNING, Phase.RELEARNING)
    return in_steps and schedule.due_ms is not None and schedule.due_ms <= moment.now.ms
