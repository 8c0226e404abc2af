"""Items of closed lists, with their neighbours as the cue."""

from __future__ import annotations

import pytest
from recipe_fixtures import made

from decks.subject import Recipe

MAKES = {
    "stages": (
        "三阶段训练：词表扩充 → 对齐预训练 → 指令微调",
        ("三阶段训练：词表扩充 → 对齐预训练 → [...]", "指令微调"),
    ),
    "an inner part of a counted list": (
        "网络由卷积主干、特征颈部和预测头三个部分组成，逐级融合特征",
        ("网络由卷积主干、[...]和预测头三个部分组成，逐级融合特征", "特征颈部"),
    ),
    "announced by 分别是": (
        "提出两种池化方式，分别是跨层池化和跨窗口池化，用来保留边界细节",
        ("提出两种池化方式，分别是跨层池化和[...]，用来保留边界细节", "跨窗口池化"),
    ),
    "a sum in quotes": (
        "设计“稀疏路由 + 负载均衡损失 + 专家容量上限”的混合专家层",
        ("设计“稀疏路由 + 负载均衡损失 + [...]”的混合专家层", "专家容量上限"),
    ),
    "English stages": (
        "Training has three stages: token merging, masked modelling, and instruction tuning",
        (
            "Training has three stages: token merging, [...], and instruction tuning",
            "masked modelling",
        ),
    ),
    "the second of two steps": (
        "先用粗网格定位目标，再在候选框内细化边界",
        ("先用粗网格定位目标，再[...]", "在候选框内细化边界"),
    ),
}


@pytest.mark.parametrize(("text", "card"), MAKES.values(), ids=MAKES.keys())
def test_items_of_closed_lists_are_asked_for(text: str, card: tuple[str, str]) -> None:
    """One item is hidden and the others stay on the front."""
    assert card in made(text, Recipe.LIST_ITEM)


REFUSES = {
    "a count without a list": "提出了三种不同的策略，分别利用了两个域的联系",
    "a count that does not agree": "分成三步：词表扩充 → 指令微调",
    "an open list": "支持文本、图像、音频等多种输入",
    "an arrow inside a term": "只做文本→图像的生成",
    "two tasks, not a chain": "同时支持文本→图像和图像→文本的转换任务",
}


@pytest.mark.parametrize("text", REFUSES.values(), ids=REFUSES.keys())
def test_open_and_miscounted_lists_are_left_alone(text: str) -> None:
    """Where nobody can know that the list is complete, no item is accepted."""
    assert made(text, Recipe.LIST_ITEM) == []
