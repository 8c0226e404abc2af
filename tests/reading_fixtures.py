"""Reads notes of tests: what of a text becomes cards."""

from __future__ import annotations

from textwrap import dedent

from notes.reading import read_text
from notes.vocabulary import KEY_KINDS, load_vocabulary

WORDS = load_vocabulary()


def found(text: str, path: str = "note.md") -> list[tuple[str, str, int, list[str]]]:
    """(title, rule of the block, its line, its points) of every block that becomes cards."""
    return [
        (paper.title, block.rule, block.line, [point.text for point in block.points])
        for paper in read_text(dedent(text), WORDS, path=path).papers
        for block in paper.blocks
        if block.kind in KEY_KINDS
    ]
