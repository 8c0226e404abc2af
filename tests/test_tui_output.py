"""Lines for a terminal: widths are cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.output import aligned, ending, fitted


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("a/b.md", 10, "a/b.md"),
        ("a/b.md", 6, "a/b.md"),
        ("long/path/to/b.md", 8, "…to/b.md"),
        ("阅读/论文笔记.md", 10, "…文笔记.md"),
        ("", 3, ""),
    ],
)
def test_a_long_path_keeps_its_end(text: str, cells: int, shown: str) -> None:
    """A path that is too wide loses its beginning, for its end tells notes apart."""
    assert ending(text, cells) == shown


@given(st.text(), st.integers(2, 60))
def test_an_ending_never_is_too_wide(text: str, cells: int) -> None:
    """Whatever stands in a name, it fits."""
    assert cell_len(ending(text, cells)) <= cells


def test_columns_align_by_cells() -> None:
    """Names in two scripts and numbers stand in columns."""
    assert aligned([["论文", "1"], ["paper", "22"]]) == ["论文    1", "paper  22"]


HEADINGS = [["Deck", "Learning", "Minutes"], ["Deck", "Learn", "Min"]]
ROWS = [["Video::Surveys::长视频生成", "12", "3"], ["All", "12", "3"]]


@pytest.mark.parametrize(
    ("cells", "first", "name"),
    [
        (None, "Deck                        Learning  Minutes", "Video::Surveys::长视频生成"),
        (60, "Deck                        Learning  Minutes", "Video::Surveys::长视频生成"),
        (40, "Deck                        Learn  Min", "Video::Surveys::长视频生成"),
        (30, "Deck                Learn  Min", "…rveys::长视频生成"),
        (10, "Deck   Learn  Min", "…生成"),
    ],
)
def test_a_table_gets_narrower_with_the_terminal(cells: int | None, first: str, name: str) -> None:
    """First the headings get shorter, then the names; the numbers never."""
    lines = fitted(HEADINGS, ROWS, cells)
    assert lines[0] == first
    assert lines[1].startswith(name)
    assert lines[1].split()[-2:] == ["12", "3"]


@given(st.text(max_size=40), st.integers(30, 90))
def test_a_table_fits(name: str, cells: int) -> None:
    """No line of a table is wider than the terminal."""
    assert max(map(cell_len, fitted(HEADINGS, [[name, "1", "22"]], cells))) <= cells
