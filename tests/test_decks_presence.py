"""Absent is what was looked for and is not there; everything else was not seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from build_fixtures import BACKBONE, LUMIERE, SDXL, VIDEOS, paper, shelf

from decks.presence import Seen, is_gone
from decks.report import Change, FileState

LISTED = frozenset({"a.md", "sub/b.md", "论文/ｃ.md"})


def seen(
    listed: frozenset[str] = LISTED, unlisted: tuple[str, ...] = (), standing: str = ""
) -> Seen:
    return Seen(listed, unlisted, lambda path: path == standing)


GONE = [
    ("listed", "a.md", seen(), False),
    ("its folder was listed and lacks it", "sub/c.md", seen(), True),
    ("its folder is gone with it", "old/c.md", seen(), True),
    ("its root is empty", "a.md", seen(frozenset()), False),
    ("its root was not looked at", "a.md", None, False),
    ("it is excluded and stands there", "drafts/x.md", seen(standing="drafts/x.md"), False),
    ("its folder could not be listed", "sub/deep/c.md", seen(unlisted=("sub/deep",)), False),
    ("a folder above could not be listed", "sub/deep/c.md", seen(unlisted=("sub",)), False),
    ("the root could not be listed", "c.md", seen(unlisted=(".",)), False),
    ("the file itself could not be looked at", "c.md", seen(unlisted=("c.md",)), False),
    ("a folder with a like name could not be listed", "sub2/c.md", seen(unlisted=("sub",)), True),
    ("listed in other letters only", "A.md", seen(), True),
]


@pytest.mark.parametrize(("name", "path", "saw", "gone"), GONE, ids=[row[0] for row in GONE])
def test_a_note_is_gone_only_if_it_was_looked_for(
    name: str, path: str, saw: Seen | None, gone: bool
) -> None:
    """A note is gone only if its folder was listed and lacks it while its root is not empty."""
    assert is_gone(path, saw) == gone


def test_a_folder_that_is_closed_is_not_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Notes in a folder that cannot be listed stay as they were, and the report says so."""
    import os

    real = os.scandir

    def scandir(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return real(path)

    with shelf(tmp_path / "notes") as found:
        found.note("closed/a.md", paper(LUMIERE, VIDEOS))
        found.note("b.md", paper(SDXL, BACKBONE, label="要点"))
        found.build()
        card = found.one(VIDEOS)
        monkeypatch.setattr("notes.files.os.scandir", scandir)
        found.note("b.md", paper(SDXL, label="要点"))
        report = found.build()
        assert report.points[Change.ABSENT] == 1
        assert [f.path for f in report.files if f.state is FileState.UNREADABLE] == ["closed"]
        assert found.in_play(card.id)


def test_a_point_is_absent_once_no_note_has_it(tmp_path: Path) -> None:
    """A point that stands in two files is absent only when both lack it."""
    with shelf(tmp_path / "notes") as found:
        for path in ("a.md", "b.md"):
            found.note(path, paper(LUMIERE, VIDEOS))
        found.note("c.md", paper(SDXL, BACKBONE, label="要点"))
        found.build()
        card = found.one(VIDEOS)
        (found.folder / "a.md").unlink()
        assert found.build().points[Change.ABSENT] == 0
        assert [place.path for place in found.one(VIDEOS).places] == ["b.md"]
        (found.folder / "b.md").unlink()
        assert found.build().points[Change.ABSENT] == 1
        assert not found.in_play(card.id)


def test_a_root_that_left_the_settings_is_not_seen(tmp_path: Path) -> None:
    """Notes of a root that the settings no longer name stay as they were."""
    with shelf(tmp_path / "home", "roots: [., ../other]") as found:
        (tmp_path / "other").mkdir()
        found.note("../other/a.md", paper(LUMIERE, VIDEOS))
        found.note("b.md", paper(SDXL, BACKBONE, label="要点"))
        found.build()
        card = found.one(VIDEOS)
        (found.folder / "paperdeck.yaml").write_text("roots: [.]", "utf-8")
        assert found.build().points[Change.ABSENT] == 0
        assert found.in_play(card.id)


def test_an_excluded_note_that_is_deleted_is_gone(tmp_path: Path) -> None:
    """What is excluded and then deleted is gone: its folder was listed and lacks it."""
    with shelf(tmp_path / "notes") as found:
        file = found.note("drafts/a.md", paper(LUMIERE, VIDEOS))
        found.note("b.md", paper(SDXL, BACKBONE, label="要点"))
        found.build()
        card = found.one(VIDEOS)
        (found.folder / "paperdeck.yaml").write_text("exclude: [drafts/]", "utf-8")
        found.build()
        assert found.in_play(card.id)
        file.unlink()
        found.build()
        assert not found.in_play(card.id)
