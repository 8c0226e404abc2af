"""What a deck is called: the path of its papers' home, or what the settings say."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

_OF_THE_FOLDER = frozenset({"readme", "index"})
SEPARATOR = "::"
"""Between a deck and its sub-deck, as in Anki."""


def deck_name(path: str, root_name: str, named: Mapping[str, str]) -> str:
    """The deck of the papers whose home is the note at ``path``, relative to its root.

    ``named`` maps notes and folders to deck names; the longest match wins, and what lies
    below a named folder becomes its sub-decks. A README or index takes its folder's name;
    at the top it takes the root's.
    """
    note = PurePosixPath(path)
    parts = [*note.parent.parts, _stem(note)]
    for length in range(len(parts), 0, -1):
        key = "/".join(note.parts[:length])
        name = named.get(key) or named.get(key + "/")
        if name:
            return SEPARATOR.join([name, *_own(parts[length:])])
    return SEPARATOR.join(_own(parts)) or root_name


def _stem(note: PurePosixPath) -> str:
    return note.name.removesuffix(note.suffix)


def _own(parts: list[str]) -> list[str]:
    """The parts that name a deck, without colons that Anki would read as levels."""
    if parts and _language_free(parts[-1]).casefold() in _OF_THE_FOLDER:
        parts = parts[:-1]
    return [part.strip().replace(SEPARATOR, ":") or "_" for part in parts]


def _language_free(stem: str) -> str:
    """``README_zh`` and ``README.en`` are READMEs too."""
    for sign in "_.-":
        head, _, tail = stem.partition(sign)
        if tail and len(tail) <= 5:
            return head
    return stem
