"""The list of decks with what each has today; the first screen."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from decks.due import DeckDue, coming, due_by_deck, minutes_for
from decks.queue import Counts
from decks.store.inbox import waiting as waiting_cards
from decks.store.queue import load_queue
from notes.errors import PaperdeckError
from tui.app.cardtext import shown
from tui.app.deckrows import all_row, deck_row, heading_row
from tui.app.foot import Foot
from tui.app.header import Bar
from tui.app.help import HelpScreen
from tui.app.inbox import InboxScreen
from tui.app.keys import DECKS
from tui.app.papers import PapersScreen
from tui.app.pause import amount_text, day_text
from tui.app.prose import Prose
from tui.app.review import ReviewScreen
from tui.app.sitting import Sitting
from tui.wording import say

REFRESH_S = 60


class DeckListScreen(Screen[None]):
    """Every deck; enter reviews the one under the cursor."""

    BINDINGS: ClassVar = list(DECKS)

    def __init__(self, sitting: Sitting, status: str = "") -> None:
        super().__init__()
        self.sitting = sitting
        self._status = status
        self._decks: tuple[DeckDue, ...] = ()
        self._all = Counts(0, 0, 0)
        self._waiting = 0
        """Cards in the inbox."""

    def compose(self) -> ComposeResult:
        """Put the widgets in their order from top to bottom."""
        yield Bar(id="top")
        with Vertical(classes="middle", id="body"), Vertical(id="list"):
            yield Prose(id="heading", classes="hint")
            yield OptionList(id="decks", markup=False)
            yield Prose(id="empty")
        yield Prose(id="notice", classes="notice")
        yield Foot()

    def on_mount(self) -> None:
        """Begin."""
        self.query_one("#notice", Prose).show(shown(self._status))
        self.set_interval(REFRESH_S, self._load)

    def on_screen_resume(self) -> None:
        """Numbers have changed when one comes back from a review."""
        self._load()

    def on_resize(self, _: events.Resize) -> None:
        """Lay the text out again."""
        self.call_after_refresh(self._draw)

    def action_review(self) -> None:
        """Open the review of the deck under the cursor."""
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None:
            deck = self._decks[highlighted - 1].name if highlighted else None
            self._open(ReviewScreen(self.sitting, deck))

    def action_inbox(self) -> None:
        """Open what waits for a decision."""
        self._open(InboxScreen(self.sitting))

    def action_papers(self) -> None:
        """Open the list of papers."""
        self._open(PapersScreen(self.sitting))

    def action_down(self) -> None:
        """Move the cursor down."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Move the cursor up."""
        self.query_one(OptionList).action_cursor_up()

    def action_help(self) -> None:
        """List the keys."""
        self.app.push_screen(HelpScreen(DECKS))

    def action_quit(self) -> None:
        """Leave the program."""
        self.app.exit(0)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_review()

    def _open(self, screen: Screen[None]) -> None:
        """Open a screen; what was told here at the start is no news when one comes back."""
        self.query_one("#notice", Prose).show(shown(""))
        self.app.push_screen(screen)

    def _load(self) -> None:
        try:
            store, limits, day = (
                self.sitting.store,
                self.sitting.collection.limits,
                self.sitting.today(),
            )
            self._decks = due_by_deck(store, day, limits)
            self._all = load_queue(store, day, limits).counts
            self._waiting = len(waiting_cards(store))
            self._draw()
        except PaperdeckError as error:
            notice = self.query_one("#notice", Prose)
            notice.add_class("-wrong")
            notice.show(shown(str(error)))

    def _draw(self) -> None:
        options = self.query_one(OptionList)
        width = options.scrollable_content_region.width
        rows = [all_row(self._all, width)]
        rows += [deck_row(deck.name, deck.counts, width) for deck in self._decks]
        at = options.highlighted
        options.set_options(Option(row) for row in rows) if self._decks else options.clear_options()
        options.highlighted = min(at or 0, len(rows) - 1)
        self.query_one("#heading", Prose).show(heading_row(width))
        self.query_one(Bar).show(
            Content(say("app.name")), Content(self._due_text()), Content(self._short_due_text())
        )
        self._draw_empty()

    def _short_due_text(self) -> str:
        total = self._all.total
        if not total:
            return say("decklist.nothing-due")
        return say("decklist.cards-1") if total == 1 else say("decklist.cards", count=total)

    def _due_text(self) -> str:
        cards = self._short_due_text()
        if not self._all.total:
            return cards
        return say("decklist.due", cards=cards, minutes=minutes_for(self.sitting.store, self._all))

    def _draw_empty(self) -> None:
        """Below the list, or without a card in play instead of it: what there is to do."""
        waiting = _waiting_text(self._waiting)
        if self._decks:
            lines = ["" if self._all.total else self._next_text(), waiting]
        else:
            lines = [waiting or say("decklist.no-cards")]
        self.query_one("#empty", Prose).show("\n".join(line for line in lines if line))
        for name in ("#heading", "#decks"):
            self.query_one(name).display = bool(self._decks)
        if self._decks and not self.query_one("#decks").size.width:
            self.call_after_refresh(self._draw)  # it was hidden: now it gets its width

    def _next_text(self) -> str:
        today = self.sitting.today()
        found = coming(self.sitting.store, today, self.sitting.collection.limits)
        if found is None:
            return say("decklist.never")
        tomorrow = found.day == today + 1
        when = (
            say("decklist.tomorrow")
            if tomorrow
            else say("decklist.on-day", date=day_text(found.day))
        )
        return say("decklist.next", what=amount_text(found.counts), when=when)


def _waiting_text(count: int) -> str:
    """How many cards wait in the inbox; nothing if none does."""
    if not count:
        return ""
    return say("decklist.in-inbox-1") if count == 1 else say("decklist.in-inbox", count=count)
