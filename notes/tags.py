"""Take the few HTML block tags of a line apart, and drop inline tags from a text.

This is no HTML parser: people write ``<details>`` and ``<br>`` by hand into Markdown,
unclosed and nested at will, and every text must come out again.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

_BLOCK = re.compile(
    r"<(/?)(details|summary|li|ul|ol|h[1-6]|p|div|center|table|tr|td|th|tbody|thead|img|hr)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"</?(?:details|summary|li>)")
"""The block tags that count within a line, too."""
_INLINE = re.compile(
    r"<(?<!\]\(<)/?(?:b|strong|i|em|u|span|font|a|small|big|code|mark|sub|sup|kbd)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
BREAK = re.compile(r"<br\b[ \t]{0,20}/?>", re.IGNORECASE)
"""A line break written as a tag."""


def has_block_tags(text: str) -> bool:
    """Whether ``split_tags`` would find something in ``text``."""
    return (text[0] == "<" and _BLOCK.match(text) is not None) or _INSIDE.search(text) is not None


_ONLY_TAGS = re.compile(r"(?:</?[A-Za-z][\w.-]{0,40}(?:\s[^<>]{0,2000})?/?>\s*){1,20}")


def is_only_tags(text: str) -> bool:
    """Whether a line holds tags and nothing else, as components in MDX do."""
    return (
        text[0] == "<"
        and text[-1] == ">"
        and "<img" not in text
        and _ONLY_TAGS.fullmatch(text) is not None
    )


def split_tags(text: str) -> Iterator[tuple[str, str]]:
    """The parts of a line as (name, text), in order.

    ``details``, ``/details`` and ``html`` carry no text, but for the end of a summary, which
    is ``("html", "/summary")`` where the summary began on an earlier line; ``summary``, ``li``,
    ``h1`` to ``h6`` and ``text`` carry theirs. What stands before the first tag (a list marker,
    say) is a ``text`` unless it is only a marker.
    """
    name = "text"
    at = 0
    for match in _BLOCK.finditer(text):
        body = text[at : match.start()].strip(" \t-*+")
        at = match.end()
        closing, tag = bool(match.group(1)), match.group(2).lower()
        if body or name == "summary":
            yield name, body or (" " if closing and tag == "summary" else "")
        yield from _tag(tag, match.group(), closing, name == "summary")
        name = tag if not closing and _holds_text(tag) else "text"
    body = text[at:].strip()
    if body or name == "summary":
        yield name, body


def _holds_text(tag: str) -> bool:
    return tag in ("summary", "li") or (tag[0] == "h" and tag[1:].isdigit())


def _tag(tag: str, written: str, closing: bool, in_summary: bool) -> Iterator[tuple[str, str]]:
    """What a tag itself stands for."""
    if tag == "details":
        yield ("/details" if closing else "details"), ""
    elif tag == "summary" and closing and not in_summary:
        yield "html", "/summary"
    elif tag == "img":
        yield "text", _as_image(written)
    elif not _holds_text(tag):
        yield "html", ""


_SOURCE = re.compile(
    r"""\bsrc\s{0,5}=\s{0,5}(?:"([^"<>]{1,1000})"|'([^'<>]{1,1000})'|([^"'\s<>]{1,1000}))""",
    re.IGNORECASE,
)
_IMAGE = re.compile(r"<(?<!\]\(<)img\b[^<>]{0,2000}>", re.IGNORECASE)


def _as_image(tag: str) -> str:
    """An ``<img>`` as Markdown writes it."""
    match = _SOURCE.search(tag)
    target = (match[1] or match[2] or match[3]).strip() if match else ""
    return f"![](<{target}>)" if " " in target else f"![]({target})"


def with_images(text: str) -> str:
    """``text`` with each ``<img>`` in it as Markdown writes it."""
    return _IMAGE.sub(lambda match: _as_image(match[0]), text)


def without_tags(text: str) -> str:
    """``text`` with inline tags gone and HTML entities decoded; ``<br>`` becomes a space."""
    if "<" in text:
        text = _INLINE.sub("", BREAK.sub(" ", text))
    return html.unescape(text) if "&" in text else text
