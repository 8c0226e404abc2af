"""Pictures behind the text of a point: put there, told from it, and taken away again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decks.faces import images, markdown_spans
from decks.ids import normalised
from decks.pictures import pictures_of, with_pictures, without_pictures

PROFILE = settings(max_examples=150, deadline=None, derandomize=True, database=None)

POINTS = {
    "none": ("masks tokens", (), "masks tokens"),
    "one": ("masks tokens", ("a.png",), "masks tokens ![](a.png)"),
    "several": ("掩码", ("a.png", "图.png"), "掩码 ![](a.png) ![](图.png)"),
    "signs in a name": ("x", ("a b (1).png",), "x ![](a%20b%20%281%29.png)"),
    "it stands in the text": ("see ![p](a.png) 🚀", ("a.png",), "see ![p](a.png) 🚀"),
    "an empty target": ("x", ("",), "x"),
}


@pytest.mark.parametrize("name", POINTS)
def test_pictures_stand_behind_the_text(name: str) -> None:
    """Those that do not stand in it already, so that the point is still the same point."""
    text, targets, whole = POINTS[name]
    assert with_pictures(text, targets) == whole
    assert without_pictures(whole) == text
    assert normalised(whole) == normalised(text)


@PROFILE
@given(st.text(min_size=1), st.lists(st.text(min_size=1), max_size=5))
def test_a_text_comes_back(text: str, targets: list[str]) -> None:
    """Whatever the targets are, nothing of a text without pictures is lost or added."""
    if pictures_of(text) or "![" in text or any(sign.isspace() for t in targets for sign in t):
        return
    whole = with_pictures(text, targets)
    assert without_pictures(whole) == text


def test_a_picture_alone_is_the_text() -> None:
    """A text that is nothing but a picture has none behind it."""
    assert without_pictures("![](a.png)") == "![](a.png)"
    assert images(markdown_spans("a ![](a%20b.png)")) == ("a%20b.png",)
