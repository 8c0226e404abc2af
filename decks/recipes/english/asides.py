"""What English notes say of the field, of other papers or to their writer: nothing to ask for.

Also what points at something that a front does not show.
"""

from __future__ import annotations

from collections.abc import Sequence

from decks.recipes.clauses import Stretch
from decks.recipes.english.lexicon import Tag, lemma
from decks.recipes.english.reader import Chunk, Kind
from decks.recipes.statement import Sentence, Statement
from decks.recipes.terms import is_coined_form
from decks.recipes.words import any_english, english_words

LONG_SENTENCE = 16
"""Words of the sentences of an abstract, on average."""
ABSTRACT = 3
"""Sentences of a point that is an abstract: much of it tells of the field."""
EARLIER = 8
"""Words of a front before "these" that may say what is meant."""
NEVER = frozenset({"former", "latter", "aforementioned", "above", "below", "here", "there"})
"""Pointing words whose sense no sentence shows."""
PROSE = 10
"""Words of a sentence that is no note."""


def is_aside(statement: Statement, sentence: Sentence) -> bool:
    """Whether a sentence is a question, or speaks of the field or to the note's writer."""
    if _is_abstract(statement) and not _tells_of_itself(statement, sentence):
        return True
    start = sentence.whole.start
    left_out = statement.shape[:start].rstrip()[-1:]
    headless = () if left_out.isalnum() else ("headless",)
    return _says(statement, sentence, "patterns", "remarks", *headless)


def is_remark(statement: Statement, sentence: Sentence) -> bool:
    """Whether a sentence speaks to the note's writer, whatever it marks or quotes."""
    return _says(statement, sentence, "remarks")


def _says(statement: Statement, sentence: Sentence, *lists: str) -> bool:
    """Whether a sentence has a pattern of some lists."""
    behind = Stretch(sentence.whole.start, sentence.whole.end + 2)
    return bool(any_english("asides", *lists).search(statement.form(behind).replace("？", "?")))


def _is_abstract(statement: Statement) -> bool:
    """Whether a point is a text of several long sentences."""
    count = len(statement.sentences)
    return count >= ABSTRACT and len(statement.text.split()) >= count * LONG_SENTENCE


def is_background(statement: Statement, sentence: Sentence, chunks: Sequence[Chunk]) -> bool:
    """Whether a sentence of prose on things in general stands before any that tells of its paper.

    Of the points before only one is known: as long as none of the two says "we", an abstract
    that was cut into its sentences is still with its field.
    """
    if not _is_general(chunks):
        return False
    ahead = (one for one in statement.sentences if one.whole.start <= sentence.whole.start)
    if not _is_prose(statement.text, statement.subject.text):
        return False
    if any(_tells_of_itself(statement, one) for one in ahead):
        return False
    previous = statement.subject.previous
    begun = not _is_prose(previous, previous) or any_english("asides", "own").search(previous)
    return statement.subject.ordinal == 1 or not begun


def _is_general(chunks: Sequence[Chunk]) -> bool:
    """Whether the subject has no article and no coined word, or is a trouble: "Kites need wind"."""
    turns = (Kind.VERB, Kind.RELATIVE)
    verb = next((place for place, chunk in enumerate(chunks) if chunk.kind in turns), 0)
    ahead = [place for place, chunk in enumerate(chunks[:verb]) if chunk.kind is Kind.NOUN]
    if not ahead or chunks[verb].kind is Kind.RELATIVE:
        return False
    subject = next((p for p in ahead if not p or chunks[p - 1].text == ","), ahead[0])
    words = chunks[subject].words
    if words[-1].text in english_words("nouns", "troubles"):
        return True
    coined = any(is_coined_form(word.raw) for word in words)
    return words[0].tag is not Tag.DETERMINER and not coined


def _is_prose(text: str, written: str) -> bool:
    """Whether a point is a full sentence, without a label or anything in bold."""
    plain = ":" not in text and "**" not in written and text.rstrip().endswith(".")
    return plain and len(text.split()) >= PROSE


def _tells_of_itself(statement: Statement, sentence: Sentence) -> bool:
    """Whether a sentence names its paper, says "we", or has no subject but the paper."""
    ahead = [one.whole.end for one in statement.sentences if one.whole.end <= sentence.whole.start]
    form = statement.form(Stretch(max(ahead, default=0), sentence.whole.end))
    own = any_english("asides", "own").search(form)
    named = statement.subject.short.casefold() in form.casefold()
    led = lemma(form.strip(" .").split(" ")[0].casefold()) in english_words("verbs", "lemmas")
    return bool(own) or named or led


def points_away(statement: Statement, shown: Stretch) -> bool:
    """Whether a front says "this" or "the same" of something that it does not show."""
    form = statement.form(shown)
    itself, pointing = any_english("asides", "itself"), any_english("asides", "pointing")
    return any(
        not itself.match(form, found.start())
        and (found[0].casefold() in NEVER or len(form[: found.start()].split()) < EARLIER)
        for found in pointing.finditer(form)
    )
