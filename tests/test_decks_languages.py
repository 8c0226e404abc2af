"""Which language a place speaks, and which one is asked."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from decks.languages import asked_languages, language_of

TEXTS = [
    ("English", ["A model of layers that trains on 30 million videos."], "en"),
    ("Chinese", ["训练时随机丢掉 30% 的层。"], "zh"),
    ("Chinese with English terms", ["提出 layer attention，把 MLP 的特征加权。"], "zh"),
    ("English with a Chinese name", ["The model of 李明 reads twenty words."], "en"),
    ("no spaces between", ["用Transformer替换UNet主干"], "zh"),
    ("an English point too", ["级联生成视频", "High quality", "避免伪影"], "zh"),
    ("full width", ["ＡＢＣ 的 方法"], "zh"),
    ("figures alone", ["92.3", "🎬"], "en"),
    ("nothing", [], "en"),
    ("an accent", ["déjà vu naïve"], "en"),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "language"), [r[1:] for r in TEXTS], ids=[r[0] for r in TEXTS])
def test_the_language_of_most_of_a_place_is_its_language(texts: list[str], language: str) -> None:
    """Terms and names of another language do not change it."""
    assert language_of(texts) == language


ASKED = [
    ("the first of the order", ["en", "zh"], [], ["zh", "en"], {"zh"}),
    ("the other order", ["en", "zh"], [], ["en", "zh"], {"en"}),
    ("the only one there is", ["en"], [], ["zh", "en"], {"en"}),
    ("one that is not in the order", ["en"], [], ["zh"], {"en"}),
    ("an order that names one", ["en", "zh"], [], ["zh"], {"zh"}),
    ("no order at all", ["zh", "en"], [], [], {"en"}),
    ("what was begun", ["en", "zh"], ["en"], ["zh", "en"], {"en"}),
    ("both were begun", ["en", "zh"], ["en", "zh"], ["zh", "en"], {"en", "zh"}),
    ("none is spoken", [], [], ["zh"], set()),
]  # fmt: skip


@pytest.mark.parametrize(
    ("spoken", "begun", "order", "asked"), [r[1:] for r in ASKED], ids=[r[0] for r in ASKED]
)
def test_one_language_is_asked(
    spoken: Sequence[str], begun: Sequence[str], order: Sequence[str], asked: set[str]
) -> None:
    """The preferred one that there is, unless cards of another were begun."""
    assert asked_languages(spoken, begun, order) == asked
