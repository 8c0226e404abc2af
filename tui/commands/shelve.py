"""``paperdeck shelve QUERY``: put papers back on the shelf."""

from __future__ import annotations

from decks.cards import Study
from tui.standing_command import standing_command

command = standing_command("shelve", Study.SHELF)
