"""Where a text calls its paper by name: short name, title, and names coined from the title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from decks.recipes.clauses import Stretch
from decks.recipes.statement import Statement
from decks.recipes.terms import latin_words
from decks.recipes.words import pattern, word_set
from decks.subject import Subject

SHORTEST_PIECE = 3
"""Letters of a part of a name that gives the whole away."""
_WORD = r"\d*[A-Za-z][A-Za-z0-9'’]*(?:[-.][A-Za-z0-9]+)*"


@lru_cache(maxsize=16_384)
def letters(text: str) -> str:
    """A text without punctuation, spaces and case."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def is_own_name(word: str, subject: Subject) -> bool:
    """The short name, misspelt or in parts, or a name coined from the title's words."""
    return _is_own(letters(word), subject.short, subject.title)


@lru_cache(maxsize=16_384)
def _is_own(bare: str, name: str, title: str) -> bool:
    """The same of a word's letters; remembered, for each word of a point is looked up often."""
    short = letters(name)
    if len(bare) > 4 and DamerauLevenshtein.distance(bare, short, score_cutoff=2) <= 2:
        return True
    coined = len(short) > 5 and " " not in name.strip()
    if coined and any(bare[at : at + 6] in short for at in range(len(bare) - 5)):
        return True
    return is_coined(bare, _parts(title))


@lru_cache(maxsize=1024)
def _parts(title: str) -> tuple[str, ...]:
    """The letters of each word of a title."""
    return tuple(letters(part) for part in latin_words(title))


def is_acronym(answer: str, title: str) -> bool:
    """Whether an answer is made of the first letters of words of the title: SLM, but also ToT."""
    bare = answer.strip()
    bare = bare.removesuffix("s")
    if not (2 <= len(bare) <= 6 and bare.isascii() and bare.isalpha() and bare[0].isupper()):
        return False
    if bare.isupper():
        return bare in _initials(title)
    return bare[-1].isupper() and bare.upper() in _all_initials(title)


@lru_cache(maxsize=1024)
def _initials(title: str) -> str:
    small = word_set("english", "stops") | word_set("english", "determiners")
    return "".join(word[0] for word in latin_words(title) if word not in small).upper()


@lru_cache(maxsize=1024)
def _all_initials(title: str) -> str:
    """With those of small words, and of the parts of what hyphens join."""
    return "".join(part[0] for part in pattern("[A-Za-z]+").findall(title)).upper()


def shares_stem(word: str, short: str) -> bool:
    """Whether a coined word has a part of the paper's short name: ID-Adapter of ID-EA, PlusTAD."""
    mine, own = _pieces(word), _pieces(short)
    if len(mine) < 2 or len(own) < 2 or " " in short.strip():
        return False
    told = set(mine) & set(own) - word_set("generic", "latin")
    return mine[0] == own[0] or any(len(piece) >= SHORTEST_PIECE for piece in told)


@lru_cache(maxsize=4096)
def _pieces(name: str) -> tuple[str, ...]:
    """The parts of a coined name, at hyphens and inner capitals: basic, tad."""
    found = pattern(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+[A-Z]?").findall(name)
    return tuple(piece.casefold() for piece in found)


def is_coined(name: str, title: Sequence[str]) -> bool:
    """Whether a name is made of the beginnings of two or more words of the title, in order."""
    rest, used = name, 0
    for part in title:
        if not rest.startswith(part[:2]):
            continue
        shared = next((n for n in range(len(part), 1, -1) if rest.startswith(part[:n])), 0)
        rest, used = rest[shared:], used + (shared > 0)
    return not rest and used >= 2


def names_in(statement: Statement, within: Stretch) -> Iterator[Stretch]:
    """Where the paper's names stand in a stretch, in order; neighbours are one."""
    subject, text = statement.subject, statement.text
    found = [*_literal(text, subject.short, within), *_literal(text, subject.title, within)]
    for match in pattern(_WORD).finditer(text, within.start, within.end):
        word = match.group()
        named = len(word) > 2 and (is_own_name(word, subject) or is_acronym(word, subject.title))
        if named or (len(word) > 1 and letters(word) == letters(subject.short)):
            found.append(Stretch(*match.span()))
    last: Stretch | None = None
    for name in sorted(found):
        if last and name.start <= last.end + 1:
            last = Stretch(last.start, max(last.end, name.end))
            continue
        if last:
            yield last
        last = name
    if last:
        yield last


def _literal(text: str, name: str, within: Stretch) -> Iterator[Stretch]:
    """Every place where a name stands as it is written, in any case."""
    folded, wanted = text.casefold(), name.casefold().strip()
    if len(wanted) < 2 or len(folded) != len(text):
        return
    at = folded.find(wanted, within.start, within.end)
    while at >= 0:
        end = at + len(wanted)
        edges = text[max(0, at - 1) : at + 1], text[end - 1 : end + 1]
        if not any(len(edge) == 2 and edge.isascii() and edge.isalnum() for edge in edges):
            yield Stretch(at, end)
        at = folded.find(wanted, end, within.end)
