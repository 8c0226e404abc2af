"""Single constructs under a paper's title: which points of which kind they give."""

from __future__ import annotations

from textwrap import dedent

import pytest

from notes.reading import read_text
from notes.vocabulary import KEY_KINDS, load_vocabulary

WORDS = load_vocabulary()
TITLE = "# T5: Exploring the Limits of Transfer\n"


def points(text: str) -> list[list[str]]:
    """The points of every block of the one paper that becomes cards."""
    (paper,) = read_text(TITLE + dedent(text), WORDS, path="note.md").papers
    return [
        [point.text for point in block.points] for block in paper.blocks if block.kind in KEY_KINDS
    ]


MARKERS = ["-", "*", "+", "•", "●", "–", "➢", "▸", "◆", "1.", "1)", "1，", "1、", "（1）", "(1)"]


@pytest.mark.parametrize("marker", MARKERS)
def test_every_marker_makes_items(marker):
    """The markers of Markdown, of word processors and of Chinese keyboards are alike."""
    second = marker.replace("1", "2")
    assert points(f"要点：\n{marker} 甲一二\n{second} 乙一二\n") == [["甲一二", "乙一二"]]


@pytest.mark.parametrize("signs", ["①②", "⑴⑵", "⒈⒉", "❶❷", "➀➁", "一、二、", "🔹🔹", "✅✅", "1️⃣2️⃣"])
def test_signs_number_items_too(signs):
    """Circled numbers, numerals and repeated signs begin statements."""
    half = len(signs) // 2
    assert points(f"Highlights:\n{signs[:half]} one way\n{signs[half:]} or two\n") == [
        ["one way", "or two"]
    ]


CONSTRUCTS = {
    "nested items are folded in": (
        """\
        ### 要点
        - 甲
          - 甲一
            - 更深
        - 乙
            1. 乙一
            2. 乙二
        """,
        [["甲；甲一；更深", "乙；乙一；乙二"]],
    ),
    "the first item is indented and the rest are not": (
        "要点：\n    1. 甲\n2. 乙\n3. 丙\n",
        [["甲", "乙", "丙"]],
    ),
    "an enumeration in one paragraph": (
        "Our main contributions are: 1) a pooling layer, 2) a loss, and 3) a trick.\n",
        [["a pooling layer", "a loss", "a trick."]],
    ),
    "html items over two lines": (
        "<b>Key points</b>\n<ul>\n<li>Pooling\nby maximum</li>\n<li><b>Speed</b>: 9x</li>\n</ul>\n",
        [["Pooling by maximum", "Speed: 9x"]],
    ),
    "headings that each hold a contribution": (
        """\
        ## Main contributions
        ### 1. Pooling
        It pools features.

        It is fast.
        ### 2. Multi-task loss
        - class
        - box
        """,
        [["Pooling: It pools features. It is fast.", "Multi-task loss: class; box"]],
    ),
    "headings that count the contributions": (
        "## 核心创新\n### 创新一：池化\n- 取特征\n- 很快\n### 创新二：损失\n一起学。\n",
        [["池化：取特征；很快", "损失：一起学。"]],
    ),
    "headings that only sort the points": (
        "## Key points\n### Speed\n- 9x in training\n- 200x in testing\n### Quality\n- better\n",
        [["9x in training", "200x in testing", "better"]],
    ),
    "counted labels before the points": (
        "## 创新点\n- 贡献1：残差\n- 贡献2：很深\n- 方法：三步\n",
        [["残差", "很深", "方法：三步"]],
    ),
    "a dash behind a bold label": (
        "- **Key idea** — share the convolution\n- **Novelty** -- pool\n",
        [["share the convolution"], ["pool"]],
    ),
    "a bold label that nobody knows ends the list": (
        "**Key points**\n- a net\n**Why I care**: it runs on my phone\n",
        [["a net"]],
    ),
    "what outliners write for themselves": (
        "- Key points\n  id:: 65f1-aa\n  - one pass\n    collapsed:: true\n  - pool\n",
        [["one pass", "pool"]],
    ),
    "components around Markdown": (
        '<Callout type="info">\n\n**Key points**\n\n- one pass\n\n</Callout>\n',
        [["one pass"]],
    ),
    "questions that are answered below": (
        "1. どんなもの？\n速い\n2. どこがすごいの？\n一回で済む\n3. 議論はある？\n遅い\n",
        [["一回で済む"]],
    ),
}


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_a_construct_gives_its_points(name):
    """Each way of setting statements apart is read as its writer meant it."""
    text, expected = CONSTRUCTS[name]
    assert points(text) == expected
