"""A year of reviews in advance."""

from __future__ import annotations

from itertools import pairwise

import pytest

from decks.memory import Engine, Memory
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
    assert simulate(KNOWN, Habits(), (5, 200), 100) == simulate(KNOWN, Habits(), (5, 200), 100)


def test_new_cards_come_at_their_limit_until_all_are_begun() -> None:
    """Five a day for twenty days, none after."""
    year = simulate(UNSEEN, Habits(), (5, 200), 100)
    assert year.new == (5,) * 20 + (0,) * (DAYS - 20)


def test_no_day_brings_more_than_its_limit() -> None:
    """What is left over comes on the next days; with no reviews at all nothing is done."""
    year = simulate(KNOWN, Habits(), (0, 7), 130)
    assert max(year.reviews) == 7
    assert sum(simulate(KNOWN, Habits(), (0, 0), 130).minutes) == 0


def test_a_higher_retention_costs_more_and_keeps_more() -> None:
    """Reviews, minutes and remembered cards grow with the desired retention."""
    years = [
        simulate(with_retention([*KNOWN, *UNSEEN], share), Habits(), (5, 999), 100)
        for share in (0.75, 0.85, 0.95)
    ]
    for low, high in pairwise(years):
        assert sum(low.reviews) < sum(high.reviews)
        assert sum(low.minutes) < sum(high.minutes)
        assert low.remembered < high.remembered


def test_the_cheapest_is_one_of_those_tried() -> None:
    """Where a forgotten card costs much more than a known one, it pays to know more."""
    usual = cheapest([*KNOWN, *UNSEEN], Habits(), (5, 999), 100)
    dear = cheapest([*KNOWN, *UNSEEN], Habits(forgotten_s=600), (5, 999), 100)
    assert {usual, dear} <= set(RETENTIONS)
    assert dear >= usual


def test_many_cards_are_judged_by_a_sample() -> None:
    """Twice the sample brings about the numbers of all of them."""
    many = KNOWN * (SAMPLE // len(KNOWN) * 2)
    few = simulate(KNOWN, Habits(), (0, 10**6), 100)
    scaled = simulate(many, Habits(), (0, 10**6), 100)
    times = len(many) / len(KNOWN)
    assert scaled.remembered == pytest.approx(few.remembered * times, rel=0.05)
    assert sum(scaled.reviews) == pytest.approx(sum(few.reviews) * times, rel=0.1)


def test_no_cards_no_work() -> None:
    """An empty collection has an empty year."""
    year = simulate([], Habits(), (5, 200), 100)
    assert (sum(year.reviews), sum(year.minutes), year.remembered) == (0, 0, 0)
    assert year.minutes_per_remembered == 0
