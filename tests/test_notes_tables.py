"""Papers in tables."""

from __future__ import annotations

import pytest

from notes.reading import read_text
from notes.vocabulary import KEY_KINDS, load_vocabulary


def papers(text: str):
    """Every paper of a note."""
    return read_text(text, load_vocabulary(), path="a.md").papers


def test_cells_that_name_a_work():
    """Name and authors, then what it does, then the citation; each cell is a paper."""
    found = papers(
        "|||\n|--|--|\n"
        "| ![](1.png) | **Faster R-CNN** (Ren et al.) <br> Propose regions with a network <br>"
        " “Faster R-CNN: Towards Real-Time Detection,” NeurIPS 2015. |\n"
        "| ![](2.png) | **Focal loss**（Lin et al.）<br>Down-weight “easy” examples <br>"
        " “Focal Loss for Dense Detection,” ICCV 2017 |\n"
    )
    assert [(p.title, p.year, p.line, [q.text for q in p.blocks[0].points]) for p in found] == [
        ("Faster R-CNN", 2015, 3, ["Propose regions with a network"]),
        ("Focal loss", 2017, 4, ["Down-weight “easy” examples"]),
    ]


def test_columns_for_name_and_notes():
    """A row is a paper; signs and numbers before the parts of a cell are dropped."""
    found = papers(
        "|ID|Year|Name|Note|Tags|Link|\n|---|---|---|---|---|---|\n"
        "|7|2015|FCN: Fully Convolutional Networks|<br> &#x2705; (1) 全卷积<br> ✅ (2) 跳跃连接"
        "|分割, dense|[link](https://arxiv.org/abs/1411.4038)|\n"
        "|8|2016|Empty|||\n"
    )
    (paper,) = found
    assert (paper.title, paper.short, paper.year, paper.arxiv_id) == (
        "FCN: Fully Convolutional Networks",
        "FCN",
        2015,
        "1411.4038",
    )
    assert [point.text for point in paper.blocks[0].points] == ["全卷积", "跳跃连接"]
    assert paper.tags == ("分割", "dense")


def test_a_cell_of_a_named_column_may_say_it_all():
    """Name, authors, points and citation in the column of papers, beside empty columns."""
    (paper,) = papers(
        "| Paper | Venue | Key idea |\n|--|--|--|\n"
        "| **TinyNet: Small Nets** (Lee et al.) <br> ● distils a teacher<br>● prunes a \\| b<br>"
        ' "TinyNet," arXiv 2023 | arXiv | |\n'
    )
    (block,) = paper.blocks
    assert (paper.title, paper.authors, paper.year) == (
        "TinyNet: Small Nets",
        ("Lee et al.",),
        2023,
    )
    assert [point.text for point in block.points] == ["distils a teacher", "prunes a \\| b"]


def test_other_tables_are_nobodys():
    """A table of figures holds no papers."""
    assert papers("# A: Few Words in Title\n| Model | BLEU |\n|--|--|\n| base | 27.3 |\n") == ()


UNBARRED = (
    "Paper | Year | Note\n:--- | --- | ---\nU-Net | 2015 | skip connections\nFCN | 2014 | -\n"
)


def test_a_table_needs_no_outer_bars():
    """The head above a delimiter and the rows below it are a table."""
    (paper,) = papers(UNBARRED + "\nEnd | of | it\n")
    assert (paper.title, paper.year, paper.line) == ("U-Net", 2015, 3)
    assert [point.text for point in paper.blocks[0].points] == ["skip connections"]


LABELLED = {
    "a named column": (
        "| Paper | Summary |\n|--|--|\n"
        "| **SPPNet** | Key highlights: <br>● pyramid pooling <br>● any size <br>Limitations: x |\n"
    ),
    "a cell beside the name": (
        "| [SPPNet](https://arxiv.org/abs/1406.4729) | Key highlights: <br>● pyramid pooling"
        "<br>● any size |\n|--|--|\n"
    ),
    "the cell of the name": (
        "| | |\n|--|--|\n| ![](a.png) | **SPPNet** <br> Key highlights: <br>● pyramid pooling"
        " <br>● any size |\n"
    ),
    "an enumeration": (
        "| 论文 | 会议 | 创新点 |\n|--|--|--|\n"
        "| SPPNet | ECCV | （1）pyramid pooling；（2）any size |\n"
    ),
}


@pytest.mark.parametrize("name", LABELLED)
def test_labels_within_cells(name):
    """A label in a cell opens a block as it does elsewhere, and its parts are points."""
    (paper,) = papers(LABELLED[name])
    key = [block for block in paper.blocks if block.kind in KEY_KINDS]
    assert paper.title == "SPPNet"
    assert [[point.text for point in block.points] for block in key] == [
        ["pyramid pooling", "any size"]
    ]


def test_a_table_about_the_paper_it_stands_under():
    """Rows that open with labels give facts and blocks to the paper around them."""
    (paper,) = papers(
        "# Fast R-CNN: Region Networks Made Fast\n| Item | Content |\n|---|---|\n"
        "| Authors | Ross Girshick |\n| Year | 2015 |\n| 创新点 | 一次前向；<br>多任务损失 |\n"
    )
    assert (paper.authors, paper.year, paper.line) == (("Ross Girshick",), 2015, 1)
    assert [(block.rule, len(block.points)) for block in paper.blocks] == [("table-row", 2)]


def test_a_table_may_name_its_paper():
    """A row with the title names the paper of the whole table."""
    (paper,) = papers("| Title | Fast R-CNN |\n|--|--|\n| Year | 2015 |\n| Key idea | one pass |\n")
    assert (paper.title, paper.year, len(paper.blocks)) == ("Fast R-CNN", 2015, 1)


def test_a_table_within_a_block_is_read_too():
    """Below the text of a heading's block it gives the paper what its rows say."""
    (paper,) = papers(
        "# Fast R-CNN: Region Networks Made Fast\n## TL;DR\nOne pass.\n\n"
        "| Year | 2015 |\n|--|--|\n| Key idea | share the layers |\n"
    )
    assert paper.year == 2015
    assert [block.rule for block in paper.blocks] == ["label-heading", "table-row"]


NOBODYS = [
    "| Name | Type | Note |\n|--|--|--|\n| path | str | where |\n| depth | int | how far |\n",
    "| 名称 | 说明 |\n|--|--|\n| path | 路径 |\n| depth | 深度 |\n",
    "| Method | Description |\n|--|--|\n| `get` | reads a value |\n",
    "| Model | Params | Notes |\n|--|--|--|\n| base | 110M | 12 layers |\n",
    "| Option | Default |\n|--|--|\n| results | all |\n| method | fast |\n",
    "| a | b |\nKey | points\n",
]


@pytest.mark.parametrize("text", NOBODYS)
def test_tables_of_programs_hold_no_papers(text):
    """Names with notes are papers only beside what papers have: a year, a venue, an address."""
    assert [p for p in papers("# Foo\n" + text) if any(b.kind in KEY_KINDS for b in p.blocks)] == []
