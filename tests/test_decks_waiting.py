"""In which order cards wait in the inbox."""

from __future__ import annotations

from itertools import count

import pytest
from build_fixtures import PROFILE
from hypothesis import given
from hypothesis import strategies as st

from decks.ids import CardId, PaperId
from decks.subject import CardWarning
from decks.waiting import Waiting, best_first, weight
from notes.wording import messages

_numbers = count()


def one(name: str, *codes: str, paper: str = "p", rank: float = 0.5) -> Waiting:
    warnings = tuple(CardWarning(code) for code in codes)
    return Waiting(CardId(name), PaperId(paper), warnings, rank, next(_numbers))


ORDERS = {
    "light before heavy": [one("a", "unasked"), one("b", "near-duplicate"), one("c", "fragment")],
    "few before many": [one("a", "fragment"), one("b", "fragment", "answer-on-front")],
    "better rank first": [one("a", "fragment", rank=0.9), one("b", "fragment", rank=0.2)],
    "older first": [one("a", "fragment"), one("b", "fragment")],
    "recall last": [one("a", "fragment", "trivial", "too-long"), one("b", "cued-recall")],
    "paper together": [
        one("a", "unasked", paper="q"), one("b", "cued-recall", paper="q"), one("c", "trivial"),
    ],
    "papers with recalls alone last": [
        one("a", "fragment", paper="z"), one("b", "cued-recall", paper="q", rank=1.0),
    ],
    "a new warning is not light": [one("a", "near-duplicate"), one("b", "of-another-version")],
}  # fmt: skip


@pytest.mark.parametrize("name", ORDERS)
def test_the_best_come_first(name: str) -> None:
    """However they stood before, cards are offered in this order."""
    wanted = ORDERS[name]
    assert best_first(wanted) == best_first(wanted[::-1]) == wanted


CODES = sorted(key for key in messages("decks") if key.startswith("mend."))


@PROFILE
@given(
    st.lists(
        st.tuples(st.sampled_from("pqr"), st.lists(st.sampled_from(CODES)), st.floats(0, 1)),
        max_size=20,
    )
)
def test_no_card_is_lost_and_papers_stay_together(rows: list[tuple[str, list[str], float]]) -> None:
    """Each card is offered once; a paper is not come back to; within it weights only grow."""
    waiting = [
        Waiting(
            CardId(str(at)), PaperId(paper),
            tuple(CardWarning(code.removeprefix("mend.")) for code in codes), rank, at,
        )
        for at, (paper, codes, rank) in enumerate(rows)
    ]  # fmt: skip
    ordered = best_first(waiting)
    assert sorted(ordered, key=lambda w: w.position) == waiting
    papers = [w.paper for w in ordered]
    runs = [paper for at, paper in enumerate(papers) if papers[at - 1 : at] != [paper]]
    assert len(runs) == len(set(papers))
    for paper in set(papers):
        weights = [weight(w.warnings) for w in ordered if w.paper == paper]
        assert weights == sorted(weights)
