"""What the cards in play say of today and the days to come: due dates, memories, papers.

Pure. In play are accepted cards whose text stands in the notes, of papers in study, that are
not suspended. Where Anki shows the same figure, it is defined as there (rslib/src/stats/graphs
of https://github.com/ankitects/anki).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from decks.days import DAY_S
from decks.ids import PaperId
from decks.presets import Presets
from decks.reviews import Phase
from decks.statistics_log import MATURE_DAYS

AHEAD = 365
"""Days of the forecast."""


@dataclass(frozen=True, slots=True)
class CardNow:
    """What the statistics need of a card in play."""

    paper: PaperId
    deck: str
    phase: Phase
    stability: float | None
    """Days; None for a new card."""
    difficulty: float | None
    interval_s: int
    due_day: int | None
    """Logical day; None for a new card."""
    buried_until: int | None
    last_day: int | None
    """Logical day of the last answer that counted."""


@dataclass(frozen=True, slots=True)
class PaperName:
    """What a paper is called."""

    title: str
    short: str
    year: int | None


@dataclass(frozen=True, slots=True)
class CardCounts:
    """The cards in play by what they are, as in Anki's card_counts.rs."""

    new: int
    learning: int
    relearning: int
    young: int
    """In review with an interval below ``MATURE_DAYS``."""
    mature: int

    @property
    def total(self) -> int:
        """All in play."""
        return self.new + self.learning + self.relearning + self.young + self.mature


@dataclass(frozen=True, slots=True)
class DueForecast:
    """How many cards fall due on which day if none is answered before; new ones are left out."""

    overdue: int
    """Due before today."""
    days: tuple[int, ...]
    """Today first, then the ``AHEAD`` - 1 days after it."""
    later: int
    """Due after these days."""

    @property
    def total(self) -> int:
        """Every card that was ever begun."""
        return self.overdue + sum(self.days) + self.later


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many cards have which value."""

    counts: Mapping[int, int]
    """By the value rounded, ascending."""
    median: float | None
    """Of the values as they are; None without cards."""


@dataclass(frozen=True, slots=True)
class PaperMemory:
    """What is still known of a paper."""

    paper: PaperId
    name: PaperName
    cards: int
    """In play."""
    seen: int
    """Of these, with a memory."""
    due: int
    """Of these, on or before today."""
    recall: float | None
    """Mean chance of recall now of the cards seen, 0 to 1; None if none was."""

    @property
    def forgotten(self) -> float:
        """How many of the cards seen would not be recalled now, by their chances."""
        return 0.0 if self.recall is None else self.seen * (1 - self.recall)


def card_counts(cards: Iterable[CardNow]) -> CardCounts:
    """How many are new, in their steps, young and mature."""
    counts = Counter(
        ("mature" if card.interval_s >= MATURE_DAYS * DAY_S else "young")
        if card.phase is Phase.REVIEW
        else card.phase.value
        for card in cards
    )
    return CardCounts(
        **{name: counts[name] for name in ("new", "learning", "relearning", "young", "mature")}
    )


def due_forecast(cards: Iterable[CardNow], today: int) -> DueForecast:
    """Anki's future_due.rs, but that a card that is buried counts on the day it wakes.

    There it is left out if it is due by today; here the counts add up to the cards begun.
    """
    due = Counter(day for card in cards if (day := _due_day(card)) is not None)
    return DueForecast(
        overdue=sum(count for day, count in due.items() if day < today),
        days=tuple(due[day] for day in range(today, today + AHEAD)),
        later=sum(count for day, count in due.items() if day >= today + AHEAD),
    )


def _due_day(card: CardNow) -> int | None:
    if card.phase is Phase.NEW or card.due_day is None:
        return None
    return max(card.due_day, card.buried_until or card.due_day)


def intervals(cards: Iterable[CardNow]) -> Distribution:
    """Days between the last review and the next, of cards in review (Anki's intervals.rs).

    Anki counts cards that are learned again too, by the interval they will get.
    """
    return _distribution([c.interval_s / DAY_S for c in cards if c.phase is Phase.REVIEW])


def stabilities(cards: Iterable[CardNow]) -> Distribution:
    """Days to a recall of 90 %, of every card with a memory (Anki's intervals.rs)."""
    return _distribution([c.stability for c in cards if c.stability is not None])


def difficulties(cards: Iterable[CardNow]) -> Distribution:
    """1 to 10, of every card with a memory."""
    return _distribution([c.difficulty for c in cards if c.difficulty is not None])


def recalls_now(cards: Iterable[CardNow], presets: Presets, today: int) -> list[float | None]:
    """Each card's chance of recall today, 0 to 1, by whole days; None without a memory."""
    engines = {deck: presets.of(deck).engine for deck in {card.deck for card in cards}}
    return [
        None
        if card.stability is None or card.last_day is None
        else engines[card.deck].retrievability(card.stability, max(0, today - card.last_day))
        for card in cards
    ]


def paper_memories(
    cards: Sequence[CardNow],
    recalls: Sequence[float | None],
    names: Mapping[PaperId, PaperName],
    today: int,
) -> list[PaperMemory]:
    """What is known of each paper with cards in play, what is being forgotten first.

    By the mean recall of the cards seen; papers of which none was seen come last, by title.
    """
    groups: defaultdict[PaperId, list[tuple[CardNow, float | None]]] = defaultdict(list)
    for card, recall in zip(cards, recalls, strict=True):
        groups[card.paper].append((card, recall))
    found = [_paper_memory(paper, names[paper], some, today) for paper, some in groups.items()]
    return sorted(found, key=_forgotten_first)


def _paper_memory(
    paper: PaperId, name: PaperName, cards: Sequence[tuple[CardNow, float | None]], today: int
) -> PaperMemory:
    known = [recall for _, recall in cards if recall is not None]
    due = [day for card, _ in cards if (day := _due_day(card)) is not None and day <= today]
    mean = math.fsum(known) / len(known) if known else None
    return PaperMemory(paper, name, len(cards), len(known), len(due), mean)


def _forgotten_first(paper: PaperMemory) -> tuple[float, str, str]:
    return (2.0 if paper.recall is None else paper.recall, paper.name.title, paper.paper)


def _distribution(values: Sequence[float]) -> Distribution:
    counts = Counter(math.floor(value + 0.5) for value in values)
    return Distribution(dict(sorted(counts.items())), median(values) if values else None)
