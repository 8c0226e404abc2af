"""What is told when an answer has made a card a leech."""

from __future__ import annotations

from decks.cards import Card
from decks.quality import worded
from tui.wording import say


def leech_text(card: Card) -> str:
    """How often it was forgotten, what becomes of it, and which rules of good cards it breaks."""
    key = "review.leech-suspended" if card.suspended else "review.leech"
    told = say(key, lapses=card.schedule.lapses + 1)
    rules = " ".join(worded(warning) for warning in card.warnings)
    return f"{told} {rules or say('review.leech-advice')}"
