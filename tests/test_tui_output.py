"""Lines for a terminal: widths are cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.output import aligned, ending


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
