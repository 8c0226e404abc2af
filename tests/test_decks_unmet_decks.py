"""Decks that the settings name and no paper is in."""

from __future__ import annotations

from pathlib import Path

import pytest
from build_fixtures import paper, shelf

from decks.unmet_decks import unmet_decks

DECKS = ["Video", "Video::综述", "text"]

NAMED = {
    "none": ("accept: good\n", []),
    "those there are": (
        "deck_recipes: {Video: {}, 'Video::综述': {}}\ndeck_presets: {text: a}\n",
        [],
    ),
    "mistyped": ("# 设置\ndeck_recipes:\n  Vidoe: {number-cloze: off}\n", [(3, "Video?")]),
    "one level too few": ("deck_presets:\r\n  text: a\r\n  综述: a\r\n", [(3, "综述?")]),
    "like none": ("deck_presets: {音频: a}\n", [(1, "Video::综述")]),
    "twice": ("deck_recipes:\n  A: {}\ndeck_presets:\n  A: b\n", [(2, ""), (4, "")]),
    "nothing": ("", []),
    "an empty key": ("deck_recipes:\n", []),
}


@pytest.mark.parametrize("name", NAMED)
def test_a_deck_that_is_not_there_is_told(name: str) -> None:
    """With its line, and the deck that is called most alike."""
    source, told = NAMED[name]
    found = list(unmet_decks(source, Path("paperdeck.yaml"), DECKS))
    assert [problem.line for problem in found] == [line for line, _ in told]
    assert all(hint in problem.hint for problem, (_, hint) in zip(found, told, strict=True))


def test_a_build_tells_it_each_time_and_goes_on(tmp_path: Path) -> None:
    """The cards are made all the same, and again nothing is refused when nothing changed."""
    with shelf(tmp_path, "deck_recipes: {Nets: {number-cloze: off}, a: {}}\n") as found:
        found.note("a.md", paper("Net: A Net of Nets", "Net uses 3 layers to learn."))
        for _ in range(2):
            report = found.build()
            told = [(file.path, p.line, p.code) for file in report.files for p in file.problems]
            assert told == [("paperdeck.yaml", 1, "unknown-deck")]
        assert found.cards()


def test_settings_without_papers_name_no_missing_decks(tmp_path: Path) -> None:
    """Before there are notes every deck is still to come."""
    with shelf(tmp_path, "deck_recipes: {Nets: {number-cloze: off}}\n") as found:
        assert not any(file.problems for file in found.build().files)
