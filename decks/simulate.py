"""A year of reviews in advance: how much work a desired retention makes, and what it keeps.

Pure: every card answers as chance and its memory have it, again and again with the same dice.
A deck of thousands is judged by a sample of it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from decks.memory import Engine, Memory
from decks.reviews import Rating
from decks.spread import rounded

DAYS = 365
SAMPLE = 2_000
"""Cards that are followed at most; the numbers of more are scaled up."""
RETENTIONS = tuple(percent / 100 for percent in range(70, 98, 3))
"""Among which the cheapest is looked for."""


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A card at the beginning of the year."""

    engine: Engine
    maximum_interval_days: int
    memory: Memory | None = None
    """None: it is new."""
    last_day: int = 0
    due_day: int = 0


@dataclass(frozen=True, slots=True)
class Habits:
    """How the learner answers."""

    first: tuple[float, float, float, float] = (0.2, 0.2, 0.45, 0.15)
    """Shares of again, hard, good, easy among the first answers to cards."""
    recalled: tuple[float, float, float] = (0.15, 0.7, 0.15)
    """Shares of hard, good, easy among the answers to cards that are known."""
    recalled_s: float = 10
    """Seconds for a card that is known."""
    forgotten_s: float = 20
    """For one that is not, its relearning steps included."""
    new_s: float = 30
    """For a new one, its learning steps included."""


@dataclass(frozen=True, slots=True)
class Year:
    """What the days bring."""

    reviews: tuple[float, ...]
    new: tuple[float, ...]
    minutes: tuple[float, ...]
    remembered: float
    """Cards that would be recalled on the day after: the sum of their chances."""

    @property
    def minutes_per_remembered(self) -> float:
        """What a remembered card costs in the year."""
        return sum(self.minutes) / self.remembered if self.remembered else 0.0


def simulate(
    cards: Sequence[Scheduled], habits: Habits, limits: tuple[int, int], today: int, seed: int = 1
) -> Year:
    """The year from logical day ``today`` on; ``limits``: new cards and reviews a day."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    some = sorted(dice.sample(range(len(cards)), min(SAMPLE, len(cards))))
    scale = len(cards) / len(some) if some else 1.0
    year = _Year([cards[at] for at in some], habits, today, dice)
    for day in range(today, today + DAYS):
        year.live(day, limits[0] / scale, limits[1] / scale)
    return Year(
        tuple(count * scale for count in year.reviews),
        tuple(count * scale for count in year.new),
        tuple(seconds * scale / 60 for seconds in year.seconds),
        year.remembered(today + DAYS) * scale,
    )


def with_retention(cards: Sequence[Scheduled], retention: float) -> list[Scheduled]:
    """The same cards under another desired retention; due dates stay until the next answer."""
    engines = {id(card.engine): Engine(card.engine.parameters, retention) for card in cards}
    return [
        Scheduled(
            engines[id(card.engine)], card.maximum_interval_days, card.memory, card.last_day,
            card.due_day,
        )
        for card in cards
    ]  # fmt: skip


def cheapest(
    cards: Sequence[Scheduled], habits: Habits, limits: tuple[int, int], today: int
) -> float:
    """The desired retention that costs the fewest minutes for each card remembered."""
    years = {
        retention: simulate(with_retention(cards, retention), habits, limits, today)
        for retention in RETENTIONS
    }
    return min(years, key=lambda retention: years[retention].minutes_per_remembered)


@dataclass(slots=True)
class _Followed:
    """A card on its way through the year."""

    card: Scheduled
    memory: Memory
    last_day: int


class _Year:
    """The year as it goes on, day by day."""

    def __init__(
        self, cards: Sequence[Scheduled], habits: Habits, today: int, dice: random.Random
    ) -> None:
        self.habits, self.dice = habits, dice
        self.reviews: list[int] = []
        self.new: list[int] = []
        self.seconds: list[float] = []
        self._known: list[_Followed] = []
        self._due: defaultdict[int, list[_Followed]] = defaultdict(list)
        self._unseen = [card for card in reversed(cards) if card.memory is None]
        self._room = 0.0
        for card in cards:
            if card.memory is not None:
                followed = _Followed(card, card.memory, card.last_day)
                self._known.append(followed)
                self._due[max(today, card.due_day)].append(followed)

    def live(self, day: int, most_new: float, most_reviews: float) -> None:
        """One day; what its limits leave out is due on the next."""
        due = self._due.pop(day, [])
        most = max(0, round(most_reviews))
        self._due[day + 1] = due[most:] + self._due[day + 1]
        seconds = sum(self._review(followed, day) for followed in due[:most])
        self._room = min(self._room + most_new, len(self._unseen))
        begun = int(self._room)
        self._room -= begun
        for _ in range(begun):
            self._begin(self._unseen.pop(), day)
        self.reviews.append(min(most, len(due)))
        self.new.append(begun)
        self.seconds.append(seconds + begun * self.habits.new_s)

    def _review(self, followed: _Followed, day: int) -> float:
        engine, waited = followed.card.engine, day - followed.last_day
        recall = engine.retrievability(followed.memory.stability, waited)
        recalled = self.dice.random() < recall
        rating = self._pick(Rating.HARD, self.habits.recalled) if recalled else Rating.AGAIN
        self._answer(followed, engine.after(followed.memory, waited, rating), day)
        return self.habits.recalled_s if recalled else self.habits.forgotten_s

    def _begin(self, card: Scheduled, day: int) -> None:
        rating = self._pick(Rating.AGAIN, self.habits.first)
        followed = _Followed(card, card.engine.after(None, 0, rating), day)
        self._known.append(followed)
        self._answer(followed, followed.memory, day)

    def _answer(self, followed: _Followed, memory: Memory, day: int) -> None:
        card = followed.card
        days = rounded(card.engine.interval_days(memory.stability))
        followed.memory, followed.last_day = memory, day
        self._due[day + min(max(1, days), card.maximum_interval_days)].append(followed)

    def _pick(self, first: Rating, shares: Sequence[float]) -> Rating:
        return Rating(self.dice.choices(range(first, first + len(shares)), shares)[0])

    def remembered(self, day: int) -> float:
        """The sum of the chances of recall on a day."""
        return sum(
            each.card.engine.retrievability(each.memory.stability, day - each.last_day)
            for each in self._known
        )
