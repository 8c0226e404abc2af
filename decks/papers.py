"""Which places of the notes speak of the same paper.

A view over what is written: it is made again by every build, so that a wrong union can be
undone by mending the note. Ids of points and cards do not depend on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from decks.ids import PaperId, normalised, paper_id


@dataclass(frozen=True, slots=True)
class Mention:
    """What a place says of a paper, as far as it tells papers apart."""

    title: str
    short: str
    arxiv_id: str | None = None
    doi: str | None = None

    @property
    def id(self) -> PaperId:
        """Birth id of a paper that is first met here."""
        published = (
            f"arxiv:{self.arxiv_id}" if self.arxiv_id else f"doi:{(self.doi or '').casefold()}"
        )
        return paper_id(self.title, published if published != "doi:" else "")

    @property
    def is_bare(self) -> bool:
        """Whether only a short name stands here."""
        return normalised(self.title) == normalised(self.short)


def same_papers(mentions: Sequence[Mention]) -> list[int]:
    """For each mention the index of the first mention of the same paper.

    Papers are one if arXiv id or DOI agree, else by normalised title; mentions with
    different ids never meet; a bare short name joins the one paper that has it, if there
    is exactly one.
    """
    union = _Union(mentions)
    for key in ("arxiv_id", "doi"):
        for same in _by(key, mentions).values():
            union.join_all(same)
    _join_titles(mentions, union)
    _join_short_names(mentions, union)
    return [union.first(index) for index in range(len(mentions))]


def _by(key: str, mentions: Sequence[Mention]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        if value := getattr(mention, key):
            found[value.casefold()].append(index)
    return found


def _join_titles(mentions: Sequence[Mention], union: _Union) -> None:
    """Equal titles are one paper, unless they stand over papers with different ids."""
    titles: dict[str, list[int]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        titles[normalised(mention.title)].append(index)
    for same in titles.values():
        if union.agree(same):
            union.join_all(same)
        else:
            union.join_all([i for i in same if not union.published(i)])


def _join_short_names(mentions: Sequence[Mention], union: _Union) -> None:
    full: dict[str, set[int]] = defaultdict(set)
    for index, mention in enumerate(mentions):
        if not mention.is_bare:
            full[normalised(mention.short)].add(union.first(index))
    for index, mention in enumerate(mentions):
        owners = {union.first(i) for i in full.get(normalised(mention.short), ())}
        if mention.is_bare and len(owners) == 1:
            union.join_all([next(iter(owners)), index])


class _Union:
    """Sets of mentions, each with the published ids that stand in it."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._up: list[int] = []
        self._ids: list[tuple[frozenset[str], frozenset[str]]] = []
        for index, mention in enumerate(mentions):
            self._up.append(index)
            self._ids.append((_set_of(mention.arxiv_id), _set_of(mention.doi)))

    def first(self, index: int) -> int:
        while self._up[index] != index:
            self._up[index] = self._up[self._up[index]]
            index = self._up[index]
        return index

    def published(self, index: int) -> bool:
        return any(self._ids[self.first(index)])

    def agree(self, members: Sequence[int]) -> bool:
        """Whether no two of the members have different ids."""
        roots = sorted({self.first(i) for i in members})
        return all(not self._differ(a, b) for i, a in enumerate(roots) for b in roots[i + 1 :])

    def join_all(self, members: Sequence[int]) -> None:
        for index in members[1:]:
            low, high = sorted((self.first(members[0]), self.first(index)))
            if low != high and not self._differ(low, high):
                self._up[high] = low
                (a, b), (c, d) = self._ids[low], self._ids[high]
                self._ids[low] = (a | c, b | d)

    def _differ(self, one: int, other: int) -> bool:
        (arxiv, doi), (other_arxiv, other_doi) = self._ids[one], self._ids[other]
        if arxiv and other_arxiv:
            return not arxiv & other_arxiv
        return bool(doi and other_doi and not doi & other_doi)


def _set_of(value: str | None) -> frozenset[str]:
    return frozenset((value.casefold(),)) if value else frozenset()
