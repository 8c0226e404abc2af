"""Words of Chinese text: what is never cut, what offsets mean, and who loads the dictionary."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decks.segmenter import LATIN, edges, words_of

CUT = {
    "words of the lexicon": ("交叉注意力读取潜空间", "交叉注意力 读取 潜空间"),
    "a prefix stays at its word": ("预训练的自编码器", "预训练 的 自编码器"),
    "a suffix stays at its word": ("扩充样本集", "扩充 样本集"),
    "the one-character preposition is a word": ("以减少内存占用", "以 减少 内存 占用"),
    "使用户 is not 使用 and 户": ("使用户能够撤销", "使 用户 能够 撤销"),
    "Latin terms with their digits and hyphens": ("用3D U-Net去噪", "用 3D U-Net 去噪"),
    "full-width punctuation": ("先编码，再解码。", "先 编码 ， 再 解码 。"),
    "nothing": ("", ""),
    "spaces, tabs and line ends": (" \t\r\n", ""),
    "an emoji": ("🚀加速", "🚀 加速"),
    "a rare character": ("𠮷野", "𠮷 野"),
}


@pytest.mark.parametrize(("text", "words"), CUT.values(), ids=CUT.keys())
def test_text_is_cut_at_word_edges(text: str, words: str) -> None:
    """Words are those of the field; affixes stay, and spaces belong to none."""
    assert " ".join(word.text for word in words_of(text)) == words


def test_tags_say_what_a_word_is() -> None:
    """A verb, a particle, a noun and a Latin term have the tags that readers of clauses use."""
    tags = [word.tag[0] for word in words_of("引入了光流")]
    assert tags == ["v", "u", "n"]
    assert words_of("LoRA")[0].tag == LATIN


@given(st.text(max_size=60))
def test_words_stand_where_they_say(text: str) -> None:
    """Every word is the text between its offsets, in order, and only blanks lie between."""
    rest, at = [], 0
    for word in words_of(text):
        assert text[word.start : word.end] == word.text
        assert word.start >= at
        rest.append(text[at : word.start])
        at = word.end
    assert not "".join([*rest, text[at:]]).strip()


def test_no_edge_lies_inside_a_word() -> None:
    """A phrase may end before and behind 自回归, not inside."""
    assert edges("用自回归生成") == {0, 1, 4, 6}


CLEAN = """
import sys
from tui.main import main
sys.argv = ["paperdeck", "-C", {folder!r}, {command!r}]
try:
    main()
except SystemExit:
    pass
assert "rjieba" not in sys.modules, "the segmenter was loaded"
"""


@pytest.mark.parametrize("command", ["due", "cards"])
def test_only_the_build_loads_the_dictionary(tmp_path, command: str) -> None:
    """Looking at what is due, or at the cards, starts without the segmenter."""
    (tmp_path / "paperdeck.yaml").write_text("roots: [.]\n", encoding="utf-8")
    script = CLEAN.format(folder=str(tmp_path), command=command)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
