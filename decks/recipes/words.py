"""The word lists of ``words.toml`` and ``chinese/chinese.toml``, as sets and compiled patterns.

Facts on language are data; this module only reads them and must not add any.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def _tables() -> dict[str, dict[str, Any]]:
    folder = resources.files(__package__ or "")
    files = [folder.joinpath(name) for name in ("words.toml", "chinese/chinese.toml")]
    return {
        table: lists
        for file in files
        for table, lists in tomllib.loads(file.read_text("utf-8")).items()
    }


def entry(table: str, name: str) -> Any:  # noqa: ANN401 - whatever TOML can say
    """What the files say under ``name`` of ``table``: a list, a text or a table."""
    return _tables()[table][name]


@cache
def english_words(table: str, name: str) -> Mapping[str, None]:
    """A list of the English reader's file, for lookups and in the file's order."""
    source = resources.files(__package__ or "").joinpath("english/english.toml").read_text("utf-8")
    found = _english_tables(source)[table][name]
    return dict.fromkeys(found.split() if isinstance(found, str) else found)


@cache
def _english_tables(source: str) -> dict[str, dict[str, str | list[str]]]:
    return tomllib.loads(source)


@cache
def words(table: str, name: str) -> tuple[str, ...]:
    """A list of words, in the file's order."""
    return tuple(entry(table, name))


@cache
def word_set(table: str, name: str) -> frozenset[str]:
    """The same list for lookups, in lower case."""
    return frozenset(word.casefold() for word in words(table, name))


@cache
def one_of(table: str, *names: str) -> str:
    """An alternation of the words of one or more lists, longest first, ready for a pattern."""
    return alternation(word for name in names for word in words(table, name))


def alternation(choices: Iterable[str]) -> str:
    """A group that matches one of ``choices``, the longest that fits."""
    longest_first = sorted(set(choices), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word) for word in longest_first) + ")"


@cache
def any_pattern(table: str, name: str, flags: int = 0) -> re.Pattern[str]:
    """One pattern that matches where any of the patterns of a list does."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in words(table, name)), flags)


@cache
def any_english(table: str, *names: str) -> re.Pattern[str]:
    """One pattern, in any case, that matches where any of the patterns of English lists does."""
    sources = (source for name in names for source in english_words(table, name))
    return re.compile("|".join(f"(?:{source})" for source in sources), re.IGNORECASE)


@cache
def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """``source`` compiled once."""
    return re.compile(source, flags)
