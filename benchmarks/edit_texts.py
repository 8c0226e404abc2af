"""Edits of one text by seeded rules: what people do to a bullet, as far as a program can do it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

Edit = Callable[[str, Random], str | None]
"""The text edited, or None if it cannot be edited so."""

_PIECE = re.compile(r"[A-Za-z][A-Za-z'-]*|[一-鿿]{2}")
_NUMBER = re.compile(r"(?<![A-Za-z0-9.])\d{1,4}(?![A-Za-z0-9.])")
_CUT = re.compile(r"[；;。，,](?=.)|\.(?= [A-Z])")
LEAST_PART = 8
"""Letters of each part of a text that is split."""


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("edits.toml").read_text("utf-8"))


def _is_chinese(text: str) -> bool:
    return len(re.findall(r"[一-鿿]", text)) * 3 > len(text)


def reword(text: str, random: Random) -> str | None:
    """One to three words replaced, left out or put in, at most one in five."""
    pieces = list(_PIECE.finditer(text))
    if len(pieces) < 5:
        return None
    words = _words()["reword"]["chinese" if _is_chinese(text) else "english"]
    chosen = random.sample(pieces, min(random.randint(1, 3), len(pieces) // 5))
    for piece in sorted(chosen, key=lambda found: -found.start()):
        put = random.choice([*words, "", f"{piece[0]} {random.choice(words)}"])
        text = text[: piece.start()] + put + text[piece.end() :]
    return text


def mistype(text: str, random: Random) -> str | None:
    """One letter left out, doubled, or changed with the next."""
    places = [at for at in range(1, len(text) - 1) if text[at].isalpha() and text[at + 1].isalpha()]
    if len(places) < 4:
        return None
    at = random.choice(places)
    here, after = text[at], text[at + 1]
    return text[:at] + random.choice([after, here + here + after, after + here]) + text[at + 2 :]


def renumber(text: str, random: Random) -> str | None:
    """One number is another."""
    numbers = list(_NUMBER.finditer(text))
    if not numbers:
        return None
    found = random.choice(numbers)
    other = str(random.randint(1, 10 ** len(found[0])))
    return text[: found.start()] + other + text[found.end() :]


def translate(text: str, random: Random) -> str | None:
    """One term in the other language, wherever it stands in the text."""
    terms = _words()["translate"]
    pairs = [pair for each in terms.items() for pair in (each, each[::-1])]
    present = [(old, new) for old, new in pairs if re.search(_whole(old), text, re.IGNORECASE)]
    if not present:
        return None
    old, new = random.choice(present)
    return re.sub(_whole(old), new, text, flags=re.IGNORECASE)


def _whole(term: str) -> str:
    return rf"\b{re.escape(term)}\b" if term.isascii() else re.escape(term)


def halves(text: str, random: Random) -> tuple[str, str] | None:
    """The text cut in two at a sign between clauses, neither part being a scrap."""
    cuts = [
        (text[: found.start()].strip(), text[found.end() :].strip())
        for found in _CUT.finditer(text)
    ]
    good = [pair for pair in cuts if min(map(_letters, pair)) >= LEAST_PART]
    return random.choice(good) if good else None


def _letters(text: str) -> int:
    return sum(3 if "一" <= sign <= "鿿" else sign.isalnum() for sign in text) // 2


def joined(one: str, other: str) -> str:
    """Two texts as one bullet."""
    sign = "；" if _is_chinese(one + other) else "; "
    return one.rstrip(" .。；;，,") + sign + other


EDITS: dict[str, Edit] = {
    "reword": reword,
    "typo": mistype,
    "number": renumber,
    "translate": translate,
}
"""Edits that leave one bullet one bullet."""
