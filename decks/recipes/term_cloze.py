"""Hide a term: a Latin name in Chinese text, a quoted, bold or coded term, a slot of a verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from decks.faces import SpanKind, plain
from decks.han import HAN
from decks.recipes.chinese.phrases import is_phrase, words_in
from decks.recipes.clauses import Stretch, stop
from decks.recipes.cloze import cloze
from decks.recipes.english.asides import is_remark
from decks.recipes.english.kinds import is_name_of_code, is_telling
from decks.recipes.objects import joint
from decks.recipes.statement import Sentence, Statement
from decks.recipes.terms import (
    latin_runs,
    latin_words,
    size,
    specific,
    specific_words,
    trimmed,
    without_head,
)
from decks.recipes.words import one_of, pattern, word_set
from decks.subject import Candidate, Recipe

LATIN = 0.72
MARKED = 0.78
SLOT = 0.8
LONGEST_QUOTE = 16


def propose(statement: Statement) -> Iterator[Candidate]:
    """Candidates of every sentence; a Latin word is a term only inside Chinese."""
    for sentence in statement.sentences:
        if sentence.trivial or (not statement.chinese and is_remark(statement, sentence)):
            continue
        for rank, hidden in _terms(statement, sentence):
            if not statement.chinese and not _is_english_term(statement, hidden):
                continue
            if size(statement.cut(hidden)) >= 2:
                yield cloze(statement, sentence, hidden, Recipe.TERM_CLOZE, rank)


def _is_english_term(statement: Statement, hidden: Stretch) -> bool:
    """Whether a marked stretch of English tells something, is no variable and no label."""
    label = statement.shape[hidden.end : hidden.end + 2].lstrip("”* ").startswith("：")
    example = pattern(r"(?:e\.g\.|such as|for example|including|\blike)[^）]{0,40}$").search(
        statement.shape[: hidden.start]
    )
    return (
        not (label or example)
        and is_name_of_code(statement, hidden)
        and is_telling(statement, hidden)
    )


def _terms(statement: Statement, sentence: Sentence) -> Iterator[tuple[float, Stretch]]:
    yield from ((MARKED, found) for found in _quoted(statement, sentence))
    yield from ((MARKED, found) for found in _marked(statement, sentence))
    yield from ((SLOT, found) for found in _slots(statement, sentence))
    if statement.chinese:
        for run in latin_runs(statement, sentence.whole):
            if _is_name(statement.cut(run)) and not (
                _is_aside(statement, run) or _is_head(statement, sentence, run)
            ):
                yield LATIN, run


def _is_aside(statement: Statement, run: Stretch) -> bool:
    """Whether a name stands in a formula, or is only a venue or a likeness."""
    before = statement.shape[: run.start].rstrip()[-1:]
    after = statement.shape[run.end :].lstrip()[:1]
    venue = pattern(r"\b(?:19|20)\d\d$").search(statement.cut(run))
    likened = pattern(one_of("contrast", "likened") + "$").search(
        statement.shape[: run.start].rstrip()
    )
    return bool(venue or likened) or bool(pattern(r"[=·×÷*^≠≤≥<>∝≈]").search(before + after))


def _is_name(text: str) -> bool:
    """A capital, a digit, a hyphen or a second word: a lone common word is no term.

    Nor are two or three capitals, which stand for many things, a place in the paper, and
    what is only compared with.
    """
    words = latin_words(text)
    if text.endswith("et al") or word_set("term", "stand_ins") & set(words):
        return False
    numbered = pattern(rf"{one_of('term', 'numbered')}\.?\s?[\dIVX/]+", re.IGNORECASE)
    if numbered.fullmatch(text) or pattern("[A-Z]{1,3}s?").fullmatch(text):
        return False
    return bool(specific_words(text) and pattern(rf"[A-Z\d\-_]|\w \w|[{HAN}]").search(text))


def _quoted(statement: Statement, sentence: Sentence) -> Iterator[Stretch]:
    """What stands in quotes, where it is no list and short enough for a term."""
    for found in pattern(r"“([^“”]+)”").finditer(
        statement.shape, sentence.whole.start, sentence.whole.end
    ):
        hidden = Stretch(*found.span(1))
        if (
            size(statement.cut(hidden)) <= LONGEST_QUOTE
            and not pattern(r"[+→，。？]|什么|怎么|如何|哪").search(found[1])
            and not _is_saying(statement, hidden)
        ):
            yield hidden


def _is_saying(statement: Statement, quoted: Stretch) -> bool:
    """Whether a quotation is a piece of speech, not a term: it opens with an adverb or a joint."""
    words = words_in(statement, quoted)
    example = statement.level[quoted.start] > statement.level[quoted.start - 1] + 1 or (
        statement.shape[max(0, quoted.start - 2) : quoted.start - 1] == "（"
    )
    spoken = bool(words) and (
        words[0].tag[0] in "cprf" or words[0].text in word_set("clause", "never")
    )
    return statement.chinese and (example or spoken)


def _marked(statement: Statement, sentence: Sentence) -> Iterator[Stretch]:
    """Bold and code, unless most of the sentence is: then it marks nothing."""
    offset = 0
    for span in statement.spans:
        here = Stretch(offset, offset := offset + len(plain((span,))))
        inside = sentence.whole.holds(here)
        if inside and _is_head(statement, sentence, here):
            continue
        if inside and span.kind is SpanKind.CODE:
            yield here
        elif inside and span.kind is SpanKind.BOLD and _is_short(statement, sentence, here):
            bold = trimmed(statement, here)
            if not statement.chinese or is_phrase(statement.form(bold)):
                yield bold


def _is_head(statement: Statement, sentence: Sentence, span: Stretch) -> bool:
    """Whether a marked span opens its sentence before a colon: a label, or for ``definition``."""
    after = statement.shape[span.end - 1 : span.end + 2]
    return span.start <= sentence.whole.start + 1 and "：" in after


def _is_short(statement: Statement, sentence: Sentence, bold: Stretch) -> bool:
    length = size(statement.cut(bold))
    return length <= LONGEST_QUOTE and 2 * length < size(statement.cut(sentence.whole))


def _slots(statement: Statement, sentence: Sentence) -> Iterator[Stretch]:
    """The thing turned and what it is turned into: 将 A 映射为 B."""
    whole = sentence.whole
    for found in _turns().finditer(statement.shape, whole.start, whole.end):
        if statement.level[found.start()] > statement.level[whole.start]:
            continue
        source = trimmed(statement, Stretch(*found.span("source")))
        again = rf"、(?=[^，。]{{1,20}}{found['verb']})"
        end = min(
            stop(statement.shape, found.end(), whole.end, statement.level, ending)
            for ending in (joint(), again)
        )
        yield _unquoted(statement, Stretch(found.end(), end))
        if specific(statement.cut(source)) >= 3 and not statement.form(source).endswith("”"):
            yield source


def _unquoted(statement: Statement, stretch: Stretch) -> Stretch:
    """The inside of a stretch that is quoted as a whole, else the stretch without its head."""
    inner = trimmed(statement, stretch)
    place = pattern(r"(?:任务)?(?:之?中|上|里|内)$").search(statement.form(inner))
    inner = Stretch(inner.start, inner.start + place.start()) if place else inner
    form = statement.form(inner)
    if form.startswith("“") and form.find("”") == len(form) - 1:
        return Stretch(inner.start + 1, inner.end - 1)
    return without_head(statement, inner)


@cache
def _turns() -> re.Pattern[str]:
    return pattern(
        r"(?<![即不])(?:将|把)(?!来)(?P<source>[^，。；：]{2,40}?)"
        r"(?:统一|有效|直接|自动|显式|高效|实时|自回归|逐步|动态|无缝|端到端)?(?:地)?"
        rf"(?P<verb>{one_of('slot', 'becomes')}|[{HAN}]{{2}}化(?:为|成))"
        rf"(?:了|一个个|一个|一种|若干|多个)?\s*(?=[^，。；：])"
    )
