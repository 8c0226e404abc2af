"""What a day may bring, as the settings say. Must not load what schedules."""

from __future__ import annotations

from decks.queue import Limits, ReviewOrder
from decks.settings import Settings


def limits_from(settings: Settings) -> Limits:
    """What a day may bring, in all and of the decks whose presets say so."""
    said = {deck: settings.presets[name] for deck, name in settings.deck_presets.items()}
    return Limits(
        settings.new_per_day,
        settings.reviews_per_day,
        {
            deck: (values.get("new_per_day"), values.get("reviews_per_day"))
            for deck, values in said.items()
            if values.keys() & {"new_per_day", "reviews_per_day"}
        },
        ReviewOrder(settings.review_order),
        settings.backlog_per_day,
    )
