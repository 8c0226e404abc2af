"""Take what another database knows into this one: two machines that share their notes.

Reviews and marks are united, and ids whose versions meet: the smaller holds, the other stays
as its alias. What the notes say now stays as this database saw it. It does not matter which
of two takes the other's first, and taking it again changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from decks.collection import Collection
from decks.found import KnownPaper
from decks.homes import decks_of_papers
from decks.ids import digest, joined, normalised, united
from decks.papers import same_papers
from decks.store.aliases import add_aliases, aliases
from decks.store.connection import Store
from decks.store.generations import replan
from decks.store.points import known_papers, papers_of_points, point_versions
from decks.store.standing import renew_all
from decks.store.taking import (
    card_answers,
    points_of_cards,
    relink_cards,
    take_cards,
    take_marks,
    take_papers,
    take_points,
    take_reviews,
)


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What was taken over; all zero if nothing was new."""

    reviews: int
    marks: int
    cards: int
    united: int
    """Ids that gave way to one of the other database."""

    @property
    def changed(self) -> bool:
        """Whether anything was new."""
        return any((self.reviews, self.marks, self.cards, self.united))


def merge(collection: Collection, store: Store, other: Store) -> MergeReport:
    """Unite with ``store`` all that ``other`` holds, in one transaction; ``other`` is only read.

    Raises StoreError if either cannot be used; then nothing has changed.
    """
    with store.transaction():
        before = aliases(store)
        holders = _holders(store, other)
        take_papers(store, other)
        take_points(store, other, holders)
        cards = take_cards(store, other, holders)
        add_aliases(store, holders)
        relink_cards(store)
        reviews, moved = take_reviews(store, other, holders)
        marks = take_marks(store, other, moved, holders)
        report = MergeReport(reviews, marks, cards, len(holders.keys() - before.keys()))
        if report.changed:
            replan(store)
            renew_all(store, decks_of_papers(collection, store), collection.presets(store))
    return report


def _holders(store: Store, other: Store) -> dict[str, str]:
    """The holder of every id that gives way once the two are one."""
    given_up = joined(chain(aliases(store).items(), aliases(other).items()))
    works = _works([*known_papers(store), *known_papers(other)])
    points = united(
        _point_versions(store, works, given_up), _point_versions(other, works, given_up)
    )
    given_up = joined(chain(given_up.items(), points.items()))
    cards = united(_card_versions(store, given_up), _card_versions(other, given_up))
    return joined(chain(given_up.items(), cards.items()))


def _works(papers: list[KnownPaper]) -> dict[str, str]:
    """For each paper's id that of the first which is the same work."""
    first = same_papers([paper.mention for paper in papers])
    return {paper.id: papers[at].id for paper, at in zip(papers, first, strict=True)}


def _point_versions(
    store: Store, works: Mapping[str, str], holders: Mapping[str, str]
) -> dict[str, set[str]]:
    """The texts that each point has had: the same words under two papers are two versions."""
    papers = papers_of_points(store)
    found: dict[str, set[str]] = defaultdict(set)
    for point, versions in point_versions(store).items():
        work = works[papers[point]]
        found[holders.get(point, point)] |= {digest(work, version) for version in versions}
    return found


def _card_versions(store: Store, holders: Mapping[str, str]) -> dict[str, set[str]]:
    """What each card has asked for: its point, its recipe and every answer it has had."""
    points = points_of_cards(store)
    found: dict[str, set[str]] = defaultdict(set)
    for card, recipe, answer in card_answers(store):
        point = holders.get(points[card], points[card])
        found[holders.get(card, card)].add(digest(point, recipe, normalised(answer)))
    return found
