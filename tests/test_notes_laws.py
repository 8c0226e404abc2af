"""What holds for any text at all."""

from __future__ import annotations

import json
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notes.jsonform import note_from_json, note_to_json
from notes.lines import physical_lines
from notes.reading import read_text
from notes.vocabulary import load_vocabulary

WORDS = load_vocabulary()
PROFILE = settings(max_examples=150, deadline=None, derandomize=True, database=None)

PIECES = st.sampled_from(
    [
        "# ",
        "## ",
        "- ",
        "  - ",
        "> ",
        "> ✅ ",
        "1. ",
        "2，",
        "（1）",
        "①",
        "**",
        "要点：",
        "**创新点**：",
        "Key points",
        "《",
        "》",
        "<details>",
        "<summary>",
        "</summary>",
        "</details>",
        "<br>",
        "<li>",
        "|",
        "|--|--|",
        "```",
        "$$",
        "<!--",
        "-->",
        "---",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\t",
        "\f",
        "\u2028",
        " ",
        "网络",
        "Attention Is All You Need",
        "a",
        "![](x.png)",
        "[a](https://b.c)",
        "arXiv:1706.03762",
        "“",
        "”",
        "：",
        "；",
        "。",
        "性能：",
        "&amp;",
        "xxx",
        "\0",
        "#tag",
        "Name",
        "Note",
        "[[a|b]]",
        "![[c d.png|300]]",
        "第一，",
        "First, ",
        "（i）",
        "TL;DR",
        "🔹 ",
        "%%",
        "id:: 65f",
        "Title: ",
        "# Installation",
        "Paper | Year",
        "--- | ---",
        "<a>",
        "① ",
        "- **Year**: 2015",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=200))


def letters(text: str) -> str:
    """Letters and digits only."""
    return "".join(sign for sign in text if sign.isalnum())


def stands_in(part: str, whole: str) -> bool:
    """Whether the signs of ``part`` stand in ``whole`` in their order."""
    signs = iter(whole)
    return all(sign in signs for sign in part)


@PROFILE
@given(TEXTS)
def test_any_text_is_read_and_goes_through_json(text):
    """Nothing is raised, the result is the same twice, and JSON gives it back."""
    note = read_text(text, WORDS, path="a.md")
    assert read_text(text, WORDS, path="a.md") == note
    assert note_from_json(json.loads(json.dumps(note_to_json(note)))) == note


@PROFILE
@given(TEXTS)
def test_a_point_stands_in_its_lines(text):
    """The letters and digits of a point stand in order in the lines it names."""
    lines = physical_lines(text)
    for paper in read_text(text, WORDS, path="a.md").papers:
        for block in paper.blocks:
            for point in block.points:
                assert 1 <= point.line <= point.last_line <= len(lines)
                own = "\n".join(lines[point.line - 1 : point.last_line])
                assert stands_in(letters(point.text), letters(own.replace("&amp;", "&")))


WORD = st.text("abcdefghijk网络层注意", min_size=2, max_size=8)
POINT = st.lists(WORD, min_size=2, max_size=5).map(" ".join)


@st.composite
def closed_notes(draw) -> str:
    """A note that begins with a title and leaves nothing open."""
    name = draw(st.sampled_from(["Alpha", "Beta", "Gamma", "Delta"]))
    points = "".join(f"- {point}\n" for point in draw(st.lists(POINT, min_size=1, max_size=4)))
    label = draw(st.sampled_from(["**Key points**", "要点：", "### 创新点", "### Contributions"]))
    form = draw(
        st.sampled_from(
            [
                "## {}: Some Words for Titles\n\n{}\n\n{}\n",
                "## {}: Some Words for Titles\n{}\n{}\n---\n\n",
                "<details>\n<summary>{}: Some Words for Titles</summary>\n\n{}\n\n{}\n</details>\n",
                "《{}: Some Words for Titles》\n\n{}\n\n{}\n---\n",
            ]
        )
    )
    return form.format(name, label, points)


@PROFILE
@given(closed_notes(), closed_notes())
def test_two_notes_in_one_give_the_papers_of_both(first, second):
    """Reading is local: what stands below does not change what stands above."""

    def content(text):
        papers = read_text(text, WORDS, path="x.md").papers
        return [(p.title, [[q.text for q in b.points] for b in p.blocks]) for p in papers]

    assert content(first + second) == content(first) + content(second)


HOSTILE = {
    "ten megabytes on one line": "要点：" + "方" * 3_400_000,
    "quotes": "> " * 100_000 + "x",
    "list levels": "- " * 100_000 + "x",
    "nested items": "\n".join(" " * (i % 3_000) + "- x" for i in range(6_000)),
    "stars": "*" * 1_000_000,
    "brackets": "[" * 1_000_000,
    "details": "<details>" * 100_000,
    "open details and headings": "<details>\n" * 20_000 + "# A B\n" * 20_000,
    "labels in lists": "- 要点：a\n\ntext\n\n" * 20_000,
    "enumeration": "要点：" + "（1）a" * 100_000,
    "quotes of titles": "“" * 500_000,
    "links": "".join(f"http://a/{i}\n" for i in range(20_000)),
    "links on a line": " ".join(f"http://a/{i}" for i in range(100_000)),
    "fences": "```\n" * 50_001,
    "comments": "<!--\n" * 50_000,
    "yaml": "---\na: " + "[" * 100_000 + "\n---\nx",
    "yaml items": "---\n" + "- " * 100_000 + "x\n---\nx",
    "images": "- ![a](" * 50_000,
}


REPEATED = {
    "labels on one line": "x **创新点**：a。",
    "cells": "| a ",
    "parts of cells": "Key points: <br>● a <br>",
    "tables without bars": "a | b\n--- | ---\n",
    "remarks with labels": "> ✅ **Key insight**: a\n",
    "wikilinks": "[[a|b]]",
    "open wikilinks": "[[",
    "open embeds": "![[",
    "tags": "<a>",
    "open tags": "<a ",
    "names over labels": "- a\n  - 要点\n    - b\n",
    "titles over nothing": "Attention Is All You Need Now\n\n",
    "titles over labels": "\nAttention Is All You Need Now\nx\n要点：\n- a\n",
    "ordinals": "要点：第一，a；",
    "signs": "🔹 a\n",
    "comments of a program": "- 要点：%% ",
    "manuals": "# Installation\n",
    "headings that count": "## Key points\n### 1. a\n- b\n",
    "items of tags": "<li>a\nb\n",
    "rows of facts": "| Year | 2015 |\n",
    "properties": "- a\n  id:: b\n",
}


def steps(text: str) -> int:
    """How many functions are called to read a text, those in C included."""
    count = 0

    def counting(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counting)
    try:
        read_text(text, WORDS, path="a.md")
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", REPEATED)
def test_work_grows_with_the_text(name):
    """Twice the text takes about twice the steps, whatever is repeated in it."""
    piece = REPEATED[name]
    steps(piece * 400)
    assert steps(piece * 800) <= 2.5 * steps(piece * 400) + 5_000


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read(name):
    """No input exhausts the stack or takes more than linear time (a hang would stop the run)."""
    assert read_text(HOSTILE[name], WORDS, path="a.md").path == "a.md"
