"""Which preset schedules a deck, and what the settings say of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from decks.leeches import Leeches
from decks.limits import limits_from
from decks.presets import presets_from
from decks.queue import ReviewOrder
from decks.settings_reading import read_settings

TEXT = """
desired_retention: 0.9
new_per_day: 12
review_order: forgotten
backlog_per_day: 40
spread: random
easy_days: {sunday: minimum}
presets:
  exam: {desired_retention: 0.95, new_per_day: 5, spread: none, easy_days: {friday: reduced}}
  slow: {learning_steps: [], leech_after: 0, leech_action: mark, reviews_per_day: 9}
  plain: {maximum_interval: 100}
deck_presets: {Video: slow, 'Video::调查': exam, 'a::b': plain}
"""
SETTINGS = read_settings(TEXT, Path("paperdeck.yaml"))
FITTED = (0.4, *presets_from(SETTINGS, {}).default.engine.parameters[1:])

OF_DECKS = {
    "Video": "slow",
    "Video::x": "slow",
    "Video::调查": "exam",
    "Video::调查::2024": "exam",
    "Video::调查2": "slow",
    "a": "default",
    "a::b": "plain",
    "A::b": "default",
    "": "default",
}


@pytest.mark.parametrize(("deck", "name"), OF_DECKS.items())
def test_a_deck_has_the_preset_of_the_nearest_deck_that_is_given_one(deck: str, name: str) -> None:
    """Its own, else that of a deck it lies in, else the default."""
    assert presets_from(SETTINGS, {}).of(deck).name == name


def test_what_a_preset_does_not_say_is_as_at_the_top() -> None:
    """Each key of a preset stands for itself."""
    presets = presets_from(SETTINGS, {})
    exam, slow = presets.of("Video::调查"), presets.of("Video")
    assert (exam.engine.desired_retention, slow.engine.desired_retention) == (0.95, 0.9)
    assert (exam.learning_steps_s, slow.learning_steps_s) == ((60, 600), ())
    assert (exam.fuzz, slow.fuzz, slow.balance) == (False, True, False)
    assert exam.ease_of_weekdays == (1, 1, 1, 1, 0.5, 1, 1)
    assert slow.ease_of_weekdays == (1, 1, 1, 1, 1, 1, 0)
    assert (exam.leeches, slow.leeches) == (Leeches(8, suspend=True), Leeches(0, suspend=False))
    assert [preset.name for preset in presets] == ["default", "slow", "exam", "plain"]


def test_fitted_parameters_are_those_of_their_preset() -> None:
    """A fit of one preset leaves the others as they were."""
    presets = presets_from(SETTINGS, {"exam": FITTED})
    assert presets.of("Video::调查").engine.parameters == FITTED
    assert presets.of("Video").engine.parameters == presets.default.engine.parameters != FITTED


def test_limits_are_those_in_all_and_of_the_decks_whose_presets_have_some() -> None:
    """A deck without a limit of its own is held by the limits in all."""
    limits = limits_from(SETTINGS)
    assert (limits.new_per_day, limits.reviews_per_day) == (12, 200)
    assert limits.decks == {"Video": (None, 9), "Video::调查": (5, None)}
    assert (limits.order, limits.backlog_per_day) == (ReviewOrder.FORGOTTEN, 40)
