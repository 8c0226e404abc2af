"""Whether a Chinese card asks for what its sentence tells, not for something beside it.

A name that a method is only compared with, a dataset, a figure that is no effect, a word in
quotes that is no term, a thing that is said not to work: all of them can be hidden, and
nobody would ask for them. Such cards are for a person to decide on.
"""

from __future__ import annotations

import re
from functools import cache

from decks.han import HAN
from decks.recipes.chinese.borders import is_set_off
from decks.recipes.chinese.phrases import names, words_in
from decks.recipes.clauses import Stretch
from decks.recipes.statement import CODE_SIGN, Statement
from decks.recipes.terms import size, specific_words
from decks.recipes.words import entry, one_of, pattern, word_set
from decks.sheet import Found, Sheet
from decks.subject import CardWarning, Recipe

LONGEST_NAME = 10
LONGEST_TERM = 14
"""Sizes as ``terms.size`` counts them."""
LONGEST_TURNED = 16
SHORTEST_CODE = 4
"""Letters of a code span that is more than a variable."""
PHENOMENA = ("现象", "效应", "困境")
REACH = 16
MOST_FIGURES = 3
"""Figures of a clause; more of them are a table, of which nobody keeps one."""


def aside(sheet: Sheet) -> Found:
    """What is asked is not what the sentence is about."""
    if not sheet.statement.chinese or sheet.sentence is None:
        return
    if sheet.candidate.recipe is Recipe.NUMBER_CLOZE:
        if not _is_effect(sheet):
            yield CardWarning("aside", sheet.answer)
    elif sheet.asks_chinese_phrase:
        term = sheet.candidate.recipe is Recipe.TERM_CLOZE
        if _is_denied(sheet) or _is_reached(sheet) or (term and not _is_asked_term(sheet)):
            yield CardWarning("aside", sheet.answer)


def _clause(sheet: Sheet) -> Stretch:
    clauses = sheet.sentence.clauses if sheet.sentence else ()
    return next((c for c in clauses if c.end > sheet.hidden.start), sheet.hidden)


def _is_denied(sheet: Sheet) -> bool:
    """不足以, 无法, 未: in the clause of the blank, before it or right behind it."""
    statement, hidden = sheet.statement, sheet.hidden
    before = statement.form(Stretch(min(_clause(sheet).start, hidden.start), hidden.start))
    if pattern(rf"{one_of('means', 'causes')}\s*$").search(before):
        return False
    behind = statement.shape[hidden.end : hidden.end + REACH].split("，")[0]
    denied = pattern(one_of("aside", "denied"))
    return bool(denied.search(before) or pattern(one_of("aside", "failing")).search(behind))


def _is_reached(sheet: Sheet) -> bool:
    """Whether what is hidden is only what came of it, as most papers say: 实现 X, 增强 X."""
    if sheet.candidate.recipe is not Recipe.MEANS_PURPOSE:
        return False
    before = sheet.statement.shape[max(0, sheet.hidden.start - REACH) : sheet.hidden.start]
    return bool(pattern(rf"{one_of('means', 'effects')}了?\s?$").search(before))


def _is_asked_term(sheet: Sheet) -> bool:
    statement, hidden = sheet.statement, sheet.hidden
    answer = statement.form(hidden)
    if _is_one_of_two_values(statement, hidden):
        return True
    if is_set_off(statement, hidden):
        return _is_term(sheet)
    if not pattern("^[A-Za-z0-9]").match(answer) or _is_turned(statement, hidden):
        return True
    return size(answer) <= LONGEST_NAME and _is_named(answer) and _is_governed(statement, hidden)


def _is_turned(statement: Statement, hidden: Stretch) -> bool:
    """将 [A] 嵌入到 [B]: what is turned into something, and what becomes of it."""
    turned = rf"(?:直接|统一|自动|显式)*{one_of('slot', 'becomes')}"
    before = statement.shape[max(0, hidden.start - REACH) : hidden.start].rstrip()
    behind = statement.shape[hidden.end : hidden.end + REACH].lstrip()
    words = words_in(statement, hidden)
    acts = len(words) > 1 and words[1].text in word_set("clause", "dual")
    long = size(statement.form(hidden)) > LONGEST_TURNED
    if acts or long or behind.startswith(("的", "、", "等")):
        return False
    source = before.endswith(("将", "把")) and pattern(turned).match(behind)
    led = statement.shape[max(0, hidden.start - 3 * REACH) : hidden.start]
    target = pattern(rf"(?:将|把)[^，。；]{{2,}}{one_of('slot', 'becomes')}\s?$").search(led)
    return bool(source or target)


