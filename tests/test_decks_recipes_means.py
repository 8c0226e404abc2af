"""Means and purpose: what is hidden, where it ends, and what is left alone."""

from __future__ import annotations

import pytest
from recipe_fixtures import made

from decks.subject import Recipe

MAKES = {
    "the object up to the comma": (
        "引入位置编码，使注意力能够区分词的先后顺序",
        ("引入什么，使注意力能够区分词的先后顺序？", "位置编码"),
    ),
    "the object up to 来": (
        "借助教师网络的软标签来训练学生网络，避免硬标签丢失类间相似度",
        ("借助什么来训练学生网络，避免硬标签丢失类间相似度？", "教师网络的软标签"),
    ),
    "without 了, and without the pronoun": (
        "它利用了卷积核的可分离性，从而把乘法次数降到原来的九分之一",
        ("利用了[...]，从而把乘法次数降到原来的九分之一", "卷积核的可分离性"),
    ),
    "the head noun stays as a hint": (
        "在解码器中加入 Cross-Scale Gate 模块，抑制低分辨率特征中的混叠",
        ("在解码器中加入 [...] 模块，抑制低分辨率特征中的混叠", "Cross-Scale Gate"),
    ),
    "a name that begins with a digit": (
        "在解码器中采用4DRadarNet机制，以高效处理雷达回波",
        ("在解码器中采用[...]，以高效处理雷达回波", "4DRadarNet机制"),
    ),
    "恒等 is no 等": (
        "通过在相邻层之间加入恒等捷径，缓解深层网络的退化问题",
        ("通过什么，缓解深层网络的退化问题？", "在相邻层之间加入恒等捷径"),
    ),
    "what a module does": (
        "双向门控记忆单元模块抑制无关历史信息的累积",
        ("双向门控记忆单元模块抑制[...]", "无关历史信息的累积"),
    ),
    "the obstacle": (
        "冻结文本编码器的底层权重，进一步减少灾难性遗忘",
        ("冻结文本编码器的底层权重，进一步减少[...]", "灾难性遗忘"),
    ),
    "an English object up to its purpose": (
        "We propose a forget gate to keep gradients from vanishing over long sequences.",
        (
            "What does it propose to keep gradients from vanishing over long sequences?",
            "forget gate",
        ),
    ),
    "so that ends an English object": (
        "Uses rotary position embeddings so that attention depends on relative offsets only",
        (
            "Uses [...] so that attention depends on relative offsets only",
            "rotary position embeddings",
        ),
    ),
    "by doing": (
        "Avoids exploding activations by normalising each layer over the feature axis.",
        (
            "Avoids exploding activations by [...]",
            "normalising each layer over the feature axis",
        ),
    ),
    "an English cause": (
        "Training diverges because the variance of the logits grows with depth.",
        (
            "Training diverges because the [...]",
            "variance of the logits grows with depth",
        ),
    ),
    "what takes the place of something": (
        "Replaces the softmax with a kernel feature map, so that cost grows linearly in length",
        (
            "Replaces the softmax with a [...], so that cost grows linearly in length",
            "kernel feature map",
        ),
    ),
    "emphasis is no part of it": (
        "**引入**位置编码，使注意力能够区分词的先后顺序",
        ("引入什么，使注意力能够区分词的先后顺序？", "位置编码"),
    ),
    "half-width punctuation": (
        "引入位置编码,使注意力能够区分词的先后顺序",
        ("引入什么,使注意力能够区分词的先后顺序？", "位置编码"),
    ),
    "code survives on the front": (
        "引入位置编码，使 `attend(q, k)` 能够区分词的先后顺序",
        ("引入什么，使 attend(q, k) 能够区分词的先后顺序？", "位置编码"),
    ),
}


@pytest.mark.parametrize(("text", "card"), MAKES.values(), ids=MAKES.keys())
def test_means_and_purpose_are_asked_for(text: str, card: tuple[str, str]) -> None:
    """The object of a verb of means, a purpose or a cause is hidden, whole and alone."""
    assert card in made(text, Recipe.MEANS_PURPOSE)


REFUSES = {
    "a generic object": "提出一种简单而有效的方法，显著提升了性能",
    "a generic English object": "This paper introduces a new method for better results.",
    "no purpose beside it": "采用编码器和解码器",
    "an open list": "采用旋转、裁剪、翻转等操作，提升小样本下的识别稳健程度",
    "three things at once": "结合蒸馏温度、样本难度和类别频率来分配权重",
    "the state of the field": "现有方法通过堆叠卷积来扩大感受野，代价是参数量激增",
    "an inner verb of a noun": "用户反馈表明界面清楚",
}


@pytest.mark.parametrize("text", REFUSES.values(), ids=REFUSES.keys())
def test_no_card_without_a_means_worth_asking(text: str) -> None:
    """What is generic, open or without purpose is never accepted."""
    assert made(text, Recipe.MEANS_PURPOSE) == []
