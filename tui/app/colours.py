"""Styles that more than one text has. They name variables of the theme, never a colour."""

from __future__ import annotations

QUIET = "$foreground 60%"
"""What is there to be found, not to be read."""
FAINT = "$foreground 30%"
COUNTS = {"new": "$text-primary", "learning": "$text-warning", "review": "$text-success"}
"""By the fields of ``Counts``, in the order in which they are shown."""
