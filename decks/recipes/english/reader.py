"""Reads an English sentence as a row of chunks: noun phrases, verbs, prepositions, marks.

A shallow reading, by closed lists and neighbours. It decides where phrases begin and end, and
nothing about what is worth asking.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from decks.recipes.clauses import Stretch
from decks.recipes.english.lexicon import Tag, is_noun_too, is_verb_of
from decks.recipes.english.tokens import Word
from decks.recipes.words import english_words


class Kind(StrEnum):
    """What a chunk is."""

    NOUN = "noun"
    VERB = "verb"
    """A finite verb, or one at the head of a bullet."""
    TO = "to"
    """"to" with its verb."""
    DOING = "doing"
    """A participle that opens a phrase: "enabling", "masking out"."""
    LEAD = "lead"
    """A preposition, or several words that act as one."""
    LINK = "link"
    """and, or, +"""
    RELATIVE = "relative"
    MARK = "mark"
    """Punctuation, and a parenthesis as a whole."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Neighbouring words that belong together."""

    kind: Kind
    words: tuple[Word, ...]
    text: str
    """Its words in lower case, between blanks."""

    @property
    def at(self) -> Stretch:
        """Where it stands in the point's text."""
        return Stretch(self.words[0].at.start, self.words[-1].at.end)


def chunked(words: Sequence[Word]) -> list[Chunk]:
    """Words as a row of chunks, left to right; nothing is left out."""
    found: list[Chunk] = []
    at = 0
    while at < len(words):
        kind, end = _chunk(words, at, found)
        own = tuple(words[at:end])
        found.append(Chunk(kind, own, " ".join([word.text for word in own])))
        at = end
    return found


def _chunk(words: Sequence[Word], at: int, before: Sequence[Chunk]) -> tuple[Kind, int]:
    word = words[at]
    if word.tag is None:
        return _quotation(words, at) if word.text == "“" else (Kind.MARK, at + 1)
    if word.text == "to" and (verb := _verb_after_to(words, at)):
        return Kind.TO, verb + 1
    if word.tag in _CLOSED:
        return _CLOSED[word.tag], at + 1
    if _is_verb(words, at, before):
        return Kind.VERB, at + 1
    doing = _is_doing(words, at, before)
    return (Kind.DOING, at + 1) if doing else (Kind.NOUN, _noun_end(words, at))


_CLOSED = {
    Tag.CONJUNCTION: Kind.LINK,
    Tag.RELATIVE: Kind.RELATIVE,
    Tag.PREPOSITION: Kind.LEAD,
    Tag.AUXILIARY: Kind.VERB,
    Tag.VERB: Kind.VERB,
    Tag.ADVERB: Kind.OTHER,
    Tag.PRONOUN: Kind.OTHER,
}


def _quotation(words: Sequence[Word], at: int) -> tuple[Kind, int]:
    """A quotation with the noun that follows it; an opening quote alone is a mark."""
    close = next((i for i in range(at + 1, len(words)) if words[i].text == "”"), None)
    if close is None:
        return Kind.MARK, at + 1
    end = close + 1
    goes_on = end < len(words) and words[end].tag in (Tag.NAME, Tag.NUMBER)
    return Kind.NOUN, _noun_end(words, end) if goes_on else end


def _verb_after_to(words: Sequence[Word], at: int) -> int | None:
    """The place of the verb behind "to", or None: "maps to latents"."""
    here = at + 1
    while here < len(words) and words[here].tag is Tag.ADVERB:
        here += 1
    if here >= len(words):
        return None
    if words[here].tag is Tag.BASE or words[here].text in ("be", "do", "have"):
        nothing = not is_noun_too(words[here].text) or _opens_phrase(words, here + 1)
        return here if nothing else None
    return None


