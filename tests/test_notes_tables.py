"""Papers in tables."""

from __future__ import annotations

from notes.reading import read_text
from notes.vocabulary import load_vocabulary


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


def test_other_tables_are_nobodys():
    """A table of figures holds no papers."""
    assert papers("# A: Few Words in Title\n| Model | BLEU |\n|--|--|\n| base | 27.3 |\n") == ()
