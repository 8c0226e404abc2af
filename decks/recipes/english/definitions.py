"""A term and what it means, in English: the term asked for from its explanation.

The explanation is asked for by ``asking``, to which the term before it is a cue like any other.
"""

from __future__ import annotations

from collections.abc import Iterator

from decks.recipes.clauses import Stretch
from decks.recipes.cloze import cloze
from decks.recipes.english.lexicon import Tag, tag
from decks.recipes.english.reader import Chunk, Kind
from decks.recipes.english.sentences import chunks_of
from decks.recipes.statement import CODE_SIGN, Statement, has_label
from decks.recipes.terms import is_coined_form, size, specific, trimmed
from decks.recipes.words import english_words, pattern, word_set
from decks.subject import Candidate, Recipe

RANK = 0.79
LONGEST_TERM = 4
"""Words."""
SHORTEST_MEANING = 6
"""What is specific in the explanation, counted as ``terms.size``."""


def propose(statement: Statement) -> Iterator[Candidate]:
    """A candidate where a point is "term: explanation" and the head is a term, not a label."""
    if statement.chinese or not statement.sentences:
        return
    sentence = statement.sentences[0]
    whole = sentence.whole
    sign = pattern(r"：| (?:-|—|–|——|is(?= an? )|refers to|means|denotes) ").search(
        statement.shape, whole.start, min(whole.end, whole.start + 70)
    )
    if sign is None:
        return
    head = trimmed(statement, Stretch(whole.start, sign.start()))
    rest = Stretch(sign.end(), whole.end)
    if is_term(statement, head) and _explains(statement, rest):
        shown = Stretch(head.start, whole.end)
        yield cloze(statement, sentence, head, Recipe.DEFINITION, RANK, shown=shown)


def is_term(statement: Statement, head: Stretch) -> bool:
    """Whether a head names a thing: code, a coined word, or a phrase all in capitals."""
    text, shape = statement.cut(head), statement.form(head)
    words = text.split()
    if not words or len(words) > LONGEST_TERM or has_label(text):
        return False
    deed = tag(words[0].casefold()) is Tag.PARTICIPLE
    if deed or pattern(r"[，。、→+？?&,()（]|\band\b").search(shape):
        return False
    if CODE_SIGN in shape:
        return True
    tails = word_set("english", "label_tails") | word_set("frame", "labels")
    plain = [word.casefold() for word in words]
    if any(word in tails for word in plain) or plain[0] in english_words("nouns", "evaluative"):
        return False
    if len(words) == 1:
        return is_coined_form(text)
    return all(pattern(r"[A-Z\d]").match(word) for word in words) and _has_own(plain)


def _has_own(words: list[str]) -> bool:
    """Whether a word of a head is its own, not such as every heading has."""
    common = ("heads", "empty", "evaluative", "weak")
    return any(all(word not in english_words("nouns", name) for name in common) for word in words)


def _explains(statement: Statement, rest: Stretch) -> bool:
    """Whether what follows says what the thing does or is: a verb first, or "a ... that"."""
    if specific(statement.cut(rest)) < SHORTEST_MEANING or size(statement.cut(rest)) < 12:
        return False
    chunks = chunks_of(statement.shape, rest)
    return bool(chunks) and (chunks[0].kind is Kind.VERB or _is_class(chunks[0]))


def _is_class(chunk: Chunk) -> bool:
    return chunk.kind is Kind.NOUN and chunk.words[0].text in ("a", "an")
