"""Full questions where the grammar of a bullet allows one: "What does it use to ...?".

Only of bullets that a verb opens with its object right behind it, and of bullets that are one
noun phrase; everything else is asked for by a blank.
"""

from __future__ import annotations

from collections.abc import Sequence

from decks.faces import Face, face
from decks.recipes.clauses import Stretch
from decks.recipes.english.lexicon import Tag, is_verb_of, lemma
from decks.recipes.english.reader import Chunk, Kind
from decks.recipes.statement import Statement
from decks.recipes.words import english_words

LONGEST = 16
"""Words of a bullet that can become a question."""


def question_of(
    statement: Statement, chunks: Sequence[Chunk], shown: Stretch, hidden: Stretch
) -> Face | None:
    """The front as a question, or None where it has to be a blank."""
    inside = [chunk for chunk in chunks if shown.holds(chunk.at)]
    if not inside or inside[0].at.start != shown.start or _is_long(inside):
        return None
    first = inside[0]
    if first.kind is Kind.NOUN and first.at.start <= hidden.start and hidden.end < first.at.end:
        return _kind_of_bare(statement, inside, hidden)
    if first.kind is not Kind.VERB or first.words[0].tag is Tag.AUXILIARY or len(inside) < 2:
        return None
    object_ = inside[1]
    if object_.kind is not Kind.NOUN or not object_.at.holds(hidden):
        return None
    return _of_object(statement, inside, object_, hidden)


def _is_long(inside: Sequence[Chunk]) -> bool:
    """Whether there are several clauses, or more words than a question bears."""
    return (
        sum(len(chunk.words) for chunk in inside) > LONGEST
        or any(c.kind in (Kind.MARK, Kind.RELATIVE) and c.text != "（" for c in inside)
        or any(chunk.kind is Kind.VERB for chunk in inside[1:])
    )


def _of_object(
    statement: Statement, inside: Sequence[Chunk], object_: Chunk, hidden: Stretch
) -> Face | None:
    verb = lemma(inside[0].words[0].text)
    noun = statement.cut(Stretch(hidden.end, object_.at.end)).strip()
    before = statement.cut(Stretch(object_.at.start, hidden.start)).strip()
    rest = statement.piece(Stretch(max(object_.at.end, hidden.end), inside[-1].at.end))
    if any(char.isdigit() for char in before) or not (noun or len(inside) > 2):
        return None
    if verb not in english_words("verbs", "lemmas"):
        return None
    behind = inside[2] if len(inside) > 2 else None
    if behind and (
        behind.kind is Kind.DOING or (behind.text == "with" and is_verb_of(verb, "naming"))
    ):
        return None  # "What does it propose with ...?" reads as if "with" belonged to the verb
    what = f"What kind of {noun} does it {verb}" if noun else f"What does it {verb}"
    return face(what, *rest, "?")


def _kind_of_bare(statement: Statement, inside: Sequence[Chunk], hidden: Stretch) -> Face | None:
    """Of a bullet that is a noun phrase, alone or with what hangs on it."""
    if any(word.tag is Tag.CONJUNCTION for chunk in inside for word in chunk.words):
        return None
    noun = statement.piece(Stretch(hidden.end, inside[0].at.end))
    rest = statement.piece(Stretch(inside[0].at.end, inside[-1].at.end))
    means = len(inside) > 1 and inside[1].text in english_words("roles", "means")
    return face("What kind of", *noun, "" if means else " does it use", *rest, "?")
