"""Faces as HTML: what a user wrote stays text."""

from __future__ import annotations

import unicodedata
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decks.faces import Face, Span, SpanKind, blank, face
from exports.anki_html import face_html, link_html, text_html, written

FACES: list[tuple[Face, str]] = [
    (face("全角，标点 🎬"), "全角，标点 🎬"),
    (face("a **b** c"), "a <b>b</b> c"),
    (face("`x<y>[0]`"), "<code>x&lt;y&gt;&#91;0]</code>"),
    (face("$a<b$"), "\\(a&lt;b\\)"),
    ((Span(SpanKind.MATH, "a\\) b \\(c"),), "$a\\) b \\<span></span>(c$"),
    (face("<b>&amp;"), "&lt;b&gt;&amp;"),
    ((Span(SpanKind.TEXT, "[sound:x]"),), "&#91;sound:x]"),
    ((Span(SpanKind.TEXT, "\\(x\\) \\[y\\]"),), "\\<span></span>(x\\) \\<span></span>&#91;y\\]"),
    ((Span(SpanKind.BOLD, "\u0338x"),), "<b>&#824;x</b>"),
    ((blank("two"),), '<span class="blank">[…]</span>'),
    ((blank("two", "<2>"),), '<span class="blank">[…]<span class="hint">&lt;2&gt;</span></span>'),
    ((Span(SpanKind.IMAGE, "a.png", 'x" src="b'),), '<img alt="x&quot; src=&quot;b" src="A.png">'),
    ((Span(SpanKind.IMAGE, "gone.png", "a <plot>"),), "&#91;a &lt;plot&gt;]"),
    ((Span(SpanKind.IMAGE, "gone.png"),), "&#91;gone.png]"),
    ((), ""),
]


def name_of(target: str) -> str | None:
    return {"a.png": "A.png"}.get(target)


@pytest.mark.parametrize(("spans", "html"), FACES)
def test_each_kind_of_span_is_drawn(spans: Face, html: str) -> None:
    """Only a span's kind becomes markup, never its text."""
    assert face_html(spans, name_of) == html


def test_a_revealed_blank_shows_its_markdown() -> None:
    """On the back the blank holds its answer, drawn like any other text."""
    html = face_html((blank("**Space-Time** `U<Net`"),), name_of, reveal=True)
    assert html == '<span class="blank"><b>Space-Time</b> <code>U&lt;Net</code></span>'


@settings(deadline=None, derandomize=True)
@given(st.text())
def test_text_stays_text(text: str) -> None:
    """Read back from HTML it is the text as Anki keeps it; no tag and no bracket is left."""
    html = text_html(text).replace("<span></span>", "").replace("<br>", "\n")
    assert unescape(html) == written(text)
    assert not {"<", ">", "["} & set(html)


@settings(deadline=None, derandomize=True)
@given(st.text())
def test_markup_survives_normalising(text: str) -> None:
    """A combining stroke never melts with the tag before it when Anki makes NFC of a field."""
    html = face_html((Span(SpanKind.BOLD, text),), name_of)
    assert unicodedata.normalize("NFC", html) == html


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x00\x07\x1fb\x9f", "ab"),
        ("e\u0301", "é"),
        ("\ud800", "\ufffd"),
        ("\t", "\t"),
    ],
)
def test_what_is_kept_of_a_text(text: str, kept: str) -> None:
    """No control character but tab and line feed, line ends alike, NFC, valid Unicode."""
    assert written(text) == kept


@pytest.mark.parametrize(
    ("url", "html"),
    [
        ("https://x.org/?a=1&b=\"2\"", '<a href="https://x.org/?a=1&amp;b=&quot;2&quot;">T</a>'),
        ("javascript:alert(1)", "T"),
        ("", "T"),
    ],
)  # fmt: skip
def test_only_web_addresses_become_links(url: str, html: str) -> None:
    """An address that could run something stays text."""
    assert link_html(url, "T") == html
