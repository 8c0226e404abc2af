"""A sitting over the cards that wait for a decision: what the app's inbox renders.

It knows no terminal. The clock is an argument. A decision is a mark, on disk before the next
card is asked for; undo adds marks that say the opposite. A card that somebody else decided
about in the meantime is left alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from decks.cards import Card, edited_question
from decks.days import Clock, Moment
from decks.faces import to_json
from decks.ids import CardId, PaperId
from decks.marks import What, is_same
from decks.presets import Presets
from decks.search import Part, search
from decks.store.cards import card as load_card
from decks.store.cards import cards_of
from decks.store.connection import Store
from decks.store.inbox import still_waiting, waiting
from decks.store.marks import add_mark, decisions_on
from decks.store.standing import renew
from decks.waiting import best_first


class Deed(StrEnum):
    """What can be done in the inbox, and undone."""

    ACCEPT = "accept"
    REJECT = "reject"
    SKIP = "skip"
    EDIT = "edit"
    ACCEPT_PAPER = "accept-paper"
    REJECT_PAPER = "reject-paper"
    SKIP_PAPER = "skip-paper"


DECIDES = {
    Deed.ACCEPT: What.ACCEPTED,
    Deed.ACCEPT_PAPER: What.ACCEPTED,
    Deed.REJECT: What.REJECTED,
    Deed.REJECT_PAPER: What.REJECTED,
}
"""The mark that a deed puts on its cards. Skipping decides nothing."""


@dataclass(frozen=True, slots=True)
class Change:
    """A decision, and the one that was in force before it."""

    card: CardId
    what: What
    before: object
    after: object = True


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done in this sitting."""

    deed: Deed
    shown: CardId
    """The card that was on the screen."""
    cards: tuple[CardId, ...]
    """Those it was done to."""
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """How much there is still to decide about in this sitting."""

    here: int
    """Cards of the paper that is shown, the shown one among them."""
    waiting: int
    """Cards of all papers."""


def decide(
    store: Store,
    cards: Collection[CardId],
    what: What,
    value: object,
    presets: Presets,
    now_ms: int,
) -> tuple[Change, ...]:
    """Put a mark on those of ``cards`` that are in the inbox, in one transaction.

    The result are the decisions made; none about a card that is in the inbox no more.
    """
    changes = []
    with store.transaction():
        waits = still_waiting(store, cards)
        for card in cards:
            if card in waits:
                before = decisions_on(store, card).get((card, what, ""))
                changes.append(Change(card, what, before, value))
                add_mark(store, card, what, value, now_ms)
                renew(store, card, presets)
    return tuple(changes)


def decide_and_keep(
    store: Store,
    cards: Collection[CardId],
    what: What,
    presets: Presets,
    now_ms: int,
) -> tuple[Change, ...]:
    """Accept or reject, and remember it in the place of what was remembered before."""
    with store.transaction():
        changes = decide(store, cards, what, True, presets, now_ms)
        rows = [[change.card, change.what, change.before] for change in changes]
        store.set_fact(_KEPT, json.dumps(rows))
    return changes


_KEPT = "inbox_decision"


def take_back(store: Store, presets: Presets, now_ms: int) -> list[Card]:
    """Take back the decision that was kept, once; the result are the cards that wait again.

    A card that was answered since, or about which something else was decided, is left alone.
    """
    with store.transaction():
        rows = json.loads(store.fact(_KEPT) or "[]")
        kept = [Change(CardId(card), What(what), before) for card, what, before in rows]
        changes = _undo(store, kept, presets, now_ms)
        store.set_fact(_KEPT, "")
        return cards_of(store, [change.card for change in changes])


def _undo(
    store: Store, changes: Iterable[Change], presets: Presets, now_ms: int
) -> tuple[Change, ...]:
    """Say again what was in force before those of ``changes`` that still hold; which they are."""
    undone = tuple(change for change in changes if _holds(store, change))
    for change in undone:
        add_mark(store, change.card, change.what, change.before, now_ms)
        renew(store, change.card, presets)
    return undone


def _holds(store: Store, change: Change) -> bool:
    """Whether nothing was decided or answered since that counts for more than taking it back."""
    card = load_card(store, change.card)
    if card is None or card.id != change.card:
        return False
    if change.what is What.EDIT:
        in_force = decisions_on(store, card.id).get((card.id, What.EDIT, ""))
        return is_same(in_force, change.after)
    return card.schedule.last_review is None and card.acceptance.value == change.what.value


def find(store: Store, query: tuple[Part, ...], moment: Moment) -> list[Card]:
    """The cards that wait and fit a query, in the order in which they are offered."""
    cards = cards_of(store, [one.card for one in best_first(waiting(store))])
    return search(cards, query, moment)


