"""The images of exported cards: found beside their notes, packed once, named by content."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from decks.cards import Place
from exports.wording import say

SUFFIXES = frozenset({".avif", ".bmp", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
"""Images that Anki shows on every device."""

_REMOTE = re.compile(r"https?://", re.IGNORECASE)


@dataclass(slots=True)
class Media:
    """What has been found so far."""

    files: dict[str, Path] = field(default_factory=dict)
    """Where the bytes of each name in the package lie."""
    warnings: list[str] = field(default_factory=list)
    _names: dict[tuple[str, str, str], str | None] = field(default_factory=dict)

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
        path = _file_of(place, target)
        if path.suffix.lower() not in SUFFIXES:
            self.warnings.append(say("anki.image-kind", path=place.path, target=target))
            return None
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()[:20]
        except (OSError, ValueError):  # ValueError: a target that no file can have
            self.warnings.append(say("anki.image-missing", path=place.path, target=target))
            return None
        name = f"paperdeck-{digest}{path.suffix.lower()}"
        self.files[name] = path
        return name


def _file_of(place: Place, target: str) -> Path:
    """The file an image's target means: relative to its note, or with ``/`` to the root."""
    root = Path(place.root)
    note = root / place.path
    relative = unquote(re.split("[?#]", target, maxsplit=1)[0])
    if relative.startswith("/"):
        return root / relative.lstrip("/")
    return note.parent / relative
