"""When the first heading of a note is its one paper, and what in it is none of its own."""

from __future__ import annotations

import pytest

from notes.reading import read_text
from notes.titles import clean_title
from notes.vocabulary import load_vocabulary

WORDS = load_vocabulary()
TITLE = "# DETR: End-to-End Object Detection with Transformers\n"
PARTS = "## Motivation\nBoxes.\n## Method\nQueries.\n"

ONE = {
    "a heading of its own": f"{TITLE}{PARTS}## Core Idea in One Sentence\n### Key points\n- a\n",
    "within a part": f"{TITLE}{PARTS}### Set Prediction with Learned Queries\n**要点**\n- a\n",
    "parts on the level of such a heading": (
        f"{TITLE}arXiv: 2005.12872\n## Pass 2\n### Core Idea in One Sentence\nOne.\n"
        "### Method\nQueries.\n### Key points\n- a\n"
    ),
    "all on one level": (
        "### [DETR: End-to-End Object Detection](https://arxiv.org/abs/2005.12872)\n"
        "### Motivation\nBoxes.\n### Queries\nText.\n### Takeaways\n- a\n### Limitations\nSlow.\n"
    ),
    "a title within the information on a paper": (
        "### Progress\n2 / 50\n## Paper Information\n"
        "#### Paper Title : [DETR: End-to-End Detection](https://arxiv.org/abs/2005.12872)\n"
        "#### Authors\nA. B.\n## Questions\n### 2. [Contribution] What's new in this paper?\n- a\n"
    ),
    "a title below a heading that announces it": (
        "### Progress: \n2 / 50\n## Paper Information\n#### Paper Title :\n"
        "[DETR: End-to-End Detection](https://arxiv.org/abs/2005.12872)\n"
        "#### Official Codes\n[code](https://arxiv.org/abs/2005.12872)\n"
        "## Questions\n### 2. [Contribution] What's new in this paper?\n- a\n"
    ),
    "内容 is no paper": f"{TITLE}# 内容\n## 摘要\n简单。\n## 主要贡献\n- 甲\n",
}


@pytest.mark.parametrize("name", ONE)
def test_headings_within_a_paper_are_no_papers(name):
    """A title with the parts of a paper below it holds the whole note."""
    papers = read_text(ONE[name].replace("\n", "\r\n"), WORDS, path="README.md").papers
    assert [(paper.short, bool(paper.blocks)) for paper in papers] == [("DETR", True)]


@pytest.mark.parametrize(
    "part", ["#### Attack L: Leave-One-Out Attack", "**Attack L: Leave-One-Out**"]
)
def test_a_note_named_after_its_first_heading_is_on_one_paper(part):
    """On whatever level its title stands, and whatever its parts are called."""
    title = "### (CCS 2022) Enhanced Inference Attacks: A Study"
    text = f"{title}\n#### Details\nText.\n\n{part}\n\n要点：\n- a\n"
    path = "x/(CCS 2022) Enhanced Inference Attacks A Study.md"
    papers = read_text(text, WORDS, path=path).papers
    assert [(paper.short, len(paper.blocks)) for paper in papers] == [
        ("Enhanced Inference Attacks", 1)
    ]


SEVERAL = {
    "a list of papers": (
        "# Object Detection: Papers of This Year\n## DETR: End-to-End Object Detection\n"
        "### Method\nQueries.\n### Key points\n- a\n## YOLO: You Only Look Once at Images\n"
        "### Method\nGrids.\n### Key points\n- b\n"
    ),
    "names on the level of the first": (
        "## [DETR: End-to-End Object Detection](https://arxiv.org/abs/2005.12872)\n"
        "### Method\nQueries.\n### Key points\n- a\n## YOLO\n### Method\nGrids.\n"
        "### Key points\n- b\n"
    ),
    "proven papers below parts": (
        f"{TITLE}{PARTS}### Key points\n- a\n"
        "## [YOLO: You Only Look Once at Images](https://arxiv.org/abs/1506.02640)\n"
        "### Key points\n- b\n"
    ),
}


@pytest.mark.parametrize("name", SEVERAL)
def test_neighbours_stay_papers(name):
    """What stands beside a title, or is proven a paper, keeps its blocks."""
    papers = read_text(SEVERAL[name], WORDS, path="log.md").papers
    assert [paper.short for paper in papers] == ["DETR", "YOLO"]
    assert all(paper.blocks for paper in papers)


def test_a_word_for_notes_is_no_title():
    """Under a first heading that only says that these are notes the file names the paper."""
    for cover in ("论文讲解", "阅读笔记"):
        text = f"# {cover}\n## 动机\n慢。\n## 创新点\n- 甲\n"
        assert [p.title for p in read_text(text, WORDS, path="a/Next-Mol.md").papers] == [
            "Next-Mol"
        ]


def test_what_is_cited_is_no_paper_of_the_note():
    """Items of a list of references have identifiers too; under another heading they count."""
    item = "- [Mask R-CNN: Instance Segmentation](https://arxiv.org/abs/1703.06870)\n"
    for heading, count in (("References", 1), ("Related work", 1), ("Papers", 2)):
        text = f"{TITLE}{PARTS}## Key points\n- a\n## {heading}\n{item}"
        assert len(read_text(text, WORDS, path="a.md").papers) == count, heading


TITLES = {
    "a link to the note": (
        "PointNet: Deep Learning [[Paper Note](a.md)]",
        "PointNet: Deep Learning",
    ),
    "tags of an outliner": ("#title NetVLAD: a CNN #reading", "NetVLAD: a CNN"),
    "an address elsewhere": ("[WiscKey: Keys from Values][wisckey]", "WiscKey: Keys from Values"),
    "a number is no tag": ("Attack #1 on 漢字 #标签", "Attack #1 on 漢字"),
    "C# is no tag": ("Typing C# and F#", "Typing C# and F#"),
    "only a tag": ("#later", "#later"),
}


@pytest.mark.parametrize("name", TITLES)
def test_what_is_no_part_of_a_title(name):
    """Tags, link words and the names of addresses are taken away."""
    text, title = TITLES[name]
    assert clean_title(text) == title


EITHER = {
    "Idea / Observation / Contribution": "core_innovation",
    "Problem addressed / Motivation": "motivation",
    "方法 / 实现细节": "method",
    "Formulation / Solver": None,
    "The whole story of it / Contribution": None,
    "Image/Text": None,
}


@pytest.mark.parametrize("name", EITHER)
def test_a_part_may_have_several_names(name):
    """Of names for one part between slashes one that is known says what it is."""
    assert WORDS.topic(name) == EITHER[name]
