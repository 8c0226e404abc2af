"""Term cloze: whole terms only, and none that is one of several."""

from __future__ import annotations

import pytest
from recipe_fixtures import made

from decks.subject import Recipe

MAKES = {
    "what something is turned into": (
        "把注意力矩阵分解为低秩因子，从而让显存随长度线性增长",
        ("把注意力矩阵分解为[...]，从而让显存随长度线性增长", "低秩因子"),
    ),
    "what is turned": (
        "将图像切成的小块视为一个个单词，再送入标准编码器",
        ("将[...]视为一个个单词，再送入标准编码器", "图像切成的小块"),
    ),
    "an English slot": (
        "Compresses whole paragraphs into fixed-length memory slots before decoding the answer",
        (
            "Compresses whole paragraphs into [...] before decoding the answer",
            "fixed-length memory slots",
        ),
    ),
    "a quoted problem": (
        "针对解码时的“重复退化”现象，对已出现的词元按次数扣分",
        ("针对解码时的“[...]”现象，对已出现的词元按次数扣分", "重复退化"),
    ),
    "code": (
        "词向量由 `nn.Embedding` 查表得到，再乘以维度的平方根",
        ("词向量由 [...] 查表得到，再乘以维度的平方根", "`nn.Embedding`"),
    ),
    "a Latin term between function words": (
        "训练初期引入 Gumbel-Softmax 来做温度退火，避免采样过早塌缩",
        ("训练初期引入 [...] 来做温度退火，避免采样过早塌缩", "Gumbel-Softmax"),
    ),
    "Han characters glued to a Latin word": (
        "以Fisher矩阵作为参数重要程度的代理，约束旧任务权重的漂移",
        ("以[...]作为参数重要程度的代理，约束旧任务权重的漂移", "Fisher矩阵"),
    ),
}


@pytest.mark.parametrize(("text", "card"), MAKES.values(), ids=MAKES.keys())
def test_terms_are_hidden_whole(text: str, card: tuple[str, str]) -> None:
    """A term is hidden with all that belongs to it, and its neighbours stay."""
    assert card in made(text, Recipe.TERM_CLOZE)


REFUSES = {
    "half a term": "采用解码器-仅 Transformer 架构",
    "one of several data sets": "在 CIFAR-10、SVHN 等数据集上做了实验",
    "one of two rivals": "画质相比 GhostGAN 和 PaleGAN 都要更好",
    "praise in quotes": "给出一套“简单但好用”的训练配方，覆盖大小两种模型",
    "a question in quotes": "把“画什么”和“怎么画”交给两个网络",
    "a common word": "把整段 video 送入同一个编码器，再逐层下采样到低分辨率",
    "its own name as subject": "StormNet 可以并行训练",
    "an address": "项目页面在https://example.org/page 上",
}


@pytest.mark.parametrize("text", REFUSES.values(), ids=REFUSES.keys())
def test_no_half_and_no_common_terms(text: str) -> None:
    """Fragments, common words, praise and members of open lists are never accepted."""
    assert made(text, Recipe.TERM_CLOZE) == []
