"""Definitions: a term before its explanation, never a label."""

from __future__ import annotations

import pytest
from recipe_fixtures import made

from decks.subject import Recipe

MAKES = {
    "a coined name": (
        "GateNorm：先按通道归一化，再由输入决定缩放系数的层",
        ("[...]：先按通道归一化，再由输入决定缩放系数的层", "GateNorm"),
    ),
    "a bold English term": (
        "**Spectral Pooling**: truncates the representation in the frequency domain",
        ("[...]: truncates the representation in the frequency domain", "Spectral Pooling"),
    ),
    "code": (
        "`grad_clip`：把梯度范数限制在阈值以内的开关",
        ("[...]：把梯度范数限制在阈值以内的开关", "`grad_clip`"),
    ),
    "called": (
        "一种称为 Patch Merging 的下采样层，把相邻四个小块拼接后线性投影",
        ("一种称为 [...] 的下采样层，把相邻四个小块拼接后线性投影", "Patch Merging"),
    ),
}


@pytest.mark.parametrize(("text", "card"), MAKES.values(), ids=MAKES.keys())
def test_the_term_is_asked_for(text: str, card: tuple[str, str]) -> None:
    """The explanation stands on the front, and the term is the answer."""
    assert card in made(text, Recipe.DEFINITION)


REFUSES = {
    "a label": "优势：训练稳定，对学习率的选择也不敏感",
    "an English label": "Key idea: share the weights of all layers but the first",
    "a benefit as a heading": "**Fast Inference**: needs a single pass through the small network",
    "a sentence before a colon": "Training has three stages: warm-up, annealing, cool-down",
    "a count": "三阶段训练：词表扩充，对齐，微调到下游",
    "a Han heading": "训练技巧：对最后一层使用更大的权重衰减系数",
    "a ratio": "正负样本比为 1:3，困难样本优先",
}


@pytest.mark.parametrize("text", REFUSES.values(), ids=REFUSES.keys())
def test_labels_are_no_terms(text: str) -> None:
    """Labels, benefits, counts and sentences before a colon define nothing."""
    assert made(text, Recipe.DEFINITION) == []
