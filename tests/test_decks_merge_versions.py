"""Two machines that met the same notes in different versions come to the same ids."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from build_fixtures import (
    BLENDING,
    LUMIERE,
    SLOW_PROFILE,
    VIDEOS,
    VIDEOS_AGAIN,
    Shelf,
    paper,
    shelf,
)
from hypothesis import given
from hypothesis import strategies as st

from decks.ids import united
from decks.merge import merge
from decks.store.aliases import aliases
from decks.store.connection import open_store
from decks.store.marks import all_decisions
from decks.store.reviews import reviews_of

WORDINGS = [
    VIDEOS,
    VIDEOS_AGAIN,
    VIDEOS.replace("30 million", "45 million"),
    VIDEOS.replace("uses", "takes in all"),
    f"**{VIDEOS}**",
]
PAST = st.lists(st.sampled_from(WORDINGS), max_size=3)
"""What one machine saw before both saw the same."""


@contextmanager
def frozen(desk: Shelf) -> Iterator[Shelf]:
    """The collection as it is now, on another disk."""
    place = desk.folder.with_name(f"{desk.folder.name}-frozen")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    target = place / "deck.db"
    desk.store.run("VACUUM INTO ?", (str(target),))
    with open_store(target, now_ms=1) as store:
        yield Shelf(place, store)


def knowledge(desk: Shelf) -> dict[str, Any]:
    """Ids, what they answer for, and what was answered and decided about them."""
    cards = desk.cards()
    return {
        "aliases": aliases(desk.store),
        "points": {c: card.point for c, card in cards.items()},
        "reviews": {c: [(r.id, r.rating) for r in reviews_of(desk.store, c)] for c in cards},
        "decisions": all_decisions(desk.store),
    }


@SLOW_PROFILE
@given(PAST, PAST, st.sampled_from(WORDINGS))
def test_different_pasts_come_to_the_same_ids(
    tmp_path_factory: pytest.TempPathFactory, mine: list[str], theirs: list[str], last: str
) -> None:
    """Whatever each saw first, after a merge either way both hold the same, and nothing twice."""
    place = tmp_path_factory.mktemp("machines")
    with shelf(place / "one") as one, shelf(place / "other") as other:
        for desk, past in ((one, mine), (other, theirs)):
            for text in [*past, last]:
                desk.note("a.md", paper(LUMIERE, text, BLENDING))
                desk.build()
                for card in sorted(desk.accepted(text), key=lambda card: card.id):
                    desk.answer(card.id)
        answers = [desk.store.rows("SELECT id, rating FROM review") for desk in (one, other)]
        with frozen(one) as before:
            merge(one.collection, one.store, other.store)
            merge(other.collection, other.store, before.store)
        for desk in (one, other):
            desk.build()
            assert not desk.build().changed
            assert {*answers[0], *answers[1]} == {*desk.store.rows("SELECT id, rating FROM review")}
            assert len({card.point for card in desk.accepted(last)}) <= 1
            asked = [(card.recipe, card.answer) for card in desk.accepted(last)]
            assert len(asked) == len(set(asked))
        assert knowledge(one)["aliases"] == knowledge(other)["aliases"]
        assert knowledge(one)["reviews"] == knowledge(other)["reviews"]
        assert knowledge(one)["points"] == knowledge(other)["points"]


VERSIONS = st.dictionaries(
    st.sampled_from("abcdef"), st.sets(st.sampled_from("1234"), min_size=1), max_size=4
)


@SLOW_PROFILE
@given(VERSIONS, VERSIONS)
def test_it_does_not_matter_whose_versions_come_first(
    one: dict[str, set[str]], other: dict[str, set[str]]
) -> None:
    """Ids are united alike from either side, the smaller holds, and none holds or gives twice."""
    held = united(one, other)
    assert held == united(other, one)
    assert all(holder < name for name, holder in held.items())
    used = [*held.keys(), *held.values()]
    assert len(used) == len(set(used))
