"""A small collection with cards, and a review of it in a window, for the tests of the app."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import deck_fixtures
from deck_fixtures import insert
from study_fixtures import join
from textual.app import App
from textual.pilot import Pilot

from decks.cards import edited_question
from decks.collection import Collection, open_collection
from decks.days import Instant
from decks.marks import What
from decks.store.connection import Store
from decks.store.marks import decisions_on
from tui.app.app import PaperdeckApp
from tui.app.review import ReviewScreen
from tui.app.sitting import Sitting

MORNING_MS = 1_767_600_000_000
"""2026-01-05 08:00 UTC."""


@dataclass
class FakeClock:
    """A clock that goes only when it is told to."""

    ms: int = MORNING_MS

    def __call__(self) -> Instant:
        """Now."""
        return Instant(self.ms, 0)

    def forward(self, *, seconds: int = 0, minutes: int = 0, hours: int = 0, days: int = 0) -> None:
        """Let time pass."""
        self.ms += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000


@dataclass(frozen=True)
class Sample:
    """What a test says of one card."""

    question: str
    answer: str
    deck: str = "digests::video"
    short: str = "Lumiere"
    title: str = "Lumiere: A Space-Time Diffusion Model"
    year: int | None = 2024
    label: str = "核心创新"
    point: str = ""
    path: str = "video/digest.md"
    line: int = 12
    tags: Sequence[str] = field(default=("video",))
    accepted: bool = True

    @property
    def stored(self) -> deck_fixtures.Sample:
        """The same as the store is given it."""
        return deck_fixtures.Sample(
            edited_question(self.question, self.answer), self.answer,
            self.point or self.question.replace("[...]", self.answer), self.title, self.short,
            self.year, tags=self.tags, deck=self.deck, paths=(self.path,), heading="",
            label=self.label, line=self.line, accepted=self.accepted,
        )  # fmt: skip


CHINESE = Sample(
    "提出 [...] 架构，一次生成整段视频，从而保证全局的时间一致性。", "Space-Time U-Net"
)
ENGLISH = Sample(
    "What does masking 15% of the tokens train?",
    "A bidirectional encoder",
    deck="digests::language",
    short="BERT",
    title="BERT: Pre-training of Deep Bidirectional Transformers",
    year=2019,
    label="Key Takeaways",
    point="Masking 15% of the tokens trains a bidirectional encoder.",
    path="language.md",
    line=7,
)


def make_collection(folder: Path, samples: Sequence[Sample], *, settings: str = "") -> Collection:
    """A collection of these cards, each its own paper; those of one point are siblings."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "paperdeck.yaml").write_text(settings, "utf-8")
    collection = open_collection(folder)
    with collection.open_store() as store, store.transaction():
        insert(store, folder, [sample.stored for sample in samples], MORNING_MS)
        points = [sample.point for sample in samples]
        for number, point in enumerate(points):
            if point and points.index(point) < number:
                join(store, points.index(point), [number])
    return collection


def screen_text(app: App[int]) -> str:
    """What stands on the screen, line by line."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


def review_rows(store: Store) -> list[tuple[str, int]]:
    """(card, rating) of every row of the log, oldest first."""
    return [(row[0], row[1]) for row in store.rows("SELECT card, rating FROM review ORDER BY id")]


@dataclass
class Desk:
    """A running app and all that a test looks at."""

    pilot: Pilot[int]
    store: Store
    clock: FakeClock
    screen: ReviewScreen

    async def press(self, *keys: str) -> None:
        """Press keys and wait until all is drawn."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def tick(self) -> None:
        """Do what the timer does once a second."""
        self.screen._tick()
        await self.pilot.pause()

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return screen_text(self.pilot.app)

    @property
    def flat(self) -> str:
        """What stands on the screen, as one line."""
        return " ".join(self.text.split())

    def decided(self, card: str, what: What) -> object:
        """The value of a decision in force."""
        return decisions_on(self.store, card).get((card, what, ""))


@asynccontextmanager
async def reviewing(
    folder: Path,
    samples: Sequence[Sample],
    *,
    deck: str | None = None,
    settings: str = "",
    environ: Mapping[str, str] | None = None,
    rebuild: Callable[[], str] | None = None,
) -> AsyncIterator[Desk]:
    """The review of these cards in a window of 80 by 24."""
    collection = make_collection(folder, samples, settings=settings)
    clock = FakeClock()
    with collection.open_store() as store:
        sitting = Sitting(collection, store, clock, environ or {}, rebuild)
        screen = ReviewScreen(sitting, deck)
        async with PaperdeckApp(screen).run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            yield Desk(pilot, store, clock, screen)
