"""Which bullet of the notes is which point of the store."""

from __future__ import annotations

import pytest
from build_fixtures import BACKBONE, BLENDING, PROFILE, VIDEOS, VIDEOS_AGAIN
from hypothesis import given
from hypothesis import strategies as st

from decks.cards import Place
from decks.found import FoundPoint
from decks.ids import PaperId, PointId
from decks.reconcile import Judgement, KnownPoint, reconcile, version_digest
from decks.report import Change
from notes.model import Kind


def found(text: str, paper: str = "P", at: str = "a.md:1", **other: object) -> FoundPoint:
    return FoundPoint(
        paper=PaperId(paper), member=PaperId(str(other.get("member", paper))), title=paper,
        kind=Kind(str(other.get("kind", "key_points"))), text=text,
        number=int(str(other.get("number", 0))), places=(_place(at),), previous="",
    )  # fmt: skip


def known(
    name: str, text: str, paper: str = "P", at: str = "a.md:1", **other: object
) -> KnownPoint:
    versions = [text, *str(other.get("before", "")).split("|")]
    return KnownPoint(
        id=PointId(name), paper=PaperId(paper), member=PaperId(str(other.get("member", paper))),
        kind=Kind(str(other.get("kind", "key_points"))), text=text,
        number=int(str(other.get("number", 0))), present=bool(other.get("present", True)),
        places=(_place(at),), versions=frozenset(map(version_digest, filter(None, versions))),
    )  # fmt: skip


def _place(at: str) -> Place:
    path, line = at.split(":")
    return Place("/notes", path, int(line), int(line), "", "Key points", int(line), 9)


PERHAPS = "Training uses 64 GPUs and long videos of many more frames at 16 fps."
"""It may be what was said of videos, and it may be something else."""

