"""What is done for a purpose, told in one Chinese clause without a verb of means.

冻结 X 以 Y, 合并 X，从而 Y, X 用于 Y: the purpose stays on the front and X is asked for.
Clauses with a verb of means are for ``means_purpose`` and ``asking``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from decks.recipes.chinese import cues
from decks.recipes.chinese.asking import telling_clauses
from decks.recipes.chinese.phrases import (
    Words,
    ends_well,
    is_phrase,
    is_verb,
    phrase_end,
    stretch_of,
    words_in,
)
from decks.recipes.clauses import Stretch
from decks.recipes.cloze import cloze
from decks.recipes.statement import Sentence, Statement
from decks.recipes.terms import distinct_words, size, trimmed, without_head
from decks.recipes.words import any_pattern, one_of, pattern, word_set
from decks.segmenter import LATIN
from decks.subject import Candidate, Recipe

DEED = 0.63
THING = 0.62
SOURCE = 0.64
MODIFIER = 0.54
LEAST_WORDS = 2
"""Of what describes a noun: words that not every paper uses."""
LEAST_AIM = 4
"""As ``cues.told`` counts."""
SHORTEST = 3
LONGEST = 18
"""Sizes as ``terms.size`` counts them."""


def propose(statement: Statement) -> Iterator[Candidate]:
    """A candidate of every clause that says what for something is done or there."""
    for sentence, clause in telling_clauses(statement):
        for part in _parts(statement, clause):
            yield from _ask(statement, sentence, words_in(statement, part))
        yield from _ask_source(statement, sentence, clause)
        yield from _ask_modifier(statement, sentence, clause)


def _parts(statement: Statement, clause: Stretch) -> Iterator[Stretch]:
    """A clause, and what stands in it behind 并: 收集 X 并应用 Y 以 Z."""
    starts = [found.end() for found in _joints().finditer(statement.shape, *clause)]
    for start, end in pairwise([clause.start, *starts, clause.end]):
        yield Stretch(start, clause.end if end == clause.end else end - 1)


@cache
def _joints() -> re.Pattern[str]:
    return pattern(rf"(?<=[^，])并(?={one_of('deed', 'verbs')})")


def _ask_source(statement: Statement, sentence: Sentence, clause: Stretch) -> Iterator[Candidate]:
    """从 X 中构建 Y, 根据 X 选择 Y, 在 X 上训练, 以 X 为 Y: what a deed starts from."""
    for hidden in _phrases(statement, clause, "sources"):
        if SHORTEST <= size(statement.cut(hidden)) <= LONGEST:
            yield cloze(statement, sentence, hidden, Recipe.TERM_CLOZE, SOURCE)


def _ask_modifier(statement: Statement, sentence: Sentence, clause: Stretch) -> Iterator[Candidate]:
    """引入 X 的统计指标, where the noun is told: what describes it."""
    for hidden in _phrases(statement, clause, "modifiers"):
        head = statement.shape[hidden.end + 1 : clause.end]
        told = len(distinct_words(statement.form(hidden))) >= LEAST_WORDS
        if told and cues.told(head) >= LEAST_AIM:
            yield cloze(statement, sentence, hidden, Recipe.TERM_CLOZE, MODIFIER)


def _phrases(statement: Statement, clause: Stretch, name: str) -> Iterator[Stretch]:
    """What the patterns of a list mark in a clause, each in its one group, if it is a phrase."""
    for found in any_pattern("deed", name).finditer(statement.shape, clause.start, clause.end):
        hidden = trimmed(statement, Stretch(*found.span(found.lastindex or 0)))
        if is_phrase(statement.form(hidden)):
            yield hidden


def _ask(statement: Statement, sentence: Sentence, words: Words) -> Iterator[Candidate]:
    """What a verb governs; 解耦词汇用于生成 may be a noun phrase as well."""
    if not words:
        return
    deed = _is_deed(words)
    readings = [(1 + _quantified(words), True)] if deed else []
    for start, done in [*readings, (0, False)]:
        found = _thing(statement, sentence, words, start, deed=done)
        if deed and not done and not _is_for(statement, found):
            continue
        if found is not None:
            hidden = without_head(statement, found)
            rank = DEED if done else THING
            yield cloze(statement, sentence, hidden, Recipe.MEANS_PURPOSE, rank)
            return


def _is_for(statement: Statement, found: Stretch | None) -> bool:
    """Whether 用于 follows: a verb at the front is a part of a noun there, but not before 以."""
    return found is not None and statement.shape.startswith(("用于", "用来", "负责"), found.end)


def _thing(
    statement: Statement, sentence: Sentence, words: Words, start: int, *, deed: bool
) -> Stretch | None:
    """The noun phrase that begins at a word, if what it is for follows."""
    end = phrase_end(words, start)
    if end == start or not ends_well(words, end):
        return None
    found = stretch_of(words, start, end)
    fits = SHORTEST <= size(statement.cut(found)) <= LONGEST
    aims = fits and _aims(statement, words, end, sentence.whole.end, deed=deed)
    return found if aims else None


def _is_deed(words: Words) -> bool:
    """Whether a clause opens with a verb that changes or makes something."""
    first, at = words[0], 1 + _quantified(words)
    return first.text in word_set("clause", "asked") | word_set("deed", "verbs") and (
        len(words) > at
        and (is_verb(first) or words[at].tag[0] in "nabmvd" or words[at].tag == LATIN)
    )


def _quantified(words: Words) -> int:
    """How many words behind the verb only open its object: 了, 一个."""
    opening = word_set("clause", "openers")
    count = 0
    while 1 + count < len(words) and words[1 + count].text in opening:
        count += 1
    return count


def _aims(statement: Statement, words: Words, end: int, limit: int, *, deed: bool) -> bool:
    """Whether what follows is a purpose, in the same clause or, of a deed, in the next."""
    if end < len(words):
        joint = words[end].text in word_set("deed", "joints")
        rest = Stretch(words[end].start, words[-1].end)
        return joint and cues.told(statement.form(rest)) >= LEAST_AIM
    behind = statement.shape[words[-1].end : limit]
    aimed = deed and _aimed().match(behind)
    return bool(aimed) and cues.told(pattern("[，。；]").split(behind[1:])[0]) >= LEAST_AIM


@cache
def _aimed() -> re.Pattern[str]:
    return pattern(
        r"，\s?(?:(?:从而|进而|以便)|(?:以|并|可|能|进一步|来|有效)*"
        rf"(?:使(?!用)|让|{one_of('means', 'purpose_verbs')}))"
    )
