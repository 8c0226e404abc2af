"""What a build says of a text that several papers have."""

from __future__ import annotations

from pathlib import Path

from decks.store.copies import Copy, CopyPlace
from tui.copies_report import MOST_PLACES, copy_lines


def a_copy(papers: int) -> Copy:
    return Copy(
        "按范数路由\x1b[31m 部件",
        tuple(CopyPlace(f"Net{n}", "/library", f"{n}.md", n + 1) for n in range(papers)),
    )


def test_each_place_of_a_copied_text_is_named() -> None:
    """Two places are told with file and line; nothing of a note is a command to the terminal."""
    head, *lines = list(copy_lines([a_copy(2)], Path("/library")))[1:]
    assert "(1)" in head
    assert lines[1:3] == ["    Net0  0.md:1", "    Net1  1.md:2"]
    assert "\x1b" not in "".join(lines)


def test_a_phrase_of_a_template_does_not_fill_the_screen() -> None:
    """Of a text that stands in every note a few places are named, and the others counted."""
    lines = list(copy_lines([a_copy(500)], Path("/library")))
    assert len([line for line in lines if "Net" in line]) == MOST_PLACES
    assert [line for line in lines if "494 more" in line]
