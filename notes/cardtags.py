"""The tags that say that a note has cards: ``#flashcards``, ``#flashcards/deck``.

In the front matter or in the text, but not in code and addresses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from notes.gaps import masked
from notes.lines import Line, Shape

_TAG = re.compile(r"(?<![\w/#&\\])#(flashcards(?:/[\w/-]{1,100})?)(?![\w/-])", re.IGNORECASE)
_OWN_TAG = re.compile(r"#?(flashcards(?:/[\w/-]{1,100})?)", re.IGNORECASE)
_TAGGABLE = frozenset({Shape.TEXT, Shape.ITEM, Shape.HEADING})
_LONGEST = 5_000
"""So much of a line is searched for tags."""


def tags_of(line: Line) -> list[str]:
    """The tags of a line, without ``#``."""
    if "#" not in line.text or line.shape not in _TAGGABLE:
        return []
    return _TAG.findall(masked(line.text[:_LONGEST]))


def without_card_tags(text: str) -> str:
    """A text without these tags."""
    return _TAG.sub("", text) if "#" in text else text


def front_tags(front: Mapping[str, object]) -> list[str]:
    """Those among the tags in the front matter, a list or a text with commas or spaces."""
    values = [front.get("tags"), front.get("tag")]
    listed = [each for value in values for each in (value if isinstance(value, list) else [value])]
    words = [word for each in listed if isinstance(each, str) for word in re.split(r"[\s,]+", each)]
    return [found[1] for word in words if (found := _OWN_TAG.fullmatch(word))]
