"""What is asked of a Chinese clause: which slot is hidden, and how good that is.

The reader says where the slots are; the quality check says what is wrong with a card.
"""

from __future__ import annotations

from collections.abc import Iterator

from decks.recipes.chinese.slots import Slots, place_of, read
from decks.recipes.clauses import Stretch
from decks.recipes.cloze import cloze, is_trivial, tells_means
from decks.recipes.statement import Sentence, Statement, is_chinese
from decks.recipes.terms import size, specific, specific_words
from decks.recipes.words import one_of, pattern, word_set
from decks.subject import Candidate, Recipe

MEANS = 0.8
OBJECT = 0.6
SUBJECT = 0.57
AIM = 0.55
PLACE = 0.56
LONGEST = 18
SHORTEST = 3
LEAST_OBSTACLE = 4
LEAST_AIM = 6
"""Sizes as ``terms.size`` counts them."""


def propose(statement: Statement) -> Iterator[Candidate]:
    """Candidates of every clause of a Chinese point."""
    for sentence, clause in telling_clauses(statement):
        if not _is_label(statement, clause):
            yield from _ask_place(statement, sentence, clause)
            yield from _ask(statement, sentence, read(statement, clause))


def telling_clauses(statement: Statement) -> Iterator[tuple[Sentence, Stretch]]:
    """The clauses of a Chinese point that are in Chinese and say more than every paper does."""
    for sentence in statement.sentences if statement.chinese else ():
        for clause in () if sentence.trivial else sentence.clauses:
            text = statement.form(clause)
            if is_chinese(text) and not is_trivial(text):
                yield sentence, clause


def _ask_place(statement: Statement, sentence: Sentence, clause: Stretch) -> Iterator[Candidate]:
    """在 VAE 潜空间中建模: where, unless that is only where it was tried."""
    place = place_of(statement, clause)
    if place is None or size(statement.cut(place)) > LONGEST:
        return
    part = pattern(rf"{one_of('clause', 'spaces')}$").search(statement.form(place))
    if part and not pattern(one_of("clause", "trials")).search(statement.form(place)):
        yield cloze(statement, sentence, place, Recipe.TERM_CLOZE, PLACE)


def _is_label(statement: Statement, clause: Stretch) -> bool:
    """Whether a clause only announces what follows: 组合的有效性：..."""
    behind = statement.shape[clause.end : clause.end + 2].lstrip()
    return behind.startswith(("：", "——", "—")) and size(statement.cut(clause)) <= LONGEST


def _ask(statement: Statement, sentence: Sentence, slots: Slots) -> Iterator[Candidate]:
    for recipe, rank, hidden in _hidden(statement, sentence, slots):
        fits = SHORTEST <= size(statement.cut(hidden)) <= LONGEST
        if fits and not _is_praise(statement.form(hidden)):
            yield cloze(statement, sentence, hidden, recipe, rank + _bonus(statement, hidden))


def _is_praise(text: str) -> bool:
    """Whether a phrase quotes a figure of speech, or is a citation."""
    return "et al" in text or any(
        quoted in word_set("generic", "praise") for quoted in pattern("“(.+?)”").findall(text)
    )


def _hidden(
    statement: Statement, sentence: Sentence, slots: Slots
) -> Iterator[tuple[Recipe, float, Stretch]]:
    if slots.means and not _is_refused(statement, slots):
        yield Recipe.MEANS_PURPOSE, MEANS, slots.means
    if slots.object and slots.verb:
        if slots.verb.text in word_set("clause", "asked") and _is_told_why(statement, slots):
            yield Recipe.TERM_CLOZE, OBJECT, slots.object
        elif _is_mended(statement, sentence, slots):
            yield Recipe.MEANS_PURPOSE, AIM, slots.object
    if slots.subject and slots.object and slots.verb and _is_actor(statement, slots):
        yield Recipe.TERM_CLOZE, SUBJECT, slots.subject


def _is_refused(statement: Statement, slots: Slots) -> bool:
    """不使用 X, 无法利用 X: what is not used is no means."""
    before = statement.form(Stretch(slots.whole.start, slots.means.start)) if slots.means else ""
    return bool(pattern(one_of("clause", "refusals")).search(before))


def _is_told_why(statement: Statement, slots: Slots) -> bool:
    """Whether the next clause says what an act is for, and the act is no aim itself (以优化 X)."""
    if slots.object is None or slots.verb is None:
        return False
    aims = pattern(
        rf"，\s?(?:从而|以|并|可|能|进一步)*(?:使(?!用)|让|{one_of('means', 'purpose_verbs')})"
    )
    own = statement.shape[slots.whole.start : slots.verb.start]
    told = aims.match(statement.shape, slots.object.end)
    return bool(told) and not own.rstrip().endswith(("以", "来", "从而"))


def _is_mended(statement: Statement, sentence: Sentence, slots: Slots) -> bool:
    """Whether an obstacle is named that the clause before says how to remove."""
    if not slots.verb or not slots.object or slots.verb.text not in word_set("means", "obstacles"):
        return False
    told = specific(statement.cut(slots.object), statement.subject.short)
    return told >= LEAST_OBSTACLE and tells_means(statement, sentence, slots.whole.start)


def _is_actor(statement: Statement, slots: Slots) -> bool:
    """Whether the subject is worth asking: what is for something, and no module.

    A module often is the title in Chinese.
    """
    if not slots.subject or not slots.verb or slots.verb.text not in word_set("clause", "serves"):
        return False
    named = pattern(rf"{one_of('slot', 'workers')}$").search(statement.form(slots.subject))
    told = slots.object and specific(statement.cut(slots.object), statement.subject.short)
    return not named and bool(told and told >= LEAST_AIM)


def _bonus(statement: Statement, hidden: Stretch) -> float:
    text = statement.cut(hidden)
    named = 0.06 if specific_words(text) else 0.0
    length = size(text)
    return named + (0.04 if 4 <= length <= 12 else -0.05) + min(specific(text), 8) * 0.005
