"""From a hidden stretch of a point to a candidate: what the front shows around the blank."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache

from decks.faces import Face, Span, SpanKind, blank, face
from decks.recipes.chinese.questions import question_of
from decks.recipes.clauses import Stretch
from decks.recipes.statement import Sentence, Statement, frame_end
from decks.recipes.terms import size, specific
from decks.recipes.words import any_pattern, entry, one_of, pattern, word_set
from decks.segmenter import words_of
from decks.subject import Candidate, Recipe

TOLD_MEANS = 5
"""How much of what is done a front has to tell before it asks for what."""
FRONT_SIZE = 90
"""Clauses are added to a front up to this size (a Han character 1, a Latin word 2)."""


def cloze(
    statement: Statement,
    sentence: Sentence,
    hidden: Stretch,
    recipe: Recipe,
    rank: float,
    *,
    shown: Stretch | None = None,
) -> Candidate:
    """A candidate that hides ``hidden`` and shows the sentence, or ``shown``, around it."""
    if recipe is not Recipe.NUMBER_CLOZE and statement.chinese:
        hidden = to_word_edges(statement, hidden)
    around = shown or window(statement, sentence, hidden)
    asked = statement.chinese and recipe is Recipe.MEANS_PURPOSE and shown is None
    question = (question_of(statement, around, hidden) if asked else None) or face(
        *statement.piece(Stretch(around.start, hidden.start)),
        blank(statement.markdown(hidden)),
        *statement.piece(Stretch(hidden.end, around.end)),
    )
    return Candidate(recipe, _tidy(question), statement.markdown(hidden), hidden.start, rank)


def to_word_edges(statement: Statement, hidden: Stretch) -> Stretch:
    """A stretch that neither begins nor ends inside a word, nor with a loose adverb or joint."""
    every = words_of(statement.shape)
    first = bisect_right(every, hidden.start, key=lambda word: word.end)
    last = bisect_left(every, hidden.end, key=lambda word: word.start)
    words = list(every[first:last])
    loose = word_set("clause", "loose_ends")
    while len(words) > 1 and words[-1].text in loose:
        words.pop()
    while len(words) > 1 and words[0].text in word_set("clause", "loose_starts"):
        words.pop(0)
    return Stretch(words[0].start, words[-1].end) if words else hidden


def window(statement: Statement, sentence: Sentence, hidden: Stretch) -> Stretch:
    """The clauses to show: that of the blank, those behind it, and those before, as room allows."""
    parts = sentence.clauses
    first = next((i for i, part in enumerate(parts) if part.end > hidden.start), 0)
    last = next((i for i, part in enumerate(parts) if part.end >= hidden.end), len(parts) - 1)
    last = max(first, last)
    while first > 0 and (parts[first].start == hidden.start or leans(statement, parts[first])):
        first -= 1
    while last + 1 < len(parts) and _fits(statement, parts[first].start, parts[last + 1]):
        last += 1
    while first > 0 and _worth(statement, parts[first - 1], parts[last].end):
        first -= 1
    end = parts[last].end
    start = min(frame_end(statement, parts[first].start, hidden.start + 1), hidden.start)
    return Stretch(start, max(end, hidden.end))


def tells_means(statement: Statement, sentence: Sentence, at: int) -> bool:
    """Whether a clause before ``at``, a label apart, says what is done, so that one may ask why."""
    short = statement.subject.short
    return any(
        clause.start < at
        and not statement.shape.startswith("：", clause.end)
        and specific(statement.cut(Stretch(clause.start, min(at, clause.end))), short) >= TOLD_MEANS
        for clause in sentence.clauses
    )


def leans(statement: Statement, clause: Stretch) -> bool:
    """Whether a clause cannot open a front: it begins with a connective or a pronoun."""
    return bool(pattern(entry("clause", "leaning")).match(statement.form(clause).lstrip()))


def _fits(statement: Statement, start: int, clause: Stretch) -> bool:
    return size(statement.cut(Stretch(start, clause.end))) <= FRONT_SIZE and not is_trivial(
        statement.form(clause)
    )


def _worth(statement: Statement, clause: Stretch, end: int) -> bool:
    """Whether the clause before adds to a front: it fits, and is no remark on the field."""
    return _fits(statement, clause.start, Stretch(clause.start, end)) and not is_trivial(
        statement.form(clause)
    )


@lru_cache(maxsize=4096)
def is_trivial(shape: str) -> bool:
    """Whether a clause says what every paper says of itself or of its field."""
    return bool(any_pattern("trivial", "clause").search(shape))


def _tidy(question: Face) -> Face:
    """Without separators at both ends of a front."""
    spans = list(question)
    if spans and spans[0].kind is SpanKind.TEXT:
        spans[0] = Span(SpanKind.TEXT, spans[0].text.lstrip(" ，,。.；;：:、"))
    if spans and spans[-1].kind is SpanKind.TEXT:
        spans[-1] = Span(SpanKind.TEXT, spans[-1].text.rstrip(" ，,；;：:、"))
    return tuple(span for span in spans if span.text)


def has_example_before(statement: Statement, at: int) -> bool:
    """Whether what begins at ``at`` is one of several examples (behind 如, "such as")."""
    before = statement.shape[max(0, at - 40) : at]
    clause = pattern(r"[，。；：（]").split(before)[-1]
    inside = before.rfind("（") > before.rfind("）")
    words = rf"如(?!何|果|此|同|今)|{one_of('term', 'examples')}" + ("|含|包括" if inside else "")
    return bool(pattern(rf"(?:{words})[^的]*$").search(clause))
