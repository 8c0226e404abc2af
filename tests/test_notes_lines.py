"""How single lines are classified."""

from __future__ import annotations

import pytest

from notes.lines import Shape, physical_lines, read_lines

LINES = [
    ("blank", "   ", Shape.BLANK, "", ""),
    ("ideographic-space", "\u3000", Shape.BLANK, "", ""),
    ("heading", "## 卷积网络 ##", Shape.HEADING, "卷积网络", ""),
    ("heading-without-space", "##要点", Shape.HEADING, "要点", ""),
    ("tag-is-no-heading", "#vision", Shape.TEXT, "#vision", ""),
    ("dash", "- a", Shape.ITEM, "a", "-"),
    ("plus-and-tab", "+\ta", Shape.ITEM, "a", "+"),
    ("bullet", "•要点", Shape.ITEM, "要点", "•"),
    ("dash-before-number", "-(2) 方法", Shape.ITEM, "(2) 方法", "-"),
    ("task", "- [x] read it", Shape.ITEM, "read it", "-"),
    ("number-dot", "12. a", Shape.ITEM, "a", "12."),
    ("number-without-space", "1.提出", Shape.ITEM, "提出", "1."),
    ("wide-comma", "3，残差连接", Shape.ITEM, "残差连接", "3，"),
    ("ideographic-comma", "2、注意力", Shape.ITEM, "注意力", "2、"),
    ("wide-parentheses", "（4）解码器", Shape.ITEM, "解码器", "（4）"),
    ("parentheses", "(1) encoder", Shape.ITEM, "encoder", "(1)"),
    ("circled", "①预训练", Shape.ITEM, "预训练", "①"),
    ("han-number", "一、背景", Shape.ITEM, "背景", "一、"),
    ("version-is-no-number", "3.5 is a version", Shape.TEXT, "3.5 is a version", ""),
    ("year-is-no-number", "2017. A year", Shape.TEXT, "2017. A year", ""),
    ("bold-is-no-bullet", "**a**", Shape.TEXT, "**a**", ""),
    ("rule", "- - -", Shape.RULE, "- - -", ""),
    ("table", "| a | b |", Shape.TABLE, "| a | b |", ""),
    ("line-separator-ends-nothing", "a\u2028- b", Shape.TEXT, "a\u2028- b", ""),
]


@pytest.mark.parametrize(
    ("text", "shape", "body", "marker"), [row[1:] for row in LINES], ids=[row[0] for row in LINES]
)
def test_a_line_is_classified_by_its_beginning(text, shape, body, marker):
    """Each construct is known by how its line begins."""
    (line,) = read_lines([text])
    assert (line.shape, line.text, line.marker) == (shape, body, marker)


def test_quote_signs_are_counted_and_a_callout_head_is_dropped():
    """``> > [!note] x`` is the text x, two quotes deep."""
    (line,) = read_lines(["> > [!note] 要点"])
    assert (line.quote, line.text) == (2, "要点")


def test_a_tab_goes_to_the_next_multiple_of_four():
    """Indents are columns, so that tabs and spaces compare."""
    assert [line.indent for line in read_lines(["\t- a", "  \t- b", "    - c"])] == [4, 4, 4]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_counts_once(end):
    """CRLF, CR and LF each end one line."""
    assert physical_lines(end.join(["a", "", "b"])) == ["a", "", "b"]


def test_details_make_their_own_lines_with_the_number_of_the_line():
    """Tags that share a line keep its number."""
    lines = read_lines(["x", "<details><summary>Key points</summary>", "</details>"])
    assert [(line.number, line.shape) for line in lines[1:]] == [
        (2, Shape.DETAILS),
        (2, Shape.SUMMARY),
        (3, Shape.END_DETAILS),
    ]


def test_a_summary_over_several_lines_is_put_together():
    """The text of a summary may stand on lines of its own."""
    lines = read_lines(["<details>", "<summary>", "<b>ResNet</b>", "</summary>", "- a"])
    assert [(line.shape, line.text) for line in lines[1:]] == [
        (Shape.SUMMARY, "<b>ResNet</b>"),
        (Shape.ITEM, "a"),
    ]


def test_code_comments_and_closed_fences_hide_their_lines():
    """What stands in code or a comment is neither heading nor item."""
    lines = read_lines(["```", "# a", "```", "<!--", "- b", "-->", "$$", "- c", "$$"])
    assert not [line for line in lines if line.shape in (Shape.HEADING, Shape.ITEM)]


def test_a_fence_that_is_never_closed_hides_nothing():
    """One stray fence does not swallow the rest of a note."""
    assert read_lines(["```", "# a"])[1].shape is Shape.HEADING


def test_underlined_headings():
    """A row of signs under a single line makes a heading of it; under a blank it is a rule."""
    lines = read_lines(["Title", "=====", "", "Part", "---", "", "---"])
    found = [(line.shape, line.level) for line in lines if line.shape is not Shape.BLANK]
    assert found == [(Shape.HEADING, 1), (Shape.HEADING, 2), (Shape.RULE, 0)]
