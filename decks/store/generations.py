"""How the cards were made at the last plan, and how often they were changed as a whole.

A plan is computed outside of any transaction: it holds only for the generation it saw.
"""

from __future__ import annotations

from decks.store.connection import Store


def generation(store: Store) -> int:
    """How often builds and merges have changed the cards."""
    return int(store.fact("generation") or 0)


def made_from(store: Store) -> str | None:
    """What stands for all that the cards follow from but the notes.

    None if the next build has to plan anew.
    """
    return store.fact("made_from") or None


def next_generation(store: Store, made_from: str) -> None:
    """The cards have been changed by a build, and follow from ``made_from`` now."""
    store.set_fact("generation", str(generation(store) + 1))
    store.set_fact("made_from", made_from)


def present(store: Store) -> int:
    """How many points stood in the notes at the last plan."""
    return int(store.fact("present") or 0)


def set_present(store: Store, number: int) -> None:
    """Remember how many points stand in the notes, which takes 10 ms to count for 90,000."""
    store.set_fact("present", str(number))


def replan(store: Store) -> None:
    """The cards have been changed by something else: the next build has to look at all of them."""
    next_generation(store, "")
