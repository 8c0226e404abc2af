"""The images of exported cards: found with their notes, packed once, named by content."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from decks.cards import Place
from exports.wording import say

SUFFIXES = frozenset({".avif", ".bmp", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
"""Images that Anki shows on every device."""

_REMOTE = re.compile(r"https?://", re.IGNORECASE)

Listing = Mapping[str, Sequence[PurePosixPath]]
"""The images of a root by their names in small letters, the shortest path first."""


@dataclass(slots=True)
class Media:
    """What has been found so far."""

    files: dict[str, Path] = field(default_factory=dict)
    """Where the bytes of each name in the package lie."""
    warnings: list[str] = field(default_factory=list)
    _names: dict[tuple[str, str, str], str | None] = field(default_factory=dict)
    _listings: dict[str, Listing] = field(default_factory=dict)

    def name_of(self, place: Place, target: str) -> str | None:
        """What ``src`` has to say for an image of the note at ``place``.

        A web address stays what it is. A file gets a name from its bytes, so that another
        image never takes its place. Without a file that Anki can show: None, and a warning.
        """
        if _REMOTE.match(target):
            return target
        key = (place.root, place.path, target)
        if key not in self._names:
            self._names[key] = self._found(place, target)
        return self._names[key]

    def _found(self, place: Place, target: str) -> str | None:
        relative = unquote(re.split("[?#]", target, maxsplit=1)[0])
        suffix = PurePosixPath(relative).suffix.lower()
        if suffix not in SUFFIXES:
            self.warnings.append(say("anki.image-kind", path=place.path, target=target))
            return None
        for path in self._places_of(place, relative):
            try:
                with path.open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()[:20]
            except (OSError, ValueError):  # ValueError: a target that no file can have
                continue
            name = f"paperdeck-{digest}{suffix}"
            self.files[name] = path
            return name
        self.warnings.append(say("anki.image-missing", path=place.path, target=target))
        return None

    def _places_of(self, place: Place, relative: str) -> Iterator[Path]:
        """Where an image may lie: beside its note, at the root, else anywhere below the root."""
        root = Path(place.root)
        if not relative.startswith("/"):
            yield (root / place.path).parent / relative
        yield root / relative.lstrip("/")
        if place.root not in self._listings:
            self._listings[place.root] = images_below(root)
        if found := anywhere(self._listings[place.root], relative):
            yield root / found


def images_below(root: Path) -> Listing:
    """The images below a folder; hidden folders and links to folders are left out."""
    found: dict[str, list[PurePosixPath]] = {}
    for folder, inner, names in os.walk(root):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in names:
            if PurePosixPath(name).suffix.lower() in SUFFIXES:
                below = PurePosixPath(Path(folder).relative_to(root).as_posix()) / name
                found.setdefault(name.casefold(), []).append(below)
    return {name: sorted(paths, key=_shortest_first) for name, paths in found.items()}


def anywhere(listing: Listing, relative: str) -> PurePosixPath | None:
    """The file that a name, or the end of a path, means wherever it lies, as Obsidian finds it.

    Case does not count; of several the one with the shortest path.
    """
    wanted = tuple(part.casefold() for part in PurePosixPath(relative.lstrip("/")).parts)
    for path in listing.get(wanted[-1], ()) if wanted and ".." not in wanted else ():
        parts = tuple(part.casefold() for part in path.parts)
        if parts[-len(wanted) :] == wanted:
            return path
    return None


def _shortest_first(path: PurePosixPath) -> tuple[int, int, str]:
    return len(path.parts), len(str(path)), str(path)
