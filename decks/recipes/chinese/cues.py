"""How much a Chinese front tells: what is done with the thing that is asked for.

General words (特征, 图像, 生成) are no answer to anything, but beside a paper's name they tell
which of its means is meant: 使用 … 进行特征对齐. What every paper wants (性能, 质量) tells nothing.
"""

from __future__ import annotations

from functools import lru_cache

from decks.recipes.words import word_set
from decks.segmenter import LATIN, Word, words_of

_TELLING = "nvabljistz"
"""First letters of the tags that words of content have."""


@lru_cache(maxsize=8192)
def told(text: str) -> int:
    """The size of the words of content: a Han character counts 1, a Latin word 2."""
    return sum(map(_weight, words_of(text)))


def _weight(word: Word) -> int:
    if word.tag == LATIN:
        return 2
    light = word.text in word_set("cue", "light") or word.tag[0] not in _TELLING
    return 0 if light or len(word.text) == 1 else len(word.text)
