"""What stands in no label and in no unfilled template: by it most texts are known to be neither.

Pure functions of the words of the vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_LATIN_RUN = re.compile(r"[a-z0-9;']+")
_DIGITS = "0123456789"
_COUNTING = "一二两三四五六七八九十几多个方面点大条项种"
"""The Han characters by which points are counted."""


def latin_runs(text: str) -> list[str]:
    """The Latin words of a text in lower case, without digits at their ends."""
    return [run.rstrip(_DIGITS) for run in _LATIN_RUN.findall(text)]


def known_words(texts: Iterable[str]) -> frozenset[str]:
    """The Latin words of some texts, in the plural too."""
    parts = [part for text in texts for part in (text, re.sub("[;']", " ", text))]
    runs = {run for text in parts for run in latin_runs(text)}
    return frozenset(run + end for run in runs for end in ("", "s", "es")) | {""}


def foreign_sign(texts: Iterable[str]) -> re.Pattern[str]:
    """Any Han character that stands in none of some texts and counts nothing."""
    signs = {sign for text in texts for sign in text if "\u3400" <= sign <= "\u9fff"}
    others = "".join(sorted(signs.union(_COUNTING)))
    return re.compile(f"(?![{others}])[\u3400-\u9fff]")
