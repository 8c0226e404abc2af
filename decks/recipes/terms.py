"""What a term is made of: its size, how much of it is specific, and where it is whole.

The words that may stand beside a Latin term (``words.toml``) decide whether a run of
characters is a whole term or a half; Chinese words come from the segmenter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from decks.han import HAN
from decks.recipes.clauses import Stretch
from decks.recipes.statement import CODE_SIGN, FORMULA_SIGN, Statement
from decks.recipes.words import one_of, pattern, word_set, words
from decks.segmenter import LATIN, Word, words_of

_HAN = f"[{HAN}]"
_WORD = r"\d*[A-Za-z][A-Za-z0-9'’]*(?:[-.][A-Za-z0-9]+)*|\d+(?:\.\d+)?"
_SIGNS = f"{CODE_SIGN}{FORMULA_SIGN}"
_LETTERS = f"[A-Za-z0-9_.{_SIGNS}/&'’-]"
LATIN_RUN = rf"[A-Za-z0-9{_SIGNS}]{_LETTERS}*(?: [A-Za-z0-9{_SIGNS}&]{_LETTERS}*)*"
SHORTEST_REST = 6
"""Han characters that a phrase keeps when its head stays on the front."""
EDGE = "[，。；：！？、（）“”《》\\s,.;:+→|/]"


@lru_cache(maxsize=8192)
def size(text: str) -> int:
    """How long a text is for a reader: a Han character counts 1, a Latin word or number 2."""
    return len(pattern(_HAN).findall(text)) + 2 * len(pattern(_WORD).findall(text))


def latin_words(text: str) -> list[str]:
    """The Latin words and numbers of a text, in lower case."""
    return list(_latin_words(text))


@lru_cache(maxsize=8192)
def _latin_words(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in pattern(_WORD).findall(text))


@lru_cache(maxsize=8192)
def specific(text: str, short: str = "") -> int:
    """How much of a text is neither generic nor the paper's own name, counted as ``size``."""
    text = _without_name(text, short)
    counted = pattern(r"[一二两三四五六七八九十多几各每]+(?:个|种|类|项|组|套|条|层|级)").sub(
        " ", text
    )
    counted = pattern(rf"[无免非双逆反伪]{one_of('generic', 'han')}").sub("某特指", counted)
    told = [word for word in words_of(counted) if _tells(word)]
    lone = {word.start for word in told if len(word.text) == 1}
    # A character alone says nothing; several in a row are a word that no dictionary has.
    han = sum(
        len(word.text)
        for word in told
        if len(word.text) > 1 or {word.start - 1, word.start + 1} & lone
    )
    return han + 2 * len(specific_words(text))


def telling_words(text: str) -> list[str]:
    """The Chinese words of a text that are neither generic nor function words."""
    return [word.text for word in words_of(text) if len(word.text) > 1 and _tells(word)]


def distinct_words(text: str) -> list[str]:
    """The telling words of a text that not every paper of the field uses: 点云, but not 融合."""
    return [word for word in telling_words(text) if word not in word_set("common", "plain")]


def _tells(word: Word) -> bool:
    """Whether a Chinese word is more than generic words in a row, and no function word."""
    return _is_telling(word.text, word.tag)


@lru_cache(maxsize=16_384)
def _is_telling(text: str, tag: str) -> bool:
    count = pattern("[一二两三四五六七八九十百千万]+").fullmatch(text)
    if count or tag == LATIN or tag[0] in ("upcrf" if len(text) > 1 else "updcqrfm"):
        return False
    return bool(pattern(_HAN).search(pattern(one_of("generic", "han")).sub("", text)))


def is_coined_form(text: str) -> bool:
    """Whether letters are written as only names are: SigLIP, CLIP, x4."""
    return pattern(r"[a-z][A-Z]|[A-Z]{2}|[A-Za-z]\d").search(text) is not None


