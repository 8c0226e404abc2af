"""Lists of terms with their definitions, footnotes, and notes in the signs of Org mode."""

from __future__ import annotations

import pytest

from notes.model import Kind
from notes.reading import read_text
from notes.vocabulary import load_vocabulary

WORDS = load_vocabulary()
TITLE = "# BERT: Pre-training of Deep Bidirectional Transformers\n\n"

DEFINITIONS = {
    "apart": (
        "Masking\n: Hides 15 %\n  of the tokens\n\nPairs\n: Says what follows\n",
        [("Masking: Hides 15 % of the tokens", 4, 6), ("Pairs: Says what follows", 8, 9)],
    ),
    "one below the other": (
        "遮盖：\n: 隐藏 15 %\n句对\n:\t判断先后 🚀\n",
        [("遮盖：隐藏 15 %", 4, 5), ("句对: 判断先后 🚀", 6, 7)],
    ),
    "two of one term": (
        "Masking\r\n: Hides words\r\n: Predicts them\r\n",
        [("Masking: Hides words; Predicts them", 4, 6)],
    ),
    "up to a known label": (
        "Masking\n: Hides words\nLimitations\n: Slow to train\n",
        [("Masking: Hides words", 4, 5)],
    ),
    "an emoji defines nothing": ("- a1\n:rocket: b\n", [("a1 :rocket: b", 4, 5)]),
}


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_term_with_its_definition_is_one_point(name):
    """Whatever stands between them, each with its true lines."""
    text, wanted = DEFINITIONS[name]
    (paper,) = read_text(f"{TITLE}## Key points\n{text}", WORDS, path="a.md").papers
    points = [p for block in paper.blocks if block.kind is Kind.KEY_POINTS for p in block.points]
    assert [(p.text, p.line, p.last_line) for p in points] == wanted


def test_a_label_may_be_a_term():
    """A label with its value on the next line, behind a colon, opens a block."""
    (paper,) = read_text(f"{TITLE}Key idea\n: Masks words.\n", WORDS, path="a.md").papers
    assert [(b.label, b.line, b.points[0].text) for b in paper.blocks] == [
        ("Key idea", 3, "Masks words.")
    ]


def test_footnotes_are_no_points():
    """The text of a footnote explains a word; the list above it goes on without it."""
    text = f"{TITLE}## Key points\n\n- uses BEV[^1]\n\n[^1]: Bird's eye view.\n[^note]: More.\n"
    (paper,) = read_text(text, WORDS, path="a.md").papers
    assert [point.text for point in paper.blocks[0].points] == ["uses BEV[^1]"]


ORG = """\
#+TITLE: BERT: Pre-training of Deep Bidirectional Transformers
#+startup: overview

* Summary
:PROPERTIES:
:ID: 12-ab
:END:
BERT reads both ways.
** Key points :nlp:
- masks words
- 判断先后
#+begin_src python
** no heading
#+end_src
** DONE Contributions
1. open weights
"""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_org_mode_is_read(end):
    """Stars are headings, a title names the paper, drawers and code are left out."""
    (paper,) = read_text(ORG.replace("\n", end), WORDS, path="a.txt").papers
    assert (paper.title, paper.line) == (
        "BERT: Pre-training of Deep Bidirectional Transformers",
        1,
    )
    assert [(b.kind, b.line, [p.text for p in b.points]) for b in paper.blocks] == [
        (Kind.SUMMARY, 4, ["BERT reads both ways."]),
        (Kind.KEY_POINTS, 9, ["masks words", "判断先后"]),
        (Kind.CORE_INNOVATION, 15, ["open weights"]),
    ]


NOT_ORG = {
    "bullets": "* one\n* two\n",
    "a heading of Markdown": "#+begin: x\n# Key points\n* one\n* two\n",
    "a word in a line": "see #+title: x\n* one\n* two\n",
}


@pytest.mark.parametrize("name", NOT_ORG)
def test_stars_are_bullets_elsewhere(name):
    """Without the signs of Org mode, or with headings of Markdown, a star is a list's."""
    text = f"Key points:\n\n{NOT_ORG[name]}"
    (paper,) = read_text(text, WORDS, path="BERT.md").papers
    assert {"one", "two"} <= {point.text for block in paper.blocks for point in block.points}
