"""Which rules cards break as they read now: made long ago, edited, or failing again and again.

A build asks ``quality.check`` of what it proposes; here a card that is there is judged, by its
own words and beside all others. Nothing is changed: what to do about it is a person's business.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from decks.acceptance import Asked, twin
from decks.cards import Acceptance, Card
from decks.faces import markdown_spans, plain
from decks.ids import CardId, normalised
from decks.interference import Neighbours, cue_of
from decks.pictures import without_pictures
from decks.quality import OWN_WORDS, WRITTEN, Rules, broken, rules_for
from decks.rarity import Rarity
from decks.reconcile import KnownPoint
from decks.splitting import split_of
from decks.subject import Candidate, CardWarning, Recipe, Subject

_STANDING = {
    Acceptance.ACCEPTED: {"outdated"},
    Acceptance.INBOX: {"copied", "outdated"},
    Acceptance.REJECTED: {"copied", "outdated"},
}
"""What a build has found out about a card and its text alone does not show. Whoever accepted a
copied one has decided."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A card with what is wrong with it."""

    card: Card
    warnings: tuple[CardWarning, ...]
    split: tuple[Candidate, ...]
    """Cards that would ask for the items of its answer one by one, if that is a list."""


def judge(card: Card, rarity: Rarity) -> tuple[CardWarning, ...]:
    """What is wrong with a card by itself, each code at most once; empty for a good one.

    One that somebody wrote, or that no longer asks for words of its point, is judged by the
    rules that do not compare it with the point.
    """
    text = plain(markdown_spans(card.point_text))
    answer = plain(card.back, reveal=True)
    at = _place(card, text, answer)
    made = Candidate(card.recipe, card.question, card.answer, max(at, 0), card.rank)
    found = broken(made, subject_of(card), rarity, _rules(made, at))
    standing = [warning for warning in card.warnings if warning.code in _STANDING[card.acceptance]]
    return (*standing, *(w for w in found if w.code not in {s.code for s in standing}))


def _place(card: Card, text: str, answer: str) -> int:
    """Where a card's answer stands in its point now; -1 if it does not."""
    if card.recipe is Recipe.WHICH_PAPER or text.startswith(answer, card.place):
        return card.place
    return text.find(answer)


def _rules(made: Candidate, at: int) -> Rules:
    if made.recipe is Recipe.WRITTEN:
        return WRITTEN
    return rules_for(made) if at >= 0 else OWN_WORDS


def subject_of(card: Card) -> Subject:
    """A card's point with what surrounds it, as far as the card remembers."""
    place = card.places[0] if card.places else None
    return Subject(
        text=without_pictures(card.point_text),
        kind=card.kind,
        label=place.label if place else "",
        title=card.paper.title,
        short=card.paper.short,
        year=card.paper.year,
        ordinal=place.ordinal if place else 1,
        count=place.count if place else 1,
    )


def judge_all(cards: Sequence[Card], rarity: Rarity, beside: Iterable[Card]) -> list[Judged]:
    """The cards that break a rule, in their order; ``beside`` are those that are asked."""
    doubles = _doubles(beside)
    found = []
    for card in cards:
        double = [doubles[card.id]] if card.id in doubles else []
        warnings = (*judge(card, rarity), *double)
        if warnings:
            found.append(Judged(card, warnings, split_of(card)))
    return found


def rarity_of(points: Iterable[KnownPoint]) -> Rarity:
    """How many papers use a term, by the points that stand in the notes."""
    texts: dict[str, list[str]] = defaultdict(list)
    for point in points:
        if point.present:
            texts[point.paper].append(point.text)
    return Rarity.of(texts.values())


def _doubles(cards: Iterable[Card]) -> dict[CardId, CardWarning]:
    """Of two cards that ask nearly the same the later one: with its answer, or with both papers."""
    known = Neighbours()
    own: dict[str, list[Asked]] = defaultdict(list)
    names: dict[str, str] = {}
    found: dict[CardId, CardWarning] = {}
    for card in cards:
        cue, paper = cue_of(card.question), card.paper.id
        names[paper] = card.paper.short or card.paper.title
        asked = Asked(
            card.point,
            normalised(plain(card.question, reveal=True)),
            normalised(plain(card.back, reveal=True)),
            written=plain(card.back, reveal=True),
        )
        if same := twin(asked, own[paper]):
            found[card.id] = CardWarning("near-duplicate", same.written)
        elif near := known.near(paper, cue):
            told = f"{names[paper]} / {names[near.paper]}: {near.answer}"
            found[card.id] = CardWarning("near-duplicate", told)
        own[paper].append(asked)
        known.add(paper, cue, asked.written)
    return found
