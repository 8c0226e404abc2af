"""Fitted parameters of presets: marks, as all decisions are, so that old ones stay."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from decks.marks import Mark, What
from decks.store.connection import Store
from decks.store.marks import add_mark, decisions_on, marks_of


def target_of(preset: str) -> str:
    """What a preset's marks are on: no id of a card or paper looks like this."""
    return f"preset:{preset}"


def fitted_parameters(store: Store, presets: Iterable[str]) -> dict[str, tuple[float, ...]]:
    """The parameters in force of those presets that have fitted ones."""
    found = {}
    for preset in presets:
        target = target_of(preset)
        value = decisions_on(store, target).get((target, What.PARAMETERS, ""))
        if value and value["parameters"]:
            found[preset] = tuple(value["parameters"])
    return found


def fits_of(store: Store, preset: str) -> list[Mark]:
    """Every decision about a preset's parameters, oldest first."""
    return sorted(marks_of(store, target_of(preset)), key=lambda mark: mark.age)


def add_fit(store: Store, preset: str, value: dict[str, Any], ms: int) -> None:
    """Let other parameters be in force. ``value`` holds at least ``parameters``."""
    add_mark(store, target_of(preset), What.PARAMETERS, value, ms)
