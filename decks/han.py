"""Which characters are Chinese."""

from __future__ import annotations

import unicodedata

HAN = "㐀-鿿"
"""What stands in a character class of a pattern for the characters that words are made of."""


def has_han(text: str) -> bool:
    """Whether a text holds a Chinese character (or a Japanese kanji), a rare one too."""
    return any(unicodedata.name(char, "").startswith("CJK") for char in text if char > "\u2e80")
