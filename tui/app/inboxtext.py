"""What the inbox says of a card beside its question: the answer, and why it was not accepted."""

from __future__ import annotations

from textual.content import Content

from decks.cards import Card
from decks.faces import markdown_spans
from decks.inbox import Deed, Inbox
from decks.quality import mend, reason
from decks.store.connection import Store
from decks.store.doubts import doubts
from decks.subject import CardWarning
from tui.app.cardtext import FOUND, shown, spans_text
from tui.app.colours import FAINT, QUIET
from tui.wording import say

ACCEPTED = (Deed.ACCEPT, Deed.ACCEPT_PAPER)
REJECTED = (Deed.REJECT, Deed.REJECT_PAPER)
SKIPPED = (Deed.SKIP, Deed.SKIP_PAPER)


def waiting_text(inbox: Inbox) -> Content:
    """``3 of this paper · 291 waiting``."""
    left = inbox.left()
    here = say("inbox.here", count=left.here) if left.here else ""
    return _joined(here, say("inbox.waiting", count=left.waiting))


def short_waiting_text(inbox: Inbox) -> Content:
    """``3 · 291``: the same numbers where there is little room."""
    left = inbox.left()
    return _joined(str(left.here) if left.here else "", str(left.waiting))


def decided_text(inbox: Inbox) -> str:
    """``4 accepted · 1 rejected``: what came of this sitting so far."""
    counts = {
        "accepted": inbox.count(*ACCEPTED),
        "rejected": inbox.count(*REJECTED),
        "skipped": inbox.count(*SKIPPED),
    }
    return " · ".join(say(f"inbox.{name}", count=count) for name, count in counts.items() if count)


def offered_answer_text(card: Card) -> Content:
    """The answer, which the inbox never hides."""
    answer = spans_text(card.back, revealed=True).stylize_before(FOUND)
    return Content.assemble((say("inbox.answer"), QUIET), " ", answer)


def reasons_text(card: Card) -> Content:
    """Why the card waits, a paragraph for each reason, and how to mend it."""
    lines = [_reason_text(warning) for warning in card.warnings]
    if card.edited:
        lines.append(Content.styled(say("inbox.edited"), QUIET))
    return Content("\n").join(lines)


def whole_point_text(card: Card) -> Content:
    """The point as it stands in the note."""
    return spans_text(markdown_spans(card.point_text), revealed=True)


def end_text(inbox: Inbox) -> Content:
    """What is said when nothing is left to decide about."""
    lines = [
        Content.styled(say("inbox.nothing-left"), "bold $text-success"),
        Content(decided_text(inbox)),
        Content(say("inbox.skipped-stay")) if inbox.count(*SKIPPED) else Content(""),
        Content.styled(say("review.leave"), QUIET),
    ]
    return Content("\n\n").join(line for line in lines if line)


def doubts_text(store: Store) -> Content:
    """That there are texts which may be points of before, and where to say so; or nothing."""
    count = len(doubts(store))
    if not count:
        return Content("")
    key = "inbox.doubts-1" if count == 1 else "inbox.doubts"
    return Content.styled(say(key, count=count), QUIET)


def _reason_text(warning: CardWarning) -> Content:
    return Content.assemble(
        ("! ", "bold $text-warning"),
        (shown(reason(warning)), "$text-warning"),
        "\n",
        ("→ ", QUIET),
        shown(mend(warning)),
    )


def _joined(*parts: str) -> Content:
    return Content.styled(" · ", FAINT).join(Content.styled(p, QUIET) for p in parts if p)
