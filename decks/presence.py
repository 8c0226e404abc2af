"""Whether a note that was read before is gone, or only was not seen this time.

A note is gone only if its folder was listed and lacks it while its root is not empty. One
that is unreadable, unmounted or excluded was not seen, which changes nothing: it counts
as it was when it was read last. A point is absent if no note has it in this sense.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """What a build saw of one root."""

    listed: frozenset[str]
    """Files of the listing, by relative path."""
    unlisted: tuple[str, ...]
    """Files and folders that exist and could not be looked into."""
    exists: Callable[[str], bool]
    """Whether there is a file at a relative path, listed or not (an excluded one is)."""


def is_gone(path: str, seen: Seen | None) -> bool:
    """Whether the note at ``path`` is gone; ``seen`` is None if its root was not looked at."""
    if seen is None or not seen.listed or path in seen.listed:
        return False
    if any(_holds(unlisted, path) for unlisted in seen.unlisted):
        return False
    return not seen.exists(path)


def _holds(folder: str, path: str) -> bool:
    """Whether ``path`` is the file ``folder`` or lies in the folder of that name."""
    return folder in (".", path) or path.startswith(folder + "/")
