"""Statements that share a paragraph: which of them are points of their own."""

from __future__ import annotations

import pytest

from notes.enumerations import enumeration
from notes.reading import read_text
from notes.vocabulary import load_vocabulary

WORDS = load_vocabulary()

COUNTED = {
    "words": ("First, a net. Second, a loss. Third, data.", ["a net.", "a loss.", "data."]),
    "adverbs": ("Firstly, a net; secondly, a loss.", ["a net", "a loss."]),
    "the last is said to be": (
        "Our contributions are threefold. First, a net. Second, a loss. Finally, data.",
        ["a net.", "a loss.", "data."],
    ),
    "and before the last": (
        "We make two contributions: First, a net; and second, a loss.",
        ["a net", "a loss."],
    ),
    "without a comma": (
        "First we study depth. Second we study width.",
        ["we study depth.", "we study width."],
    ),
    "Roman numbers": (
        "(i) a net; (ii) a loss, and (iii) data 🚀.",
        ["a net", "a loss", "data 🚀."],
    ),
    "half a parenthesis": ("i) a net ii) a loss iii) data", ["a net", "a loss", "data"]),
    "Roman numbers beside digits": (
        "(i) 1) is odd; (ii) it is small",
        ["1) is odd", "it is small"],
    ),
    "full width": ("（1）跳跃连接；（２）加权损失。", ["跳跃连接", "加权损失。"]),
    "digits from the start": ("1、跳跃连接。2、加权损失。", ["跳跃连接。", "加权损失。"]),
    "a figure at the start": ("2.3 个点，1.5 倍", None),
    "Han words": ("第一，跳跃连接。第二，加权损失。", ["跳跃连接。", "加权损失。"]),
    "steps are no list": ("First, encode. Then, decode. Finally, train.", None),
    "Han steps are no list": ("首先生成草图，其次细化，最后上色。", None),
    "one alone": ("First, we propose a net.", None),
    "out of order": ("Second, a loss. First, a net.", None),
    "a statement stands before": ("It is fast. And small. First, a net. Second, a loss.", None),
    "in a word": ("f(x_i) and g(ii)", None),
    "all i": ("It holds for all i) and ii) too", None),
    "a plain first": ("We first pretrain, second, tune.", None),
    "letters that only pass for others": ("(ı) a net; (i) firſt, a loss; fırst, (ıı) data", None),
    "empty": ("", None),
}


@pytest.mark.parametrize("name", COUNTED)
def test_what_is_counted_is_taken_apart(name):
    """Numbers in digits or words that run from one, behind nothing but an announcement."""
    text, wanted = COUNTED[name]
    assert enumeration(text) == wanted


def test_a_huge_enumeration_is_read():
    """Thousands of parts are no more trouble than three."""
    text = "".join(f"({at}) point; " for at in range(1, 100)) * 100
    assert len(enumeration(text) or []) == 99


ANNOUNCED = {
    "a paragraph of its own": (
        "Our contributions are threefold. First, we build\na net. Second, we find a loss.\n"
        "Finally, we release data.\n\nMore text.\n",
        [("we build a net.", 3, 4), ("we find a loss.", 4, 4), ("we release data.", 5, 5)],
    ),
    "with CRLF": (
        "The contribution of this paper is twofold. (i) a net;\r\n(ii) a loss.\r\n",
        [("a net", 3, 3), ("a loss.", 4, 4)],
    ),
    "below a heading": (
        "## Contributions\n\nWe make three contributions. First, x1. Second, x2. Lastly, x3.\n",
        [("x1.", 5, 5), ("x2.", 5, 5), ("x3.", 5, 5)],
    ),
    "in an item": (
        "- Contributions: (i) a net; (ii) a loss\n",
        [("a net", 3, 3), ("a loss", 3, 3)],
    ),
    "nothing of the paper's is counted": ("The network is twofold. First, x1. Second, x2.\n", []),
    "nothing is counted": ("Our contributions are threefold. We are glad.\n", []),
}


@pytest.mark.parametrize("name", ANNOUNCED)
def test_a_sentence_may_announce_the_key_points(name):
    """A sentence that says how many contributions follow is their label, with true lines."""
    text, wanted = ANNOUNCED[name]
    note = read_text(f"# A Network of Many Useful Layers\n\n{text}", WORDS, path="a.md")
    points = [p for paper in note.papers for block in paper.blocks for p in block.points]
    assert [(p.text, p.line, p.last_line) for p in points] == wanted
