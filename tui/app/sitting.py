"""What every screen is given: the collection, its store, and the time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from decks.collection import Collection
from decks.cram import Cram
from decks.days import Clock, logical_day
from decks.ids import CardId
from decks.inbox import Inbox
from decks.presets import Presets
from decks.session import Session
from decks.store.connection import BusyError, Store


@dataclass(frozen=True, slots=True)
class Sitting:
    """One run of the app over one collection."""

    collection: Collection
    store: Store
    clock: Clock
    environ: Mapping[str, str]
    """Where VISUAL and EDITOR are looked up."""
    rebuild: Callable[[], str] | None = None
    """Reads the notes again and returns what came of it in one line."""

    def session(self, deck: str | None) -> Session:
        """A session over one deck with its sub-decks, or over all."""
        return Session(
            self.store,
            self._presets(),
            self.collection.limits,
            self.clock,
            day_starts_at=self.collection.settings.day_starts_at,
            deck=deck,
            refit=self._presets,
        )

    def cram(self, cards: Iterable[CardId], *, counts: bool) -> Cram:
        """Practice over these cards; ``counts``: whether the answers change the schedule."""
        return Cram(
            self.store,
            self._presets(),
            self.collection.limits,
            self.clock,
            day_starts_at=self.collection.settings.day_starts_at,
            cards=tuple(cards),
            counts=counts,
            refit=self._presets,
        )

    def inbox(self, only: Iterable[CardId] | None = None) -> Inbox:
        """A sitting over the cards that wait for a decision: all, or ``only`` these."""
        chosen = None if only is None else frozenset(only)
        return Inbox(self.store, self._presets, self.clock, only=chosen)

    def _presets(self) -> Presets:
        return self.collection.presets(self.store)

    def rebuilt(self) -> str:
        """Read the notes again, and what came of it in one line: maybe that another program writes.

        Nobody waits for that here: the editor that was open before would open again.
        """
        try:
            return self.rebuild() if self.rebuild else ""
        except BusyError as error:
            return str(error)

    def today(self) -> int:
        """The logical day."""
        return logical_day(self.clock(), self.collection.settings.day_starts_at)
