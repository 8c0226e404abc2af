"""Whether a slot is worth asking for: by its role, its words, and the clause it stands in.

Of a bullet without a subject every slot is what the paper does; of a told sentence only what it
says of means, reasons and contrasts. What is wrong with a card is for the quality check.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from decks.recipes.clauses import Stretch
from decks.recipes.english.answers import HEAVY, LIGHT, RICH, told_by
from decks.recipes.english.kinds import (
    core,
    is_named,
    is_sharp,
    is_understood,
    modifiers,
    weight,
)
from decks.recipes.english.lexicon import Tag, is_noun_too, is_verb_of
from decks.recipes.english.reader import Chunk, Kind
from decks.recipes.english.slots import Role, Slot
from decks.recipes.words import english_words, pattern

LONGEST_BARE = 20
"""Words of a bullet without a verb whose first phrase is asked for."""
CUE = {
    Role.MEANS_OBJECT: 2,
    Role.MEANS: 2,
    Role.BY: 2,
    Role.CONTRAST: 2,
    Role.CAUSE: 2,
    Role.BECOME: 3,
    Role.WITH: 2,
    Role.BARE: 3,
    Role.OBJECT: 3,
    Role.SOURCE: 1,
    Role.AIM: 3,
    Role.PURPOSE: 3,
    Role.RIVAL: 3,
    Role.SUBJECT: 8,
    Role.PLACE: 8,
}
"""What the words that stay on the front weigh at least (``kinds.weight``), by role."""
SHORTEST_CUE = 5
"""The same for every other role."""
OF_BULLETS = frozenset({Role.WITH, Role.PURPOSE, Role.SOURCE, Role.EFFECT, Role.AIM, Role.OBSTACLE})
"""Roles that are asked for only where no subject tells of somebody else."""
OF_STORIES = frozenset({Role.WITH, Role.SOURCE, Role.AIM, Role.OBSTACLE})
"""Of them, those that are asked for in a told sentence too, where they and the rest tell much."""
NO_LEAD = frozenset(
    {"vs", "vs.", "versus", "like", "such as", "unlike", "due to", "because of", "thanks to"}
)
"""What follows no phrase that is a bullet's subject."""
_MARKS = frozenset({"：", ":", "；", ".", "—", "–"})


@dataclass(frozen=True, slots=True)
class Clause:
    """The chunks from one colon, semicolon or full stop to the next, adverbs left aside."""

    chunks: tuple[Chunk, ...]

    @property
    def is_led(self) -> bool:
        """Whether a verb opens it, which has the paper as its subject."""
        first = self.chunks[0] if self.chunks else None
        return (
            first is not None
            and first.kind is Kind.VERB
            and first.words[0].tag is not Tag.AUXILIARY
        )

    @property
    def has_verb(self) -> bool:
        """Whether a finite verb was found in it."""
        return any(chunk.kind is Kind.VERB for chunk in self.chunks)

    @property
    def is_claim(self) -> bool:
        """Whether it opens with a claim of success or a remark on how it was tried."""
        word = self.chunks[0].words[0].text
        praises = self.is_led and is_verb_of(word, "praising")
        return praises or word in english_words("nouns", "trials")

    @property
    def is_trial(self) -> bool:
        """Whether it says how something was tried out."""
        verbs = [chunk.words[-1] for chunk in self.chunks if chunk.kind is Kind.VERB][:2]
        passive = len(verbs) == 2 and verbs[0].text in ("is", "are", "was", "were")
        tried = self.chunks[0].words[0] if self.is_led else verbs[1] if passive else None
        return tried is not None and is_verb_of(tried.text, "trying")

    @property
    def is_understood(self) -> bool:
        """Whether a verb was found, or none of its phrases hides one."""
        nouns = (chunk.words for chunk in self.chunks if chunk.kind is Kind.NOUN)
        return self.has_verb or all(map(is_understood, nouns))


def is_asked(chunks: Sequence[Chunk], slot: Slot) -> bool:
    """Whether a slot of its role is worth looking at in a clause of this shape."""
    clause = _clause_of(chunks, slot)
    field = bool(clause.chunks) and _is_of_the_field(chunks, clause)
    if clause.is_trial or (field and slot.role is not Role.MEANS):
        return False
    if slot.role in (Role.MEANS, Role.CONTRAST, Role.CAUSE) or not clause.chunks:
        return True
    if slot.role in (Role.RIVAL, Role.BY):
        named = slot.role is Role.RIVAL and all(map(is_named, slot.parts))
        return named or (slot.role is Role.BY and (slot.doing or _is_passive(chunks, slot)))
    if not clause.is_understood or (clause.is_claim and not _is_how(clause, slot)):
        return False
    if slot.role is Role.WITH and _is_partner(chunks, slot):
        return False
    return _fits(clause, slot)


def _is_how(clause: Clause, slot: Slot) -> bool:
    """Whether a claim says with what it came about: "Improves recall with hail-aware gates"."""
    words = [word for part in slot.parts for word in part]
    telling = slot.role is Role.WITH and is_sharp(words) and told_by(slot) >= LIGHT
    return telling and clause.is_led and cue(clause.chunks, slot.at) >= SHORTEST_CUE


