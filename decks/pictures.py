"""Pictures that stand on lines of their own within a point: kept at the end of its stored text.

They are shown with the whole point, never on a question: recipes see the text without them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

_LAST = re.compile(r"(?:\s?!\[\]\([^()\s]{1,2000}\)){1,50}$")
_SAFE = "".join(map(chr, range(0x21, 0x7F))).translate(str.maketrans("", "", "()<>"))


def with_pictures(text: str, images: Sequence[str]) -> str:
    """``text`` with those of its ``images`` behind it that do not stand in it, as Markdown."""
    return " ".join([text, *(f"![]({_address(i)})" for i in images if i and i not in text)])


def without_pictures(text: str) -> str:
    """The text that ``with_pictures`` was given."""
    return text[: len(text) - len(pictures_of(text))]


def pictures_of(text: str) -> str:
    """The Markdown of the pictures behind a text, with the space before it."""
    match = _LAST.search(text) if text[-1:] == ")" and "![](" in text else None
    return match[0] if match and match.start() else ""


def _address(target: str) -> str:
    """A target that ends where its parenthesis does; addresses of the web are left as they are."""
    return "".join(sign if sign in _SAFE or not sign.isascii() else quote(sign) for sign in target)
