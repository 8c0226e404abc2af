"""What the phrases of an English sentence are to it: object, means, purpose, contrast, cause.

From the row of chunks to places that could be hidden. Whether one is worth hiding is decided in
``answers`` and ``worth``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from decks.recipes.clauses import Stretch
from decks.recipes.english.lexicon import Tag, is_verb_of
from decks.recipes.english.reader import Chunk, Kind
from decks.recipes.english.tokens import Word
from decks.recipes.words import english_words


class Role(StrEnum):
    """What a phrase is to its sentence."""

    SUBJECT = "subject"
    BARE = "bare"
    """A phrase that opens a bullet without a verb behind it."""
    MEANS_OBJECT = "means-object"
    """Of propose, use, introduce and their like."""
    OBSTACLE = "obstacle"
    OBJECT = "object"
    """Of any other verb."""
    AIM = "aim"
    """Of a verb behind "to"."""
    EFFECT = "effect"
    """Of a participle behind a comma."""
    MEANS = "means"
    BY = "by"
    WITH = "with"
    PURPOSE = "purpose"
    CONTRAST = "contrast"
    CAUSE = "cause"
    SOURCE = "source"
    BECOME = "become"
    RIVAL = "rival"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Slot:
    """A phrase with its role."""

    role: Role
    at: Stretch
    """Without determiners before it."""
    parts: tuple[tuple[Word, ...], ...]
    """The words of what is coordinated in it; one where nothing is."""
    verb: str = ""
    """Of which it is the object, as written."""
    doing: bool = False
    """It begins with a participle and runs to the end of its phrase."""


def slots_of(chunks: Sequence[Chunk]) -> Iterator[Slot]:
    """The slots of a sentence, in its order."""
    for place, chunk in enumerate(chunks):
        if chunk.text in ("because", "since") and place and place + 1 < len(chunks):
            yield _clause(chunks, place + 1, Role.CAUSE)
        role = _role(chunks, place)
        if role is None:
            continue
        if chunk.kind is Kind.DOING or (role in _TAKES_DOING and _begins_doing(chunk)):
            whole = role in _TAKES_DOING and _doing(chunks, place, role)
            if whole:
                yield whole
            continue
        if chunk.kind is Kind.NOUN:
            if role in (Role.BARE, Role.SUBJECT) and (used := _used(chunk)):
                if not _goes_on(chunks, place):
                    yield used
                continue
            slot = _noun(chunks, place, role)
            if slot:
                yield slot


_TAKES_DOING = frozenset({Role.BY, Role.CONTRAST, Role.PURPOSE, Role.MEANS})


def _begins_doing(chunk: Chunk) -> bool:
    return chunk.kind is Kind.NOUN and chunk.words[0].tag is Tag.PARTICIPLE and len(chunk.words) > 1


def _used(chunk: Chunk) -> Slot | None:
    """What a bullet such as "Use of X" or "Integration of X" is about: X, as an object."""
    words = chunk.words
    of = next((place for place, word in enumerate(words) if word.text == "of"), 0)
    if not of or words[of - 1].text not in english_words("nouns", "actions"):
        return None
    thing = _undetermined(words[of + 1 :])
    if not thing:
        return None
    verb = "introduces" if words[of - 1].text in english_words("nouns", "births") else ""
    return Slot(Role.MEANS_OBJECT, Stretch(thing[0].at.start, thing[-1].at.end), (thing,), verb)


def _role(chunks: Sequence[Chunk], place: int) -> Role | None:
    if chunks[place].kind not in (Kind.NOUN, Kind.DOING):
        return None
    before = _lead(chunks, place)
    if before is None or before.kind is Kind.MARK:
        opens = before is None or before.text in (":", "：", "；", ".", "—", "–")
        return _opening(chunks, place) if opens and chunks[place].kind is Kind.NOUN else None
    if before.kind is Kind.LEAD:
        return _roles().get(before.text)
    if before.kind is Kind.TO:
        return Role.AIM
    if before.kind is Kind.DOING:
        return _done(before.words[-1].text)
    passive = _is_passive(chunks, before)
    return _object(before) if before.kind is Kind.VERB and not passive else None


def _done(participle: str) -> Role | None:
    """The role of the object of a participle: "combining a gate with ...", "enabling drift"."""
    if is_verb_of(participle, "means"):
        return Role.MEANS_OBJECT
    return None if is_verb_of(participle, "harming") else Role.EFFECT


def _is_passive(chunks: Sequence[Chunk], verb: Chunk) -> bool:
    """Whether a participle stands behind a form of be: what follows is not its object."""
    ahead = [c for c in chunks if c.at.end <= verb.at.start and c.kind is not Kind.OTHER][-1:]
    done = verb.words[-1].tag is Tag.PAST and bool(ahead)
    return done and ahead[0].words[-1].text in ("is", "are", "was", "were", "be", "been", "being")


def _opening(chunks: Sequence[Chunk], place: int) -> Role:
    """A phrase at the head: a subject if a verb comes before the next mark."""
    for chunk in chunks[place + 1 :]:
        if chunk.kind is Kind.VERB:
            return Role.SUBJECT
        if chunk.kind in (Kind.MARK, Kind.RELATIVE) and not chunk.text.startswith("（"):
            break
    return Role.BARE


def _lead(chunks: Sequence[Chunk], place: int) -> Chunk | None:
    """What stands before a phrase, adverbs left aside."""
    return next((c for c in reversed(chunks[:place]) if c.kind is not Kind.OTHER), None)


def _object(verb: Chunk) -> Role | None:
    word = verb.words[-1].text
    if verb.words[-1].tag is Tag.AUXILIARY:
        return None
    if is_verb_of(word, "means"):
        return Role.MEANS_OBJECT
    if is_verb_of(word, "beating"):
        return Role.RIVAL
    if is_verb_of(word, "obstacles"):
        return Role.OBSTACLE
    return None if is_verb_of(word, "empty") else Role.OBJECT


_LED = ("means", "by", "with", "purpose", "contrast", "cause", "source", "become", "rival", "place")


@cache
def _roles() -> dict[str, Role]:
    return {word: Role(name) for name in _LED for word in english_words("roles", name)}


def _noun(chunks: Sequence[Chunk], place: int, role: Role) -> Slot | None:
    """A noun phrase with what is coordinated with it; None where it is but an inner part."""
    parts, last = [chunks[place].words], place
    while (following := _next_part(chunks, last)) is not None:
        parts.append(chunks[following].words)
        last = following
    bare = _undetermined(parts[0])
    if any(word.text in english_words("words", "vague") for word in parts[0][: -len(bare) or None]):
        return None
    if not bare or (len(parts) == 2 and _is_oxford(chunks, place, last)) or _goes_on(chunks, last):
        return None
    if place and chunks[place - 1].text.endswith("ly"):
        return None  # "incrementally refined masks": the adverb belongs to it
    before = _lead(chunks, place)
    verb = before.words[-1].text if before and before.kind is Kind.VERB else ""
    parts[0] = bare
    return Slot(role, Stretch(bare[0].at.start, chunks[last].at.end), tuple(parts), verb)


def _next_part(chunks: Sequence[Chunk], last: int) -> int | None:
    """The place of the noun phrase that goes on with the list, behind "and" or a comma."""
    at = last + 1
    if at < len(chunks) and chunks[at].text == "（":
        at += 1
    if at >= len(chunks):
        return None
    if chunks[at].text == "," and _is_in_list(chunks, at):
        at += 1
        if chunks[at].kind is Kind.LINK:
            at += 1
    elif chunks[at].kind is Kind.LINK:
        at += 1
    else:
        return None
    if at >= len(chunks) or chunks[at].kind is not Kind.NOUN:
        return None
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    return None if after is not None and after.kind is Kind.VERB else at


def _goes_on(chunks: Sequence[Chunk], last: int) -> bool:
    """Whether what follows belongs to it in a way that was not read: "or ...", "- a list"."""
    after = [chunk for chunk in chunks[last + 1 :] if chunk.text != "（"][:2]
    if not after:
        return False
    if after[0].text in ("of", "than"):
        return True
    cut = chunks[last + 1].kind is Kind.NOUN or chunks[last].words[-1].tag is Tag.PARTICIPLE
    if after[0].kind is Kind.NOUN and cut:
        return True  # "avoidance of calculating" - the mean; "learn on-policy" - a gate
    if after[0].kind is Kind.LINK:
        return after[0].text == "or" or len(after) < 2 or after[1].kind is Kind.NOUN
    return after[0].text in ("—", "–", ":", "：", "/", "-")


def _is_oxford(chunks: Sequence[Chunk], first: int, last: int) -> bool:
    """Whether a comma stands before "and": these two are the end of a longer list."""
    return any(chunk.text == "," for chunk in chunks[first:last])


def _is_in_list(chunks: Sequence[Chunk], comma: int) -> bool:
    """Whether a comma parts the items of a list: nouns and commas up to "and" with a noun."""
    for place, chunk in enumerate(chunks[comma + 1 :], comma + 1):
        if chunk.kind is Kind.LINK:
            return place + 1 < len(chunks) and chunks[place + 1].kind is Kind.NOUN
        if chunk.kind is not Kind.NOUN and chunk.text not in (",", "（"):
            return False
    return False


def _undetermined(words: Sequence[Word]) -> tuple[Word, ...]:
    at = 0
    while at < len(words) and (
        words[at].tag is Tag.DETERMINER or words[at].text in english_words("words", "lead_words")
    ):
        at += 1
    return tuple(words[at:])


def _doing(chunks: Sequence[Chunk], place: int, role: Role) -> Slot | None:
    """A phrase that begins with a participle, up to where its sentence takes another turn.

    None where it goes on with a list: "by folding sails, masts, and ropes".
    """
    end = place + 1
    while end < len(chunks) and not _turns(chunks, end):
        end += 1
    if end < len(chunks) and chunks[end].text == "," and _is_in_list(chunks, end):
        return None
    while end > place + 1 and chunks[end - 1].kind in (Kind.LEAD, Kind.LINK, Kind.OTHER):
        end -= 1
    words = tuple(word for chunk in chunks[place:end] for word in chunk.words)
    if words[-1].tag is Tag.PAST:
        return None  # "by adding gauges used" - for towers
    return Slot(role, Stretch(words[0].at.start, words[-1].at.end), (words,), doing=True)


def _clause(chunks: Sequence[Chunk], place: int, role: Role) -> Slot:
    """A clause up to the next mark or relative."""
    end = place + 1
    while end < len(chunks) and (
        chunks[end].kind not in (Kind.MARK, Kind.RELATIVE) or chunks[end].text == "（"
    ):
        end += 1
    words = tuple(word for chunk in chunks[place:end] for word in chunk.words)
    bare = _undetermined(words) or words
    return Slot(role, Stretch(bare[0].at.start, bare[-1].at.end), (bare,), doing=True)


def _turns(chunks: Sequence[Chunk], at: int) -> bool:
    chunk = chunks[at]
    if chunk.kind in (Kind.RELATIVE, Kind.TO, Kind.VERB):
        return True
    if chunk.kind is Kind.MARK:
        return chunk.text != "（"
    if chunk.kind is Kind.LINK:
        after = chunks[at + 1] if at + 1 < len(chunks) else None
        return after is None or after.kind is Kind.VERB
    role = _roles().get(chunk.text) if chunk.kind is Kind.LEAD else None
    return role in (Role.MEANS, Role.PURPOSE, Role.CONTRAST, Role.BY, Role.CAUSE)