def _fits(clause: Clause, slot: Slot) -> bool:
    if slot.role is Role.BARE:
        return _is_plain(slot) and _stands_first(clause, slot)
    if slot.role is Role.SUBJECT and not _is_doer(clause, slot):
        return False
    if slot.role is Role.OBJECT:
        return clause.is_led or cue(clause.chunks, slot.at) >= SHORTEST_CUE
    if slot.role not in OF_BULLETS or clause.is_led or not clause.has_verb:
        return True
    told, around = told_by(slot), cue(clause.chunks, slot.at)
    if slot.role in OF_STORIES:
        return told >= LIGHT and around > SHORTEST_CUE
    return told > HEAVY and around >= RICH


def _is_doer(clause: Clause, slot: Slot) -> bool:
    """Whether a subject is a thing of the paper that does something beside being tried out."""
    words = [word.text for part in slot.parts for word in part]
    usual = any(words[0] in english_words("nouns", name) for name in ("plain", "evaluative"))
    behind = [c for c in clause.chunks if c.kind is Kind.VERB and c.at.start > slot.at.end]
    verbs = [chunk.words[-1] for chunk in behind[:2]]
    tried = any(verb.tag is Tag.PAST and is_verb_of(verb.text, "tried") for verb in verbs)
    return not tried and not usual and not {"authors", "paper"} & set(words)


def _clause_of(chunks: Sequence[Chunk], slot: Slot) -> Clause:
    ends = (c.at.end for c in chunks if c.text in _MARKS and c.at.end <= slot.at.start)
    start = max(ends, default=0)
    clause = [chunk for chunk in chunks if chunk.at.start >= start]
    end = next((place for place, c in enumerate(clause) if c.text in _MARKS), len(clause))
    subjects = ("it", "we", "they")
    kept = (c for c in clause[:end] if c.kind is not Kind.OTHER or c.text in subjects)
    return Clause(tuple(kept))


def _is_of_the_field(chunks: Sequence[Chunk], clause: Clause) -> bool:
    """Whether things in the plural, without article or label, do something: "Surveys show"."""
    first = clause.chunks[0]
    noun = (core(first.words) or first.words)[-1]
    many = noun.tag is Tag.NAME and bool(pattern(r"[a-z]{3,}[^su\W]s").fullmatch(noun.raw))
    told = next((c for c in clause.chunks[1:] if c.kind in (Kind.VERB, Kind.MARK)), None)
    now = told is not None and told.kind is Kind.VERB and told.words[0].tag is not Tag.PAST
    bare = first.words[0].tag is not Tag.DETERMINER and not is_sharp(first.words)
    return first.kind is Kind.NOUN and first == chunks[0] and many and now and bare


def _is_partner(chunks: Sequence[Chunk], slot: Slot) -> bool:
    """Whether "with X" tells of what something agrees or deals with."""
    before = [chunk for chunk in chunks if chunk.at.end <= slot.at.start and chunk.text != "with"]
    return bool(before) and before[-1].words[-1].text in english_words("nouns", "partnered")


def _is_passive(chunks: Sequence[Chunk], slot: Slot) -> bool:
    """Whether "by X" tells what did it: right behind a participle other than "used"."""
    before = [chunk for chunk in chunks if chunk.at.end <= slot.at.start][-3:]
    verbs = [chunk for chunk in before if chunk.kind in (Kind.VERB, Kind.DOING)]
    return bool(verbs) and verbs[-1].words[-1].tag is Tag.PAST and verbs[-1].text != "used"


def _is_plain(slot: Slot) -> bool:
    """Whether no word of a phrase could be the verb of a sentence that was not understood."""
    inner = [word for part in slot.parts for word in part][1:]
    first = slot.parts[0][0]
    opened = first.tag is Tag.PAST and first.raw[:1].isupper()
    verbs = any(
        word.tag in (Tag.BASE, Tag.THIRD, Tag.VERB) and not is_noun_too(word.text) for word in inner
    )
    ordered = first.tag is Tag.BASE and first.raw[:1].isupper() and len(slot.parts[0]) > 1
    return len(slot.parts) <= 2 and not opened and not verbs and not ordered


def _stands_first(clause: Clause, slot: Slot) -> bool:
    """Whether a preposition or nothing follows, and behind a label at least its own noun."""
    after = next((chunk for chunk in clause.chunks if chunk.at.start >= slot.at.end), None)
    if after is not None and after.kind is Kind.RELATIVE:
        rest = [chunk for chunk in clause.chunks if chunk.at.start > after.at.start]
        does = bool(rest) and rest[0].kind is Kind.VERB
        return after.text in ("that", "which") and does
    if clause.has_verb or sum(len(chunk.words) for chunk in clause.chunks) > LONGEST_BARE:
        return False
    if after is None:
        return modifiers(slot.parts) is not None
    return after.kind in (Kind.LEAD, Kind.TO) and after.text not in NO_LEAD


def cue(chunks: Sequence[Chunk], hidden: Stretch) -> int:
    """How much the words beside what is hidden tell of one place in the paper."""
    return weight([w for chunk in chunks for w in chunk.words if not hidden.meets(w.at)])
