"""English phrases: where the object of a verb or of a preposition begins and ends."""

from __future__ import annotations

from decks.recipes.clauses import Stretch
from decks.recipes.statement import Statement
from decks.recipes.terms import trimmed
from decks.recipes.words import one_of, pattern

_HARD_STOP = r"[,，;；:：（）“”？！—]| - | – |[.。](?=\s|$)|(?=[㐀-鿿])"
_CLAUSE = (
    r" (?:so that|so as to|in order to|thereby|which|while|whereas|instead of|rather than|without|because|but|and (?:then|thus|thereby|can|is|are|achieves?|enables?)|"
    r"(?:has|have|is|are|was|were|can|could|will) |and \w+ed |to (?:\w+ly )?(?=[a-z]+\b)(?!the\b|a\b|an\b|each\b|every\b|all\b|its\b)[a-z]+ )"
)


def phrase_from(
    statement: Statement, start: int, limit: int, *, noun: bool = False
) -> Stretch | None:
    """The phrase that begins at ``start``, without its article.

    It ends at punctuation or where a new clause begins; a ``noun`` phrase also before the
    first preposition. None where it is the first item of a list, which has no end to find.
    """
    begin = _behind_determiners(statement, start, limit)
    ends = rf"{_HARD_STOP}|{_CLAUSE}" + (rf"| {one_of('english', 'stops')}(?= |$)" if noun else "")
    found = pattern(ends).search(statement.shape, begin + 1, limit)
    end = found.start() if found else limit
    if end >= limit or not _list_goes_on(statement.shape, end, limit):
        whole = trimmed(statement, Stretch(begin, end))
        return whole if whole.end > whole.start else None
    return None


def _behind_determiners(statement: Statement, start: int, limit: int) -> int:
    lead = pattern(rf"\s*(?:{one_of('english', 'determiners')},? )*").match(
        statement.shape, start, limit
    )
    return lead.end() if lead else start


_MORE = r", (?!which|thereby|so\b|enabling|allowing|while|where|and then|making|but|not|then|we|it|without|rather|instead)(?!\w+(?:ing|ly)\b)[^,.，。]{1,60}(?:, | and | or )"


def _list_goes_on(shape: str, end: int, limit: int) -> bool:
    return any(
        pattern(more).match(shape, end, limit)
        for more in (_MORE, r", (?:and|or) ", r", (?!which|thereby|so\b|not\b)[^,.，。]{1,30}$")
    )
