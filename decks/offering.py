"""Which points could have new cards, and what each paper would be given.

Nothing is decided here about where papers stand: a paper is looked at when it is asked for,
so that those that wait on the shelf cost nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, KeysView, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, count

from decks.acceptance import UNASKED, Acceptor, Asked, Choice, Offer, Policy
from decks.elsewhere import AskedThere, nothing_asked
from decks.ids import CardId, PaperId, PointId, card_id, normalised
from decks.interference import cue_of
from decks.languages import asked_languages
from decks.made import MadeCard, candidate_of
from decks.maker import Maker
from decks.reconcile import Match
from decks.refusal import refuses, refuses_elsewhere
from decks.remake import same_card
from decks.subject import Candidate, CardWarning, Recipe

Placed = tuple[PointId, Match]
"""A point of the notes with its id."""

AHEAD = 256
"""Papers whose candidates are made together, at most: some of them may not be needed."""
OTHER_LANGUAGE = CardWarning("other-language")


@dataclass(frozen=True, slots=True)
class Deck:
    """The cards as they will be after remaking, by point, and every id that is taken."""

    by_point: Mapping[PointId, list[MadeCard]]
    taken: frozenset[str]

    def accepted(self, point: PointId) -> list[MadeCard]:
        """The accepted cards of a point."""
        return [card for card in self.by_point.get(point, ()) if card.accepted]

    def identity(self, point: PointId, made: Candidate) -> CardId | None:
        """The id of the card that a candidate is or would be born as.

        None where it may not be offered: a person has refused it or nearly the same, or its
        birth id belongs to a card that reads differently now.
        """
        own = self.by_point.get(point, ())
        there = next((card for card in own if same_card(card, made)), None)
        if there is not None and not there.is_idle:
            return None if there.rejected else there.id
        if any(card.rejected and refuses(card, made) for card in own):
            return None
        if there is not None:
            return there.id
        born = card_id(point, made.recipe.value, made.answer)
        return None if born in self.taken else born

    def birth(self, point: PointId, made: Candidate, others: Collection[CardId]) -> CardId:
        """An id for a card that nothing refuses: that of its birth, or the next that is free."""
        births = (card_id(point, f"{made.recipe.value}:{n}", made.answer) for n in count(2))
        first = card_id(point, made.recipe.value, made.answer)
        return next(
            each for each in chain([first], births) if each not in self.taken and each not in others
        )


def begun_papers(placed: Sequence[Placed], deck: Deck) -> set[PaperId]:
    """The papers that have cards: accepted ones, or some that their reader wrote."""
    return {
        match.found.paper
        for point, match in placed
        if match.found.prompts or any(card.accepted for card in deck.by_point.get(point, ()))
    }


def in_asked_languages(placed: Sequence[Placed], deck: Deck, order: Sequence[str]) -> set[PointId]:
    """The points that may become cards, for their paper is asked in their language."""
    spoken: dict[PaperId, set[str]] = defaultdict(set)
    begun: dict[PaperId, set[str]] = defaultdict(set)
    for point, match in placed:
        found = match.found
        if not found.prompts:
            spoken[found.paper] |= found.languages
            if len(found.languages) == 1 and any(map(is_begun, deck.by_point.get(point, ()))):
                begun[found.paper] |= found.languages
    asked = {
        paper: asked_languages(languages, begun[paper], order)
        for paper, languages in spoken.items()
    }
    return {
        point
        for point, match in placed
        if match.found.prompts
        or not match.found.languages
        or match.found.languages & asked[match.found.paper]
    }


def is_begun(card: MadeCard) -> bool:
    """Whether its reader has answered a card or decided about it."""
    return card.begun or (card.accepted and OTHER_LANGUAGE in candidate_of(card).warnings)


class Offering:
    """What the points without an accepted card would be given; all others are pinned."""

    def __init__(
        self,
        placed: Iterable[Placed],
        asked: Collection[PointId],
        deck: Deck,
        maker: Maker,
        policy: Policy,
        per_point: int,
        elsewhere: Callable[[], AskedThere] = nothing_asked,
    ) -> None:
        """Of the points ``placed`` only those in ``asked`` may have new cards.

        ``elsewhere`` gives the accepted cards of papers that are not looked at.
        """
        self._deck, self._maker, self._per_point = deck, maker, per_point
        self._open: dict[PaperId, list[Placed]] = defaultdict(list)
        self._asked: dict[PaperId, list[Asked]] = {}
        self._refused: dict[PaperId, list[MadeCard]] = defaultdict(list)
        for point, match in placed:
            own = [_asked(card, match.found.innovation) for card in deck.accepted(point)]
            self._asked.setdefault(match.found.paper, []).extend(own)
            rejected = [card for card in deck.by_point.get(point, ()) if card.rejected]
            self._refused[match.found.paper] += rejected
            if point in asked and not own:
                self._open[match.found.paper].append((point, match))
        self._elsewhere, self._policy = elsewhere, policy

    @property
    def papers(self) -> KeysView[PaperId]:
        """Every paper with a point that cards could be made of, in reading order."""
        return self._asked.keys()

    def choices(self, paper: PaperId) -> list[Choice]:
        """What to accept of a paper were it in study, and what to put into the inbox."""
        offers = [self._offer(one) for one in self._open.get(paper, ())]
        return self._acceptor.choose(paper, offers) if offers else []

    @cached_property
    def _acceptor(self) -> Acceptor:
        there = self._elsewhere()
        names = {paper: one.name for paper, one in there.called.items()}
        return Acceptor({**there.cards, **self._asked}, self._policy, names | self._maker.names)

    def in_turn(self, papers: Sequence[PaperId]) -> Iterator[PaperId]:
        """The papers one by one, to be looked at in this order.

        One, two, four ... are prepared together: nobody knows how many will be asked for.
        """
        at, number = 0, 1
        while at < len(papers):
            some = papers[at : at + number]
            self._maker.prepare([m.found for one in some for _, m in self._open.get(one, ())])
            yield from some
            at, number = at + number, min(2 * number, AHEAD)

    def _offer(self, placed: Placed) -> Offer:
        point, match = placed
        own = self._deck.by_point.get(point, ())
        slots = max(0, self._per_point - sum(card.rejected for card in own))
        made = self._maker.offered(match.found)
        elsewhere = [card for card in self._refused[match.found.paper] if card.point != point]
        open_to_all = tuple(
            one
            for one in made
            if self._deck.identity(point, one)
            and not any(refuses_elsewhere(card, one) for card in elsewhere)
        )
        return Offer(match.found.paper, point, slots, open_to_all, match.found.innovation)


def _asked(card: MadeCard, innovation: str) -> Asked:
    return Asked(
        card.point, normalised(card.question), normalised(card.answer),
        cue_of(candidate_of(card).question), Recipe(card.recipe), innovation, card.answer,
    )  # fmt: skip


def load(choices: Iterable[Choice]) -> int:
    """How many cards a paper adds to the backlog: those accepted, and those only not asked for."""
    return sum(
        choice.accepted or choice.candidate.warnings[0].code == UNASKED for choice in choices
    )
