"""What the statistics read: the review log summed up by the database, and the cards in play.

Reviews that were taken back never count; an id that gave way counts for its holder. Only
queries: what the numbers mean is said by ``decks/statistics*``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from decks.days import DAY_S
from decks.ids import CardId, PaperId
from decks.marks import What
from decks.reviews import SCHEDULED, Phase
from decks.statistics_cards import CardNow, PaperName
from decks.statistics_log import MATURE_DAYS, AnswersOfDay, HourOfDay, LogRow
from decks.store.connection import Store
from decks.store.marks import all_decisions, retracted_by_card


@dataclass(frozen=True, slots=True)
class Scope:
    """Of which reviews and cards the statistics are."""

    retracted: str
    """JSON list of the ids of reviews that do not count."""
    cards: str | None
    """JSON list of ids; None: all cards."""

    @property
    def values(self) -> tuple[str, ...]:
        """What a query binds first."""
        return (self.retracted,) if self.cards is None else (self.retracted, self.cards)


def scope_of(store: Store, cards: Iterable[CardId] | None) -> Scope:
    """The scope of some cards, or of all, as the decisions are now."""
    by_card = retracted_by_card(all_decisions(store, What.RETRACTED))
    retracted = sorted(review for reviews in by_card.values() for review in reviews)
    return Scope(json.dumps(retracted), None if cards is None else json.dumps(list(cards)))


def answers_by_day(store: Store, scope: Scope) -> list[AnswersOfDay]:
    """Every logical day with an answer, oldest first."""
    kinds = ("learning", "young", "mature", "relearning", "cram")
    sums = ", ".join(f"total(class = '{kind}')" for kind in kinds)
    found = store.rows(
        f"{_answers(scope)} SELECT day, {sums}, total(rating = 1), total(duration_ms)"
        " FROM (SELECT day, rating, duration_ms, CASE WHEN kind <> 'review' THEN kind"
        f" WHEN previous_interval_s < {MATURE_DAYS * DAY_S} THEN 'young' ELSE 'mature' END AS class"
        " FROM answer) GROUP BY day ORDER BY day",
        scope.values,
    )
    return [AnswersOfDay(*map(int, row)) for row in found]


def answers_by_hour(store: Store, scope: Scope) -> list[HourOfDay]:
    """The hours of the learner's clock with answers that count for the schedule."""
    found = store.rows(
        f"{_answers(scope)} SELECT (id / 60000 + utc_offset_min) / 60 % 24 AS hour, count(*),"
        f" total(rating > 1) FROM answer WHERE kind IN ({_SCHEDULED}) GROUP BY hour ORDER BY hour",
        scope.values,
    )
    return [HourOfDay(*map(int, row)) for row in found]


def answers_in_order(store: Store, scope: Scope) -> Iterator[LogRow]:
    """What moves a memory, card by card, each oldest first.

    Answers that count for the schedule, and resets, which have no rating.
    """
    return store.each(
        f"SELECT {_HOLDER}, review.id, day, rating,"
        f" kind = 'review' OR previous_interval_s >= {DAY_S}, previous_interval_s / {DAY_S}"
        f" FROM {_LOG}"
        f" WHERE kind IN ({_SCHEDULED}, 'reset') AND {_counts(scope)} ORDER BY 1, review.id",
        scope.values,
    )


def decks_of_cards(store: Store) -> dict[CardId, str]:
    """The deck of every card."""
    return dict(store.rows("SELECT card, deck FROM standing"))


def cards_in_play(store: Store, scope: Scope) -> list[CardNow]:
    """The cards that may be asked, in no order."""
    where = "" if scope.cards is None else " AND card IN (SELECT value FROM json_each(?))"
    found = store.rows(
        "SELECT coalesce(paper.merged_into, paper.id), deck, phase, stability, difficulty,"
        " interval_s, due_day, buried_until, last_day FROM standing"
        " JOIN point ON point.id = standing.point JOIN paper ON paper.id = point.paper"
        f" WHERE in_play = 1{where}",
        scope.values[1:],
    )
    phases = {phase.value: phase for phase in Phase}
    return [CardNow(paper, deck, phases[phase], *rest) for paper, deck, phase, *rest in found]


def paper_names(store: Store) -> dict[PaperId, PaperName]:
    """What each paper is called."""
    found = store.rows("SELECT id, title, short, year FROM paper WHERE merged_into IS NULL")
    return {PaperId(paper): PaperName(*rest) for paper, *rest in found}


_SCHEDULED = ", ".join(f"'{kind.value}'" for kind in sorted(SCHEDULED))
_LOG = "review LEFT JOIN alias ON alias.id = review.card"
_HOLDER = "coalesce(alias.holder, review.card)"


def _counts(scope: Scope) -> str:
    """A condition on the rows of ``_LOG``; its values are the scope's."""
    chosen = f" AND {_HOLDER} IN (SELECT value FROM json_each(?2))" if scope.cards else ""
    return f"review.id NOT IN (SELECT value FROM json_each(?1)){chosen}"


def _answers(scope: Scope) -> str:
    """Begin a query with the rows that have a rating and count."""
    return (
        f"WITH answer AS (SELECT review.*, {_HOLDER} AS holder FROM {_LOG}"
        f" WHERE rating NOT NULL AND {_counts(scope)})"
    )
