"""Comparison: what the paper does without, or does instead."""

from __future__ import annotations

import pytest
from recipe_fixtures import made

from decks.subject import Recipe

MAKES = {
    "not A but B": (
        "不是逐像素回归，而是预测轮廓上的控制点，以减少计算",
        ("不是逐像素回归，而是[...]，以减少计算", "预测轮廓上的控制点"),
    ),
    "on condition of not": (
        "在不重新训练主干的前提下，把输入长度扩展到四倍",
        ("在不[...]的前提下，把输入长度扩展到四倍", "重新训练主干"),
    ),
    "instead of": (
        "Normalises activations per example instead of using running averages of past batches",
        (
            "Normalises activations per example instead of using [...]",
            "running averages of past batches",
        ),
    ),
    "rather than": (
        "Predicts offsets to anchor points rather than absolute coordinates",
        ("Predicts offsets to anchor points rather than [...]", "absolute coordinates"),
    ),
}


@pytest.mark.parametrize(("text", "card"), MAKES.values(), ids=MAKES.keys())
def test_contrasts_are_asked_for(text: str, card: tuple[str, str]) -> None:
    """The other side of a contrast is hidden, the paper's own side is the cue."""
    recipes = (Recipe.COMPARISON, Recipe.MEANS_PURPOSE)
    assert card in [one for recipe in recipes for one in made(text, recipe)]


REFUSES = {
    "unnamed rivals": "在多个基准上优于现有方法和以往基线",
    "one of two rivals": "比 GhostPose 和 PalePose 快 3 倍，精度相当",
    "a generic rival": "outperforms existing baselines by a large margin",
    "nothing beside it": "无需训练",
    "what is done in a space": "把损失定义在谱域空间而非像素空间优化渲染器，快 3 倍",
}


@pytest.mark.parametrize("text", REFUSES.values(), ids=REFUSES.keys())
def test_praise_is_no_contrast(text: str) -> None:
    """Every paper is better than unnamed others: that is never accepted."""
    assert made(text, Recipe.COMPARISON) == []
