"""Whether a card asks for one thing worth knowing: not for a generic word, nor for any of several.

What words are generic or trivial, and what opens a list, stands in ``recipes/words.toml`` and
``recipes/chinese/chinese.toml``.
"""

from __future__ import annotations

import re
from functools import cache

from decks.faces import SpanKind, face
from decks.recipes.chinese import cues
from decks.recipes.chinese.borders import is_set_off
from decks.recipes.chinese.phrases import words_in
from decks.recipes.clauses import Stretch
from decks.recipes.cloze import has_example_before, is_trivial, leans
from decks.recipes.number_cloze import is_setting
from decks.recipes.objects import is_unannounced_list
from decks.recipes.terms import (
    distinct_words,
    latin_words,
    size,
    specific,
    specific_words,
    telling_words,
)
from decks.recipes.words import any_pattern, entry, one_of, pattern, word_set, words
from decks.sheet import Found, Sheet
from decks.subject import CardWarning, Recipe

SHORTEST_CUE = 4
SHORTEST_CHINESE_CUE = 5
GOOD_CUE = 6
LIST_CUE = 10
BARE_CUE = 7
TOLD_CUE = 4
"""As ``cues.told`` counts."""
LEAST_COMMON = 4
LONG_ANSWER = 6
FEW_WORDS = 2
"""Sizes as ``terms.size`` counts them: a Han character 1, a Latin word 2."""


def generic_blank(sheet: Sheet) -> Found:
    """The answer is a word that nobody should have to recall."""
    if sheet.candidate.recipe is Recipe.NUMBER_CLOZE or _has_sign(sheet):
        return
    bare = sheet.answer.strip().casefold()
    vague = pattern(rf"^{one_of('vague', 'amounts')}(?![a-z])")
    whole = size(sheet.answer) >= 4 or specific(sheet.answer) >= 2
    if sheet.candidate.recipe is Recipe.LIST_ITEM and whole:
        return
    if (
        bare in word_set("generic", "praise")
        or vague.match(bare)
        or _is_vague(sheet)
        or _is_common(sheet)
    ):
        yield CardWarning("generic-blank", sheet.answer)


