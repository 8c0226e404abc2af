"""The note type ``paperdeck``: its ids, names and order are frozen from the first release.

Changing any of them would cost every user a full sync, or leave two note types side by
side. The texts of the template and the style sheet may change: raise ``TEMPLATE_MOD_S``
with them, so that Anki takes the new ones.
"""

from __future__ import annotations

from importlib import resources

import genanki

NOTETYPE_ID = 1763690412853
NOTETYPE_NAME = "paperdeck"
TEMPLATE_ID = 4417203918266001
TEMPLATE_NAME = "Card 1"
TEMPLATE_MOD_S = 1763690412
"""Seconds since 1970 of the last change of template or style."""

FIELD_IDS = {
    "Key": 4417203918265001,
    "Front": 4417203918265002,
    "Back": 4417203918265003,
    "Point": 4417203918265004,
    "Paper": 4417203918265005,
    "Title": 4417203918265006,
    "Year": 4417203918265007,
    "Authors": 4417203918265008,
    "Links": 4417203918265009,
    "Label": 4417203918265010,
    "Source": 4417203918265011,
    "Context": 4417203918265012,
    "Extra1": 4417203918265013,
    "Extra2": 4417203918265014,
    "Extra3": 4417203918265015,
}
FIELDS = tuple(FIELD_IDS)
"""In their order. ``Key`` is the card's id: what Anki compares to find duplicates."""

SORT_FIELD = FIELDS.index("Front")
"""What Anki's browser lists and sorts by."""


def notetype() -> genanki.Model:
    """The note type with its one template and style sheet."""
    return genanki.Model(
        NOTETYPE_ID,
        NOTETYPE_NAME,
        fields=[{"name": name, "id": number} for name, number in FIELD_IDS.items()],
        templates=[
            {
                "name": TEMPLATE_NAME,
                "id": TEMPLATE_ID,
                "qfmt": _text("front.html"),
                "afmt": _text("back.html"),
            }
        ],
        css=_text("style.css"),
        sort_field_index=SORT_FIELD,
    )


def _text(name: str) -> str:
    return resources.files("exports").joinpath("anki", name).read_text("utf-8")
