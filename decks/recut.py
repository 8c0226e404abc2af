"""A card cut anew from its point's changed text, its blank where it was.

What hides a stretch of the point goes on hiding what stands there now: the same words, or
those that took their place. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from decks.faces import Face, SpanKind, blank, face, markdown_spans, plain
from decks.ids import normalised
from decks.subject import Candidate
from decks.word_runs import Run, runs, words

LONGEST_CHANGE = 3
"""So many times as long as the old answer the new one may be, and a few letters more."""


def recut(card: Candidate, before: str, now: str) -> Candidate | None:
    """The card with its question and answer as they read in ``now``, or None.

    ``before`` and ``now`` are the Markdown of the point. None where the question is not cut from
    the point, its blank has no certain counterpart, or its front would say the answer.
    """
    blanks = [at for at, span in enumerate(card.question) if span.kind is SpanKind.BLANK]
    if len(blanks) != 1:
        return None
    old, new = _plain(before), _plain(now)
    head = plain(card.question[: blanks[0]])
    hidden = plain(markdown_spans(card.question[blanks[0]].text))
    tail = plain(card.question[blanks[0] + 1 :])
    start = old.find(head + hidden + tail)
    if start < 0 or not hidden:
        return None
    ends = (start, start + len(head), start + len(head + hidden), start + len(head + hidden + tail))
    places = _follow(old, new, ends)
    if places is None:
        return None
    outer, opens, closes, end = places
    answer = new[opens:closes].strip()
    question = face(new[outer:opens], blank(answer), new[closes:end])
    if not _is_fit(question, hidden, answer):
        return None
    same = normalised(answer) == normalised(card.answer)
    return replace(
        card, question=question, answer=card.answer if same else answer, place=opens, warnings=()
    )


def _plain(text: str) -> str:
    return plain(markdown_spans(text), reveal=True)


def _is_fit(question: Face, before: str, answer: str) -> bool:
    """Whether a new answer says something, is about as long as before, and hidden everywhere."""
    key = normalised(answer)
    shown = normalised(plain(question))
    return (
        any(sign.isalnum() for sign in answer)
        and len(answer) <= LONGEST_CHANGE * len(before) + 6
        and (key.isdigit() or key not in shown)
        and len(shown) > 3
    )


def _follow(old: str, new: str, ends: Sequence[int]) -> tuple[int, int, int, int] | None:
    """Where the ends of a question and its blank are in the new text."""
    olds, news = words(old), words(new)
    starts, new_starts = _offsets(olds), _offsets(news)
    if not all(place in starts for place in ends):
        return None
    outer, opens, closes, end = (starts.index(place) for place in ends)
    pairs = runs(olds, news)
    hidden = _place(pairs, opens, closes)
    if hidden is None or not hidden:
        return None
    first, last = _start(pairs, outer), _end(pairs, end)
    if not first <= hidden.start or not hidden.stop <= last:
        return None
    return new_starts[first], new_starts[hidden.start], new_starts[hidden.stop], new_starts[last]


def _offsets(tokens: Sequence[str]) -> list[int]:
    """Where each token begins, and the end of the last."""
    found = [0]
    for token in tokens:
        found.append(found[-1] + len(token))
    return found


def _place(pairs: Sequence[Run], opens: int, closes: int) -> range | None:
    """The tokens that stand for a stretch; None where its edges have no counterpart."""
    start = stop = None
    for run in pairs:
        exact = run.equal or len(run.old) == len(run.new)
        if opens in run.old:
            ahead = opens - run.old.start
            start = run.new.start + ahead if exact or not ahead else None
        if closes - 1 in run.old:
            left = run.old.stop - closes
            stop = run.new.stop - left if exact or not left else None
    return None if start is None or stop is None else range(start, max(start, stop))


def _start(pairs: Sequence[Run], at: int) -> int:
    """Where a question begins: with what was put in before it, if it began the text."""
    for run in pairs:
        if at in run.old:
            return run.new.start + (at - run.old.start if run.equal else 0)
    return pairs[-1].new.stop if pairs else 0


def _end(pairs: Sequence[Run], at: int) -> int:
    for run in pairs:
        if at - 1 in run.old:
            return run.new.stop - (run.old.stop - at if run.equal else 0)
    return 0
