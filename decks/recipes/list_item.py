"""One item of a closed list, with the others as the cue.

A list is closed when it says how many it has, or when its items are joined as stages
(A → B → C) or as parts of one thing (A + B). The count must agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from decks.recipes.chinese import cues
from decks.recipes.chinese.phrases import acts, is_phrase, is_verb, names
from decks.recipes.clauses import Stretch
from decks.recipes.cloze import cloze
from decks.recipes.statement import Sentence, Statement
from decks.recipes.terms import clean_right, latin_words, size, specific, trimmed, without_head
from decks.recipes.words import any_pattern, entry, one_of, pattern, word_set
from decks.segmenter import LATIN, edges, words_of
from decks.subject import Candidate, Recipe

STAGES = 0.86
PARTS = 0.84
COUNTED = 0.88
STEP = 0.68
JOINED = 0.66
LONGEST_ITEM = 18
SHORTEST_ITEM = 3
"""Letters of an English item: less is a variable."""
PLAIN_ITEM = 10
LEAST_CUE = 3
"""As ``cues.told`` counts, of what stands beside the item that is asked for."""

Items = Sequence[Stretch]


def propose(statement: Statement) -> Iterator[Candidate]:
    """A candidate for each item that has a neighbour before it, later ones first."""
    for sentence in statement.sentences:
        if sentence.trivial:
            continue
        for rank, items, first_too in _lists(statement, sentence):
            for place, item in reversed(list(enumerate(items))):
                others = [other for other in items if other != item]
                if _is_told_by(statement, item, others) or _opens_late(statement, item, others):
                    continue
                if (place or first_too) and _is_item(statement, item):
                    later = 0.01 * place
                    yield cloze(statement, sentence, item, Recipe.LIST_ITEM, rank + later)
        yield from _steps(statement, sentence)
        yield from _joined(statement, sentence)
        yield from _paired(statement, sentence)


def _is_told_by(statement: Statement, item: Stretch, others: Items) -> bool:
    """Whether an English item differs from another but in its first words: "last-frame prompts"."""
    mine = latin_words(statement.cut(item))
    theirs = [latin_words(statement.cut(other)) for other in others]
    return not statement.chinese and any(mine[-2:] == words[-2:] for words in theirs)


def _opens_late(statement: Statement, item: Stretch, others: Items) -> bool:
    """Whether words stand before the quotes of an item, where another is but what it quotes."""
    quoted = any(statement.cut(other)[:1] == "“" for other in others)
    return quoted and statement.cut(item).find("“") > 0


def _is_item(statement: Statement, item: Stretch) -> bool:
    text = statement.cut(item)
    form = statement.form(item)
    loose = statement.chinese and pattern(rf"^{one_of('border', 'never_first')}").match(form)
    torn = any(form.count(a) != form.count(b) for a, b in ("“”", "（）")) or form.count("/") > 1
    variable = not statement.chinese and (
        len(text) < SHORTEST_ITEM or bool(pattern(r", |[\u3040-\u30ff]").search(text))
    )
    short = not variable and size(text) <= LONGEST_ITEM and (specific(text) >= 2 or size(text) >= 4)
    reached = statement.chinese and pattern(r"(?:拿到|达到|得到|取得|降到|升到|为)\s?\d").search(
        form
    )
    reached = reached or pattern(r"(?:显著|优势|接近|更[好高快强])").search(form)
    return short and not (torn or reached) and not (loose and words_of(form)[0].text == loose[0])


def _lists(statement: Statement, sentence: Sentence) -> Iterator[tuple[float, Items, bool]]:
    yield from ((STAGES, items, False) for items in _chains(statement, sentence))
    yield from ((PARTS, items, quoted) for items, quoted in _sums(statement, sentence))
    yield from ((COUNTED, items, first) for items, first in _counted(statement, sentence))


def _chains(statement: Statement, sentence: Sentence) -> Iterator[Items]:
    """Stages joined by arrows; where some arrows stand between spaces, only those part stages."""
    for region in _regions(statement, sentence, r"→|➡|⇒|-+>", "、"):
        shape = statement.form(region)
        spaced = len(pattern(r"\s(?:→|➡|⇒|-+>)\s").findall(shape))
        arrow = r"\s(?:→|➡|⇒|-+>)\s?|\s?-+>\s" if spaced else r"→|➡|⇒|-+>"
        items = _split(statement, region, arrow)
        if not spaced and (
            pattern("[和与及]").search(shape) or not _is_enclosed(statement, region)
        ):
            continue
        if any(pattern(r"\d\.\d|从[^→]*\d").search(statement.form(item)) for item in items):
            continue  # 从 0.5→0.2: a change, not stages
        figures = [statement.cut(item).isdecimal() for item in items]
        if any(figures) and any(" " in statement.cut(item) for item in items):
            continue  # "256 → 512 → 1024 pixels": what stands behind the last is no part of it
        if len(items) >= 3 and _agrees(statement, sentence, region, len(items)):
            yield items


def _are_phrases(statement: Statement, items: Items) -> bool:
    """Whether no item of a Chinese list is a statement of its own."""
    return not statement.chinese or all(
        is_phrase(statement.form(item)) or size(statement.cut(item)) <= PLAIN_ITEM for item in items
    )


def _is_enclosed(statement: Statement, region: Stretch) -> bool:
    """Whether brackets, quotes or a colon mark where stages begin, as a verb does not."""
    before = statement.shape[region.start - 1 : region.start]
    return before in ("（", "“", "：")


def _sums(statement: Statement, sentence: Sentence) -> Iterator[tuple[Items, bool]]:
    for region in _regions(statement, sentence, r"\s\+\s", ""):
        items = _split(statement, region, r"\s\+\s")
        if len(items) < 2 or not _agrees(statement, sentence, region, len(items)):
            continue
        if statement.shape.startswith("：", region.end) or not _are_phrases(statement, items):
            continue
        quoted = statement.shape[region.start - 1 : region.start] == "“"
        if not quoted and "的" in statement.form(items[-1]):
            continue  # the head behind 的 may belong to all of them
        if quoted or pattern(r"^[，。；：）]|^$|^\S{0,2}件套").match(
            statement.shape[region.end : region.end + 4]
        ):
            yield items, quoted


def _regions(statement: Statement, sentence: Sentence, sign: str, also: str) -> Iterator[Stretch]:
    """Stretches that hold the sign, without punctuation, quotes and what ``also`` names."""
    for found in pattern(rf"[^，。；：“”（）\n{also}]+").finditer(
        statement.shape, sentence.whole.start, sentence.whole.end
    ):
        if pattern(sign).search(found[0]):
            counted = pattern(rf"{_COUNT}件套.*$").search(found[0])
            end = found.start() + (counted.start() if counted else len(found[0]))
            yield Stretch(found.start(), end)


_COUNT = "(?:[两二三四五六2-6]|two|three|four|five|six)"


def _split(statement: Statement, region: Stretch, sign: str) -> list[Stretch]:
    items, start = [], region.start
    for found in pattern(sign).finditer(statement.shape, region.start, region.end):
        items.append(trimmed(statement, Stretch(start, found.start())))
        start = found.end()
    items.append(trimmed(statement, Stretch(start, region.end)))
    return [item for item in items if item.end > item.start]


def _agrees(statement: Statement, sentence: Sentence, region: Stretch, parts: int) -> bool:
    """Whether a count beside the list, if there is one, is the number of its parts."""
    before = statement.shape[max(sentence.whole.start, region.start - 24) : region.start]
    after = statement.shape[region.end : region.end + 8]
    counted = pattern(_counter()).findall(before)[-1:] or pattern(
        rf"^[”\s的这]*{_counter()}"
    ).findall(after)
    return not counted or _number(counted[0]) == parts


@cache
def _counter() -> str:
    return rf"(?<![第\w.])([两二三四五六2-6])\s?{one_of('count', 'classifiers')}"


def _number(word: str) -> int:
    return int({**entry("count", "han"), **entry("count", "latin")}[word.casefold()])


def _counted(statement: Statement, sentence: Sentence) -> Iterator[tuple[Items, bool]]:
    """A count and exactly as many items: 分别是 A 和 B, "A、B、C 三个", "three stages: A, B, C"."""
    yield from _announced(statement, sentence)
    yield from _summed_up(statement, sentence)


def _announced(statement: Statement, sentence: Sentence) -> Iterator[tuple[Items, bool]]:
    whole = sentence.whole
    for found in _announcement().finditer(statement.shape, whole.start, whole.end):
        region = Stretch(found.end(), _list_end(statement, found.end(), whole.end))
        count = _number(found["han"] or found["latin"])
        items = _enumerated(statement, region)
        if any(size(statement.cut(item)) > 12 for item in items):
            continue
        if len(items) == count and clean_right(statement.shape, region.end):
            yield items, True


@cache
def _announcement() -> re.Pattern[str]:
    chinese = (
        r"(?<![第一二三四五六七八九十])(?P<han>[两二三四五六2-6])\s?"
        rf"(?![层级]\S*网络){one_of('count', 'classifiers')}"
        r"[^，。；：（]{0,14}"
        rf"(?:：|（|，?\s*{one_of('count', 'announcers')})\s*"
    )
    english = (
        r"\b(?P<latin>(?i:two|three|four|five|six)|[2-6]) (?:[\w\-]+ ){0,3}\w+s"
        r"(?:：|:|,? namely| —| –| \()\s*"
    )
    return pattern(rf"{chinese}|{english}")


def _list_end(statement: Statement, start: int, limit: int) -> int:
    """A list ends with its sentence, with its bracket, or before a clause that is no item."""
    ends = pattern(
        r"[。；）]|，(?=从而|以|并|使|让|提高|提升|实现|这|其|用于|用来|以便|来|可|它|分别|通过)|(?=(?:这)?[两三四五六]个|这[两三四五六])"
    )
    found = ends.search(statement.shape, start, limit)
    return found.start() if found else limit


def _enumerated(statement: Statement, region: Stretch) -> list[Stretch]:
    shape = statement.form(region)
    for sign in (
        r"、|以及|及|和|与",
        r"，(?:以及|和)?|、",
        r",? and |, ",
        r"\s\+\s",
        r"\s→\s|->",
        r"/",
    ):
        if pattern(sign).search(shape):
            items = _split(statement, region, sign)
            if len(items) > 1:
                return [_unmarked(statement, item) for item in items]
    return []


def _unmarked(statement: Statement, item: Stretch) -> Stretch:
    mark = pattern(r"(?:（?\d[）.]|[①-⑨]|and |\d）)\s*").match(
        statement.shape, item.start, item.end
    )
    return Stretch(mark.end(), item.end) if mark else item


def _summed_up(statement: Statement, sentence: Sentence) -> Iterator[tuple[Items, bool]]:
    """A、B 和 C 三个: the first item is only hidden where a verb shows its beginning."""
    for clause in sentence.clauses:
        found = pattern(entry("count", "summed")).search(statement.shape, clause.start, clause.end)
        if not found:
            continue
        lead = list(
            pattern(rf"{one_of('count', 'leads')}了?").finditer(
                statement.shape, clause.start, found.start()
            )
        )
        before = [
            one
            for one in lead
            if one.end() in edges(statement.shape)  # no 由 in 自由度
            and not pattern("[、和与及]").search(statement.shape, clause.start, one.end())
        ]
        start = before[-1].end() if before else clause.start
        items = _enumerated(statement, Stretch(start, found.start()))
        if len(items) == _number(found["count"]) and _are_phrases(statement, items):
            yield items, bool(before) and not _opens_alone(statement, items)


def _opens_alone(statement: Statement, items: Items) -> bool:
    """Whether the first item alone opens with a verb, which then governs all of them."""
    acting = [
        bool(words) and is_verb(words[0]) for words in map(words_of, map(statement.form, items))
    ]
    return acting[0] and not any(acting[1:])


def _joined(statement: Statement, sentence: Sentence) -> Iterator[Candidate]:
    """结合 A 和 B: the last part of a whole that names no count, with the others as cue."""
    whole = sentence.whole
    for found in pattern(entry("count", "whole")).finditer(statement.shape, whole.start, whole.end):
        region = Stretch(*found.span("list"))
        items = _enumerated(statement, region)
        parts = all(_is_part(statement, item) for item in items)
        alone = len(sentence.clauses) == 1 and len(items) == 2
        cue = bool(items) and cues.told(statement.form(items[0])) > LEAST_CUE
        if 2 <= len(items) <= 3 and parts and (cue or not alone):
            yield cloze(
                statement, sentence, without_head(statement, items[-1]), Recipe.LIST_ITEM, JOINED
            )


def _paired(statement: Statement, sentence: Sentence) -> Iterator[Candidate]:
    """将 A 与 B 融合, 同时预测 A 和 B: the second of two, with the first as its cue."""
    whole = sentence.whole
    for found in any_pattern("count", "pairs").finditer(statement.shape, whole.start, whole.end):
        first, second = (Stretch(*span) for span in found.regs[1:] if span[0] >= 0)
        cue = cues.told(statement.form(first)) >= LEAST_CUE
        if cue and _is_part(statement, second) and is_phrase(statement.form(first)):
            yield cloze(statement, sentence, second, Recipe.LIST_ITEM, JOINED)


def _is_part(statement: Statement, item: Stretch) -> bool:
    text = statement.cut(item)
    if specific(text) < 2 or size(text) < 4 or "的" in text:
        return False
    if not statement.chinese:
        return True
    form = statement.form(item)
    words = words_of(form)
    acting = any(word.tag == "v" or word.text in acts() for word in words)
    acting = acting or (words[-1].text in word_set("clause", "dual") and words[0].tag == LATIN)
    return names(form) and is_phrase(form) and not acting


def _steps(statement: Statement, sentence: Sentence) -> Iterator[Candidate]:
    """先 A，再 B: the second step, with the first as its cue."""
    whole = sentence.whole
    found = pattern(
        r"先[^，。；]{3,40}，\s?(?:然后|随后)?再\s?(?P<second>[^，。；：（]{4,30})"
    ).search(statement.shape, whole.start, whole.end)
    if found:
        item = trimmed(statement, Stretch(*found.span("second")))
        yield cloze(statement, sentence, item, Recipe.LIST_ITEM, STEP)
