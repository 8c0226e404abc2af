"""Cards that people wrote into their notes: taken as they are, one for each prompt.

Nothing here judges a card or words it anew.
"""

from __future__ import annotations

from collections.abc import Iterator

from decks.faces import Face, Span, SpanKind, blank, face, markdown_spans, plain
from decks.subject import Candidate, Recipe, Subject
from notes.model import Gap, Prompt

RANK = 1.0
_BEGIN, _END = "\ue010", "\ue011"
"""Private characters around a gap, so that the Markdown around it is read as a whole."""


def propose(subject: Subject) -> Iterator[Candidate]:
    """A candidate for each prompt of a point, in their order."""
    for prompt in subject.prompts:
        question = _question(prompt)
        place = _place(question, subject.text, prompt.answer)
        yield Candidate(Recipe.WRITTEN, question, prompt.answer, place, RANK)


def _question(prompt: Prompt) -> Face:
    """The question as a face; emphasis may go on through a gap."""
    gaps = [piece for piece in prompt.question if isinstance(piece, Gap)]
    marked = "".join(
        piece if isinstance(piece, str) else f"{_BEGIN}{piece.answer}{_END}"
        for piece in prompt.question
    )
    return face(*_with_blanks(markdown_spans(marked), iter(gaps))) if gaps else face(marked)


def _with_blanks(spans: Face, gaps: Iterator[Gap]) -> Iterator[Span]:
    hidden = False
    for span in spans:
        if span.kind not in (SpanKind.TEXT, SpanKind.BOLD):
            if not hidden:
                yield span
            continue
        for sign in _runs(span.text):
            if sign == _BEGIN and (gap := next(gaps, None)):
                hidden = True
                yield blank(gap.answer, gap.hint)
            elif sign == _END:
                hidden = False
            elif not hidden and sign != _BEGIN:
                yield Span(span.kind, sign)


def _runs(text: str) -> Iterator[str]:
    """The text cut at the private characters, which are runs of their own."""
    start = 0
    for at, sign in enumerate(text):
        if sign in (_BEGIN, _END):
            yield text[start:at]
            yield sign
            start = at + 1
    yield text[start:]


def _place(question: Face, text: str, answer: str) -> int:
    """Where the answer begins: at the first blank, else at an end of the point."""
    before = 0
    for span in question:
        if span.kind is SpanKind.BLANK:
            return before
        before += len(plain((span,)))
    return len(text) - len(answer) if text.endswith(answer) else 0
