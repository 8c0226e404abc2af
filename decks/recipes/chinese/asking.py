"""What is asked of a Chinese clause: which slot is hidden, and how good that is.

The reader says where the slots are; the quality check says what is wrong with a card.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from decks.recipes.chinese.phrases import Words, ends_well, is_verb, words_in
from decks.recipes.chinese.slots import Slots, place_of, read
from decks.recipes.clauses import Stretch
from decks.recipes.cloze import cloze, is_trivial
from decks.recipes.statement import Sentence, Statement, is_chinese
from decks.recipes.terms import size, specific, specific_words
from decks.recipes.words import one_of, pattern, word_set
from decks.segmenter import LATIN, Word
from decks.subject import Candidate, Recipe

MEANS = 0.8
OBJECT = 0.6
SUBJECT = 0.57
AIM = 0.55
KIND = 0.5
PLACE = 0.56
LONGEST = 18
LONGEST_KIND = 10
SHORTEST = 3
"""Sizes as ``terms.size`` counts them."""


def propose(statement: Statement) -> Iterator[Candidate]:
    """Candidates of every clause of a Chinese point."""
    if not statement.chinese:
        return
    for sentence in statement.sentences:
        if sentence.trivial:
            continue
        for clause in sentence.clauses:
            text = statement.form(clause)
            if is_chinese(text) and not is_trivial(text) and not _is_label(statement, clause):
                yield from _ask_place(statement, sentence, clause)
                yield from _ask(statement, sentence, read(statement, clause))


def _ask_place(statement: Statement, sentence: Sentence, clause: Stretch) -> Iterator[Candidate]:
    """在 VAE 潜空间中建模: where, unless that is only where it was tried."""
    place = place_of(statement, clause)
    if place is None or size(statement.cut(place)) > LONGEST:
        return
    if not pattern(one_of("clause", "trials")).search(statement.form(place)):
        yield cloze(statement, sentence, place, Recipe.TERM_CLOZE, PLACE)


def _is_label(statement: Statement, clause: Stretch) -> bool:
    """Whether a clause only announces what follows: 组合的有效性：..."""
    behind = statement.shape[clause.end : clause.end + 2].lstrip()
    return behind.startswith(("：", "——", "—")) and size(statement.cut(clause)) <= LONGEST


def _ask(statement: Statement, sentence: Sentence, slots: Slots) -> Iterator[Candidate]:
    for recipe, rank, hidden in _hidden(statement, slots):
        fits = SHORTEST <= size(statement.cut(hidden)) <= LONGEST
        if fits and not _is_praise(statement.form(hidden)):
            yield cloze(statement, sentence, hidden, recipe, rank + _bonus(statement, hidden))


def _is_praise(text: str) -> bool:
    """Whether a phrase quotes a figure of speech, or is a citation."""
    return "et al" in text or any(
        quoted in word_set("generic", "praise") for quoted in pattern("“(.+?)”").findall(text)
    )


def _hidden(statement: Statement, slots: Slots) -> Iterator[tuple[Recipe, float, Stretch]]:
    if slots.means:
        yield from _or_kind(statement, Recipe.MEANS_PURPOSE, MEANS, slots.means)
    if slots.object and slots.verb and _is_asked(statement, slots.verb, slots.object):
        aims = slots.verb.text in _purposes()
        recipe = Recipe.MEANS_PURPOSE if aims else Recipe.TERM_CLOZE
        yield from _or_kind(statement, recipe, OBJECT, slots.object)
    if slots.subject and slots.object and slots.verb and _is_actor(statement, slots):
        yield Recipe.TERM_CLOZE, SUBJECT, slots.subject
    if slots.subject and not slots.object and not slots.means:
        yield from _kind_of(statement, slots.subject)
    if slots.aim and (slots.means or slots.object) and not _is_shown(slots):
        aim = read(statement, slots.aim)
        if aim.object and aim.verb and _is_asked(statement, aim.verb, aim.object):
            yield Recipe.MEANS_PURPOSE, AIM, aim.object


def _is_actor(statement: Statement, slots: Slots) -> bool:
    """Whether the subject is worth asking: not a module, which often is the title in Chinese."""
    named = slots.subject and pattern(rf"{one_of('slot', 'workers')}$").search(
        statement.form(slots.subject)
    )
    return not named and not _is_shown(slots)


def _is_shown(slots: Slots) -> bool:
    return slots.verb is not None and slots.verb.text in _shows()


def _is_asked(statement: Statement, verb: Word, hidden: Stretch) -> bool:
    """Not a topic, no count of things, and not only more of something good: 提升质量."""
    opening = words_in(statement, hidden)[:1]
    if verb.text in _shows() or (opening and opening[0].tag[0] in "mqr"):
        return False
    good = pattern(rf"(?:{one_of('generic', 'han')}|[性度率感力])$").search(statement.form(hidden))
    return not (good and verb.text in _purposes())


@cache
def _purposes() -> frozenset[str]:
    lists = ("effects", "obstacles", "plain_verbs", "purpose_verbs")
    return frozenset().union(*(word_set("means", name) for name in lists))


@cache
def _shows() -> frozenset[str]:
    return word_set("clause", "shows")


def _or_kind(
    statement: Statement, recipe: Recipe, rank: float, hidden: Stretch
) -> Iterator[tuple[Recipe, float, Stretch]]:
    """A phrase as a whole, and what stands before its head, which tells of what kind it is."""
    yield recipe, rank, hidden
    for _, lower, part in _kind_of(statement, hidden):
        yield recipe, rank + lower - OBJECT, part


def _kind_of(statement: Statement, phrase: Stretch) -> Iterator[tuple[Recipe, float, Stretch]]:
    """What stands before the head of a noun phrase; of two sides of 的, either."""
    words = words_in(statement, phrase)
    last = max((at for at, word in enumerate(words) if word.text == "的"), default=0)
    if {"“", "（", "、", "和", "与", "及", "或", "以及"} & {word.text for word in words[last:]}:
        return
    if 0 < last < len(words) - 1:
        if not _opens_with_act(words[:last]) and words[last - 1].tag != "f":
            yield Recipe.TERM_CLOZE, KIND, Stretch(phrase.start, words[last - 1].end)
        yield Recipe.TERM_CLOZE, KIND - 0.02, Stretch(words[last + 1].start, phrase.end)
    elif not last and len(words) >= 3 and ends_well(words, len(words)):
        heads = 1 if size(words[-1].text) >= 4 else 2
        before = words[:-heads]
        named = before[-1].tag.startswith(("n", "l", "b", LATIN))
        if named and not word_set("clause", "dual") & {word.text for word in before}:
            yield Recipe.TERM_CLOZE, KIND - 0.04, Stretch(phrase.start, before[-1].end)


def _opens_with_act(words: Words) -> bool:
    """Whether what describes a noun may be the verb of the clause: 识别属性的噪声."""
    dual = word_set("clause", "dual")
    long = sum(size(word.text) for word in words) > LONGEST_KIND
    return (
        words[0].tag in ("d", "c", "r", "v")
        or words[0].text in dual
        or (long and any(is_verb(word) or word.text in dual for word in words))
    )


def _bonus(statement: Statement, hidden: Stretch) -> float:
    text = statement.cut(hidden)
    named = 0.06 if specific_words(text) else 0.0
    length = size(text)
    return named + (0.04 if 4 <= length <= 12 else -0.05) + min(specific(text), 8) * 0.005
