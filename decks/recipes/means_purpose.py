"""Means and purpose: hide what is done and keep what for, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from decks.recipes.clauses import Stretch, stop
from decks.recipes.cloze import cloze
from decks.recipes.objects import joint, object_of, verbs_of_means
from decks.recipes.statement import Sentence, Statement
from decks.recipes.terms import size, specific, trimmed, without_head
from decks.recipes.words import one_of, pattern
from decks.subject import Candidate, Recipe

RANKS = {"strong": 0.9, "weak": 0.8, "bare": 0.7}
PURPOSE = 0.6


def propose(statement: Statement) -> Iterator[Candidate]:
    """Candidates of the Chinese sentences; the English ones are the business of ``english``."""
    for sentence in statement.sentences:
        if not sentence.trivial:
            yield from _means(statement, sentence)
            yield from _purposes(statement, sentence)
            yield from _causes(statement, sentence)


def _means(statement: Statement, sentence: Sentence) -> Iterator[Candidate]:
    for kind, _, end in verbs_of_means(statement, sentence):
        whole = object_of(statement, sentence, end)
        if whole is None or size(statement.cut(whole)) < 2:
            continue
        hidden = without_head(statement, whole)
        rank = RANKS[kind] + _bonus(statement, hidden)
        yield cloze(statement, sentence, hidden, Recipe.MEANS_PURPOSE, rank)


def _bonus(statement: Statement, hidden: Stretch) -> float:
    """Terms of middle length are the best answers; long phrases are the worst."""
    length = size(statement.cut(hidden))
    return 0.05 if 3 <= length <= 16 else -0.1 if length > 24 else 0.0


def _purposes(statement: Statement, sentence: Sentence) -> Iterator[Candidate]:
    """What is mended or reached, behind the clause or the joint that names the means."""
    for found in _purpose_verbs().finditer(
        statement.shape, sentence.whole.start, sentence.whole.end
    ):
        if statement.level[found.start()] > statement.level[sentence.whole.start]:
            continue
        end = stop(statement.shape, found.end(), sentence.whole.end, statement.level, joint())
        hidden = trimmed(statement, Stretch(found.end(), end))
        enough = 4 if found.lastgroup == "obstacle" else 6
        if specific(statement.cut(hidden), statement.subject.short) >= enough:
            hidden = without_head(statement, hidden)
            yield cloze(statement, sentence, hidden, Recipe.MEANS_PURPOSE, PURPOSE)


def _purpose_verbs() -> re.Pattern[str]:
    lead = r"(?:(?<=，)|从而|进而|来|以|并|可|能够|可以|有效|显著|大幅|进一步|更好地|有效地|：)"
    return pattern(
        rf"{lead}\s*(?:有效|显著|大幅|进一步|更好地|有效地)?"
        rf"(?:(?P<obstacle>{one_of('means', 'obstacles')})|(?P<effect>{one_of('means', 'effects')}))了?"
    )


def _causes(statement: Statement, sentence: Sentence) -> Iterator[Candidate]:
    for found in pattern(_CAUSE).finditer(
        statement.shape, sentence.whole.start, sentence.whole.end
    ):
        end = stop(statement.shape, found.end(), sentence.whole.end, statement.level, _EFFECT)
        hidden = trimmed(statement, Stretch(found.end(), end))
        if size(statement.cut(hidden)) >= 3:
            yield cloze(statement, sentence, hidden, Recipe.MEANS_PURPOSE, 0.8)


_CAUSE = r"(?:原因(?:就?在于|是)|归因于|由于|源于|根源在于|挑战在于|难点在于|关键在于|优势在于|得益于)(?:缺少|缺乏)?\s*"
_EFFECT = r"(?:而|从而)?导致|造成|引起"
