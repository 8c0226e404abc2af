"""Whether a hidden stretch of Chinese text is a whole phrase, by its words and those beside it.

A general dictionary cuts terms into their parts (条件 注意力 模块), so that a stretch which
begins and ends between two words may still be half a term. What stands beside it tells.
"""

from __future__ import annotations

from decks.faces import SpanKind, plain
from decks.recipes.chinese.phrases import Words, acts, is_verb, words_in
from decks.recipes.clauses import Stretch
from decks.recipes.statement import Statement
from decks.recipes.words import pattern, word_set, words
from decks.segmenter import LATIN, Word

NEAR = 3
"""Words within which 的 makes a verb and its object describe a noun."""
_PARTICLES = "是了和与把将被从"
_LOOSE = ("a", "d", "p", "c", "u", "f")
_NOMINAL = ("n", "b", "a", "t", "m", "r", LATIN)
SHORT_MARK = 10
"""Characters of a marked span that is one term."""
REACH = 12
"""Characters looked at on either side."""


def is_whole(statement: Statement, hidden: Stretch) -> bool:
    """Whether a stretch neither opens nor ends on a loose word, nor goes on beside itself."""
    inside = words_in(statement, hidden)
    if not inside:
        return False
    led = statement.shape[max(0, hidden.start - REACH) : hidden.start].rstrip()
    acting = led.endswith(words("clause", "ways"))
    if _opens_loosely(inside, acting=acting) or _ends_loosely(inside):
        return False
    if _goes_on_behind_place(statement, hidden, led) or _cuts_marked(statement, hidden):
        return False
    headed = [*inside, *_head_behind(statement, hidden)]
    if _is_cut(statement, hidden) or _swallows_verb(headed, acting=acting):
        return False
    if _is_no_thing(inside, led):
        return False
    return is_set_off(statement, hidden) or not (
        _continues_before(statement, hidden, inside[0])
        or _continues_behind(statement, hidden, inside[-1])
    )


def _is_no_thing(inside: Words, led: str) -> bool:
    """基于 X 的 Y, of which Y is made, and 利用揭示 X: a deed behind a verb that takes a thing."""
    described = "的" in [word.text for word in inside]
    takes = led.endswith(("利用", "使用", "采用", "引入"))
    deed = takes and not described and inside[0].text in acts()
    based = led.endswith("基于") and described
    return deed or based or _names_act(inside) or _brings_out(inside)


def _brings_out(inside: Words) -> bool:
    """约束推导出全局解, and 准则从图: what comes of the thing, or out of what, is not its name."""
    middle = inside[1:-1]
    out = any(word.text.endswith("出") and word.text != "输出" for word in middle)
    return (out or "从" in [word.text for word in inside[1:]]) and not is_verb(inside[0])


def _names_act(inside: Words) -> bool:
    """VSD 更新 regularization: between two names a verb is what the first does to the second."""
    deeds = word_set("clause", "asked") | word_set("clause", "dual")
    return any(
        one.tag == other.tag == LATIN and act.text in deeds
        for one, act, other in zip(inside, inside[1:], inside[2:], strict=False)
    )


def hangs(statement: Statement, hidden: Stretch) -> bool:
    """Whether a stretch opens with a preposition and does not come to its verb: 对历史 X."""
    inside = words_in(statement, hidden)
    placed = any(word.text in word_set("border", "places") for word in inside[:-1])
    loose = bool(inside) and inside[0].tag == "p" and _opens_loosely(inside, acting=True)
    return loose and not placed


def is_set_off(statement: Statement, hidden: Stretch) -> bool:
    """Whether quotes, bold or code mark where a stretch begins and ends."""
    if statement.shape[hidden.start - 1 : hidden.start] == "“":
        return statement.shape.startswith("”", hidden.end)
    offset = 0
    for span in statement.spans:
        start, offset = offset, offset + len(plain((span,)))
        if span.kind is not SpanKind.TEXT and start <= hidden.start < offset:
            marked = statement.cut(Stretch(start, offset))
            return marked.strip(" ：:，,。.") == statement.cut(hidden)
    return False


