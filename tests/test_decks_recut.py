"""A card cut anew from its point's changed text."""

from __future__ import annotations

import pytest
from build_fixtures import PROFILE
from hypothesis import given
from hypothesis import strategies as st

from decks.faces import blank, face, plain
from decks.recut import recut
from decks.subject import Candidate, Recipe
from decks.word_runs import difference, runs, words

RECUTS = [
    ("another number", "Trains on [30] videos.", "Trains on 30 videos.", "Trains on 45 videos.",
     ("Trains on [...] videos.", "45")),
    ("another term", "It uses [attention] here.", "It uses attention here.",
     "It uses convolution here.", ("It uses [...] here.", "convolution")),
    ("a term in Chinese", "It uses [attention] here.", "It uses attention here.",
     "It uses 注意力 here.", ("It uses [...] here.", "注意力")),
    ("words around it", "Trains on [30] videos.", "Trains on 30 videos.",
     "It also trains on 30 short videos.", ("It also trains on [...] short videos.", "30")),
    ("in Chinese", "训练用了 [三千万] 段视频。", "训练用了 三千万 段视频。",
     "训练一共用了 三千万 段视频。",
     ("训练一共用了 [...] 段视频。", "三千万")),
    ("a sentence of two", "Uses [30] layers.", "Fast. Uses 30 layers.",
     "Very fast. Uses 30 deep layers.",
     ("Uses [...] deep layers.", "30")),
    ("merged with another", "Uses [30] layers", "Uses 30 layers", "Uses 30 layers; trains on GPUs",
     ("Uses [...] layers", "30")),
    ("the answer is gone", "Uses [30] layers.", "Uses 30 layers.", "Uses layers.", None),
    ("the front would say it", "It uses [attention] here.", "It uses attention here.",
     "It uses attention, attention here.", None),
    ("not cut from the point", "What is [it]?", "Uses 30 layers.", "Uses 31 layers.", None),
]  # fmt: skip


def card(text: str) -> Candidate:
    """A card whose blank stands in brackets."""
    before, _, rest = text.partition("[")
    answer, _, behind = rest.partition("]")
    return Candidate(Recipe.TERM_CLOZE, face(before, blank(answer), behind), answer, 0, 0.5)


@pytest.mark.parametrize(
    ("name", "asked", "before", "now", "expected"), RECUTS, ids=[row[0] for row in RECUTS]
)
def test_a_blank_stays_where_it_was(
    name: str, asked: str, before: str, now: str, expected: tuple[str, str] | None
) -> None:
    """The blank hides what stands in its place now, or the card is not cut anew."""
    made = recut(card(asked), before, now)
    assert (made and (plain(made.question), made.answer)) == expected


TEXT = st.text(st.sampled_from("ab 12.，漢字"), max_size=20)


@PROFILE
@given(TEXT, TEXT)
def test_a_difference_holds_both_texts(before: str, after: str) -> None:
    """Words and runs leave nothing out, and equal texts have no difference."""
    olds, news = words(before), words(after)
    assert "".join(olds) == before
    found = runs(olds, news)
    assert [at for run in found for at in run.old] == list(range(len(olds)))
    assert [at for run in found for at in run.new] == list(range(len(news)))
    assert difference(before, before) == before


@PROFILE
@given(TEXT, TEXT, TEXT, TEXT)
def test_a_recut_card_reads_as_its_point(head: str, tail: str, lead: str, now: str) -> None:
    """A card that is cut anew stands word for word in the new text."""
    asked = card(f"{head}[x9]{tail}")
    made = recut(asked, f"{lead}{head}x9{tail}", now)
    if made is not None:
        assert plain(made.question, reveal=True).strip() in now
