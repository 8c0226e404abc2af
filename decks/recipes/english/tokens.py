"""The words and signs of an English sentence, each with what it may be.

Where words end and nothing else: what stands together is for ``reader``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from decks.recipes.clauses import Stretch
from decks.recipes.english.lexicon import Tag, tag
from decks.recipes.statement import CODE_SIGN, FORMULA_SIGN, REFERENCE_SIGN
from decks.recipes.words import alternation, english_words, pattern


class Word(NamedTuple):
    """A word or a sign of a sentence."""

    at: Stretch
    text: str
    """In lower case."""
    raw: str
    """As written."""
    tag: Tag | None
    """None for a sign."""


@cache
def _token() -> re.Pattern[str]:
    several = alternation(
        word for name in ("compounds", "to") for word in english_words("words", name)
    )
    signs = f"{CODE_SIGN}{FORMULA_SIGN}"
    letters = rf"[\w&/'’+*^_=.{signs}-]"
    return re.compile(
        rf"(?P<several>\b{several}(?=\s))|(?P<arrow>-+>|=>)"
        rf"|(?P<word>\d{{1,3}}(?:,\d{{3}})+\b|[\w{signs}](?:{letters}*[\w{signs}%+*])?)"
        rf"|(?P<sign>[^\s\w{REFERENCE_SIGN}])",
        re.IGNORECASE,
    )


def words_of(shape: str, within: Stretch) -> list[Word]:
    """The words and signs of a stretch; a parenthesis is one sign."""
    found: list[Word] = []
    at = within.start
    while match := _token().search(shape, at, within.end):
        at = match.end()
        if match[0] == "（":
            close = shape.find("）", at, within.end)
            at = close + 1 if close >= 0 else at
            found.append(Word(Stretch(match.start(), at), "（", "（", None))
            continue
        if match["word"] and _is_owned(shape, at, found):
            at += 1
        raw = shape[match.start() : at]
        text = raw.casefold()
        kind = Tag.PREPOSITION if match["several"] else tag(text) if match["word"] else None
        text = "to" if text in english_words("words", "to") else text
        if match[0] in "+&":
            kind = Tag.CONJUNCTION
        found.append(Word(Stretch(match.start(), at), text, raw, kind))
    return found


def _is_owned(shape: str, at: int, before: list[Word]) -> bool:
    """Whether the mark behind a plural says of whom the next is: "planners' routes".

    Behind an opening mark of the same kind it closes a quotation: "the 'two routes' rule".
    """
    owner = pattern(r"(?<=[a-z]s)['’](?=\s[A-Za-z])").match(shape, at)
    return owner is not None and not any(word.text in ("'", "‘") for word in before)
