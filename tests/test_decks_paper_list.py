"""Which papers a query means, and what a list says of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from decks.cards import Paper, Study
from decks.ids import PaperId
from decks.paper_list import ListedPaper, named_exactly, read_paper_query, search_papers
from decks.search import QueryError

SAM = ListedPaper(
    Paper(PaperId("1"), "SAM: Segment Anything", "SAM", 2023, arxiv_id="2304.02643",
          authors=("A. Kirillov",), tags=("视觉", "segmentation")),
    "digests::vision", 4, 3, 1, 1, 0,
)  # fmt: skip
SAM2 = ListedPaper(
    Paper(PaperId("2"), "SAM 2: Segment Anything in Videos", "SAM 2", 2024, study=Study.SHELF),
    "digests::vision", 5, 0, 0, 0, 0,
)  # fmt: skip
LUMIERE = ListedPaper(
    Paper(PaperId("3"), "Lumiere：时空扩散 🎬", "Lumiere", None, study=Study.ASIDE),
    "视频",
    2,
    2,
    2,
    0,
    1,
)
ALL = [SAM, SAM2, LUMIERE]

QUERIES = [
    ("everything", "", "123"),
    ("a word of the title", "segment", "12"),
    ("full width", "ＳＡＭ", "12"),
    ("all words", "sam videos", "2"),
    ("an author", "kirillov", "1"),
    ("an arXiv id", "2304.02643", "1"),
    ("a Chinese word", "扩散", "3"),
    ("a short name", 'paper:"sam 2"', "2"),
    ("a year", "year:2023", "1"),
    ("no year", "year:1999", ""),
    ("a tag", "tag:视觉", "1"),
    ("a tag with its sign", "tag:#segmentation", "1"),
    ("a part of a tag", "tag:segment", ""),
    ("a deck with those below", "deck:digests", "12"),
    ("a deck with a slash", "deck:digests/vision", "12"),
    ("in study", "is:study", "1"),
    ("on the shelf", "is:shelf", "2"),
    ("aside", "is:aside", "3"),
    ("with due cards", "is:due", "1"),
    ("with cards never seen", "is:new", "1"),
    ("with proposals", "is:inbox", "3"),
    ("two filters", "deck:digests is:shelf", "2"),
]


@pytest.mark.parametrize(("query", "ids"), [r[1:] for r in QUERIES], ids=[r[0] for r in QUERIES])
def test_a_query_finds_papers(query: str, ids: str) -> None:
    """All parts have to fit, whatever their case and width."""
    assert "".join(one.paper.id for one in search_papers(ALL, read_paper_query(query))) == ids


@pytest.mark.parametrize(
    "query", ["is:leech", "is:suspended", "recipe:definition", "warning:copied"]
)
def test_what_papers_do_not_have_is_refused(query: str) -> None:
    """A state that only cards have finds nothing, and says so."""
    with pytest.raises(QueryError):
        read_paper_query(query)


EXACT = [("SAM", "1"), ("sam 2", "2"), ("paper:Lumiere", "3"), ("segment", ""), ("is:study", "")]


@pytest.mark.parametrize(("query", "ids"), EXACT)
def test_a_whole_name_means_one_paper(query: str, ids: str) -> None:
    """SAM is SAM, and not SAM 2."""
    found = named_exactly(ALL, read_paper_query(query))
    assert "".join(one.paper.id for one in found) == ids


def test_two_papers_of_one_name_are_both_meant() -> None:
    """A name that two papers have does not choose between them."""
    twin = replace(SAM, paper=replace(SAM.paper, id=PaperId("4")))
    assert len(named_exactly([SAM, twin], read_paper_query("sam"))) == 2
