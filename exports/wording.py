"""The messages of this package; see ``notes.wording``."""

from __future__ import annotations

from notes.wording import wording

say = wording("exports")
