"""Cards in a real store, and a learner who answers them over days, for tests of exports."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from decks.cards import Card
from decks.days import Instant, logical_day
from decks.faces import Face, Span, SpanKind, blank, face, to_json
from decks.ids import CardId, digest
from decks.marks import What
from decks.memory import Engine
from decks.presets import Presets
from decks.queue import Limits
from decks.reviews import Rating, Review, ReviewKind
from decks.scheduling import Preset
from decks.session import Session
from decks.store.connection import Store, open_store
from decks.store.marks import add_mark
from decks.store.reviews import add_review
from decks.store.standing import renew, renew_all

MADE_MS = 1_736_150_400_000
"""2025-01-06 08:00 UTC, when the cards of tests are made."""
DAY_MS = 86_400_000
PRESET = Preset("default", Engine(None, 0.9), (60, 600), (600,), 36_500)
PRESETS = Presets(PRESET)


@dataclass(frozen=True)
class Sample:
    """What a test says of one card; each has a point and a paper of its own."""

    question: Face = field(default_factory=lambda: face("What is it?"))
    answer: str = "It"
    point: str = "It is this."
    title: str = "Lumiere: A Space-Time Diffusion Model"
    short: str = "Lumiere"
    year: int | None = 2024
    arxiv_id: str | None = None
    authors: Sequence[str] = ()
    links: Sequence[Sequence[str]] = ()
    tags: Sequence[str] = ()
    deck: str = "digests::video"
    paths: Sequence[str] = ("digests/video.md",)
    heading: str = "Video"
    label: str = "核心要点"
    line: int | None = None
    """None: one more than the number of the sample."""
    accepted: bool = True
    absent_ms: int | None = None


def text(words: str) -> Face:
    """A question that is this text, read as no Markdown."""
    return (Span(SpanKind.TEXT, words),)


KINDS_OF_TEXT = (
    Sample(face("用 ", blank("Space-Time U-Net"), " 一次生成整段视频"), "Space-Time U-Net",
           "用 Space-Time U-Net 一次生成整段视频", authors=("Omer Bar-Tal", "李明"),
           arxiv_id="2401.12945", links=(("code", "https://example.org/?a=1&b=2"),),
           tags=("视频", "text to video")),
    Sample(text("为什么 🎬 需要级联？"), "时间一致性"),
    Sample(face("Loss is $\\frac{{a}}{b} < c$ and `x<y>[0]` in **bold**"), "`a & b`"),
    Sample(text("<b>no</b> <script>alert(1)</script> &amp; &lt;"), "\\<i\\>"),
    Sample(text("{{c1::x}} {{Front}} {{#Key}} {{FrontSide}} <%cloze:x%>"), "{{Key}}"),
    Sample(text("[order] [sound:x.mp3] [latex]x[/latex] [$]y[/$] \\(z\\) \\[w\\]"), "[/x]"),
    Sample(text("e\u0301 \ufb01 ｆｕｌｌ，全角 \u0338<"), "Å", short="e\u0301tude"),
    Sample(face("Filled with ", blank("**two** words", "2"), "?"), "**two** words",
           "The point says it otherwise: two words."),
    Sample(text("No year, no label"), "x", year=None, label="", heading="", deck="阅读::扩散 模型",
           paths=("阅读/扩散 模型.md", "other notes/b.md")),
    *(Sample(text(f"Question {n}"), f"Answer {n}", deck="digests") for n in range(12)),
)  # fmt: skip
"""Cards whose texts are hard to carry, and a dozen plain ones."""


def fill(folder: Path, samples: Sequence[Sample], *, made_ms: int = MADE_MS) -> Store:
    """An open store with these cards, as a build would leave it; the notes lie in ``folder``."""
    store = open_store(folder / "deck.db", now_ms=made_ms)
    insert(store, folder, samples, made_ms)
    return store


def insert(store: Store, folder: Path, samples: Sequence[Sample], made_ms: int) -> None:
    """Put these cards into a store; the notes lie in ``folder``."""
    with store.transaction():
        for number, sample in enumerate(samples):
            _insert(store, folder, number, sample, made_ms)
        decks = {_paper_id(number): sample.deck for number, sample in enumerate(samples)}
        renew_all(store, decks, PRESETS)


def card_id(number: int) -> CardId:
    """The id of the card of the sample of that number."""
    return CardId(digest("test-card", str(number)))


def _paper_id(number: int) -> str:
    return digest("test-paper", str(number))


def _insert(store: Store, folder: Path, number: int, sample: Sample, made_ms: int) -> None:
    paper, point, card = _paper_id(number), digest("test-point", str(number)), card_id(number)
    _row(store, "paper", {
        "id": paper, "title": sample.title, "short": sample.short, "year": sample.year,
        "arxiv_id": sample.arxiv_id, "authors": _json(sample.authors),
        "links": _json(sample.links), "tags": _json(sample.tags),
        "home_root": str(folder), "home_path": sample.paths[0], "created_ms": made_ms,
    })  # fmt: skip
    _row(store, "point", {
        "id": point, "paper": paper, "kind": "key_points", "text": sample.point, "number": number,
        "absent_ms": sample.absent_ms, "created_ms": made_ms,
    })  # fmt: skip
    line = sample.line or number + 1
    for path in sample.paths:
        _row(store, "place", {
            "point": point, "root": str(folder), "path": path, "line": line,
            "last_line": line, "heading": sample.heading, "label": sample.label,
            "ordinal": 1, "count": 1,
        })  # fmt: skip
    _row(store, "card", {
        "id": card, "point": point, "recipe": "definition", "place": 0,
        "question": _json(to_json(sample.question)), "answer": sample.answer, "warnings": "[]",
        "rank": 0.5, "position": number * 3, "anki_note_id": made_ms + number,
        "anki_card_id": made_ms + 10_000_000 + number, "created_ms": made_ms,
    })  # fmt: skip
    if sample.accepted:
        add_mark(store, card, What.ACCEPTED, True, made_ms)


def _row(store: Store, table: str, values: Mapping[str, object]) -> None:
    marks = ", ".join("?" * len(values))
    store.run(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", list(values.values()))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@dataclass
class Learner:
    """Somebody who studies, with a clock of their own."""

    store: Store
    utc_offset_min: int = 0
    ms: int = MADE_MS
    day_starts_at: int = 4

    def clock(self) -> Instant:
        """Now."""
        return Instant(self.ms, self.utc_offset_min)

    def go_to(self, day: int, hour: int) -> None:
        """Put the clock to an hour, by the wall, of the day ``day`` days after the first."""
        first = (MADE_MS // DAY_MS + day) * DAY_MS
        self.ms = first + hour * 3_600_000 - self.utc_offset_min * 60_000

    def study(self, rate: Callable[[Card], Rating], *, new: int = 99, answers: int = 999) -> None:
        """Answer what is due, seven seconds a card, and wait for cards in their steps."""
        session = Session(
            self.store, PRESETS, Limits(new, 999), self.clock, day_starts_at=self.day_starts_at
        )
        for _ in range(answers):
            if (card := session.card) is None:
                return
            self.ms += 7_000
            session.reveal()
            session.grade(rate(card))

    def decide(self, number: int, what: What, value: object) -> None:
        """Put a mark on the card of a sample."""
        with self.store.transaction():
            add_mark(self.store, card_id(number), what, value, self.ms)
            renew(self.store, card_id(number), PRESETS)

    def note(self, number: int, kind: ReviewKind) -> None:
        """Add a row that is no scheduled answer: a due date moved to ten days, or a reset."""
        card = card_id(number)
        rating = Rating.GOOD if kind is ReviewKind.CRAM else None
        days = 0 if kind in (ReviewKind.CRAM, ReviewKind.RESET) else 10
        review = Review(
            self.ms, card, self.store.device, kind, rating,
            logical_day(self.clock(), self.day_starts_at), self.utc_offset_min, 1_000,
            days * 86_400, 0, None, None,
        )  # fmt: skip
        with self.store.transaction():
            add_review(self.store, review)
            renew(self.store, card, PRESETS)


def rated_by_position(card: Card) -> Rating:
    """Good, but for some cards that are hard, easy or forgotten each so often."""
    turn = card.position // 3 + card.schedule.reps
    if card.schedule.reps and turn % 7 == 3:
        return Rating.AGAIN
    return {0: Rating.HARD, 5: Rating.EASY}.get(turn % 11, Rating.GOOD)


def studied(folder: Path, *, utc_offset_min: int = 0) -> Learner:
    """A learner after two months with ``KINDS_OF_TEXT``: a card of every kind of standing.

    Two cards are new (one buried), one is in its steps, one was just forgotten, one is
    suspended, one is flagged; those due in the last weeks are overdue.
    """
    learner = Learner(fill(folder, KINDS_OF_TEXT), utc_offset_min)
    for day in range(40):
        learner.go_to(day, 20 if day % 3 else 1)  # one at night still belongs to the day before
        learner.study(rated_by_position, new=4 if day < 4 else 2 if day == 4 else 0)
    last = len(KINDS_OF_TEXT) - 1
    learner.go_to(60, 20)
    learner.decide(0, What.FLAG, 3)
    learner.decide(0, What.TAGS, ["重要", "to  read"])
    learner.decide(1, What.SUSPENDED, True)
    learner.study(lambda _: Rating.AGAIN, new=0, answers=1)
    learner.decide(last, What.BURIED_UNTIL, learner.clock().ms // DAY_MS + 1)
    learner.decide(2, What.BURIED_UNTIL, learner.clock().ms // DAY_MS + 1)
    _begin(learner)
    return learner


def _begin(learner: Learner) -> None:
    """Answer one new card once, so that it stays in its steps, and take one answer back."""
    session = Session(learner.store, PRESETS, Limits(1, 0), learner.clock, day_starts_at=4)
    while (card := session.card) and card.schedule.last_review is not None:
        session.grade(Rating.GOOD)
    learner.ms += 5_000
    session.grade(Rating.EASY)
    session.undo()
    learner.ms += 5_000
    session.grade(Rating.GOOD)
