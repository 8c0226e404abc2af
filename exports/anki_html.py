r"""Faces as the HTML of Anki's fields.

What a user wrote is text and stays text: tags, ``[sound:...]``, ``[latex]``, ``{{Field}}``
and ``\(...\)`` appear as written. Only the spans' kinds become markup.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from html import escape

from decks.faces import Span, SpanKind, markdown_spans

NameOfImage = Callable[[str], str | None]
"""From an image's target as written to what ``src`` has to say, or None if it cannot be shown."""

_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_MATH_BEGINS = re.compile(r"\\(?=\(|&#91;)")
_ELLIPSIS = "[…]"


def written(text: str) -> str:
    """Text as Anki keeps it: NFC, without control characters other than tab and line feed."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", _UNWANTED.sub("", lines)))


def text_html(text: str) -> str:
    r"""Text as HTML that shows just this text with its line breaks, in Anki's eyes too.

    ``[`` is written as a reference, since Anki looks for ``[sound:`` and ``[latex]`` in the
    HTML; an empty element parts ``\(``, since MathJax looks for it in what is shown.
    """
    return "<br>".join(map(_line_html, written(text).split("\n")))


def face_html(spans: Iterable[Span], name_of: NameOfImage, *, reveal: bool = False) -> str:
    """A face as HTML; blanks as pills, or with ``reveal`` as their answers, marked."""
    return "".join(_DRAWN[span.kind](span, name_of, reveal) for span in spans)


def link_html(url: str, text: str) -> str:
    """A link, or the text alone where the address is no web address."""
    if not re.match(r"https?://", url, re.IGNORECASE):
        return text_html(text)
    return f'<a href="{_escaped(written(url))}">{text_html(text)}</a>'


def _line_html(line: str) -> str:
    html = _escaped(line)
    if line and unicodedata.combining(line[0]):
        # Anki's NFC would melt a combining stroke with the ">" of the tag before it.
        html = f"&#{ord(line[0])};{html[1:]}"
    return _MATH_BEGINS.sub(r"\\<span></span>", html)


def _escaped(text: str) -> str:
    return escape(text).replace("[", "&#91;")


def _text(span: Span, _: NameOfImage, __: bool) -> str:
    return text_html(span.text)


def _bold(span: Span, _: NameOfImage, __: bool) -> str:
    return f"<b>{text_html(span.text)}</b>"


def _code(span: Span, _: NameOfImage, __: bool) -> str:
    return f"<code>{text_html(span.text)}</code>"


def _math(span: Span, _: NameOfImage, __: bool) -> str:
    if "\\(" in span.text or "\\)" in span.text:  # would end the formula early
        return text_html(f"${span.text}$")
    return f"\\({_escaped(written(span.text))}\\)"


def _image(span: Span, name_of: NameOfImage, _: bool) -> str:
    name = name_of(span.text)
    if name is None:
        return text_html(f"[{span.hint or span.text}]")
    # The description first: Anki takes the last src= it sees in a tag for the file.
    return f'<img alt="{_escaped(written(span.hint))}" src="{_escaped(written(name))}">'


def _blank(span: Span, name_of: NameOfImage, reveal: bool) -> str:
    if reveal:
        return f'<span class="blank">{face_html(markdown_spans(span.text), name_of)}</span>'
    hint = f'<span class="hint">{text_html(span.hint)}</span>' if span.hint else ""
    return f'<span class="blank">{_ELLIPSIS}{hint}</span>'


_DRAWN: dict[SpanKind, Callable[[Span, NameOfImage, bool], str]] = {
    SpanKind.TEXT: _text,
    SpanKind.BOLD: _bold,
    SpanKind.CODE: _code,
    SpanKind.MATH: _math,
    SpanKind.IMAGE: _image,
    SpanKind.BLANK: _blank,
}
