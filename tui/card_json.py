"""A card as one element of the document of ``cards --json``. Keys are only ever added."""

from __future__ import annotations

from typing import Any

from decks.cards import Card
from decks.days import Moment, calendar_date
from decks.faces import SpanKind, plain
from decks.quality import worded
from decks.status import status_of
from tui.due_text import instant_text

Json = dict[str, Any]


def card_json(card: Card, moment: Moment) -> Json:
    """A card: front and back in plain text with ``[...]`` for a blank, and the blanks' hints."""
    return {
        "id": card.id,
        "deck": card.deck,
        "paper": _paper(card),
        "recipe": card.recipe.value,
        "front": plain(card.front),
        "hints": [span.hint for span in card.front if span.kind is SpanKind.BLANK],
        "back": plain(card.back, reveal=True),
        "answer": card.answer,
        "tags": list(dict.fromkeys((*card.paper.tags, *card.tags))),
        "source": _source(card),
        "acceptance": card.acceptance.value,
        "suspended": card.suspended,
        "leech": card.leech,
        "buried_until": _date(card.buried_until),
        "present": card.present,
        "restored": card.kept,
        "changed": _was(card),
        "status": status_of(card, moment.day).value,
        "warnings": [
            {"code": w.code, "detail": w.detail, "message": worded(w)} for w in card.warnings
        ],
        "state": _state(card, moment.now.utc_offset_min),
    }


def due_text(card: Card, utc_offset_min: int) -> str | None:
    """When a card is due: an ISO date, an instant in steps under a day, None for a new one."""
    schedule = card.schedule
    if schedule.due_ms is not None:
        return instant_text(schedule.due_ms, utc_offset_min)
    return _date(schedule.due_day)


def _was(card: Card) -> Json | None:
    """How the card was asked last, if its note has changed the answer since."""
    if card.was is None:
        return None
    return {"front": plain(card.was.question), "answer": card.was.answer}


def _paper(card: Card) -> Json:
    paper = card.paper
    return {
        "title": paper.title,
        "short": paper.short,
        "year": paper.year,
        "standing": paper.study.value,
    }


def _source(card: Card) -> Json | None:
    """Where the card's point stands, or stood last; None if it never stood in a note here."""
    if not card.places:
        return None
    place = card.places[0]
    return {
        "file": place.path,
        "line": place.line,
        "heading": place.heading,
        "label": place.label,
        "point": card.point_text,
        "root": place.root,
    }


def _state(card: Card, utc_offset_min: int) -> Json:
    schedule = card.schedule
    return {
        "stability": schedule.memory.stability if schedule.memory else None,
        "difficulty": schedule.memory.difficulty if schedule.memory else None,
        "due": due_text(card, utc_offset_min),
        "reps": schedule.reps,
        "lapses": schedule.lapses,
        "interval": schedule.interval_s,
    }


def _date(day: int | None) -> str | None:
    return None if day is None else calendar_date(day).isoformat()
