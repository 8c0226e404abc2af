"""Faces: Markdown in, spans out."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decks.cards import editable, edited_question, named
from decks.faces import (
    Span,
    SpanKind,
    blank,
    face,
    from_json,
    images,
    markdown_spans,
    plain,
    to_json,
)
from decks.han import has_han

TEXT, BOLD, CODE = SpanKind.TEXT, SpanKind.BOLD, SpanKind.CODE
MATH, IMAGE = SpanKind.MATH, SpanKind.IMAGE

MARKDOWN = {
    "plain": ("one two", [(TEXT, "one two")]),
    "empty": ("", []),
    "bold": ("a **b** c", [(TEXT, "a "), (BOLD, "b"), (TEXT, " c")]),
    "bold beside Han": (
        "提出**注意力：**机制",
        [(TEXT, "提出"), (BOLD, "注意力："), (TEXT, "机制")],
    ),
    "bold quotes beside Han": ("把**“键”**与值", [(TEXT, "把"), (BOLD, "“键”"), (TEXT, "与值")]),
    "italics are text": ("an *important* word", [(TEXT, "an important word")]),
    "code keeps stars": ("`a ** b` x", [(CODE, "a ** b"), (TEXT, " x")]),
    "code between fences": (
        "so:\n```py\nif a:\n    b **c**\n```\nend",
        [(TEXT, "so:\n"), (CODE, "if a:\n    b **c**"), (TEXT, "\nend")],
    ),
    "an open fence": ("```py\nx", [(TEXT, "```py\nx")]),
    "three ticks in a line": ("```x``` y", [(CODE, "x"), (TEXT, " y")]),
    "math": ("cost $O(n^2)$ here", [(TEXT, "cost "), (MATH, "O(n^2)"), (TEXT, " here")]),
    "prices are no math": ("$5 and $6", [(TEXT, "$5 and $6")]),
    "image": ("![a plot](img/a.png)", [(IMAGE, "img/a.png")]),
    "link": ("see [the code](http://x.org)", [(TEXT, "see the code")]),
    "tags as written": (
        "a <b>tag</b> [order] {{c1::x}}",
        [(TEXT, "a <b>tag</b> [order] {{c1::x}}")],
    ),
    "snake case": ("use layer_norm_eps", [(TEXT, "use layer_norm_eps")]),
    "lone star": ("3 * 4 ** 5", [(TEXT, "3 * 4 ** 5")]),
    "escaped": (r"\*not bold\*", [(TEXT, "*not bold*")]),
    "ampersand": ("R&D &amp; more", [(TEXT, "R&D & more")]),
    "outer spaces": ("  x `y`  ", [(TEXT, "  x "), (CODE, "y"), (TEXT, "  ")]),
    "emoji": ("快 🚀 **好**", [(TEXT, "快 🚀 "), (BOLD, "好")]),
}


@pytest.mark.parametrize("name", MARKDOWN)
def test_markdown_becomes_spans(name: str) -> None:
    """Bold, code, math and images become spans; everything else reads as written."""
    text, spans = MARKDOWN[name]
    assert [(span.kind, span.text) for span in markdown_spans(text)] == spans


@pytest.mark.parametrize(
    "text", ["一\n二", "- one\n- `two`", "- one\n- two\n    - three", "**a**\nb\n\nc", "a  \nb *c*"]
)
def test_line_breaks_stay(text: str) -> None:
    """An answer of several lines keeps them, with and without Markdown in it."""
    assert plain(markdown_spans(text)).count("\n") == text.count("\n")


def test_a_blank_hides_its_answer_until_it_is_revealed() -> None:
    """In plain text a blank is [...], and its answer when revealed."""
    question = face("masks ", blank("15 %"), " of the tokens")
    assert plain(question) == "masks [...] of the tokens"
    assert plain(question, reveal=True) == "masks 15 % of the tokens"


@given(st.text())
def test_any_text_becomes_a_face(text: str) -> None:
    """Whatever a note holds, it becomes a face without an error."""
    assert isinstance(plain(face(text, blank("x"))), str)


@given(st.lists(st.tuples(st.sampled_from(SpanKind), st.text(), st.text())))
def test_a_face_survives_the_store(rows: list[tuple[SpanKind, str, str]]) -> None:
    """A face is what it was after a way through JSON."""
    spans = tuple(Span(*row) for row in rows)
    assert from_json(json.loads(json.dumps(to_json(spans)))) == spans


def test_the_front_begins_with_the_papers_name() -> None:
    """The paper's name stands first, with the colon of the question's own script."""
    assert plain(named("ViT (2020)", face("用什么？"))) == "ViT (2020)：用什么？"
    assert plain(named("ViT (2020)", face("Cut into ", blank("16"), "?"))) == (
        "ViT (2020): Cut into [...]?"
    )


def test_images_of_a_face_are_found() -> None:
    """A face tells which images it needs."""
    assert images(face("a ![x](b.png) c ![](d/e.jpg)")) == ("b.png", "d/e.jpg")


@pytest.mark.parametrize(
    ("text", "han"), [("漢字", True), ("abc，。", False), ("かな", False), ("", False)]
)
def test_han_is_seen(text: str, han: bool) -> None:
    """Only Chinese characters count, not full-width punctuation."""
    assert has_han(text) is han


def test_an_edited_question_hides_the_answer_where_the_sign_stands() -> None:
    """What a person typed hides the answer at its first [...], and can be typed without one."""
    question = edited_question("masks [...] of the [...]", "15 %")
    assert plain(question, reveal=True) == "masks 15 % of the [...]"
    assert editable(edited_question("How many?", "15 %")) == "How many?"
