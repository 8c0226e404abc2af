"""A year of reviews in advance."""

from __future__ import annotations

from itertools import pairwise

import pytest

from decks.memory import Engine, Memory
from decks.queue import Limits
from decks.simulate import (
    DAYS,
    RETENTIONS,
    SAMPLE,
    Habits,
    Scheduled,
    cheapest,
    simulate,
    with_retention,
)

ENGINE = Engine(None, 0.9)
KNOWN = [Scheduled(ENGINE, 36_500, Memory(10.0 + n, 5.0), 95, 100 + n % 30) for n in range(200)]
UNSEEN = [Scheduled(ENGINE, 36_500) for _ in range(100)]


def test_a_year_repeats() -> None:
    """The same cards give the same year."""
    assert simulate(KNOWN, Habits(), Limits(5, 200), 100) == simulate(
        KNOWN, Habits(), Limits(5, 200), 100
    )


def test_new_cards_come_at_their_limit_until_all_are_begun() -> None:
    """Five a day for twenty days, none after."""
    year = simulate(UNSEEN, Habits(), Limits(5, 200), 100)
    assert year.new == (5,) * 20 + (0,) * (DAYS - 20)


def test_no_day_brings_more_than_its_limit() -> None:
    """What is left over comes on the next days; with no reviews at all nothing is done."""
    year = simulate(KNOWN, Habits(), Limits(0, 7), 130)
    assert max(year.reviews) == 7
    assert sum(simulate(KNOWN, Habits(), Limits(0, 0), 130).minutes) == 0


def test_a_deck_keeps_to_its_own_limits() -> None:
    """Those of a deck hold for its sub-decks together, and what they leave goes to other decks."""
    decks = ["A", "A::b", "B"]
    unseen = [Scheduled(ENGINE, 36_500, deck=decks[n % 3]) for n in range(90)]
    known = [Scheduled(ENGINE, 36_500, Memory(9, 5), 95, 100, decks[n % 3]) for n in range(90)]
    limits = Limits(7, 20, {"A": (2, 5), "B": (None, 1)})
    year = simulate([*unseen, *known], Habits(), limits, 100)
    # Two of A and its sub-deck a day, five of B until they are all begun.
    assert year.new[:7] == (7, 7, 7, 7, 7, 7, 2)
    assert (sum(year.new), year.new[29], year.new[30]) == (90, 2, 0)
    assert max(year.reviews) == 6
    assert year.late[0] == 84


def test_a_sample_brings_shares_of_a_card() -> None:
    """What a day's limit leaves of a card of a sample is there on the next."""
    many = [Scheduled(ENGINE, 36_500) for _ in range(SAMPLE * 4)]
    year = simulate(many, Habits(), Limits(10, 0), 100)
    assert set(year.new) == {8, 12}
    assert sum(year.new) == pytest.approx(10 * DAYS, abs=4)


def test_a_higher_retention_costs_more_and_keeps_more() -> None:
    """Reviews, minutes and remembered cards grow with the desired retention."""
    years = [
        simulate(with_retention([*KNOWN, *UNSEEN], share), Habits(), Limits(5, 999), 100)
        for share in (0.75, 0.85, 0.95)
    ]
    for low, high in pairwise(years):
        assert sum(low.reviews) < sum(high.reviews)
        assert sum(low.minutes) < sum(high.minutes)
        assert low.remembered < high.remembered


def test_the_cheapest_is_one_of_those_tried() -> None:
    """Where a forgotten card costs much more than a known one, it pays to know more."""
    usual = cheapest([*KNOWN, *UNSEEN], Habits(), Limits(5, 999), 100)
    dear = cheapest([*KNOWN, *UNSEEN], Habits(forgotten_s=600), Limits(5, 999), 100)
    assert {usual, dear} <= set(RETENTIONS)
    assert dear >= usual


def test_many_cards_are_judged_by_a_sample() -> None:
    """Twice the sample brings about the numbers of all of them."""
    many = KNOWN * (SAMPLE // len(KNOWN) * 2)
    few = simulate(KNOWN, Habits(), Limits(0, 10**6), 100)
    scaled = simulate(many, Habits(), Limits(0, 10**6), 100)
    times = len(many) / len(KNOWN)
    assert scaled.remembered == pytest.approx(few.remembered * times, rel=0.05)
    assert sum(scaled.reviews) == pytest.approx(sum(few.reviews) * times, rel=0.1)


def test_no_cards_no_work() -> None:
    """An empty collection has an empty year."""
    year = simulate([], Habits(), Limits(5, 200), 100)
    assert (sum(year.reviews), sum(year.minutes), year.remembered) == (0, 0, 0)
    assert year.minutes_per_remembered == 0
