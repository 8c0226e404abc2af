"""Facts on papers."""

from __future__ import annotations

import pytest

from notes.metadata import arxiv_year, facts_of_line, iso_date, of_reference
from notes.model import Link
from notes.reading import read_text
from notes.vocabulary import load_vocabulary


def paper(text: str):
    """The only paper of a note."""
    (found,) = read_text(text, load_vocabulary(), path="a.md").papers
    return found


def test_labelled_facts_are_taken():
    """Authors, identifier, venue, tags and links stand with the paper; the year is the id's."""
    found = paper(
        "# ViT: An Image is Worth 16x16 Words\n#vision #注意力\n"
        "- **Authors:** Alexey Dosovitskiy, Lucas Beyer and Neil Houlsby\n"
        "- **arXiv ID:** 2010.11929v2\n"
        "- **Published in:** ICLR 2021\n- **Links:** [[Paper]](https://arxiv.org/abs/2010.11929) | [[Code]](https://github.com/a/b)\n"
    )
    assert found.authors == ("Alexey Dosovitskiy", "Lucas Beyer", "Neil Houlsby")
    assert (found.arxiv_id, found.venue, found.year) == ("2010.11929", "ICLR 2021", 2021)
    assert found.links == (
        Link("paper", "https://arxiv.org/abs/2010.11929"),
        Link("code", "https://github.com/a/b"),
    )
    assert found.tags == ("vision", "注意力")


@pytest.mark.parametrize(
    ("text", "arxiv"),
    [
        ("[PDF](http://arxiv.org/abs/1706.03762v5)", "1706.03762"),
        ("https://arxiv.org/pdf/1706.03762.pdf", "1706.03762"),
        ("arXiv:1706.03762", "1706.03762"),
        ("https://arxiv.org/abs/cs/0112017", "cs/0112017"),
        ("version 1706.03762", None),
        ("[1706.03762v2] Attention Is All You Need", "1706.03762"),
    ],
)
def test_an_arxiv_id_comes_without_its_version(text, arxiv):
    """From links and as written, never from a bare number."""
    assert facts_of_line(text).arxiv_id == arxiv


def test_a_doi_and_a_citation():
    """A citation gives the title it quotes, with venue and year."""
    assert facts_of_line("https://doi.org/10.1038/nature14539.").doi == "10.1038/nature14539"
    cited = facts_of_line("Vaswani et al., “Attention Is All You Need,” NeurIPS 2017.")
    assert (cited.authors, cited.cited, cited.venue, cited.year) == (
        ("Vaswani et al.",),
        ("Attention Is All You Need",),
        "NeurIPS",
        2017,
    )


def test_pictures_are_no_links():
    """The address of an image is nobody's project page."""
    assert facts_of_line("![](https://a.b/c.png)").links == ()


def test_years_of_old_and_new_ids():
    """The first two digits are the year."""
    assert [arxiv_year(each) for each in ("2401.12945", "cs/9901001", "math/0211159")] == [
        2024,
        1999,
        2002,
    ]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-12-07 更新", "2024-12-07"),
        ("2023年3月", "2023-03"),
        ("20240102", "2024-01-02"),
        ("March 3, 2024 10:21 AM", "2024-03-03"),
        ("3rd Mar 2024", "2024-03-03"),
        ("Sept. 2023", "2023-09"),
        ("2024-13-01", None),
        ("5.13", None),
    ],
)
def test_dates_are_iso(text, date):
    """Whatever a month or day cannot be is no date."""
    assert iso_date(text) == date


def test_a_day_takes_the_year_of_the_heading_above():
    """``5.13`` below ``2025.5`` is a day of that year; a leading year is the work's."""
    found = paper(
        "# 2025.5\n## 5.13\n《Attention Is All You Need》\n"
        "2017.6 谷歌的文章，内容要点：\n1，注意力\n"
    )
    assert (found.date, found.year, found.heading) == ("2025-05-13", 2017, "2025.5 > 5.13")


REFERENCES = [
    (
        "Wu Y, Ji Q. Joint Cascade Regression[C]// IEEE Conference. 2016:3400-3408.",
        ("Joint Cascade Regression", ("Wu Y", "Ji Q"), 2016),
    ),
    (
        "Liu W, Hoi S C H, et al. SSD: Single Shot Detector[J/OL]. Computer Science, 2015.",
        ("SSD: Single Shot Detector", ("Liu W", "Hoi S C H"), 2015),
    ),
    ("张三, 李四, 等. 深度检测方法[D]. 某大学, 2019.", ("深度检测方法", ("张三", "李四"), 2019)),
    ("Tree-Based Detector[C]//ICCV. 2015.", ("Tree-Based Detector", (), 2015)),
    ("BERT: Pre-training. Of Transformers", ("BERT: Pre-training. Of Transformers", (), None)),
    ("Array access a[J] is slow", ("Array access a[J] is slow", (), None)),
    ("[J]", ("[J]", (), None)),
]


@pytest.mark.parametrize(("text", "expected"), REFERENCES)
def test_a_reference_holds_a_title(text, expected):
    """Authors, title with the sign of its sort, venue and year, as GB/T 7714 has them."""
    title, facts = of_reference(text)
    assert (title, facts.authors, facts.year) == expected
