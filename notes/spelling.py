"""The one form in which the spellings of a label are compared, and what may be left out of it.

Width, case, plural, punctuation, emoji and numbering go; what a label means is not known here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from notes.markers import number_marker

BOTH_LANGUAGES = 3
"""A label in Han characters may carry so many Latin words: its translation, or a name."""

HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[a-z0-9;']+(?:-[a-z0-9]+)*")
_NOT_HAN = re.compile(r"[^\u3040-\u30ff\u3400-\u9fff]+")
GLOSS = re.compile(r"\(([^()]*)\)?")
_DECORATION = re.compile(r"[*_`#~\[\]【】「」『』<>《》\"“”'‘’?!.,，。:：|…]+")


class _Meant(dict[int, int | None]):
    """For ``str.translate``: signs that only adorn a label, like emoji, become nothing."""

    def __missing__(self, code: int) -> int | None:
        adorns = unicodedata.category(chr(code)) in ("So", "Sk", "Cf", "Mn", "Cc")
        self[code] = None if adorns else code
        return self[code]


_MEANT = _Meant()
_KEPT = 1_000
"""So many forms are remembered: the same heading is looked up in several tables."""
_UNUSUAL = re.compile(r"[^\w !-/:-@\[-\]{-~、。「」《》【】“”‘’]")
"""Only such a sign can be one that adorns."""


@lru_cache(_KEPT)
def plain_form(name: str) -> str:
    """Width, case, emoji and Markdown signs taken away; numbering too."""
    text = unicodedata.normalize("NFKC", name.strip()).casefold()
    if _UNUSUAL.search(text):
        text = text.translate(_MEANT)
    text = _DECORATION.sub(" ", text).strip(" -–—")
    while marker := number_marker(text) or _section_number(text):
        text = text[len(marker) :].strip(" -–—")
    return text


_SECTION_NUMBER = re.compile(
    r"(?:\d{1,2}\s+){1,4}(?=\D)|\d{1,2}(?=[\u3400-\u9fff])(?![一二三四五六七八九十\d]*[个点大方条项种])"
)


def _section_number(text: str) -> str:
    match = _SECTION_NUMBER.match(text)
    return match.group() if match else ""


def spellings(plain: str) -> Iterator[str]:
    """The label itself; without its gloss; its Han part."""
    yield plain
    if "(" in plain:
        yield GLOSS.sub(" ", plain).strip()
    if not plain.isascii() and HAN.search(plain):
        han = _NOT_HAN.sub(" ", plain).strip()
        if (
            han
            and " " not in han
            and han != plain
            and len(_LATIN_WORD.findall(plain)) <= BOTH_LANGUAGES
        ):
            yield han


@lru_cache(_KEPT)
def singular_form(text: str) -> str:
    """The words of a text in the singular."""
    return " ".join([singular(word) for word in _words(text)])


def _words(text: str) -> list[str]:
    found = _LATIN_WORD.findall(text)
    return [bare for word in found if (bare := word.rstrip("0123456789"))]


def latin_forms(text: str, words: frozenset[str]) -> Iterator[str]:
    """Words in the singular; then without those that only wrap a label."""
    yield singular_form(text)
    yield " ".join([singular(word) for word in _words(text) if word not in words])


def singular(word: str) -> str:
    """An English word without the ``s`` of the plural."""
    if word.endswith("sses"):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
