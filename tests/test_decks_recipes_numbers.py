"""Number cloze: effects with their unit in sight, no settings and no names."""

from __future__ import annotations

import pytest
from recipe_fixtures import made

from decks.subject import Recipe

MAKES = {
    "the new value of two": (
        "推理时延从 120 ms 降到 35 ms，显存占用不变",
        ("推理时延从 120 ms 降到 [...] ms，显存占用不变", "35"),
    ),
    "a percentage glued to Han": (
        "将误检率降低34.5%，且不增加参数",
        ("将误检率降低[...]%，且不增加参数", "34.5"),
    ),
    "full-width digits": ("召回率提升１２％", ("召回率提升[...]％", "１２")),
    "a factor against a rival": (
        "速度比 GhostPose 快 3 倍，精度相当",
        ("速度比 GhostPose 快 [...] 倍，精度相当", "3"),
    ),
    "a metric": (
        "在 ImageNet 上 top-1 准确率达到 76.3%",
        ("在 ImageNet 上 top-1 准确率达到 [...]%", "76.3"),
    ),
    "an English factor": (
        "Cuts training time by 3.2x and keeps the error rate",
        ("Cuts training time by [...]x and keeps the error rate", "3.2"),
    ),
    "parameters": (
        "最小的版本只有 22M 参数，可以在手机上运行",
        ("最小的版本只有 [...]M 参数，可以在手机上运行", "22"),
    ),
    "a spelt number": (
        "整个网络在单卡上两天训练完",
        ("整个网络在单卡上[...]天训练完", "两"),
    ),
    "only so many steps": (
        "仅需 4 步采样即可得到清晰的样本",
        ("仅需 [...] 步采样即可得到清晰的样本", "4"),
    ),
}


@pytest.mark.parametrize(("text", "card"), MAKES.values(), ids=MAKES.keys())
def test_effects_are_asked_for(text: str, card: tuple[str, str]) -> None:
    """The number is hidden and its unit stays."""
    assert card in made(text, Recipe.NUMBER_CLOZE)


REFUSES = {
    "a resolution": "支持生成 512x512 分辨率的图像，画面连贯",
    "a figure, a section, a year": "见图 3 和第 2 节，发表于 2017 年的会议",
    "digits of a name": "在 3D U-Net 与 GPT-2 上都成立，不依赖 T5 编码器",
    "digits of a metric's name": "检测头换成两路之后 AP50 与 AP75 都更好",
    "a count of epochs": "共训练 80 个 epochs，每 10 epochs 衰减一次学习率",
    "an example": "单位为毫秒每词元，如 16 ms 每词元",
    "an identifier": "论文编号 arXiv:2101.00027，代码见附录",
    "the old value": "显存从 80 GB 降到一半",
    "the same number twice": "压缩率为 8%，解压误差也是 8%",
}


@pytest.mark.parametrize("text", REFUSES.values(), ids=REFUSES.keys())
def test_settings_names_and_places_are_no_effects(text: str) -> None:
    """Sizes, years, places in the paper and digits of names are never accepted."""
    assert made(text, Recipe.NUMBER_CLOZE) == []
