"""What a paper is called on a card: its short name, and its year once."""

from __future__ import annotations

import pytest

from decks.cards import dated

NAMES = {
    "a year": ("Lumiere", 2024, "Lumiere (2024)"),
    "no year": ("Lumiere", None, "Lumiere"),
    "no name": ("", 2024, ""),
    "said with a venue": ("注意力综述 (NeurIPS 2017)", 2017, "注意力综述 (NeurIPS 2017)"),
    "said in full-width brackets": ("残差网络（2015）", 2015, "残差网络（2015）"),
    "another year": ("ImageNet 2012 Revisited", 2020, "ImageNet 2012 Revisited (2020)"),
    "digits of a longer number": ("Model-20170", 2017, "Model-20170 (2017)"),
}


@pytest.mark.parametrize(("name", "year", "expected"), NAMES.values(), ids=NAMES)
def test_a_year_is_said_once(name: str, year: int | None, expected: str) -> None:
    """The year stands behind a name that does not say it itself."""
    assert dated(name, year) == expected
