"""What a build did not see changes nothing, and roots may lie anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from build_fixtures import (
    BACKBONE,
    BLENDING,
    LUMIERE,
    SDXL,
    VIDEOS,
    Shelf,
    paper,
    shelf,
    state_of,
)

from decks.collection import CollectionError
from decks.report import Change, FileState
from decks.store import totals


def test_an_emptied_root_changes_nothing(desk: Shelf) -> None:
    """A root without any note is an unmounted one: nothing is absent."""
    before = state_of(desk)
    (desk.folder / "video/lumiere.md").unlink()
    (desk.folder / "image.md").unlink()
    assert not desk.build().changed
    assert state_of(desk) == before


def test_a_missing_root_changes_nothing(tmp_path: Path) -> None:
    """A root that is not there is an error that says so, and the cards are as before."""
    with shelf(tmp_path / "home", "roots: [., ../disk]") as found:
        (tmp_path / "disk").mkdir()
        found.note("../disk/a.md", paper(LUMIERE, VIDEOS))
        found.note("b.md", paper(SDXL, BACKBONE, label="要点"))
        found.build()
        before = state_of(found)
        (tmp_path / "disk").rename(tmp_path / "unplugged")
        with pytest.raises(CollectionError, match="no such folder"):
            found.build()
        assert state_of(found) == before


def test_an_excluded_note_changes_nothing(desk: Shelf) -> None:
    """What is excluded is not seen: its cards stay as they were."""
    before = state_of(desk)
    (desk.folder / "paperdeck.yaml").write_text("exclude: [video/]", "utf-8")
    report = desk.build()
    assert not report.changed
    assert report.points[Change.ABSENT] == 0
    assert state_of(desk) == before


def test_a_kind_that_is_not_looked_for_changes_nothing(desk: Shelf) -> None:
    """Points of a kind that the settings leave out were not looked for: accepted cards stay."""
    before = [card.id for card in desk.accepted()]
    (desk.folder / "paperdeck.yaml").write_text("kinds: [core_innovation]", "utf-8")
    assert desk.build().points[Change.ABSENT] == 0
    assert [card.id for card in desk.accepted()] == before
    assert all(map(desk.in_play, before))


def test_an_unreadable_note_changes_nothing(desk: Shelf) -> None:
    """A note that became no text at all is not seen: its cards stay as they were."""
    before = state_of(desk)
    file = desk.note("video/lumiere.md")
    file.write_bytes(b"\x00\x01\x02\xff" * 400)
    report = desk.build()
    assert [f.path for f in report.files if f.state is FileState.UNREADABLE] == ["video/lumiere.md"]
    assert state_of(desk) == before


def test_a_dangling_folder_changes_nothing(tmp_path: Path) -> None:
    """Notes behind a link whose disk is not mounted are not seen."""
    (tmp_path / "disk").mkdir()
    with shelf(tmp_path / "notes") as found:
        (found.folder / "linked").symlink_to(tmp_path / "disk")
        found.note("linked/a.md", paper(LUMIERE, VIDEOS))
        found.note("b.md", paper(SDXL, BACKBONE, label="要点"))
        found.build()
        before = state_of(found)
        (tmp_path / "disk").rename(tmp_path / "unplugged")
        assert found.build().points[Change.ABSENT] == 0
        assert state_of(found) == before


def test_a_point_in_two_roots_is_one(tmp_path: Path) -> None:
    """A note that lies in two roots, or a root that is named twice, makes no card twice."""
    with shelf(tmp_path / "notes", "roots: [., sub, ./sub, .]") as found:
        found.note("sub/a.md", paper(LUMIERE, VIDEOS))
        report = found.build()
        assert totals.holdings(found.store).papers == 1
        assert len(report.files) == 2
        assert report.points[Change.NEW] == 1
        assert not found.build().changed


def test_a_linked_root_is_its_target(tmp_path: Path) -> None:
    """A root that is a link to another root is that root."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with shelf(tmp_path / "notes", "roots: [../real, ../link]") as found:
        found.note("../real/a.md", paper(LUMIERE, VIDEOS))
        assert len(found.build().files) == 1
        card = found.one(VIDEOS)
        assert [place.path for place in card.places] == ["a.md"]


def test_a_collection_that_moves_keeps_its_cards(tmp_path: Path) -> None:
    """A collection in another folder is the same one: nothing there is a ghost of the old."""
    with shelf(tmp_path / "old") as found:
        found.note("a.md", paper(LUMIERE, VIDEOS, BLENDING))
        found.build()
        cards = [card.id for card in found.accepted(VIDEOS)]
    (tmp_path / "old").rename(tmp_path / "new")
    with shelf(tmp_path / "new") as found:
        report = found.build()
        assert (report.points[Change.NEW], report.points[Change.ABSENT]) == (0, 0)
        places = [(p.root, p.path) for p in found.one(VIDEOS).places]
        assert places == [(str(tmp_path / "new"), "a.md")]
        found.note("a.md", paper(LUMIERE, BLENDING))
        found.build()
        assert not any(map(found.in_play, cards))


def test_a_note_is_never_written(desk: Shelf) -> None:
    """A build leaves every note as it is, in bytes and in time."""
    files = sorted(desk.folder.rglob("*.md"))
    before = [(file.read_bytes(), file.stat().st_mtime_ns) for file in files]
    for file in files:
        file.chmod(0o444)
    (desk.folder / "paperdeck.yaml").write_text("accept: none", "utf-8")
    desk.build()
    assert [(file.read_bytes(), file.stat().st_mtime_ns) for file in files] == before
