"""Means and purpose: hide what is done and keep what for, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from decks.recipes.clauses import Stretch, stop
from decks.recipes.cloze import cloze, tells_means
from decks.recipes.objects import joint, object_of, verbs_of_means
from decks.recipes.statement import Sentence, Statement
from decks.recipes.terms import size, specific, specific_words, trimmed, without_head
from decks.recipes.words import entry, one_of, pattern
from decks.subject import Candidate, Recipe

RANKS = {"strong": 0.85, "weak": 0.68, "bare": 0.64}
PURPOSE = 0.6


def propose(statement: Statement) -> Iterator[Candidate]:
    """Candidates of every sentence, by Chinese patterns; ``english`` reads English ones."""
    for sentence in statement.sentences:
        if not sentence.trivial:
            yield from _means(statement, sentence)
            yield from _purposes(statement, sentence)
            yield from _causes(statement, sentence)
            yield from _workers(statement, sentence)
            yield from _acts(statement, sentence)


def _means(statement: Statement, sentence: Sentence) -> Iterator[Candidate]:
    for kind, _, end in verbs_of_means(statement, sentence):
        basis = one_of("means", "weak") if kind == "bare" else ""
        whole = object_of(statement, sentence, end, also=basis)
        if whole is None or size(statement.cut(whole)) < 2:
            continue
        quoted = statement.shape[whole.start - 1 : whole.start] == "“"
        whole = whole if quoted else _basis(statement, whole)
        hidden = whole if quoted else without_head(statement, whole)
        rank = RANKS[kind] + _bonus(statement, hidden)
        yield cloze(statement, sentence, hidden, Recipe.MEANS_PURPOSE, rank)


def _basis(statement: Statement, whole: Stretch) -> Stretch:
    """Of 基于 X 的 Y the X: Y says what is made of it."""
    based = statement.shape[: whole.start].rstrip().endswith("基于")
    at = statement.shape.find("的", whole.start + 2, whole.end - 1) if based else -1
    if at < 0:
        return whole
    made = pattern(rf"{one_of('means', 'made')}$").search(statement.shape, whole.start + 2, at)
    return trimmed(statement, Stretch(whole.start, made.start() if made else at))


def _bonus(statement: Statement, hidden: Stretch) -> float:
    """Terms of middle length are the best answers; long phrases are the worst."""
    text = statement.cut(hidden)
    length = size(text)
    named = 0.1 if specific_words(text) else 0.0
    return named + (0.05 if 3 <= length <= 16 else -0.1 if length > 24 else 0.0)


def _purposes(statement: Statement, sentence: Sentence) -> Iterator[Candidate]:
    """What is mended or reached, behind the clause or the joint that names the means."""
    for found in _purpose_verbs().finditer(
        statement.shape, sentence.whole.start, sentence.whole.end
    ):
        if statement.level[found.start()] > statement.level[sentence.whole.start]:
            continue
        end = stop(
            statement.shape,
            found.end(),
            sentence.whole.end,
            statement.level,
            f"{joint()}|所?带来的",
        )
        hidden = trimmed(statement, Stretch(found.end(), end))
        if statement.chinese and not tells_means(statement, sentence, found.start()):
            continue
        enough = 4 if found.lastgroup == "obstacle" else 6
        if found.lastgroup == "effect" and _is_praise(statement, hidden):
            continue
        if specific(statement.cut(hidden), statement.subject.short) >= enough:
            hidden = without_head(statement, hidden)
            yield cloze(statement, sentence, hidden, Recipe.MEANS_PURPOSE, PURPOSE)


def _is_praise(statement: Statement, hidden: Stretch) -> bool:
    """Whether what is reached is only more of what every paper wants: quality, speed, accuracy."""
    form = statement.form(hidden)
    opens = statement.chinese and pattern(one_of("effect", "praise")).match(form)
    return bool(opens or pattern(rf"{one_of('generic', 'han')}$").search(form))


@cache
def _purpose_verbs() -> re.Pattern[str]:
    lead = r"(?:(?<=，)|从而|进而|来|以|并|可|能够|可以|有效|显著|大幅|进一步|更好地|有效地|：)"
    return pattern(
        rf"{lead}\s*(?:有效|显著|大幅|进一步|更好地|有效地)?"
        rf"(?:(?P<obstacle>{one_of('means', 'obstacles')})"
        rf"|(?P<effect>{one_of('means', 'effects')}))了?"
    )


def _causes(statement: Statement, sentence: Sentence) -> Iterator[Candidate]:
    for found in pattern(_cause()).finditer(
        statement.shape, sentence.whole.start, sentence.whole.end
    ):
        end = stop(
            statement.shape,
            found.end(),
            sentence.whole.end,
            statement.level,
            entry("means", "effect"),
        )
        hidden = trimmed(statement, Stretch(found.end(), end))
        if size(statement.cut(hidden)) >= 3:
            yield cloze(statement, sentence, hidden, Recipe.MEANS_PURPOSE, 0.8)
    for found in pattern(entry("means", "result")).finditer(
        statement.shape, sentence.whole.start, sentence.whole.end
    ):
        end = stop(statement.shape, found.end(), sentence.whole.end, statement.level)
        hidden = trimmed(statement, Stretch(found.end(), end))
        if specific(statement.cut(hidden)) >= 4:
            yield cloze(statement, sentence, hidden, Recipe.MEANS_PURPOSE, PURPOSE)


def _workers(statement: Statement, sentence: Sentence) -> Iterator[Candidate]:
    """What a named part of the whole does: "X 模块增强 Y", Y hidden."""
    for clause in sentence.clauses:
        found = _worker().match(statement.shape, clause.start, clause.end)
        if found and specific(statement.form(Stretch(*found.span("worker")))) >= 2:
            hidden = trimmed(statement, Stretch(found.end(), clause.end))
            if specific(statement.cut(hidden)) >= 4:
                yield cloze(statement, sentence, hidden, Recipe.MEANS_PURPOSE, PURPOSE)


@cache
def _worker() -> re.Pattern[str]:
    return pattern(
        rf"(?P<worker>[^，。在将把用]{{2,16}}?{one_of('slot', 'workers')})"
        rf"(?:可以?|能够?|有效|显著)*{one_of('slot', 'works')}"
    )


def _acts(statement: Statement, sentence: Sentence) -> Iterator[Candidate]:
    """A clause that is the means as a whole, with its purpose in the next."""
    for clause, after in pairwise(sentence.clauses):
        opens = pattern(one_of("means", "acts")).match(statement.shape, clause.start, clause.end)
        aims = pattern(
            rf"(?:从而|以|进一步|显著|大幅|可|能)*{one_of('means', 'purpose_verbs')}"
        ).match(statement.shape, after.start, after.end)
        label = statement.shape.startswith("：", clause.end)
        if opens and aims and not label and specific(statement.cut(clause)) >= 4:
            yield cloze(statement, sentence, clause, Recipe.MEANS_PURPOSE, PURPOSE)


@cache
def _cause() -> str:
    return rf"{one_of('means', 'causes')}(?:缺少|缺乏)?\s*"
