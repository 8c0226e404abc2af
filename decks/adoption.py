"""Putting fitted parameters in force, and taking them back.

A fit is a mark on its preset: the old parameters stay with their dates. New ones change what
is known of every card's memory. Due dates move only on request, by rows of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from decks.cards import Card
from decks.collection import Collection
from decks.days import DAY_S, Moment
from decks.homes import decks_of_papers
from decks.marks import Mark, What
from decks.optimise import Fit
from decks.presets import Presets
from decks.reviews import History, Phase, Review, ReviewKind, history_of, without_retracted
from decks.scheduling import Preset
from decks.spread import Spreading, fuzz_factor
from decks.store.cards import all_cards
from decks.store.connection import Store
from decks.store.fitted import add_fit, fits_of
from decks.store.marks import add_mark, all_decisions, retracted_by_card
from decks.store.reviews import add_review, free_review_id, reviews_by_card, reviews_from
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
        moved = _move(store, presets, fits, moment)
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


def _move(store: Store, presets: Presets, fits: Mapping[str, Fit], moment: Moment) -> int:
    """Add a row to each card in review whose interval is another now; how many there are.

    It counts from the day of the last answer, as the interval before did.
    """
    made = {preset: fits_of(store, preset)[-1].ms for preset in fits}
    moved, ms = 0, moment.now.ms
    for card in all_cards(store):
        preset = presets.of(card.deck)
        days = _days(card, preset)
        if preset.name not in fits or days is None or days * DAY_S == card.schedule.interval_s:
            continue
        ms = free_review_id(store, max(ms, (card.schedule.last_review or 0) + 1))
        origin = _origin(preset.name, made[preset.name])
        add_review(store, _row(store, card, days, ms, moment, origin))
        moved += 1
    return moved


def _days(card: Card, preset: Preset) -> int | None:
    """The interval that a card in review has by its memory; None for any other card."""
    schedule = card.schedule
    if schedule.phase is not Phase.REVIEW or not schedule.memory or schedule.last_day is None:
        return None
    factor = fuzz_factor(card.id, schedule.reps) if preset.fuzz else None
    wanted = preset.engine.interval_days(schedule.memory.stability)
    return Spreading(factor, preset.maximum_interval_days).days(wanted, 1)


def _row(store: Store, card: Card, days: int, ms: int, moment: Moment, origin: str) -> Review:
    schedule = card.schedule
    return Review(
        id=ms,
        card=card.id,
        device=store.device,
        kind=ReviewKind.RESCHEDULED,
        rating=None,
        day=moment.day if schedule.last_day is None else schedule.last_day,
        utc_offset_min=moment.now.utc_offset_min,
        duration_ms=0,
        interval_s=days * DAY_S,
        previous_interval_s=schedule.interval_s,
        stability=schedule.memory.stability if schedule.memory else None,
        difficulty=schedule.memory.difficulty if schedule.memory else None,
        origin=origin,
    )
