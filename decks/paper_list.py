"""Papers as a list shows them, and which of them a query means.

The words and filters are those of ``search`` as far as a paper has them. All parts must fit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from decks.cards import Acceptance, Card, Paper, Study
from decks.days import Moment
from decks.deck_names import begins
from decks.ids import PaperId, folded
from decks.search import Part, QueryError, parts_of, refuse_unknown
from decks.status import is_due
from decks.wording import say

STATES = (*(study.value for study in Study), "due", "new", "inbox")
"""What may stand behind ``is:``."""


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """A paper with what there is of it."""

    paper: Paper
    deck: str
    points: int
    """That stand in the notes."""
    cards: int
    """Accepted cards whose point stands in the notes."""
    seen: int
    """Those of them that were answered."""
    due: int
    inbox: int


def listed(
    papers: Iterable[tuple[Paper, int]],
    decks: Mapping[str, str],
    cards: Iterable[Card],
    moment: Moment,
) -> list[ListedPaper]:
    """Each of ``papers``, given with its points, with its deck and the counts of its cards."""
    counts: Counter[tuple[PaperId, str]] = Counter()
    for card in cards:
        if card.orphaned:
            continue
        accepted = card.acceptance is Acceptance.ACCEPTED
        counts[card.paper.id, "cards"] += accepted
        counts[card.paper.id, "seen"] += accepted and card.schedule.last_review is not None
        counts[card.paper.id, "due"] += is_due(card, moment)
        counts[card.paper.id, "inbox"] += card.acceptance is Acceptance.INBOX
    return [
        ListedPaper(
            paper, decks.get(paper.id, ""), points,
            *(counts[paper.id, what] for what in ("cards", "seen", "due", "inbox")),
        )
        for paper, points in papers
    ]  # fmt: skip


def read_paper_query(text: str) -> tuple[Part, ...]:
    """The parts of a query. Raises QueryError for a state or a filter that papers do not have."""
    parts = parts_of(text)
    for part in parts:
        if part.filter not in _FITS:
            raise QueryError(say("search.not-of-papers", filter=part.filter))
        if part.filter == "is":
            refuse_unknown(part.text, STATES, "is")
    return parts


def search_papers(papers: Iterable[ListedPaper], query: Sequence[Part]) -> list[ListedPaper]:
    """The papers that every part of a query fits, in their order."""
    return [one for one in papers if all(_FITS[part.filter](one, part.text) for part in query)]


def named_exactly(papers: Iterable[ListedPaper], query: Sequence[Part]) -> list[ListedPaper]:
    """Those whose title or short name is just what a query of words or ``paper:`` says."""
    if any(part.filter not in ("", "paper") for part in query):
        return []
    wanted = " ".join(part.text for part in query)
    return [one for one in papers if wanted in (folded(one.paper.title), folded(one.paper.short))]


def _has_word(one: ListedPaper, word: str) -> bool:
    paper = one.paper
    texts = (paper.title, paper.short, one.deck, paper.venue or "", *paper.authors, *paper.tags)
    named = (paper.id, paper.arxiv_id or "", (paper.doi or "").casefold(), str(paper.year or ""))
    return word in named or any(word in folded(text) for text in texts)


def _is(one: ListedPaper, state: str) -> bool:
    counts = {"due": one.due, "new": one.cards - one.seen, "inbox": one.inbox}
    return state == one.paper.study.value or bool(counts.get(state))


def _has_tag(one: ListedPaper, tag: str) -> bool:
    return tag.removeprefix("#") in _folded(one.paper.tags)


def _folded(texts: Collection[str]) -> list[str]:
    return [folded(text) for text in texts]


_FITS: dict[str, Callable[[ListedPaper, str], bool]] = {
    "": _has_word,
    "deck": lambda one, name: begins(folded(one.deck), name),
    "is": _is,
    "paper": lambda one, text: text in folded(f"{one.paper.title}\n{one.paper.short}"),
    "tag": _has_tag,
    "year": lambda one, year: str(one.paper.year) == year,
}
