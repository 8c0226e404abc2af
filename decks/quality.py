"""Whether a card is worth reviewing: one small function for each thing that can be wrong.

A warning sends a card to the inbox; it never deletes one. The wording of a warning stands
in ``messages.toml`` under its code. Nothing here makes or mends a card.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain

from decks.faces import SpanKind, face
from decks.giveaway import answer_on_front, title_word
from decks.rarity import Rarity
from decks.recipes.cloze import has_example_before, is_trivial, leans
from decks.recipes.number_cloze import is_setting
from decks.recipes.objects import is_unannounced_list
from decks.recipes.statement import LONGEST
from decks.recipes.terms import latin_words, size, specific, specific_words
from decks.recipes.words import any_pattern, one_of, pattern, word_set, words
from decks.sheet import Found, Sheet, sheet_of
from decks.subject import Candidate, CardWarning, Recipe, Subject
from decks.wording import say

LONGEST_ANSWER = 30
LONGEST_FRONT = 130
"""Sizes as ``terms.size`` counts them: a Han character 1, a Latin word 2."""
SHORTEST_CUE = 4
GOOD_CUE = 6
LIST_CUE = 10


def check(candidate: Candidate, subject: Subject, rarity: Rarity) -> tuple[CardWarning, ...]:
    """What is wrong with a candidate, each code at most once; empty for a good one."""
    sheet = sheet_of(candidate, subject, rarity)
    found: dict[str, CardWarning] = {}
    for warning in chain.from_iterable(rule(sheet) for rule in RULES):
        found.setdefault(warning.code, warning)
    return tuple(found.values())


def worded(warning: CardWarning) -> str:
    """A warning as a sentence that says what is wrong and how to mend it."""
    return say(f"warning.{warning.code}", detail=warning.detail)


def is_template(text: str) -> bool:
    """Whether a point is a place to fill in, not a statement."""
    body = text.strip().translate({ord("("): "（", ord(")"): "）", ord(":"): "："})
    return not any(sign.isalnum() for sign in body) or bool(
        any_pattern("trivial", "template", re.IGNORECASE).search(body)
    )


def template_text(sheet: Sheet) -> Found:
    """The point is a place to fill in."""
    if is_template(sheet.statement.text):
        yield CardWarning("template-text", sheet.statement.text[:40])


def cued_recall(sheet: Sheet) -> Found:
    """The answer is the whole point: asked only of who wants it."""
    if sheet.candidate.recipe is Recipe.CUED_RECALL:
        yield CardWarning("cued-recall")


def too_long(sheet: Sheet) -> Found:
    """The front or the answer is a wall of text."""
    if len(sheet.statement.text) > LONGEST or size(sheet.front) > LONGEST_FRONT:
        yield CardWarning("too-long", sheet.front[:40])
    elif sheet.candidate.recipe is not Recipe.CUED_RECALL and size(sheet.answer) > LONGEST_ANSWER:
        yield CardWarning("too-long", sheet.answer)


def no_paper_name(sheet: Sheet) -> Found:
    """Nothing on the front says which paper is meant."""
    if not any(sign.isalnum() for sign in sheet.subject.short):
        yield CardWarning("no-paper-name")


def generic_blank(sheet: Sheet) -> Found:
    """The answer is a word that nobody should have to recall."""
    if sheet.candidate.recipe is Recipe.NUMBER_CLOZE or _has_sign(sheet):
        return
    bare = sheet.answer.strip().casefold()
    vague = pattern(
        r"^(?:多种|各种|大量|多个|不同|一些|相应|某种|更|几|several|various|many|multiple|different|some|more|better)"
    )
    whole = size(sheet.answer) >= 4 or specific(sheet.answer) >= 2
    if sheet.candidate.recipe is Recipe.LIST_ITEM and whole:
        return
    if bare in word_set("generic", "praise") or _is_vague(sheet) or vague.match(bare):
        yield CardWarning("generic-blank", sheet.answer)


def _is_vague(sheet: Sheet) -> bool:
    """Two specific Han characters are half a word; a Latin term must be rare in the collection."""
    told = specific(sheet.answer, sheet.subject.short)
    cue = specific(sheet.front, sheet.subject.short)
    long_enough = size(sheet.answer) >= 7 or (
        sheet.candidate.recipe is Recipe.MEANS_PURPOSE and cue >= GOOD_CUE
    )
    if told < (2 if long_enough else 3) and not specific_words(sheet.answer):
        return True
    common = max(2, sheet.rarity.papers // 25)
    return (
        sheet.candidate.recipe is Recipe.TERM_CLOZE
        and sheet.answer.isascii()
        and sheet.rarity.document_frequency(sheet.answer) > common
    )


def _has_sign(sheet: Sheet) -> bool:
    return any(s.kind in (SpanKind.CODE, SpanKind.MATH) for s in face(sheet.candidate.answer))


def several_answers(sheet: Sheet) -> Found:
    """More than one answer would fit what the front says."""
    if sheet.candidate.recipe is Recipe.CUED_RECALL:
        return
    if not _has_cue(sheet):
        yield CardWarning("several-answers", sheet.front.strip()[:40])
    elif is_unannounced_list(sheet.answer) or _open_list(sheet):
        yield CardWarning("several-answers", sheet.answer)


def _has_cue(sheet: Sheet) -> bool:
    """Whether the front says enough: specific words, or the neighbours of a list's item."""
    if sheet.candidate.recipe is Recipe.NUMBER_CLOZE:
        return size(sheet.front) >= SHORTEST_CUE
    if sheet.candidate.recipe is Recipe.LIST_ITEM:
        return size(sheet.front) >= LIST_CUE or "→" in sheet.front
    if specific(sheet.front, sheet.subject.short) >= SHORTEST_CUE:
        return True
    purpose = pattern(
        rf"，[^，]{{0,4}}{one_of('means', 'effects', 'obstacles')}|{one_of('means', 'plain_verbs')}"
    )
    told = sheet.candidate.recipe is Recipe.MEANS_PURPOSE and purpose.search(sheet.front)
    return bool(told) and size(sheet.front) >= 8 and specific(sheet.answer) >= 4


