"""What the paper is set against: without X, not A but B, faster than a named rival."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from decks.han import HAN
from decks.recipes.chinese.phrases import is_phrase, whole_phrase
from decks.recipes.clauses import Stretch, stop
from decks.recipes.cloze import cloze
from decks.recipes.objects import joint
from decks.recipes.statement import Sentence, Statement
from decks.recipes.terms import latin_runs, size, trimmed, without_head
from decks.recipes.words import entry, one_of, pattern
from decks.subject import Candidate, Recipe

CONTRAST = 0.74
INSTEAD = 0.84
RIVAL = 0.62
SHORTEST_NAME = 2
"""Letters of a rival's name; a formula is none."""


def propose(statement: Statement) -> Iterator[Candidate]:
    """Candidates of every sentence, by Chinese patterns; ``english`` reads English ones."""
    for sentence in statement.sentences:
        if sentence.trivial:
            continue
        yield from _without(statement, sentence)
        yield from _rivals(statement, sentence)
        yield from _more(statement, sentence)


def _without(statement: Statement, sentence: Sentence) -> Iterator[Candidate]:
    whole = sentence.whole
    for found in _contrasts().finditer(statement.shape, whole.start, whole.end):
        if pattern(entry("contrast", "not_but")).match(statement.shape, found.start(), whole.end):
            continue  # what it is instead is asked for, not what it is not
        instead = statement.chinese and found.lastgroup == "instead"
        behind = "" if instead else _behind()
        end = stop(statement.shape, found.end(), whole.end, statement.level, behind)
        hidden = trimmed(statement, Stretch(found.end(), end))
        if statement.chinese and found.lastgroup == "without" and hidden.end > hidden.start:
            given = pattern(entry("contrast", "given")).match(statement.shape, hidden.end)
            hidden = whole_phrase(statement, hidden, hidden.end if given else whole.end)
            hidden = _as_long_as_told(statement, found.start(), hidden)
        if statement.chinese and not _is_method(statement, sentence, found, hidden):
            continue
        if "、" in statement.form(hidden) and not is_phrase(statement.form(hidden)):
            continue
        if size(statement.cut(hidden)) >= 2:
            rank = INSTEAD if found.lastgroup == "instead" else CONTRAST
            yield cloze(
                statement, sentence, without_head(statement, hidden), Recipe.COMPARISON, rank
            )


def _as_long_as_told(statement: Statement, at: int, hidden: Stretch) -> Stretch:
    """在参数空间而非像素空间优化 X: what is set against 参数空间 ends as that does."""
    head = statement.shape[max(0, at - 2) : at]
    ends = statement.form(hidden).find(head) + len(head)
    alike = pattern(rf"[{HAN}]{{2}}").fullmatch(head) and ends > len(head)
    return Stretch(hidden.start, hidden.start + ends) if alike else hidden


def _is_method(
    statement: Statement, sentence: Sentence, found: re.Match[str], hidden: Stretch
) -> bool:
    """Whether what is set apart is a way to do it: not 重点是 A 而不是 B."""
    before = statement.form(Stretch(sentence.whole.start, found.start()))
    if pattern(r"(?:而不是|而非)\s*$").search(found[0]):
        deeds = one_of("means", "strong", "bare", "acts", "purpose_verbs")
        does = pattern(rf"{deeds}|{one_of('contrast', 'deeds')}|将|把|直接|仅|只").search(before)
        return bool(does) and not pattern(r"[是为]$|(?:核心|重点|关键|最)[^，。]*是").search(before)
    clause = pattern("[，：]").split(before)[-1]
    described = pattern(r"一种|一个|首个|提出|实现").search(clause) and "的" in statement.form(
        hidden
    )
    return not described


@cache
def _contrasts() -> re.Pattern[str]:
    without, instead = one_of("contrast", "without"), one_of("contrast", "instead")
    return pattern(
        rf"(?P<instead>{instead})(?:通过|使用|采用|利用|用)?\s*"
        rf"|(?<![可])(?P<without>{without})(?:针对|使用|通过|采用|任何|额外的?|依赖)?\s*"
        rf"|在不(?=[^，]{{2,24}}的?(?:前提|情况|条件)下)"
    )


@cache
def _behind() -> str:
    given = entry("contrast", "given")
    return rf"{joint()}|{given}|即可|就能|就可|也能|便可|而是|，|的过程|所|时(?=[，。])"


def _rivals(statement: Statement, sentence: Sentence) -> Iterator[Candidate]:
    """One rival with a Latin name, where a figure in the sentence tells how far."""
    whole = sentence.whole
    if not pattern(r"\d\s?(?:%|倍|x|×|ms|秒)").search(statement.shape, whole.start, whole.end):
        return
    for found in pattern(rf"{one_of('contrast', 'beats')}了?\s*").finditer(
        statement.shape, whole.start, whole.end
    ):
        near = Stretch(found.end(), min(whole.end, found.end() + 40))
        run = next(iter(latin_runs(statement, near)), None)
        named = run and len(pattern("[A-Za-z]").findall(statement.form(run))) >= SHORTEST_NAME
        if run and named and run.start == found.end() and not _one_of_several(statement, run):
            yield cloze(statement, sentence, run, Recipe.COMPARISON, RIVAL)


def _more(statement: Statement, sentence: Sentence) -> Iterator[Candidate]:
    """A 比 B 更有效: which of the two is, unless it is the paper's own work."""
    for clause in sentence.clauses if statement.chinese else ():
        found = pattern(entry("contrast", "more")).search(statement.shape, clause.start, clause.end)
        hidden = trimmed(statement, Stretch(*found.span(1))) if found else clause
        if found and is_phrase(statement.form(hidden)) and size(statement.cut(hidden)) >= 4:
            yield cloze(statement, sentence, hidden, Recipe.COMPARISON, RIVAL)


def _one_of_several(statement: Statement, run: Stretch) -> bool:
    after = statement.shape[run.end : run.end + 4].lstrip()
    return after.startswith(("和", "与", "及", "、", "或", "等", "/"))
