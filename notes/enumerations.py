"""Statements that share a paragraph: ``（1）...；（2）...``, and lines that are sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from notes.points import Draft, clean

_INLINE = re.compile(
    r"[(（](\d{1,2})[)）]|(?<![\w(（.])(\d{1,2})[)）]|([①-⑳])|(?:^|(?<=[：:；;。]))\s{0,3}(\d{1,2})(?:[、，]|[.．](?!\d))"
)


_FIRSTS = tuple(one + end for one in "1１" for end in ")）、，.．")
_SECOND = re.compile(r"[2２②](?:(?<=②)|(?<![1-9A-Za-z.].)(?:[)）、，]|[.．](?!\d)))")
"""What every enumeration by numbers has, besides one of ``_FIRSTS`` or a ``①``."""


_ORDINAL = re.compile(
    r"(?:^|(?<=[.;:]\s)|(?<=[。；：，,:]))(?:第(?P<word>[一二三四五])[，,、：:]"
    r"|(?:and\s)?(?P<latin>first|second|third|fourth|fifth|sixth)(?:ly)?(?:,\s|:\s|\s(?=we\b))"
    r"|(?:and\s)?(?P<last>finally|lastly|last),\s)"
    r"|(?<![\w(（.])[(（]?(?P<roman>i{1,3}|iv|vi{0,3})[)）]",
    re.IGNORECASE,
)
_ORDINALS = {
    word: number
    for words in (
        "first second third fourth fifth sixth",
        "一 二 三 四 五",
        "i ii iii iv v vi vii viii",
    )
    for number, word in enumerate(words.split(), 1)
}
_ROMAN_FIRST = re.compile(r"i[)）](?<!\w..)")
_FIRST_WORDS = {
    "第一": re.compile("第一[,，、：:]"),
    "irst": re.compile(r"first(?:ly)?(?:[,:]\s|\swe\b)"),
    "i)": _ROMAN_FIRST,
    "i）": _ROMAN_FIRST,
    "I)": _ROMAN_FIRST,
    "I）": _ROMAN_FIRST,
}
"""One of these stands in every enumeration by words; what it is a part of, in lower case."""
_LAST = 0
"""The number of what says that it is the last: whichever comes next."""


def _ordinal(match: re.Match[str]) -> int | None:
    """Its number; None of what only passes for one, as a dotless ``ı`` does for an ``i``."""
    if match["last"]:
        return _LAST
    return _ORDINALS.get((match["word"] or match["latin"] or match["roman"]).lower())


def enumeration(text: str) -> list[str] | None:
    """The parts of ``...：（1）a；（2）b`` if the numbers run from 1; else None.

    What stands before the first number must be nothing or an announcement.
    """
    run = _counted(text)
    if len(run) < 2 or not _only_announces(text[: run[0][0]]):
        return None
    ends = [start for start, _ in run[1:]] + [len(text)]
    parts = [text[end:stop].strip() for (_, end), stop in zip(run, ends, strict=True)]
    return [*(_BETWEEN.sub("", part) for part in parts[:-1]), parts[-1]]


def _counted(text: str) -> list[tuple[int, int]]:
    """Where the numbers of an enumeration begin and end: those in digits, else those in words."""
    if _may_number(text) and _SECOND.search(text):
        run = _running((m.start(), m.end(), _value(m)) for m in _INLINE.finditer(text))
        if len(run) > 1:
            return run
    if not _may_say_first(text):
        return []
    return _running((m.start(), m.end(), _ordinal(m)) for m in _ORDINAL.finditer(text))


def _running(found: Iterable[tuple[int, int, int | None]]) -> list[tuple[int, int]]:
    """The places of 1, 2, 3 and so on, up to one that is said to be the last."""
    run: list[tuple[int, int]] = []
    for start, end, number in found:
        if number == len(run) + 1 or (number == _LAST and len(run) > 1):
            run.append((start, end))
        if number == _LAST and run and run[-1] == (start, end):
            break
    return run


def begins_count(text: str) -> bool:
    """Whether a text begins with what counts the first of several: "First, ...", "(i) ..."."""
    match = _ORDINAL.match(text)
    if match:
        return _ordinal(match) == 1
    counted = _INLINE.match(text)
    return counted is not None and _value(counted) == 1


def _may_number(text: str) -> bool:
    """Whether a text has the number of a first part and a 2: asked sign by sign, most have none."""
    if "2" not in text and "２" not in text and "②" not in text:
        return False
    if "①" in text:
        return True
    if "1" in text or "１" in text:
        for first in _FIRSTS:
            if first in text:
                return True
    return False


def _may_say_first(text: str) -> bool:
    """Whether a word in a text counts a first part."""
    for sign, first in _FIRST_WORDS.items():  # noqa: SIM110 - any() costs as much as the search
        if sign in text and first.search(text.lower()):
            return True
    return False


_BETWEEN = re.compile(r"[；;，,、]?\s{0,3}(?:\b(?:and|or)|以及|和)?\s{0,3}$|[；;，,、]\s{0,3}$")
"""What only sets one part of an enumeration apart from the next."""


def _value(match: re.Match[str]) -> int:
    circled = match.group(3)
    return (
        ord(circled) - ord("①") + 1
        if circled
        else int(match.group(1) or match.group(2) or match.group(4))
    )


def _only_announces(text: str) -> bool:
    """Whether a text says nothing of its own before an enumeration: one short clause."""
    return len(text) <= 80 and announces(text) and not _SENTENCE.search(text.strip()[:-1])


_SENTENCE = re.compile(r"[。！？；!?;]|\.\s")


def announces(text: str) -> bool:
    """Whether a text only leads to what follows it."""
    text = text.strip(" \t\u3000*_")
    return not text or text[-1] in ":：" or bool(len(text) < 120 and _ANNOUNCES.search(text[-40:]))


_ANNOUNCES = re.compile(
    r"(?:如下|以下.{0,6}|几[点个方条].{0,3}|as follows|following.{0,20}|below"
    r"|[二两三四五六\d] ?[点个方条]面?|(?:two|three|four|five|several) \w{1,20}"
    r"|(?:two|three|four|five|six|many|multi) ?-?fold|(?:contributions|points|ideas))[。.,，]?$",
    re.IGNORECASE,
)


def enumeration_of(draft: Draft) -> list[str] | None:
    """The parts of a draft that is an enumeration on one or several lines."""
    return enumeration(draft.text())


def spread(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Drafts with inline enumerations and lines that are sentences taken apart."""
    for draft in drafts:
        if parts := enumeration_of(draft):
            yield from _placed(parts, draft)
        elif starts := _signs(draft):
            yield from (
                _without_sign(draft.pieces[start:end])
                for start, end in pairwise([*starts, len(draft.pieces)])
            )
        elif _is_lines(draft):
            yield from (Draft([piece]) for piece in draft.pieces)
        else:
            yield draft


