"""A year of reviews in advance: how much work a desired retention makes, and what it keeps.

Pure: every card answers as chance and its memory have it, again and again with the same dice.
A deck of thousands is judged by a sample of it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from decks.deck_names import parents
from decks.memory import Engine, Memory
from decks.queue import Limits
from decks.reviews import Rating
from decks.spread import rounded

DAYS = 365
SAMPLE = 2_000
"""Cards that are followed at most; the numbers of more are scaled up."""
RETENTIONS = tuple(percent / 100 for percent in range(70, 98, 3))
"""Among which the cheapest is looked for."""

_ALL = ""
_WHOLE = 1 - 1e-9
"""Room for a card: tenths add up to a little less than one."""


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A card at the beginning of the year."""

    engine: Engine
    maximum_interval_days: int
    memory: Memory | None = None
    """None: it is new."""
    last_day: int = 0
    due_day: int = 0
    deck: str = ""


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
    late: tuple[float, ...]
    """Reviews that were due and had no room."""
    minutes: tuple[float, ...]
    remembered: float
    """Cards that would be recalled on the day after: the sum of their chances."""

    @property
    def minutes_per_remembered(self) -> float:
        """What a remembered card costs in the year."""
        return sum(self.minutes) / self.remembered if self.remembered else 0.0


def simulate(
    cards: Sequence[Scheduled], habits: Habits, limits: Limits, today: int, seed: int = 1
) -> Year:
    """The year from logical day ``today`` on, each day of which brings what ``limits`` allow."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    some = sorted(dice.sample(range(len(cards)), min(SAMPLE, len(cards))))
    scale = len(cards) / len(some) if some else 1.0
    year = _Year([cards[at] for at in some], habits, today, dice)
    new = {deck: own[0] for deck, own in limits.decks.items() if own[0] is not None}
    reviews = {deck: own[1] for deck, own in limits.decks.items() if own[1] is not None}
    rooms = (
        _Room(limits.new_per_day, new, scale), _Room(limits.reviews_per_day, reviews, scale)
    )  # fmt: skip
    for day in range(today, today + DAYS):
        year.live(day, *rooms)
    return Year(
        tuple(count * scale for count in year.reviews),
        tuple(count * scale for count in year.new),
        tuple(count * scale for count in year.late),
        tuple(seconds * scale / 60 for seconds in year.seconds),
        year.remembered(today + DAYS) * scale,
    )


def with_retention(cards: Sequence[Scheduled], retention: float) -> list[Scheduled]:
    """The same cards under another desired retention; due dates stay until the next answer."""
    engines = {id(card.engine): Engine(card.engine.parameters, retention) for card in cards}
    return [replace(card, engine=engines[id(card.engine)]) for card in cards]


def cheapest(cards: Sequence[Scheduled], habits: Habits, limits: Limits, today: int) -> float:
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

    @property
    def deck(self) -> str:
        """Its limits hold for the card."""
        return self.card.deck


class _Room:
    """What days may bring, in all and of decks with a limit of their own, for a sample of cards.

    A share of a card that a day has left over goes to the next.
    """

    def __init__(self, total: int, decks: Mapping[str, int], scale: float) -> None:
        self._shares = {deck: most / scale for deck, most in decks.items()} | {_ALL: total / scale}
        self._left = dict.fromkeys(self._shares, 0.0)
        self._limited: dict[str, list[str]] = {}

    def begin_day(self) -> None:
        """Make the room of another day."""
        for name, share in self._shares.items():
            self._left[name] = self._left[name] % 1 + share

    @property
    def open(self) -> bool:
        """Whether there is room for a card of a deck without limits of its own."""
        return self._left[_ALL] >= _WHOLE

    def admits(self, deck: str) -> bool:
        """Whether one more card of a deck may come; if so it is counted."""
        if deck not in self._limited:
            self._limited[deck] = [n for n in {_ALL, *parents(deck)} if n in self._shares]
        names = self._limited[deck]
        if any(self._left[name] < _WHOLE for name in names):
            return False
        for name in names:
            self._left[name] = max(0.0, self._left[name] - 1)
        return True


Of = TypeVar("Of", Scheduled, _Followed)


def _split(cards: list[Of], room: _Room) -> tuple[list[Of], list[Of]]:
    """The cards that another day has room for, and the others, both in their order."""
    room.begin_day()
    now: list[Of] = []
    later: list[Of] = []
    for at, card in enumerate(cards):
        if not room.open:
            return now, later + cards[at:]
        (now if room.admits(card.deck) else later).append(card)
    return now, later


class _Year:
    """The year as it goes on, day by day."""

    def __init__(
        self, cards: Sequence[Scheduled], habits: Habits, today: int, dice: random.Random
    ) -> None:
        self.habits, self.dice = habits, dice
        self.reviews: list[int] = []
        self.new: list[int] = []
        self.late: list[int] = []
        self.seconds: list[float] = []
        self._known: list[_Followed] = []
        self._due: defaultdict[int, list[_Followed]] = defaultdict(list)
        self._unseen = [card for card in cards if card.memory is None]
        for card in cards:
            if card.memory is not None:
                followed = _Followed(card, card.memory, card.last_day)
                self._known.append(followed)
                self._due[max(today, card.due_day)].append(followed)

    def live(self, day: int, new: _Room, reviews: _Room) -> None:
        """One day; what its limits leave out is due on the next."""
        now, late = _split(self._due.pop(day, []), reviews)
        self._due[day + 1] = late + self._due[day + 1]
        begun, self._unseen = _split(self._unseen, new)
        seconds = sum(self._review(followed, day) for followed in now)
        for card in begun:
            self._begin(card, day)
        self.reviews.append(len(now))
        self.new.append(len(begun))
        self.late.append(len(late))
        self.seconds.append(seconds + len(begun) * self.habits.new_s)

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
