"""A build that plans only what changed leaves what a build of everything would."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from build_fixtures import (
    BACKBONE,
    BLENDING,
    DAY,
    LUMIERE,
    SDXL,
    SLOW_PROFILE,
    VIDEOS,
    VIDEOS_AGAIN,
    Shelf,
    fresh_points,
    paper,
    row,
    shelf,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from decks import scope
from decks.cards import Study
from decks.marks import What
from decks.rarity import Rarity
from decks.reading import COMMIT_EVERY
from decks.report import Change, FileState
from decks.store.doubts import answer_doubt, doubts
from decks.store.generations import present, replan
from decks.store.marks import add_mark
from decks.store.points import present_points
from decks.store.reviews import add_review
from decks.store.shelf import put
from decks.store.standing import renew
from decks.wording import say

MARKS = {
    "accept": (What.ACCEPTED, True),
    "reject": (What.REJECTED, True),
    "suspend": (What.SUSPENDED, True),
}
TITLES = [LUMIERE, SDXL, "SDXL", "Lumiere", "Lumiere: Another Work", "SAM: Segment Anything"]
CHINESE = "训练使用 3000 万段 80 帧的视频，帧率为 16 fps。"
PERHAPS = "Training in stages of 80 frames helps with 30 million videos."
TEXTS = [
    VIDEOS, VIDEOS_AGAIN, BLENDING, BACKBONE, f"{VIDEOS[:-1]}; {BLENDING}", "Code is released.",
    "SAM cuts objects out of images with 11 million masks.", CHINESE, PERHAPS,
]  # fmt: skip
ENTRY = st.tuples(
    st.sampled_from(TITLES),
    st.lists(st.sampled_from(TEXTS), max_size=3),
    st.sampled_from(["", "", "", "2401.12945", "2307.01952"]),
)
FILES = st.sampled_from(["a.md", "b.md", "c/README.md", "c/README_zh.md", "f.md"])
WRITTEN = st.lists(ENTRY, min_size=1, max_size=2)
WHICH = st.integers(0, 30)
EDIT = st.one_of(
    st.tuples(st.just("write"), FILES, WRITTEN),
    st.tuples(st.just("write"), FILES, WRITTEN),
    st.tuples(st.just("rename"), FILES, FILES),
    st.tuples(st.just("delete"), FILES, st.none()),
    st.tuples(st.just("mark"), WHICH, st.sampled_from(list(MARKS))),
    st.tuples(st.just("answer"), WHICH, st.none()),
    st.tuples(st.just("put"), WHICH, st.sampled_from(list(Study))),
    st.tuples(st.just("settle"), WHICH, st.booleans()),
)
EDITS = st.lists(st.lists(EDIT, min_size=1, max_size=3), min_size=2, max_size=6)
OPTIONS = st.sampled_from(
    ["", "", "accept: none\n", "languages: [en, zh]\n", "deck_recipes: {a: {number-cloze: off}}\n"]
)
TABLES = {
    "paper": "id, merged_into, mention, title, short, year, arxiv_id, doi, authors, links, tags,"
    " home_path",
    "source": "path, line, paper, heading",
    "point": "id, paper, kind, text, number, absent_ms IS NULL",
    "place": "point, path, line, last_line, heading, label, ordinal, count",
    "point_version": "point, digest, text, path",
    "card": "id, point, recipe, place, question, answer, warnings, rank",
    "card_version": "card, digest, question, answer",
    "mark": "target, what, subject, value",
    "standing": "card, point, deck, in_play, acceptance, suspended, phase",
    "spoken": "path, line, key",
    "recognised": "paper, key",
    "waiting": "moment, path, line, paper",
    "unplanned": "path",
}


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """However small a collection is, only what changed is planned; all terms are known ones."""
    with monkeypatch.context() as patch:
        patch.setattr(Rarity, "of", classmethod(lambda cls, _texts: cls(1000, {})))
        yield patch


def _state(found: Shelf) -> dict[str, Sequence[Any]]:
    tables = {
        table: sorted(map(_told, found.store.rows(f"SELECT {columns} FROM {table}")))
        for table, columns in TABLES.items()
    }
    return tables | {"doubts": _doubts(found), "facts": _facts(found)}


def _told(row: Sequence[Any]) -> str:
    """A row; which card keeps a proposal out may be told by the next whole plan."""
    left = r'\["(?:near-duplicate|over-budget)", "[^"]*"\](?:, )?'
    return re.sub(left, "kept out", repr(row))


def _doubts(found: Shelf) -> list[str]:
    return sorted(f"{one.point} {one.now} {one.place.path}" for one in doubts(found.store))


def _facts(found: Shelf) -> list[Any]:
    assert present(found.store) == present_points(found.store)
    return [present(found.store), found.store.fact("room_at")]


def _edit(found: Shelf, edit: tuple[str, Any, Any], ms: int) -> None:
    match edit:
        case "write", path, entries:
            found.note(path, *(paper(title, *points, arxiv=ids) for title, points, ids in entries))
        case "delete", path, _:
            (found.folder / path).unlink(missing_ok=True)
        case "rename", path, name:
            if (found.folder / path).exists():
                text = (found.folder / path).read_text("utf-8")
                (found.folder / path).unlink()
                found.note(name, text)
        case what, number, value:
            _decide(found, (what, number, value), ms)


def _decide(found: Shelf, decision: tuple[str, int, Any], ms: int) -> None:
    """Decide something about what stands there, after the last plan by the clock of builds."""
    what, number, value = decision
    names = {"settle": [], "put": found.store.rows("SELECT DISTINCT paper FROM source ORDER BY 1")}
    cards = found.store.rows("SELECT id FROM card ORDER BY id")
    chosen = names.get(what, cards)
    name = chosen[number % len(chosen)][0] if chosen else ""
    asked = sorted(doubts(found.store), key=lambda one: (one.point, one.now))
    presets = found.collection.presets(found.store)
    match what:
        case "settle" if asked:
            answer_doubt(found.store, asked[number % len(asked)], same=value, ms=ms)
        case "put" if name:
            put(found.store, [name], value, presets, ms)
        case "mark" | "answer" if name:
            with found.store.transaction():
                if value:
                    add_mark(found.store, name, *MARKS[value], ms)
                else:
                    add_review(found.store, row(name, ms, DAY))
                renew(found.store, name, presets)
    found.store.set_fact("made_from", "another")  # some decisions alone let no build plan


def _after(moment: int, found: Shelf) -> int:
    while (now := found.collection.clock().ms) <= moment:
        sleep(0.001)
    return now


@pytest.mark.parametrize("backlog", [0, 3, 1000])
@settings(SLOW_PROFILE, max_examples=12)
@given(edits=EDITS, options=OPTIONS)
def test_parts_come_to_the_whole(
    tmp_path_factory: pytest.TempPathFactory,
    in_parts: pytest.MonkeyPatch,
    backlog: int,
    edits: list[list[tuple[str, Any, Any]]],
    options: str,
) -> None:
    """Whatever is edited and decided, planning what changed does what planning everything does."""
    options += f"backlog: {backlog}\n"
    with (
        shelf(tmp_path_factory.mktemp("parts"), options) as parts,
        shelf(tmp_path_factory.mktemp("whole"), options) as whole,
    ):
        for found in (parts, whole):
            found.note("z.md", fresh_points(1))
            found.build()
        for step in edits:
            ms = _after(0, parts)
            for found, small in ((parts, True), (whole, False)):
                in_parts.setattr(scope, "are_so_many", lambda *_, small=small: small)
                for number, edit in enumerate(step):
                    _edit(found, edit, ms + number)
                _after(ms + len(step), found)
                found.build(accept_missing=True)
            assert _state(parts) == _state(whole)


class CutOffError(Exception):
    """The program ended here."""


def test_a_build_cut_off_goes_on_where_it_was(tmp_path: Path) -> None:
    """What was read before a build was cut off is not read again, and its plan is made."""

    def cut(done: int, _all: int, _path: str) -> None:
        if done >= COMMIT_EVERY:
            raise CutOffError

    with shelf(tmp_path / "notes") as desk:
        for number in range(COMMIT_EVERY + 6):
            desk.note(f"{number:03}.md", fresh_points(number, 1))
        with pytest.raises(CutOffError):
            desk.build(progress=cut)
        assert desk.cards() == {}
        report = desk.build()
        assert report.states[FileState.READ] == 6
        assert report.points[Change.NEW] == COMMIT_EVERY + 6


def test_planning_tells_how_far_it_is(tmp_path: Path) -> None:
    """A plan of everything says how much is done of how much, never more than there is."""
    told: list[tuple[int, int, str]] = []
    with shelf(tmp_path / "notes") as desk:
        desk.note("a.md", fresh_points(1))
        desk.build(progress=lambda *one: told.append(one))
        desk.mark(desk.accepted()[0].paper.id, What.TAGS, ["new"])
        replan(desk.store)
        desk.build(progress=lambda *one: told.append(one))
    stages = {what for *_, what in told}
    assert {say(f"build.{name}") for name in ("comparing", "choosing", "filling")} <= stages
    assert all(0 < done <= every for done, every, _ in told)
