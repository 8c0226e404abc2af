"""What is asked of an English sentence: which slot is hidden, and what the front shows around it.

The reader says where phrases are, ``worth`` what is worth asking, and the quality check what is
wrong with a card. Here stands how a slot becomes a card, and how much is thought of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from decks.recipes.clauses import Stretch
from decks.recipes.cloze import cloze
from decks.recipes.english.answers import HEAVY, is_answer, is_own, is_phrase
from decks.recipes.english.asides import is_aside, is_background, points_away
from decks.recipes.english.fronts import front_of, with_writers, without_praise
from decks.recipes.english.kinds import (
    is_name_of_code,
    is_owner,
    is_sharp,
    is_thing,
    modifiers,
    weight,
)
from decks.recipes.english.lexicon import Tag
from decks.recipes.english.questions import question_of
from decks.recipes.english.reader import Chunk
from decks.recipes.english.sentences import chunks_of
from decks.recipes.english.slots import Role, Slot, slots_of
from decks.recipes.english.tokens import Word
from decks.recipes.english.worth import (
    CUE,
    SHORTEST_CUE,
    cue,
    is_asked,
)
from decks.recipes.statement import FORMULA_SIGN, Sentence, Statement, is_chinese
from decks.recipes.words import english_words, pattern
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
    Role.SUBJECT: (Recipe.TERM_CLOZE, 0.54),
    Role.RIVAL: (Recipe.COMPARISON, 0.5),
    Role.PLACE: (Recipe.TERM_CLOZE, 0.48),
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
SECOND = {Role.MEANS_OBJECT: 0.61, Role.OBJECT: 0.61, Role.BARE: 0.61, Role.BECOME: 0.61}
"""The rank of the second of two parts, with the first as its cue, by role."""
OWN_CUE = 4
"""What a front weighs at least that asks for a coined name, perhaps the paper's own."""
OWN_LESS = 0.2
"""How much less is thought of such a card."""
LONE = 3
"""What the hidden words or the front weigh at least, one of them."""
FORMULAS = 1
"""On a front: a row of them is to be read, not to be asked for."""
LISTS = (Role.MEANS_OBJECT, Role.MEANS, Role.BY, Role.WITH, Role.OBJECT, Role.SOURCE)
"""Roles of which one of several things is asked for."""
LISTED = range(3, 6)
"""How many things make a list of which one is asked for."""
LONGEST_ITEM = 6
"""Words of each of them."""
ITEM = 0.63
"""The rank of one of several, with the others as its cue."""
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
            if is_background(statement, sentence, chunks):
                continue
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
    shown = without_praise(
        statement, chunks, front_of(statement, sentence, chunks, slot.at), slot.at
    )
    formulas = pattern(f"{FORMULA_SIGN}+").findall(statement.form(shown))
    if points_away(statement, shown) or len(formulas) > FORMULAS:
        return
    inside = [chunk for chunk in chunks if shown.holds(chunk.at)]
    for recipe, rank, found in _hidden(slot, cue(inside, slot.at)):
        hidden = _with_gloss(statement, found)
        if not is_name_of_code(statement, hidden) or is_owner(statement, hidden):
            continue
        whole, around, sharp = found == slot.at, cue(inside, hidden), is_sharp(_words(slot, found))
        least = CUE.get(slot.role, SHORTEST_CUE)
        if not whole and slot.role is not Role.SUBJECT and (sharp or slot.role is not Role.BARE):
            least = KIND_CUE
        told = weight(_words(slot, hidden))
        little = told < (HEAVY if whole else LONE) and not (sharp or _is_title(slot))
        lone = little and around < (LONE if whole else LONE + 1)  # the noun stays on the front
        own = is_own(slot) and around < OWN_CUE
        if around >= least and not (lone or own):
            counted = slot.parts[0][0].tag is Tag.NUMBER  # asked for by its number alone
            less = OWN_LESS if is_own(slot) or counted else 0
            front = with_writers(statement, shown)
            made = cloze(statement, sentence, hidden, recipe, rank - less, shown=front)
            asked = question_of(statement, chunks, shown, hidden)
            yield replace(made, question=asked) if asked else made


def _hidden(slot: Slot, around: int) -> Iterator[tuple[Recipe, float, Stretch]]:
    """What of a slot can be hidden: all of it, its second part, or its modifiers."""
    if slot.role in WHOLE and is_answer(slot, around):
        recipe, rank = WHOLE[slot.role]
        yield recipe, rank + _bonus(slot), slot.at
    if slot.role in SECOND and len(slot.parts) == 2 and _is_pair(slot):
        yield Recipe.TERM_CLOZE, SECOND[slot.role], _span(slot.parts[1])
    if len(slot.parts) in LISTED and slot.role in LISTS:
        yield from _item(slot)
    if slot.role in KIND and not slot.doing and len(slot.parts) <= 2:
        kind = modifiers(slot.parts)
        if kind:
            yield Recipe.TERM_CLOZE, KIND[slot.role], kind


def _item(slot: Slot) -> Iterator[tuple[Recipe, float, Stretch]]:
    """The item of a list that tells most, the last of several; the others are its cue.

    "A, B and C losses": where only the last item has a noun, it may belong to all.
    """
    *others, last = slot.parts
    shared = len(last) > 1 and all(len(part) < len(last) for part in others)
    items = [part for part in (others if shared else slot.parts) if _is_item(part)]
    short = all(len(part) <= LONGEST_ITEM for part in slot.parts)
    deeds = any(part[0].tag in (Tag.PARTICIPLE, Tag.BASE) for part in slot.parts)
    if items and short and not deeds and not (shared and any(len(part) == 1 for part in others)):
        best = max(reversed(items), key=weight)
        if weight(best) >= HEAVY:
            yield Recipe.LIST_ITEM, ITEM, _span(best)


def _is_item(words: Sequence[Word]) -> bool:
    """Whether one of several is a phrase of its own, and neither a deed nor two of them."""
    deed = words[0].tag is Tag.PARTICIPLE
    return is_phrase(words) and not deed and all(word.tag is not None for word in words)


def _is_pair(slot: Slot) -> bool:
    """Whether both parts are whole things, and not modifiers of one noun."""
    first, second = slot.parts
    ends = [{word.text.split("-")[-1] for word in part if "-" in word.text} for part in slot.parts]
    classes = english_words("nouns", "heads")
    shared = second[-1].text in classes and not is_thing(first[-1].text)
    whole = is_phrase(first) and is_phrase(second) and len(first) > 1
    return whole and not shared and not ends[0] & ends[1]


def _is_title(slot: Slot) -> bool:
    """Whether a slot is a name of several words, all in capitals: "Gale Pyramid Filter"."""
    words = slot.parts[0]
    return len(slot.parts) == 1 and len(words) > 1 and all(word.raw[0].isupper() for word in words)


def _words(slot: Slot, hidden: Stretch) -> list[Word]:
    """The hidden words of a slot."""
    return [word for part in slot.parts for word in part if hidden.holds(word.at)]


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
