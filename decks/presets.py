"""Which preset schedules a deck, from the settings and the parameters that were fitted.

A deck that the settings give a preset shares it with its sub-decks, unless these have one
of their own; all others have the default.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from decks.deck_names import parents
from decks.leeches import Leeches
from decks.memory import Engine
from decks.scheduling import Preset
from decks.settings import Settings
from decks.settings_reading import schema
from decks.spread import EASE, Spread

DEFAULT = "default"
"""The preset of every deck that is given no other: the settings at the top of the file."""

Fitted = Mapping[str, Sequence[float]]
"""The 21 parameters of FSRS-6 by the name of the preset; the published ones for others."""


@dataclass(frozen=True, slots=True)
class Presets:
    """Every deck's preset."""

    default: Preset
    of_decks: Mapping[str, Preset] = field(default_factory=dict)

    def of(self, deck: str) -> Preset:
        """The preset of a deck: its own, or that of the nearest deck above it that has one."""
        for name in reversed(parents(deck)):
            if name in self.of_decks:
                return self.of_decks[name]
        return self.default

    def __iter__(self) -> Iterator[Preset]:
        """Each preset once, the default first."""
        presets = (self.default, *self.of_decks.values())
        yield from {preset.name: preset for preset in presets}.values()


def presets_from(settings: Settings, fitted: Fitted) -> Presets:
    """The presets that the settings describe, with fitted parameters where there are any."""
    made = {name: _preset(name, settings, said, fitted) for name, said in settings.presets.items()}
    decks = {deck: made[name] for deck, name in settings.deck_presets.items()}
    return Presets(_preset(DEFAULT, settings, {}, fitted), decks)


def _preset(name: str, settings: Settings, said: Mapping[str, Any], fitted: Fitted) -> Preset:
    value = {key: getattr(settings, key) for key in schema()["presets"]["of"]} | dict(said)
    spread, easy = Spread(value["spread"]), value["easy_days"]
    return Preset(
        name=name,
        engine=Engine(fitted.get(name), value["desired_retention"]),
        learning_steps_s=value["learning_steps"],
        relearning_steps_s=value["relearning_steps"],
        maximum_interval_days=value["maximum_interval"],
        fuzz=spread is not Spread.NONE,
        balance=spread is Spread.BALANCED,
        ease_of_weekdays=tuple(
            EASE[easy.get(day, "normal")] for day in schema()["easy_days"]["keys"]
        ),
        leeches=Leeches(value["leech_after"], value["leech_action"] == "suspend"),
    )
