"""What a deck is called: the path of its papers' home, or what the settings say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

_OF_THE_FOLDER = r"(?:readme|index)(?:[_.-][a-z]{2,3}(?:[_-][a-z]{2,4})?)?"
"""Names of notes that stand for their folder; ``README_zh`` and ``README.en`` are READMEs too."""
SEPARATOR = "::"
"""Between a deck and its sub-deck, as in Anki."""


def deck_name(path: str, root_name: str, named: Mapping[str, str]) -> str:
    """The deck of the papers whose home is the note at ``path``, relative to its root.

    ``named`` maps notes and folders to deck names; the longest match wins, and what lies
    below a named folder becomes its sub-decks. A README or index takes its folder's name;
    at the top it takes the root's. Systems store paths in different Unicode forms: the
    name is in NFC, as Anki's are.
    """
    note = PurePosixPath(unicodedata.normalize("NFC", path))
    named = {unicodedata.normalize("NFC", key): name for key, name in named.items()}
    parts = [*note.parent.parts, _stem(note)]
    for length in range(len(parts), 0, -1):
        key = "/".join(note.parts[:length])
        name = named.get(key) or named.get(key + "/")
        if name:
            return SEPARATOR.join([name, *_own(parts[length:])])
    return SEPARATOR.join(_own(parts)) or root_name


def parents(name: str) -> list[str]:
    """A deck and those above it, the highest first."""
    parts = name.split(SEPARATOR)
    return [SEPARATOR.join(parts[:depth]) for depth in range(1, len(parts) + 1)]


def with_parents(names: Iterable[str]) -> list[str]:
    """Deck names and all those above them, sorted: ``a::b`` brings ``a``."""
    return sorted({above for name in names for above in parents(name)})


def lies_in(deck: str, name: str) -> bool:
    """Whether a deck is the one of that name or below it."""
    return deck == name or deck.startswith(name + SEPARATOR)


def begins(deck: str, text: str) -> bool:
    """Whether a deck's name begins so, as sub-decks do; ``/`` counts for ``::``."""
    return deck.startswith(text.replace("/", SEPARATOR))


def _stem(note: PurePosixPath) -> str:
    return note.name.removesuffix(note.suffix)


def _own(parts: list[str]) -> list[str]:
    """The parts that name a deck, without colons that Anki would read as levels."""
    if parts and re.fullmatch(_OF_THE_FOLDER, parts[-1], re.IGNORECASE):
        parts = parts[:-1]
    return [part.strip().replace(SEPARATOR, ":") or "_" for part in parts]
