"""The messages of every package against the code that says them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import resources
from itertools import chain
from pathlib import Path
from string import Formatter

import pytest

from decks.inbox import Deed as Inboxed
from decks.report import Change
from decks.session import Deed
from notes.model import Kind
from notes.wording import messages
from tui.cli import COMMANDS
from tui.found_line import TakenFor

PACKAGES = ("notes", "decks", "exports", "tui")
SAYS = {"say_of_notes": "notes", "say_of_decks": "decks"}
"""Names under which a module says what another package words."""
FAMILIES: dict[str, tuple[str, str, Iterable[str | Enum]]] = {
    "a command's one line": ("tui", "short.", COMMANDS),
    "a kind of block": ("tui", "kind.", Kind),
    "what became of a point": ("tui", "change.", Change),
    "what a line was taken for": ("tui", "why.", TakenFor),
    "what was undone": ("tui", "review.undone-", [*Deed, "nothing"]),
    "what was undone in the inbox": ("tui", "inbox.undone-", [*Inboxed, "nothing"]),
    "what was done in the inbox": (
        "tui",
        "inbox.done-",
        [deed for deed in Inboxed if deed is not Inboxed.SKIP],
    ),
    "what was decided": ("tui", "inbox-command.", ["accepted", "rejected", "undone"]),
    "what was done again": ("tui", "review.redone-", [*Deed, "nothing"]),
}
"""Keys that end in the value of something, with all of its values."""


@dataclass(frozen=True)
class Said:
    """A call that words a message."""

    place: str
    package: str
    pattern: str
    """Of the keys it may ask for, as a regular expression with ``WORD`` for what is filled in."""
    values: frozenset[str]
    """Names of what it fills in."""
    is_open: bool
    """Whether it may fill in more (``**values``)."""


WORD = "<word>"


@cache
def trees() -> dict[str, ast.Module]:
    """Every module of the program by its path."""
    found = {}
    for package in PACKAGES:
        root = Path(str(resources.files(package)))
        for path in sorted(root.rglob("*.py")):
            found[str(path.relative_to(root.parent))] = ast.parse(path.read_text("utf-8"))
    return found


@cache
def said() -> tuple[Said, ...]:
    return tuple(
        call
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args
        for call in _calls(path, node, node.func.id)
    )


def _calls(path: str, node: ast.Call, name: str) -> Iterator[Said]:
    if name != "say" and name not in SAYS:
        return
    values = frozenset(each.arg for each in node.keywords if each.arg)
    for pattern in _patterns(node.args[0]):
        yield Said(
            f"{path}:{node.lineno}",
            SAYS.get(name, path.partition("/")[0]),
            pattern,
            values,
            len(values) < len(node.keywords),
        )


def _patterns(key: ast.expr) -> list[str]:
    if isinstance(key, ast.IfExp):
        return [*_patterns(key.body), *_patterns(key.orelse)]
    if isinstance(key, ast.Constant):
        return [re.escape(str(key.value))]
    if isinstance(key, ast.JoinedStr):
        return ["".join(map(_part, key.values))]
    return []


def _part(value: ast.expr) -> str:
    return re.escape(str(value.value)) if isinstance(value, ast.Constant) else WORD


@cache
def constants() -> frozenset[str]:
    """Every string that stands in the program."""
    return frozenset(
        node.value
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@cache
def words() -> str:
    """What can be filled into a key: a string of the program, a part of one, or a number."""
    parts = chain.from_iterable((text, *text.split(".")) for text in constants())
    short = {part for part in parts if re.fullmatch(r"[a-z][a-z_-]*", part)}
    return f"(?:{'|'.join(sorted(short, key=len, reverse=True))}|[0-9]|)"


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_key_that_is_said_exists() -> None:
    """No call asks for a message that the package does not have."""
    missing = [
        f"{call.place}: {call.pattern}"
        for call in said()
        if WORD not in call.pattern
        and not any(re.fullmatch(call.pattern, key) for key in messages(call.package))
    ]
    assert said()
    assert missing == []


@pytest.mark.parametrize("package", PACKAGES)
def test_every_message_is_said(package: str) -> None:
    """No message is left over: its key stands in the code, or is put together there."""
    built = [
        re.compile(call.pattern.replace(WORD, words()))
        for call in said()
        if call.package == package and WORD in call.pattern
    ]
    left = [
        key
        for key in messages(package)
        if key not in constants() and not any(pattern.fullmatch(key) for pattern in built)
    ]
    assert left == []


@pytest.mark.parametrize("family", FAMILIES)
def test_every_value_has_its_message(family: str) -> None:
    """What is put together from a value exists for each of them."""
    package, prefix, values = FAMILIES[family]
    keys = [prefix + (each.value if isinstance(each, Enum) else each) for each in values]
    assert [key for key in keys if key not in messages(package)] == []


def test_every_placeholder_is_filled() -> None:
    """A call gives each message what it has a place for."""
    wrong = [
        f"{call.place}: {key} wants {sorted(fields(text) - call.values)}"
        for call in said()
        if not call.is_open and WORD not in call.pattern
        for key, text in messages(call.package).items()
        if re.fullmatch(call.pattern, key) and not fields(text) <= call.values
    ]
    assert wrong == []
