"""Whether a card is worth reviewing: one small function for each thing that can be wrong.

A warning sends a card to the inbox; it never deletes one. What is wrong and how to mend it
stands in ``messages.toml`` under its code. Nothing here makes or mends a card. The rules are
kept by kind: what gives a card away (``giveaway``), what is too general or has several answers
(``vagueness``), what does not stand alone (``wholeness``), what is beside the
point (``asides``), and the rest here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import chain

from decks.asides import aside
from decks.giveaway import answer_on_front, title_word
from decks.rarity import Rarity
from decks.recipes.statement import LONGEST
from decks.recipes.terms import size
from decks.recipes.words import any_pattern
from decks.recognition import name_on_front, not_distinctive, pointing
from decks.sheet import Found, Sheet, sheet_of
from decks.subject import Candidate, CardWarning, Recipe, Subject
from decks.vagueness import generic_blank, several_answers, trivial
from decks.wholeness import dangling_reference, fragment, unbalanced
from decks.wording import say

Rules = tuple[Callable[[Sheet], Found], ...]

LONGEST_ANSWER = 30
LONGEST_FRONT = 130
LONGEST_CHINESE_FRONT = 115
"""Sizes as ``terms.size`` counts them: a Han character 1, a Latin word 2."""


def check(candidate: Candidate, subject: Subject, rarity: Rarity) -> tuple[CardWarning, ...]:
    """What is wrong with a candidate, each code at most once; empty for a good one."""
    return broken(candidate, subject, rarity, rules_for(candidate))


def broken(
    candidate: Candidate, subject: Subject, rarity: Rarity, rules: Rules
) -> tuple[CardWarning, ...]:
    """Which of some rules a candidate breaks, each code at most once."""
    sheet = sheet_of(candidate, subject, rarity)
    found: dict[str, CardWarning] = {}
    for warning in chain.from_iterable(rule(sheet) for rule in rules):
        found.setdefault(warning.code, warning)
    return tuple(found.values())


def rules_for(candidate: Candidate) -> Rules:
    """The rules that a card of its recipe has to keep."""
    return RECOGNITION if candidate.recipe is Recipe.WHICH_PAPER else RULES


def worded(warning: CardWarning) -> str:
    """A warning as a sentence that says what is wrong and how to mend it."""
    return say("quality.sentence", reason=reason(warning), mend=mend(warning))


def reason(warning: CardWarning) -> str:
    """What is wrong with a card."""
    return say(f"reason.{warning.code}", detail=warning.detail)


def mend(warning: CardWarning) -> str:
    """What a person can do about it."""
    return say(f"mend.{warning.code}")


@lru_cache(maxsize=1024)
def is_template(text: str) -> bool:
    """Whether a point is a place to fill in, not a statement."""
    body = text.strip().translate({ord("("): "（", ord(")"): "）", ord(":"): "："})
    return not any(sign.isalnum() for sign in body) or bool(
        any_pattern("trivial", "template", re.IGNORECASE).search(body)
    )


def template_text(sheet: Sheet) -> Found:
    """The point is a place to fill in."""
    if is_template(sheet.statement.text):
        yield CardWarning("template-text", sheet.statement.text[:40])


def cued_recall(sheet: Sheet) -> Found:
    """The answer is the whole point: asked only of who wants it."""
    if sheet.candidate.recipe is Recipe.CUED_RECALL:
        yield CardWarning("cued-recall")


def too_long(sheet: Sheet) -> Found:
    """The front or the answer is a wall of text."""
    longest = LONGEST_CHINESE_FRONT if sheet.statement.chinese else LONGEST_FRONT
    if len(sheet.statement.text) > LONGEST or size(sheet.front) > longest:
        yield CardWarning("too-long", sheet.front[:40])
    elif sheet.candidate.recipe is not Recipe.CUED_RECALL and size(sheet.answer) > LONGEST_ANSWER:
        yield CardWarning("too-long", sheet.answer)


def no_paper_name(sheet: Sheet) -> Found:
    """Nothing on the front says which paper is meant."""
    if not any(sign.isalnum() for sign in sheet.subject.short):
        yield CardWarning("no-paper-name")


RULES: Rules = (
    template_text,
    cued_recall,
    too_long,
    no_paper_name,
    generic_blank,
    answer_on_front,
    title_word,
    several_answers,
    dangling_reference,
    fragment,
    trivial,
    aside,
)
RECOGNITION: Rules = (
    template_text,
    too_long,
    no_paper_name,
    name_on_front,
    not_distinctive,
    pointing,
    unbalanced,
)
OWN_WORDS: Rules = (
    too_long,
    no_paper_name,
    generic_blank,
    answer_on_front,
    title_word,
    dangling_reference,
)
"""For a card that a person has put into words of their own: no rule that looks at the point."""
WRITTEN: Rules = (too_long,)
"""What a person wrote as a card is only measured."""
