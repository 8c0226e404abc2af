"""Decks and their preset in a package: names, ids, and FSRS parameters."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any

import genanki

from decks.deck_names import SEPARATOR
from decks.presets import DEFAULT
from decks.queue import Limits
from decks.scheduling import Preset
from exports.anki_html import written
from exports.wording import say

ANKI_DEFAULT_DECK = 1
"""The deck "Default", which every collection and every package has."""
_LEAST_PRESET_ID = 1_400_000_000_000
_NEVER = 9999
_PRESET_IDS = 200_000_000_000
"""Preset ids look like an instant in ms before this program existed, and so meet no other's."""


def deck_names(decks: Iterable[str]) -> dict[str, str]:
    """Each deck's name as Anki spells it, so that it finds the deck again by name.

    Anki takes names that differ in case alone for one deck; so does this, level by level.
    """
    spelled: dict[str, str] = {}
    names = {}
    for deck in sorted(decks):
        name = ""
        for part in _parts(deck) or [say("anki.deck-without-name")]:
            deeper = f"{name}{SEPARATOR}{part}" if name else part
            name = spelled.setdefault(deeper.casefold(), deeper)
        names[deck] = name
    return names


def _parts(deck: str) -> list[str]:
    parts = (re.sub(r'[\s"]+', " ", written(part)).strip() for part in deck.split(SEPARATOR))
    return [part for part in parts if part]


def deck_id(name: str) -> int:
    """A deck's id, the same in every package. Anki itself goes by the name."""
    if name.casefold() == "default":
        return ANKI_DEFAULT_DECK
    return _number("deck", name) % 2**52 + 2


def preset_id(preset: Preset) -> int:
    """The preset's id: another one for other parameters.

    Anki never updates a preset that it has, so changed settings need a new one.
    """
    return _LEAST_PRESET_ID + _number("preset", *_identity(preset)) % _PRESET_IDS


def preset_json(preset: Preset, limits: Limits) -> dict[str, Any]:
    """The preset as Anki's schema 11 writes it (``col.dconf``)."""
    engine = preset.engine
    digest = f"{_number('preset', *_identity(preset)):x}"[:4]
    return {
        "id": preset_id(preset),
        "mod": 0,
        "usn": -1,
        "name": say("anki.preset", retention=round(engine.desired_retention * 100), digest=digest),
        "maxTaken": 60,
        "autoplay": True,
        "timer": 0,
        "replayq": True,
        "dyn": False,
        "new": {
            "bury": False, "delays": _minutes(preset.learning_steps_s), "initialFactor": 2500,
            "ints": [1, 4, 0], "order": 1, "perDay": limits.new_per_day,
        },
        "rev": {
            "bury": False, "ease4": 1.3, "ivlFct": 1.0, "hardFactor": 1.2,
            "maxIvl": preset.maximum_interval_days, "perDay": limits.reviews_per_day,
        },
        "lapse": {
            "delays": _minutes(preset.relearning_steps_s), **_leeches(preset),
            "minInt": 1, "mult": 0.0,
        },
        "fsrsParams6": [round(value, 4) for value in engine.parameters],
        "desiredRetention": engine.desired_retention,
        "weightSearch": "",
        "easyDaysPercentages": list(preset.ease_of_weekdays),
    }  # fmt: skip


def deck_json(name: str, preset: Preset) -> dict[str, Any]:
    """A deck as Anki's schema 11 writes it (``col.decks``): nothing studied today.

    Without a description, since that would take the place of the user's own.
    """
    today = {key: [0, 0] for key in ("newToday", "revToday", "lrnToday", "timeToday")}
    described: dict[str, Any] = genanki.Deck(deck_id(name), name).to_json()
    return described | today | {"conf": preset_id(preset), "extendRev": 0, "mod": 0}


def _leeches(preset: Preset) -> dict[str, int]:
    """Anki knows no "never", but nobody forgets a card so often."""
    return {
        "leechAction": 0 if preset.leeches.suspend else 1,
        "leechFails": preset.leeches.after or _NEVER,
    }


def _identity(preset: Preset) -> tuple[str, ...]:
    """What makes a preset another one; limits are the user's to change in Anki."""
    engine = preset.engine
    return (
        *(f"{value:.4f}" for value in engine.parameters),
        f"{engine.desired_retention:.4f}",
        repr(preset.learning_steps_s),
        repr(preset.relearning_steps_s),
        str(preset.maximum_interval_days),
        *([] if preset.name == DEFAULT else [preset.name]),
    )


def _minutes(steps_s: Iterable[int]) -> list[float]:
    return [seconds / 60 for seconds in steps_s]


def _number(*parts: str) -> int:
    """A large whole number that stands for the parts."""
    return int(hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16], 16)
