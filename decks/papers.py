"""Which places of the notes speak of the same paper.

A view over what is written: it is made again by every build, so that a wrong union can be
undone by mending the note. Ids of points and cards do not depend on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from decks.ids import PaperId, normalised, paper_id

Published = tuple[frozenset[str], frozenset[str]]
"""The arXiv ids and the DOIs of a paper."""


@dataclass(frozen=True, slots=True)
class Mention:
    """What a place says of a paper, as far as it tells papers apart."""

    title: str
    short: str
    arxiv_id: str | None = None
    doi: str | None = None
    note: str = ""
    """Of the note itself, which holds cards of no paper: its path. It is like no other note."""

    @property
    def id(self) -> PaperId:
        """Birth id of a paper that is first met here."""
        if self.note:
            return paper_id(self.title, f"note:{self.note}")
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


def recognised(met: Sequence[Mention], papers: Sequence[Sequence[Mention]]) -> list[int | None]:
    """For each mention met in earlier builds the index of the paper that it is now, if any.

    ``papers`` are the mentions that stand in the notes now, united. What was met earlier
    unites nothing: otherwise a wrong union would hold for ever.
    """
    owners: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, members in enumerate(papers):
        for key in dict.fromkeys(key for m in members for key in _keys(m, short=not m.is_bare)):
            owners[key].append(index)
    ids = [_all_published(members) for members in papers]
    return [_recognised(mention, owners, ids) for mention in met]


def _recognised(
    mention: Mention, owners: dict[tuple[str, str], list[int]], ids: Sequence[Published]
) -> int | None:
    for key in _keys(mention, short=mention.is_bare):
        fitting = [i for i in owners.get(key, ()) if not _differ(_published(mention), ids[i])]
        if len(fitting) == 1:
            return fitting[0]
    return None


def _keys(mention: Mention, *, short: bool) -> Iterator[tuple[str, str]]:
    """What a paper can be recognised by, the surest first."""
    yield ("mention", mention.id)
    if mention.arxiv_id:
        yield ("arxiv", mention.arxiv_id.casefold())
    if mention.doi:
        yield ("doi", mention.doi.casefold())
    yield ("note" if mention.note else "title", normalised(mention.title))
    if short and not mention.note:
        yield ("short", normalised(mention.short))


def keys_of(mention: Mention) -> frozenset[str]:
    """All that may join a mention to others: two without a common key are never one at first."""
    return frozenset(f"{name}:{value}" for name, value in _keys(mention, short=True))


def _by(key: str, mentions: Sequence[Mention]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        if value := getattr(mention, key):
            found[value.casefold()].append(index)
    return found


def _join_titles(mentions: Sequence[Mention], union: _Union) -> None:
    """Equal titles are one paper, unless they stand over papers with different ids."""
    titles: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        titles[normalised(mention.title), mention.note].append(index)
    for same in titles.values():
        if union.agree(same):
            union.join_all(same)
        else:
            union.join_all([i for i in same if not union.published(i)])


def _join_short_names(mentions: Sequence[Mention], union: _Union) -> None:
    full: dict[str, set[int]] = defaultdict(set)
    for index, mention in enumerate(mentions):
        if not mention.is_bare and not mention.note:
            full[normalised(mention.short)].add(union.first(index))
    for index, mention in enumerate(mentions):
        owners = {union.first(i) for i in full.get(normalised(mention.short), ())}
        if mention.is_bare and len(owners) == 1:
            union.join_all([next(iter(owners)), index])


class _Union:
    """Sets of mentions, each with the published ids that stand in it."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._up: list[int] = []
        self._ids: list[Published] = []
        for index, mention in enumerate(mentions):
            self._up.append(index)
            self._ids.append(_published(mention))

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
        ids = [self._ids[root] for root in roots]
        return not any(_differ(a, b) for i, a in enumerate(ids) for b in ids[i + 1 :])

    def join_all(self, members: Sequence[int]) -> None:
        for index in members[1:]:
            low, high = sorted((self.first(members[0]), self.first(index)))
            if low != high and not _differ(self._ids[low], self._ids[high]):
                self._up[high] = low
                (a, b), (c, d) = self._ids[low], self._ids[high]
                self._ids[low] = (a | c, b | d)


def _published(mention: Mention) -> Published:
    return _set_of(mention.arxiv_id), _set_of(mention.doi)


def may_be_one(some: Sequence[Mention], others: Sequence[Mention]) -> bool:
    """Whether no published id says that these mentions are of two papers."""
    return not _differ(_all_published(some), _all_published(others))


def _all_published(mentions: Iterable[Mention]) -> Published:
    arxiv, doi = zip(*map(_published, mentions), strict=True)
    return frozenset().union(*arxiv), frozenset().union(*doi)


def _differ(one: Published, other: Published) -> bool:
    """Whether papers with these published ids cannot be one."""
    (arxiv, doi), (other_arxiv, other_doi) = one, other
    if arxiv and other_arxiv:
        return not arxiv & other_arxiv
    return bool(doi and other_doi and not doi & other_doi)


def _set_of(value: str | None) -> frozenset[str]:
    return frozenset((value.casefold(),)) if value else frozenset()
