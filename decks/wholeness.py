"""Whether a card stands alone: it points at nothing that it does not show, and is cut nowhere."""

from __future__ import annotations

from decks.faces import SpanKind
from decks.recipes.chinese.borders import hangs, is_whole
from decks.recipes.chinese.phrases import is_phrase, is_verb, words_in
from decks.recipes.terms import latin_words, size
from decks.recipes.words import any_pattern, one_of, pattern, word_set, words
from decks.segmenter import edges
from decks.sheet import Found, Sheet
from decks.subject import CardWarning, Recipe

PHRASE = 6
"""Size as ``terms.size`` counts it: what is longer is held to be whole."""


def dangling_reference(sheet: Sheet) -> Found:
    """The front points at something that it does not show."""
    if sheet.candidate.recipe is Recipe.CUED_RECALL:
        return
    front = sheet.front.lstrip()
    opening = tuple(words("reference", "opening"))
    points = front.startswith(opening) and not front.startswith(words("reference", "good_opening"))
    if points and sheet.candidate.question[0].kind is not SpanKind.BLANK:
        yield CardWarning("dangling-reference", front[:12])
    if sheet.answer.lstrip().startswith(words("reference", "answer")):
        yield CardWarning("dangling-reference", sheet.answer)
    for text in (front[:14], _first_clause(front), sheet.answer):
        if found := any_pattern("reference", "inside").search(text):
            yield CardWarning("dangling-reference", found.group())


def _first_clause(front: str) -> str:
    """What has nothing before it to point at, but for what quotes show: “A + B”这一机制."""
    return pattern(r"[，。；：]|[”）]\s?这").split(front, maxsplit=1)[0]


def fragment(sheet: Sheet) -> Found:
    """The blank is cut inside a word, a bracket or a phrase."""
    if sheet.candidate.recipe in (Recipe.CUED_RECALL, Recipe.NUMBER_CLOZE):
        return
    answer = sheet.answer.strip()
    last = latin_words(answer)[-1:] if answer[-1:].isascii() else []
    first = latin_words(answer)[:1] if answer[:1].isascii() else []
    broken = (
        _is_odd_edge(sheet)
        or (last and last[0] in word_set("term", "bad_end_latin"))
        or (first and first[0] in word_set("term", "bad_start_latin"))
        or not _balanced(answer)
        or not _balanced(sheet.front)
        or _cuts_word(sheet)
        or _is_statement(sheet)
        or _is_torn(sheet)
    )
    if broken:
        yield CardWarning("fragment", answer)


def unbalanced(sheet: Sheet) -> Found:
    """The front is cut inside brackets or quotes."""
    if not _balanced(sheet.front):
        yield CardWarning("fragment", sheet.front.strip()[:40])


def _is_torn(sheet: Sheet) -> bool:
    """Whether the words at the borders of a Chinese phrase say that it is not whole."""
    if sheet.candidate.recipe is Recipe.COMPARISON and sheet.statement.chinese:
        return hangs(sheet.statement, sheet.hidden)
    if not sheet.asks_chinese_phrase or _is_named_problem(sheet):
        return False
    before = sheet.statement.shape[max(0, sheet.hidden.start - 8) : sheet.hidden.start]
    cause = pattern(rf"{one_of('means', 'causes')}\s*$").search(before)
    return not cause and (_turns(sheet) or not is_whole(sheet.statement, sheet.hidden))


def _turns(sheet: Sheet) -> bool:
    """Whether a verb with what it turns something into begins the answer: 组织成统一接口."""
    first, second = [*words_in(sheet.statement, sheet.hidden)[:2], None, None][:2]
    return bool(first and second and is_verb(first) and second.text in ("成", "为"))


def _is_statement(sheet: Sheet) -> bool:
    """Whether a long Chinese answer is a sentence of its own, or a phrase with a piece of the next.

    What is done instead, what was found and what a term means may be a sentence.
    """
    if not sheet.asks_chinese_phrase or size(sheet.answer) <= PHRASE:
        return False
    if _is_named_problem(sheet):
        return False
    goes_on = sheet.statement.shape.startswith(("的", "所"), sheet.hidden.end)
    return not goes_on and not is_phrase(sheet.statement.form(sheet.hidden))


def _is_named_problem(sheet: Sheet) -> bool:
    """解决 [视频缺乏标注] 的问题: between such marks a whole statement may stand."""
    before = sheet.statement.shape[max(0, sheet.hidden.start - 8) : sheet.hidden.start]
    behind = sheet.statement.shape[sheet.hidden.end : sheet.hidden.end + 8]
    opened = pattern(rf"{one_of('means', 'obstacles')}了?\s?$").search(before)
    return bool(opened and pattern(rf"\s?的?{one_of('border', 'problems')}").match(behind))


def _is_odd_edge(sheet: Sheet) -> bool:
    """Whether an answer begins or ends with a function word."""
    inside = words_in(sheet.statement, sheet.hidden)
    odd_starts, odd_ends = word_set("term", "bad_start"), word_set("term", "bad_end")
    return bool(inside) and (inside[0].text in odd_starts or inside[-1].text in odd_ends)


def _balanced(text: str) -> bool:
    same = text.translate(str.maketrans("(){}「」", "（）｛｝“”"))
    return all(same.count(a) == same.count(b) for a, b in ("（）", "｛｝", "“”", "[]", "《》"))


def _cuts_word(sheet: Sheet) -> bool:
    """Whether a word or a number continues beyond the blank."""
    text, hidden = sheet.statement.text, sheet.hidden
    ends = (text[hidden.start - 1 : hidden.start + 1], text[hidden.end - 1 : hidden.end + 1])
    return any(
        len(pair) == 2 and pattern(r"[A-Za-z0-9]{2}|[A-Za-z]-|-[A-Za-z]").match(pair)
        for pair in ends
    ) or not {hidden.start, hidden.end} <= edges(sheet.statement.shape)
