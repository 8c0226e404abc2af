"""What may reach a terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.printable import one_line, printable

TEXTS = {
    "Chinese": ("漢字，（全角）", "漢字，（全角）"),
    "emoji with its joiner": ("👩‍🔬", "👩‍🔬"),
    "newline and tab stay": ("a\n\tb", "a\n\tb"),
    "clear the screen": ("a\x1b[2Jb", "a[2Jb"),
    "set the title": ("\x1b]0;x\x07", "]0;x"),
    "C1": ("a\x9b31mb\x85", "a31mb"),
    "carriage return": ("good\rbad", "goodbad"),
    "override of direction": ("a\u202eb\u2066c\u200fd", "abcd"),
    "bytes that are no text": ("a\udcffb", "a\ufffdb"),
    "markup": ("[red]x[/]", "[red]x[/]"),
    "empty": ("", ""),
}


@pytest.mark.parametrize(("text", "safe"), TEXTS.values(), ids=TEXTS)
def test_only_what_is_safe_is_left(text: str, safe: str) -> None:
    """Control characters and bidi overrides go, every letter stays."""
    assert printable(text) == safe


@given(st.text(st.characters()))
def test_no_control_character_is_left(text: str) -> None:
    """Whatever the text, nothing in it steers a terminal, and doing it twice changes nothing."""
    safe = printable(text)
    left = {letter for letter in safe if unicodedata.category(letter) in ("Cc", "Cs")}
    assert left <= {"\n", "\t"}
    assert printable(safe) == safe


@given(st.text(st.characters()))
def test_one_line_is_one_line(text: str) -> None:
    """No line break of any alphabet is left."""
    assert len(one_line(text).splitlines()) <= 1
