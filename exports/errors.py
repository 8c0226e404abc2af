"""The error of an export that a user can mend."""

from __future__ import annotations

from notes.errors import PaperdeckError


class ExportError(PaperdeckError):
    """An export could not be made; the message says why and what to do."""
