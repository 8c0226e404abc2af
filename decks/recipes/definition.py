"""A term and what it means: show the meaning, ask for the term."""

from __future__ import annotations

from collections.abc import Iterator

from decks.han import HAN
from decks.recipes.chinese.borders import is_set_off
from decks.recipes.chinese.phrases import acts, is_phrase, names
from decks.recipes.clauses import Stretch
from decks.recipes.cloze import cloze
from decks.recipes.statement import CODE_SIGN, FORMULA_SIGN, Sentence, Statement, has_label
from decks.recipes.terms import (
    distinct_words,
    is_coined_form,
    latin_words,
    size,
    specific,
    specific_words,
    trimmed,
)
from decks.recipes.words import any_pattern, one_of, pattern, word_set
from decks.segmenter import words_of
from decks.subject import Candidate, Recipe

RANK = 0.85
COINED = 0.56
"""What a Chinese head calls an idea is asked for where nothing else is."""
LONGEST_TERM = 14
SHORTEST_MEANING = 6
LEAST_DISTINCT = 2
"""Words of a coined head that not every paper uses."""
SHORTEST_COINED, LONGEST_COINED = 4, 10
"""Sizes of a Chinese name for an idea."""


def propose(statement: Statement) -> Iterator[Candidate]:
    """A candidate where a point is "term: explanation" and the head is a term, not a label."""
    for sentence in statement.sentences[:1] if statement.chinese else ():
        colon = statement.shape.find("：", sentence.whole.start, sentence.whole.start + 60)
        dash = pattern(r" (?:-|—|–|——) ").search(
            statement.shape, sentence.whole.start, sentence.whole.end
        )
        if colon > 0:
            yield from _recognition(statement, sentence, colon)
        elif dash:
            yield from _recognition(statement, sentence, dash.start())
    yield from _called(statement)


def _recognition(statement: Statement, sentence: Sentence, end: int) -> Iterator[Candidate]:
    head = trimmed(statement, Stretch(sentence.whole.start, end))
    rest = Stretch(end + 1, sentence.whole.end)
    told = specific(statement.cut(rest)) >= SHORTEST_MEANING
    if told and is_term(statement, head) and not _is_praised(statement, rest):
        shown = Stretch(head.start, sentence.whole.end)
        rank = RANK if CODE_SIGN in statement.form(head) or _names(statement.cut(head)) else COINED
        yield cloze(statement, sentence, head, Recipe.DEFINITION, rank, shown=shown)


def _is_praised(statement: Statement, rest: Stretch) -> bool:
    """Whether an explanation says what is good about a thing, and not what it is."""
    opens = pattern(rf"\W*{one_of('meaning', 'praise')}")
    scores = pattern(r"\d\s?%?\s?vs\b").search(statement.form(rest))
    return bool(scores or opens.match(statement.shape, rest.start, rest.end))


def is_term(statement: Statement, head: Stretch) -> bool:
    """Whether a head names a thing: short, no label, no verb, and marked or Latin or specific."""
    text, shape = statement.cut(head), statement.form(head)
    if (
        not 1 < size(text) <= LONGEST_TERM
        or has_label(text)
        or pattern(r"[，。、→+？?]").search(shape)
    ):
        return False
    if pattern(
        r"^(?:[与和比]|第|步骤|阶段|[两三四五六]|\d|Step|Stage|Phase)"
        rf"|^{one_of('means', 'strong', 'weak')}"
    ).match(shape):
        return False
    if statement.chinese and pattern(f"[{HAN}]").search(shape) and not _is_noun(shape):
        return False
    if any_pattern("trivial", "clause").search(shape) or pattern(
        r"[是了在将把对的由有为](?![象比齐])|分为|包括|包含|组成"
    ).search(shape):
        return False
    if pattern(r"(?i)\b(?:has|have|is|are|consists?|two|three|four|five|six)\b").search(shape):
        return False
    return CODE_SIGN in shape or _names(text) or _is_coined(statement, head)


def _is_coined(statement: Statement, head: Stretch) -> bool:
    """Whether a bold Chinese head names an idea, 时序锚定, and not what is good: 推理效率."""
    bare = statement.form(head).split("（", maxsplit=1)[0]
    praised = any_pattern("meaning", "virtues").search(bare)
    long_enough = SHORTEST_COINED <= size(bare) <= LONGEST_COINED
    return (
        statement.chinese
        and is_set_off(statement, head)
        and long_enough
        and not praised
        and specific(bare) >= 2
        and (
            len(distinct_words(bare)) >= LEAST_DISTINCT or bool(specific_words(statement.cut(head)))
        )
    )


def _is_noun(shape: str) -> bool:
    """Whether a Chinese head is one noun phrase, gloss apart, with no statement in it."""
    bare = shape.split("（", maxsplit=1)[0]
    if pattern(f"[最更超{FORMULA_SIGN}]|可能|开源").search(bare):
        return False
    return (
        names(shape)
        and is_phrase(bare)
        and not any(word.tag == "v" or word.text in acts() for word in words_of(bare))
    )


def _names(text: str) -> bool:
    """Whether a head is a name: a coined word, or a phrase in capitals that is no mere praise."""
    named = specific_words(text)
    if not named:
        return False
    if is_coined_form(text):
        return True
    words = latin_words(text)
    capitals = pattern(r"\b[A-Z][a-z]").findall(text)
    return 2 <= len(words) <= 4 and len(capitals) >= 1 and words[-1] not in _praises()


def _praises() -> frozenset[str]:
    return word_set("english", "label_tails")


def _called(statement: Statement) -> Iterator[Candidate]:
    """一种叫做 X 的 ..., "called X", which names the thing behind its description."""
    for sentence in statement.sentences:
        whole = sentence.whole
        for found in pattern(_CALLED).finditer(statement.shape, whole.start, whole.end):
            hidden = trimmed(statement, Stretch(*found.span("term")))
            yield cloze(statement, sentence, hidden, Recipe.DEFINITION, RANK)


_CALLED = (
    r"(?:称为|称作|叫做|名为|命名为|dubbed|termed|(?:a|the) \w+ (?:called|named))\s?“?"
    r"(?P<term>[A-Za-z][\w\- ]{1,30}?(?=[，。”）,.;]|的|\s(?:that|which|to|for|,)"
    rf"|[{HAN}]|$)|[{HAN}]{{2,12}}?(?=的|[，。”）]|$))"
)
