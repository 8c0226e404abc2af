"""The standing of a card: what the queue and the counts read.

A cache of the card's reviews and marks. It is renewed in the transaction that adds
them, and can be made again from nothing.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import starmap

from decks.cards import Acceptance, Study
from decks.ids import CardId
from decks.marks import Decisions, What
from decks.memory import Engine
from decks.presets import Presets
from decks.reviews import Schedule, fold, folds, without_retracted
from decks.store.aliases import holder_of
from decks.store.connection import Row, Store
from decks.store.marks import (
    decisions_about,
    decisions_on,
    retracted,
    retracted_by_card,
)
from decks.store.reviews import reviews_by_card, reviews_of

CHUNK = 5_000
"""Cards whose reviews are in memory at once while every standing is made again."""


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


def renew(store: Store, card: CardId, presets: Presets) -> None:
    """Make one card's standing again from its reviews and marks; its holder's if it gave way."""
    card = CardId(holder_of(store, card))
    known = _Known(*store.rows(f"{_KNOWN} WHERE card.id = ?", (card,))[0])
    decisions = decisions_on(store, card) | decisions_on(store, known.paper)
    found = store.rows(f"SELECT {COLUMNS} FROM standing WHERE card = ?", (card,))
    deck = str(found[0][2]) if found else ""
    now = scheduled(store, card, decisions, presets.of(deck).engine)
    row = _row(known, deck, decisions, now)
    if found:
        _amend(store, found[0], row)
    else:
        _write(store, [row])


def renew_all(
    store: Store,
    decks: Mapping[str, str],
    presets: Presets,
    only: Collection[str] | None = None,
) -> None:
    """Make every card's standing again, or that of ``only`` some.

    ``decks`` gives each paper's deck. Only what has changed is written.
    """
    store.run(
        "DELETE FROM standing WHERE card IN (SELECT id FROM alias)"
        " OR card NOT IN (SELECT id FROM card)"
    )
    before = stored_standings(store, only)
    # All are computed before the first is written: what is read does not depend on the cache.
    now = computed(store, decks, presets, only)
    _write(store, [row for row in now if before.get(row[0]) != row])


def stored_standings(store: Store, only: Collection[str] | None = None) -> dict[str, Row]:
    """What is cached of every card, or of ``only`` some, in the order of COLUMNS."""
    chosen = "" if only is None else " WHERE card IN (SELECT value FROM json_each(?))"
    values = () if only is None else (json.dumps(list(only)),)
    return {row[0]: row for row in store.rows(f"SELECT {COLUMNS} FROM standing{chosen}", values)}


def computed(
    store: Store,
    decks: Mapping[str, str],
    presets: Presets,
    only: Collection[str] | None = None,
) -> Iterator[Row]:
    """What every card's standing has to be, as reviews and marks say, in the order of COLUMNS.

    ``decks`` gives each paper's deck. With ``only`` those of some cards.
    """
    chosen = "" if only is None else " AND card.id IN (SELECT value FROM json_each(?))"
    rows = store.rows(
        f"{_KNOWN} WHERE card.id NOT IN (SELECT id FROM alias){chosen}",
        () if only is None else (json.dumps(list(only)),),
    )
    every = list(starmap(_Known, rows))
    decisions: dict[str, Decisions] = defaultdict(dict)
    about = None if only is None else {name for k in every for name in (k.card, k.paper)}
    for key, value in decisions_about(store, about).items():
        decisions[key[0]][key] = value
    for first in range(0, len(every), CHUNK):
        some = every[first : first + CHUNK]
        now = _schedules(store, {k.card: decks[k.paper] for k in some}, decisions, presets)
        for k in some:
            yield _row(k, decks[k.paper], decisions[k.card] | decisions[k.paper], now[k.card])


def _schedules(
    store: Store, decks: Mapping[CardId, str], decisions: Mapping[str, Decisions], presets: Presets
) -> dict[CardId, Schedule]:
    """The schedules of some cards, whose decks are given, each under its preset."""
    reviews = reviews_by_card(store, decks)
    groups: dict[str, list[CardId]] = defaultdict(list)
    for card, deck in decks.items():
        groups[deck].append(card)
    found: dict[CardId, Schedule] = {}
    for deck, cards in groups.items():
        histories = [
            without_retracted(reviews.get(card, ()), retracted_by_card(decisions[card])[card])
            for card in cards
        ]
        found |= zip(cards, folds(histories, presets.of(deck).engine), strict=True)
    return found


def reviews_ahead(store: Store) -> list[Row]:
    """(deck, stability, difficulty, last day, due day) of the cards in review that may be asked."""
    return store.rows(
        "SELECT deck, stability, difficulty, last_day, due_day FROM standing WHERE in_play = 1"
        " AND phase = 'review' AND stability NOT NULL AND last_day NOT NULL ORDER BY due_day, card"
    )


def due_ahead(store: Store) -> list[tuple[CardId, str, int]]:
    """(card, point, due day) of the cards in review that may be asked."""
    return store.rows(
        "SELECT card, point, due_day FROM standing WHERE in_play = 1 AND phase = 'review'"
    )


def last_review(store: Store, card: CardId) -> int | None:
    """Id of the last row of a card, or of the card that answers for it; None without any."""
    found = store.rows(
        "SELECT last_review FROM standing"
        " WHERE card = coalesce((SELECT holder FROM alias WHERE id = ?1), ?1)",
        (card,),
    )
    return found[0][0] if found else None


def in_play(store: Store, card: CardId) -> bool:
    """Whether the card may be asked at all, be it due or not."""
    return bool(store.rows("SELECT 1 FROM standing WHERE card = ? AND in_play = 1", (card,)))


@dataclass(frozen=True, slots=True)
class _Known:
    """What the tables of cards, points and papers say of a card."""

    card: CardId
    point: str
    position: int
    paper: str
    absent_ms: int | None


_KNOWN = (
    "SELECT card.id, card.point, card.position, coalesce(paper.merged_into, paper.id),"
    " point.absent_ms"
    " FROM card JOIN point ON point.id = card.point JOIN paper ON paper.id = point.paper"
)
COLUMNS = (
    "card, point, deck, position, in_play, acceptance, suspended, buried_until, flag, phase, step,"
    " stability, difficulty, reps, lapses, interval_s, due_day, due_ms, first_day, last_day,"
    " last_review"
)


def _row(known: _Known, deck: str, decisions: Decisions, now: Schedule) -> Row:
    """A row of the table, in the order of ``COLUMNS``."""
    said = decided(decisions, known.card)
    in_play = (
        (known.absent_ms is None or bool(decisions.get((known.card, What.KEPT, ""))))
        and said.acceptance is Acceptance.ACCEPTED
        and not said.suspended
        and study_of(decisions, known.paper) is Study.STUDY
    )
    memory = now.memory
    return (
        known.card, known.point, deck, known.position,
        in_play, said.acceptance.value, said.suspended, said.buried_until, said.flag,
        now.phase.value, now.step,
        memory.stability if memory else None, memory.difficulty if memory else None,
        now.reps, now.lapses, now.interval_s, now.due_day, now.due_ms,
        now.first_day, now.last_day, now.last_review,
    )  # fmt: skip


def _amend(store: Store, before: Row, now: Row) -> None:
    """Write what has changed alone: the indexes of the rest stay as they are.

    An answer is twice as fast on disk as with all of them.
    """
    names = COLUMNS.split(", ")
    changed = [at for at, value in enumerate(now) if value != before[at]]
    if changed:
        store.run(
            f"UPDATE standing SET {', '.join(f'{names[at]} = ?' for at in changed)} WHERE card = ?",
            (*(now[at] for at in changed), now[0]),
        )


def _write(store: Store, rows: Iterable[Row]) -> None:
    signs = ", ".join("?" * len(COLUMNS.split(",")))
    store.run_many(f"INSERT OR REPLACE INTO standing ({COLUMNS}) VALUES ({signs})", rows)