def _is_vague(sheet: Sheet) -> bool:
    """Two specific Han characters are half a word; a Latin term must be rare in the collection."""
    told = specific(sheet.answer, sheet.subject.short)
    least = 2 if _is_long_enough(sheet) else 3
    common = max(2, sheet.rarity.papers // 25)
    if _is_marked_name(sheet) and sheet.rarity.document_frequency(sheet.answer) <= common:
        return False
    if told < least and not specific_words(sheet.answer):
        return True
    if _is_everywhere(sheet, max(common, LEAST_COMMON)):
        return True
    return (
        sheet.candidate.recipe is Recipe.TERM_CLOZE
        and sheet.answer.isascii()
        and sheet.rarity.document_frequency(sheet.answer) > common
    )


def _is_long_enough(sheet: Sheet) -> bool:
    """Whether an answer of few specific words is long, and the front says enough of it."""
    means = sheet.candidate.recipe is Recipe.MEANS_PURPOSE
    if sheet.statement.chinese:
        shortest = SHORTEST_CUE if means else GOOD_CUE
        return size(sheet.answer) >= shortest and cues.told(sheet.front) >= GOOD_CUE
    told = means and specific(sheet.front, sheet.subject.short) >= GOOD_CUE
    return size(sheet.answer) >= LONG_ANSWER or told


def _is_common(sheet: Sheet) -> bool:
    """Whether a Chinese answer has no word that the front does not show and few papers use.

    特征融合模块, 自动评估指标; of a data set or a benchmark two such words are wanted.
    """
    if not sheet.asks_chinese_phrase or specific_words(sheet.answer):
        return False
    if _is_marked_name(sheet):
        return False
    bare = pattern(r"（[^（）]*）$").sub("", sheet.statement.form(sheet.hidden))
    told = [word for word in distinct_words(bare) if word not in sheet.front]
    headed = bare.rstrip(" ”").endswith(words("common", "whole_heads"))
    return len(told) < (FEW_WORDS if headed else 1)


def _is_marked_name(sheet: Sheet) -> bool:
    """提出 **layer attention**: common words that quotes or bold make a name."""
    words = latin_words(sheet.answer)
    praised = word_set("term", "stand_ins") | word_set("english", "determiners")
    named = len(words) > 1 and sheet.answer.isascii() and not praised & set(words)
    return sheet.statement.chinese and named and is_set_off(sheet.statement, sheet.hidden)


def _is_everywhere(sheet: Sheet, common: int) -> bool:
    """Whether a Chinese answer is made of words that many papers of the collection use."""
    if not sheet.statement.chinese or specific_words(sheet.answer):
        return False
    if sheet.rarity.document_frequency(sheet.answer) <= max(LEAST_COMMON, common // 4):
        return False  # common words make a term of their own: 权重分解
    told = telling_words(sheet.answer)
    return 0 < len(told) <= FEW_WORDS and all(
        sheet.rarity.document_frequency(word) > common for word in told
    )


def _has_sign(sheet: Sheet) -> bool:
    return any(s.kind in (SpanKind.CODE, SpanKind.MATH) for s in face(sheet.candidate.answer))


def several_answers(sheet: Sheet) -> Found:
    """More than one answer would fit what the front says."""
    if sheet.candidate.recipe is Recipe.CUED_RECALL:
        return
    if not _has_cue(sheet) or _is_bare_means(sheet):
        yield CardWarning("several-answers", sheet.front.strip()[:40])
    elif is_unannounced_list(sheet.answer) or _open_list(sheet):
        yield CardWarning("several-answers", sheet.answer)


def _has_cue(sheet: Sheet) -> bool:
    """Whether the front says enough: specific words, or the neighbours of a list's item."""
    if sheet.candidate.recipe is Recipe.NUMBER_CLOZE:
        return size(sheet.front) >= SHORTEST_CUE
    if sheet.candidate.recipe is Recipe.LIST_ITEM:
        return size(sheet.front) >= LIST_CUE or "→" in sheet.front
    if not sheet.statement.chinese:
        return size(sheet.front) >= SHORTEST_CUE  # weighed where it was made
    told = specific(_cue(sheet), sheet.subject.short)
    named = sheet.candidate.recipe is Recipe.DEFINITION or specific_words(sheet.answer)
    shortest = SHORTEST_CUE if named else SHORTEST_CHINESE_CUE
    if told >= shortest or (told >= shortest - 2 and _leaves_head(sheet)):
        return True
    if sheet.candidate.recipe is not Recipe.DEFINITION and cues.told(_cue(sheet)) >= TOLD_CUE:
        return True
    purpose = pattern(
        rf"，[^，]{{0,4}}{one_of('means', 'effects', 'obstacles')}|{one_of('means', 'plain_verbs')}"
    )
    aims = sheet.candidate.recipe is Recipe.MEANS_PURPOSE and purpose.search(sheet.front)
    return bool(aims) and size(sheet.front) >= 8 and specific(sheet.answer) >= 4


def _is_bare_means(sheet: Sheet) -> bool:
    """... 通过 [X] and nothing more: what it is for has to be told by what stands before."""
    shape, hidden = sheet.statement.shape, sheet.hidden
    if not sheet.statement.chinese or sheet.candidate.recipe is not Recipe.MEANS_PURPOSE:
        return False
    led = shape[max(0, hidden.start - 4) : hidden.start].rstrip(" “")
    behind = shape[hidden.end : sheet.sentence.whole.end if sheet.sentence else None]
    bare = led.endswith(("通过", "借助", "先用", "：用")) and not behind.strip(" ，。；：”")
    return bare and specific(sheet.front, sheet.subject.short) < BARE_CUE


def _cue(sheet: Sheet) -> str:
    """The front; of Chinese means without what is only done besides (，并建立 …)."""
    if not sheet.statement.chinese or sheet.candidate.recipe is not Recipe.MEANS_PURPOSE:
        return sheet.front
    return pattern(r"，\s?(?:并|且)(?![^，]*(?:使|让)).*$").sub("", sheet.front)


def _leaves_head(sheet: Sheet) -> bool:
    """Whether the blank's own noun stands behind it, or what it is used for."""
    behind = words_in(sheet.statement, Stretch(sheet.hidden.end, sheet.hidden.end + 12))
    if not sheet.statement.chinese or not behind or size(sheet.answer) < SHORTEST_CUE:
        return False
    joint = behind[0].text in word_set("clause", "joints")
    noun = behind[0].text == "的" or behind[0].tag.startswith(("n", "vn"))
    return noun or (joint and sheet.candidate.recipe is Recipe.MEANS_PURPOSE)


def _open_list(sheet: Sheet) -> bool:
    """Whether the answer is one of several, of which the list need not hold all."""
    if sheet.candidate.recipe is Recipe.NUMBER_CLOZE:
        return False
    shape, hidden = sheet.statement.shape, sheet.hidden
    before = shape[max(0, hidden.start - 6) : hidden.start]
    after = shape[hidden.end : hidden.end + 160]
    inside = pattern(r"（[^（）]*）").sub("", sheet.statement.form(hidden))
    return (
        bool(_open_end().match(after) or _examples().search(inside))
        or (sheet.candidate.recipe is Recipe.TERM_CLOZE and _has_peer(before, after))
        or _is_followed_by_etc(before, after)
        or has_example_before(sheet.statement, hidden.start)
    )


@cache
def _open_end() -> re.Pattern[str]:
    """A list goes on behind the blank and ends with 等, "and so on"."""
    latin = r"(?:\s?[，、/和]\s?[A-Za-z][A-Za-z0-9_.\- ]*+)+等"
    return pattern(rf"[”\s]?{entry('open', 'etc')}|{latin}")


@cache
def _examples() -> re.Pattern[str]:
    return pattern(f"{entry('open', 'etc')}|{'|'.join(words('open', 'examples'))}")


def _is_followed_by_etc(before: str, after: str) -> bool:
    beside = before[-1:] + after[:40]
    return bool(pattern(rf"[^，。；：]{{0,40}}{entry('open', 'etc')}").match(after)) and bool(
        pattern(r"[、/和]").search(beside)
    )


def _has_peer(before: str, after: str) -> bool:
    """Whether a term is one of several on a par, of which no count says how many there are."""
    return bool(
        pattern(r"(?:[、和与及或/]|以及)\s?$").search(before)
        or pattern(r"^\s?(?:、|/|和(?!其)|与(?!其)|以及|或)").match(after)
    )


def trivial(sheet: Sheet) -> Found:
    """What is asked is said of every paper, or is housekeeping."""
    if sheet.candidate.recipe is Recipe.CUED_RECALL:
        return
    opening = any_pattern("trivial", "opening").search(_opening(sheet))
    if sheet.sentence is None or sheet.sentence.trivial or opening:
        yield CardWarning("trivial", sheet.front.strip()[:40])
        return
    if sheet.candidate.recipe is Recipe.NUMBER_CLOZE:
        if is_setting(sheet.statement, sheet.sentence, sheet.hidden):
            yield CardWarning("trivial", sheet.front.strip()[:40])
        return
    if not sheet.statement.chinese:
        if is_trivial(sheet.front):
            yield CardWarning("trivial", sheet.front.strip()[:40])
        return
    clauses = sheet.sentence.clauses
    place = next((i for i, c in enumerate(clauses) if c.end > sheet.hidden.start), 0)
    for clause in clauses[max(0, place - leans(sheet.statement, clauses[place])) : place + 1]:
        if is_trivial(sheet.statement.form(clause)):
            yield CardWarning("trivial", sheet.statement.cut(clause)[:40])


def _opening(sheet: Sheet) -> str:
    """The sentence, unless its cause is asked for: why the field fails is worth knowing."""
    if sheet.sentence is None:
        return ""
    before = sheet.statement.shape[sheet.sentence.whole.start : sheet.hidden.start]
    asks_cause = pattern(rf"{one_of('vague', 'causes')}[^，。]{{0,8}}$").search(before)
    return (
        ""
        if asks_cause or _is_own_deed(sheet, before)
        else sheet.statement.form(sheet.sentence.whole)
    )


def _is_own_deed(sheet: Sheet, before: str) -> bool:
    """Whether a Chinese sentence has come from the field to the paper (传统方法…，本文用…)."""
    short = sheet.subject.short
    if not short or not sheet.statement.chinese:
        return False
    _, *clauses = pattern("[，；]").split(before)
    bare = [pattern(r"^\s?(?:而|但)?\s?").sub("", clause) for clause in clauses]
    own = pattern(one_of("vague", "own"))
    return any(clause.startswith(short) or own.match(clause) for clause in bare)