def _open_list(sheet: Sheet) -> bool:
    """Whether the answer is one of several, of which the list need not hold all."""
    if sheet.candidate.recipe is Recipe.NUMBER_CLOZE:
        return False
    shape, hidden = sheet.statement.shape, sheet.hidden
    before = shape[max(0, hidden.start - 6) : hidden.start]
    after = shape[hidden.end : hidden.end + 160]
    inside = pattern(r"（[^（）]*）").sub("", sheet.statement.form(hidden))
    return (
        bool(pattern(_OPEN_END).match(after) or pattern(_EXAMPLES).search(inside))
        or (sheet.candidate.recipe is Recipe.TERM_CLOZE and _has_peer(before, after))
        or _is_followed_by_etc(before, after)
        or has_example_before(sheet.statement, hidden.start)
    )


_ETC = r"(?<![恒平相均同对优初高中劣不])等(?!价|级|距|于|变(?!量|化|体)|方差)"
_OPEN_END = rf"[”\s]?{_ETC}|(?:\s?[，、/和]\s?[A-Za-z][A-Za-z0-9_.\- ]*+)+等"
_EXAMPLES = rf"如(?!何|果|此|同)|例如|比如|{_ETC}|such as|e\.g\."


def _is_followed_by_etc(before: str, after: str) -> bool:
    beside = before[-1:] + after[:40]
    return bool(pattern(rf"[^，。；：]{{0,40}}{_ETC}").match(after)) and bool(
        pattern(r"[、/和]").search(beside)
    )


def _has_peer(before: str, after: str) -> bool:
    """Whether a term is one of several on a par, of which no count says how many there are."""
    return bool(
        pattern(r"(?:[、和与及或/]|以及)\s?$").search(before)
        or pattern(r"^\s?(?:、|/|和(?!其)|与(?!其)|以及|或)").match(after)
    )


