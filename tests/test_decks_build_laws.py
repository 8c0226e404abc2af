"""Laws of builds: no history of the notes loses a card or a review."""

from __future__ import annotations

import pytest
from build_fixtures import (
    BACKBONE,
    BLENDING,
    LUMIERE,
    SDXL,
    SLOW_PROFILE,
    VIDEOS,
    VIDEOS_AGAIN,
    Shelf,
    paper,
    shelf,
)
from hypothesis import given
from hypothesis import strategies as st

TEXTS = st.lists(
    st.sampled_from([VIDEOS, VIDEOS_AGAIN, BLENDING, BACKBONE, f"{VIDEOS[:-1]}; {BLENDING}"]),
    max_size=4,
)
NOTES = st.fixed_dictionaries(
    {"a.md": st.tuples(st.sampled_from([LUMIERE, SDXL]), TEXTS),
     "b/c.md": st.tuples(st.sampled_from([LUMIERE, SDXL, "SDXL"]), TEXTS)}
)  # fmt: skip


def _write(found: Shelf, notes: dict[str, tuple[str, list[str]]]) -> None:
    for path, (title, points) in notes.items():
        found.note(path, paper(title, *points))


@SLOW_PROFILE
@given(NOTES, NOTES)
def test_there_and_back_keeps_every_card(
    tmp_path_factory: pytest.TempPathFactory,
    first: dict[str, tuple[str, list[str]]],
    second: dict[str, tuple[str, list[str]]],
) -> None:
    """Building other notes and then the first again leaves their cards with all history."""
    with shelf(tmp_path_factory.mktemp("notes")) as found:
        _write(found, first)
        found.build()
        cards = {card.id for card in found.accepted() if card.present}
        for card in sorted(cards):
            found.answer(card)
        history = found.history()
        for notes in (second, first):
            _write(found, notes)
            found.build()
        now = found.cards()
        asked = {(now[c].paper.id, now[c].answer) for c in cards}
        awake = {(c.paper.id, c.answer) for c in found.accepted() if c.present}
        assert cards <= {card.id for card in found.accepted()}
        assert asked <= awake
        assert found.history() == history


@SLOW_PROFILE
@given(st.lists(NOTES, min_size=1, max_size=4))
def test_no_sequence_of_builds_loses_a_review(
    tmp_path_factory: pytest.TempPathFactory,
    versions: list[dict[str, tuple[str, list[str]]]],
) -> None:
    """Whatever the notes become, every review and every card that has one stays."""
    with shelf(tmp_path_factory.mktemp("notes")) as found:
        kept: dict[str, int] = {}
        for notes in versions:
            _write(found, notes)
            found.build()
            for card in sorted(found.cards()):
                found.answer(card)
                kept[card] = kept.get(card, 0) + 1
            assert {card: len(rows) for card, rows in found.history().items()} == kept
            assert not found.build().changed
