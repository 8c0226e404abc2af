"""Which recipes make new cards in a deck, and how good their cards are held to be.

Cards that were accepted before stay as they are: nothing here is asked about them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from decks.deck_names import parents
from decks.settings import Settings
from decks.subject import Candidate


@dataclass(frozen=True, slots=True)
class Tuning:
    """What the settings say about recipes."""

    weights: Mapping[str, float] = field(default_factory=dict)
    """A factor for the rank of a recipe's cards by its name; 0 switches it off, 1 without one."""

    def weighed(self, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
        """The candidates of the recipes that are on, with their ranks."""
        for one in candidates:
            weight = self.weights.get(one.recipe.value, 1.0)
            if weight:
                yield one if weight == 1 else replace(one, rank=min(1.0, one.rank * weight))


AS_SHIPPED = Tuning()


def tuning_of(deck: str, settings: Settings) -> Tuning:
    """What holds in a deck: what is said for all, then for the decks above it, then for it."""
    weights = dict(settings.recipes)
    for name in parents(deck):
        weights |= settings.deck_recipes.get(name, {})
    return Tuning(weights)
