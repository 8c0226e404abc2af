"""A paragraph that wraps Chinese and English alike."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tui.app.wrapping import wrap


class Prose(Widget):
    """Styled text, wrapped by ``tui.app.wrapping``. It takes no room while it is empty."""

    def __init__(
        self,
        text: Content | str = "",
        *,
        id: str | None = None,  # noqa: A002
        classes: str = "",
    ) -> None:
        super().__init__(id=id, classes=f"prose {classes}".strip())
        self.shown = Content("")
        self.show(text)

    def show(self, text: Content | str) -> None:
        """Replace the text. A string is taken as it is, not as markup."""
        self.shown = Content(text) if isinstance(text, str) else text
        self.display = bool(self.shown)
        self.refresh(layout=True)

    def render(self) -> Content:
        """The text as it is drawn."""
        return wrapped(self.shown, self.content_size.width)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """Cells of the widest line."""
        return min(container.width, max(line.cell_length for line in self.shown.split("\n")))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Lines that the text takes in ``width`` cells."""
        return sum(len(wrap(line.plain, width)) for line in self.shown.split("\n")) if width else 0


def wrapped(text: Content, width: int) -> Content:
    """The same text with its line breaks for ``width`` cells written into it."""
    if width <= 0:
        return Content("")
    return Content("\n").join(
        line[start:end] for line in text.split("\n") for start, end in wrap(line.plain, width)
    )
