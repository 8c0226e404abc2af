"""Decks and presets: Anki finds a deck by name, and never updates a preset that it has."""

from __future__ import annotations

from dataclasses import replace

import pytest
from deck_fixtures import PRESET

from decks.deck_names import with_parents
from decks.leeches import Leeches
from decks.memory import Engine
from decks.queue import Limits
from exports.anki_preset import deck_id, deck_json, deck_names, preset_id, preset_json


@pytest.mark.parametrize(
    ("decks", "names"),
    [
        (["阅读::扩散 模型"], ["阅读::扩散 模型"]),
        ([" a :: b ", "x::::y", "::"], ["a::b", "x::y", "paperdeck"]),
        (['say "hi"', "tab\tname", "e\u0301"], ["say hi", "tab name", "é"]),
        (["Up::low", "up::LOW", "UP"], ["UP::low", "UP::low", "UP"]),
        ([""], ["paperdeck"]),
    ],
)
def test_decks_are_spelled_as_anki_spells_them(decks: list[str], names: list[str]) -> None:
    """Otherwise a second export would bring a second deck."""
    spelled = deck_names(decks)
    assert [spelled[deck] for deck in decks] == names


def test_a_deck_brings_those_that_it_lies_in() -> None:
    """So that the preset holds when a learner opens the outer deck."""
    assert with_parents(["a::b::c", "a::d"]) == ["a", "a::b", "a::b::c", "a::d"]


def test_a_deck_keeps_its_id_and_the_users_description() -> None:
    """The id follows from the name; nothing of today, and no text that would overwrite another."""
    made = deck_json("a::b", PRESET)
    assert made["id"] == deck_id("a::b") == 2672991556697099
    assert made["desc"] == ""
    assert {tuple(made[key]) for key in made if key.endswith("Today")} == {(0, 0)}
    assert made["conf"] == preset_id(PRESET)


def test_the_default_deck_is_anki_s_own() -> None:
    """A folder called Default goes into the deck of that name, not into one beside it."""
    assert deck_id("default") == 1


@pytest.mark.parametrize(
    "change",
    [
        {"engine": Engine(None, 0.85)},
        {"engine": Engine([*PRESET.engine.parameters[:20], 0.2], 0.9)},
        {"learning_steps_s": (60,)},
        {"relearning_steps_s": ()},
        {"maximum_interval_days": 365},
    ],
)
def test_other_parameters_are_another_preset(change: dict[str, object]) -> None:
    """A preset of the same id would be left as it is in Anki."""
    assert preset_id(replace(PRESET, **change)) != preset_id(PRESET)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("leeches", "action", "fails"),
    [(Leeches(), 0, 8), (Leeches(5, suspend=False), 1, 5), (Leeches(0), 0, 9999)],
)
def test_leeches_and_easy_days_go_along(leeches: Leeches, action: int, fails: int) -> None:
    """Anki catches a leech when we do, and spares the same days of the week."""
    preset = replace(PRESET, leeches=leeches, ease_of_weekdays=(1, 1, 1, 1, 1, 0.5, 0))
    made = preset_json(preset, Limits(20, 200))
    assert (made["lapse"]["leechAction"], made["lapse"]["leechFails"]) == (action, fails)
    assert made["easyDaysPercentages"] == [1, 1, 1, 1, 1, 0.5, 0]


def test_presets_that_differ_in_name_alone_are_two() -> None:
    """Else one of two decks would lose its preset in Anki."""
    assert preset_id(replace(PRESET, name="exam")) != preset_id(PRESET)


def test_limits_are_left_to_the_user() -> None:
    """Another number of new cards a day makes no new preset."""
    few, many = (preset_json(PRESET, Limits(n, 200)) for n in (5, 50))
    assert few["id"] == many["id"] == preset_id(replace(PRESET))
    assert few["new"]["perDay"] == 5