def _opens_phrase(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and words[at].tag in (
        Tag.DETERMINER,
        Tag.NAME,
        Tag.NUMBER,
        Tag.PARTICIPLE,
        Tag.PAST,
        Tag.ADVERB,
        Tag.PRONOUN,
    )


def _is_verb(words: Sequence[Word], at: int, before: Sequence[Chunk]) -> bool:
    """Whether a verb form is a verb here, and not a noun or a participle in front of one."""
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else None
    if word.tag is Tag.THIRD:
        if following is None and before and before[-1].kind in (Kind.LINK, Kind.LEAD):
            return False
        clause = bool(before) and before[-1].text in ("that", "which", "who")
        return clause or _is_third(word, following, opens=_opens_clause(before))
    if word.tag is Tag.PAST:
        return _is_past(word, following, before)
    if word.tag is Tag.BASE:
        return _is_base(word, following, before)
    return _is_unknown_third(word, following, before)


def _is_base(word: Word, following: Word | None, before: Sequence[Chunk]) -> bool:
    if _behind_subject(before):
        return True
    if _opens_clause(before):
        return _takes_object(word, following)
    if following is None or not before or before[-1].kind is not Kind.NOUN:
        return False
    plural = before[-1].words[-1].text.endswith("s") and not is_noun_too(word.text)
    return following.tag in (Tag.DETERMINER, Tag.PRONOUN) or (
        plural and following.tag in _OF_PHRASE
    )


def _is_unknown_third(word: Word, following: Word | None, before: Sequence[Chunk]) -> bool:
    """Whether a word that is on no list reads as a verb: "Obstructs unsafe inputs"."""
    if before and before[-1].text not in (":", "：", "；"):
        return False
    return (
        word.tag is Tag.NAME
        and bool(_VERBLIKE.fullmatch(word.raw))
        and word.text not in english_words("nouns", "heads")
        and following is not None
        and (
            following.tag is Tag.DETERMINER
            or (word.raw[0].isupper() and following.tag in (Tag.NAME, Tag.PAST, Tag.ADVERB))
        )
    )


_VERBLIKE = re.compile(r"[A-Za-z][a-z]{2,}[^su\W]s")


def _takes_object(word: Word, following: Word | None) -> bool:
    """Whether a first form that opens a clause is an order, "Use X", and not a noun."""
    if following is None or following.tag is None:
        return False
    if is_noun_too(word.text):
        return following.tag in (Tag.DETERMINER, Tag.NUMBER, Tag.PAST)
    return following.tag not in (Tag.PREPOSITION, Tag.AUXILIARY, Tag.CONJUNCTION, Tag.THIRD)


def _is_third(word: Word, following: Word | None, *, opens: bool) -> bool:
    if not is_noun_too(word.text):
        return True
    if following is None or following.tag is None:
        return False
    if following.text in ("whether", "how", "if", "why"):
        return True
    governs = (Tag.DETERMINER, Tag.NUMBER, Tag.PRONOUN)
    if opens:
        moved = following.text in ("on", "to", "into", "from")
        return moved or following.tag in (*governs, *_OF_PHRASE, Tag.ADVERB)
    return following.tag in governs


def _is_past(word: Word, following: Word | None, before: Sequence[Chunk]) -> bool:
    last = before[-1] if before else None
    if last is not None and last.words[-1].tag is Tag.AUXILIARY:
        return True
    if following is None or following.tag in (None, Tag.CONJUNCTION):
        return False
    if not _opens_clause(before):
        return following.tag is Tag.DETERMINER
    if last is not None and last.text == "and" and is_verb_of(word.text, "means"):
        return True
    verbs = [chunk for chunk in before if chunk.kind is Kind.VERB]
    other_tense = bool(verbs) and verbs[-1].words[-1].tag is not Tag.PAST
    listed = last is not None and (last.text in (",", "or") or (last.text == "and" and other_tense))
    known = not listed and is_verb_of(word.text, "lemmas")
    return known or following.tag in (Tag.PREPOSITION, Tag.DETERMINER)


def _opens_clause(before: Sequence[Chunk]) -> bool:
    """Whether a clause begins here: at the head, behind a mark, or after "and" behind a verb."""
    chunks = [chunk for chunk in before if chunk.kind is not Kind.OTHER or chunk.text in _SUBJECTS]
    if not chunks:
        return True
    last = chunks[-1]
    if last.kind is Kind.LINK:
        return any(
            chunk.kind in (Kind.VERB, Kind.TO, Kind.DOING) or chunk.words[0].tag is Tag.PAST
            for chunk in chunks
        )
    return last.kind is Kind.MARK and last.text not in ("（", "“", "/", "-")


_SUBJECTS = frozenset({"we", "it", "they", "i", "you"})


def _behind_subject(before: Sequence[Chunk]) -> bool:
    """Whether a pronoun, a modal verb or a relative stands right before."""
    rest = [chunk for chunk in before if chunk.kind is not Kind.OTHER or chunk.text in _SUBJECTS]
    if not rest:
        return False
    last = rest[-1]
    return (
        last.text in _SUBJECTS
        or (last.kind is Kind.VERB and last.words[0].tag is Tag.AUXILIARY)
        or (last.kind is Kind.RELATIVE and last.text in ("that", "which", "who"))
    )


def _is_doing(words: Sequence[Word], at: int, before: Sequence[Chunk]) -> bool:
    """Whether a participle opens a phrase of its own: "by masking X", ", enabling X"."""
    word = words[at]
    if word.tag is Tag.PAST and before and before[-1].kind is Kind.NOUN:
        return word.text in english_words("verbs", "participles") or _is_reduced(words, at)
    if word.tag is not Tag.PARTICIPLE:
        return False
    if word.text in english_words("verbs", "participles"):
        return True
    following = words[at + 1] if at + 1 < len(words) else None
    if following is None or following.tag is None:
        return False
    if following.tag is Tag.DETERMINER:
        return True
    behind = before[-1] if before else None
    return (
        behind is not None
        and behind.kind is Kind.LEAD
        and behind.text in ("by", "without", "instead of", "rather than")
    )


def _is_reduced(words: Sequence[Word], at: int) -> bool:
    """Whether a participle stands behind its noun: "updates reweighted by a ratio"."""
    here = at + 1
    while here < len(words) and words[here].tag is Tag.ADVERB:
        here += 1
    return here < len(words) and words[here].tag is Tag.PREPOSITION


def _noun_end(words: Sequence[Word], at: int) -> int:
    """Behind the noun phrase that begins at ``at``, its "of" phrases included."""
    here = max(at, 0)
    start = here
    while here < len(words) and _goes_on(words, here, start):
        if words[here].text == "“":
            here = next((i for i in range(here, len(words)) if words[i].text == "”"), here)
        here += 1
    while here > start + 1 and words[here - 1].tag in (Tag.PREPOSITION, Tag.ADVERB, Tag.DETERMINER):
        here -= 1
    return max(here, at + 1) if at == start else max(here, at)


def _goes_on(words: Sequence[Word], here: int, start: int) -> bool:
    """Whether the word at ``here`` belongs to the noun phrase that began at ``start``."""
    word, last = words[here], words[here - 1] if here > start else None
    if word.tag is None:
        quoted = word.text == "“" or (word.text == "”" and last is not None)
        return quoted or (word.text == "," and _is_between_adjectives(words, here, start))
    if word.tag is Tag.DETERMINER:
        return last is None or last.tag is Tag.DETERMINER or last.text == "of"
    if word.text == "of":
        return last is not None and last.tag is not Tag.DETERMINER
    if word.tag is Tag.ADVERB:
        return _next_tag(words, here) in (Tag.PAST, Tag.NAME, Tag.PARTICIPLE) and (
            last is None or last.tag in (Tag.DETERMINER, Tag.NUMBER)
        )
    return word.tag in (Tag.NAME, Tag.NUMBER) or _verb_form_goes_on(words, here, last)


_ADJECTIVE = re.compile(r"[a-z-]{3,}(?:ive|al|ed|able|ible|ous|ic|ful|less|ary|ant|ent)")
_OF_PHRASE = (Tag.NAME, Tag.PAST, Tag.PARTICIPLE, Tag.BASE, Tag.THIRD)


def _is_between_adjectives(words: Sequence[Word], here: int, start: int) -> bool:
    """Whether a comma parts two adjectives: "a cheap, adaptive step", "cyclic, looped maps"."""
    article = start < here and words[start].text in ("a", "an", "the") and here - start == 2
    article = article or (here - start == 1 and bool(_ADJECTIVE.fullmatch(words[start].raw)))
    following = words[here + 1 : here + 3]
    if not article or len(following) < 2 or following[1].tag is Tag.PAST:
        return False
    return following[0].raw.islower() and all(word.tag in _OF_PHRASE for word in following)


def _verb_form_goes_on(words: Sequence[Word], here: int, last: Word | None) -> bool:
    word, after = words[here], _next_tag(words, here)
    first = (
        last is None or last.tag in (Tag.DETERMINER, Tag.NUMBER, Tag.ADVERB) or last.text == "of"
    )
    if word.tag is Tag.PARTICIPLE:
        if first:
            return True
        return (
            word.text not in english_words("verbs", "participles") and after is not Tag.DETERMINER
        )
    if word.tag is Tag.PAST:
        openers = english_words("verbs", "participles")
        goes_on = after is Tag.PARTICIPLE and words[here + 1].text not in openers
        return first or goes_on or after in (Tag.NAME, Tag.BASE)
    if word.tag is Tag.THIRD:
        asks = here + 1 < len(words) and words[here + 1].text in ("whether", "how", "if", "why")
        ends = asks or after in (Tag.DETERMINER, Tag.NUMBER)
        return first or (is_noun_too(word.text) and not ends)
    if word.tag is Tag.BASE:
        plural = last is not None and last.text.endswith("s") and not is_noun_too(word.text)
        return first or (after not in (Tag.DETERMINER, Tag.PRONOUN) and not plural)
    return False


def _next_tag(words: Sequence[Word], here: int) -> Tag | None:
    return words[here + 1].tag if here + 1 < len(words) else None
