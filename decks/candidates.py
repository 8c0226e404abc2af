"""All the cards that could be made from a point, checked and best first.

Which of them become cards is the caller's business: one without warnings may be accepted
unasked, one with warnings is for a person to decide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from decks.faces import face, plain
from decks.quality import check, is_template
from decks.rarity import Rarity
from decks.recipes import (
    comparison,
    cued_recall,
    definition,
    list_item,
    means_purpose,
    number_cloze,
    term_cloze,
    which_paper,
    written,
)
from decks.recipes.chinese import asking as chinese
from decks.recipes.chinese import deeds
from decks.recipes.clauses import Stretch
from decks.recipes.english import asking, definitions, figures
from decks.recipes.statement import Statement, statement_of
from decks.subject import Candidate, Subject
from decks.tuning import AS_SHIPPED, Tuning

Recipes = tuple[Callable[[Statement], Iterator[Candidate]], ...]
RECIPES: Recipes = (
    asking.propose,
    chinese.propose,
    deeds.propose,
    definitions.propose,
    figures.propose,
    means_purpose.propose,
    term_cloze.propose,
    number_cloze.propose,
    definition.propose,
    list_item.propose,
    comparison.propose,
)
MOST = 8
"""Candidates of one point: more are no choice, only work."""


def candidates(
    subject: Subject, rarity: Rarity, tuning: Tuning = AS_SHIPPED
) -> tuple[Candidate, ...]:
    """Every recipe's proposals for a point, at most ``MOST``: good ones first, then by rank.

    Candidates that hide the same words are one. Where nothing can be accepted there is a
    cued recall, which carries a warning of its own; of template text there is nothing. What
    somebody wrote to be asked is asked so and in no other way, and is not judged.
    """
    if subject.prompts:
        return tuple(written.propose(subject))
    statement = statement_of(subject)
    if is_template(statement.text):
        return ()
    proposed = tuning.weighed(one for recipe in RECIPES for one in recipe(statement))
    # A mark such as [1] is a place in the statement, and nothing that could be asked for.
    asking = [one for one in proposed if one.answer]
    checked = [replace(one, warnings=check(one, subject, rarity)) for one in asking]
    chosen = _distinct(sorted(checked, key=_order))[: MOST - 2]
    chosen += tuning.weighed(_recognition(statement, rarity))
    if any(not one.warnings for one in chosen):
        return tuple(sorted(chosen, key=_order))
    recalls = [
        replace(one, warnings=check(one, subject, rarity))
        for one in tuning.weighed(cued_recall.propose(statement))
    ]
    return tuple(chosen + recalls)


def _recognition(statement: Statement, rarity: Rarity) -> list[Candidate]:
    """The first sentence that tells its paper; one that others say too is not worth mending."""
    return [
        one for one in which_paper.propose(statement) if not check(one, statement.subject, rarity)
    ][:1]


def _order(candidate: Candidate) -> tuple[bool, int, float, int, int]:
    length = len(candidate.answer)
    return (
        bool(candidate.warnings),
        len(candidate.warnings),
        -candidate.rank,
        candidate.place,
        length,
    )


def _distinct(ordered: list[Candidate]) -> list[Candidate]:
    """Without those that hide words which a better one hides already."""
    kept: list[tuple[Stretch, Candidate]] = []
    for one in ordered:
        hidden = Stretch(one.place, one.place + len(plain(face(one.answer))))
        if not any(hidden.meets(other) for other, _ in kept):
            kept.append((hidden, one))
    return [one for _, one in kept]
