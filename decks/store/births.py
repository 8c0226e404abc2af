"""New cards, changed cards and proposals that are withdrawn."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from decks.faces import from_json, plain
from decks.ids import CardId, PointId, digest, normalised
from decks.made import MadeCard, content_of
from decks.marks import Mark, What
from decks.store.connection import Store
from decks.store.marks import decisions_about, insert_mark
from decks.subject import Candidate


def made_cards(store: Store, only: Collection[str] | None = None) -> list[MadeCard]:
    """Every card that has not given way to another, with what was decided about it.

    With ``only`` those of these points.
    """
    some = "" if only is None else " AND point IN (SELECT value FROM json_each(?))"
    values = () if only is None else (json.dumps(list(only)),)
    rows = store.rows(
        "SELECT id, point, recipe, place, question, warnings, answer, rank FROM card"
        f" WHERE id NOT IN (SELECT id FROM alias){some} ORDER BY position",
        values,
    )
    cards = [row[0] for row in rows]
    among = json.dumps(cards)
    decisions = decisions_about(store, None if only is None else cards)
    marked = {target for target, _, _ in decisions}
    decided = {target for target, what, _ in decisions if what is not What.ACCEPTED}
    reviewed = _those(store, "SELECT DISTINCT card FROM review WHERE card IN", among)
    seen = _those(store, "SELECT card FROM standing WHERE phase <> 'new' AND card IN", among)
    return [
        MadeCard(
            id=CardId(row[0]), point=PointId(row[1]), recipe=row[2], place=row[3], answer=row[6],
            question=plain(from_json(json.loads(row[4])), reveal=True),
            accepted=bool(decisions.get((row[0], What.ACCEPTED, ""))),
            rejected=bool(decisions.get((row[0], What.REJECTED, ""))),
            touched=row[0] in reviewed or row[0] in marked,
            content=(row[3], row[4], row[5], row[6], row[7]),
            begun=row[0] in reviewed or row[0] in decided,
            unseen=row[0] not in seen and not decisions.get((row[0], What.SUSPENDED, "")),
        )
        for row in rows
    ]  # fmt: skip


def _those(store: Store, sql: str, cards: str) -> set[str]:
    return {card for (card,) in store.rows(f"{sql} (SELECT value FROM json_each(?))", (cards,))}


def insert_cards(
    store: Store, cards: Iterable[tuple[CardId, PointId, Candidate]], now_ms: int
) -> None:
    """Cards that are born now. Their Anki ids follow from this instant and are kept for ever."""
    position, anki = store.rows(
        "SELECT coalesce(max(position), 0), coalesce(max(anki_note_id), 0) FROM card"
    )[0]
    anki = max(anki + 1, now_ms)
    for offset, (card, point, made) in enumerate(cards):
        store.run(
            "INSERT INTO card (id, point, recipe, place, question, warnings, answer, rank,"
            " position, anki_note_id, anki_card_id, created_ms)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                card, point, made.recipe.value, *content_of(made), position + 1 + offset,
                anki + offset, anki + offset, now_ms,
            ),
        )  # fmt: skip
        _keep_version(store, card, made, now_ms)


def change_card(store: Store, card: CardId, made: Candidate, now_ms: int) -> None:
    """Make a card again under its id; what it was before is kept as a version."""
    store.run(
        "UPDATE card SET place = ?, question = ?, warnings = ?, answer = ?, rank = ? WHERE id = ?",
        (*content_of(made), card),
    )
    _keep_version(store, card, made, now_ms)


def withdraw_cards(store: Store, cards: Iterable[CardId]) -> None:
    """Take proposals back that nobody has looked at.

    One that was answered or decided about since the plan was made is kept; the schema
    refuses to let go of it.
    """
    for card in cards:
        if _has_history(store, card):
            continue
        for table in ("standing", "exported", "card_version"):
            store.run(f"DELETE FROM {table} WHERE card = ?", (card,))
        store.run("DELETE FROM card WHERE id = ?", (card,))


def _has_history(store: Store, card: CardId) -> bool:
    found = store.rows(
        "SELECT EXISTS (SELECT 1 FROM review WHERE card = ?1)"
        " OR EXISTS (SELECT 1 FROM mark WHERE target = ?1)",
        (card,),
    )
    return bool(found[0][0])


def lengths_of_histories(store: Store, cards: Iterable[CardId]) -> dict[CardId, int]:
    """How many reviews and marks each card has: they are only ever added."""
    found = store.rows(
        "SELECT value, (SELECT count(*) FROM review WHERE card = value)"
        " + (SELECT count(*) FROM mark WHERE target = value) FROM json_each(?)",
        (json.dumps(list(cards)),),
    )
    return {CardId(card): int(length) for card, length in found}


def accept_cards(store: Store, cards: Iterable[CardId], now_ms: int) -> None:
    """Mark cards as accepted by the build."""
    device = store.device
    for card in cards:
        insert_mark(store, Mark(card, What.ACCEPTED, True, now_ms, device))


def put_cards_back(store: Store, cards: Iterable[CardId], now_ms: int) -> None:
    """Mark cards as proposals again. What was answered and decided stays with them."""
    device = store.device
    for card in cards:
        insert_mark(store, Mark(card, What.ACCEPTED, False, now_ms, device))


def relink_card(store: Store, card: CardId, point: PointId) -> None:
    """Give a card to another point (split, merge, move). Its id stays."""
    store.run("UPDATE card SET point = ? WHERE id = ?", (point, card))


def _keep_version(store: Store, card: CardId, made: Candidate, now_ms: int) -> None:
    _, question, _, answer, _ = content_of(made)
    store.run(
        "INSERT OR IGNORE INTO card_version (card, digest, question, answer, seen_ms)"
        " VALUES (?, ?, ?, ?, ?)",
        (card, digest("face", question, normalised(answer)), question, answer, now_ms),
    )
