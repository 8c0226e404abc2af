"""Whether a point that was not found is absent, or only was not looked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from decks.cards import Place


@dataclass(frozen=True, slots=True)
class Seen:
    """What a build saw of one root."""

    read: frozenset[str]
    """Files that were read, by relative path."""
    listed: frozenset[str]
    """Files that the listing has, read or not."""
    unlisted: tuple[str, ...]
    """Files and folders that exist and could not be looked into."""


def is_absent(places: Iterable[Place], roots: Mapping[str, Seen]) -> bool:
    """Whether a point that no file has is gone from every place where it stood.

    It is, if each file was read and lacks it, or its folder was listed and lacks the file
    while the root is not empty. What was not seen changes nothing.
    """
    return all(_gone(place, roots.get(place.root)) for place in places)


def _gone(place: Place, seen: Seen | None) -> bool:
    if seen is None or not seen.listed:
        return False
    if place.path in seen.listed:
        return place.path in seen.read
    return not any(_holds(path, place.path) for path in seen.unlisted)


def _holds(path: str, inner: str) -> bool:
    """Whether ``inner`` is the file ``path`` or lies in the folder ``path``."""
    return path == "." or inner == path or inner.startswith(path + "/")
