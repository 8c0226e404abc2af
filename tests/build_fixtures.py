"""Real notes in a folder, real builds of them, and answers to their cards."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings

from decks.build import build
from decks.cards import Acceptance, Card
from decks.collection import Collection, open_collection
from decks.ids import CardId
from decks.marks import What
from decks.report import BuildReport
from decks.reviews import Rating, Review, ReviewKind
from decks.store.cards import all_cards
from decks.store.connection import Store
from decks.store.marks import add_mark
from decks.store.reviews import add_review, reviews_of
from decks.store.standing import in_play, renew

PROFILE = settings(max_examples=60, deadline=None, derandomize=True, database=None)
SLOW_PROFILE = settings(
    PROFILE, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
NOON_MS = 1_767_614_400_000
"""2026-01-05 12:00 UTC."""
DAY = 20_458
"""The logical day of that instant."""

VIDEOS = "Training uses 30 million videos of 80 frames at 16 fps."
VIDEOS_AGAIN = "The training uses 30 million short videos of 80 frames at 16 fps."
BLENDING = "MultiDiffusion lowers the share of visible seams from 14% to 3%."
BACKBONE = "通过三倍大的 U-Net 主干，SDXL 显著提升了生成质量。"
LUMIERE = "Lumiere: A Space-Time Diffusion Model for Video Generation"
SDXL = "SDXL：高分辨率图像合成"

_ticks = count(1)


def paper(title: str, *points: str, label: str = "Key points", arxiv: str = "") -> str:
    """The Markdown of a paper with one block of bullets."""
    link = f"arXiv: {arxiv}\n\n" if arxiv else ""
    bullets = "".join(f"- {point}\n" for point in points)
    return f"# {title}\n\n{link}**{label}**\n\n{bullets}\n"


def fresh_points(number: int, words: int = 3) -> str:
    """A paper like no other with points, all of the words that others use too."""
    names = [f"Net{number}x{word}" for word in range(words)]
    points = [f"{name} trains on {number + 3} million videos at 16 fps." for name in names]
    return paper(f"Paper{number}: A Study of U-Net Number {number}", *points)


@dataclass
class Shelf:
    """A collection in a folder, with one store open."""

    folder: Path
    store: Store
    ms: Iterator[int] = field(default_factory=lambda: count(NOON_MS, 60_000))

    @property
    def collection(self) -> Collection:
        """The collection as its settings stand now."""
        return open_collection(self.folder)

    def note(self, path: str, *papers: str) -> Path:
        """Write a note; its time differs from that of every other writing."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(papers), "utf-8")
        moment = NOON_MS * 1_000_000 + next(_ticks) * 1_000_000_000
        os.utime(file, ns=(moment, moment))
        return file

    def build(self, **options: Any) -> BuildReport:
        """Build for real."""
        return build(self.collection, self.store, **options)

    def cards(self) -> dict[CardId, Card]:
        """Every card there is."""
        return {card.id: card for card in all_cards(self.store)}

    def accepted(self, text: str = "") -> list[Card]:
        """Accepted cards, of the point that reads so if a text is given."""
        return [
            card
            for card in self.cards().values()
            if card.acceptance is Acceptance.ACCEPTED and text in ("", card.point_text)
        ]

    def one(self, text: str) -> Card:
        """An accepted card of a point."""
        return self.accepted(text)[0]

    def answer(self, card: CardId, *ratings: Rating) -> None:
        """Answer a card, once a day."""
        with self.store.transaction():
            for number, rating in enumerate(ratings or (Rating.GOOD,)):
                add_review(self.store, row(card, next(self.ms), DAY + 7 * number, rating))
            renew(self.store, card, self.collection.presets(self.store))

    def mark(self, target: str, what: What, value: Any) -> None:
        """Decide something."""
        with self.store.transaction():
            add_mark(self.store, target, what, value, next(self.ms))
            if target in self.cards():
                renew(self.store, CardId(target), self.collection.presets(self.store))

    def in_play(self, card: CardId) -> bool:
        """Whether a card may be asked."""
        return in_play(self.store, card)

    def history(self) -> dict[CardId, list[Review]]:
        """The reviews of every card that has any."""
        found = {card: reviews_of(self.store, card) for card in self.cards()}
        return {card: rows for card, rows in found.items() if rows}


def row(
    card: CardId,
    ms: int,
    day: int,
    rating: Rating | None = Rating.GOOD,
    kind: ReviewKind = ReviewKind.REVIEW,
    interval_s: int = 7 * 86_400,
    device: str = "here",
) -> Review:
    """A row of the log."""
    return Review(ms, card, device, kind, rating, day, 0, 4000, interval_s, 0, None, None)


@contextmanager
def shelf(folder: Path, settings: str = "") -> Iterator[Shelf]:
    """A new collection in a folder; no two folders' answers fall into one millisecond."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "paperdeck.yaml").write_text(settings, "utf-8")
    with open_collection(folder).open_store() as store:
        yield Shelf(folder, store, count(NOON_MS + next(_ticks), 60_000))


def state_of(found: Shelf) -> dict[str, Sequence[Any]]:
    """Everything the store holds but caches of files and instants of the log of builds."""
    tables = ("paper", "source", "point", "place", "point_version", "card", "card_version",
              "alias", "review", "mark", "standing")  # fmt: skip
    return {
        table: sorted(map(repr, found.store.rows(f"SELECT * FROM {table}"))) for table in tables
    }
