"""Text of a user made safe for a terminal: the one place that takes control characters out.

Every text from a note, a path or a setting passes here before it reaches a terminal.
"""

from __future__ import annotations

from itertools import chain

_CONTROLS = chain(range(0x20), range(0x7F, 0xA0))  # C0 with ESC, DEL, C1
_BIDI = chain((0x061C, 0x200E, 0x200F), range(0x202A, 0x202F), range(0x2066, 0x206A))
"""Marks, embeddings, overrides and isolates, which could make a line read as another."""
_SURROGATES = range(0xD800, 0xE000)
"""What Python makes of bytes in a path that are no text; no terminal could be sent them."""

_KEPT = frozenset(b"\n\t")
_TABLE: dict[int, str | None] = {
    **{code: None for code in chain(_CONTROLS, _BIDI) if code not in _KEPT},
    **dict.fromkeys(_SURROGATES, "\N{REPLACEMENT CHARACTER}"),
}

_ESCAPES = {code: f"\\u{code:04x}" for code, sign in _TABLE.items() if sign is None}


def printable(text: str) -> str:
    """``text`` without control characters (newline and tab stay) and without bidi overrides."""
    return text.translate(_TABLE)


def printable_json(document: str) -> str:
    """The same JSON with what ``printable`` takes out written as escapes: nothing is lost.

    Within strings only: the line breaks of a document stay, and no other sign stands outside.
    """
    return document.translate(_ESCAPES)


def one_line(text: str) -> str:
    """``text`` made printable, and its line breaks and tabs made spaces."""
    return " ".join(printable(text).split())
