"""Which cards a query means: words, and filters such as ``deck:NAME`` or ``is:due``.

Case and width of letters do not matter: ``ｓａｍ`` finds ``SAM``. All parts must match.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from decks.cards import Acceptance, Card
from decks.days import Moment
from decks.deck_names import SEPARATOR, lies_in
from decks.faces import plain
from decks.ids import folded
from decks.status import Status, is_due, status_of
from decks.subject import Recipe
from decks.wording import say
from notes.errors import PaperdeckError
from notes.wording import messages

STATES = tuple(
    dict.fromkeys(
        [
            *(a.value for a in Acceptance),
            "due",
            "leech",
            "flagged",
            *(status.value for status in Status),
        ]
    )
)
"""What may stand behind ``is:``."""

_PART = re.compile(r'(?:(deck|is|recipe|paper|warning):)?(?:"([^"]*)"|(\S+))', re.IGNORECASE)


class QueryError(PaperdeckError):
    """A query asks for something that does not exist; the message says what does."""


@dataclass(frozen=True, slots=True)
class Part:
    """One word or filter of a query."""

    filter: str
    """``deck``, ``is``, ``recipe``, ``paper``, ``warning``, or nothing for a word."""
    text: str
    """Folded."""


def read_query(text: str) -> tuple[Part, ...]:
    """The parts of a query. Raises QueryError for an unknown state, recipe or warning."""
    parts = [
        Part((match[1] or "").lower(), folded(match[2] if match[2] is not None else match[3]))
        for match in _PART.finditer(text)
    ]
    for part in parts:
        if part.filter == "is":
            _refuse_unknown(part, STATES)
        elif part.filter == "recipe":
            _refuse_unknown(part, [recipe.value for recipe in Recipe])
        elif part.filter == "warning":
            _refuse_unknown(part, _warning_codes())
    return tuple(parts)


def search(cards: Iterable[Card], query: tuple[Part, ...], moment: Moment) -> list[Card]:
    """The cards that every part of a query fits, in their order."""
    return [card for card in cards if all(_FITS[p.filter](card, p.text, moment) for p in query)]


def _refuse_unknown(part: Part, known: Iterable[str]) -> None:
    if part.text not in known:
        near = get_close_matches(part.text, list(known), n=1) or list(known)
        raise QueryError(
            say("search.unknown", filter=part.filter, text=part.text, known=", ".join(near))
        )


def _warning_codes() -> list[str]:
    return [key.removeprefix("mend.") for key in messages("decks") if key.startswith("mend.")]


def _has_word(card: Card, word: str, _moment: Moment) -> bool:
    if word == card.id:
        return True
    front = plain(card.front)
    texts = (card.paper.title, front, card.deck, card.answer, *card.tags, *card.paper.tags)
    return any(word in folded(text) for text in (*texts, card.paper.short))


def _in_deck(card: Card, name: str, _moment: Moment) -> bool:
    return lies_in(folded(card.deck), name.replace("/", SEPARATOR))


def _is(card: Card, state: str, moment: Moment) -> bool:
    if state == "due":
        return is_due(card, moment)
    if state in _MARKED:
        return _MARKED[state](card)
    return state in (status_of(card, moment.day).value, card.acceptance.value)


_MARKED: dict[str, Callable[[Card], bool]] = {
    "suspended": lambda card: card.suspended,
    "leech": lambda card: card.leech,
    "flagged": lambda card: card.flag > 0,
}
"""What holds of a card beside its status."""


def _made_by(card: Card, recipe: str, _moment: Moment) -> bool:
    return card.recipe.value == recipe


def _warned_of(card: Card, code: str, _moment: Moment) -> bool:
    return any(warning.code == code for warning in card.warnings)


def _of_paper(card: Card, text: str, _moment: Moment) -> bool:
    return text in folded(card.paper.title) or text in folded(card.paper.short)


_FITS: dict[str, Callable[[Card, str, Moment], bool]] = {
    "": _has_word,
    "deck": _in_deck,
    "is": _is,
    "recipe": _made_by,
    "paper": _of_paper,
    "warning": _warned_of,
}
