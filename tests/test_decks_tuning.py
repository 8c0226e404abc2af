"""Recipes switched and weighed in the settings: new cards follow, accepted ones never move."""

from __future__ import annotations

from pathlib import Path

import pytest
from build_fixtures import paper, shelf

from decks.collection import open_collection
from decks.faces import blank, face
from decks.settings_reading import read_settings
from decks.subject import Candidate, Recipe
from decks.tuning import AS_SHIPPED, Tuning, tuning_of

SETTINGS = """
recipes: {which-paper: off, term-cloze: {weight: 0.5}}
deck_recipes:
  Video: {number-cloze: off}
  'Video::Old': {number-cloze: on, which-paper: {weight: 2}}
"""
DECKS = {
    "elsewhere": ("Text", {"which-paper": 0.0, "term-cloze": 0.5}),
    "a deck": ("Video", {"which-paper": 0.0, "term-cloze": 0.5, "number-cloze": 0.0}),
    "below it": ("Video::New", {"which-paper": 0.0, "term-cloze": 0.5, "number-cloze": 0.0}),
    "with its own": ("Video::Old", {"which-paper": 2.0, "term-cloze": 0.5, "number-cloze": 1.0}),
    "a name that begins alike": ("Videos", {"which-paper": 0.0, "term-cloze": 0.5}),
}


@pytest.mark.parametrize(("deck", "weights"), DECKS.values(), ids=DECKS.keys())
def test_the_nearest_word_on_a_recipe_holds(deck: str, weights: dict[str, float]) -> None:
    """What is said for a deck goes before what is said above it and for all."""
    settings = read_settings(SETTINGS, Path("paperdeck.yaml"))
    assert tuning_of(deck, settings).weights == weights


def one(recipe: Recipe, rank: float) -> Candidate:
    return Candidate(recipe, face(blank("x")), "x", 0, rank)


def test_weights_move_ranks_and_zero_takes_away() -> None:
    """A rank is multiplied and stays at most 1; what is off is not there; the rest is as it was."""
    made = [one(Recipe.TERM_CLOZE, 0.8), one(Recipe.NUMBER_CLOZE, 0.9), one(Recipe.DEFINITION, 0.4)]
    tuning = Tuning({"term-cloze": 2.0, "number-cloze": 0.0})
    assert [(c.recipe, c.rank) for c in tuning.weighed(made)] == [
        (Recipe.TERM_CLOZE, 1.0), (Recipe.DEFINITION, 0.4),
    ]  # fmt: skip
    assert list(AS_SHIPPED.weighed(made)) == made


FIGURE = "十天预报的位势高度误差从 12 hPa 降到 7 hPa，训练只用 30 天的再分析数据"
OTHER = "五天预报的比湿误差从 9% 降到 4%，推理只用 2 秒"


def test_a_recipe_that_is_off_makes_no_new_card_and_keeps_the_old(tmp_path: Path) -> None:
    """Switching a recipe off stops new cards of it; accepted ones stay, even reworded."""
    with shelf(tmp_path) as here:
        here.note("a.md", paper("Nimbus: Weather at Scale", FIGURE))
        here.build()
        old = {card.id for card in here.accepted() if card.recipe is Recipe.NUMBER_CLOZE}
        assert old
        (tmp_path / "paperdeck.yaml").write_text("recipes: {number-cloze: off}", "utf-8")
        here.note("a.md", paper("Nimbus: Weather at Scale", FIGURE.replace("训练只用", "训练仅用")))
        here.note("b.md", paper("Cirrus: Other Weather", OTHER))
        here.build()
        now = here.cards()
        assert all(now[card].present and here.in_play(card) for card in old)
        assert any("训练仅用" in now[card].point_text for card in old)
        new = [card for card in here.accepted() if card.id not in old]
        assert Recipe.NUMBER_CLOZE not in {
            card.recipe for card in new if card.paper.short == "Cirrus"
        }


def test_a_deck_has_its_own_recipes(tmp_path: Path) -> None:
    """What is off in one deck is on in another."""
    settings = "deck_recipes: {a: {number-cloze: off}}"
    with shelf(tmp_path, settings) as here:
        here.note("a.md", paper("Nimbus: Weather at Scale", FIGURE))
        here.note("b.md", paper("Cirrus: Other Weather", OTHER))
        here.build()
        made = {c.deck for c in here.accepted() if c.recipe is Recipe.NUMBER_CLOZE}
        assert made == {"b"}


GENERIC = "提出一种新的框架，提升了性能"


@pytest.mark.parametrize(("accept", "accepted"), [("good", False), ("all", True), ("none", False)])
def test_all_accepts_what_has_faults(tmp_path: Path, accept: str, accepted: bool) -> None:
    """``accept: all`` asks even the cards that the check finds fault with."""
    with shelf(tmp_path, f"accept: {accept}") as here:
        here.note("a.md", paper("Nimbus: Weather at Scale", GENERIC))
        here.build()
        assert here.cards()
        assert bool(here.accepted()) is accepted


def test_changing_accept_takes_nothing_back(tmp_path: Path) -> None:
    """An accepted card is pinned, whatever the settings say later."""
    with shelf(tmp_path, "accept: all") as here:
        here.note("a.md", paper("Nimbus: Weather at Scale", GENERIC, FIGURE))
        here.build()
        before = {card.id for card in here.accepted()}
        (tmp_path / "paperdeck.yaml").write_text(
            "accept: none\nrecipes: {means-purpose: off}", "utf-8"
        )
        assert open_collection(tmp_path).settings.accept == "none"
        here.build()
        assert {card.id for card in here.accepted()} == before
