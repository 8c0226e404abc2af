"""Which mentions are one paper, and which id it keeps."""

from __future__ import annotations

from pathlib import Path

import pytest
from build_fixtures import BLENDING, LUMIERE, PROFILE, VIDEOS, paper, shelf
from hypothesis import given
from hypothesis import strategies as st

from decks.marks import What
from decks.papers import Mention, recognised, same_papers
from decks.store import totals

SAM = Mention("SAM: Segment Anything", "SAM")
SAM_2 = Mention("SAM 2: Segment Anything in Images and Videos", "SAM 2")
SHARP = Mention("SAM: Sharpness-Aware Minimization", "SAM")
BARE = Mention("SAM", "SAM")

UNIONS = [
    ("equal arXiv ids", [Mention("A", "A", "2401.1"), Mention("B", "B", "2401.1")], [0, 0]),
    ("equal DOIs in other case", [Mention("A", "A", doi="10.1/X"), Mention("B", "B", doi="10.1/x")],
     [0, 0]),
    ("an arXiv id and a DOI meet in a third",
     [Mention("A", "A", "2401.1"), Mention("B", "B", doi="10.1/x"),
      Mention("C", "C", "2401.1", "10.1/x")], [0, 0, 0]),
    ("equal titles in other dress", [Mention("扩散模型：综述", "扩散模型"),
     Mention("**扩散模型**: 综述", "扩散模型")], [0, 0]),
    ("a title with an id and one without", [Mention("A Study", "A Study", "2401.1"),
     Mention("A study", "A study")], [0, 0]),
    ("an arXiv id and a DOI under one title", [Mention("A", "A", "2401.1"),
     Mention("A", "A", doi="10.1/x")], [0, 0]),
    ("different arXiv ids under one title", [Mention("A", "A", "2401.1"),
     Mention("A", "A", "2401.2")], [0, 1]),
    ("different arXiv ids with one DOI", [Mention("A", "A", "2401.1", "10.1/x"),
     Mention("B", "B", "2401.2", "10.1/x")], [0, 1]),
    ("no id between two different ones", [Mention("A", "A", "2401.1"), Mention("A", "A", "2401.2"),
     Mention("A", "A"), Mention("A", "A")], [0, 1, 2, 2]),
    ("a bare short name and the one paper that has it", [SAM, BARE, SAM_2], [0, 0, 2]),
    ("the bare name first", [BARE, SAM], [0, 0]),
    ("a bare short name that two papers have", [SAM, SHARP, BARE], [0, 1, 2]),
    ("a name that only begins alike", [SAM_2, BARE], [0, 1]),
    ("two papers of one short name", [SAM, SHARP], [0, 1]),
    ("a bare name with an id of its own", [Mention(SAM.title, "SAM", "2304.1"),
     Mention("SAM", "SAM", "2010.1")], [0, 1]),
    ("two spellings of a paper still are one owner of its short name",
     [Mention("SAM: Segment Anything", "SAM", "2304.1"),
      Mention("SAM: Segmenting Anything", "SAM", "2304.1"), BARE], [0, 0, 0]),
    ("nothing", [], []),
    ("notes that hold cards, under one heading", [Mention("Cards", "", note="a.md"),
     Mention("Cards", "", note="b.md"), Mention("Cards", "Cards")], [0, 1, 2]),
    ("one note that holds cards in two places", [Mention("Cards", "", note="a.md"),
     Mention("Cards", "", note="a.md")], [0, 0]),
    ("titles of signs alone", [Mention("？", "？"), Mention("！", "！")], [0, 1]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "mentions", "first"), UNIONS, ids=[row[0] for row in UNIONS])
def test_papers_are_one_by_id_then_title_then_short_name(
    name: str, mentions: list[Mention], first: list[int]
) -> None:
    """Papers are one if arXiv id or DOI agree, else by title; a bare name joins its only owner."""
    assert same_papers(mentions) == first


WORDS = st.sampled_from(["SAM", "SAM: One", "SAM: Two", "VLA", "扩散"])
MENTIONS = st.builds(
    lambda title, arxiv, doi: Mention(title, title.split(":")[0], arxiv, doi),
    WORDS,
    st.none() | st.sampled_from(["2401.1", "2401.2"]),
    st.none() | st.sampled_from(["10.1/x", "10.1/y"]),
)


@PROFILE
@given(st.lists(MENTIONS, max_size=7))
def test_different_ids_never_merge(mentions: list[Mention]) -> None:
    """No paper holds two arXiv ids, nor two DOIs without an arXiv id that joins them."""
    first = same_papers(mentions)
    for paper_index in set(first):
        members = [m for m, at in zip(mentions, first, strict=True) if at == paper_index]
        assert len({m.arxiv_id for m in members} - {None}) <= 1
        if not any(m.arxiv_id for m in members):
            assert len({m.doi for m in members} - {None}) <= 1


@PROFILE
@given(st.lists(MENTIONS, max_size=7))
def test_a_union_leads_to_its_first_mention(mentions: list[Mention]) -> None:
    """The answer names the first of the set, so that it can be asked again and stays."""
    first = same_papers(mentions)
    assert all(first[at] == at <= index for index, at in enumerate(first))


