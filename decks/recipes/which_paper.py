"""Recognition: a sentence without the paper's names asks which paper it is from.

Only one that stands alone is proposed. Whether other papers say the same is known to the
quality check alone; a proposal that it warns of is none, for nobody would want to mend it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from decks.faces import Face, Span, SpanKind, face
from decks.recipes.clauses import Stretch
from decks.recipes.cloze import is_trivial, leans
from decks.recipes.english.lexicon import Tag
from decks.recipes.english.tokens import Word, words_of
from decks.recipes.names import names_in
from decks.recipes.statement import Sentence, Statement, escaped, frame_end
from decks.recipes.terms import size
from decks.recipes.words import entry, one_of, pattern
from decks.subject import Candidate, Recipe
from decks.wording import say

RANK = 0.2
"""Below every other recipe that is ever accepted unasked."""
LONGEST_CUE = 70
SHORTEST_CUE = 20
"""Sizes as ``terms.size`` counts them."""
MOST_FIGURES = 3
"""More of them are a row of results, which nobody tells apart."""
MOST_NAMES = 1
"""More of them masked, and nobody can read the sentence."""


def propose(statement: Statement) -> Iterator[Candidate]:
    """A candidate for each sentence that may be asked for; none for a paper without a name."""
    if not any(sign.isalpha() for sign in statement.subject.short):
        return  # a number is no name that anybody recalls
    if pattern(entry("which", "of_notes"), re.IGNORECASE).search(statement.subject.short):
        return
    for sentence in statement.sentences:
        cue = _cue(statement, sentence)
        names = list(names_in(statement, cue))
        if _tells(statement, cue) and len(names) <= MOST_NAMES:
            question = _question(statement, cue, names)
            answer = escaped(statement.subject.short.strip())
            yield Candidate(Recipe.WHICH_PAPER, question, answer, cue.start, RANK)


def _cue(statement: Statement, sentence: Sentence) -> Stretch:
    """The clauses to show: from the first on, as long as they tell something and fit."""
    clauses = sentence.clauses
    if sentence.trivial or not clauses or leans(statement, clauses[0]):
        return Stretch(0, 0)
    start = frame_end(statement, clauses[0].start, clauses[0].end)
    end = start
    for clause in clauses:
        long = size(statement.cut(Stretch(start, clause.end))) > LONGEST_CUE
        if long or is_trivial(statement.form(clause)):
            break
        end = clause.end
    return Stretch(start, end)


def _question(statement: Statement, cue: Stretch, names: list[Stretch]) -> Face:
    language = "chinese" if statement.chinese else "english"
    opening, start = _opening(statement, cue)
    pieces: list[str | Span] = [opening]
    for name in names:
        pieces += statement.piece(Stretch(start, name.start))
        pieces.append(Span(SpanKind.TEXT, say(f"question.masked-{language}")))
        start = name.end
    pieces += statement.piece(Stretch(start, cue.end))
    pieces.append(say(f"question.end-{language}"))
    return face(*pieces)


def _opening(statement: Statement, cue: Stretch) -> tuple[str, int]:
    """What a question begins with, and where the cue goes on behind it."""
    if statement.chinese:
        return say("question.which-chinese"), cue.start
    verb, *rest = words_of(statement.shape, cue)
    form = _form(verb, rest)
    deed = say(f"question.which-{form}", verb=verb.text)
    return deed, cue.start if form == "english" else verb.at.end


def _form(verb: Word, rest: Sequence[Word]) -> str:
    """How an English question goes on with its first word: "Which paper uses ..."."""
    following = rest[0].tag if rest else None
    if verb.tag is Tag.THIRD:
        return "does"
    if verb.tag is Tag.BASE:
        return "do"
    active = verb.tag is Tag.PAST and following not in (Tag.PREPOSITION, Tag.ADVERB, None)
    return "does" if active else "english"


def _tells(statement: Statement, cue: Stretch) -> bool:
    """Whether a cue says at some length what a paper does: not what the field lacks."""
    shape = statement.form(cue)
    does = pattern(rf"{_deeds()}|{one_of('which', 'firsts')}", re.IGNORECASE).match(shape)
    lacks = pattern(one_of("which", "never")).search(shape)
    if len(pattern(r"\d+(?:\.\d+)?").findall(shape)) > MOST_FIGURES:
        return False
    if statement.chinese and not _acts(shape):
        return False
    return bool(does) and not lacks and size(statement.cut(cue)) >= SHORTEST_CUE


def _acts(shape: str) -> bool:
    """Whether a Chinese cue opens with a deed, or goes on with one behind a place (在, 针对)."""
    if pattern(one_of("which", "no_deeds")).match(shape):
        return False
    if not shape.startswith(("在", "针对")):
        return True
    deeds = one_of("means", "strong", "weak", "acts")
    return bool(pattern(rf"{deeds}|将|把").search(shape))


@cache
def _deeds() -> str:
    chinese = one_of("means", "strong", "weak", "acts")
    english = one_of("english", "means", "into", "as", "with")
    return rf"{chinese}|{one_of('which', 'verbs')}|{english}(?:s|es|d|ed)?\b"
