"""What the collection holds in all: the numbers of a build's report."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from decks.cards import Study
from decks.marks import What
from decks.report import BuildReport, FileCounts, FileReport, FileState, Holdings
from decks.store.connection import Store
from decks.store.files import cached_files
from decks.store.marks import all_decisions
from decks.store.standing import study_of

_ASKED = "acceptance = 'accepted' AND absent_ms IS NULL AND (in_play = 1 OR suspended = 1)"
"""A condition on accepted cards in the notes: what is not in play then is not in study."""


def papers_in_notes(store: Store) -> int:
    """Works that stand in the notes, each once however often it stands there."""
    return int(store.rows("SELECT count(DISTINCT paper) FROM source")[0][0])


def papers_by_standing(store: Store) -> Counter[Study]:
    """How many of these works are in study, on the shelf and put aside."""
    decisions = all_decisions(store, What.STUDY)
    papers = store.rows("SELECT DISTINCT paper FROM source")
    return Counter(study_of(decisions, paper) for (paper,) in papers)


def shared_papers(store: Store) -> tuple[str, ...]:
    """Titles of the papers that stand in more than one place."""
    return tuple(
        title
        for (title,) in store.rows(
            "SELECT paper.title FROM source JOIN paper ON paper.id = source.paper"
            " GROUP BY paper.id HAVING count(*) > 1 ORDER BY paper.title"
        )
    )


def cards_of_file(store: Store, root: str, path: str) -> int:
    """Accepted cards of papers in study whose point stands in a note."""
    counted = store.rows(
        "SELECT count(DISTINCT card.id) FROM place"
        " JOIN card ON card.point = place.point JOIN standing ON standing.card = card.id"
        " JOIN point ON point.id = place.point"
        " WHERE place.root = ? AND place.path = ?"
        f" AND {_ASKED}",
        (root, path),
    )
    return int(counted[0][0])


def file_reports(store: Store, report: BuildReport) -> Iterator[FileReport]:
    """Every cached note, in what state ``report`` found it, by root and path."""
    told = {(file.root, file.path): file for file in report.files}
    for (root, path), file in sorted(cached_files(store).items()):
        cards = cards_of_file(store, root, path)
        quiet = FileReport(root, path, FileState.UNCHANGED, file.counts, cards, file.problems)
        yield told.get((root, path), quiet)


def notes_counts(store: Store) -> FileCounts:
    """What all the notes hold, works counted for every note in which they stand."""
    sums = "SELECT sum(papers), sum(blocks), sum(points) FROM file"
    return FileCounts(*(int(number or 0) for number in store.rows(sums)[0]))


def holdings(store: Store) -> Holdings:
    """What a collection holds now."""
    counts = notes_counts(store)
    return Holdings(
        papers=papers_in_notes(store),
        standings=papers_by_standing(store),
        shared_papers=shared_papers(store),
        blocks=counts.blocks,
        points=counts.points,
        inbox=inbox_by_reason(store),
        by_recipe=cards_by_recipe(store),
    )


def cards_by_recipe(store: Store) -> dict[str, int]:
    """Accepted cards of papers in study whose point stands in a note, by recipe, most first."""
    return dict(
        store.rows(
            "SELECT recipe, count(*) FROM card JOIN standing ON standing.card = card.id"
            " JOIN point ON point.id = card.point"
            f" WHERE {_ASKED} GROUP BY recipe ORDER BY 2 DESC"
        )
    )


def inbox_by_reason(store: Store) -> dict[str, int]:
    """Cards that wait for a decision, by the code of their first warning, most first.

    Papers that are not in study have none.
    """
    decisions = all_decisions(store, What.STUDY)
    resting = [paper for paper, *_ in decisions if study_of(decisions, paper) is not Study.STUDY]
    return dict(
        store.rows(
            "SELECT coalesce(json_extract(warnings, '$[0][0]'), 'none'), count(*) FROM card"
            " JOIN standing ON standing.card = card.id JOIN point ON point.id = card.point"
            " JOIN paper ON paper.id = point.paper"
            " WHERE acceptance = 'inbox' AND absent_ms IS NULL"
            " AND coalesce(paper.merged_into, paper.id) NOT IN (SELECT value FROM json_each(?))"
            " GROUP BY 1 ORDER BY 2 DESC, 1",
            (json.dumps(resting),),
        )
    )
