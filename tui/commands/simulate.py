"""``paperdeck simulate``: what another desired retention would cost, and keep, in a year."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import click

from decks.forecast import habits, scheduled
from decks.simulate import DAYS, Scheduled, Year, cheapest, simulate, with_retention
from decks.store.cards import all_cards
from notes.errors import PaperdeckError
from tui.opening import Start, collection_of, moment_of, open_built
from tui.output import aligned, json_option, show, show_json
from tui.wording import say

PERIODS = (0, 7, 30, 90, 180, DAYS)
"""Days between which the table gives means."""


class SimulateError(PaperdeckError):
    """There is nothing to look ahead at."""


@click.command("simulate", help=say("simulate.help"))
@click.option(
    "--retention",
    metavar="SHARE",
    type=click.FloatRange(0.7, 0.99),
    help=say("simulate.help_retention"),
)
@json_option
@click.pass_obj
def command(start: Start, retention: float | None, as_json: bool) -> None:
    """Simulate a year as things are, and one with another retention."""
    collection = collection_of(start)
    today = moment_of(collection).day
    with open_built(collection) as store, store.snapshot():
        cards = scheduled(all_cards(store), collection.presets(store), today)
        usual = habits(store)
    if not cards:
        raise SimulateError(say("simulate.no_cards"))
    limits = collection.limits
    best = cheapest(cards, usual, limits, today)
    wanted = retention or best
    now = simulate(cards, usual, limits, today)
    then = simulate(with_retention(cards, wanted), usual, limits, today)
    if as_json:
        show_json(_document(now, then, wanted, best))
        return
    for line in _table(cards, now, then, wanted):
        show(line)
    show(say("simulate.best", best=best))


def _table(cards: Sequence[Scheduled], now: Year, then: Year, wanted: float) -> list[str]:
    used = sorted({card.engine.desired_retention for card in cards})
    present = "–".join(f"{share:g}" for share in dict.fromkeys((used[0], used[-1])))
    head = [
        say("simulate.days"),
        *(say("simulate.reviews", retention=each) for each in (present, f"{wanted:g}")),
        *(say("simulate.minutes", retention=each) for each in (present, f"{wanted:g}")),
    ]
    rows = [
        [
            say("simulate.period", first=first + 1, last=last),
            *(_short(_mean(year.reviews[first:last])) for year in (now, then)),
            *(_short(_mean(year.minutes[first:last])) for year in (now, then)),
        ]
        for first, last in pairwise(PERIODS)
    ]
    kept = say(
        "simulate.kept",
        now=round(now.remembered),
        then=round(then.remembered),
        now_cost=now.minutes_per_remembered,
        then_cost=then.minutes_per_remembered,
    )
    return [*aligned([head, *rows]), kept]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _short(value: float) -> str:
    """With a decimal where it says something: a small collection has less than a minute a day."""
    return f"{value:.1f}" if round(value, 1) < 10 else f"{value:.0f}"


def _document(now: Year, then: Year, wanted: float, best: float) -> dict[str, Any]:
    return {
        "version": 1,
        "present": _year(now),
        "wanted": {"retention": wanted} | _year(then),
        "cheapest_retention": best,
    }


def _year(year: Year) -> dict[str, Any]:
    return {
        "reviews": [round(count, 1) for count in year.reviews],
        "new": [round(count, 1) for count in year.new],
        "minutes": [round(minutes, 1) for minutes in year.minutes],
        "remembered": round(year.remembered, 1),
        "minutes_per_remembered": round(year.minutes_per_remembered, 3),
    }
