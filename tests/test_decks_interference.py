"""Interference: which questions of different papers are nearly the same, and which are not."""

from __future__ import annotations

import pytest
from build_fixtures import PROFILE
from hypothesis import given
from hypothesis import strategies as st

from decks.faces import blank, face
from decks.ids import PaperId
from decks.interference import ALIKE, FEWEST, Neighbours, cue_of

HERE, THERE = PaperId("here"), PaperId("there")
FLUX = "引入 […]，避免山脊附近的水汽通量在日出前后出现振铃"


def cue(text: str) -> frozenset[str]:
    """The words of a front on which the blank is ``[…]``."""
    before, _, after = text.partition("[…]")
    return cue_of(face(before, blank("球谐门控"), after))


def meet(one: str, other: str, paper: PaperId = THERE) -> bool:
    known = Neighbours()
    known.add(paper, cue(one), "答案")
    return known.near(HERE, cue(other)) is not None


ALIKE_CASES = {
    "word for word": (FLUX, FLUX),
    "another verb": (FLUX, FLUX.replace("避免", "防止")),
    "other punctuation": (FLUX, FLUX.replace("，", ", ")),
    "English": (
        "Inserts […] into the decoder to remove ringing near mountain ridges at dawn",
        "Insert […] into the decoder to remove ringing near mountain ridges at dawn",
    ),
}
UNLIKE = {
    "another purpose": (FLUX, "引入 […]，避免海岸线附近的海温在夜间出现跳变"),
    "the same frame only": (FLUX, "引入 […]，避免过拟合"),
    "short": ("引入 […]", "引入 […]"),
    "English of the same letters": (
        "Inserts […] into the decoder to remove ringing near mountain ridges at dawn",
        "Trains […] on soundings of balloons that drift over the southern ocean in winter",
    ),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("one", "other"), ALIKE_CASES.values(), ids=ALIKE_CASES.keys())
def test_questions_that_would_be_confused_are_found(one: str, other: str) -> None:
    """Nearly the same words around the blank are found, whatever it hides."""
    assert meet(one, other)


@pytest.mark.parametrize(("one", "other"), UNLIKE.values(), ids=UNLIKE.keys())
def test_other_questions_are_let_pass(one: str, other: str) -> None:
    """A shared frame or a few shared words are no interference."""
    assert not meet(one, other)


def test_a_paper_does_not_interfere_with_itself() -> None:
    """Cards of one paper are compared elsewhere, by their answers too."""
    assert not meet(FLUX, FLUX, HERE)


SETS = st.frozensets(st.sampled_from("abcdefghijklmnop"), max_size=14)


@PROFILE
@given(st.lists(SETS, max_size=6), SETS)
def test_looking_at_few_words_misses_nothing(
    known: list[frozenset[str]], new: frozenset[str]
) -> None:
    """The index finds a neighbour exactly if comparing with every card would."""
    index = Neighbours()
    for one in known:
        index.add(THERE, one, "")
    wanted = len(new) >= FEWEST and any(len(new & k) >= ALIKE * len(new | k) for k in known)
    assert (index.near(HERE, new) is not None) == wanted
