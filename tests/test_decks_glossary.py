"""Terms in two languages: what the notes and the list say of them."""

from __future__ import annotations

import pytest

from decks.glossary import glossed, says, without_translated

LEARNED = {
    "as long as its English name": (
        "引入站点加权（station weighting）",
        {"站点加权": ("station", "weighting")},
    ),
    "half-width": (
        "采用等压面插值 (isobaric interpolation)",
        {"等压面插值": ("isobaric", "interpolation")},
    ),
    "an acronym explains nothing": ("数值天气预报（NWP）", {}),
    "a figure": ("误差（12）", {}),
    "empty": ("", {}),
    "emoji": ("🚀（rocket）", {}),
}


@pytest.mark.parametrize(("text", "terms"), LEARNED.values(), ids=LEARNED.keys())
def test_a_term_is_learned_with_its_name(text: str, terms: dict[str, tuple[str, ...]]) -> None:
    """A Chinese term before an English name in parentheses is that name's translation."""
    assert glossed([text]) == terms


def test_a_translated_term_is_taken_away() -> None:
    """Of an answer only what the given English words do not say is left."""
    assert without_translated("滑动窗口插值", ["Sliding", "Window"], {}).strip() == "插值"
    assert without_translated("滑动窗口", ["Sliding"], {}) == "滑动窗口"
    assert without_translated("站点加权", ["station"], {"站点": ("station",)}).strip() == "加权"


def test_a_text_says_english_words_in_chinese() -> None:
    """Each of the words has a term in the text; no words are not said."""
    assert says("引入锚点损失", ["Anchor", "Loss"])
    assert not says("引入锚点损失", ["Anchor", "Wavelet"])
    assert not says("引入锚点损失", [])
