"""What one program does while a command of another reads and then writes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from build_fixtures import LUMIERE, NOON_MS, Shelf
from fsrs_rs_python import DEFAULT_PARAMETERS

from decks.adoption import adopt, past_fits
from decks.collection import Collection
from decks.days import Moment
from decks.doctor import examine
from decks.homes import decks_of_papers
from decks.marks import What
from decks.optimise import Fit
from decks.presets import Presets
from decks.reviews import Rating
from decks.scores import Scores
from decks.store.connection import BusyError, Store, open_store
from decks.store.fitted import add_fit
from decks.store.queue import decks_in_play
from decks.store.standing import renew_all
from tui.cli import carry_out
from tui.commands.optimize import OptimizeError

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


def test_two_fits_at_once(desk: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parameters are adopted only if they are better than those in force by then."""
    desk.answer(desk.accepted()[0].id, Rating.GOOD, Rating.GOOD)
    fitted = Fit(FITTED, 900, 100, Scores(0.5, 0.1, 0.6), Scores(0.4, 0.05, 0.7))
    moment = Moment(desk.collection.clock(), 4)

    def fit_late(*_: object) -> Fit:
        better = replace(fitted, parameters=(7.0, *FITTED[1:]))
        adopt(desk.collection, desk.store, {"default": better}, moment, move=False)
        return fitted

    monkeypatch.setattr("tui.commands.optimize.fit", fit_late)
    with pytest.raises(OptimizeError, match="other parameters"):
        carry_out(["-C", str(desk.folder), "optimize"])
    assert len(past_fits(desk.store, "default")) == 1
    assert examine(desk.collection, desk.store).healthy


def test_a_reminder_of_one_moment(
    desk: Shelf, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What an app answers while a reminder counts is in all of its numbers or in none."""
    assert carry_out(["-C", str(desk.folder), "remind"]) == 0
    before = capsys.readouterr().out

    def count_late(*args: Any) -> object:
        found = decks_in_play(*args)
        for card in desk.accepted():
            desk.mark(card.id, What.SUSPENDED, True)
        return found

    monkeypatch.setattr("decks.due.decks_in_play", count_late)
    assert carry_out(["-C", str(desk.folder), "remind"]) == 0
    assert capsys.readouterr().out == before
    assert not any(map(desk.in_play, desk.cards()))
