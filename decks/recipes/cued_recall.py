"""The whole point behind a cue: what is left when no better card can be made.

Never accepted unasked; the quality check marks it so.
"""

from __future__ import annotations

from collections.abc import Iterator

from decks.faces import blank, face
from decks.recipes.statement import Statement, escaped, is_chinese
from decks.subject import Candidate, Recipe
from decks.wording import say

RANK = 0.1


def propose(statement: Statement) -> Iterator[Candidate]:
    """One candidate: the label and the point's place in its block ask for the point."""
    subject = statement.subject
    if not subject.text.strip():
        return
    language = "chinese" if is_chinese(statement.text) else "english"
    key = "open" if not subject.label else "labelled"
    cue = say(
        f"question.{key}-{language}",
        label=escaped(subject.label),
        ordinal=subject.ordinal,
        count=subject.count,
    )
    answer = subject.text.strip()
    yield Candidate(Recipe.CUED_RECALL, face(cue, blank(answer)), answer, 0, RANK)