class Inbox:
    """One sitting over all that waits, or over some of it."""

    def __init__(
        self,
        store: Store,
        presets: Callable[[], Presets],
        clock: Clock,
        *,
        only: Collection[CardId] | None = None,
    ) -> None:
        """Only ids and warnings are read now, and each card when it is shown.

        ``presets`` gives them with the parameters that are in force by then, for another
        process may fit them while this sitting goes on.
        """
        self.store = store
        self._presets = presets
        self.clock = clock
        self.only = only
        self._card: Card | None = None
        self._wanted: CardId | None = None
        """Shown next, out of turn."""
        self._done: list[Done] = []
        self._aside: set[CardId] = set()
        """What this sitting is done with."""
        self._turns: dict[PaperId, int] = {}
        """Papers keep the order in which they were first offered."""
        self._load()

    @property
    def card(self) -> Card | None:
        """The card that is shown, or None if none is left."""
        if self._card is None:
            self._show_next()
        return self._card

    def refresh(self) -> Card | None:
        """Read again what waits, for the store has changed; the shown card stays if it waits."""
        self._wanted = self._card.id if self._card else None
        self._load()
        return self.card

    def accept(self) -> Done | None:
        """Take the card into its deck. None: it was decided about elsewhere, and another shows."""
        return self._do(Deed.ACCEPT, self._shown())

    def reject(self) -> Done | None:
        """Never ask the card; builds do not bring it back. None as above."""
        return self._do(Deed.REJECT, self._shown())

    def skip(self) -> Done | None:
        """Leave the card in the inbox for another sitting. None as above."""
        return self._do(Deed.SKIP, self._shown())

    def accept_paper(self) -> Done | None:
        """Take all cards of the shown card's paper into its deck. None as above."""
        return self._do(Deed.ACCEPT_PAPER, *self._of_paper())

    def reject_paper(self) -> Done | None:
        """Never ask any waiting card of the shown card's paper. None as above."""
        return self._do(Deed.REJECT_PAPER, *self._of_paper())

    def skip_paper(self) -> Done | None:
        """Leave the cards of the shown card's paper for another sitting. None as above."""
        return self._do(Deed.SKIP_PAPER, *self._of_paper())

    def edit(self, question: str, answer: str) -> Done | None:
        """Change the card's text; ``[...]`` in the question hides the answer. None as above.

        The card stays on the screen and in the inbox.
        """
        card = self._shown()
        value = {"question": to_json(edited_question(question, answer)), "answer": answer}
        changes = self._decided((card,), What.EDIT, value)
        if not changes:
            self.refresh()
            return None
        return self._remember(Done(Deed.EDIT, card, (card,), changes), stay=True)

    def undo(self) -> Done | None:
        """Take back what was done last and show its card again. None if there is nothing.

        The changes of the result are those that were taken back: a card that was answered since,
        or about which something else was decided, is left alone.
        """
        if not self._done:
            return None
        done = self._done[-1]
        with self.store.transaction():
            undone = _undo(self.store, done.changes, self._presets(), self.clock().ms)
        self._done.pop()
        if done.deed is not Deed.EDIT:
            self._aside.difference_update(done.cards)
        self._load()
        self._wanted = done.shown
        return replace(done, changes=undone)

    def left(self) -> Left:
        """What is still to be decided about, the shown card among it."""
        papers = [one.paper for one in self._order if one.card not in self._aside]
        here = papers.count(self.card.paper.id) if self.card else 0
        return Left(here, len(papers))

    def count(self, *deeds: Deed) -> int:
        """Cards to which one of ``deeds`` was done in this sitting, and not undone."""
        return sum(len(done.cards) for done in self._done if done.deed in deeds)

    def _do(self, deed: Deed, *cards: CardId) -> Done | None:
        shown = self._shown()
        changes: tuple[Change, ...] = ()
        if what := DECIDES.get(deed):
            changes = self._decided(cards, what, True)
            cards = tuple(change.card for change in changes)
        elif not still_waiting(self.store, (shown,)):
            cards = ()
        if not cards:
            self.refresh()
            return None
        return self._remember(Done(deed, shown, cards, changes), stay=False)

    def _decided(self, cards: Collection[CardId], what: What, value: object) -> tuple[Change, ...]:
        with self.store.transaction():
            return decide(self.store, cards, what, value, self._presets(), self.clock().ms)

    def _remember(self, done: Done, *, stay: bool) -> Done:
        self._done.append(done)
        self._card = None
        self._wanted = done.shown if stay else None
        if not stay:
            self._aside.update(done.cards)
        return done

    def _load(self) -> None:
        self._card = None
        order = best_first(
            one for one in waiting(self.store) if self.only is None or one.card in self.only
        )
        for one in order:
            self._turns.setdefault(one.paper, len(self._turns))
        self._order = sorted(order, key=lambda one: self._turns[one.paper])

    def _show_next(self) -> None:
        wanted, self._wanted = self._wanted, None
        turn = [one.card for one in self._order if one.card not in self._aside]
        for card in sorted(turn, key=lambda card: card != wanted):
            with self.store.snapshot():  # or a build could withdraw it in between
                if still_waiting(self.store, (card,)):
                    self._card = load_card(self.store, card)
                    return
            self._aside.add(card)

    def _shown(self) -> CardId:
        if self.card is None:
            raise LookupError("no card is shown")
        return self.card.id

    def _of_paper(self) -> Iterable[CardId]:
        paper = self.card.paper.id if self.card else None
        return [o.card for o in self._order if o.paper == paper and o.card not in self._aside]
