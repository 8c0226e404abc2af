"""A card as styled text, which is never markup: what stands in a note is only ever shown.

Pure functions from a card to ``Content``. Every text of a note goes through
``printable``; styles name variables of the theme.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from decks.cards import Card, dated
from decks.faces import Span, SpanKind, markdown_spans, plain
from tui.app.colours import QUIET
from tui.printable import printable
from tui.wording import say

STYLES = {
    SpanKind.TEXT: "",
    SpanKind.BOLD: "bold",
    SpanKind.CODE: "$text-secondary",
    SpanKind.MATH: "italic",
    SpanKind.IMAGE: f"italic {QUIET}",
}
HIDDEN = "bold $warning"
FOUND = "bold $text-success on $success-muted"

_HARD_SPACE = "\N{NO-BREAK SPACE}"

_BREAKS = str.maketrans("\n\t", "  ")


def shown(text: str) -> str:
    """A piece of a note's text for the screen: printable and on one line, outer spaces kept."""
    return printable(text).translate(_BREAKS)


def lines(text: str) -> str:
    """The same with its line breaks: of a face, which may have several lines."""
    return printable(text).replace("\t", " ")


def spans_text(spans: Iterable[Span], *, revealed: bool) -> Content:
    """The spans of a face in their styles, blanks as ``[ … ]`` or filled in."""
    return Content("").join(_span_text(span, revealed) for span in spans)


def paper_text(card: Card) -> Content:
    """What the paper is called on a front."""
    return Content(shown(card.name_on_front))


def question_text(card: Card, *, revealed: bool) -> Content:
    """The question without the paper's name."""
    return spans_text(card.question, revealed=revealed)


def answer_text(card: Card) -> Content:
    """The answer of a question that has no blank to fill; else nothing."""
    if any(span.kind is SpanKind.BLANK for span in card.question):
        return Content("")
    answer = spans_text(card.back, revealed=True)
    return answer.stylize_before(FOUND)


def point_text(card: Card) -> Content:
    """The whole point, or nothing if question and answer say just that."""
    if card.says_all or card.fills_point:
        return Content("")
    return spans_text(markdown_spans(card.point_text), revealed=True)


def changed_text(card: Card) -> Content:
    """What the note has changed since the card was answered last; else nothing."""
    if card.was is not None:
        before = plain(card.was.question)
        told = say("review.changed", front=before, answer=card.was.answer)
    elif any(warning.code == "outdated" for warning in card.warnings):
        told = say("review.outdated")
    else:
        return Content("")
    return Content.styled(shown(told), "$warning")


def source_text(card: Card) -> Content:
    """Below the answer: full title, then label, file with line, and tags."""
    paper = card.paper
    title = dated(paper.title, paper.year)
    return Content("\n").join(
        Content.styled(shown(line), style)
        for line, style in ((title, ""), (_origin(card), QUIET))
        if line
    )


def _origin(card: Card) -> str:
    tags = " ".join(f"#{tag}" for tag in dict.fromkeys((*card.tags, *card.paper.tags)))
    places = card.places[:1]
    label = [place.label for place in places]
    source = [f"{place.path}:{place.line}" for place in places]
    flag = say(f"flag.{card.flag}") if card.flag else ""
    edited = say("review.edited") if card.edited else ""
    return " · ".join(part for part in (*label, *source, tags, flag, edited) if part)


def _span_text(span: Span, revealed: bool) -> Content:
    if span.kind is SpanKind.BLANK:
        return _blank_text(span, revealed)
    if span.kind is SpanKind.IMAGE:
        alt = say("review.image", alt=span.hint or span.text)
        return Content.styled(shown(alt), STYLES[span.kind])
    return Content.styled(lines(plain((span,))), STYLES[span.kind])


def _blank_text(span: Span, revealed: bool) -> Content:
    if revealed:
        answer = spans_text(markdown_spans(span.text), revealed=True)
        return answer.stylize_before(FOUND)
    inside = shown(span.hint) or "…"
    return Content.styled(f"[{_HARD_SPACE}{inside}{_HARD_SPACE}]", HIDDEN)
