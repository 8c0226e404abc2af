"""Whether a phrase can be the answer of a card: one short thing that is worth keeping for a year.

Of the slot alone, its words and its role; where it stands is for ``worth``.
"""

from __future__ import annotations

from collections.abc import Sequence

from decks.recipes.english.kinds import (
    core,
    is_of_any_paper,
    is_sharp,
    is_thing_of_two,
    tells,
    weight,
)
from decks.recipes.english.lexicon import Tag, is_noun_too, is_verb_of
from decks.recipes.english.slots import Role, Slot
from decks.recipes.english.tokens import Word
from decks.recipes.statement import FORMULA_SIGN
from decks.recipes.terms import is_coined_form
from decks.recipes.words import english_words, pattern

LONGEST = 11
"""Words of an answer."""
LONGEST_PART = 6
"""Words of each of two things that are asked for together."""
LONGEST_FORMULA = 12
"""Signs of a formula in an answer."""
MEANS = frozenset(
    {Role.MEANS_OBJECT, Role.MEANS, Role.BY, Role.CONTRAST, Role.CAUSE, Role.BECOME, Role.WITH}
)
"""Roles whose answer is what the paper does: one term is enough."""
DONE = MEANS | {Role.OBJECT, Role.SOURCE, Role.SUBJECT}
"""Roles whose answer may be plain where the front tells much."""
RICH = 9
"""What a front weighs that tells much."""
FULL = 18
"""Beyond which a plain answer is one of many that a long sentence has."""
ENOUGH = 4
"""What a front weighs that tells enough of what the paper does."""
HEAVY = 4
"""What an answer of another role weighs at least: two uncommon words."""
LIGHT = 3
"""The same where the front tells much."""
HEAVIER = 5
"""The same of a purpose, which many a paper has."""


def is_answer(slot: Slot, around: int = 0) -> bool:
    """Whether a slot as a whole is one short thing, or two, that tells something.

    Beside much that stays on the front, two plain words are enough of what the paper does.
    """
    most = FULL if slot.role not in MEANS else around
    rich = (ENOUGH if slot.role in MEANS else RICH) <= around <= most and slot.role in DONE
    sharp = slot.role is Role.BARE and is_sharp(slot.parts[0])
    if not _is_enough(slot, LIGHT if rich or sharp else HEAVY):
        return False
    if slot.doing:
        words = slot.parts[0]
        if any(word.text.strip("$").startswith(FORMULA_SIGN) for word in words):
            return False
        if slot.role is Role.CONTRAST and is_verb_of(words[0].text, "harming"):
            return False
        if slot.role is Role.BY and is_verb_of(words[0].text, "vague"):
            return False
        return 2 <= len(words) <= LONGEST and words[0].tag is not Tag.PRONOUN and tells(words)
    longest = LONGEST if len(slot.parts) == 1 else LONGEST_PART
    short = all(len(part) <= longest for part in slot.parts)
    deeds = {part[0].tag is Tag.PARTICIPLE for part in slot.parts}
    alike = len(deeds) == 1 or slot.parts[0][0].tag is Tag.PARTICIPLE
    # "the thread and support frames": what follows "and" may be the next deed
    alike = alike and not any(p[0].tag is Tag.BASE and len(p) > 1 for p in slot.parts[1:])
    whole = all(is_phrase(part, plain=rich) for part in slot.parts)
    return len(slot.parts) <= 2 and short and alike and whole


def _is_enough(slot: Slot, least: int) -> bool:
    """Whether a phrase that is no means tells enough to be kept in mind for a year."""
    least = HEAVIER if slot.role is Role.PURPOSE else least
    return slot.role in MEANS or slot.role is Role.RIVAL or told_by(slot) >= least


def told_by(slot: Slot) -> int:
    """How much the words of a slot tell."""
    return weight([word for part in slot.parts for word in part])


def is_own(slot: Slot) -> bool:
    """Whether a coined name is introduced, alone or before a noun of class: the paper's own."""
    if not slot.verb or not is_verb_of(slot.verb, "naming"):
        return False
    heads = english_words("nouns", "heads")
    rest = [word for word in slot.parts[0] if word.text not in heads]
    return len(rest) == 1 and is_coined_form(rest[0].raw)


def is_phrase(words: Sequence[Word], *, plain: bool = False) -> bool:
    """Whether a noun phrase tells something, and ends in a noun that can be an answer.

    ``plain``: two words without praise tell enough.
    """
    if not (tells(words) or (plain and is_thing_of_two(words))):
        return False
    if words[0].text in english_words("nouns", "plain"):
        return is_phrase(words[1:], plain=plain)
    if len(words) > 1 and (_is_order(words[0]) or any(word.text == "," for word in words[2:])):
        return False
    praise = words[0].text in english_words("nouns", "evaluative") or is_of_any_paper(words)
    return not (praise or _is_formula(words) or any(map(_is_owner, words)) or _ends_badly(words))


def _ends_badly(words: Sequence[Word]) -> bool:
    """Whether the last word is no noun, or one that no phrase makes an answer of."""
    last = words[-1]
    loose = len(words) == 2 and last.text in english_words("nouns", "plurals")
    no_noun = last.tag in (Tag.PAST, Tag.ADVERB)
    empty = english_words("nouns", "empty")
    ends = any(end in empty or end.endswith("ed") for end in (last.text, core(words)[-1].text))
    return no_noun or loose or ends or last.text in english_words("nouns", "trailing")


def _is_order(word: Word) -> bool:
    """Whether a first form is a verb and nothing else: "receive" of "receive raster pages"."""
    other = is_noun_too(word.text) or word.text in english_words("nouns", "adjectives")
    return word.tag is Tag.BASE and not other


def _is_owner(word: Word) -> bool:
    """Whether a word says of whom something is that has no name: "the model's"."""
    thing = pattern(r"(.+)[’']s").fullmatch(word.text)
    known = (*english_words("nouns", "weak"), *english_words("nouns", "heads"))
    return thing is not None and thing[1] in known


def _is_formula(words: Sequence[Word]) -> bool:
    """Whether there is a formula and nothing else to say, or one that nobody keeps in mind."""
    long = any(FORMULA_SIGN in word.text and len(word.text) > LONGEST_FORMULA for word in words)
    return long or all(not word.text.strip(FORMULA_SIGN) for word in words)
