"""What is asked of an English sentence: which slot is hidden, and what the front shows around it.

The reader says where phrases are, ``worth`` what is worth asking, and the quality check what is
wrong with a card. Here stands how a slot becomes a card, and how much is thought of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from decks.recipes.clauses import Stretch
from decks.recipes.cloze import cloze
from decks.recipes.english.fronts import front_of
from decks.recipes.english.kinds import modifiers
from decks.recipes.english.lexicon import Tag
from decks.recipes.english.questions import question_of
from decks.recipes.english.reader import Chunk, Word, chunks_of
from decks.recipes.english.slots import Role, Slot, slots_of
from decks.recipes.english.worth import (
    CUE,
    SHORTEST_CUE,
    cue,
    is_answer,
    is_aside,
    is_asked,
    is_own,
    is_phrase,
    points_away,
)
from decks.recipes.statement import Sentence, Statement, is_chinese
from decks.subject import Candidate, Recipe

WHOLE = {
    Role.BY: (Recipe.MEANS_PURPOSE, 0.9),
    Role.MEANS: (Recipe.MEANS_PURPOSE, 0.86),
    Role.MEANS_OBJECT: (Recipe.MEANS_PURPOSE, 0.84),
    Role.CONTRAST: (Recipe.COMPARISON, 0.8),
    Role.CAUSE: (Recipe.MEANS_PURPOSE, 0.8),
    Role.BECOME: (Recipe.TERM_CLOZE, 0.8),
    Role.WITH: (Recipe.MEANS_PURPOSE, 0.72),
    Role.OBSTACLE: (Recipe.MEANS_PURPOSE, 0.7),
    Role.SOURCE: (Recipe.TERM_CLOZE, 0.66),
    Role.OBJECT: (Recipe.TERM_CLOZE, 0.64),
    Role.AIM: (Recipe.MEANS_PURPOSE, 0.62),
    Role.PURPOSE: (Recipe.MEANS_PURPOSE, 0.6),
    Role.BARE: (Recipe.MEANS_PURPOSE, 0.6),
    Role.EFFECT: (Recipe.MEANS_PURPOSE, 0.58),
    Role.RIVAL: (Recipe.COMPARISON, 0.5),
}
"""The recipe and the rank of a phrase that is hidden as a whole, by its role."""
KIND = {
    Role.MEANS_OBJECT: 0.82,
    Role.MEANS: 0.8,
    Role.BARE: 0.7,
    Role.WITH: 0.66,
    Role.OBJECT: 0.6,
    Role.SOURCE: 0.6,
    Role.SUBJECT: 0.56,
}
"""The rank of a phrase of which only the modifiers are hidden, by its role."""
SECOND = {Role.MEANS_OBJECT: 0.61, Role.OBJECT: 0.61, Role.BARE: 0.61}
"""The rank of the second of two parts, with the first as its cue, by role."""
KIND_CUE = 1
"""What the front weighs at least where the noun itself stays on it."""
GOOD = range(2, 7)
"""Words of the best answers."""
LONG = 9


def propose(statement: Statement) -> Iterator[Candidate]:
    """Candidates of every sentence that is English, whatever the others are."""
    for sentence in statement.sentences:
        if sentence.trivial or is_chinese(statement.cut(sentence.whole)):
            continue
        if not is_aside(statement, sentence):
            chunks = _to_arrow(chunks_of(statement.shape, sentence.whole))
            for slot in slots_of(chunks):
                if is_asked(chunks, slot):
                    yield from _of_slot(statement, sentence, chunks, slot)


def _to_arrow(chunks: list[Chunk]) -> list[Chunk]:
    """Up to the only arrow, behind which a reader's remark stands as a rule."""
    arrows = [place for place, chunk in enumerate(chunks) if chunk.text in ("-->", "->", "→")]
    return chunks[: arrows[0]] if len(arrows) == 1 else chunks


def _of_slot(
    statement: Statement, sentence: Sentence, chunks: Sequence[Chunk], slot: Slot
) -> Iterator[Candidate]:
    shown = front_of(statement, sentence, chunks, slot.at)
    if points_away(statement, shown):
        return
    inside = [chunk for chunk in chunks if shown.holds(chunk.at)]
    for recipe, rank, found in _hidden(slot):
        least = KIND_CUE if found != slot.at else CUE.get(slot.role, SHORTEST_CUE)
        hidden = _with_gloss(statement, found)
        if cue(inside, hidden) >= least:
            made = cloze(statement, sentence, hidden, recipe, rank, shown=shown)
            asked = question_of(statement, chunks, shown, hidden)
            yield replace(made, question=asked) if asked else made


def _hidden(slot: Slot) -> Iterator[tuple[Recipe, float, Stretch]]:
    """What of a slot can be hidden: all of it, its second part, or its modifiers."""
    if slot.role in WHOLE and is_answer(slot):
        recipe, rank = WHOLE[slot.role]
        yield recipe, rank + _bonus(slot), slot.at
    if slot.role in SECOND and len(slot.parts) == 2 and _is_pair(slot):
        yield Recipe.TERM_CLOZE, SECOND[slot.role], _span(slot.parts[1])
    if slot.role in KIND and not slot.doing and len(slot.parts) <= 2 and not is_own(slot):
        kind = modifiers(slot.parts)
        if kind:
            yield Recipe.TERM_CLOZE, KIND[slot.role], kind


def _is_pair(slot: Slot) -> bool:
    """Whether both parts are whole things, and not modifiers of one noun."""
    first, second = slot.parts
    return is_phrase(first) and is_phrase(second) and len(first) > 1


def _span(words: Sequence[Word]) -> Stretch:
    bare = [word for word in words if word.tag is not Tag.DETERMINER]
    return Stretch(bare[0].at.start, bare[-1].at.end)


def _bonus(slot: Slot) -> float:
    length = sum(len(part) for part in slot.parts)
    return 0.04 if length in GOOD else 0.0 if length < LONG else -0.06


def _with_gloss(statement: Statement, hidden: Stretch) -> Stretch:
    """With the acronym or gloss in parentheses right behind it: both or neither is hidden."""
    behind = statement.shape[hidden.end : hidden.end + 2]
    if not behind.lstrip().startswith("（"):
        return hidden
    close = statement.shape.find("）", hidden.end)
    inside = statement.shape[hidden.end : close]
    short = close > 0 and len(inside) <= LONGEST_GLOSS and "," not in inside
    return Stretch(hidden.start, close + 1) if short else hidden


LONGEST_GLOSS = 40
"""Characters in parentheses behind a phrase that are another name of it."""
