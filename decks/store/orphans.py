"""Cards whose text is in no note: one may be asked in spite of that, until the text returns."""

from __future__ import annotations

from collections.abc import Iterable

from decks.ids import CardId, PointId
from decks.marks import Decisions, What
from decks.presets import Presets
from decks.store.connection import Store
from decks.store.marks import add_mark, all_decisions
from decks.store.standing import renew


def keep_asking(store: Store, cards: Iterable[CardId], presets: Presets, now_ms: int) -> None:
    """Let orphans be asked again as they are. One that was suspended stays so."""
    with store.transaction():
        for card in cards:
            add_mark(store, card, What.KEPT, True, now_ms)
            renew(store, card, presets)


def wake_cards(store: Store, points: Iterable[PointId], now_ms: int) -> None:
    """The texts of points are back: what was decided about their absence is over."""
    woken = frozenset(points)
    if not woken:
        return
    kept = {target for (target, what, _), value in _kept(all_decisions(store)) if value}
    for card, point in store.rows("SELECT id, point FROM card"):
        if card in kept and point in woken:
            add_mark(store, card, What.KEPT, False, now_ms)


def _kept(decisions: Decisions) -> list[tuple[tuple[str, What, str], object]]:
    return [(key, value) for key, value in decisions.items() if key[1] is What.KEPT]
