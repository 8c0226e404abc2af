"""Rarity: how many papers use a term."""

from __future__ import annotations

import pickle

import pytest

from decks.rarity import Rarity

PAPERS = [
    ["用 **U-Net** 预测噪声", "The U-Net is shared by all steps"],
    ["把 U-Net 换成 `nn.Transformer`", "注意力矩阵是低秩的"],
    ["注意力只看邻近的词元", "Rotary embeddings"],
]

COUNTS = {
    "once a paper, however often": ("U-Net", 2),
    "in any case": ("u-net", 2),
    "a term is as rare as its rarest part": ("Rotary U-Net", 0 + 1),
    "inside code": ("nn.Transformer", 1),
    "Han characters": ("注意力", 2),
    "a Han term with a part that nobody uses": ("注意力池化", 0),
    "unknown": ("Mamba", 0),
    "nothing": ("", 0),
    "punctuation": ("……", 0),
}


@pytest.mark.parametrize(("term", "papers"), COUNTS.values(), ids=COUNTS.keys())
def test_document_frequency_counts_papers(term: str, papers: int) -> None:
    """A term is counted once for each paper that uses it."""
    assert Rarity.of(PAPERS).document_frequency(term) == papers


def test_papers_without_points_count_as_papers() -> None:
    """How many papers were looked at is known, even if some say nothing."""
    assert Rarity.of([[], ["a b"], []]).papers == 3


def test_rarity_travels_to_other_processes() -> None:
    """A build may make cards in other processes: the frequencies can be pickled."""
    rarity = Rarity.of(PAPERS)
    assert pickle.loads(pickle.dumps(rarity)) == rarity
