"""Reads a Chinese clause as slots: who, by what means, does what to what, and what for.

Clauses of notes are short and drop what goes without saying; the order of what is left is
fixed: subject, place, means, verb, object, aim. This module says where the slots are, and
nothing about what is worth asking.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from decks.recipes.chinese.phrases import (
    Words,
    ends_well,
    is_verb,
    phrase_end,
    stretch_of,
    words_in,
)
from decks.recipes.clauses import Stretch
from decks.recipes.statement import Statement
from decks.recipes.words import word_set
from decks.segmenter import Word


@dataclass(frozen=True, slots=True)
class Slots:
    """The parts of a clause that were found; None is a part that it has not."""

    whole: Stretch
    subject: Stretch | None = None
    means: Stretch | None = None
    """What is used: behind 通过, 使用, 基于 ..."""
    verb: Word | None = None
    object: Stretch | None = None
    """Of the verb, without 了 and without a quantifier such as 一种."""
    aim: Stretch | None = None
    """All that follows means or object: 以减少占用, 进行微调, 提升质量."""


def read(statement: Statement, clause: Stretch) -> Slots:
    """The slots of a clause."""
    words = words_in(statement, clause)
    start = _behind_finding(words, _behind_lead(words))
    if start >= len(words):
        return Slots(clause)
    if words[start].text in ("将", "把"):
        return _turned(clause, words, start + 1)
    if words[start].text in _means():
        return _with_means(clause, words, start)
    modal = start > 0 and words[start - 1].text in word_set("clause", "modals")
    if _opens_with_verb(words, start) or (modal and is_verb(words[start])):
        return _with_verb(clause, words, (start, start), start)
    return Slots(clause) if modal else _with_subject(clause, words, start)


def place_of(statement: Statement, clause: Stretch) -> Stretch | None:
    """Where something is done: what a clause has between 在 and 中, 上 or 里, as a phrase."""
    words = words_in(statement, clause)
    opened = [at for at, word in enumerate(words) if word.text == "在"][:1]
    if not opened or opened[0] + 1 >= len(words):
        return None
    start = opened[0] + 1
    end = phrase_end(words, start)
    closed = start < end < len(words) - 1 and words[end].text in word_set("clause", "inside")
    return stretch_of(words, start, end) if closed and not _goes_on(words, end) else None


def _with_subject(clause: Stretch, words: Words, start: int) -> Slots:
    end = phrase_end(words, start)
    verb = _behind_adverbs(words, end)
    subject = stretch_of(words, start, end) if end > start else None
    if verb < len(words) and words[verb].text in _means() and subject:
        found = _with_means(clause, words, verb)
        return Slots(clause, subject, found.means, None, None, found.aim)
    if verb < len(words) and _is_main_verb(words[verb]):
        return _with_verb(clause, words, (start, end), verb)
    return Slots(clause, subject)


def _is_main_verb(word: Word) -> bool:
    return (is_verb(word) and len(word.text) > 1) or word.text in _linking()


def _with_means(clause: Stretch, words: Words, verb: int) -> Slots:
    begin = _behind_quantifier(words, verb + 1)
    end = phrase_end(words, begin, doing=words[verb].text in word_set("clause", "ways"))
    if end == begin or not ends_well(words, end):
        return Slots(clause)
    return Slots(
        clause, None, stretch_of(words, begin, end), words[verb], None, _rest(words, end)
    )  # fmt: skip


def _with_verb(clause: Stretch, words: Words, subject: tuple[int, int], verb: int) -> Slots:
    start, end = subject
    begin = _behind_quantifier(words, verb + 1)
    behind = phrase_end(words, begin)
    whole = behind > begin and ends_well(words, behind)
    return Slots(
        clause,
        subject=_subject(words, start, end),
        verb=words[verb],
        object=stretch_of(words, begin, behind) if whole else None,
        aim=_rest(words, behind) if whole else None,
    )


def _subject(words: Words, start: int, end: int) -> Stretch | None:
    if end == start or not ends_well(words, end) or words[start].tag[0] in "pcdrvf":
        return None
    return stretch_of(words, start, end)


def _turned(clause: Stretch, words: Words, start: int) -> Slots:
    """把 A 变成 B: A as the subject, B as the object."""
    into = word_set("clause", "into")
    led = next((at for at in range(start + 2, len(words)) if words[at].text in into), 0)
    if led and words[led - 1].tag[0] == "v":
        return _with_verb(clause, words, (start, led - 1), led)
    end = phrase_end(words, start)
    verb = _behind_adverbs(words, end)
    if end == start or verb >= len(words) or words[verb].text not in word_set("slot", "becomes"):
        return Slots(clause)
    return _with_verb(clause, words, (start, end), verb)


def _opens_with_verb(words: Words, start: int) -> bool:
    """Whether a clause without a subject begins: 模拟伪流序列, but not 模拟的序列."""
    behind = words[start + 1 : start + 2]
    first = words[start]
    if not behind or len(first.text) == 1 or behind[0].text in ("的", "和", "、", "/"):
        return False
    if first.text in word_set("clause", "dual"):
        heads = word_set("slot", "workers") | word_set("term", "heads")
        nouns = heads | word_set("clause", "dual") | {"与"}
        return len(words) > start + 2 and behind[0].text not in nouns
    return is_verb(first)


def _behind_finding(words: Words, start: int) -> int:
    """Behind a verb that reports what was found, with its subject: 实验表明 ..."""
    found = word_set("clause", "findings")
    reports = [
        at
        for at in range(start, min(start + 3, len(words)))
        if words[at].text in found and (at == start or words[start].tag.startswith(("n", "vn")))
    ]
    if not reports:
        return start
    at = reports[0]
    while at < len(words) and words[at].text in found | {"了", "，", "出"}:
        at += 1
    at = _behind_adverbs(words, at)
    return start if phrase_end(words, at) >= len(words) else at


def _rest(words: Words, at: int) -> Stretch | None:
    """What follows, if it begins as an aim does: with a joint or a verb."""
    if at >= len(words) or not (
        words[at].text in word_set("clause", "joints")
        or is_verb(words[at])
        or words[at].tag[0] in "vd"
    ):
        return None
    return stretch_of(words, at, len(words))


def _behind_lead(words: Words) -> int:
    """Behind adverbs, conjunctions and a place such as 在推理时."""
    at = _behind_adverbs(words, 0)
    if at < len(words) and words[at].text in word_set("clause", "places"):
        for place in range(at + 1, len(words)):
            if words[place].text in word_set("clause", "closers") and not _goes_on(words, place):
                return _behind_adverbs(words, place + 1)
    return at


def _goes_on(words: Words, place: int) -> bool:
    return place + 1 < len(words) and words[place + 1].text in ("的", "之", "、", "和", "与")


def _behind_adverbs(words: Words, at: int) -> int:
    skipped = word_set("clause", "skipped")
    while at < len(words) and (
        words[at].text in skipped
        or (words[at].tag in ("d", "c", "ad") and words[at].text not in _means() | {"将", "把"})
    ):
        at += 1
    return at


def _behind_quantifier(words: Words, at: int) -> int:
    """Behind 了, 出 and 一种, 三个, and behind mere praise with its 的."""
    while at < len(words) and (
        words[at].tag in ("ul", "uz", "ug")
        or words[at].text in word_set("clause", "openers")
        or (words[at].tag in ("m", "q") and _counts(words, at))
    ):
        at += 1
    praise = word_set("means", "praise")
    if at + 1 < len(words) and words[at].text in praise and words[at + 1].text in ("的", "地"):
        return at + 2
    return at


def _counts(words: Words, at: int) -> bool:
    return words[at].text[0] in "一两多几各该这数" or words[at].tag == "q"


@cache
def _means() -> frozenset[str]:
    return word_set("means", "strong") | word_set("clause", "means")


@cache
def _linking() -> frozenset[str]:
    return word_set("clause", "linking")
