"""``paperdeck review`` and bare ``paperdeck``: a look at the notes, then the app."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial

import click

from decks.collection import Collection, CollectionError
from decks.cram import crammable
from decks.days import Moment
from decks.due import deck_names
from decks.ids import CardId
from decks.inbox import find
from decks.search import read_query, search
from decks.store.cards import all_cards
from decks.store.connection import Store
from notes.errors import PaperdeckError
from tui.building import build_told, in_one_line
from tui.opening import Start, collection_to_build, keep_daily, moment_of
from tui.wording import say


class ReviewError(PaperdeckError):
    """The app cannot be opened as asked."""


@click.command("review", help=say("review-command.help"))
@click.argument("deck", metavar="[DECK]", required=False)
@click.option("--cram", metavar="QUERY", help=say("review-command.help_cram"))
@click.option("--count", "counts", is_flag=True, help=say("review-command.help_count"))
@click.pass_context
def command(context: click.Context, deck: str | None, cram: str | None, counts: bool) -> None:
    """Open the app at the review, or at practice."""
    if cram is None and counts:
        context.fail(say("review-command.count_alone"))
    if cram is None:
        context.exit(open_app(context.obj, deck, review=True))
    query = f'deck:"{deck}" {cram}' if deck else cram
    context.exit(open_app(context.obj, practice=Practice(query, counts)))


@dataclass(frozen=True, slots=True)
class Practice:
    """What to cram."""

    query: str
    counts: bool
    """Whether the answers change the schedule."""

    def cards(self, store: Store, moment: Moment) -> tuple[CardId, ...]:
        """The cards in the order of their birth. Raises ReviewError if there is none."""
        found = crammable(search(all_cards(store), read_query(self.query), moment))
        if not found:
            raise ReviewError(say("review-command.no_cards", query=self.query))
        return found


def open_app(
    start: Start,
    deck: str | None = None,
    *,
    review: bool = False,
    inbox: str | None = None,
    practice: Practice | None = None,
) -> int:
    """Build, open the app, and return its exit code.

    It opens at the list of decks; with ``review`` at the review of ``deck`` or of all; with
    ``inbox`` at those cards of the inbox that this query fits; with ``practice`` at that.
    Raises ReviewError without a terminal and for an unknown deck, QueryError for a query that
    cannot be read.
    """
    if not (sys.stdout.isatty() and sys.stdin.isatty()):
        raise ReviewError(say("review-command.no_terminal"))
    query = read_query(inbox or "")
    collection = collection_to_build(start)
    keep_daily(collection)
    with collection.open_store() as store:
        status = _built(collection, store)
        if deck is not None:
            _refuse_unknown(deck, deck_names(store))
        # Without a query nothing is read of the thousands of cards that may wait.
        found = find(store, query, moment_of(collection)) if query else None
        only = None if found is None else tuple(card.id for card in found)
        cram = practice.cards(store, moment_of(collection)) if practice else ()
        from tui.app.run import Opening, run_app

        return run_app(
            collection,
            store,
            Opening(
                review,
                deck,
                inbox is not None,
                only,
                cram,
                practice is not None and practice.counts,
            ),
            status=status,
            rebuild=partial(_rebuilt, collection, store),
        )


def _built(collection: Collection, store: Store) -> str:
    """One line on the build. Notes on a disk that is not there keep nobody from reviewing."""
    try:
        return in_one_line(store, build_told(collection, store))
    except CollectionError as error:
        return str(error)


def _rebuilt(collection: Collection, store: Store) -> str:
    """Build once more while the app is open: this may wait for other programs."""
    with store.patient():
        return in_one_line(store, build_told(collection, store, quiet=True))


def _refuse_unknown(deck: str, known: Sequence[str]) -> None:
    if deck in known:
        return
    if not known:
        raise ReviewError(say("review-command.no_decks", deck=deck))
    near = get_close_matches(deck, known, n=3, cutoff=0.3) or known[:5]
    raise ReviewError(say("review-command.no_deck", deck=deck, near=", ".join(near)))
