"""What the plan of a part of a collection has to know of the papers that it leaves alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from decks.acceptance import Asked
from decks.ids import PaperId
from decks.rarity import Rarity


@dataclass(frozen=True, slots=True)
class Called:
    """What a paper is called."""

    short: str
    title: str

    @property
    def name(self) -> str:
        """The short name, or the title of a paper without one."""
        return self.short or self.title


@dataclass(frozen=True, slots=True)
class AskedThere:
    """Accepted cards by paper, with what those papers are called."""

    cards: Mapping[PaperId, Sequence[Asked]]
    called: Mapping[PaperId, Called]


def nothing_asked() -> AskedThere:
    """There is no card elsewhere."""
    return AskedThere({}, {})


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The papers a plan does not look at. As it is without arguments: there are none."""

    rarity: Rarity | None = None
    """Of the terms in all papers; None: those of the plan are all."""
    owners: Mapping[str, Collection[PaperId]] = field(default_factory=dict)
    """By normalised text the papers that have it too."""
    called: Mapping[PaperId, Called] = field(default_factory=dict)
    asked: Callable[[], AskedThere] = nothing_asked
    """Gives their accepted cards, which are loaded only where a new card is compared with them."""
    unseen: int = 0
    """How many of these were never seen and may be asked."""
    horizon: tuple[str, str, str, int] | None = None
    """When the first of them that waits on the shelf was noted, and where it stands."""
    room_at: int | None = None
    """How many cards may be unseen for that one to leave the shelf; None: to be found out."""


NOWHERE = Elsewhere()
