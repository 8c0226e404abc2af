"""Hide a number that carries an effect; its unit stays visible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from decks.han import HAN
from decks.recipes.clauses import Stretch
from decks.recipes.cloze import cloze
from decks.recipes.english.asides import is_remark
from decks.recipes.statement import Sentence, Statement
from decks.recipes.words import entry, one_of, pattern
from decks.subject import Candidate, Recipe

EFFECT = 0.92
LONGEST_RIVAL = 30
"""Characters between a bracket and a figure in it."""
WHOLE = 100.0
"""Per cent."""
SETTING = 0.4
"""A size or a count of steps tells how it was run, not what came of it."""


def propose(statement: Statement) -> Iterator[Candidate]:
    """One candidate for each number with a unit or behind a metric's name."""
    for sentence in statement.sentences:
        if sentence.trivial or (not statement.chinese and is_remark(statement, sentence)):
            continue
        for found in _numbers().finditer(statement.shape, sentence.whole.start, sentence.whole.end):
            hidden = Stretch(*found.span(found.lastgroup or 0))
            told = _is_bare_ratio(statement, sentence, hidden) or _is_rest(
                statement, sentence, hidden
            )
            if _is_asked(statement, hidden) and not told:
                rank = SETTING if is_setting(statement, sentence, hidden) else EFFECT
                yield cloze(statement, sentence, hidden, Recipe.NUMBER_CLOZE, rank)


def _is_bare_ratio(statement: Statement, sentence: Sentence, hidden: Stretch) -> bool:
    """Whether an English sentence opens with "2x larger than", and does not say what is."""
    opens = hidden.start == sentence.whole.start and not statement.chinese
    return opens and bool(
        pattern(r"\s?[x×] (?:[a-z]+er\b|more|less)").match(statement.shape, hidden.end)
    )


def _is_rest(statement: Statement, sentence: Sentence, hidden: Stretch) -> bool:
    """Whether another share of the sentence leaves just this one: "90% of it, and 10%"."""
    share = pattern(r"(?<![\w.])\d+(?:\.\d+)?(?=\s?%)")
    if not share.match(statement.shape, hidden.start):
        return False
    found = share.findall(statement.shape, sentence.whole.start, sentence.whole.end)
    value = statement.cut(hidden)
    return any(float(one) + float(value) == WHOLE for one in found if one != value or value == "50")


_NUMBER = r"\d+(?:[.,]\d+)*(?:\s?[-–~～]\s?\d+(?:[.,]\d+)*(?=\s?(?:%|×|x|倍|个百分点)))?"


@cache
def _numbers() -> re.Pattern[str]:
    """A number with a unit, one behind a metric, or one written as a word."""
    unit = rf"(?:{one_of('unit', 'effect')}(?![A-Za-z\d])|[x×X](?![^，。,.;]{{0,2}}[\dA-Z]))"
    link = one_of("unit", "links")
    metric = (
        rf"(?<![A-Za-z]){one_of('unit', 'metrics')}\s?(?:分数|score|值)?\s?{link}?\s?(?:约|~|≈)?\s?"
    )
    changes, moved = one_of("unit", "changes_to"), one_of("unit", "moved")
    spelt = rf"(?:{one_of('unit', 'spelt')}|[两三四五六七八九十])"
    span = (
        r"(?:分钟|小时|天|倍|个数量级|\s?days|\s?hours|\s?minutes|\s?times|\s?orders of magnitude)"
    )
    return pattern(
        rf"(?<![\w.\-/×*:])(?P<counted>{_NUMBER})(?=\s?[-–]?\s?{unit})"
        rf"|{metric}(?<![A-Za-z])(?P<measured>{_NUMBER})(?![\w\-×])"
        rf"|(?<![第一二三四五六七八九十百千A-Za-z])(?P<spelt>{spelt})(?={span})"
        rf"|从[^，。；]{{0,24}}\d[^，。；]{{0,12}}?{changes}\s?(?:约|仅)?\s?(?P<reached>{_NUMBER})(?![\w\-×]|\.\d)"
        rf"|[A-Z]{{2}}[\w\-]*\s?{moved}了?\s?(?:约|近)?\s?(?P<moved>{_NUMBER})(?![\w\-×]|\.\d)"
        rf"|(?<=[{HAN}])(?P<glued>{_NUMBER})(?=\s?{unit})"
    )


def _is_asked(statement: Statement, hidden: Stretch) -> bool:
    """Not the number of a figure or section, not the old value of "from A to B", not 100 %."""
    before = statement.shape[max(0, hidden.start - 14) : hidden.start]
    after = statement.shape[hidden.end : hidden.end + 24]
    if pattern(rf"{one_of('unit', 'never_before')}\s?$").search(before):
        return False
    if is_rivals(statement, hidden):
        return False
    if pattern(
        r"[\d.]\s?[x×X*]\s?$|[A-Z][\w-]*[A-Z]\s$|\d\s?[-~–至]\s?$|-$|(?:如|例如|e\.g\.,?|比如)\s?$"
    ).search(before):
        return False
    if pattern(r"\s?[BMKT](?![A-Za-z])").match(after):
        counted = pattern(entry("unit", "counted"))
        if not (counted.search(after[:12]) or counted.search(before)):
            return False
    if statement.cut(hidden) in ("100", "0", "1") or pattern(r"\d\s?=\s?$").search(before):
        return False
    return not pattern(rf"s\b|{_old_value()}").match(after)


def is_rivals(statement: Statement, hidden: Stretch) -> bool:
    """Whether a figure in brackets is what the paper is compared with: "(vs 42K hours)"."""
    before = statement.shape[max(0, hidden.start - LONGEST_RIVAL) : hidden.start]
    return bool(pattern(r"（(?:vs\.?|versus)\s[^）]*$").search(before))


@cache
def _old_value() -> str:
    unit = r"\s?[%A-Za-z倍秒]{0,6}\s?"
    value = r"\s?(?:约|仅|原来的)?\s?[\d一两三四五六七八九十百几]"
    return rf"{unit}{one_of('unit', 'changes')}{value}"


def is_setting(statement: Statement, sentence: Sentence, hidden: Stretch) -> bool:
    """Whether the number counts what was put in (frames, layers, steps), not what came out.

    "Only four steps" is an effect: the writer says so. Nor does anybody keep a row of figures.
    """
    unit = statement.shape[hidden.end : hidden.end + 8].lstrip()
    if "respectively" in statement.form(sentence.whole):
        return True  # one of several figures, and nobody keeps apart whose it is
    if not statement.chinese and not pattern(r"-?(?:layer|epoch|step)").match(unit):
        return False  # English notes tell counts of data, frames and seconds as results
    if not pattern(rf"-?{one_of('unit', 'put_in')}").match(unit):
        return False
    clause = next((c for c in sentence.clauses if c.end > hidden.start), sentence.whole)
    return not pattern(one_of("unit", "only")).search(statement.form(clause))
