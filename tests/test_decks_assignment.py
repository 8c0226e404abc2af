"""Pairs that add up to the most."""

from __future__ import annotations

from itertools import permutations

from build_fixtures import PROFILE
from hypothesis import given
from hypothesis import strategies as st

from decks.assignment import LARGEST, assigned

INDEX = st.integers(0, 3)
GAINS = st.dictionaries(st.tuples(INDEX, INDEX), st.integers(1, 99), max_size=12)


@PROFILE
@given(GAINS)
def test_no_other_choice_gains_more(gains: dict[tuple[int, int], int]) -> None:
    """No row or column is used twice, only given pairs are chosen, and none gains more."""
    chosen = assigned((row, column, float(gain)) for (row, column), gain in gains.items())
    best = max(
        sum(gains.get(pair, 0) for pair in enumerate(columns))
        for columns in permutations(range(8), 4)
    )
    assert len(set(chosen.values())) == len(chosen)
    assert sum(gains[pair] for pair in chosen.items()) == best


def test_a_large_group_is_paired_best_first() -> None:
    """A group too large to be solved exactly still pairs each with its best."""
    size = LARGEST + 5
    pairs = [(r, c, 100.0 if r == c else 1.0) for r in range(size) for c in range(size)]
    assert assigned(pairs) == {row: row for row in range(size)}


def test_rows_that_share_no_column_are_apart() -> None:
    """Thousands of rows with a column each take no more than one step each."""
    pairs = [(row, row + 1, 1.0) for row in range(0, 20_000, 2)]
    assert assigned(pairs) == {row: row + 1 for row in range(0, 20_000, 2)}
