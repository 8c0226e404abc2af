"""``paperdeck aside QUERY``: put papers aside: nothing of them is asked any more."""

from __future__ import annotations

from decks.cards import Study
from tui.standing_command import standing_command

command = standing_command("aside", Study.ASIDE)
