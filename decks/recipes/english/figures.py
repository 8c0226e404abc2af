"""Numbers of English sentences with what they count: samples of a dataset, frames, languages.

The number is asked for; its unit and the counted noun stay. Effects with a unit ("by 12 %") are
for ``number_cloze``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from decks.recipes.clauses import Stretch
from decks.recipes.cloze import cloze
from decks.recipes.english.asides import is_aside
from decks.recipes.number_cloze import is_rivals
from decks.recipes.statement import Sentence, Statement, is_chinese
from decks.recipes.words import alternation, english_words, pattern
from decks.subject import Candidate, Recipe

RANK = 0.67
CHANGE = 0.86
"""The rank of what a value has become."""
FEWEST = 4
"""A smaller count is a guess away."""
DIGITS = 2
"""Of a count that is kept in mind, trailing zeros aside; one more of thousands or millions."""
MOST = 3
"""Numbers of a sentence; where more stand together nobody keeps them apart."""
SHORTEST = 5
"""Words of a sentence that says what is counted where."""


def propose(statement: Statement) -> Iterator[Candidate]:
    """A candidate for the first count of a sentence, unless it is one of many figures."""
    for sentence in statement.sentences:
        whole = statement.cut(sentence.whole)
        short = len(whole.split()) < SHORTEST
        if sentence.trivial or short or is_chinese(whole) or is_aside(statement, sentence):
            continue
        within = (statement.shape, sentence.whole.start, sentence.whole.end)
        for change in _change().finditer(*within):
            hidden = Stretch(*change.span("number"))
            yield cloze(statement, sentence, hidden, Recipe.NUMBER_CLOZE, CHANGE)
        count = next(_counts(statement, sentence), None)
        if count and len(pattern(r"(?<![\w.,-])\d[\d.,]*").findall(whole)) <= MOST:
            yield cloze(statement, sentence, count, Recipe.NUMBER_CLOZE, RANK)


def _counts(statement: Statement, sentence: Sentence) -> Iterator[Stretch]:
    for found in _counted().finditer(statement.shape, sentence.whole.start, sentence.whole.end):
        value = found["number"].replace(",", "")
        number = Stretch(*found.span("number"))
        if _is_kept(value, scaled=bool(found["scale"])) and not is_rivals(statement, number):
            yield number


def _is_kept(value: str, *, scaled: bool) -> bool:
    """Whether anybody keeps a count in mind: 40, 1,400 or 1024, and not 407,053 or 481."""
    digits = len(value.replace(".", "").rstrip("0"))
    if scaled:
        return digits <= DIGITS + 1
    doubled = value.isdigit() and int(value) & (int(value) - 1) == 0
    return float(value) >= FEWEST and (digits <= DIGITS or doubled)


@cache
def _change() -> re.Pattern[str]:
    """The new value of "from 40 to 6": the old one is its cue."""
    unit = r"\s?(?:[%+KMGBx]|[A-Za-z]{1,12}\b)?"
    return pattern(
        r"(?i:reduc|increas|improv|expand|extend|cut|decreas|rais|grow|scal|drop|compress|lower|boost"
        r"|shrink|slash|shorten)\w*\b[^.；]{0,60}?"
        rf"\bfrom\s+(?:about |over |~)?\d[\d.,]*{unit}\s+(?:down |up )?to\s+"
        r"(?:about |over |only |just |~)?(?P<number>\d[\d.,]*(?:-\d[\d.,]*)?)(?<![.,])"
    )


@cache
def _counted() -> re.Pattern[str]:
    nouns = alternation(english_words("nouns", "counted"))
    scale = r"(?P<scale>\s?(?:[KMB]|k|\+|thousand|million|billion|trillion)(?![A-Za-z]))?"
    between = r"(?:[\s\-]+(?!and\b|of\b|for\b|in\b|on\b|to\b|with\b)[A-Za-z][\w/-]*){0,4}?"
    return pattern(
        r"(?<![\w.,\-/×*:$#=])(?<!\d\s)(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
        rf"{scale}\+?{between}[\s\-]+{nouns}\b"
    )
