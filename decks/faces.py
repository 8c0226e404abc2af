"""A card's face as spans, which terminal, Anki and HTML each draw in their own way.

A face never holds markup: Markdown is read here, once, and what is left is text with a
kind. A blank is a span too, so that nobody else needs to know how blanks are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

BLANK_SIGN = "[...]"
"""How a hidden answer reads in plain text."""


class SpanKind(StrEnum):
    """How a piece of a face is drawn."""

    TEXT = "text"
    BOLD = "bold"
    CODE = "code"
    MATH = "math"
    IMAGE = "image"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a face that is drawn in one way."""

    kind: SpanKind
    text: str
    """What is shown; of an image its target, of a blank the hidden answer."""
    hint: str = ""
    """Of a blank what may be shown in its place; of an image its description."""


Face = tuple[Span, ...]


def blank(answer: str, hint: str = "") -> Span:
    """The span that hides ``answer``."""
    return Span(SpanKind.BLANK, answer, hint)


def face(*pieces: str | Span) -> Face:
    """A face from Markdown text and ready spans, in order; neighbours alike are joined."""
    spans: list[Span] = []
    for piece in pieces:
        spans.extend(markdown_spans(piece) if isinstance(piece, str) else (piece,))
    return tuple(_joined(spans))


def markdown_spans(text: str) -> Face:
    """The spans of some lines of Markdown: bold, code, ``$math$`` and images survive.

    Links become their text, raw HTML stays as the characters that were written, and so do
    line breaks. Code between fences is one span of several lines.
    """
    if "```" not in text and "~~~" not in text:
        return _inline_spans(text)
    spans: list[Span] = []
    at = 0
    for fenced in _FENCED.finditer(text):
        spans += [*_inline_spans(text[at : fenced.start()]), Span(SpanKind.CODE, fenced["code"])]
        at = fenced.end()
    return tuple(_joined([*spans, *_inline_spans(text[at:])]))


_FENCED = re.compile(
    r"^ {0,12}(?P<sign>```|~~~)[^`\n]{0,80}\n(?P<code>[^\n].{0,5000}?)\n {0,12}(?P=sign) {0,9}$",
    re.MULTILINE | re.DOTALL,
)


def _inline_spans(text: str) -> Face:
    if not _MARKS.isdisjoint(text):
        outer = text.lstrip(" ")
        lead = text[: len(text) - len(outer)]
        inner = outer.rstrip(" ")
        tail = outer[len(inner) :]
        tokens = _markdown().parseInline(_BOLD.sub(_GUARDED, inner))[0].children or []
        return tuple(_joined([_text(lead), *_spans_of(tokens), _text(tail)]))
    return (_text(text),) if text else ()


_MARKS = frozenset("*_`$![<\\&")
_GUARD = "\ue000"
_BOLD = re.compile(r"\*\*(?=\S)([^*]+)(?<=\S)\*\*")
_GUARDED = rf"**{_GUARD}\1{_GUARD}**"
# CommonMark sees no emphasis in 「**要点：**中文」, where punctuation stands inside the
# stars and a letter outside. A private character at both ends makes it one; it is
# taken out again below.


def plain(spans: Iterable[Span], *, reveal: bool = False) -> str:
    """The face as plain text: a blank as ``[...]``, or as its answer with ``reveal``."""
    return "".join(_plain_span(span, reveal) for span in spans)


def hinted(spans: Iterable[Span]) -> str:
    """The face as plain text, each blank followed by its hint: ``[...] (a kind of mat)``."""
    return "".join(
        _plain_span(span, reveal=False)
        + (f" ({span.hint})" if span.kind is SpanKind.BLANK and span.hint else "")
        for span in spans
    )


def _plain_span(span: Span, reveal: bool) -> str:
    if span.kind is SpanKind.BLANK and not reveal:
        return BLANK_SIGN
    if span.kind is SpanKind.IMAGE:
        return f"[{span.hint or span.text}]"
    if span.kind is SpanKind.MATH:
        return f"${span.text}$"
    return span.text


def markdown(spans: Iterable[Span]) -> str:
    """The face as Markdown that is read back as the same face; a blank as ``[...]``."""
    return "".join(_markdown_span(span) for span in spans)


def _markdown_span(span: Span) -> str:
    if span.kind is SpanKind.BOLD:
        return f"**{span.text}**"
    if span.kind is SpanKind.CODE and "\n" in span.text:
        return f"```\n{span.text}\n```"
    if span.kind is SpanKind.CODE:
        return f"`` {span.text} ``" if "`" in span.text else f"`{span.text}`"
    if span.kind is SpanKind.IMAGE:
        return f"![{span.hint}]({span.text})"
    if span.kind is SpanKind.TEXT and markdown_spans(span.text) != (span,):
        return _SPECIAL.sub(r"\\\g<0>", span.text)
    return _plain_span(span, reveal=False)


_SPECIAL = re.compile(r"[\\*_`$!\[\]<&]")


def images(spans: Iterable[Span]) -> tuple[str, ...]:
    """The targets of the images on a face, as written."""
    return tuple(span.text for span in spans if span.kind is SpanKind.IMAGE)


def to_json(spans: Face) -> list[list[str]]:
    """A face as lists of ``[kind, text]`` or ``[kind, text, hint]``, for the store."""
    return [[s.kind.value, s.text, s.hint] if s.hint else [s.kind.value, s.text] for s in spans]


def from_json(rows: Iterable[list[str]]) -> Face:
    """The face that ``to_json`` wrote."""
    return tuple(Span(SpanKind(row[0]), row[1], *row[2:]) for row in rows)


def _text(text: str) -> Span:
    return Span(SpanKind.TEXT, text.replace(_GUARD, ""))


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Neighbours of one kind as one span, without empty ones. A blank is never joined."""
    last: Span | None = None
    for span in spans:
        if not span.text:
            continue
        if last and last.kind is span.kind and span.kind in (SpanKind.TEXT, SpanKind.BOLD):
            last = Span(span.kind, last.text + span.text)
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def _spans_of(tokens: Iterable[Token]) -> Iterator[Span]:
    bold = 0
    for token in tokens:
        bold += (token.type == "strong_open") - (token.type == "strong_close")
        if span := _span_of(token):
            yield Span(SpanKind.BOLD, span.text) if bold and span.kind is SpanKind.TEXT else span


def _span_of(token: Token) -> Span | None:
    if token.type in ("text", "html_inline", "text_special"):
        return _text(token.content)
    if token.type in ("softbreak", "hardbreak"):
        return _text("\n")
    if token.type == "code_inline":
        return Span(SpanKind.CODE, token.content.replace(_GUARD, ""))
    if token.type in ("math_inline", "math_inline_double"):
        return Span(SpanKind.MATH, token.content.replace(_GUARD, ""))
    if token.type == "image":
        return Span(SpanKind.IMAGE, str(token.attrGet("src") or ""), token.content)
    return None


@cache
def _markdown() -> MarkdownIt:
    # Loaded on first use: 25 ms that a count of due cards should not pay.
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    options: dict[str, Any] = {"allow_space": False, "allow_digits": False}
    return MarkdownIt("commonmark", {"html": True}).use(dollarmath_plugin, **options)
