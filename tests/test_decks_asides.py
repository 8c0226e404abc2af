"""What is beside the point of its sentence, and what a title says in another language."""

from __future__ import annotations

import pytest
from recipe_fixtures import NOTHING_KNOWN, accepted, point

from decks.candidates import candidates
from decks.subject import Recipe

ASIDES = {
    "what it is only compared with": (
        "高原站点上的误差接近 Graph-Cast 的一半，山谷站点的误差更小",
        "Graph-Cast",
        Recipe.TERM_CLOZE,
    ),
    "a figure of how it was run": ("每次输入 24 小时的雷达回波", "24", Recipe.NUMBER_CLOZE),
    "one figure of a table": (
        "三个流域的误差依次为 12%、17%、9% 和 21%，降低有限",
        "17",
        Recipe.NUMBER_CLOZE,
    ),
    "speech in quotes": (
        "让预报员觉得模型“很懂山谷风”，也愿意采信",
        "很懂山谷风",
        Recipe.TERM_CLOZE,
    ),
}


@pytest.mark.parametrize(("text", "answer", "recipe"), ASIDES.values(), ids=ASIDES.keys())
def test_asides_are_for_a_person(text: str, answer: str, recipe: Recipe) -> None:
    """What a sentence only mentions is never asked unasked."""
    found = candidates(point(text), NOTHING_KNOWN)
    assert not [one for one in found if one.answer == answer and not one.warnings]


EFFECTS = {
    "what came of it": ("相比光流外推，把漏报率降低 12%", "12"),
    "a size of the effect": ("单卡推理比数值模式快 40 倍", "40"),
    "of the old": ("参数量是光流网络的 3 倍", "3"),
}


@pytest.mark.parametrize(("text", "answer"), EFFECTS.values(), ids=EFFECTS.keys())
def test_effects_are_asked(text: str, answer: str) -> None:
    """A figure that says what came of it is asked for."""
    assert answer in [one.answer for one in accepted(text)]


def test_a_title_in_english_gives_an_answer_away() -> None:
    """滑动窗口 is no answer under a title that says Sliding Window."""
    text = "引入滑动窗口，避免长序列的误差累积"
    assert accepted(text)
    assert not accepted(text, title="Sliding Window Rain Forecasts", short="Rain-SW")
