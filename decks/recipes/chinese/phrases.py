"""Where a Chinese noun phrase ends: the words of a clause, by part of speech.

Verbs stand inside noun phrases without any mark (训练策略, 用户提供的轨迹). Those that name
an act of the method end one; where 的 follows, they are a part of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from decks.recipes.clauses import Stretch
from decks.recipes.statement import Statement
from decks.recipes.words import word_set
from decks.segmenter import LATIN, Word, words_of

Words = Sequence[Word]

_NOMINAL = ("n", "a", "b", "m", "q", "h", "j", "l", "i", "s", "t", "z", "k", "g")
_PARTICLE = ("的", "之")
LEAST_OBJECT = 4
LEAST_ACTOR = 3
"""Characters of an object and of what acts on it, with no verb for certain between them."""
_AND = ("和", "与", "及", "以及", "或", "、", "/", "+", "-", "–", "·", "&")
_SET_OFF = ("（", "“", *_AND)


@cache
def acts() -> frozenset[str]:
    """Verbs that name what something does, and hardly ever a part of a noun."""
    lists = ("effects", "obstacles", "plain_verbs")
    purposes = [word_set("means", name) for name in lists]
    return word_set("clause", "acts").union(word_set("slot", "becomes"), *purposes)


def words_in(statement: Statement, stretch: Stretch) -> list[Word]:
    """The words of a stretch of a statement, where they stand in it."""
    words = words_of(statement.shape)
    first = bisect_left(words, stretch.start, key=lambda word: word.start)
    last = bisect_right(words, stretch.end, key=lambda word: word.end)
    return list(words[first:last])


def is_verb(word: Word) -> bool:
    """Whether a word may be the verb of a clause."""
    return word.tag == "v" or word.text in acts()


def phrase_end(words: Words, start: int, *, doing: bool = False) -> int:
    """The index behind the noun phrase that begins at ``start``; ``start`` where none does.

    With ``doing`` the phrase may open with a verb and its object: 通过迭代优化噪声.
    """
    at, end = start, start
    while at < len(words):
        word = words[at]
        if word.text in ("（", "“"):
            at = end = _closing(words, at)
        elif word.text in _AND or word.text in _PARTICLE:
            if end == start and not (word.tag == "p" and _has_particle(words, at)):
                break
            at += 1
            if at < len(words) and words[at].text in _AND:
                at += 1
            if at >= len(words) or not (_fits(words, at, start) or words[at].text in "（“"):
                break
        elif doing and word.text == "地" and end == at > start:
            at += 1  # 迭代地优化: what is done so follows
        elif _fits(words, at, start) or (doing and at == start and is_verb(word)):
            at = end = at + 1
        else:
            break
    return _before_predicate(words, start, end)


def _before_predicate(words: Words, start: int, end: int) -> int:
    """Before a verb with its own object behind what acts: 可微渲染|优化神经辐射场, or ``end``."""
    for at in range(start + 1, end - 1):
        if words[at].text in word_set("clause", "acting") and _governs(words, at, start, end):
            return at
    return end


def _governs(words: Words, at: int, start: int, end: int) -> bool:
    """Whether a verb stands between a noun phrase that opens without one and a whole object."""
    before, behind = words[start:at], words[at + 1 : end]
    opens = is_verb(before[0]) or before[0].text in word_set("clause", "dual")
    joined = before[-1].text in _AND or before[-1].text in _PARTICLE
    if joined or opens or any(w.text in _PARTICLE for w in behind):
        return False
    if any(word.text in _SET_OFF for word in (*before, *behind)):
        return False
    heads = word_set("term", "heads") | word_set("slot", "workers") | word_set("clause", "dual")
    if behind[0].text in heads or behind[-1].text in heads - {"图像"}:
        return _is_actor(before[-1]) and len(behind) > 1 and behind[0].text not in heads
    long = sum(len(word.text) for word in behind) >= LEAST_OBJECT and len(behind) > 1
    return (long or _is_actor(before[-1])) and sum(len(word.text) for word in before) >= LEAST_ACTOR


def _closing(words: Words, at: int) -> int:
    closing = {"（": "）", "“": "”"}[words[at].text]
    for place in range(at + 1, len(words)):
        if words[place].text == closing:
            return place + 1
    return len(words)


def _fits(words: Words, at: int, start: int) -> bool:
    """Whether a word is a part of the noun phrase that began at ``start``."""
    word = words[at]
    if word.text in word_set("clause", "never"):
        return False
    if word.text in acts():
        return _is_inner_act(words, at, start)
    if word.tag == "v":
        return _is_inner_verb(words, at, start)
    if word.tag in ("d", "ad"):
        return _is_inner_adverb(words, at)
    if word.tag == "f":
        return _is_inner_place(words, at)
    first = at == start or words[at - 1].text in _AND or words[at - 1].tag == "b"
    opens = word.tag in ("p", "c") and first and _has_particle(words, at)
    return opens or word.tag in (LATIN, "vn") or word.tag.startswith(_NOMINAL)


def _is_inner_adverb(words: Words, at: int) -> bool:
    """渐进式训练, 显式的表示, 更高效的推理."""
    behind = words[at + 1 : at + 2]
    if not behind:
        return False
    if words[at].text in word_set("clause", "degrees"):
        opens = at == 0 or words[at - 1].text in _PARTICLE or words[at - 1].text in _AND
        return opens and behind[0].tag[0] in "avbn" and _has_particle(words, at)
    if behind[0].text in _PARTICLE or behind[0].tag.startswith(("n", "vn")):
        return True
    if behind[0].text in _AND and at + 2 < len(words):  # 渐进式和对抗性蒸馏
        return words[at].text in word_set("border", "adverbial")
    return behind[0].tag[0] in "avb" and _has_particle(words, at)


def _is_inner_place(words: Words, at: int) -> bool:
    """训练中的噪声, 训练中出现的噪声."""
    behind = words[at + 1 : at + 2]
    return bool(behind) and (
        behind[0].text in _PARTICLE or (behind[0].tag[0] in "av" and _has_particle(words, at))
    )


def _is_inner_act(words: Words, at: int, start: int) -> bool:
    """Whether an act stands in what describes a noun: 用户提供的轨迹, 提取模块."""
    if at + 1 < len(words) and words[at + 1].text in _PARTICLE:
        return words[at].text not in word_set("clause", "finite")
    if at > start and _is_actor(words[at - 1]):
        return False
    if at > start and _ends_phrase(words, at):
        return True
    if at > start and words[at - 1].tag.startswith(("n", "vn")):
        return _stands_before_head(words, at)
    return _governs_particle(words, at) or _stands_before_head(words, at)


def _is_inner_verb(words: Words, at: int, start: int) -> bool:
    if at > start:
        return not _is_predicate(words, at)
    return _governs_particle(words, at) or _heads_noun(words, at)


def _is_actor(word: Word) -> bool:
    named = word.tag == LATIN and not word.text[0].isdigit()
    return named or word.text in word_set("slot", "workers")


def _ends_phrase(words: Words, at: int) -> bool:
    """Whether nothing follows that a verb could govern: 概念区域提取."""
    behind = words[at + 1 : at + 2]
    return not behind or behind[0].text in _AND or behind[0].text in "，。；：）”"


def _stands_before_head(words: Words, at: int) -> bool:
    """Whether a verb only tells what a module or a strategy is for: 提取模块."""
    heads = word_set("term", "heads") | word_set("slot", "workers")
    if words[at].text in word_set("clause", "finite"):
        return False
    return at + 1 < len(words) and words[at + 1].text in heads


def _is_predicate(words: Words, at: int) -> bool:
    """Whether a verb stands behind the name of what acts, with an object to follow."""
    behind = words[at + 1 : at + 2]
    acted = bool(behind) and (behind[0].tag == LATIN or behind[0].tag[0] in "nabmvu")
    particle = bool(behind) and behind[0].text in _PARTICLE
    return _is_actor(words[at - 1]) and acted and not particle


def _heads_noun(words: Words, at: int) -> bool:
    """Whether a verb without an object of its own stands before a noun: 生成模型."""
    return at + 1 < len(words) and words[at + 1].tag in ("n", "vn", "v")


def _governs_particle(words: Words, at: int) -> bool:
    """Whether the verb at a place belongs to a clause before 的: 减少显存的策略."""
    return _has_particle(words, at) and words[at].text not in word_set("clause", "finite")


def _has_particle(words: Words, at: int) -> bool:
    for word in words[at + 1 : at + 9]:
        if word.text in _PARTICLE:
            return True
        if word.tag == "x" or word.text in acts() or word.tag == "ul":
            return False
    return False


def ends_well(words: Words, end: int) -> bool:
    """Whether a phrase may end before ``end``: on a noun that nothing goes on with."""
    last, behind = words[end - 1], words[end : end + 1]
    if last.tag[0] in "abdmqfupc" and last.text not in ("）", "”"):
        return False
    if not behind or behind[0].text in word_set("clause", "acting"):
        return True  # it governs what follows, or the phrase would not end here
    goes_on = behind[0].text in _AND or behind[0].text in _PARTICLE
    return not goes_on and (not behind[0].tag.startswith(("n", "vn")) or behind[0].start > last.end)


def stretch_of(words: Words, start: int, end: int) -> Stretch:
    """Where the words from ``start`` to ``end`` stand."""
    return Stretch(words[start].start, words[end - 1].end)


def whole_phrase(statement: Statement, found: Stretch, limit: int) -> Stretch:
    """A phrase found by its neighbours, ended where its words say, at the latest at ``limit``.

    It stays as it is where they do not say so: an act with its object is no noun phrase.
    """
    words = words_in(statement, Stretch(found.start, limit))
    end = phrase_end(words, 0, doing=True) if words else 0
    if not end or not ends_well(words, end):
        return found
    behind = words[end : end + 1]
    if behind and behind[0].text == "地":
        return found  # 迭代地优化: an adverb, and what it describes is to follow
    settled = not behind or behind[0].tag[0] not in "nab" or is_verb(behind[0])
    return Stretch(found.start, words[end - 1].end) if settled else found


def names(text: str) -> bool:
    """Whether a head is a noun, perhaps with its gloss, and no statement: 光流 but not 光流落后."""
    words = words_of(text.split("（", maxsplit=1)[0])
    return bool(words) and words[-1].tag.startswith(("n", "vn", LATIN, "l", "x"))


def is_phrase(text: str) -> bool:
    """Whether a text is one noun phrase, or an act with its object."""
    words = words_of(text)
    return not words or words[0].tag == "p" or phrase_end(words, 0, doing=True) == len(words)
