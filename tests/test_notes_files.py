"""Listing and reading a folder of notes."""

from __future__ import annotations

import os

import pytest

from notes.errors import PaperdeckError
from notes.files import list_notes, load, read_note
from notes.model import Problem, Severity
from notes.vocabulary import load_vocabulary

NOTE = "# A: Few Words in Title\n要点：\n- x\n"


def folder(root, *paths):
    """Write the note at each path below ``root``."""
    for path in paths:
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(NOTE, "utf-8")
    return root


def listed(root, exclude=()):
    """The relative paths that are listed."""
    return [file.path for file in list_notes(root, exclude).files]


def test_notes_are_listed_by_suffix_in_order(tmp_path):
    """The four suffixes in any case; hidden things and node_modules are skipped."""
    folder(tmp_path, "b.md", "a/论文.MD", "a/x.markdown", "c.mdx", "d.txt")
    folder(tmp_path, "e.py", ".obsidian/x.md", ".hidden.md", "node_modules/p/readme.md")
    assert listed(tmp_path) == ["a/x.markdown", "a/论文.MD", "b.md", "c.mdx", "d.txt"]


def test_a_stamp_tells_size_and_time(tmp_path):
    """What a build compares is the file's own."""
    folder(tmp_path, "a.md")
    seen = (tmp_path / "a.md").stat()
    (stamp,) = list_notes(tmp_path).files
    assert (stamp.size, stamp.mtime_ns) == (seen.st_size, seen.st_mtime_ns)


@pytest.mark.parametrize(
    ("pattern", "left"),
    [
        ("drafts/", ["a/b.md", "c.md"]),
        ("/drafts", ["a/b.md", "a/drafts/z.md", "c.md"]),
        ("*.md", []),
        ("a/*.md", ["a/drafts/z.md", "c.md", "drafts/y.md"]),
        ("a/**", ["c.md", "drafts/y.md"]),
        ("**/z.md", ["a/b.md", "c.md", "drafts/y.md"]),
        ("[bc].md", ["a/drafts/z.md", "drafts/y.md"]),
        ("  ", ["a/b.md", "a/drafts/z.md", "c.md", "drafts/y.md"]),
    ],
)
def test_patterns_exclude_as_in_a_gitignore(tmp_path, pattern, left):
    """A slash at the end means folders, one before it anchors the pattern at the root."""
    folder(tmp_path, "a/b.md", "a/drafts/z.md", "c.md", "drafts/y.md")
    assert listed(tmp_path, [pattern]) == left


def test_a_pattern_may_keep_what_another_excludes(tmp_path):
    """``!`` re-includes a file, but none in a folder that is excluded as a whole."""
    folder(tmp_path, "a/b.md", "a/drafts/z.md", "c.md", "drafts/y.md")
    assert listed(tmp_path, ["*.md", "!c.md"]) == ["c.md"]
    assert listed(tmp_path, ["drafts/", "!drafts/y.md"]) == ["a/b.md", "c.md"]
    folder(tmp_path, "drafts/z.md")
    assert "drafts/y.md" in listed(tmp_path, ["# c.md", "drafts/*", "!y.md"])
    assert "drafts/z.md" not in listed(tmp_path, ["# c.md", "drafts/*", "!y.md"])


def test_what_is_no_pattern_is_an_error(tmp_path):
    """The message names it."""
    folder(tmp_path, "a.md")
    with pytest.raises(PaperdeckError, match="“!”"):
        list_notes(tmp_path, ["a", "!"])


def test_a_loop_of_links_ends(tmp_path):
    """A link to a folder above is not followed again."""
    folder(tmp_path, "a/b.md")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    assert listed(tmp_path) == ["a/b.md"]


def test_a_dangling_link_is_not_seen_rather_than_absent(tmp_path):
    """What exists but cannot be looked at is told apart from what is gone."""
    folder(tmp_path, "a.md")
    (tmp_path / "b.md").symlink_to(tmp_path / "nowhere.md")
    listing = list_notes(tmp_path)
    assert [path for path, _ in listing.unlisted] == ["b.md"]


def test_an_unreadable_folder_is_not_seen(tmp_path, monkeypatch):
    """Its path is given, and the rest of the root is listed."""
    folder(tmp_path, "a.md", "secret/b.md")
    scan = os.scandir

    def refusing(place):
        if os.fspath(place).endswith("secret"):
            raise PermissionError(13, "Permission denied")
        return scan(place)

    monkeypatch.setattr(os, "scandir", refusing)
    listing = list_notes(tmp_path)
    assert [file.path for file in listing.files] == ["a.md"]
    assert [(path, problem.code) for path, problem in listing.unlisted] == [("secret", "unlisted")]


def test_a_root_may_be_one_file(tmp_path):
    """Then that file is the listing, and it can be read."""
    folder(tmp_path, "a.md")
    root = tmp_path / "a.md"
    assert listed(root) == ["a.md"]
    assert len(read_note(root, "a.md", load_vocabulary()).papers) == 1


def test_a_missing_root_is_an_error(tmp_path):
    """The message names the folder."""
    with pytest.raises(PaperdeckError, match="nowhere"):
        list_notes(tmp_path / "nowhere")


def test_a_note_that_cannot_be_read_is_a_problem(tmp_path):
    """A file that vanished after the listing stops nobody."""
    assert isinstance(load(tmp_path, "gone.md"), Problem)
    note = read_note(tmp_path, "gone.md", load_vocabulary())
    assert [(p.code, p.severity) for p in note.problems] == [("unreadable", Severity.ERROR)]
