"""What of a phrase tells something, and what kind of thing it names.

The kind is asked for by hiding the modifiers of a noun of class, which stays as the cue.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from decks.recipes.clauses import Stretch
from decks.recipes.english.lexicon import Tag, is_noun_too, is_verb_of, lemma
from decks.recipes.english.tokens import Word, words_of
from decks.recipes.statement import CODE_SIGN, Statement
from decks.recipes.terms import specific_words
from decks.recipes.words import english_words, pattern

_CONTENT = (Tag.NAME, Tag.PAST, Tag.PARTICIPLE, Tag.BASE, Tag.THIRD, Tag.VERB, Tag.NUMBER)

LONGEST_TERM = 5
"""Words of a quoted or marked term."""


def tells(words: Sequence[Word]) -> bool:
    """Whether a phrase says something that could not be guessed of any paper.

    A lone word does so only as a technical term; several do with one that is not common.
    """
    content = [word for word in words if word.tag in _CONTENT]
    if any(_is_technical(word) for word in content):
        return True
    if len(content) > 2 and not (any(map(_is_praise, content[:-1])) or _is_blank(content[-1])):
        return any(word.text not in english_words("nouns", "weak") for word in content)
    if len(content) < 2 or any(_is_telling(word) for word in content):
        return len(content) > 1
    methods, plain = english_words("nouns", "methods"), english_words("nouns", "heads")
    return any(word.text in methods for word in content) and content[-1].text not in plain


def is_thing_of_two(words: Sequence[Word]) -> bool:
    """Whether at least two words of content, none of them praise, name a thing: "hidden states"."""
    content = [word for word in words if word.tag in _CONTENT]
    return len(content) > 1 and not (any(map(_is_praise, content)) or _is_blank(content[-1]))


def is_of_any_paper(words: Sequence[Word]) -> bool:
    """Whether a phrase says of a common thing that it was made: "a trained neural network"."""
    first, *rest = words
    made = first.tag is Tag.PAST and is_verb_of(first.text, "means") and len(rest) > 1
    return made and all(word.text in english_words("nouns", "weak") for word in rest)


def is_sharp(words: Sequence[Word]) -> bool:
    """Whether a word of a phrase is technical, so that it alone tells it from its like."""
    return any(_is_technical(word) for word in words if word.tag in _CONTENT)


def is_named(words: Sequence[Word]) -> bool:
    """Whether a phrase has a name in it: a coined word, or one with a capital."""
    return any(
        pattern(r"[A-Z][a-z]+|\w*[a-z][A-Z]\w*|[A-Z]{2}[\w.-]*|[A-Z][\w.-]*\d\S*").fullmatch(
            word.raw
        )
        for word in words
    )


@cache
def _classes() -> frozenset[str]:
    return frozenset((*english_words("nouns", "heads"), *english_words("nouns", "methods")))


def _is_class(word: Word) -> bool:
    """Whether a noun is of class, or made of a verb: "adjustment" of "per-token adjustment"."""
    made = pattern(r"[a-z]{4,}(?:tion|sion|ment|ing)").fullmatch(word.text)
    other = any(word.text in english_words("nouns", name) for name in ("empty", "unmade"))
    return word.text in _classes() or (bool(made) and not other)


def is_understood(words: Sequence[Word]) -> bool:
    """Whether no word inside a phrase looks like the verb of a sentence that was not seen."""
    inner = words[1:-1] if len(words) > 2 else ()
    return not any(
        (word.tag in (Tag.THIRD, Tag.BASE) and not is_noun_too(word.text))
        or pattern(r"[a-z]{3,}[^suci\W]s").fullmatch(word.raw)
        for word in inner
    )


def is_name_of_code(statement: Statement, stretch: Stretch) -> bool:
    """Whether code in a stretch, if there is any, is a name and no expression."""
    coded = CODE_SIGN in statement.form(stretch)
    return not coded or bool(pattern(r"[\w.\-/+: ]{2,}").fullmatch(statement.cut(stretch)))


def is_owner(statement: Statement, stretch: Stretch) -> bool:
    """Whether a stretch ends before the mark of whom something is: "(SAM)'s decoder"."""
    return bool(pattern(r"['’]s\b").match(statement.shape, stretch.end))


def is_telling(statement: Statement, stretch: Stretch) -> bool:
    """Whether a stretch that somebody quoted or marked is a term and no turn of phrase."""
    words = words_of(statement.shape, stretch)
    plain = all(word.tag in _CONTENT and not _is_blank(word) for word in words)
    return len(words) <= LONGEST_TERM and plain and tells(words)


def _is_praise(word: Word) -> bool:
    return word.text in english_words("nouns", "evaluative") or word.text in english_words(
        "words", "lead_words"
    )


def _is_blank(word: Word) -> bool:
    """Whether a noun says nothing, whatever stands before it: "results"."""
    return _is_praise(word) or word.text in english_words("nouns", "empty")


def _is_technical(word: Word) -> bool:
    """A coined or compound word: "SigLIP", "RoPE", "cross-attention", code."""
    return _is_uncommon(word) and bool(
        pattern(r"[a-z][A-Z]|[A-Z]{2}|[A-Za-z]\d|\d[A-Za-z]|[\ue001\ue002]|\w-\w").search(word.raw)
    )


def _is_telling(word: Word) -> bool:
    return _is_uncommon(word) and bool(specific_words(word.text))


def _is_uncommon(word: Word) -> bool:
    return word.tag in _CONTENT and not _is_listed(word.text)


@lru_cache(maxsize=16_384)
def _is_listed(word: str) -> bool:
    """Whether a word, or its singular, is a common noun or verb of research notes."""
    lists = ("weak", "heads", "methods", "empty")
    forms = (word, _singular(word))
    known = any(form in english_words("nouns", name) for name in lists for form in forms)
    return known or lemma(word) in english_words("verbs", "lemmas")


def _singular(word: str) -> str:
    """A noun without the ending of its plural, if it has one."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def weight(words: Sequence[Word]) -> int:
    """How much words tell: a technical or uncommon one counts 2, another of content 1."""
    return sum(
        2 if _is_technical(word) or _is_telling(word) else 1
        for word in words
        if word.tag in _CONTENT
        and (word.tag is Tag.PARTICIPLE or not is_verb_of(word.text, "means"))
    )


