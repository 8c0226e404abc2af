"""Which places of the notes lie opposite each other: between neighbours that are the same.

A bullet that stands where another stood, with the same bullets before and behind it, is
likely that one in other words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from decks.cards import Place
from decks.ids import PaperId

_Column = tuple[str, str, PaperId]
"""A paper in a file."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A point as far as its neighbours are concerned."""

    paper: PaperId
    places: tuple[Place, ...]


def opposite(
    here: Sequence[Standing], there: Sequence[Standing | None], of: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Pairs of points here and there that are in no pair of ``of`` and stand between such pairs.

    Between two neighbours as many must be without a partner here as there; their order then
    says which is which.
    """
    now, before = _columns(here), _columns(there)
    partners = set(of.values())
    for column, own in now.items():
        if any(index not in of for index in own):
            yield from _in_column(own, before.get(column, []), of, partners)


def _columns(points: Iterable[Standing | None]) -> dict[_Column, list[int]]:
    """The points of each paper in each file, from top to bottom."""
    lines: dict[_Column, list[tuple[int, int]]] = defaultdict(list)
    for index, point in enumerate(points):
        if point is None:
            continue
        for place in point.places:
            lines[place.root, place.path, point.paper].append((place.line, index))
    return {column: [index for _, index in sorted(own)] for column, own in lines.items()}


def _in_column(
    now: Sequence[int], before: Sequence[int], of: Mapping[int, int], partners: set[int]
) -> Iterator[tuple[int, int]]:
    stood = {point: at for at, point in enumerate(before)}
    start: int | None = 0
    gap: list[int] = []
    for index in [*now, None]:
        if index is not None and index not in of:
            gap.append(index)
            continue
        end = len(before) if index is None else stood.get(of[index])
        if gap and start is not None and end is not None:
            waiting = [point for point in before[start:end] if point not in partners]
            if len(waiting) == len(gap):
                yield from zip(gap, waiting, strict=True)
        start, gap = (None if end is None else end + 1), []
