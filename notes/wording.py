"""The one way to every string that a person sees.

A package keeps its messages in ``messages.toml`` beside its modules, in tables by
subject; ``say = wording(__package__)`` gives the function that fills them in. A
translation is another file with the same keys.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

Say = Callable[..., str]


def messages(package: str) -> Mapping[str, str]:
    """Every message of a package by its full key, ``table.name``."""
    return {
        f"{table}.{name}": text
        for table in _sources(package)
        for name, text in _table(package, table).items()
    }


@cache
def _table(package: str, table: str) -> Mapping[str, str]:
    """The messages of one table by their names."""
    rows: dict[str, str] = tomllib.loads(_sources(package).get(table, ""))
    return rows


@cache
def _sources(package: str) -> Mapping[str, str]:
    """The text of each table: a command needs few of them, and reading all takes it 5 ms."""
    place = Path(next(iter(import_module(package).__path__)), "messages.toml")
    _, *parts = f"\n{place.read_text('utf-8')}".split("\n[")
    heads = (part.partition("]\n") for part in parts)
    return {table: rows for table, _, rows in heads}


def wording(package: str) -> Say:
    """The function that words messages of ``package``.

    It takes a key and the values to fill in. The file is read at the first message,
    not at import. Raises KeyError for an unknown key: a mistake of ours, which a test
    finds before a user does.
    """

    def say(key: str, /, **values: object) -> str:
        table, _, name = key.partition(".")
        return _table(package, table)[name].format(**values)

    return say
