"""Reads an English sentence, with the verb of a told one that its neighbours hide.

"An error hub stores pruned traces": next to "pruned", ``reader`` takes "stores" for a noun, as
it is one as often. Where that leaves a clause without a verb, the word is read as its verb.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from decks.recipes.clauses import Stretch
from decks.recipes.english.lexicon import Tag, is_noun_too, lemma
from decks.recipes.english.reader import Chunk, Kind, chunked
from decks.recipes.english.tokens import Word, words_of
from decks.recipes.terms import is_coined_form
from decks.recipes.words import english_words, pattern

MOST = 4
"""Clauses of a sentence whose verb is looked for."""
SHORTEST = 4
"""Words of a clause that has a verb."""
OBJECT = 2
"""Words behind a verb that is a noun as often."""
_MARKS = frozenset({"：", ":", "；", ".", "—", "–"})
_SINGULAR = frozenset({"a", "an", "each", "every", "one", "another"})
_DEFINITE = frozenset({"the", "its", "their", "our", "this"})


def chunks_of(shape: str, within: Stretch) -> list[Chunk]:
    """A stretch as a row of chunks, left to right; nothing is left out."""
    words = words_of(shape, within)
    found = chunked(words)
    for adjective in [chunk.words[0] for chunk in _false_verbs(found)]:
        words[words.index(adjective)] = adjective._replace(tag=Tag.NAME)
        found = chunked(words)
    for _ in range(MOST):
        verb = next(_hidden_verbs(found), None)
        if verb is None:
            break
        words[words.index(verb)] = verb._replace(tag=Tag.VERB)
        found = chunked(words)
    return found


def _false_verbs(chunks: Sequence[Chunk]) -> Iterator[Chunk]:
    """What was read as a verb before an object that has a verb of its own: "Shared gates keep"."""
    for clause in _clauses(chunks):
        if [chunk.kind for chunk in clause[:2]] != [Kind.VERB, Kind.NOUN]:
            continue
        first, noun, *rest = clause
        verb = rest[0] if rest and rest[0].kind is Kind.VERB else None
        told = verb and (verb.words[0].tag is Tag.AUXILIARY or not is_noun_too(verb.text))
        inside = next(_verb_of(noun.words, rest[0] if rest else None, listed=False), None)
        article = noun.words[0].tag is Tag.DETERMINER
        if (told or inside) and not article and first.words[0].tag is Tag.PAST:
            yield first


def _hidden_verbs(chunks: Sequence[Chunk]) -> Iterator[Word]:
    for clause in _clauses(chunks):
        short = sum(len(chunk.words) for chunk in clause) < SHORTEST
        if short or _has_verb(clause):
            continue
        for before, chunk, after in _openings(clause):
            listed = before is not None and before.kind is Kind.LINK
            yield from _verb_of(chunk.words, after, listed=listed)


def _has_verb(clause: Sequence[Chunk]) -> bool:
    """Whether a clause has a verb beside those behind "and", which go on with another's deeds."""
    bare = [chunk for chunk in clause if chunk.kind is not Kind.OTHER]
    return any(
        chunk.kind is Kind.VERB and (not place or bare[place - 1].kind is not Kind.LINK)
        for place, chunk in enumerate(bare)
    )


def _clauses(chunks: Sequence[Chunk]) -> Iterator[list[Chunk]]:
    """The chunks between two strong marks or relatives."""
    clause: list[Chunk] = []
    for chunk in chunks:
        if chunk.kind is Kind.RELATIVE or chunk.text in _MARKS:
            yield clause
            clause = []
        else:
            clause.append(chunk)
    yield clause


def _openings(clause: Sequence[Chunk]) -> Iterator[tuple[Chunk | None, Chunk, Chunk | None]]:
    """The phrases in which a subject may end, each between its neighbours: first, or listed."""
    row = [None, *(chunk for chunk in clause if chunk.kind is not Kind.OTHER), None]
    for place, (before, chunk) in enumerate(pairwise(row)):
        first = before is None or before.kind is Kind.LINK or before.text == ","
        if chunk is not None and chunk.kind is Kind.NOUN and first:
            yield before, chunk, row[place + 2]


def _verb_of(words: Sequence[Word], after: Chunk | None, *, listed: bool) -> Iterator[Word]:
    """The first word of a phrase that reads as the verb behind its subject."""
    of = next((place for place, word in enumerate(words) if word.text == "of"), len(words))
    for place, word in enumerate(words[1:], 1):
        last, rest = words[place - 1], words[place + 1 :]
        if last.tag is Tag.DETERMINER or (rest and rest[0].text in ("of", "，")) or place > of + 3:
            continue
        if word.tag is Tag.BASE:
            found = _is_base(last, word, rest, listed=listed)
        else:
            found = _is_third(words[: place + 1], rest, after) and place < of
        if found:
            yield word


def _is_base(last: Word, word: Word, rest: Sequence[Word], *, listed: bool) -> bool:
    """Whether "map" of "processors map raw labels" has a plural, or a list, as its subject."""
    least = OBJECT if is_noun_too(word.text) else 1
    pure = listed and least == 1
    return len(rest) >= least and (pure or _is_plural(last)) and rest[0].tag is not None


def _is_third(words: Sequence[Word], rest: Sequence[Word], after: Chunk | None) -> bool:
    """Whether "stores" of "an error hub stores pruned traces" has a singular as its subject."""
    *_, last, word = words
    if _is_plural(last) or last.tag in (Tag.NUMBER, Tag.PAST) or not _may_be_third(word):
        return False
    if not rest and (after is None or after.kind not in (Kind.NOUN, Kind.OTHER)):
        return False
    if words[0].text in _SINGULAR:
        return True
    if words[0].text in _DEFINITE:
        return bool(rest)
    often = lemma(word.text) in english_words("verbs", "nouns")
    return is_coined_form(last.raw) and len(rest) >= (OBJECT if often else 1)


def _may_be_third(word: Word) -> bool:
    if word.tag is Tag.THIRD:
        return True
    unknown = word.tag is Tag.NAME and pattern(r"[a-z]{3,}[^suic\W]s").fullmatch(word.raw)
    known = ("heads", "weak", "empty", "counted")
    return bool(unknown) and not any(word.text in english_words("nouns", one) for one in known)


def _is_plural(word: Word) -> bool:
    return word.text.endswith("s") and not word.text.endswith(("ss", "us", "is"))