def _goes_on_behind_place(statement: Statement, hidden: Stretch, led: str) -> bool:
    """缓解 [X] 在长序列上的退化: what is mended stands behind 的; and 通过 [X 分析 Y] 中的 Z."""
    if statement.shape[hidden.end : hidden.end + 3].lstrip(" ”").startswith(("中", "里")):
        return not led.rstrip("“").endswith(words("border", "placing"))
    rest = pattern(r"\s?(?:在|对|于|与)[^，。；]*的[^，。；]").match(statement.shape, hidden.end)
    return led.endswith(words("means", "obstacles")) and rest is not None


def _cuts_marked(statement: Statement, hidden: Stretch) -> bool:
    """Whether a stretch begins or ends inside a short term in bold or code."""
    offset = 0
    for span in statement.spans:
        here = Stretch(offset, offset := offset + len(plain((span,))))
        short = span.kind is not SpanKind.TEXT and here.end - here.start <= SHORT_MARK
        if short and hidden.meets(here) and not hidden.holds(here):
            return statement.cut(here).strip(" ：:，,。.") != statement.cut(hidden)
    return False


def _head_behind(statement: Statement, hidden: Stretch) -> Words:
    """The head noun that stays on the front, as a part of the phrase it ends."""
    behind = words_in(statement, Stretch(hidden.end, hidden.end + REACH))[:1]
    return behind if behind and behind[0].text in word_set("term", "heads") else ()


def _is_cut(statement: Statement, hidden: Stretch) -> bool:
    """调度|器, 过|采样: an affix stands beside a word that no dictionary has with it."""
    if statement.shape.startswith(("%", "％", "~", "–"), hidden.end):
        return True
    before = words_in(statement, Stretch(max(0, hidden.start - REACH), hidden.start))[-1:]
    prefix = before and before[0].end == hidden.start
    if prefix and before[0].text in word_set("border", "prefixes"):
        return True
    behind = words_in(statement, Stretch(hidden.end, hidden.end + REACH))[:1]
    suffix = behind and behind[0].start == hidden.end and behind[0].text[0] in _suffixes()
    return bool(suffix) and behind[0].text not in word_set("border", "like_suffixes")


def _suffixes() -> frozenset[str]:
    return word_set("border", "suffixes")


def _swallows_verb(words: Words, *, acting: bool) -> bool:
    """扩散模型生成图像, 评估矩阵估计奖励: subject, verb and object, of which one is asked for.

    Behind 通过 an act with its object (通过去除背景) is whole.
    """
    first = words[0]
    if is_verb(first) and _acts_twice(words):
        return True
    if first.tag[0] in "pd" or is_verb(first):
        return False
    if acting and first.text in word_set("clause", "dual"):
        return False
    words = _without_gloss(words)
    return any(_has_object(words, at) for at in range(1, len(words) - 1))


def _acts_twice(words: Words) -> bool:
    """指出局限激发新方向: a second verb with an object of its own behind that of the first."""
    for at in range(2, len(words) - 1):
        word, before, behind = words[at], words[at - 1], words[at + 1]
        plain = word.tag == "v" and word.text not in word_set("clause", "dual")
        governs = behind.tag.startswith(("n", "a", "b", "m", LATIN))
        rest = [other.text for other in words[at + 1 :]]
        if plain and before.tag.startswith("n") and governs and "的" not in rest:
            return before.text not in word_set("border", "joining")
    return False


def _has_object(words: Words, at: int) -> bool:
    """Whether the word at a place governs what follows; 的 makes 对齐文本的特征 a noun again."""
    word, behind = words[at], _before_joint(words[at + 1 :])
    verbal = word.text in word_set("clause", "dual") or word.text in word_set(
        "means", "purpose_verbs"
    )
    if not behind or not (verbal or is_verb(word)) or not behind[0].tag.startswith(_NOMINAL):
        return False
    if word.text not in acts() and "的" in [other.text for other in behind[:NEAR]]:
        return False
    if word.text in word_set("clause", "dual") and not is_verb(word):
        return _governs_whole(words, at)
    compound = word.text in word_set("clause", "dual") and behind[0].tag != LATIN
    headed = behind[0].text in word_set("generic", "han") | word_set("term", "heads")
    return len(behind) > 1 or not (compound or headed)


