"""What an English word may be, by closed lists, verb lemmas with their forms, and endings.

There is no tagger: those that come in a package read a bullet's first verb as a name. Facts on
words stand in ``english.toml``; this module reads them and adds none.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from decks.recipes.words import english_words


class Tag(StrEnum):
    """What a word may be. A form that is verb and noun is decided by its neighbours."""

    DETERMINER = "determiner"
    PRONOUN = "pronoun"
    VERB = "verb"
    """A finite verb, whatever else its form may be: the rest of its clause has none."""
    AUXILIARY = "auxiliary"
    CONJUNCTION = "conjunction"
    RELATIVE = "relative"
    PREPOSITION = "preposition"
    ADVERB = "adverb"
    BASE = "base"
    """A verb's first form: "train"."""
    THIRD = "third"
    """"trains"."""
    PAST = "past"
    """"trained", as verb or participle."""
    PARTICIPLE = "participle"
    """"training", as verb or noun."""
    NUMBER = "number"
    NAME = "name"
    """Noun or adjective."""


_CLOSED = {
    "relatives": Tag.RELATIVE,
    "pronouns": Tag.PRONOUN,
    "determiners": Tag.DETERMINER,
    "auxiliaries": Tag.AUXILIARY,
    "conjunctions": Tag.CONJUNCTION,
    "prepositions": Tag.PREPOSITION,
    "adverbs": Tag.ADVERB,
    "numbers": Tag.NUMBER,
}


def tag(word: str) -> Tag:
    """What a word, in lower case, may be."""
    if closed := _closed().get(word):
        return closed
    if word in verb_forms():
        return verb_forms()[word][0]
    if word[0].isdigit() and not word.endswith("d"):
        return Tag.NUMBER
    return next((kind for end, size, kind in _ENDINGS if _ends(word, end, size)), Tag.NAME)


_ENDINGS = (("ly", 4, Tag.ADVERB), ("ing", 5, Tag.PARTICIPLE), ("ed", 4, Tag.PAST))


def _ends(word: str, end: str, size: int) -> bool:
    """Whether a word of more than ``size`` letters, without a hyphen, has an ending."""
    return word.endswith(end) and len(word) > size and "-" not in word


def lemma(word: str) -> str:
    """The first form of a verb form, in lower case; other words as they are."""
    return verb_forms()[word][1] if word in verb_forms() else word


def is_verb_of(word: str, kind: str) -> bool:
    """Whether a verb form belongs to a list of the table ``verbs``: "means", "empty"..."""
    return lemma(word) in english_words("verbs", kind)


def is_noun_too(word: str) -> bool:
    """Whether a verb form is a noun as often."""
    first = lemma(word)
    return first in english_words("verbs", "nouns") or first in english_words("verbs", "thirds")


def opens_with_verb(text: str) -> bool:
    """Whether a text begins, in lower case, with a verb of "it": "uses", "is trained"."""
    first = text.split(" ", 1)[0]
    if not (first.isascii() and first.islower() and first.isalpha()):
        return False
    verb = tag(first) is Tag.THIRD and not is_noun_too(first)
    return verb or first in english_words("words", "singular")


@cache
def _closed() -> dict[str, Tag]:
    found: dict[str, Tag] = {}
    for name, kind in _CLOSED.items():
        for word in english_words("words", name):
            found.setdefault(word, kind)
    return found


@cache
def verb_forms() -> dict[str, tuple[Tag, str]]:
    """Every form of the verbs of ``english.toml``, with what it is and its lemma."""
    found: dict[str, tuple[Tag, str]] = {}
    for verb in english_words("verbs", "lemmas"):
        found.setdefault(verb, (Tag.BASE, verb))
        found.setdefault(third(verb), (Tag.THIRD, verb))
        found.setdefault(_past(verb), (Tag.PAST, verb))
        found.setdefault(participle(verb), (Tag.PARTICIPLE, verb))
        found.setdefault(verb + "ed", (Tag.PAST, verb))
        found.setdefault(verb + "ing", (Tag.PARTICIPLE, verb))
    for verb in english_words("verbs", "thirds"):
        found.setdefault(third(verb), (Tag.THIRD, verb))
    irregular = tuple(english_words("verbs", "irregular"))
    for form, verb in zip(irregular[::2], irregular[1::2], strict=True):
        found.setdefault(form, (Tag.PAST, verb))
    return found


def third(verb: str) -> str:
    """The form of "it ...": carries of carry."""
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "sh", "ch", "z", "o")) else "s")


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


def participle(verb: str) -> str:
    """The form in -ing: mapping of map."""
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return verb[:-1] + "ing"
    return _doubled(verb) + "ing"


def _doubled(verb: str) -> str:
    return verb + verb[-1] if verb in english_words("verbs", "doubling") else verb
