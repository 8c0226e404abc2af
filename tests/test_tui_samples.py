"""The sample notes that ship with the program."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from decks.found import ReadNote, find_papers
from notes.files import list_notes, read_note
from notes.model import Kind
from notes.vocabulary import KEY_KINDS, load_vocabulary

SAMPLES = Path(str(resources.files("tui") / "samples"))

COUNTS = {
    "awesome/README.md": (6, 12),
    "digests/machine-summaries.md": (5, 10),
    "reading-log-2025.md": (7, 7),
    "slides/efficient-transformers.md": (8, 8),
    "weekly-digest.md": (5, 5),
}
"""(papers, blocks that become cards), counted by hand."""


@pytest.mark.parametrize("path", COUNTS)
def test_every_paper_of_a_sample_is_found(path: str) -> None:
    """Each dialect of the samples gives the papers and blocks that a reader sees in it."""
    note = read_note(SAMPLES, path, load_vocabulary())
    papers = [[b for b in paper.blocks if b.kind in KEY_KINDS] for paper in note.papers]
    assert (sum(1 for p in papers if p), sum(len(p) for p in papers)) == COUNTS[path]
    assert not note.problems


def test_the_samples_are_all_there() -> None:
    """The package carries exactly the notes that are counted here."""
    assert {stamp.path for stamp in list_notes(SAMPLES).files} == set(COUNTS)


def test_one_paper_of_the_samples_stands_in_two_notes() -> None:
    """LoRA, once in English and once in Chinese, is one paper."""
    notes = [
        ReadNote("samples", read_note(SAMPLES, path, load_vocabulary())) for path in sorted(COUNTS)
    ]
    shared = [paper.shown.short for paper in find_papers(notes, []) if len(paper.entries) > 1]
    assert shared == ["LoRA"]


def test_no_point_of_a_sample_holds_a_label_of_another_list() -> None:
    """What follows a list of points is not swallowed by it."""
    for path in COUNTS:
        for paper in read_note(SAMPLES, path, load_vocabulary()).papers:
            for block in paper.blocks:
                if block.kind is Kind.KEY_POINTS:
                    assert not any(p.text.startswith(("Title", "Keywords")) for p in block.points)
