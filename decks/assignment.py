"""Which of many with which of others: pairs whose gains add up to the most.

The method is that of Kuhn and Munkres with potentials and shortest augmenting paths
(https://doi.org/10.1007/BF02278710). It knows nothing of points or texts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

Pair = tuple[int, int, float]
"""A row, a column and what their pair gains, above 0."""

LARGEST = 60
"""Rows or columns of a group that is solved exactly, in 10 ms; a larger one is paired best
first."""


def assigned(pairs: Iterable[Pair]) -> dict[int, int]:
    """The column of each row that has one; no row and no column is used twice.

    A pair that is not given is never chosen. Rows that share no column directly or by way of
    others do not concern each other and are solved apart.
    """
    chosen: dict[int, int] = {}
    for group in _groups(sorted(pairs)):
        rows = len({row for row, _, _ in group})
        columns = len({column for _, column, _ in group})
        chosen |= _optimal(group) if max(rows, columns) <= LARGEST else _best_first(group)
    return chosen


def _groups(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """The pairs of each connected part."""
    by_row: dict[int, list[Pair]] = defaultdict(list)
    by_column: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_row[pair[0]].append(pair)
        by_column[pair[1]].append(pair)
    groups: list[list[Pair]] = []
    while by_row:
        group: list[Pair] = []
        rows = [next(iter(by_row))]
        while rows:
            for pair in by_row.pop(rows.pop(), ()):
                group.append(pair)
                rows += [row for row, _, _ in by_column.pop(pair[1], ())]
        groups.append(group)
    return groups


def _best_first(pairs: Iterable[Pair]) -> dict[int, int]:
    chosen: dict[int, int] = {}
    used: set[int] = set()
    for row, column, _ in sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1])):
        if row not in chosen and column not in used:
            chosen[row] = column
            used.add(column)
    return chosen


def _optimal(pairs: Sequence[Pair]) -> dict[int, int]:
    rows = sorted({row for row, _, _ in pairs})
    columns = sorted({column for _, column, _ in pairs})
    if len(pairs) == 1:
        return {rows[0]: columns[0]}
    gains = {(row, column): gain for row, column, gain in pairs}
    # A column of no gain for every row: who takes one stays alone.
    costs = [[-gains.get((row, c), 0.0) for c in columns] + [0.0] * len(rows) for row in rows]
    return {
        rows[r]: columns[c]
        for r, c in enumerate(_cheapest(costs))
        if c < len(columns) and (rows[r], columns[c]) in gains
    }


def _cheapest(costs: Sequence[Sequence[float]]) -> list[int]:
    """The column of each row such that the costs add up to the least; columns are not fewer."""
    width = len(costs[0])
    of_row, of_column = [0.0] * (len(costs) + 1), [0.0] * (width + 1)
    holder = [0] * (width + 1)  # the row of each column, counted from 1; column 0 is the start
    for row in range(1, len(costs) + 1):
        holder[0] = row
        _lengthen(costs, holder, of_row, of_column)
    found = [0] * len(costs)
    for column in range(1, width + 1):
        if holder[column]:
            found[holder[column] - 1] = column - 1
    return found


def _lengthen(
    costs: Sequence[Sequence[float]],
    holder: list[int],
    of_row: list[float],
    of_column: list[float],
) -> None:
    """Give the row at column 0 a column, moving others along the cheapest path."""
    width = len(of_column)
    least = [float("inf")] * width
    came_from = [0] * width
    open_columns = set(range(1, width))
    column = 0
    visited = [0]
    while holder[column]:
        row = holder[column]
        for each in open_columns:
            cost = costs[row - 1][each - 1] - of_row[row] - of_column[each]
            if cost < least[each]:
                least[each], came_from[each] = cost, column
        nearest = min(open_columns, key=lambda each: (least[each], each))
        step = least[nearest]
        for each in visited:
            of_row[holder[each]] += step
            of_column[each] -= step
        for each in open_columns:
            least[each] -= step
        open_columns.remove(nearest)
        visited.append(nearest)
        column = nearest
    while column:
        holder[column] = holder[came_from[column]]
        column = came_from[column]
