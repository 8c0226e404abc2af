"""The standing of a card: what the queue and the counts read.

A cache of the card's reviews and marks. It is renewed in the transaction that adds
them, and can be made again from nothing.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass

from decks.cards import Acceptance, Study
from decks.ids import CardId
from decks.marks import Decisions, What
from decks.memory import Engine
from decks.reviews import Schedule, fold, without_retracted
from decks.store.connection import Store
from decks.store.marks import all_decisions, decisions_on, retracted
from decks.store.reviews import reviews_of


@dataclass(frozen=True, slots=True)
class Decided:
    """What the marks say of a card."""

    acceptance: Acceptance
    suspended: bool
    buried_until: int | None
    flag: int


def decided(decisions: Decisions, card: str) -> Decided:
    """What the decisions in force say of ``card``."""

    def value(what: What) -> object:
        return decisions.get((card, what, ""))

    buried, flag = value(What.BURIED_UNTIL), value(What.FLAG)
    return Decided(
        acceptance=_acceptance(bool(value(What.ACCEPTED)), bool(value(What.REJECTED))),
        suspended=bool(value(What.SUSPENDED)),
        buried_until=buried if isinstance(buried, int) else None,
        flag=flag if isinstance(flag, int) else 0,
    )


def _acceptance(accepted: bool, rejected: bool) -> Acceptance:
    if rejected:
        return Acceptance.REJECTED
    return Acceptance.ACCEPTED if accepted else Acceptance.INBOX


def study_of(decisions: Decisions, paper: str) -> Study:
    """Where the decisions in force put a paper; in study unless they say otherwise."""
    return Study(decisions.get((paper, What.STUDY, "")) or Study.STUDY)


def scheduled(store: Store, card: CardId, decisions: Decisions, engine: Engine) -> Schedule:
    """The schedule that a card's reviews fold to, those retracted left out."""
    return fold(without_retracted(reviews_of(store, card), retracted(decisions, card)), engine)


def renew(store: Store, card: CardId, engine: Engine) -> None:
    """Make one card's standing again from its reviews and marks."""
    decisions = decisions_on(store, card)
    found = store.rows(
        "SELECT coalesce(paper.merged_into, paper.id), point.absent_ms, standing.deck"
        " FROM card JOIN point ON point.id = card.point JOIN paper ON paper.id = point.paper"
        " LEFT JOIN standing ON standing.card = card.id WHERE card.id = ?",
        (card,),
    )
    paper, absent_ms, deck = found[0]
    decisions |= decisions_on(store, paper)
    _write(store, card, deck or "", _Life(paper, absent_ms is None), decisions, engine)


def renew_all(store: Store, decks: dict[str, str], engine: Engine) -> None:
    """Make every card's standing again; ``decks`` gives each paper's deck."""
    decisions = all_decisions(store)
    store.run(
        "DELETE FROM standing WHERE card IN (SELECT id FROM alias)"
        " OR card NOT IN (SELECT id FROM card)"
    )
    for card, paper, absent_ms in store.rows(
        "SELECT card.id, coalesce(paper.merged_into, paper.id), point.absent_ms"
        " FROM card JOIN point ON point.id = card.point JOIN paper ON paper.id = point.paper"
        " WHERE card.id NOT IN (SELECT id FROM alias)"
    ):
        _write(store, card, decks[paper], _Life(paper, absent_ms is None), decisions, engine)


def in_play(store: Store, card: CardId) -> bool:
    """Whether the card may be asked at all, be it due or not."""
    return bool(store.rows("SELECT 1 FROM standing WHERE card = ? AND in_play = 1", (card,)))


@dataclass(frozen=True, slots=True)
class _Life:
    paper: str
    present: bool


def _write(
    store: Store, card: CardId, deck: str, life: _Life, decisions: Decisions, engine: Engine
) -> None:
    said = decided(decisions, card)
    in_play = (
        life.present
        and said.acceptance is Acceptance.ACCEPTED
        and not said.suspended
        and study_of(decisions, life.paper) is Study.STUDY
    )
    schedule = scheduled(store, card, decisions, engine)
    memory = schedule.memory
    store.run(
        "INSERT OR REPLACE INTO standing SELECT id, point, ?, position,"
        " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM card WHERE id = ?",
        (
            deck,
            in_play, said.acceptance.value, said.suspended, said.buried_until, said.flag,
            schedule.phase.value, schedule.step,
            memory.stability if memory else None, memory.difficulty if memory else None,
            *astuple(schedule)[3:],
            card,
        ),
    )  # fmt: skip
