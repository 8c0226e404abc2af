"""Whether a text looks like the title of a paper, and what to call the paper for short."""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache

from notes.markers import number_marker
from notes.tags import without_tags
from notes.wikilinks import without_wikilinks


class Strength(IntEnum):
    """How surely a text is the title of a paper."""

    NONE = 0
    WEAK = 1
    """Nothing speaks against it."""
    SHAPE = 2
    """It has the shape of a title."""
    EVIDENCE = 3
    """An identifier, authors or a citation stand with it."""


_LINK = re.compile(r"\[([^\[\]]{0,500})\](?:\([^()]{0,2000}\)|\[[^\[\]\s]{1,100}\])")
"""With its address, or with the name under which that stands elsewhere."""
_TAGS = re.compile(r"(?:^|\s)#(?=[^\W\d])[\w/-]+(?:$|(?=\s))")
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)|`|~~")
_EMPHATIC = re.compile(r"[*_`~]")
_LINK_WORD = (
    r"(?:(?:paper |reading )?notes?|paper|pdf|arxiv|code|github|project(?: page)?|link|site|website"
    r"|homepage|blog|demo|video"
    r"|论文|代码|链接|原文|主页)"
)
_TRAILING_LINKS = re.compile(
    rf"(?:\s{{0,5}}[|,;·/、-]?\s{{0,5}}!?\[{{1,2}}\s{{0,3}}{_LINK_WORD}\s{{0,3}}\]{{1,2}}"
    r"(?:\([^()]{0,2000}\)\]?)?)+\s*$",
    re.IGNORECASE,
)
_SECTION_NUMBER = re.compile(r"(?:\d{1,2}\.){1,4}\d{0,2}\s+|\d{1,2}\s+(?=[A-Z\u4e00-\u9fff])")
_DATE = re.compile(
    r"\d{8}|(?:19|20)\d\d(?:\s*[-./年]\s*\d{1,2}(?:\s*[-./月]\s*\d{1,2}\s*[日号]?)?)?[月年]?|\d{1,2}[-./月]\d{1,2}[日号]?"
)
_AROUND_DATE = re.compile(
    r"(?:更新|阅读|笔记|日志|周[一二三四五六日]|星期.|updated?|week|day|mon|tue|wed|thu|fri|sat|sun)\w{0,6}|[\s()（）,，\-–—~至:：]+",
    re.IGNORECASE,
)
_COUNTED_DAYS = re.compile(
    r"(?:week|day|month|w|q)\s?\d{1,3}\b|第\s?\d{1,3}\s?[周週天期回]", re.IGNORECASE
)
_DATE_BEGINS = re.compile(r"[\d\s()（）,，\-–—~至:：更阅笔日周星第uwdmtfsq]", re.IGNORECASE)
"""What a heading that is only a date can begin with."""
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9'’+./-]*")
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "of",
        "on",
        "or",
        "the",
        "to",
        "via",
        "with",
        "without",
        "you",
        "your",
        "are",
        "all",
        "need",
        "do",
        "can",
        "not",
        "using",
        "towards",
        "toward",
        "through",
        "over",
        "under",
        "only",
        "be",
        "its",
    ]
)
LONGEST_TITLE = 300
_KEPT = 1_000
"""So many titles are remembered: the same headings stand under every paper of a note."""
BOOK_TITLE = re.compile(r"《([^《》]{2,300})》")


def is_book_title(text: str) -> bool:
    """Whether a line begins with a title in book title marks, bold or not."""
    return "《" in text and BOOK_TITLE.match(text.lstrip("*_ ")) is not None


_BRACKETED_ID = re.compile(r"^\[\d{4}\.\d{4,5}(?:v\d{1,2})?\]\s*(?=\S)")
"""How arXiv's own pages are called."""


_PAIRS = {"“": "”", '"': '"', "「": "」", "『": "』", "[": "]"}


def clean_title(text: str) -> str:
    """A title without emphasis, links, quotes, numbering and inner runs of spaces."""
    return _cleaned(text[: 2 * LONGEST_TITLE])


@lru_cache(_KEPT)
def _cleaned(text: str) -> str:
    text = without_wikilinks(without_tags(text)).strip()
    if "[" in text:
        text = _BRACKETED_ID.sub("", text)
        text = _TRAILING_LINKS.sub("", text) or text
        text = _LINK.sub(r"\1", text)
    if _EMPHATIC.search(text):
        text = _EMPHASIS.sub("", text)
    if "#" in text:
        text = _TAGS.sub("", text) or text
    text = text.strip()
    while (
        text and not text[0].isalnum() and unicodedata.category(text[0]) in ("So", "Sk", "Cf", "Mn")
    ):
        text = text[1:].lstrip()
    marker = number_marker(text)
    match = _SECTION_NUMBER.match(text) if text[:1].isdigit() else None
    if marker and len(marker) < len(text):
        text = text[len(marker) :]
    elif match:
        text = text[match.end() :]
    text = " ".join(text.split())
    if text[:1] == "《" and (marks := BOOK_TITLE.match(text)):
        text = marks.group(1)
    if len(text) > 2 and _PAIRS.get(text[0]) == text[-1] and text[-1] not in text[1:-1]:
        text = text[1:-1]
    return text.strip(" *_")


