"""Whether a card that asks for a paper can be answered: no name shown, and nobody else says it."""

from __future__ import annotations

from decks.glossary import says
from decks.rarity import Rarity, units
from decks.recipes.names import is_own_name, letters, shares_stem
from decks.recipes.statement import is_chinese
from decks.recipes.terms import specific, specific_words
from decks.recipes.words import any_pattern, one_of, pattern, word_set
from decks.sheet import Found, Sheet
from decks.subject import CardWarning

FEWEST_PAPERS = 10
"""In a smaller collection every sentence is distinctive, and the next paper changes that."""
SPECIFIC = 12
"""How much of the front has to be neither generic nor a name, as ``terms.size`` counts."""
OWN_UNITS = 4
OWN_SHARE = 0.5
CHINESE_SHARE = 0.34
"""Of the front's specific words and Han pairs so many, and this share, are this paper's alone.

Pairs of Han characters overlap and cross the borders of words, so that of a Chinese front a
smaller share is enough.
"""
LEAST_SAID = 2
SAID_SHARE = 0.6
"""Of a title's telling words so many, and this share, may not stand on the front in Chinese."""
FEW = 200
"""For so many papers one more may use a word that still counts as this paper's alone."""


def name_on_front(sheet: Sheet) -> Found:
    """The front shows the paper's name, or words of its title."""
    subject = sheet.subject
    title = set(specific_words(f"{subject.title} {subject.short}"))
    for word in specific_words(sheet.front):
        named = is_own_name(word, subject) or shares_stem(word, subject.short)
        if named or word in title or _stem(word) in map(_stem, title):
            yield CardWarning("answer-on-front", word)
    if (told := _translated(sheet)) and sheet.statement.chinese:
        yield CardWarning("answer-on-front", told)
    short = letters(subject.short)
    if len(short) > 1 and not short.isascii() and short in letters(sheet.front):
        yield CardWarning("answer-on-front", subject.short)
    if is_chinese(subject.title):
        shared = _own_pairs(subject.title) & _own_pairs(sheet.front)
        yield from (CardWarning("answer-on-front", pair) for pair in sorted(shared))


def _translated(sheet: Sheet) -> str:
    """What a Chinese front says of an English title, if it says most of what tells in it."""
    told = set(specific_words(sheet.subject.title))
    said = {word for word in told if says(sheet.front, [word])}
    enough = len(said) >= max(LEAST_SAID, SAID_SHARE * len(told))
    return ", ".join(sorted(said)) if enough else ""


def _stem(word: str) -> str:
    return word[:6] if len(word) > 6 else word.removesuffix("s")


def _own_pairs(text: str) -> set[str]:
    """Pairs of Han characters outside generic words."""
    rest = pattern(one_of("generic", "han")).sub(" ", text)
    return {unit for unit in units(rest) if len(unit) == 2 and not unit.isascii()}


def not_distinctive(sheet: Sheet) -> Found:
    """Other papers of the collection use the words of the front, or it has hardly any."""
    told = specific(sheet.front, sheet.subject.short)
    own, others = _split(sheet.front, sheet.rarity)
    share = CHINESE_SHARE if sheet.statement.chinese else OWN_SHARE
    enough = len(own) >= max(OWN_UNITS, share * (len(own) + len(others)))
    if sheet.rarity.papers < FEWEST_PAPERS or told < SPECIFIC or not enough:
        yield CardWarning("not-distinctive", ", ".join(sorted(others)[:3]) or sheet.front[:20])


def pointing(sheet: Sheet) -> Found:
    """Somewhere on the front a word points at what stood before: the sentence has to do alone."""
    if found := any_pattern("reference", "inside").search(sheet.front):
        yield CardWarning("dangling-reference", found.group())


def _split(front: str, rarity: Rarity) -> tuple[set[str], set[str]]:
    """The specific words and Han pairs of one paper alone, and those of several."""
    generic = word_set("generic", "latin")
    pairs = _own_pairs(front)
    found = {w for w in units(front) if w.isascii() and w not in generic and not w.isdigit()}
    counted = {unit: rarity.document_frequency(unit) for unit in found | pairs}
    few = 1 + rarity.papers // FEW
    own = {unit for unit, papers in counted.items() if 0 < papers <= few}
    return own, {unit for unit, papers in counted.items() if papers > few}