RECOGNISED = [
    ("the same words", BARE, [[BARE]], 0),
    ("a title that gained its id", Mention("A Study", "A Study"),
     [[Mention("A Study", "A Study", "2401.1")]], 0),
    ("another title of the same id", Mention("A Stdy", "A Stdy", "2401.1"),
     [[Mention("A Study", "A Study", "2401.1")]], 0),
    ("a bare name that got its title", BARE, [[SAM_2], [SAM]], 1),
    ("a bare name that two papers have", BARE, [[SAM], [SHARP]], None),
    ("another paper of the short name", SAM, [[SHARP]], None),
    ("a note that holds cards and was renamed", Mention("Cards", "", note="a.md"),
     [[Mention("Cards", "Cards")], [Mention("Cards", "", note="b.md")]], 1),
    ("a note that may be either of two", Mention("Cards", "", note="a.md"),
     [[Mention("Cards", "", note="b.md")], [Mention("Cards", "", note="c.md")]], None),
    ("the same title with another id", Mention("A", "A", "2401.1"),
     [[Mention("A", "A", "2401.2")]], None),
    ("the sure sign before the weak", Mention("A", "A", "2401.1"),
     [[Mention("A", "A")], [Mention("B", "B", "2401.1")]], 1),
    ("nothing there", SAM, [], None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "met", "papers", "now"), RECOGNISED, ids=[row[0] for row in RECOGNISED]
)
def test_a_paper_is_recognised_again(
    name: str, met: Mention, papers: list[list[Mention]], now: int | None
) -> None:
    """A paper met earlier is recognised by id, then title, then its bare short name."""
    assert recognised([met], papers) == [now]


def test_what_was_met_earlier_unites_nothing() -> None:
    """A wrong id that was mended no longer holds two papers together."""
    now = [[Mention("A", "A", "2401.1")], [Mention("B", "B")]]
    assert recognised([Mention("B", "B", "2401.1"), Mention("B", "B")], now) == [0, 1]


def test_a_mended_title_frees_its_short_name(tmp_path: Path) -> None:
    """A bare name counts the papers of the notes, not titles that were mistyped once."""
    with shelf(tmp_path / "notes") as found:
        found.note("a.md", paper("Lumiere: A Spcae-Time Model", VIDEOS))
        found.build()
        found.note("a.md", paper(LUMIERE, VIDEOS))
        found.note("b.md", paper("Lumiere", "Inference takes 40 seconds for 5 s of video."))
        found.build()
        assert totals.papers_in_notes(found.store) == 1


def test_a_united_paper_keeps_the_oldest_id(tmp_path: Path) -> None:
    """A paper that gains its id, its title or another place stays the paper it was."""
    with shelf(tmp_path / "notes") as found:
        found.note("b.md", paper("Lumiere", VIDEOS))
        found.build()
        before = found.one(VIDEOS)
        found.note("b.md", paper(LUMIERE, VIDEOS, arxiv="2401.12945"))
        found.note("a.md", paper("Lumiere", VIDEOS))
        found.build()
        now = found.one(VIDEOS)
        assert (now.paper.id, now.deck) == (before.paper.id, before.deck) == (now.paper.id, "b")
        assert (now.paper.title, now.paper.arxiv_id) == (LUMIERE, "2401.12945")


def test_a_mark_on_a_paper_survives_its_union(tmp_path: Path) -> None:
    """A paper that was put aside stays aside when another place speaks of it."""
    with shelf(tmp_path / "notes") as found:
        found.note("b.md", paper(LUMIERE, VIDEOS))
        found.build()
        card = found.one(VIDEOS)
        found.mark(card.paper.id, What.STUDY, "aside")
        found.note("a.md", paper("Lumiere", VIDEOS))
        found.build()
        assert found.cards()[card.id].paper.study == "aside"
        assert not found.in_play(card.id)
        found.mark(card.paper.id, What.STUDY, "study")
        found.note("a.md", paper("Lumiere", VIDEOS, VIDEOS))
        found.build()
        assert found.in_play(card.id)


def test_the_newest_mark_of_a_united_paper_holds(tmp_path: Path) -> None:
    """While papers are one, what was decided last of any of them holds; apart, each has its own."""
    other = "Video Synthesis at Scale: A Second Look"
    with shelf(tmp_path / "notes") as found:
        found.note("a.md", paper(LUMIERE, VIDEOS, arxiv="2401.12945"))
        found.build()
        found.note("b.md", paper(other, BLENDING))
        found.build()
        first, second = found.one(VIDEOS), found.one(BLENDING)
        found.mark(second.paper.id, What.STUDY, "aside")
        found.mark(second.paper.id, What.DECK, "Mine")
        found.note("b.md", paper(other, BLENDING, arxiv="2401.12945"))
        found.build()
        assert {found.cards()[c.id].paper.id for c in (first, second)} == {first.paper.id}
        assert {found.cards()[c.id].paper.study for c in (first, second)} == {"aside"}
        assert {found.cards()[c.id].deck for c in (first, second)} == {"Mine"}
        found.mark(first.paper.id, What.STUDY, "study")
        found.mark(first.id, What.FLAG, 1)
        assert found.cards()[second.id].paper.study == "study"
        found.note("b.md", paper(other, BLENDING))
        found.build()
        now = found.cards()
        assert (now[first.id].paper.study, now[first.id].deck) == ("study", "a")
        assert (now[second.id].paper.study, now[second.id].deck) == ("aside", "Mine")
