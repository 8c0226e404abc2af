"""A long innovation paragraph cut into its statements, each a point of its own.

Nothing is left out: what leans on the sentence before it, and what says nothing of its own,
stays with that sentence. Markdown is never cut inside code, formulas, links or bold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from decks.recipes.clauses import Stretch, sentences
from decks.recipes.cloze import is_trivial
from decks.recipes.statement import CODE_SIGN, Sentence, Statement, statement_of
from decks.recipes.terms import size
from decks.recipes.words import any_pattern, one_of, pattern, words
from decks.subject import Subject
from notes.model import Kind

LONG = 60
"""A shorter text stays whole. Sizes as ``terms.size`` counts them."""
LONG_SENTENCE = 90
SHORTEST = 16

_WHOLE = re.compile(r"`[^`\n]+`|\$[^$\n]+\$|!?\[[^\[\]\n]*\]\([^()\n]*\)")
_MARK = re.compile(r"[*_`$\[<\\&]")
_WRAPPED = re.compile(r"(\*\*|__)(?=\S)(.+)(?<=\S)\1")


def parts(text: str) -> tuple[str, ...]:
    """The statements of a text as Markdown, in order; the text itself if it is one or short."""
    wrapped = _WRAPPED.fullmatch(text)
    if wrapped and wrapped[1] not in wrapped[2]:
        return tuple(f"{wrapped[1]}{part}{wrapped[1]}" for part in parts(wrapped[2]))
    if size(text) <= LONG:
        return (text,)
    found = [text[part.start : part.end].strip(" ，,；;") for part in _stretches(text)]
    return tuple(found) if len(found) > 1 else (text,)


def _stretches(text: str) -> list[Stretch]:
    """Where the parts stand: together they are the whole text."""
    masked = _MARK.sub(CODE_SIGN, _WHOLE.sub(lambda m: CODE_SIGN * len(m[0]), text))
    statement = statement_of(Subject(masked, Kind.CORE_INNOVATION, "", "", "", None, 1, 1))
    found: list[Stretch] = []
    for part, needs in _pieces(statement):
        if found and (needs or _inside_bold(text, part.start) or _is_bit(masked, found[-1])):
            found.append(Stretch(found.pop().start, part.end))
        else:
            found.append(part)
    return found


def _is_bit(text: str, part: Stretch) -> bool:
    return size(text[part.start : part.end]) < SHORTEST


def _pieces(statement: Statement) -> Iterator[tuple[Stretch, bool]]:
    """Sentences, and halves of long ones, each with whether it needs the one before it.

    None of a text that is too long for its sentences to be read.
    """
    whole = sentences(statement.shape, statement.level) if statement.sentences else []
    for part, sentence in zip(whole, statement.sentences, strict=True):
        needs = _says_nothing(statement, sentence) or _points_back(statement, part)
        start = part.start
        for cut in _cuts(statement, part, sentence):
            yield Stretch(start, cut), needs
            start, needs = cut, False
        yield Stretch(start, part.end), needs


def _says_nothing(statement: Statement, sentence: Sentence) -> bool:
    """Whether a sentence judges the write-up, or says what all papers say."""
    forms = [statement.form(clause) for clause in sentence.clauses]
    short = size(statement.cut(sentence.whole)) < SHORTEST
    return sentence.trivial or short or all(map(is_trivial, forms))


def _points_back(statement: Statement, part: Stretch) -> bool:
    return statement.form(part).lstrip().startswith(words("parts", "leaning"))


def _cuts(statement: Statement, part: Stretch, sentence: Sentence) -> Iterator[int]:
    """Where a long sentence goes on with something new: 并设计 or 同时."""
    if size(statement.cut(part)) <= LONG_SENTENCE:
        return
    start = part.start
    for clause in sentence.clauses[1:]:
        sides = (Stretch(start, clause.start), Stretch(clause.start, part.end))
        if _is_fresh(statement.form(clause)) and all(
            size(statement.cut(side)) >= LONG // 2 for side in sides
        ):
            yield clause.start
            start = clause.start


def _is_fresh(clause: str) -> bool:
    """Whether a clause opens with something new and points at nothing before it."""
    opens = pattern(one_of("parts", "joints")).match(clause)
    return bool(opens) and not any_pattern("reference", "inside").search(clause)


def _inside_bold(text: str, at: int) -> bool:
    return text.count("**", 0, at) % 2 == 1 or text.count("__", 0, at) % 2 == 1
