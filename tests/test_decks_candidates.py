"""Candidates: what may be accepted, in which order, and what holds for any text at all."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from recipe_fixtures import NOTHING_KNOWN, accepted, point

from decks.candidates import MOST, candidates
from decks.faces import face, plain
from decks.recipes.statement import LONGEST
from decks.subject import Recipe

TEXT = (
    "**引入位置编码**，使 `attend(q, k)` 能够区分词的先后顺序，推理时延从 120 ms 降到 35 ms。"
    "三阶段训练：词表扩充 → 对齐预训练 → 指令微调"
)
WORDS = """
引入 通过 提出 将 作为 来 提升 无需 先 再 三个 ， 。 ； ： 、 和 的 “ ” （ ） ** ` $ x^2
![图](a.png) → + 相机轨迹 稀疏路由 U-Net propose a gating to by normalising 34.5% 3倍 2.6x
等 如 🚀 它 该方法 Nimbus [1] ¹ <b> & \\ _ |
"""
SPACED = [" ", " → ", " + ", "\t", "\r\n", " to ", "by "]


def pieces() -> st.SearchStrategy[str]:
    """Texts made of what the rules look for, in any order, and of anything else."""
    return st.lists(
        st.sampled_from([*WORDS.split(), *SPACED]) | st.text(max_size=6), max_size=40
    ).map("".join)


def skeleton(text: str) -> str:
    """Letters and digits alone."""
    return "".join(sign for sign in text if sign.isalnum())


def stands_in_order(part: str, whole: str) -> bool:
    """Whether the signs of ``part`` stand in ``whole`` in the same order, perhaps with gaps."""
    rest = iter(whole)
    return all(sign in rest for sign in part)


@settings(max_examples=300, deadline=None)
@given(pieces())
@example("引入[1]")
def test_any_text_yields_sound_candidates(text: str) -> None:
    """Nothing raises; no answer is empty; a cloze invents no word of its own."""
    found = candidates(point(text), NOTHING_KNOWN)
    assert len(found) <= MOST
    for one in found:
        assert one.answer.strip()
        assert 0 <= one.rank <= 1
        if one.recipe is not Recipe.CUED_RECALL:
            said = skeleton(plain(one.question, reveal=True))
            assert stands_in_order(said, skeleton(text))


@settings(max_examples=100, deadline=None)
@given(pieces())
def test_the_same_point_yields_the_same_candidates(text: str) -> None:
    """Nothing depends on chance or on what was made before."""
    assert candidates(point(text), NOTHING_KNOWN) == candidates(point(text), NOTHING_KNOWN)


def test_good_ones_stand_first_and_hide_different_words() -> None:
    """A caller may take the first few: they are the best, and no two hide the same words."""
    found = candidates(point(TEXT), NOTHING_KNOWN)
    good = [one for one in found if not one.warnings]
    assert list(found[: len(good)]) == good
    assert len({one.place for one in good}) == len(good) >= 3
    assert [one.rank for one in good] == sorted((one.rank for one in good), reverse=True)


def test_the_place_of_a_blank_is_where_its_answer_stands() -> None:
    """``place`` counts characters of the point's plain text: there the answer stands."""
    flat = plain(face(TEXT))
    for one in accepted(TEXT):
        answer = plain(face(one.answer))
        assert flat[one.place : one.place + len(answer)] == answer


NOTHING_BETTER = {
    "too short": "剪掉片头并静音",
    "boilerplate": "实验结果证明了该方法的有效性",
    "generic": "提出一种新的方法，提升了性能",
    "an essay": "引入位置编码，使注意力能够区分词的先后顺序。" * (LONGEST // 20),
}


@pytest.mark.parametrize("text", NOTHING_BETTER.values(), ids=NOTHING_BETTER.keys())
def test_a_cued_recall_is_left_where_nothing_is_good(text: str) -> None:
    """Where no card can be accepted, the whole point can still be asked for, by consent only."""
    found = candidates(point(text), NOTHING_KNOWN)
    recalls = [one for one in found if one.recipe is Recipe.CUED_RECALL]
    assert all(one.warnings for one in found)
    assert [one.answer for one in recalls] == [text.strip()]
    assert "cued-recall" in {w.code for w in recalls[0].warnings}


def test_an_essay_is_too_long() -> None:
    """No recipe reads a point of thousands of characters; the warning says why."""
    found = candidates(point("把长文切成短句，" * LONGEST), NOTHING_KNOWN)
    assert {w.code for one in found for w in one.warnings} >= {"too-long", "cued-recall"}


TEMPLATES = ["", "   ", "待补充", "TODO", "- …", "<在此填写要点>", "要点一", "XXX", "{{ point }}"]


@pytest.mark.parametrize("text", TEMPLATES)
def test_template_text_yields_nothing(text: str) -> None:
    """A place to fill in is no point: not even a recall is proposed."""
    assert candidates(point(text), NOTHING_KNOWN) == ()


def test_images_and_formulas_stay_whole() -> None:
    """What is no text is shown whole or hidden whole, never cut."""
    text = "引入位置编码，使 $\\sum_i w_i$ 与 ![曲线](img/a.png) 都能区分词的先后顺序"
    front = plain(accepted(text)[0].question)
    assert "$\\sum_i w_i$" in front
    assert "[曲线]" in front