def is_date(text: str) -> bool:
    """Whether a heading is only a date with words around it."""
    if len(text) > 60 or not _DATE_BEGINS.match(text):
        return False
    if not any(map(str.isdigit, text)):
        return False
    return not _AROUND_DATE.sub("", _DATE.sub("", _COUNTED_DAYS.sub("", text)))


def _has_letter(text: str) -> bool:
    return text[0].isalpha() or any(sign.isalpha() for sign in text)


@lru_cache(_KEPT)
def shape_strength(title: str) -> Strength:
    """How much a cleaned text looks like a title by its shape alone."""
    if not 2 <= len(title) <= LONGEST_TITLE or not _has_letter(title):
        return Strength.NONE
    if is_date(title) or title[-1] in "。：:；;，," or "://" in title:
        return Strength.NONE
    head, colon, tail = title.partition(": ") if ": " in title else title.partition("：")
    if colon and head.strip() and len(head.split()) <= 8 and len(_LATIN.findall(tail)) >= 3:
        return Strength.SHAPE
    return Strength.SHAPE if _is_capitalised(title) else Strength.WEAK


def _is_capitalised(title: str) -> bool:
    """Whether most of a text is Latin words, at least five, and most of the long ones begin big."""
    words = _LATIN.findall(title)
    if len(words) < 5 or len("".join(words)) * 2 <= len(title):
        return False
    big = [word[0] for word in words if word.lower() not in _SMALL]
    return len("".join(filter(str.isupper, big))) * 3 >= len(big) * 2


_PREPOSITIONS = "for|with|in|as|via|by|using|from|on|of|to|through|under|over|without|towards?|into"
_CUT = re.compile(rf"\s(?:{_PREPOSITIONS})\s", re.IGNORECASE)
_DANGLING = re.compile(
    rf"(?:\s+(?:and|or|the|an?|its|their|that|is|are|can|between|{_PREPOSITIONS}))+$", re.IGNORECASE
)
"""Words that a name does not end with."""
_SAYS_LITTLE = re.compile(
    r"(?:survey|study|review|overview|analysis|introduction|comparison|evaluation|investigation"
    r"|assessment|perspective|look|approach|method|framework|benchmark)s?$",
    re.IGNORECASE,
)
"""A short name that ends so would fit many papers."""
_ACRONYM = re.compile(r"[(（]([A-Z](?=[\w.+-]*[A-Z\d])[\w.+-]{1,20})[)）]")
_TRAILER = re.compile(
    r"\s*(?:(?:论文)?(?:阅读|学习|精读)?笔记|论文解读|paper notes?|reading notes?)$", re.IGNORECASE
)
_LEADER = re.compile(
    r"(?:[【\[][^】\]]{0,20}(?:论文|文献|笔记|paper|note|review|reading)[^】\]]{0,20}[】\]]"
    r"|(?:论文|文献|paper)\s?(?:阅读|笔记|解读|精读|分享|学习|notes?|reading|review|summary)"
    r"(?:\s?(?:笔记|notes?))?\s?[|｜:：·–—-])\s{0,5}(?=\S)",
    re.IGNORECASE,
)
_VENUE_BEFORE = re.compile(
    r"[(（\[【][^()（）\[\]【】]{0,40}?(?:(?<!\d)((?:19|20)\d\d)(?!\d)|arxiv\s?(?!(?:19|20)\d\d)\d{4})"
    r"[^()（）\[\]【】]{0,20}[)）\]】]\s*(?=\S)",
    re.IGNORECASE,
)
"""Where and when a paper stood, before its title: "(CCS 2024) ...", "[2020 ECCV] ..."."""
LONGEST_TRAILER = 40
"""What only says that a title is one of notes has at most so many characters."""
_NUMBERING = re.compile(r"^[\d\W_]+")
_MAY_LEAD = re.compile(r"[【\[论文]|paper", re.IGNORECASE)
_TRAILING = frozenset("记读eEsSſ")
_OPENING = frozenset("(（[【")
_CLOSING = frozenset(")）]】")
_YEAR_BEHIND = re.compile(r"\s*[(（\[](?:[^()（）\[\]]{0,40}\D)?((?:19|20)\d\d)[)）\]]$")
_MARKS = re.compile(r"^(?:[!！?？*~·•。，,]+|\d{4}\.\d{4,5}(?:v\d)?\s*[-–—:：]+)\s*(?=\S)")
"""Somebody's marks before a title, or its number in the archive."""
SHORT_WORDS = 3
LONGEST_SHORT = 40