MATCHES = [
    ("nothing known", [found(VIDEOS)], [], [(None, Change.NEW)]),
    ("nothing found", [], [known("x", VIDEOS)], []),
    ("the same", [found(VIDEOS)], [known("x", VIDEOS)], [("x", Change.KEPT)]),
    ("in other dress", [found(f"**{VIDEOS}**")], [known("x", VIDEOS)], [("x", Change.KEPT)]),
    ("on another line", [found(VIDEOS, at="a.md:9")], [known("x", VIDEOS)], [("x", Change.KEPT)]),
    ("in another file", [found(VIDEOS, at="b.md:1")], [known("x", VIDEOS)], [("x", Change.MOVED)]),
    ("under another paper", [found(VIDEOS, "Q")], [known("x", VIDEOS)], [("x", Change.MOVED)]),
    ("under another label", [found(VIDEOS, kind="core_innovation")], [known("x", VIDEOS)],
     [("x", Change.KEPT)]),
    ("reworded", [found(VIDEOS_AGAIN)], [known("x", VIDEOS)], [("x", Change.REWORDED)]),
    ("reworded in Chinese", [found(BACKBONE.replace("显著", "大大"))], [known("x", BACKBONE)],
     [("x", Change.REWORDED)]),
    ("reworded under another paper is another point", [found(VIDEOS_AGAIN, "Q")],
     [known("x", VIDEOS)], [(None, Change.NEW)]),
    ("another statement", [found(BLENDING)], [known("x", VIDEOS)], [(None, Change.NEW)]),
    ("back from absence", [found(VIDEOS)], [known("x", VIDEOS, present=False)],
     [("x", Change.RESTORED)]),
    ("a text that it had before", [found(VIDEOS)], [known("x", BLENDING, before=VIDEOS)],
     [("x", Change.REWORDED)]),
    ("a text that stands again beside its rewording", [found(VIDEOS), found(VIDEOS_AGAIN)],
     [known("x", VIDEOS_AGAIN, before=VIDEOS)], [(None, Change.NEW), ("x", Change.KEPT)]),
    ("equals keep their order", [found(VIDEOS), found(VIDEOS, number=1, at="a.md:2")],
     [known("x", VIDEOS), known("y", VIDEOS, number=1, at="a.md:2")],
     [("x", Change.KEPT), ("y", Change.KEPT)]),
    ("equals of two papers stay with their papers", [found(VIDEOS, "Q"), found(VIDEOS, "P")],
     [known("x", VIDEOS, "P"), known("y", VIDEOS, "Q")], [("y", Change.KEPT), ("x", Change.KEPT)]),
    ("equals of a union stay with whom they were born", [found(VIDEOS, "P", member="M")],
     [known("x", VIDEOS, "P", at="0.md:1"), known("y", VIDEOS, "P", member="M", present=False)],
     [("y", Change.RESTORED)]),
    ("the nearest text wins",
     [found("Training uses 31 million videos of 80 frames at 16 fps.", at="a.md:2")],
     [known("x", "Training used 31 million clips of 80 frames at 12 fps."),
      known("y", VIDEOS, at="a.md:2")], [("y", Change.REWORDED)]),
    ("two rewordings swapped", [found(VIDEOS.replace("uses", "takes")),
                                found(BLENDING.replace("lowers", "reduces"), at="a.md:2")],
     [known("x", BLENDING), known("y", VIDEOS, at="a.md:2")],
     [("y", Change.REWORDED), ("x", Change.REWORDED)]),
    ("an exact text elsewhere wins over a similar one here",
     [found(VIDEOS, "Q")], [known("x", VIDEOS_AGAIN, "Q"), known("y", VIDEOS, "P")],
     [("y", Change.MOVED)]),
    ("a general text wakes nothing of another paper", [found("Code is released.", "Q")],
     [known("x", "Code is released.", present=False)], [(None, Change.NEW)]),
    ("a general text stays with its paper", [found("Code is released.", "Q", at="b.md:1")],
     [known("x", "Code is released.")], [(None, Change.NEW)]),
    ("a general text follows a telling one",
     [found("Code is released.", "Q", at="b.md:1"), found(VIDEOS, "Q", at="b.md:2")],
     [known("x", "Code is released."), known("y", VIDEOS, at="a.md:2")],
     [("x", Change.MOVED), ("y", Change.MOVED)]),
    ("no likely pair is broken up for two unlikely ones",
     [found("Training uses 30 million videos of 80 frames.", at="a.md:1"),
      found("Sampling takes 30 million steps of 80 tokens.", at="a.md:9")],
     [known("x", "Training used 30 million videos of 80 frames.", at="a.md:3")],
     [("x", Change.REWORDED), (None, Change.NEW)]),
    ("what stands between the same neighbours needs less in common",
     [found(VIDEOS, at="a.md:1"), found("It trains on clips of 80 frames only.", at="a.md:2"),
      found(BLENDING, at="a.md:3")],
     [known("x", VIDEOS, at="a.md:1"),
      known("y", "It learns from clips with 80 frames.", at="a.md:2"),
      known("z", BLENDING, at="a.md:3")],
     [("x", Change.KEPT), ("y", Change.REWORDED), ("z", Change.KEPT)]),
    ("a good part of a text is that text", [found(f"{VIDEOS[:-1]}; {BLENDING}", at="b.md:5")],
     [known("x", VIDEOS, at="a.md:1"), known("y", BLENDING, at="a.md:2")],
     [("y", Change.REWORDED)]),
    ("what may be it or not is doubtful", [found(PERHAPS, at="b.md:7")],
     [known("x", VIDEOS, at="a.md:1")], [("x", Change.DOUBTFUL)]),
    ("what rests is never doubtful", [found(PERHAPS, at="b.md:7")],
     [known("x", VIDEOS, at="a.md:1", present=False)], [(None, Change.NEW)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "here", "store", "expected"), MATCHES, ids=[r[0] for r in MATCHES]
)
def test_a_point_is_found_again(
    name: str,
    here: list[FoundPoint],
    store: list[KnownPoint],
    expected: list[tuple[str | None, Change]],
) -> None:
    """A point is found again by equal text, then by a text it had, then by a similar one."""
    matches = reconcile(here, store)
    assert [(m.known.id if m.known else None, m.change) for m in matches] == expected


@pytest.mark.parametrize(
    ("same", "expected"), [(True, ("x", Change.REWORDED)), (False, (None, Change.NEW))]
)
def test_an_answer_settles_a_doubt(same: bool, expected: tuple[str | None, Change]) -> None:
    """What a person has said of a point and a text holds, in whatever dress the text stands."""
    judgement = Judgement({(PointId("x"), version_digest(PERHAPS)): same})
    here = [found(f"**{PERHAPS}**", at="b.md:7")]
    match = reconcile(here, [known("x", VIDEOS)], judgement)[0]
    assert (match.known.id if match.known else None, match.change) == expected


def test_nobody_is_asked_where_nothing_is_at_stake() -> None:
    """A point without cards is not worth a question: what may be another is another."""
    match = reconcile(
        [found(PERHAPS, at="b.md:7")], [known("x", VIDEOS)], Judgement(at_stake=frozenset())
    )[0]
    assert match.change is Change.NEW


TEXTS = st.sampled_from([VIDEOS, VIDEOS_AGAIN, BLENDING, BACKBONE, "漢字", "！", ""])
PAPERS = st.sampled_from(["P", "Q"])
FOUND = st.lists(st.builds(found, TEXTS, PAPERS), max_size=8)
KNOWN = st.lists(
    st.builds(known, st.uuids().map(str), TEXTS, PAPERS), max_size=8, unique_by=lambda p: p.id
)


@PROFILE
@given(FOUND, KNOWN)
def test_no_point_is_used_twice(here: list[FoundPoint], store: list[KnownPoint]) -> None:
    """Every found point has one match at most, and no known point answers for two."""
    matches = reconcile(here, store)
    used = [match.known.id for match in matches if match.known]
    assert [match.found for match in matches] == here
    assert len(used) == len(set(used))


@PROFILE
@given(FOUND, KNOWN)
def test_the_order_of_the_store_does_not_matter(
    here: list[FoundPoint], store: list[KnownPoint]
) -> None:
    """Which text finds a match does not depend on the order in which points are stored."""
    shuffled = sorted(store, key=lambda point: point.id, reverse=True)
    one, other = reconcile(here, store), reconcile(here, shuffled)
    assert [m.change for m in one] == [m.change for m in other]


@PROFILE
@given(st.lists(st.tuples(TEXTS, PAPERS), max_size=6, unique=True))
def test_what_has_not_changed_is_kept(rows: list[tuple[str, str]]) -> None:
    """The same notes find every point again, each as itself."""
    here = [found(text, paper) for text, paper in rows]
    store = [known(f"{text}{paper}", text, paper) for text, paper in rows]
    matches = reconcile(here, list(reversed(store)))
    assert [m.known.id if m.known else None for m in matches] == [p.id for p in store]
    assert {m.change for m in matches} <= {Change.KEPT}
