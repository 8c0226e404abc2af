"""Notes in the signs of Emacs' Org mode, as the Markdown that stands for the same.

Only where a file plainly is one: it has a keyword or a drawer of Org and a starred heading.
Each line stays on its place, and nothing of what it says is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_SIGN = re.compile(r"(?:#\+[A-Za-z_]+:|#\+begin_|:PROPERTIES:\s*$)", re.IGNORECASE)
_HEADING = re.compile(r"(\*{1,6}) (?:(?:TODO|DONE) )?(?=\S)(.*?)(?:\s+:[\w@:]+:)?\s*$")
_KEYWORD = re.compile(r"#\+(?:(title|author|date):\s*)?", re.IGNORECASE)
_CODE = re.compile(r"#\+(?:begin|end)_(?:src|example)\b", re.IGNORECASE)


def may_be_org(text: str) -> bool:
    """A quick first look at a whole note."""
    return ("#+" in text or ":PROPERTIES:" in text) and (text[:2] == "* " or "\n* " in text)


def is_org(lines: Sequence[str]) -> bool:
    """Whether a note is plainly one of Org mode: one with headings of Markdown is not."""
    signed = any(line[0] in "#:" and _SIGN.match(line) for line in lines if line)
    return signed and not any(line.startswith(("# ", "## ")) for line in lines)


def as_markdown(lines: Sequence[str]) -> list[str]:
    """The lines of a note of Org mode as lines of Markdown, each in its place."""
    return list(_written(lines))


def _written(lines: Sequence[str]) -> Iterator[str]:
    in_drawer = False
    for line in lines:
        bare = line.strip()
        in_drawer = bare == ":PROPERTIES:" or (in_drawer and bare != ":END:")
        if in_drawer or bare == ":END:":
            yield ""
        elif heading := _HEADING.match(line):
            yield "#" * min(len(heading[1]) + 1, 6) + " " + heading[2]
        elif bare.startswith("#+"):
            yield _keyword(bare)
        else:
            yield line


def _keyword(line: str) -> str:
    """The line of a keyword: the title is a heading above all others, code is fenced."""
    if _CODE.match(line):
        return "```"
    match = _KEYWORD.match(line)
    if match and (match[1] or "").lower() == "title":
        return f"# {line[match.end() :]}"
    return f"{match[1].capitalize()}: {line[match.end() :]}" if match and match[1] else ""
