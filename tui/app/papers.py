"""The list of papers: where each stands, and keys that put it somewhere else."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from decks.cards import Study
from decks.days import Moment
from decks.paper_list import ListedPaper
from decks.store import shelf
from notes.errors import PaperdeckError
from tui.app.cardtext import shown
from tui.app.foot import Foot
from tui.app.header import Bar
from tui.app.help import HelpScreen
from tui.app.keys import PAPERS
from tui.app.prose import Prose
from tui.app.sitting import Sitting
from tui.paper_rows import load_papers, paper_lines
from tui.wording import say


class PapersScreen(Screen[None]):
    """Every paper of the notes; what is changed here holds at once, new cards come on leaving."""

    BINDINGS: ClassVar = list(PAPERS)

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        self._papers: list[ListedPaper] = []
        self._changed = False

    def compose(self) -> ComposeResult:
        """Put the widgets in their order from top to bottom."""
        yield Bar(id="top")
        with Vertical(classes="middle", id="body"), Vertical(id="list"):
            yield Prose(id="heading", classes="hint")
            yield OptionList(id="papers", markup=False)
            yield Prose(id="empty")
        yield Prose(id="notice", classes="notice")
        yield Foot()

    def on_mount(self) -> None:
        """Begin."""
        self._load()

    def on_resize(self, _: events.Resize) -> None:
        """Lay the text out again."""
        self.call_after_refresh(self._draw)

    def action_put(self, where: str) -> None:
        """Put the paper under the cursor in study, on the shelf or aside."""
        at = self.query_one(OptionList).highlighted
        if at is None:
            return
        sitting, store = self.sitting, self.sitting.store
        try:
            paper = self._papers[at].paper.id
            with store.patient(), store.transaction():
                presets = sitting.collection.presets(store)
                shelf.put(store, [paper], Study(where), presets, sitting.clock().ms)
            self._changed = True
            self._load()
        except PaperdeckError as error:
            self._tell(str(error))

    def action_down(self) -> None:
        """Move the cursor down."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """Move the cursor up."""
        self.query_one(OptionList).action_cursor_up()

    def action_help(self) -> None:
        """List the keys."""
        self.app.push_screen(HelpScreen(PAPERS))

    def action_back(self) -> None:
        """Leave, and make the cards that papers in study should have."""
        if self._changed and self.sitting.rebuild:
            self._changed = False
            try:
                self.sitting.rebuild()
            except PaperdeckError as error:
                self._tell(str(error))
                return
        self.dismiss()

    def _load(self) -> None:
        collection, store = self.sitting.collection, self.sitting.store
        moment = Moment(self.sitting.clock(), collection.settings.day_starts_at)
        self._papers = load_papers(collection, store, moment)
        self._draw()

    def _draw(self) -> None:
        options = self.query_one(OptionList)
        width = options.scrollable_content_region.width
        heading, *rows = paper_lines(self._papers, width or None)
        at = options.highlighted
        options.set_options(Option(Content(shown(row))) for row in rows)
        options.highlighted = min(at or 0, len(rows) - 1) if rows else None
        self.query_one("#heading", Prose).show(shown(heading))
        counts = Counter(one.paper.study.value for one in self._papers)
        numbers = {study.value: counts[study.value] for study in Study}
        self.query_one(Bar).show(
            Content(say("papers.title")),
            Content(say("papers.counted", **numbers)),
            Content(say("papers.short-counted", **numbers)),
        )
        self.query_one("#empty", Prose).show("" if rows else say("papers.empty"))

    def _tell(self, text: str) -> None:
        notice = self.query_one("#notice", Prose)
        notice.add_class("-wrong")
        notice.show(shown(text))
