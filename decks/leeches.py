"""Leeches: cards that are forgotten again and again, and cost more than they are worth.

When a card becomes one follows Anki: at the set number of lapses, and again each time
that half of it have come on top.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leeches:
    """When a card is a leech, and what becomes of it."""

    after: int = 8
    """Lapses; 0: never."""
    suspend: bool = True
    """Else it goes on with its mark."""

    def caught(self, lapses: int) -> bool:
        """Whether the lapse that made ``lapses`` of them marks the card."""
        if not self.after or lapses < self.after:
            return False
        return (lapses - self.after) % max(1, (self.after + 1) // 2) == 0


USUAL = Leeches()