def _signs(draft: Draft) -> list[int]:
    """Where lines begin with the sign that the first begins with (``✅``, ``🔹``), if two do."""
    first = draft.pieces[0][1][:1] if len(draft.pieces) > 1 else ""
    if not first or unicodedata.category(first) != "So":
        return []
    starts = [at for at, (_, text) in enumerate(draft.pieces) if text.startswith(first)]
    return starts if len(starts) > 1 else []


def _without_sign(pieces: Sequence[tuple[int, str]]) -> Draft:
    (line, text), *rest = pieces
    return Draft([(line, text[1:].lstrip("\ufe0f \t")), *rest])


def _placed(parts: Sequence[str], draft: Draft) -> Iterator[Draft]:
    """The parts of an enumeration with the lines they stand on; pictures go with the last."""
    ends: list[tuple[int, int]] = []
    length = 0
    for line, text in draft.pieces:
        length += _letters(clean(text))
        ends.append((length, line))
    whole = draft.text()
    at = 0
    for part in parts:
        begin = whole.index(part, at)
        at = begin + len(part)
        first = _line_at(ends, _letters(whole[:begin]))
        last = _line_at(ends, _letters(whole[:at]) - 1)
        placed = [(first, part)] if first == last else [(first, part), (last, "")]
        yield Draft(placed, draft.images if part is parts[-1] else (), cleaned=placed)


def _letters(text: str) -> int:
    return len("".join(text.split()))


def _line_at(ends: Sequence[tuple[int, int]], offset: int) -> int:
    return next((line for end, line in ends if offset < end), ends[-1][1])


_SENTENCE_ENDS = "。！？；!?;.…"


def _is_lines(draft: Draft) -> bool:
    """Whether each line of a paragraph is a statement of its own."""
    if len(draft.pieces) < 2:
        return False
    texts = [clean(text).rstrip("*_ ") for _, text in draft.pieces]
    if not all(texts):
        return False
    return all(text[-1] in _SENTENCE_ENDS for text in texts) or _are_han_lines(texts)


SHORT_LINE = 60
"""Nobody breaks lines of Han characters as short as this but to begin a new statement."""


def _are_han_lines(texts: Sequence[str]) -> bool:
    if any(len(text) > SHORT_LINE or text[-1] in "，、：；,:;（(" for text in texts):
        return False
    han = [sum(1 for sign in text if "\u3400" <= sign <= "\u9fff") for text in texts]
    return all(han) and sum(han) * 2 > sum(map(len, texts))
