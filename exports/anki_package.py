"""An ``.apkg`` file: cards with their scheduling state and review log, as Anki imports them.

A package carries state once: importing it again adds new cards and newer texts, and
changes nothing about the schedule of a card that Anki has.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from decks.cards import Card
from decks.collection import Collection
from decks.days import Clock, Instant
from decks.deck_names import with_parents
from decks.ids import CardId
from decks.presets import Presets
from decks.queue import Limits
from decks.reviews import Review, without_retracted
from decks.store.cards import all_cards
from decks.store.connection import Store
from decks.store.exported import Name, given_names, remember
from decks.store.marks import all_decisions, retracted_by_card
from decks.store.reviews import reviews_by_card
from exports.anki_database import NoteRow, Tables, write_database
from exports.anki_fields import AnkiNote, anki_note, guid
from exports.anki_media import Media
from exports.anki_notetype import NOTETYPE_ID
from exports.anki_preset import deck_id, deck_json, deck_names, preset_json
from exports.anki_rows import calendar_of, card_row, revlog_row
from exports.choice import chosen
from exports.replacing import replacing
from exports.wording import say

ANKI_DAY_STARTS_AT = 4
"""The hour at which Anki's day begins unless its user says otherwise."""
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
"""In every entry of the file, so that the same cards give the same bytes."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What an export depends on beside its cards."""

    presets: Presets
    limits: Limits
    now: Instant
    day_starts_at: int
    """Hour, 0 to 23."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is exported."""

    cards: Sequence[Card]
    """In the order of birth; at least one. Each under the ids by which Anki knows it."""
    reviews: Mapping[CardId, Sequence[Review]]
    """Those that count, of the cards that have any."""


@dataclass(frozen=True, slots=True)
class PackageReport:
    """One export."""

    path: Path
    cards: int
    reviews: int
    decks: int
    """With cards."""
    media: int
    """Files of images."""
    warnings: tuple[str, ...]
    """Lines for the user."""


def export_package(
    store: Store,
    collection: Collection,
    out: Path,
    *,
    decks: Sequence[str] = (),
    clock: Clock | None = None,
) -> PackageReport:
    """Write the cards of ``decks`` with their sub-decks, or of all, as an Anki package.

    ``clock`` stands in for the collection's own. Raises ExportError if there is nothing to
    export, or ``out`` cannot be written; what was there is then unchanged.
    """
    terms = Terms(
        collection.presets(store),
        collection.limits,
        (clock or collection.clock)(),
        collection.settings.day_starts_at,
    )
    return write_package(store, contents(store, decks), terms, out)


def contents(store: Store, decks: Sequence[str] = ()) -> Contents:
    """The cards to export and their reviews, as they stand at one moment."""
    with store.snapshot():
        cards = chosen(all_cards(store), decks)
        rows = reviews_by_card(store, [card.id for card in cards])
        taken_back = retracted_by_card(all_decisions(store))
        names = given_names(store)
    reviews = {card: without_retracted(found, taken_back[card]) for card, found in rows.items()}
    return Contents(
        [_as_given(card, names.get(card.id)) for card in cards],
        {names[card].card if card in names else card: found for card, found in reviews.items()},
    )


def _as_given(card: Card, name: Name | None) -> Card:
    """A card under the ids by which Anki has it."""
    if name is None:
        return card
    return replace(card, id=name.card, anki_note_id=name.note_id, anki_card_id=name.card_id)


def write_package(store: Store, what: Contents, terms: Terms, path: Path) -> PackageReport:
    """Write a package, and remember in the store which texts Anki is given.

    The same contents give the same bytes. Raises ExportError if it cannot be written.
    """
    media = Media()
    notes = [anki_note(card, media) for card in what.cards]
    mods = remember(store, {note.card.id: note.digest for note in notes}, terms.now.ms // 1000)
    tables = _tables(notes, mods, what, terms)
    with TemporaryDirectory(prefix="paperdeck-") as folder:
        database = Path(folder) / "collection.anki2"
        write_database(database, tables)
        with replacing(path) as file:
            _zip(file, database, media.files)
    return PackageReport(
        path=path,
        cards=len(tables.cards),
        reviews=len(tables.reviews),
        decks=len({card.did for card in tables.cards}),
        media=len(media.files),
        warnings=(*media.warnings, *_warnings(terms)),
    )


def _tables(
    notes: Sequence[AnkiNote], mods: Mapping[CardId, int], what: Contents, terms: Terms
) -> Tables:
    calendar = calendar_of(what.cards, terms.now, terms.day_starts_at)
    names = deck_names({card.deck for card in what.cards})
    ids = {deck: deck_id(name) for deck, name in names.items()}
    ours = {name: deck for deck, name in names.items()}
    return Tables(
        notes=[_note_row(note, mods[note.card.id]) for note in notes],
        cards=[
            card_row(
                card,
                what.reviews.get(card.id, ()),
                deck=ids[card.deck],
                position=position,
                preset=terms.presets.of(card.deck),
                calendar=calendar,
            )
            for position, card in enumerate(what.cards, start=1)
        ],
        reviews=[
            revlog_row(card, review)
            for card in what.cards
            for review in what.reviews.get(card.id, ())
        ],
        # Those above the decks too, so that the preset holds for them.
        decks=[
            deck_json(name, terms.presets.of(ours.get(name, name)))
            for name in with_parents(names.values())
        ],
        presets=[preset_json(preset, terms.limits) for preset in terms.presets],
        calendar=calendar,
    )


def _note_row(note: AnkiNote, mod_s: int) -> NoteRow:
    return NoteRow(
        id=note.card.anki_note_id,
        guid=guid(note.card.id),
        mid=NOTETYPE_ID,
        mod=mod_s,
        usn=-1,
        tags=f" {' '.join(note.tags)} ",
        flds="\x1f".join(note.fields),
        sfld=note.sort_text,
        csum=0,  # Anki computes it
        flags=0,
        data="",
    )


def _zip(file: IO[bytes], database: Path, media: Mapping[str, Path]) -> None:
    numbered = dict(enumerate(media.items()))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        _add(package, "collection.anki2", database)
        names = {str(number): name for number, (name, _) in numbered.items()}
        package.writestr(_entry("media"), json.dumps(names, ensure_ascii=False))
        for number, (_, path) in numbered.items():
            _add(package, str(number), path)


def _add(package: zipfile.ZipFile, name: str, path: Path) -> None:
    with path.open("rb") as source, package.open(_entry(name), "w", force_zip64=True) as entry:
        shutil.copyfileobj(source, entry)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _FIXED_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3  # the same on every system
    entry.external_attr = 0o600 << 16
    return entry


def _warnings(terms: Terms) -> list[str]:
    if terms.day_starts_at == ANKI_DAY_STARTS_AT:
        return []
    return [say("anki.rollover", hour=terms.day_starts_at)]