def specific_words(text: str) -> list[str]:
    """Latin words of a text that are not generic; numbers are not words, but 3DNA is one."""
    generic = word_set("generic", "latin")
    return [
        word
        for word in latin_words(text)
        if word not in generic and len(word) > 1
        if not word[0].isdigit() or pattern("[2-4]d[a-z]{2,}").fullmatch(word)
    ]


def _without_name(text: str, short: str) -> str:
    """``text`` with every mention of the paper's short name blanked out."""
    folded, name = text.casefold(), short.casefold().strip()
    if not name or len(folded) != len(text) or name not in folded:
        return text
    kept, at = [], 0
    while (found := folded.find(name, at)) >= 0:
        kept.append(text[at:found])
        at = found + len(name)
    return " ".join([*kept, text[at:]])


def clean_left(shape: str, at: int) -> bool:
    """Whether a term may begin at ``at``: behind an edge or a word that governs a noun."""
    before = shape[max(0, at - 8) : at].rstrip()
    return not before or bool(_left().search(before))


def clean_right(shape: str, at: int) -> bool:
    """Whether a term may end at ``at``: before an edge, a function word or a head noun."""
    return bool(_right().match(shape[at : at + 8].lstrip() or "。"))


@cache
def _left() -> re.Pattern[str]:
    return pattern(rf"(?:{EDGE}|{one_of('term', 'left')})$")


@cache
def _right() -> re.Pattern[str]:
    return pattern(rf"{EDGE}|{one_of('term', 'right')}")


def latin_runs(statement: Statement, within: Stretch) -> Iterator[Stretch]:
    """Latin terms of a stretch of Chinese, each with the Han characters glued behind it.

    Only whole ones: "Gram矩阵" but not "Gram", nothing of "解码器-仅 Transformer".
    """
    for found in pattern(LATIN_RUN).finditer(statement.shape, within.start, within.end):
        run = Stretch(found.start(), found.start() + len(found.group().rstrip(" .-/&")))
        whole = _with_glued(statement.shape, run, within.end)
        if whole and clean_left(statement.shape, run.start):
            yield whole


def _with_glued(shape: str, run: Stretch, limit: int) -> Stretch | None:
    if clean_right(shape, run.end):
        return run
    for end in range(run.end + 1, min(run.end + 8, limit) + 1):
        if not pattern(_HAN).match(shape, end - 1) or shape[end - 1] in word_set(
            "term", "never_glued"
        ):
            return None
        if end == limit or clean_right(shape, end):
            return Stretch(run.start, end)
    return None


def trimmed(statement: Statement, stretch: Stretch) -> Stretch:
    """Without blanks and separators at both ends."""
    text = statement.shape[stretch.start : stretch.end]
    start = stretch.start + len(text) - len(text.lstrip(" ，、,.。：；+→"))
    return Stretch(start, max(start, stretch.start + len(text.rstrip(" ，、,.。：；+→"))))


def _is_half(rest: str) -> bool:
    """Whether a phrase without its head is half a term: 可复用运动, 插入式."""
    last = words_of(rest)[-1]
    short = pattern(f"[{HAN}]").search(rest) and size(rest) < SHORTEST_REST
    return bool(short) or (last.tag[0] not in "nljsx" and last.tag not in (LATIN, "vn"))


def without_head(statement: Statement, stretch: Stretch) -> Stretch:
    """Without the head noun (架构, 模块, 策略), which stays on the front as a hint.

    A head that several words share stays with them.
    """
    text = statement.form(stretch)
    found = pattern(
        rf"(?:的)?(?:新|关键|核心|全新|独特)?(?<![大小基超子主双单]){one_of('term', 'heads')}$"
    ).search(text)
    rest = text[: found.start()] if found else ""
    if not found or specific(rest) < 4 or pattern(r"[和与或、/]").search(rest):
        return stretch
    if statement.chinese and found[0].endswith(words("common", "whole_heads")):
        return stretch
    if statement.chinese and _is_half(rest):
        return stretch
    return trimmed(statement, Stretch(stretch.start, stretch.start + found.start()))
