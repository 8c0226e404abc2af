"""The note type that every user's collection holds: nothing of it may ever change by accident."""

from __future__ import annotations

import hashlib

from exports.anki_fields import card_of_guid, guid
from exports.anki_notetype import TEMPLATE_MOD_S, notetype


def test_ids_names_and_order_are_frozen() -> None:
    """Another id, name or order would cost every user a full sync or a second note type."""
    made = notetype().to_json(0, 1)
    assert (made["id"], made["name"], made["type"], made["sortf"]) == (
        "1763690412853", "paperdeck", 0, 1,
    )  # fmt: skip
    assert [(field["ord"], field["name"], field["id"]) for field in made["flds"]] == [
        (0, "Key", 4417203918265001),
        (1, "Front", 4417203918265002),
        (2, "Back", 4417203918265003),
        (3, "Point", 4417203918265004),
        (4, "Paper", 4417203918265005),
        (5, "Title", 4417203918265006),
        (6, "Year", 4417203918265007),
        (7, "Authors", 4417203918265008),
        (8, "Links", 4417203918265009),
        (9, "Label", 4417203918265010),
        (10, "Source", 4417203918265011),
        (11, "Context", 4417203918265012),
        (12, "Extra1", 4417203918265013),
        (13, "Extra2", 4417203918265014),
        (14, "Extra3", 4417203918265015),
    ]
    assert [(each["ord"], each["name"], each["id"]) for each in made["tmpls"]] == [
        (0, "Card 1", 4417203918266001)
    ]


def test_a_card_needs_its_front_or_paper_alone() -> None:
    """A note without an answer still has its card, and the key makes none."""
    assert notetype().to_json(0, 1)["req"] == [[0, "any", [1, 4]]]


def test_the_guid_of_a_card_is_frozen_and_leads_back() -> None:
    """Anki knows a note again by ``pd`` and the card's id; a stranger's guid is no card."""
    assert guid("0123456789abcdef0123") == "pd0123456789abcdef0123"
    assert card_of_guid("pd0123456789abcdef0123") == "0123456789abcdef0123"
    for stranger in (
        "",
        "pd",
        "pd0123",
        "xx0123456789abcdef0123",
        "q7$K~w[b>!",
        "pd0123456789ABCDEF0123",
    ):
        assert card_of_guid(stranger) is None


def test_a_changed_template_has_a_new_instant() -> None:
    """Anki takes a changed template or style only with a later ``TEMPLATE_MOD_S``: move both."""
    made = notetype()
    texts = (made.templates[0]["qfmt"], made.templates[0]["afmt"], made.css)
    digest = hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12]
    assert (digest, TEMPLATE_MOD_S) == ("791aa3baf237", 1763690412)


def test_both_nights_are_styled() -> None:
    """Computers and phones name their dark mode differently."""
    css = notetype().css
    assert ".nightMode" in css
    assert ".night_mode" in css
