"""What waits on the days to come, for the choice of a card's next one."""

from __future__ import annotations

from decks.cards import Card
from decks.scheduling import Preset
from decks.spread import BALANCED_DAYS, Work, fuzz_delta
from decks.store.connection import Store

_REACH = BALANCED_DAYS + round(fuzz_delta(BALANCED_DAYS)) + 1
"""Days ahead that a balanced interval can lead to."""


def work_ahead(store: Store, card: Card, day: int, preset: Preset) -> Work:
    """Reviews due on each of the next days, and the days of the card's siblings.

    Cards of all decks count, for it is one person who answers them.
    """
    reviews = store.rows(
        "SELECT due_day, count(*) FROM standing WHERE in_play = 1 AND phase = 'review'"
        " AND due_day > ?1 AND due_day <= ?1 + ?2 AND card <> ?3 GROUP BY due_day",
        (day, _REACH, card.id),
    )
    siblings = store.rows(
        "SELECT due_day FROM standing WHERE point = ? AND card <> ? AND in_play = 1"
        " AND phase = 'review'",
        (card.point, card.id),
    )
    return Work(day, dict(reviews), frozenset(due for (due,) in siblings), preset.ease_of_weekdays)
