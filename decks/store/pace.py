"""How long answers take: all that a count of what is due needs of the log."""

from __future__ import annotations

from decks.store.connection import Store


def typical_duration_ms(store: Store, last: int = 1000) -> int | None:
    """Median time of one of the last answers in the app, or None without any."""
    found = store.rows(
        "SELECT duration_ms FROM (SELECT duration_ms FROM review WHERE rating NOT NULL"
        " AND duration_ms > 0 ORDER BY id DESC LIMIT ?) ORDER BY duration_ms",
        (last,),
    )
    return int(found[len(found) // 2][0]) if found else None
