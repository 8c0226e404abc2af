"""A card as an Anki note: guid, fields and tags, and the digest that tells whether they changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from decks.cards import Card, Paper, Place
from decks.faces import Face, SpanKind, markdown_spans, plain
from decks.ids import CardId, digest
from decks.pictures import pictures_of
from exports.anki_html import NameOfImage, face_html, link_html, text_html, written
from exports.anki_media import Media
from exports.anki_notetype import FIELDS
from exports.wording import say

_LINK_WORDS = frozenset({"paper", "code", "project"})


@dataclass(frozen=True, slots=True)
class AnkiNote:
    """What a card says in Anki; nothing of its schedule."""

    card: Card
    fields: tuple[str, ...]
    """HTML, in the order of ``FIELDS``."""
    sort_text: str
    """What Anki's browser shows."""
    tags: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Changes with fields and tags and with nothing else."""
        return digest("anki-note", *self.fields, "tags", *self.tags)


def guid(card: CardId) -> str:
    """How Anki knows a note again, in every collection: ``pd`` and the card's id. Frozen."""
    return f"pd{card}"


def card_of_guid(text: str) -> CardId | None:
    """The card that a note's guid stands for; None for a note that is not ours."""
    return CardId(text[2:]) if re.fullmatch(r"pd[0-9a-f]{20}", text) else None


def anki_note(card: Card, media: Media) -> AnkiNote:
    """The note of a card; the images that it shows are put into ``media``."""
    name_of: NameOfImage = partial(media.name_of, card.places[0]) if card.places else _no_image
    values = {
        "Key": card.id,
        **_asked(card, name_of),
        **_told(card, name_of),
        **_about(card.paper),
        **_origin(card.places),
    }
    return AnkiNote(
        card,
        tuple(values.get(field, "") for field in FIELDS),
        written(plain(card.question)).replace("\n", " "),
        tags(card),
    )


def tags(card: Card) -> tuple[str, ...]:
    """The card's tags: the user's, the paper's, its kind, and every note it stands in but its home.

    Anki parts tags at spaces, takes ``Video`` and ``video`` for one, and calls an empty level
    ``blank``.
    """
    home = [(place.root, place.path) for place in card.places[:1]]
    others = {place.path for place in card.places if (place.root, place.path) not in home}
    sources = [f"src::{path}" for path in sorted(others)]
    found: dict[str, str] = {}
    leech = ("leech",) if card.leech else ()
    for text in (*card.tags, *leech, *card.paper.tags, f"kind::{card.kind.value}", *sources):
        parts = (part for part in written(text).strip().split("::") if part)
        if tag := re.sub(r"\s+", "_", "::".join(parts)):
            found.setdefault(tag.casefold(), tag)
    return tuple(sorted(found.values()))


def _no_image(_: str) -> None:
    return None


def _asked(card: Card, name_of: NameOfImage) -> dict[str, str]:
    """Front and back. The front is never empty, or Anki would take the card for a mistake."""
    front = face_html(card.question, name_of)
    return {
        "Front": front if front.strip() else text_html(card.paper.name.strip() or card.id),
        "Back": face_html(card.back, name_of),
        "Paper": text_html(card.name_on_front),
    }


def _told(card: Card, name_of: NameOfImage) -> dict[str, str]:
    """The whole point, with the answer marked in it where the question was this very point.

    Where the question words it in another way, it stands above the point with its blank filled.
    Nothing where front and back are its two sides.
    """
    if card.says_all:
        return {}
    point: Face = markdown_spans(card.point_text)
    if not any(span.kind is SpanKind.BLANK for span in card.question):
        return {"Point": face_html(point, name_of)}
    filled = face_html(card.question, name_of, reveal=True)
    if card.fills_point:
        pictures = face_html(markdown_spans(pictures_of(card.point_text)), name_of)
        return {"Point": filled + pictures}
    return {"Point": face_html(point, name_of), "Context": filled}


def _about(paper: Paper) -> dict[str, str]:
    return {
        "Title": text_html(paper.title),
        "Year": str(paper.year or ""),
        "Authors": text_html(", ".join(paper.authors)),
        "Links": " ".join(link_html(url, text) for url, text in _links(paper)),
    }


def _links(paper: Paper) -> list[tuple[str, str]]:
    """(address, text) of every link, and of the published ids that no link leads to."""
    found = [
        (link.url, say(f"anki.link-{link.what}") if link.what in _LINK_WORDS else link.url)
        for link in paper.links
    ]
    published = (
        (paper.arxiv_id, "https://arxiv.org/abs/", "arXiv:"),
        (paper.doi, "https://doi.org/", "doi:"),
    )
    for number, address, prefix in published:
        if number and not any(number in url for url, _ in found):
            found.append((f"{address}{number}", f"{prefix}{number}"))
    return found


def _origin(places: tuple[Place, ...]) -> dict[str, str]:
    """Label and source of the paper's home; never a line, which moves with every edit."""
    if not places:
        return {}
    home = places[0]
    source = say("anki.source", path=home.path, heading=home.heading) if home.heading else home.path
    return {"Label": text_html(home.label), "Source": text_html(source)}
