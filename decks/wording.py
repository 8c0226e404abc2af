"""The messages of this package."""

from __future__ import annotations

from notes.wording import wording

say = wording(__package__ or "decks")
