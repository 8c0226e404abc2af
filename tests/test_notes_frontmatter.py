"""Front matter, and what it says of a note's paper."""

from __future__ import annotations

import pytest

from notes.reading import read_text
from notes.vocabulary import load_vocabulary

POINTS = "## Key points\n- one pass\n"


def only(text: str):
    """The one paper of a note."""
    (paper,) = read_text(text, load_vocabulary(), path="note.md").papers
    return paper


FACTS = """\
---
title: Fast R-CNN
author: Ross Girshick and Kaiming He
date: 2024-03-05
tags: detection, cnn
doi: 10.1109/ICCV.2015.169
arxiv: 1504.08083
venue: ICCV
code: https://github.com/a/b
aliases: [x]
cover: {image: y}
---
"""


@pytest.mark.parametrize("heading", ["", "# Fast R-CNN\n", "# Fast R-CNN: Region Networks\n"])
def test_the_facts_in_the_front_matter_are_those_of_the_only_paper(heading):
    """Whether it is named by the front matter or by a heading; the date is the note's."""
    found = only(FACTS + heading + POINTS)
    assert (found.authors, found.year, found.venue) == (
        ("Ross Girshick", "Kaiming He"),
        2015,
        "ICCV",
    )
    assert (found.arxiv_id, found.doi) == ("1504.08083", "10.1109/ICCV.2015.169")
    assert (found.date, found.tags) == ("2024-03-05", ("detection", "cnn"))
    assert [(link.what, link.url) for link in found.links] == [("code", "https://github.com/a/b")]


TITLES = [
    ("title: 'RoFormer: Rotary Position Embedding for Transformers'", "", 2, "RoFormer: "),
    ("id: x\ntitle: RoFormer\ncreated: 1648000000000", "", 3, "RoFormer"),
    ("title: RoFormer\ndoi: 10.1/2", "## Overview of rotations\n", 2, "RoFormer"),
    ("title: My blog", "# RoFormer\n", 4, "RoFormer"),
    ("title: Weekly reading\ndate: 2024-01-01", "# RoFormer\n", 5, "RoFormer"),
    ("title: a: b: c", "", 2, "a: b: c"),
]


@pytest.mark.parametrize(("front", "heading", "line", "title"), TITLES)
def test_the_title_is_where_the_paper_is_named(front, heading, line, title):
    """In the front matter, if no heading names the paper; broken YAML does not lose it."""
    found = only(f"---\n{front}\n---\n{heading}{POINTS}")
    assert found.title.startswith(title)
    assert found.line == line


def test_the_author_of_a_blog_is_not_the_papers():
    """A lone author in the front matter wrote the note."""
    assert only("---\ntitle: A b\nauthor: Me Myself\n---\n" + POINTS).authors == ()


def test_an_identifier_is_no_fraction():
    """The zeros at the end of an arXiv id stay."""
    assert only("---\ntitle: A b\narxiv: 2401.10000\n---\n" + POINTS).arxiv_id == "2401.10000"


def test_front_matter_over_several_papers_names_none_of_them():
    """A reading log's own title and tags are not its papers'."""
    text = (
        "---\ntitle: What We Read About Vision Models in May\ntags: [log]\n---\n"
        "## ResNet\n要点：\n- a net\n## VGG\n要点：\n- deep\n"
    )
    papers = read_text(text, load_vocabulary(), path="note.md").papers
    assert [(paper.title, paper.tags) for paper in papers] == [("ResNet", ()), ("VGG", ())]
