"""The ``[[links]]`` and ``![[embeds]]`` of Obsidian and Logseq, as a reader sees them.

A link is read as its alias, else as its target; an embedded picture is the picture, and any other
embedded file is nothing to be read here.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_WIKILINK = re.compile(r"(!?)\[\[([^\[\]|\n]{1,500}?)(?:\\?\|([^\[\]\n]{0,500}))?\]\](?!\()")
_PICTURES = frozenset({".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
_SIZE = re.compile(r"\d{1,5}(?:x\d{1,5})?")


def without_wikilinks(text: str) -> str:
    """``text`` with aliases for links, and ``![alias](target)`` for embedded pictures."""
    return _WIKILINK.sub(_read, text) if "[[" in text else text


def is_only_wikilinks(text: str) -> bool:
    """Whether a line holds such links and nothing else."""
    return "[[" in text and not any(map(str.isalnum, _WIKILINK.sub("", text)))


def _read(match: re.Match[str]) -> str:
    embedded, target, alias = match[1], match[2].strip(), (match[3] or "").strip()
    if not embedded:
        return alias or target
    if PurePosixPath(target.lower()).suffix not in _PICTURES:
        return ""
    alias = "" if _SIZE.fullmatch(alias) else alias
    return f"![{alias}](<{target}>)" if " " in target else f"![{alias}]({target})"
