"""The markers of list items as people write them, and which of them are of one list."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SPACE = " \t\u3000\xa0\ufeff"
"""What may stand before a marker and behind it."""
_HAN_NUMBER = "一二三四五六七八九十"
_NUMBER = re.compile(
    r"(?:\d{1,3}(?:[.．](?!\d)|[，、](?!\d)|[)）]|,(?=\s)|\ufe0f?\u20e3)|[(（]\d{1,3}[)）]|[①-⒛❶-➓]"
    rf"|[{_HAN_NUMBER}]{{1,3}}(?:、|[.．](?=\s))|[(（][{_HAN_NUMBER}]{{1,3}}[)）])"
)
_LOOSE_BULLETS = frozenset("•●▪▫◦‣○■□◆◇►▸➢➤➣⁃∙・･")
"""Signs that are a list marker even without a space behind them."""
_BULLETS = frozenset("-*+·–—") | _LOOSE_BULLETS
_CIRCLED = frozenset(map(chr, (*range(ord("①"), ord("⒛") + 1), *range(ord("❶"), ord("➓") + 1))))
NUMBER_STARTS = frozenset("0123456789(（一二三四五六七八九十") | _CIRCLED
MARKER_STARTS = _BULLETS | NUMBER_STARTS
"""What every marker begins with."""
_MARKERS_KEPT = 1_000
"""There are few ways to write a marker: what is said of one is remembered."""


def number_marker(text: str) -> str:
    """The numbering that ``text`` begins with, as written, or an empty string."""
    if text[:1] not in NUMBER_STARTS:
        return ""
    match = _NUMBER.match(text)
    return match.group() if match else ""


def marker_of(text: str) -> str:
    """The marker of the list item that a line of any text is; empty where it is none."""
    first = text[0]
    if first in _BULLETS:
        after = text[1:2]
        if after in SPACE or first in _LOOSE_BULLETS or (first == "-" and after in "(（"):
            return first if after or first in _LOOSE_BULLETS else ""
        return ""
    return number_marker(text)


@lru_cache(_MARKERS_KEPT)
def marker_family(marker: str) -> str:
    """Markers of one list have one family: ``1.`` for ``12.``."""
    if marker and marker[0] in _CIRCLED:
        return "①"
    return re.sub(rf"[{_HAN_NUMBER}]+", "一", re.sub(r"\d+", "1", marker))


@lru_cache(_MARKERS_KEPT)
def marker_number(marker: str) -> int | None:
    """The number of a numbered marker."""
    digits = re.search(r"\d+", marker)
    if digits:
        return int(digits.group())
    return int(unicodedata.numeric(marker[0])) if marker and marker[0] in _CIRCLED else None


def is_markdown_marker(family: str) -> bool:
    """Whether Markdown itself knows the marker, so that an unindented line goes on with it."""
    return family in ("-", "*", "+", "1.", "1)", "•", "<li>")
