"""What the user has set: the values that ``paperdeck.yaml`` hands to the others.

Must not load what reads the file: most of the time they were read before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

FILE_NAME = "paperdeck.yaml"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user has set, and defaults for the rest. See ``settings.toml`` for each."""

    roots: tuple[str, ...]
    exclude: tuple[str, ...]
    decks: Mapping[str, str]
    labels: Mapping[str, tuple[str, ...]]
    kinds: tuple[str, ...]
    accept: str
    cards_per_point: int
    cards_per_paper: int
    recipes: Mapping[str, float]
    """Factors for the ranks of recipes by name; 0: off."""
    deck_recipes: Mapping[str, Mapping[str, float]]
    """The same by deck, for it and its sub-decks."""
    backlog: int
    languages: tuple[str, ...]
    """The preferred first."""
    new_per_day: int
    reviews_per_day: int
    review_order: str
    """``due``, ``forgotten``, ``random`` or ``paper``."""
    backlog_per_day: int
    """0: no backlog mode."""
    desired_retention: float
    """0.7 to 0.99."""
    maximum_interval: int
    """Days."""
    learning_steps: tuple[int, ...]
    """Seconds."""
    relearning_steps: tuple[int, ...]
    """Seconds."""
    spread: str
    """``balanced``, ``random`` or ``none``."""
    easy_days: Mapping[str, str]
    """``normal``, ``reduced`` or ``minimum`` by the name of the weekday."""
    leech_after: int
    """Lapses; 0: never."""
    leech_action: str
    """``suspend`` or ``mark``."""
    presets: Mapping[str, Mapping[str, Any]]
    """What each named preset says, by the keys of this class."""
    deck_presets: Mapping[str, str]
    """The preset of a deck with its sub-decks."""
    day_starts_at: int
    """Hour, 0 to 23."""
    time_zone: str
    """IANA name, or nothing for the machine's."""

    @property
    def digest(self) -> str:
        """Changes with every setting that decides what a build makes."""
        import hashlib  # a count of what is due does without

        parts = [repr((f.name, getattr(self, f.name))) for f in fields(self)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
