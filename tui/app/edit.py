"""The box in which a card's question and answer are changed. The note is not touched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import TextArea

from tui.app.foot import Foot
from tui.app.keys import EDIT
from tui.app.prose import Prose
from tui.wording import say


@dataclass(frozen=True, slots=True)
class Wording:
    """A card as a person types it."""

    question: str
    """``[...]`` stands for the blank."""
    answer: str


class EditScreen(ModalScreen[Wording | None]):
    """Gives the new wording, or None if it was cancelled or nothing changed."""

    BINDINGS: ClassVar = list(EDIT)

    def __init__(self, wording: Wording) -> None:
        super().__init__(classes="modal")
        self._before = wording

    def compose(self) -> ComposeResult:
        """Put the widgets in their order from top to bottom."""
        with VerticalScroll(classes="box", can_focus=False):
            yield Prose(say("edit.title"), classes="title")
            yield Prose(say("edit.question"), classes="hint")
            yield TextArea(
                self._before.question,
                id="new-question",
                classes="field",
                highlight_cursor_line=False,
            )
            yield Prose(say("edit.answer"), classes="hint")
            yield TextArea(
                self._before.answer, id="new-answer", classes="field", highlight_cursor_line=False
            )
            yield Prose(say("edit.hint"), id="edit-notice", classes="hint")
            yield Foot()

    def action_save(self) -> None:
        """Give the wording back, unless something is missing."""
        after = Wording(
            " ".join(self._lines("#new-question")), "\n".join(self._lines("#new-answer"))
        )
        if not after.question:
            self._refuse(say("edit.no-question"))
        elif not after.answer:
            self._refuse(say("edit.no-answer"))
        else:
            self.dismiss(None if after == self._before else after)

    def action_cancel(self) -> None:
        """Leave the card as it was."""
        self.dismiss(None)

    def _lines(self, name: str) -> list[str]:
        lines = self.query_one(name, TextArea).text.splitlines()
        return [stripped for line in lines if (stripped := line.strip())]

    def _refuse(self, why: str) -> None:
        notice = self.query_one("#edit-notice", Prose)
        notice.show(why)
        notice.set_classes("prose notice -wrong")
