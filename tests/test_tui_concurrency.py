"""What one program does while a command of another reads and then writes."""

from __future__ import annotations

from contextlib import suppress

import pytest
from build_fixtures import LUMIERE, NOON_MS, Shelf
from fsrs_rs_python import DEFAULT_PARAMETERS

from decks.collection import Collection
from decks.doctor import examine
from decks.homes import decks_of_papers
from decks.marks import What
from decks.presets import Presets
from decks.reviews import Rating
from decks.store.connection import BusyError, Store, open_store
from decks.store.fitted import add_fit
from decks.store.standing import renew_all
from tui.cli import carry_out

FITTED = (8.0, 9.0, 10.0, 11.0, *DEFAULT_PARAMETERS[4:])
DECISIONS = {
    "resume": ["resume", "is:suspended"],
    "shelve": ["shelve", LUMIERE],
    "accept": ["inbox", "--accept", "is:inbox"],
}


@pytest.mark.parametrize("words", DECISIONS.values(), ids=DECISIONS)
def test_parameters_that_are_fitted_while_something_is_decided(
    desk: Shelf, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a decision makes anew is folded with the parameters that are in force then."""
    for card in desk.accepted():
        desk.answer(card.id, Rating.GOOD, Rating.AGAIN, Rating.GOOD)
        desk.mark(card.id, What.SUSPENDED, True)
    desk.mark(desk.accepted()[0].id, What.ACCEPTED, False)
    tried, read = list[bool](), Collection.presets

    def fit_late(collection: Collection, store: Store) -> Presets:
        found = read(collection, store)
        if not tried:
            tried.append(True)
            with open_store(store.path, now_ms=1) as other, suppress(BusyError):
                other.wait_at_most(0)
                with other.transaction():
                    add_fit(other, "default", {"parameters": FITTED, "fitted": 1}, NOON_MS)
                    renew_all(other, decks_of_papers(collection, other), read(collection, other))
        return found

    monkeypatch.setattr(Collection, "presets", fit_late)
    monkeypatch.setattr("tui.standing_command._built", lambda *_: 0)  # it would make all anew
    assert carry_out(["-C", str(desk.folder), *words]) == 0
    assert tried
    assert examine(desk.collection, desk.store).healthy