def _is_one_of_two_values(statement: Statement, hidden: Stretch) -> bool:
    """前景层（[RGBA]）和背景层（RGB）: beside another, what stands in brackets is a value."""
    opened = pattern(f"[{HAN}]（$").search(statement.shape[: hidden.start])
    beside = pattern(r"）\s?[和与、][^，。（]{1,12}（[A-Za-z\d]").match(statement.shape, hidden.end)
    return bool(opened) and beside is not None


def _is_term(sheet: Sheet) -> bool:
    """Whether what is set off by quotes or bold is a term: a short noun phrase inside a clause."""
    hidden, statement = sheet.hidden, sheet.statement
    form = statement.form(hidden)
    if CODE_SIGN in form:
        variables = pattern(r"[\s,`(]*(?:[A-Za-z](?:_\w+)?[\s,`)]*)+").fullmatch(sheet.answer)
        return not variables and len(pattern("[A-Za-z]").findall(sheet.answer)) >= SHORTEST_CODE
    words = words_in(statement, hidden)
    opens = hidden.start <= _clause(sheet).start + 1
    spoken = any(word.tag[0] in "dpcfr" or word.tag == "v" for word in words[:1])
    behind = statement.shape[hidden.end : hidden.end + 3].lstrip("” ")
    heads = behind.startswith(("——", "—", "：", "（-"))
    if opens or spoken or heads or not size(form) <= LONGEST_TERM:
        return False
    headed = pattern(one_of("term", "heads")).match(behind) or behind.startswith(PHENOMENA)
    whole = names(form) or not pattern(f"[{HAN}]").search(form)
    if headed and size(form) <= LONGEST_NAME:
        return True
    return whole and (bool(headed) or _is_governed(statement, hidden))


def _is_named(answer: str) -> bool:
    """A Latin answer with a capital or a figure; lower-case words are the writer's own."""
    initials = pattern("[A-Z]{1,5}s?").fullmatch(answer)
    return not initials and bool(
        specific_words(answer) and pattern(rf"[A-Z\d_]|[{HAN}]").search(answer)
    )


def _is_governed(statement: Statement, hidden: Stretch) -> bool:
    """Whether a name is what something is made of or made with, not where or against what."""
    before = statement.shape[max(0, hidden.start - REACH) : hidden.start].rstrip(" “")
    behind = statement.shape[hidden.end : hidden.end + 6].lstrip("” ")
    if pattern(rf"{one_of('aside', 'tried')}|的|后|学习|、|[）)]").match(behind):
        return False
    inside = before.endswith("在") and behind.startswith(("中", "里", "内"))
    if inside and is_set_off(statement, hidden):
        return True
    proxy = before.endswith("以") and behind.startswith(("作为", "为"))
    return proxy or bool(pattern(rf"{one_of('aside', 'governing')}$").search(before))


def _is_effect(sheet: Sheet) -> bool:
    """Whether words at a figure say that it came of something, and it is not one of many."""
    clause = _clause(sheet)
    form = sheet.statement.form(clause)
    if len(_figures().findall(form)) > MOST_FIGURES or "分别" in form:
        return False
    before = sheet.statement.form(Stretch(clause.start, sheet.hidden.start))
    behind = sheet.statement.form(Stretch(sheet.hidden.end, clause.end))
    rest = (
        sheet.statement.form(Stretch(sheet.hidden.end, sheet.sentence.whole.end))
        if sheet.sentence
        else ""
    )
    if pattern(entry("unit", "beside")).search(f"{before}\0{behind}"):
        return False
    if pattern(rf"(?:{one_of('contrast', 'beats')}|远超)[^，。；\d]*的\s?$").search(before):
        return False  # 远超 X 的 70 %: the rival's
    old = pattern("从[^，。]*$").search(before) and pattern("^[^，。]{1,16}(?:到|至)").match(behind)
    inside = pattern(r"[（(]\s?$").search(before) and pattern(
        r"^\s?%?[）)]\s?(?:和|与|、|，[^，。]{0,12}[（(])"
    ).match(behind)
    if (
        inside
        or old
        or before.endswith(("/", "/ "))
        or pattern(one_of("unit", "not_asked")).match(behind)
    ):
        return False
    metrics = one_of("unit", "metrics")
    led = pattern(
        rf"{one_of('unit', 'effects_before')}[^，。]{{0,16}}$|{metrics}\s?$|的\s?$"
    ).search(before)
    effects = one_of("unit", "effects_behind")
    followed = pattern(
        rf"^[^\d，。]{{0,5}}{effects}|^\s?(?:%|倍|个百分点|个?点)的[^\d，。]{{0,10}}{effects}"
    ).search(behind)
    return bool(led or followed or pattern(entry("unit", "chosen")).match(rest))


@cache
def _figures() -> re.Pattern[str]:
    return pattern(r"(?<![A-Za-z\d.\-])\d+(?:[.,]\d+)*(?=[^A-Z\d\-.]|$)")
