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
from decks.deck_names import begins
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

_PART = re.compile(
    r'(?:(deck|is|recipe|paper|warning|year|tag):)?(?:"([^"]*)"|(\S+))', re.IGNORECASE
)


class QueryError(PaperdeckError):
    """A query asks for something that does not exist; the message says what does."""


@dataclass(frozen=True, slots=True)
class Part:
    """One word or filter of a query."""

    filter: str
    """One of ``_FILTERS``, or nothing for a word."""
    text: str
    """Folded."""


def read_query(text: str) -> tuple[Part, ...]:
    """The parts of a query. Raises QueryError for an unknown state, recipe or warning."""
    parts = parts_of(text)
    for part in parts:
        if part.filter == "is":
            refuse_unknown(part.text, STATES, "is")
        elif part.filter == "recipe":
            refuse_unknown(part.text, [recipe.value for recipe in Recipe], "recipe")
        elif part.filter == "warning":
            refuse_unknown(part.text, _warning_codes(), "warning")
    return parts


def parts_of(text: str) -> tuple[Part, ...]:
    """The parts of a query, whatever they ask for."""
    return tuple(
        Part((match[1] or "").lower(), folded(match[2] if match[2] is not None else match[3]))
        for match in _PART.finditer(text)
    )


def search(cards: Iterable[Card], query: tuple[Part, ...], moment: Moment) -> list[Card]:
    """The cards that every part of a query fits, in their order."""
    return [card for card in cards if all(_FITS[p.filter](card, p.text, moment) for p in query)]


def refuse_unknown(text: str, known: Iterable[str], filter_: str) -> None:
    """Raise QueryError, with what there is, for a text that a filter does not know."""
    if text not in known:
        near = get_close_matches(text, list(known), n=1) or list(known)
        raise QueryError(say("search.unknown", filter=filter_, text=text, known=", ".join(near)))


def _warning_codes() -> list[str]:
    return [key.removeprefix("mend.") for key in messages("decks") if key.startswith("mend.")]


def _has_word(card: Card, word: str, _moment: Moment) -> bool:
    if word == card.id:
        return True
    front = plain(card.front)
    texts = (card.paper.title, front, card.deck, card.answer, *card.tags, *card.paper.tags)
    return any(word in folded(text) for text in (*texts, card.paper.short))


def _in_deck(card: Card, name: str, _moment: Moment) -> bool:
    return begins(folded(card.deck), name)


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


def _of_year(card: Card, year: str, _moment: Moment) -> bool:
    return str(card.paper.year) == year


def _has_tag(card: Card, tag: str, _moment: Moment) -> bool:
    tags = (*card.tags, *card.paper.tags)
    return tag.removeprefix("#") in [folded(each) for each in tags]


_FITS: dict[str, Callable[[Card, str, Moment], bool]] = {
    "": _has_word,
    "deck": _in_deck,
    "is": _is,
    "recipe": _made_by,
    "paper": _of_paper,
    "warning": _warned_of,
    "year": _of_year,
    "tag": _has_tag,
}