def short_name(title: str) -> str:
    """What to call a paper on a card.

    The part before a colon (or ``--``) if it has at most three words; an acronym in parentheses;
    else the words before the first preposition with which they say something ("A Survey of
    Widgets", not "A Survey"), or as many whole words as fit.
    """
    bare = _bare_name(title) or title
    head = re.split(r"[:：]\s?|\s?--\s?|\s[–—]\s|_\s", bare, maxsplit=1)[0].strip()
    if head and head != bare and len(head) <= LONGEST_SHORT:
        words = head.split()
        if len(words) <= SHORT_WORDS:
            return _without_company(words, bare)
    if acronym := _ACRONYM.search(bare):
        return acronym.group(1)
    if head and len(head) <= LONGEST_SHORT:
        return head
    return _cut_name(head or bare) or _DANGLING.sub("", _whole_words(bare, LONGEST_SHORT))


LONGEST_CUT = 60


def _cut_name(title: str) -> str:
    """The words before the first preposition with which a name says something; else nothing."""
    ends = [found.start() for found in _CUT.finditer(title, 0, LONGEST_CUT + 2)]
    for end in (*ends, len(title)):
        name = title[:end].strip()
        words = len(name.split())
        little = words <= SHORT_WORDS and _SAYS_LITTLE.search(name)
        if words >= 2 and len(name) <= LONGEST_CUT and not little:
            return name
    return ""


def _bare_name(title: str) -> str:
    """A title without what only says that these are notes, and of which year the paper is."""
    title = _MARKS.sub("", title, count=1)
    if _MAY_LEAD.search(title):
        title = _LEADER.sub("", title, count=1)
    if title[:1] in _OPENING:
        title = _VENUE_BEFORE.sub("", title, count=1)
    title = _without_trailer(title)
    return _YEAR_BEHIND.sub("", title) if title[-1:] in _CLOSING else title


def _without_trailer(title: str) -> str:
    if title[-1:] not in _TRAILING:
        return title
    trailer = _TRAILER.search(title, max(0, len(title) - LONGEST_TRAILER))
    return title[: trailer.start()] if trailer else title


_FILE = re.compile(r"\S+\.(?:pdf|md|html?|docx?|txt)", re.IGNORECASE)


def is_file(title: str) -> bool:
    """Whether what stands for a title is only the name of a file."""
    return _FILE.fullmatch(title) is not None


def speaks_of_paper(name: str) -> bool:
    """Whether a file's name is a title by its shape, or says that the file holds notes on one."""
    bare = _without_trailer(name)
    return bare != name or shape_strength(bare) >= Strength.SHAPE


def year_beside(title: str) -> int | None:
    """The year in parentheses at a title's end or start: "DoRA (ICML 2024)", "[2020] PatchCore"."""
    behind = _YEAR_BEHIND.search(title) if title[-1:] in _CLOSING else None
    match = behind or (_VENUE_BEFORE.match(title) if title[:1] in _OPENING else None)
    return int(match[1]) if match and match[1] else None


def _without_company(words: list[str], title: str) -> str:
    """``Acme Foo3D-1.0`` is called ``Foo3D-1.0``: the token with digits inside stands alone."""
    last = words[-1]
    if (
        len(words) == 2
        and re.search(r"[A-Za-z]\d|\d[A-Za-z]", last)
        and words[0].isalpha()
        and len(last) > 4
        and title
    ):
        return last
    return " ".join(words)


def _whole_words(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    cut = text[: longest + 1].rsplit(" ", 1)[0] if " " in text[: longest + 1] else text[:longest]
    return cut.rstrip(" ,;:，；：、-") or text[:longest]


@lru_cache(_KEPT)
def same_letters(text: str) -> str:
    """Letters and digits only, width and case folded: for comparing titles and file names."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return "".join(filter(str.isalnum, text.casefold()))


def names_file(title: str, stem: str) -> bool:
    """Whether a file is named after a title: one begins with the other."""
    name, own = same_letters(_NUMBERING.sub("", stem)), same_letters(_without_trailer(title))
    name = name or same_letters(_without_trailer(stem))
    return min(len(name), len(own)) >= 4 and (name.startswith(own) or own.startswith(name))