def modifiers(parts: Sequence[Sequence[Word]]) -> Stretch | None:
    """What stands before a noun of class: "contrastive semantic" before "encoders".

    None where the phrase ends in no such noun, or where what is left tells nothing.
    """
    last = core(parts[-1])
    if len(parts) == 2 and len(last) == 1 and last[0].text in _classes():
        parts, last = parts[:1], core(parts[0])
    head = _head(last)
    if head is None or _is_named(last):
        return None
    words = list(last[:head])
    if len(parts) > 1:
        first = core(parts[0])
        if len(first) != len(parts[0]) or is_thing(first[-1].text):
            return None
        words = [*first, *words]
    kept = _without_lead(words)
    if not kept or not tells_kind(kept) or any(map(_is_praise, kept)):
        return None
    if last[-1].text in english_words("nouns", "colourless") and not any(map(_is_noun, kept)):
        return None
    if kept[0].tag in (Tag.PAST, Tag.PARTICIPLE) and kept[0].raw[:1].isupper():
        return None  # "Modeled search", "Learning grasp policies": a verb, or not, nobody can tell
    return Stretch(kept[0].at.start, kept[-1].at.end)


def _is_noun(word: Word) -> bool:
    """Whether a modifier is a name or a noun of its own, and not only an adjective."""
    named = pattern(r"[A-Z]|\d|[\ue001\ue002]").search(word.raw)
    return bool(named) or (word.tag is Tag.NAME and "-" not in word.raw and _is_telling(word))


def tells_kind(words: Sequence[Word]) -> bool:
    """Whether modifiers tell a thing from its like: a technical one, or two of content.

    A noun of method tells something here: "gating" of a unit, "decomposition" of a strategy.
    """
    content = [word for word in words if word.tag in _CONTENT]
    if any(_is_technical(word) for word in content):
        return True
    methods = english_words("nouns", "methods")
    telling = any(_is_telling(word) or word.text in methods for word in content)
    return len(content) > 1 and telling


def _without_lead(words: Sequence[Word]) -> Sequence[Word]:
    """Without determiners, numbers and praise in front."""
    praise = english_words("words", "lead_words")
    skipped = (Tag.DETERMINER, Tag.NUMBER)
    start = next(
        (i for i, w in enumerate(words) if w.tag not in skipped and w.text not in praise), None
    )
    return words[start:] if start is not None else ()


def is_thing(word: str) -> bool:
    """Whether a word is a noun of its own rather than a modifier that shares the next."""
    made_of_verb = word.endswith(("tion", "sion", "ment", "ing"))
    plural = word.endswith("s") and not word.endswith(("ss", "us", "is"))
    own = (made_of_verb and "-" not in word) or plural
    return own or word in _classes()


def _is_named(words: Sequence[Word]) -> bool:
    """Whether a phrase is a name as a whole: its noun of class has a capital too."""
    return len(words) > 1 and words[-1].raw[:1].isupper() and words[-2].raw[:1].isupper()


def core(words: Sequence[Word]) -> Sequence[Word]:
    """A noun phrase without its "of" phrases."""
    end = next((i for i, word in enumerate(words) if word.text == "of"), len(words))
    return words[:end]


def _head(words: Sequence[Word]) -> int | None:
    """Where the nouns of class at the end begin: one, or two where enough stands before them."""
    if len(words) < 2 or not _is_class(words[-1]):
        return None
    two = len(words) > 2 and words[-2].text in _classes() and tells_kind(words[:-2])
    return len(words) - (2 if two else 1)