def dangling_reference(sheet: Sheet) -> Found:
    """The front points at something that it does not show."""
    if sheet.candidate.recipe is Recipe.CUED_RECALL:
        return
    front = sheet.front.lstrip()
    opening = tuple(words("reference", "opening"))
    if front.startswith(opening) and sheet.candidate.question[0].kind is not SpanKind.BLANK:
        yield CardWarning("dangling-reference", front[:12])
    if sheet.answer.lstrip().startswith(("其", "它", "该", "这", "此", "these ", "both ", "this ")):
        yield CardWarning("dangling-reference", sheet.answer)
    for text in (front[:14], sheet.answer):
        if found := any_pattern("reference", "inside").search(text):
            yield CardWarning("dangling-reference", found.group())


def fragment(sheet: Sheet) -> Found:
    """The blank is cut inside a word, a bracket or a phrase."""
    if sheet.candidate.recipe in (Recipe.CUED_RECALL, Recipe.NUMBER_CLOZE):
        return
    answer = sheet.answer.strip()
    last = latin_words(answer)[-1:] if answer[-1:].isascii() else []
    first = latin_words(answer)[:1] if answer[:1].isascii() else []
    broken = (
        _is_odd_edge(answer)
        or (last and last[0] in word_set("term", "bad_end_latin"))
        or (first and first[0] in word_set("term", "bad_start_latin"))
        or not _balanced(answer)
        or not _balanced(sheet.front)
        or _cuts_word(sheet)
    )
    if broken:
        yield CardWarning("fragment", answer)


def _is_odd_edge(answer: str) -> bool:
    """Whether an answer begins or ends with a function word, not with a noun that looks so."""
    starts = answer.startswith(words("term", "bad_start"))
    ends = answer.endswith(words("term", "bad_end"))
    return (starts and not answer.startswith(words("term", "good_start"))) or (
        ends and not answer.endswith(words("term", "good_end"))
    )


def _balanced(text: str) -> bool:
    same = text.translate(str.maketrans("(){}「」", "（）｛｝“”"))
    return all(same.count(a) == same.count(b) for a, b in ("（）", "｛｝", "“”", "[]", "《》"))


def _cuts_word(sheet: Sheet) -> bool:
    """Whether a Latin word or number continues beyond the blank."""
    text, hidden = sheet.statement.text, sheet.hidden
    ends = (text[hidden.start - 1 : hidden.start + 1], text[hidden.end - 1 : hidden.end + 1])
    return any(
        len(pair) == 2 and pattern(r"[A-Za-z0-9]{2}|[A-Za-z]-|-[A-Za-z]").match(pair)
        for pair in ends
    )


def trivial(sheet: Sheet) -> Found:
    """What is asked is said of every paper, or is housekeeping."""
    if sheet.candidate.recipe is Recipe.CUED_RECALL:
        return
    opening = any_pattern("trivial", "opening").search(_opening(sheet))
    if sheet.sentence is None or sheet.sentence.trivial or opening:
        yield CardWarning("trivial", sheet.front.strip()[:40])
        return
    if sheet.candidate.recipe is Recipe.NUMBER_CLOZE:
        if is_setting(sheet.statement, sheet.sentence, sheet.hidden):
            yield CardWarning("trivial", sheet.front.strip()[:40])
        return
    clauses = sheet.sentence.clauses
    place = next((i for i, c in enumerate(clauses) if c.end > sheet.hidden.start), 0)
    for clause in clauses[max(0, place - leans(sheet.statement, clauses[place])) : place + 1]:
        if is_trivial(sheet.statement.form(clause)):
            yield CardWarning("trivial", sheet.statement.cut(clause)[:40])


def _opening(sheet: Sheet) -> str:
    """The sentence, unless its cause is asked for: why the field fails is worth knowing."""
    if sheet.sentence is None:
        return ""
    before = sheet.statement.shape[sheet.sentence.whole.start : sheet.hidden.start]
    asks_cause = pattern(r"(?:原因|由于|源于|在于|because|due to)[^，。]{0,8}$").search(before)
    return "" if asks_cause else sheet.statement.form(sheet.sentence.whole)


RULES: tuple[Callable[[Sheet], Found], ...] = (
    template_text,
    cued_recall,
    too_long,
    no_paper_name,
    generic_blank,
    answer_on_front,
    title_word,
    several_answers,
    dangling_reference,
    fragment,
    trivial,
)
