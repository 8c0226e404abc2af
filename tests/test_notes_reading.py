"""What of a note is a block, and what is reported instead."""

from __future__ import annotations

from textwrap import dedent

import pytest

from notes.model import Kind, Note
from notes.reading import read_text
from notes.vocabulary import load_vocabulary

WORDS = load_vocabulary()


def read(text: str, path: str = "note.md") -> Note:
    return read_text(dedent(text), WORDS, path=path)


HOLLOW = ["xxx", "（待补充）", "[x](https://a.b)", "---", "本文由 AI 自动生成，仅供参考。"]


@pytest.mark.parametrize("text", HOLLOW)
def test_an_unfilled_template_has_no_points(text):
    """What nobody filled in is no point, and a block of such is no block."""
    assert read(f"# T5: Exploring the Limits of Transfer\n## Key points\n- {text}\n").papers == ()


def test_labels_without_anything_below_make_no_block():
    """An empty section is left out."""
    assert read("# A: Few Words in Title\n**要点**\n\n## Next\n\ntext\n").papers == ()


def test_a_comment_or_code_holds_no_points():
    """What is hidden or code is not the note's text."""
    assert (
        read("# A: Few Words in Title\n<!--\n要点：\n- a\n-->\n```\n要点：\n- b\n```\n").papers
        == ()
    )


def test_lesser_kinds_are_kept_apart():
    """A label of another kind is a block of that kind."""
    (paper,) = read(
        "# GPT: Improving Language Understanding by Training\n**Limitations**: one direction only\n"
    ).papers
    assert [(block.kind, block.label) for block in paper.blocks] == [
        (Kind.LIMITATIONS, "Limitations")
    ]


SUMMARIES = [
    ("## TL;DR\n- one\n- two\n- three\n", Kind.KEY_POINTS),
    ("## TL;DR\nOne sentence says it.\n", Kind.SUMMARY),
    ("tl;dr: one sentence says it\n", Kind.SUMMARY),
    ("**总结**\n1. 一\n2. 二\n", Kind.KEY_POINTS),
    ("**一句话总结**：（1）一；（2）二\n", Kind.KEY_POINTS),
    ("**一句话总结**：（１）一；（２）二\n", Kind.KEY_POINTS),
    ("**一句话总结**：只有一句\n", Kind.SUMMARY),
    ("### Summary\n- Task: detection\n- Data: images\n", Kind.SUMMARY),
    ("### Abstract\n- one\n- two\n", Kind.SUMMARY),
    ("### Conclusion\n- one\n- two\n", Kind.SUMMARY),
]


@pytest.mark.parametrize(("text", "kind"), SUMMARIES)
def test_a_short_summary_over_several_points_is_key_points(text, kind):
    """Over one sentence it is a summary; a paper's own abstract and conclusion always are one."""
    (paper,) = read(f"# T5: Exploring the Limits of Transfer\n{text}").papers
    assert [block.kind for block in paper.blocks] == [kind]


def test_lines_are_those_of_the_file():
    """Front matter counts, and a point knows its last line."""
    text = "---\ntitle: x\n---\n# FCN: Fully Convolutional Networks Here\n要点：\n- a\n  b\n- c\n"
    (paper,) = read(text).papers
    assert [(p.line, p.last_line) for p in paper.blocks[0].points] == [(6, 7), (8, 8)]


def test_images_beside_a_point_are_kept_as_targets():
    """A picture on its own line belongs to the item above it and is not its text."""
    (paper,) = read(
        "# FCN: Fully Convolutional Networks Here\n要点：\n- a\n  ![](fig/1.png)\n- ![]( 2.png )\n"
    ).papers
    assert [(p.text, p.images) for p in paper.blocks[0].points] == [("a", ("fig/1.png",))]


def test_unknown_labels_are_reported_with_a_hint():
    """A bold line over a list that no vocabulary knows is shown to its owner."""
    note = read(
        "# SqueezeNet: Small Models with High Accuracy\n\n"
        "**Nuggets**\n- fire module\n- late pooling\n"
    )
    assert [(each.line, each.text) for each in note.unrecognised] == [(3, "Nuggets")]
    assert "labels" in note.unrecognised[0].hint


def test_a_known_user_label_is_read():
    """What the hint proposes works."""
    own = load_vocabulary({Kind.KEY_POINTS: ["Nuggets"]})
    note = read_text("# SqueezeNet: Small Models\n\n**Nuggets**\n- fire module\n", own, path="a.md")
    assert [point.text for point in note.papers[0].blocks[0].points] == ["fire module"]


def test_a_paper_without_blocks_beside_papers_with_them_is_reported():
    """The one heading whose label was not understood stands out."""
    text = """\
        ## AlexNet: Deep Convolutional Networks on Images
        要点：
        - ReLU
        ## VGG: Very Deep Convolutional Networks
        Small filters are enough.
        Depth matters.
        """
    assert [each.line for each in read(text).unrecognised] == [4]


FRONT = [
    ("broken", "---\na: [\n---\n# A: Few Words in Title\n要点：\n- x\n", ["front-matter"]),
    (
        "deep",
        "---\na: " + "[" * 5000 + "\n---\n# A: Few Words in Title\n要点：\n- x\n",
        ["front-matter"],
    ),
    (
        "after an address",
        "#! https://a.b\n---\ndate: 2020-01-02\n---\n# A: Few Words in Title\n要点：\n- x\n",
        [],
    ),
    ("a rule, not front matter", "---\n# A: Few Words in Title\n要点：\n- x\n", []),
]


@pytest.mark.parametrize(
    ("text", "codes"), [row[1:] for row in FRONT], ids=[row[0] for row in FRONT]
)
def test_front_matter_never_stops_a_note(text, codes):
    """Broken front matter is a warning; the note is read."""
    note = read(text)
    assert [problem.code for problem in note.problems] == codes
    assert len(note.papers) == 1


def test_a_title_in_the_front_matter_names_a_note_without_headings():
    """It comes before the file name, unless it is a date."""
    assert read("---\ntitle: Neural ODEs\n---\n要点：\n- x\n").papers[0].title == "Neural ODEs"
    assert read("---\ntitle: '20240102'\n---\n要点：\n- x\n").papers[0].title == "note"
