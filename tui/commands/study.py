"""``paperdeck study QUERY``: put papers in study, beyond the backlog too."""

from __future__ import annotations

from decks.cards import Study
from tui.standing_command import standing_command

command = standing_command("study", Study.STUDY)
