"""The ``::`` and ``:::`` of a line that has two sides, told from those of programs and properties.

Pure functions of one line, which stands in a note that says it has cards.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from notes.gaps import masked
from notes.vocabulary import Vocabulary


class Sides(NamedTuple):
    """A line cut in two."""

    faces: tuple[str, str]
    both: bool
    """Each side asks for the other."""


_BETWEEN = re.compile(r"(?<![:：])(?:::{1,2}|：：{1,2})(?![:：])")
_LONGEST_NAME = 60
_PROPERTY = re.compile(r"(?:^|[\[(])([\w-]{1,40})$")
_PROGRAMS = re.compile(
    r"(?:id|alias|aliases|collapsed|icon|type|template|public|card-[\w-]+|query-[\w-]+|"
    r"created-at|updated-at|background-color|cssclass(?:es)?)",
    re.IGNORECASE,
)
"""Properties that Logseq and Obsidian write or read themselves."""
_NAME_END = re.compile(r"(?:[\w.]|::)*[A-Za-z0-9_>]$")
_NAME = re.compile(r"[A-Za-z_~][\w~]*(?:::\w+)*[(<!&*{;]?")
_CODE = re.compile(r"^std::|_|[a-z0-9][A-Z]|[(<!&*{;>]|::.*::")
"""A name with a namespace, as programs write it: ``std::vector``, ``nn::Linear(``."""


def has_separator(text: str) -> bool:
    """Whether ``two_sides`` could find something."""
    return "::" in text or "：：" in text


def two_sides(text: str, vocabulary: Vocabulary) -> Sides | None:
    """The two sides of a line, cut at the first sign that is neither code nor a property's."""
    for sign in _BETWEEN.finditer(masked(text)):
        before, after = text[: sign.start()], text[sign.end() :]
        if not (_is_property(before, after, vocabulary) or _is_code(before, after)):
            return Sides((before, after), len(sign.group()) == 3)
    return None


def _is_property(before: str, after: str, vocabulary: Vocabulary) -> bool:
    """Whether a name stands before the sign as Logseq and Dataview have it: ``tags:: a``."""
    name = _PROPERTY.search(before[-_LONGEST_NAME:])
    if name is None or after[:1] not in (" ", ""):
        return False
    if name[0][0] in "[(":
        return True
    known = vocabulary.topic(name[1]) is not None or _PROGRAMS.fullmatch(name[1]) is not None
    return known and len(before) < _LONGEST_NAME


def _is_code(before: str, after: str) -> bool:
    left, right = _NAME_END.search(before[-_LONGEST_NAME:]), _NAME.match(after)
    return bool(left and right and _CODE.search(f"{left[0]}::{right[0]}"))
