"""What Chinese terms are called in English: by a list of the field, and by the notes themselves.

A writer who gives a term in both languages, 视差（parallax）, tells what a title in English
says. Nothing here judges a card.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from decks.han import HAN
from decks.segmenter import words_of

REACH = 16
LONGEST = 4
"""Words of a Chinese term before its English name."""
_GLOSS = re.compile(r"[（(]([A-Za-z][A-Za-z \-]{2,40})[）)]")
_BEFORE = re.compile(rf"[{HAN}]{{2,14}}\s?$")
_WORD = re.compile(r"[a-z]+")


def glossed(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """English names by Chinese terms as texts give them; a term is as long as its name in words."""
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        for gloss in _GLOSS.finditer(text):
            before = _BEFORE.search(text, max(0, gloss.start() - REACH), gloss.start())
            english = tuple(_WORD.findall(gloss[1].casefold()))
            words = words_of(before[0].strip()) if before and not gloss[1].isupper() else ()
            term = "".join(word.text for word in words[-min(len(english), LONGEST) :])
            if len(term) > 2 and english:
                found.setdefault(term, english)
    return found


@cache
def listed() -> Mapping[str, tuple[str, ...]]:
    """The beginnings of the English words for terms of the field, the longest terms first."""
    source = resources.files(__package__ or "").joinpath("glossary.toml").read_text("utf-8")
    terms = tomllib.loads(source)["terms"]
    return {term: tuple(terms[term].split()) for term in sorted(terms, key=len, reverse=True)}


def without_translated(
    text: str, english: Iterable[str], learned: Mapping[str, tuple[str, ...]]
) -> str:
    """A Chinese text without the terms whose English words, by their beginnings, are all given."""
    given = tuple(word.casefold() for word in english)
    for terms in (learned, listed()):
        for term, words in terms.items():
            if term in text and all(_is_given(word, given) for word in words):
                text = text.replace(term, " ")
    return text


def says(text: str, english: Iterable[str]) -> bool:
    """Whether a Chinese text has terms for some English words: 锚点损失 for Anchor Loss."""
    known = {word for term, words in listed().items() if term in text for word in words}
    wanted = [word.casefold() for word in english]
    return bool(wanted) and all(word.startswith(tuple(known)) for word in wanted)


def _is_given(word: str, given: tuple[str, ...]) -> bool:
    return any(
        other.startswith(word) or (len(other) > 4 and word.startswith(other)) for other in given
    )