def _governs_whole(words: Words, at: int) -> bool:
    """变换器预测未来状态, but not 解耦交叉注意力机制: a head makes a noun of all before it."""
    behind = words[at + 1 :]
    if LATIN in (behind[0].tag, behind[-1].tag):
        return True
    heads = word_set("term", "heads") | word_set("slot", "workers") | word_set("clause", "dual")
    headed = behind[-1].text in heads or behind[-1].tag == "vn"
    return len(behind) > 1 and not (headed or behind[-1].text[-1] in "器集图场块层")


def _without_gloss(words: Words) -> Words:
    """Without what stands in brackets: 多模态模型（如 X）检测幻觉."""
    depth, kept = 0, []
    for word in words:
        depth += word.text == "（"
        if not depth:
            kept.append(word)
        depth -= word.text == "）"
    return kept


def _before_joint(words: Words) -> Words:
    joined = (at for at, word in enumerate(words) if word.text in word_set("border", "joining"))
    return words[: next(joined, len(words))]


def _opens_loosely(words: Words, *, acting: bool) -> bool:
    """在图文对, 并精炼: but 在潜空间中引入时间层 is an act, and whole."""
    first = words[0]
    if first.text in word_set("border", "governing"):
        return not acting or not any(is_verb(word) or word.tag == "vn" for word in words[2:])
    if first.text in word_set("border", "describing"):
        return "的" not in [word.text for word in words]
    adverb = first.tag == "d" and first.text not in word_set("border", "adverbial")
    return adverb or first.text in word_set("border", "never_first") or first.tag[0] in "pcfuy"


def _ends_loosely(words: Words) -> bool:
    last = words[-1]
    if len(last.text) > 1 and last.text[-1] in _PARTICLES:
        return True
    return last.text in word_set("border", "never_last") or last.tag in _LOOSE


def _continues_before(statement: Statement, hidden: Stretch, first: Word) -> bool:
    """多[步任务], 新[视角图像]: a modifier stands right before, or the object's own noun."""
    before = words_in(statement, Stretch(max(0, hidden.start - REACH), hidden.start))
    if not before or before[-1].end != hidden.start or first.tag == LATIN:
        return False
    word = before[-1]
    if word.text in ("与", "跟"):
        return True  # 一种与 X 类似的 Y
    if word.text in word_set("border", "opening") or is_verb(word):
        return False
    return word.tag in ("m", "a", "b", "vn", LATIN) or word.tag.startswith("n")


def _is_whole_verb(text: str) -> bool:
    """集成, 生成, 作为: what ends like 变成 and turns nothing into anything."""
    ends_like_it = word_set("clause", "acts") | word_set("clause", "dual")
    return text == "作为" or (text in ends_like_it and text not in word_set("slot", "becomes"))


def _is_turned(statement: Statement, hidden: Stretch) -> bool:
    """将 X 映射到: the thing turned stands before its verb."""
    before = statement.shape[max(0, hidden.start - 2 * REACH) : hidden.start]
    return bool(pattern("(?:将|把)[^，。；]*$").search(before))


def _continues_behind(statement: Statement, hidden: Stretch, last: Word) -> bool:
    """[条件注意]力机制, [研究 text-guided video] editing: a noun goes on right behind."""
    behind = words_in(statement, Stretch(hidden.end, hidden.end + REACH))
    if not behind or behind[0].text in word_set("term", "heads"):
        return False
    turns = behind[0].text.endswith(("到", "为", "成")) and not _is_whole_verb(behind[0].text)
    if turns or behind[0].text in word_set("border", "complements"):
        return not _is_turned(statement, hidden)
    word, rest = behind[0], behind[1:2]
    if rest and rest[0].text in word_set("border", "complements"):
        return False
    if word.text in acts() or (
        word.text in word_set("clause", "dual")
        and rest
        and rest[0].tag.startswith((*_NOMINAL, "d"))
    ):
        return False
    near = word.start - hidden.end <= 1
    doing = last.text in word_set("clause", "dual") or last.tag in ("v", "vn")
    if near and word.tag in ("m", "r") and doing:
        return True
    if LATIN in (word.tag, last.tag) and word.tag != last.tag:
        near = near and word.tag != LATIN
    return near and (
        (word.tag in (LATIN, "a", "b", "f") and word.text not in word_set("border", "places"))
        or word.tag.startswith(("n", "vn"))
    )
