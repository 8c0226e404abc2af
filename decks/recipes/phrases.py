"""English phrases: where the object of a verb or of a preposition begins and ends."""

from __future__ import annotations

from functools import cache

from decks.han import HAN
from decks.recipes.clauses import Stretch
from decks.recipes.statement import Statement
from decks.recipes.terms import trimmed
from decks.recipes.words import one_of, pattern

_HARD_STOP = rf"[,，;；:：（）？！—]| - | – |[.。](?=\s|$)|(?=[{HAN}])"


@cache
def _clause() -> str:
    """What begins a new clause: a conjunction, a finite verb, or "to" with a verb."""
    to_verb = rf"to (?:\w+ly )?(?!{one_of('english', 'articles')} )[a-z]+ "
    words = f"{one_of('english', 'clauses')}\\b|{one_of('english', 'finite')} "
    return rf" (?:{words}|and \w+ed |{to_verb})"


def phrase_from(
    statement: Statement, start: int, limit: int, *, noun: bool = False
) -> Stretch | None:
    """The phrase that begins at ``start``, without its article.

    It ends at punctuation or where a new clause begins; a ``noun`` phrase also before the
    first preposition. None where it is the first item of a list, which has no end to find.
    """
    begin = _behind_determiners(statement, start, limit)
    ends = rf"{_HARD_STOP}|{_clause()}" + (
        rf"| {one_of('english', 'stops')}(?= |$)" if noun else ""
    )
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


@cache
def _more() -> str:
    fresh = rf"(?!{one_of('english', 'fresh')}\b)(?!\w+(?:ing|ly)\b)"
    return rf", {fresh}[^,.，。]{{1,60}}(?:, | and | or )"


def _list_goes_on(shape: str, end: int, limit: int) -> bool:
    return any(
        pattern(more).match(shape, end, limit)
        for more in (_more(), r", (?:and|or) ", r", (?!which|thereby|so\b|not\b)[^,.，。]{1,30}$")
    )
