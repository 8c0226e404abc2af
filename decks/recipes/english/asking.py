"""What is worth hiding in English sentences: means, causes, contrasts and what becomes of what.

The Chinese counterparts stand in the recipes themselves. This module decides nothing about
quality.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from decks.recipes.clauses import Stretch
from decks.recipes.cloze import cloze
from decks.recipes.phrases import phrase_from
from decks.recipes.statement import Sentence, Statement
from decks.recipes.terms import size
from decks.recipes.words import one_of, pattern
from decks.subject import Candidate, Recipe

CONTRAST = 0.74
RIVAL = 0.62
SLOT = 0.8


def propose(statement: Statement) -> Iterator[Candidate]:
    """Candidates of every sentence that has English in it."""
    for sentence in statement.sentences:
        if not sentence.trivial:
            yield from _means(statement, sentence)
            yield from _turned(statement, sentence)
            yield from _contrasted(statement, sentence)


def _means(statement: Statement, sentence: Sentence) -> Iterator[Candidate]:
    whole = sentence.whole
    for group, found in _leads(statement, whole):
        noun = group in ("verb", "agent")
        hidden = phrase_from(statement, found.end(), whole.end, noun=noun)
        if hidden and group == "obstacle" and statement.shape.startswith(" to ", hidden.end):
            continue  # "reduce the tendency of X to Y" has no end that could be found
        if hidden and size(statement.cut(hidden)) >= 4:
            yield cloze(statement, sentence, hidden, Recipe.MEANS_PURPOSE, ENGLISH[group])


ENGLISH = {"verb": 0.88, "doing": 0.9, "agent": 0.85, "obstacle": 0.65, "cause": 0.8}


def _leads(statement: Statement, whole: Stretch) -> Iterator[tuple[str, re.Match[str]]]:
    for found in _lead_pattern().finditer(statement.shape, whole.start, whole.end):
        if group := found.lastgroup:
            yield group, found


@cache
def _lead_pattern() -> re.Pattern[str]:
    """A verb of means where a verb can stand, "by doing", via, what is avoided, what caused it."""
    verb = one_of("english", "means")
    start = r"(?:^|(?<=[.;,] )|(?<=\band )|(?<=\bwe )|(?<=\bto ))"
    return pattern(
        rf"{start}(?P<verb>{verb}(?:e?s)?) (?!of\b|to\b|in\b|for\b)"
        rf"|\b[Bb]y (?P<doing>)(?=\w+ing\b)"
        rf"|\b(?P<agent>via|through|using|with the help of|based on) (?=\w)"
        rf"|\b(?P<obstacle>{one_of('english', 'obstacles')}) (?=\w)"
        rf"|\b(?P<cause>{one_of('english', 'causes')}) (?=\w)",
        re.IGNORECASE,
    )


def _turned(statement: Statement, sentence: Sentence) -> Iterator[Candidate]:
    for hidden in _turns_to(statement, sentence):
        if size(statement.cut(hidden)) >= 2:
            yield cloze(statement, sentence, hidden, Recipe.TERM_CLOZE, SLOT)


def _turns_to(statement: Statement, sentence: Sentence) -> Iterator[Stretch]:
    whole = sentence.whole
    for found in _turns().finditer(statement.shape, whole.start, whole.end):
        target = phrase_from(statement, found.end(), whole.end, noun=True)
        if target:
            yield target


@cache
def _turns() -> re.Pattern[str]:
    ways = "|".join(
        rf"{one_of('english', way)} [^,.;，。；：（]{{3,60}}? {lead} (?=\w)"
        for way, lead in (("as", "as"), ("into", "(?:in|on)to"), ("with", "with"))
    )
    return pattern(rf"(?<!feature )(?<!attention )(?<!depth )\b(?:{ways})", re.IGNORECASE)


def _contrasted(statement: Statement, sentence: Sentence) -> Iterator[Candidate]:
    whole = sentence.whole
    contrast = rf"\b{one_of('english', 'contrasts')} (?:the |a |an |any )?(?=\w)"
    for found in pattern(contrast).finditer(statement.shape, whole.start, whole.end):
        hidden = phrase_from(statement, found.end(), whole.end)
        if hidden and size(statement.cut(hidden)) >= 2:
            yield cloze(statement, sentence, hidden, Recipe.COMPARISON, CONTRAST)
    name = r"(?P<name>[A-Z][\w.\-]*(?: [A-Z\d][\w.\-]*){0,3})(?= (?:by|on|with|while|in)\b)"
    rival = rf"\b{one_of('english', 'beats')} {name}"
    for found in pattern(rival).finditer(statement.shape, whole.start, whole.end):
        hidden = Stretch(*found.span("name"))
        yield cloze(statement, sentence, hidden, Recipe.COMPARISON, RIVAL)
