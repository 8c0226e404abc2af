"""Expressions made of the words of a data file, and how they are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Expressions:
    """Expressions in lower case, sorted by where they may stand: most cost one look."""

    beginning: re.Pattern[str]
    anywhere: tuple[re.Pattern[str], ...]
    signs: tuple[str, ...] = ()
    """One of these stands in every text that ``anywhere`` finds something in; none: unknown."""
    latin_signs: tuple[str, ...] = ()
    """Those that may stand in a text of ASCII only."""

    def stand_in(self, text: str) -> bool:
        """Whether one of them is found in ``text``, which is in lower case."""
        if self.beginning.match(text):
            return True
        if self.signs:
            for sign in self.latin_signs if text.isascii() else self.signs:
                if sign in text:
                    break
            else:
                return False
        for pattern in self.anywhere:  # noqa: SIM110 - any() costs as much as the search
            if pattern.search(text):
                return True
        return False


_SIGNS = r"^\W*"
"""How most of them begin: these signs are passed over once for all."""


def expressions(patterns: Sequence[str], signs: Sequence[str] = ()) -> Expressions:
    """The expressions of a data file; one with ``^`` before it counts at the beginning only.

    One of ``signs`` stands wherever one of the others does. No ``|`` stands in the expressions
    outside of parentheses.
    """
    bare = "|".join(each.removeprefix(_SIGNS) for each in patterns if each.startswith(_SIGNS))
    others = [each for each in patterns if each[0] == "^" and not each.startswith(_SIGNS)]
    first = "|".join([f"{_SIGNS}(?:{bare})", *others] if bare else [*others, "(?!)"])
    return Expressions(
        re.compile(first),
        tuple(re.compile(pattern) for pattern in patterns if pattern[0] != "^"),
        tuple(signs),
        tuple(filter(str.isascii, signs)),
    )


def phrases(words: Iterable[str]) -> re.Pattern[str]:
    """Any of some phrases; Latin ones as whole words."""
    return re.compile(
        "|".join(
            f"\\b{re.escape(phrase)}\\b"
            if phrase[0].isascii() and phrase[0].isalpha()
            else re.escape(phrase)
            for phrase in longest_first(words)
        )
    )


def longest_first(words: Iterable[str]) -> list[str]:
    """Words in the order in which an expression has to try them."""
    return sorted(words, key=lambda word: (-len(word), word))


def any_of(words: Iterable[str]) -> str:
    """The alternatives of an expression that finds the longest of some words."""
    return "|".join(map(re.escape, longest_first(words)))
