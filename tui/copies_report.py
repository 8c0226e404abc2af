"""What a build says of points that stand word for word under two papers."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from decks.store.copies import Copy
from tui.printable import one_line
from tui.wording import say

MOST = 6
MOST_PLACES = 6
"""Of one text; a phrase of somebody's template stands in every note."""
LONGEST = 60
"""Characters of a copied text that are shown."""


def copy_lines(copies: Sequence[Copy], here: Path) -> Iterator[str]:
    """Each text with its papers and places, relative to ``here``, and what to do about them."""
    if not copies:
        return
    yield ""
    yield say("copies.head", count=len(copies))
    for copy in copies[:MOST]:
        text = one_line(copy.text)
        yield say("copies.text", text=text if len(text) <= LONGEST else f"{text[:LONGEST]}…")
        for place in copy.places[:MOST_PLACES]:
            path = os.path.relpath(Path(place.root) / place.path, here)
            yield say(
                "copies.place", paper=one_line(place.paper), place=f"{one_line(path)}:{place.line}"
            )
        if len(copy.places) > MOST_PLACES:
            yield say("copies.places", count=len(copy.places) - MOST_PLACES)
    if len(copies) > MOST:
        yield say("copies.more", count=len(copies) - MOST)
    yield say("copies.mend")


def copies_json(copies: Sequence[Copy]) -> list[dict[str, Any]]:
    """The same for the document of ``build --json``; paths are relative to their roots."""
    return [
        {
            "text": copy.text,
            "places": [
                {"paper": p.paper, "root": p.root, "file": p.path, "line": p.line}
                for p in copy.places
            ],
        }
        for copy in copies
    ]
