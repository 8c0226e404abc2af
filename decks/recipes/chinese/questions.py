"""Full questions such as 用什么架构生成视频？ where the grammar of a Chinese front allows one.

Only where the blank is what a verb at the front's beginning governs, or what the front begins
with, and what follows says what for. Everything else keeps its blank.
"""

from __future__ import annotations

import re
from functools import cache

from decks.faces import Face, Span, SpanKind, face
from decks.recipes.clauses import Stretch
from decks.recipes.statement import Statement
from decks.recipes.terms import size
from decks.recipes.words import one_of, pattern
from decks.wording import say

LONGEST = 56
"""Size of a question, as ``terms.size`` counts it: more is no question that one could say."""
SHORTEST = 4


def question_of(statement: Statement, shown: Stretch, hidden: Stretch) -> Face | None:
    """The front as a question, or None where it has to be a blank."""
    lead = statement.form(Stretch(shown.start, hidden.start))
    tail = statement.form(Stretch(hidden.end, shown.end))
    if size(lead + tail) > LONGEST or size(tail) < SHORTEST:
        return None
    if pattern("[。；！？\n“]").search(lead + tail) or not _is_asking(lead, tail):
        return None
    before = Stretch(shown.start, shown.start + len(lead.rstrip()))
    behind = Stretch(hidden.end + len(tail) - len(tail.lstrip()), shown.end)
    return face(
        *statement.piece(before),
        say("question.what-chinese"),
        *_closed(statement.piece(behind)),
        say("question.end-chinese"),
    )


def _is_asking(lead: str, tail: str) -> bool:
    if not lead.strip():
        return bool(pattern(r"\s?(?:用于|用来|负责)").match(tail))
    return bool(_governs().fullmatch(lead) and _aims().match(tail))


@cache
def _governs() -> re.Pattern[str]:
    """What leads to the blank: a verb of means or a deed, with adverbs before it."""
    verbs = one_of("means", "strong", "weak", "bare")
    return pattern(
        rf"\s*{one_of('means', 'adverbs')}?(?:{verbs}|{one_of('deed', 'verbs')}"
        rf"|{one_of('clause', 'asked')})(?:了|出)?(?:一种|一个|一套|一项|个)?\s*"
    )


@cache
def _aims() -> re.Pattern[str]:
    """What follows the blank: its head noun, and then what it is for."""
    verbs = one_of("means", "purpose_verbs")
    return pattern(
        rf"\s?{one_of('term', 'heads')}?\s?(?:来(?!自)|以(?!及)|进行|从而|用于|用来|作为"
        r"|，\s?(?:可以?|能够?)(?!能)"
        rf"|，\s?(?:从而|以|并|可|能|来|进一步|显著|有效)*(?:使(?!用)|让|{verbs})|{verbs})"
    )


def _closed(pieces: Face) -> Face:
    """Without the signs that end a statement."""
    if not pieces or pieces[-1].kind is not SpanKind.TEXT:
        return pieces
    return (*pieces[:-1], Span(SpanKind.TEXT, pieces[-1].text.rstrip(" ，,。.；;：:、")))
