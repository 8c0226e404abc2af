"""Which papers go in study by themselves, and what their reader says of them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from build_fixtures import PROFILE
from hypothesis import given
from hypothesis import strategies as st

from decks.cards import Study
from decks.found import FoundPaper, ReadNote
from decks.ids import PaperId
from decks.marks import Mark, What
from decks.shelf import AUTOMATIC_MS, admit, newest_first, sort_out
from notes.model import Note
from notes.model import Paper as Entry


def found(name: str, *members: str, **facts: object) -> FoundPaper:
    """A paper that stands in one note."""
    entry = Entry(name, name, 1, "heading", **facts)  # type: ignore[arg-type]
    ids = tuple(map(PaperId, members or (name,)))
    return FoundPaper(ids[0], ids, ((ReadNote("/notes", Note("a.md", "utf-8")), entry),))


@PROFILE
@given(st.lists(st.integers(0, 20)), st.integers(0, 60), st.integers(0, 60))
def test_what_is_taken_fits_into_the_backlog(costs: list[int], unseen: int, backlog: int) -> None:
    """Papers are taken in their order while they fit, and the rest fits at ``room_at``, not above.

    One alone is taken whatever it brings if nothing is unseen.
    """
    papers = [found(str(number)) for number in range(len(costs))]
    admission = admit(papers, lambda one: costs[int(one.id)], unseen, backlog)
    count = len(admission.papers)
    assert admission.papers == tuple(one.id for one in papers[:count])
    total = unseen + sum(costs[:count])
    alone = unseen == 0 and sum(map(bool, costs[:count])) == 1 and backlog
    assert count == 0 or total <= max(backlog, unseen) or alone
    if count < len(costs):
        again = admit(papers[count:], lambda one: costs[int(one.id)], total, backlog)
        assert (again.papers, again.room_at) == ((), admission.room_at)
        assert admission.room_at is not None
        if admission.room_at >= 0:
            fits = admit(papers[count:], lambda one: costs[int(one.id)], admission.room_at, backlog)
            assert fits.papers
    else:
        assert admission.room_at is None


ORDERS = [
    ("the day of the note", [("a", {"date": "2024-05-01"}), ("b", {"date": "2025-01-01"})], "ba"),
    ("the month of the arXiv id", [("a", {"arxiv_id": "2401.12945", "year": 2024}),
                                   ("b", {"arxiv_id": "2406.00001"})], "ba"),
    ("the year of the work", [("a", {"year": 2019}), ("b", {"year": 2025})], "ba"),
    ("a day and not the year", [("a", {"date": "2020-01-01", "year": 2025}),
                                ("b", {"year": 2021})], "ba"),
    ("what says nothing is last", [("a", {}), ("b", {"year": 1999}), ("c", {})], "bac"),
    ("equals as they stand", [("b", {"year": 2020}), ("a", {"year": 2020})], "ba"),
    ("an old arXiv id says no month", [("a", {"arxiv_id": "cs/0112017", "year": 2001}),
                                       ("b", {"year": 2000})], "ab"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("papers", "order"), [row[1:] for row in ORDERS], ids=[r[0] for r in ORDERS]
)
def test_the_newest_come_first(papers: Sequence[tuple[str, dict[str, object]]], order: str) -> None:
    """The day of the note counts, then what is known of the work; equals stay as they stand."""
    ordered = newest_first([found(name, **facts) for name, facts in papers])
    assert "".join(one.id for one in ordered) == order


def said(study: Study, ms: int = 1_700_000_000_000, target: str = "p") -> Mark:
    """A mark on where a paper stands."""
    return Mark(target, What.STUDY, study.value, ms, "here")


STANDINGS = [
    ("nobody has met it", None, False, "waits"),
    ("a build left it on the shelf", said(Study.SHELF, AUTOMATIC_MS[Study.SHELF]), False, "waits"),
    ("it has cards", said(Study.SHELF, AUTOMATIC_MS[Study.SHELF]), True, "studied"),
    ("a build took it", said(Study.STUDY, AUTOMATIC_MS[Study.STUDY]), False, "studied"),
    ("its reader shelved it", said(Study.SHELF), False, "rests"),
    ("its reader shelved it with cards", said(Study.SHELF), True, "rests"),
    ("its reader put it aside", said(Study.ASIDE), True, "rests"),
    ("its reader wants it", said(Study.STUDY), False, "studied"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("mark", "begun", "where"), [row[1:] for row in STANDINGS], ids=[row[0] for row in STANDINGS]
)
def test_what_a_person_said_holds(mark: Mark | None, begun: bool, where: str) -> None:
    """A build decides only about papers of which their reader has said nothing."""
    marks = {"p": mark} if mark else {}
    sorted_out = sort_out([found("p")], marks, {PaperId("p")} if begun else set())
    waits = [one.id for one in sorted_out.waiting]
    assert {
        "waits": (waits, set(sorted_out.in_study)) == (["p"], set()),
        "studied": (waits, set(sorted_out.in_study)) == ([], {"p"}),
        "rests": (waits, set(sorted_out.in_study)) == ([], set()),
    }[where]


def test_the_newest_mark_on_any_member_counts() -> None:
    """A paper that is united from two stands where its reader put either of them last."""
    marks = {"q": said(Study.ASIDE, 2_000, "q"), "p": said(Study.STUDY, AUTOMATIC_MS[Study.STUDY])}
    assert sort_out([found("p", "p", "q")], marks, set()).in_study == set()
