"""Read YAML front matter, also below a ``#! address`` line or blank lines.

It only says what stands there; which values matter is for others to know.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import yaml

from notes.model import Problem, Severity
from notes.wording import wording

say = wording(__package__)

_LONGEST = 400
"""Front matter that is not closed after so many lines is none."""


class FrontMatter(NamedTuple):
    """The values, the index of the first line behind it, and what was wrong with it."""

    values: Mapping[str, object]
    end: int
    problem: Problem | None = None
    line: int = 1
    lines: Mapping[str, int] = {}
    """The line of each key."""


def read_front_matter(physical: Sequence[str]) -> FrontMatter:
    """Read what stands before the note proper; ``end`` is 0 where there is none."""
    start = _first_line(physical)
    if start >= len(physical) or physical[start].rstrip() != "---":
        return FrontMatter({}, 0)
    for at in range(start + 1, min(len(physical), start + _LONGEST)):
        if physical[at].rstrip() in ("---", "..."):
            return _parsed(physical[start + 1 : at], start + 1, at + 1)
    return FrontMatter({}, 0)


def _first_line(physical: Sequence[str]) -> int:
    at = 0
    while at < len(physical) and (
        not physical[at].strip(" \t\ufeff") or physical[at].startswith("#!")
    ):
        at += 1
    return at


def _parsed(body: Sequence[str], line: int, end: int) -> FrontMatter:
    """The body is YAML or, between two rules, perhaps just text: then it is no front matter."""
    text = "\n".join(body)
    try:
        _refuse_depth(text)
        values = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        if not any(":" in row for row in body):
            return FrontMatter({}, 0)
        return FrontMatter(_plain_values(body), end, _broken(error, line), line, _lines(body, line))
    if isinstance(values, dict):
        named = {str(key): value for key, value in values.items()}
        return FrontMatter(named, end, None, line, _lines(body, line))
    return FrontMatter({}, end if values is None else 0, None, line)


_KEY = re.compile(r"([A-Za-z][\w -]{0,40}):(?:\s+(.*))?$")


def _lines(body: Sequence[str], line: int) -> dict[str, int]:
    keys = ((at, _KEY.match(row)) for at, row in enumerate(body, line + 1))
    return {key[1]: at for at, key in reversed(list(keys)) if key}


def _plain_values(body: Sequence[str]) -> dict[str, object]:
    """What stands behind keys on one line each: a title with a colon is no reason to lose it."""
    found = (_KEY.match(row) for row in body)
    return {
        key[1]: key[2].strip(" \"'")
        for key in found
        if key and key[2] and key[2][0] not in "[{|>&*!"
    }


DEEPEST = 50
"""The C loader recurses without a limit of its own; no front matter nests as deep as this."""


def _refuse_depth(text: str) -> None:
    """Raise RecursionError for nesting that would exhaust the stack."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.events.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise RecursionError
        elif isinstance(event, yaml.events.CollectionEndEvent):
            depth -= 1


_SAFE: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SAFE):  # type: ignore[misc, valid-type]
    """Reads no fractions: ``2401.10000`` is an identifier that ends in zeros."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as the base class has it
        first: [(tag, pattern) for tag, pattern in known if not tag.endswith(":float")]
        for first, known in _SAFE.yaml_implicit_resolvers.items()
    }


def _broken(error: Exception, line: int) -> Problem:
    mark = getattr(error, "problem_mark", None)
    at = line + 1 + mark.line if mark else line
    reason = getattr(error, "problem", None) or type(error).__name__
    message = say("front-matter.broken", reason=reason)
    return Problem(at, "front-matter", Severity.WARNING, message, say("front-matter.broken-hint"))
