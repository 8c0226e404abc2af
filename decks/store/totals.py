"""What the collection holds in all: the numbers of a build's report."""

from __future__ import annotations

from collections import Counter

from decks.store.connection import Store


def papers_in_notes(store: Store) -> int:
    """Works that stand in the notes, each once however often it stands there."""
    return int(store.rows("SELECT count(DISTINCT paper) FROM source")[0][0])


def shared_papers(store: Store) -> tuple[str, ...]:
    """Titles of the papers that stand in more than one place."""
    return tuple(
        title
        for (title,) in store.rows(
            "SELECT paper.title FROM source JOIN paper ON paper.id = source.paper"
            " GROUP BY paper.id HAVING count(*) > 1 ORDER BY paper.title"
        )
    )


def cards_by_file(store: Store) -> Counter[tuple[str, str]]:
    """Accepted cards by the (root, path) of each note in which their point stands."""
    return Counter(
        {
            (root, path): count
            for root, path, count in store.rows(
                "SELECT root, path, count(DISTINCT card.id) FROM place"
                " JOIN card ON card.point = place.point JOIN standing ON standing.card = card.id"
                " JOIN point ON point.id = place.point"
                " WHERE acceptance = 'accepted' AND absent_ms IS NULL GROUP BY root, path"
            )
        }
    )


def cards_by_recipe(store: Store) -> dict[str, int]:
    """Accepted cards whose point stands in a note, by recipe, most first."""
    return dict(
        store.rows(
            "SELECT recipe, count(*) FROM card JOIN standing ON standing.card = card.id"
            " JOIN point ON point.id = card.point"
            " WHERE acceptance = 'accepted' AND absent_ms IS NULL GROUP BY recipe ORDER BY 2 DESC"
        )
    )


def inbox_by_reason(store: Store) -> dict[str, int]:
    """Cards that wait for a decision, by the code of their first warning, most first."""
    return dict(
        store.rows(
            "SELECT coalesce(json_extract(warnings, '$[0][0]'), 'none'), count(*) FROM card"
            " JOIN standing ON standing.card = card.id JOIN point ON point.id = card.point"
            " WHERE acceptance = 'inbox' AND absent_ms IS NULL GROUP BY 1 ORDER BY 2 DESC, 1"
        )
    )


def waiting_in_inbox(store: Store) -> int:
    """Cards that wait for a decision, those whose point is in no note among them."""
    return int(store.rows("SELECT count(*) FROM standing WHERE acceptance = 'inbox'")[0][0])
