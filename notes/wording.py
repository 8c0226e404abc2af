"""The one way to every string that a person sees.

A package keeps its messages in ``messages.toml`` beside its modules, in tables by
subject; ``say = wording(__package__)`` gives the function that fills them in. A
translation is another file with the same keys.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources

Say = Callable[..., str]


@cache
def messages(package: str) -> Mapping[str, str]:
    """Every message of a package by its full key, ``table.name``."""
    source = resources.files(package).joinpath("messages.toml").read_text("utf-8")
    tables = tomllib.loads(source)
    return {
        f"{table}.{name}": text for table, rows in tables.items() for name, text in rows.items()
    }


def wording(package: str) -> Say:
    """The function that words messages of ``package``.

    It takes a key and the values to fill in. The file is read at the first message,
    not at import. Raises KeyError for an unknown key: a mistake of ours, which a test
    finds before a user does.
    """

    def say(key: str, /, **values: object) -> str:
        return messages(package)[key].format(**values)

    return say
