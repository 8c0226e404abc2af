"""Putting fitted parameters in force, and taking them back.

A fit is a mark on its preset: the old parameters stay with their dates. New ones change what
is known of every card's memory. Due dates move only on request, by rows of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from decks.collection import Collection
from decks.days import Moment
from decks.homes import decks_of_papers
from decks.marks import Mark, What
from decks.optimise import Fit
from decks.presets import Presets
from decks.rescheduling import move_due_dates
from decks.reviews import History, history_of, without_retracted
from decks.store.cards import all_cards
from decks.store.connection import Store
from decks.store.fitted import add_fit, fits_of
from decks.store.marks import add_mark, all_decisions, retracted_by_card
from decks.store.reviews import reviews_by_card, reviews_from
from decks.store.standing import renew_all


def histories_by_preset(store: Store, presets: Presets) -> dict[str, list[History]]:
    """The history of every card that has been answered, by the name of its preset."""
    cards = all_cards(store)
    rows = reviews_by_card(store, [card.id for card in cards])
    retracted = retracted_by_card(all_decisions(store))
    found: dict[str, list[History]] = defaultdict(list)
    for card in cards:
        history = history_of(without_retracted(rows.get(card.id, ()), retracted[card.id]))
        if history.answers:
            found[presets.of(card.deck).name].append(history)
    return found


def adopt(
    collection: Collection, store: Store, fits: Mapping[str, Fit], moment: Moment, *, move: bool
) -> int:
    """Put fits in force by the names of their presets, in one transaction.

    Every memory is made again; with ``move`` the due dates follow. The result is how many did.
    """
    with store.transaction():
        for preset, fit in fits.items():
            add_fit(store, preset, _kept(fit), moment.now.ms)
        presets = collection.presets(store)
        decks = decks_of_papers(collection, store)
        renew_all(store, decks, presets)
        if not move:
            return 0
        moved = move_due_dates(store, presets, _origins(store, fits), moment)
        renew_all(store, decks, presets)
    return moved


def undo_fit(collection: Collection, store: Store, preset: str, moment: Moment) -> bool:
    """Put those parameters of a preset in force again that were before the last fit.

    Due dates that moved with it move back. False if there is no fit to undo.
    """
    with store.transaction():
        standing = _not_undone(fits_of(store, preset))
        if not standing:
            return False
        last = standing[-1]
        before = standing[-2].value["parameters"] if len(standing) > 1 else None
        add_fit(store, preset, {"parameters": before, "undoes": last.ms}, moment.now.ms)
        for review in reviews_from(store, _origin(preset, last.ms)):
            add_mark(store, review.card, What.RETRACTED, True, moment.now.ms, str(review.id))
        renew_all(store, decks_of_papers(collection, store), collection.presets(store))
    return True


@dataclass(frozen=True, slots=True)
class Adopted:
    """A fit that is in force or was."""

    ms: int
    fitted: int
    """Answers it was fitted to."""
    in_force: bool


def past_fits(store: Store, preset: str) -> list[Adopted]:
    """Every fit of a preset with its date, oldest first, those undone among them."""
    marks = fits_of(store, preset)
    standing = _not_undone(marks)
    return [
        Adopted(mark.ms, mark.value["fitted"], bool(standing) and mark == standing[-1])
        for mark in marks
        if "undoes" not in mark.value
    ]


def _not_undone(marks: Sequence[Mark]) -> list[Mark]:
    undone = {mark.value["undoes"] for mark in marks if "undoes" in mark.value}
    return [mark for mark in marks if "undoes" not in mark.value and mark.ms not in undone]


def _kept(fit: Fit) -> dict[str, Any]:
    """What is remembered of a fit."""
    scored = {"before": asdict(fit.before), "after": asdict(fit.after)}
    return {"parameters": list(fit.parameters), "fitted": fit.fitted, **scored}


def _origin(preset: str, ms: int) -> str:
    """Of the rows that moved due dates with the fit of that instant."""
    return f"optimize {ms} {preset}"


def _origins(store: Store, presets: Iterable[str]) -> dict[str, str]:
    """What rows are marked with that move due dates with the last fit of each preset."""
    return {preset: _origin(preset, fits_of(store, preset)[-1].ms) for preset in presets}
