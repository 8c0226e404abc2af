"""A long innovation paragraph becomes several points; its cards go to the part they are about."""

from __future__ import annotations

from pathlib import Path

import pytest
from build_fixtures import PROFILE, shelf
from hypothesis import given
from hypothesis import strategies as st

from decks import candidates, found
from decks.parts import parts
from decks.reviews import Rating
from notes.jsonform import note_to_json
from notes.reading import read_text
from notes.vocabulary import load_vocabulary

MESH = "提出了二十面体网格上的球面卷积核，避免经纬网格在极点附近的畸变，从而不再需要极区滤波。"
TOKENS = "它将探空气球的温压廓线离散成词元，交给自回归解码器外推十天的位势高度。"
LEANS = "这种离散化使得一次前向传播就能给出整条廓线。"
FURTHER = "并设计了逐层门控的残差通道，把每一层大气的水汽通量传给相邻的上下两层"
REMARK = "然而，该文章在工作量方面还有不足。"
ENGLISH = (
    "We propose a spherical convolution on icosahedral cells that avoids distortion at the poles. ",
    "The decoder predicts geopotential height ten days ahead from tokens of balloon soundings, "
    "e.g. those of ships. ",
    "This removes the need for a polar filter in every step of the integration.",
)

CUTS: dict[str, tuple[str, list[str]]] = {
    "short": ("提出了球面卷积核。它避免了畸变。", ["提出了球面卷积核。它避免了畸变。"]),
    "one sentence": (MESH[:-1] + "，" + MESH, [MESH[:-1] + "，" + MESH]),
    "two statements": (MESH + TOKENS, [MESH, TOKENS]),
    "what leans stays": (MESH + TOKENS + LEANS, [MESH, TOKENS + LEANS]),
    "a remark stays": (MESH + TOKENS + REMARK, [MESH, TOKENS + REMARK]),
    "semicolons": (MESH[:-1] + "；" + TOKENS, [MESH[:-1], TOKENS]),
    "English": ("".join(ENGLISH), [ENGLISH[0].strip(), ENGLISH[1] + ENGLISH[2]]),
    "too long to be read": (MESH * 60, [MESH * 60]),
    "too long, in English": (" ".join(ENGLISH) * 20, [" ".join(ENGLISH) * 20]),
    "all bold": (f"**{MESH}{TOKENS}**", [f"**{MESH}**", f"**{TOKENS}**"]),
    "bold across sentences": (f"用**{MESH}{TOKENS}**完成", [f"用**{MESH}{TOKENS}**完成"]),
    "never inside code": (f"用 `a。b；c` {MESH}{TOKENS}", [f"用 `a。b；c` {MESH}", TOKENS]),
    "never inside a link": (f"[甲。乙]({'x' * 9}。md) {MESH}{TOKENS}",
                            [f"[甲。乙]({'x' * 9}。md) {MESH}", TOKENS]),
    "never inside a formula": (f"$a;b$ {MESH}{TOKENS}", [f"$a;b$ {MESH}", TOKENS]),
    "never inside brackets": (f"（{MESH}）{TOKENS}", [f"（{MESH}）{TOKENS}"]),
    "a long sentence that goes on": (
        MESH[:-1] + "，" + TOKENS[1:-1] + "，" + FURTHER,
        [MESH[:-1] + "，" + TOKENS[1:-1], FURTHER],
    ),
    "empty": ("", [""]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CUTS.values(), ids=CUTS.keys())
def test_a_long_text_is_cut_into_its_statements(text: str, expected: list[str]) -> None:
    """A part can stand alone; code, links, formulas, brackets and bold stay whole."""
    assert list(parts(text)) == expected


@PROFILE
@given(
    st.lists(
        st.sampled_from(
            [MESH, TOKENS, LEANS, REMARK, *ENGLISH, "**", "`", "[", "；", "（", "🚀", "\r\n"]
        )
    )
)
def test_nothing_is_lost(pieces: list[str]) -> None:
    """The letters of the parts are those of the text, in order."""
    text = "".join(pieces)
    joined = "".join(parts(text))
    assert [s for s in joined if s.isalnum()] == [s for s in text if s.isalnum()]
    assert all(parts(text)) or not text.strip(" ，,；;")


NOTE = f"# Nimbus: Weather at Scale\n\n**核心创新**\n\n{MESH}{TOKENS}\n"


def test_parse_still_says_one_point() -> None:
    """What the note says is one paragraph; only cards are made of its parts."""
    note = note_to_json(read_text(NOTE, load_vocabulary(), path="a.md"))
    (block,) = note["papers"][0]["blocks"]
    assert [point["text"] for point in block["points"]] == [MESH + TOKENS]


def test_each_part_is_a_point_at_the_line_of_its_paragraph(tmp_path: Path) -> None:
    """Parts have ids, cards and places of their own, numbered as they stand in the block."""
    with shelf(tmp_path) as here:
        here.note("a.md", NOTE)
        here.build()
        cards = here.cards().values()
        places = {card.point_text: card.places[0] for card in cards}
        assert places.keys() == {MESH, TOKENS}
        assert {place.line for place in places.values()} == {5}
        assert (places[TOKENS].ordinal, places[TOKENS].count) == (2, 2)
        assert len({card.point for card in cards}) == 2


def test_cards_of_an_uncut_point_go_to_the_part_they_are_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A collection built before paragraphs were cut keeps every card with its reviews."""
    with shelf(tmp_path) as here:
        here.note("a.md", NOTE)
        with monkeypatch.context() as before:
            before.setattr(found, "parts", lambda text: (text,))
            here.build()
        old = here.accepted(MESH + TOKENS)
        assert len(old) == 2
        for card in old:
            here.answer(card.id, Rating.GOOD, Rating.GOOD)
        history = here.history()
        here.note("b.md", "# Other: A Paper\n")
        here.build()
        now = here.cards()
        assert here.history() == history
        assert all(now[card.id].present and here.in_play(card.id) for card in old)
        assert all(now[card.id].answer in now[card.id].point_text for card in old)
        assert {now[card.id].point_text for card in old} <= {MESH, TOKENS}


def test_cards_that_no_recipe_would_make_again_go_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where other recipes have come in the meantime, no card with reviews is left behind."""
    with shelf(tmp_path) as here:
        here.note("a.md", NOTE)
        with monkeypatch.context() as before:
            before.setattr(found, "parts", lambda text: (text,))
            here.build()
        (card, *_) = here.accepted(MESH + TOKENS)
        here.answer(card.id)
        monkeypatch.setattr(candidates, "RECIPES", ())
        here.note("b.md", "# Other: A Paper\n")
        here.build()
        now = here.cards()[card.id]
        assert now.present
        assert here.in_play(card.id)
        assert now.point_text in (MESH, TOKENS)
        assert (now.question, now.answer) == (card.question, card.answer)
