"""A sitting over the inbox: what each decision does, and that all of it can be undone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from build_fixtures import SLOW_PROFILE
from deck_fixtures import PRESETS, Learner, Sample, card_id, fill
from hypothesis import given
from hypothesis import strategies as st
from study_fixtures import today

from decks.cards import Acceptance, Study
from decks.faces import face, plain
from decks.ids import CardId
from decks.inbox import Deed, Inbox
from decks.marks import What
from decks.store.cards import all_cards
from decks.store.connection import Store, open_store
from decks.store.marks import add_mark
from decks.store.standing import renew

PAPERS = ("A", "B", "A", "C", "A", "B")
"""The paper of each card, in the order in which they are offered within it."""


def inbox_of(store: Store, learner: Learner, only: Sequence[CardId] | None = None) -> Inbox:
    return Inbox(store, lambda: PRESETS, learner.clock, only=only)


def learner_with(folder: Path, papers: Sequence[str] = PAPERS) -> Learner:
    """Somebody with a card in the inbox for each name of a paper; the last is a cued recall."""
    samples = [
        Sample(face(f"Question {at}？"), f"答案 {at}", short=name, accepted=False)
        for at, name in enumerate(papers)
    ]
    store = fill(folder, samples)
    with store.transaction():
        for at, name in enumerate(papers):
            codes = [["cued-recall", ""]] if at == len(papers) - 1 else [["fragment", "[b]"]]
            store.run("UPDATE card SET warnings = ? WHERE id = ?", (json.dumps(codes), card_id(at)))
            first = store.rows(
                "SELECT paper FROM point JOIN card ON card.point = point.id WHERE card.id = ?",
                (card_id(papers.index(name)),),
            )[0][0]
            store.run(
                "UPDATE point SET paper = ? WHERE id = (SELECT point FROM card WHERE id = ?)",
                (first, card_id(at)),
            )
    return Learner(store)


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    """Somebody with six cards of three papers in the inbox."""
    found = learner_with(tmp_path)
    with found.store:
        yield found


@pytest.fixture
def inbox(learner: Learner) -> Inbox:
    """A sitting over them."""
    return inbox_of(learner.store, learner)


def number(inbox: Inbox) -> int | None:
    """Which sample's card is shown."""
    card = inbox.card
    return next((n for n in range(len(PAPERS)) if card and card.id == card_id(n)), None)


def acceptances(store: Store) -> list[str]:
    return [card.acceptance.value for card in all_cards(store)]


def marks(store: Store) -> set[tuple[object, ...]]:
    return set(store.rows("SELECT target, what, subject, value, ms, device FROM mark"))


def test_cards_come_by_paper_the_best_first(inbox: Inbox) -> None:
    """All cards of a paper follow each other; a cued recall comes last in its paper."""
    order = []
    while (shown := number(inbox)) is not None:
        order.append(shown)
        inbox.skip()
    assert order == [0, 2, 4, 1, 5, 3]


def test_an_accepted_card_is_in_the_deck_at_once(inbox: Inbox, learner: Learner) -> None:
    """It is new, and the queue of the day has it; the others wait on."""
    assert not today(learner).new
    inbox.accept()
    assert today(learner).new == (card_id(0),)
    assert acceptances(learner.store) == ["accepted", *["inbox"] * 5]


def test_an_edited_card_waits_until_it_is_accepted(inbox: Inbox, learner: Learner) -> None:
    """An edit keeps the card on the screen; accepted, it asks the new words at once."""
    assert inbox.edit("谁提出了 [...]？", "*[b]* 🎬")
    assert number(inbox) == 0
    card = inbox.card
    assert card
    assert (card.edited, card.acceptance) == (True, Acceptance.INBOX)
    inbox.accept()
    accepted = next(c for c in all_cards(learner.store) if c.id == card.id)
    assert plain(accepted.question) == "谁提出了 [...]？"
    assert accepted.answer == "*[b]* 🎬"
    assert today(learner).new == (card.id,)


def test_a_whole_paper_at_once(inbox: Inbox, learner: Learner) -> None:
    """All waiting cards of the shown card's paper, and none of another."""
    done = inbox.accept_paper()
    assert done
    assert done.cards == (card_id(0), card_id(2), card_id(4))
    inbox.reject_paper()
    assert acceptances(learner.store) == [
        "accepted", "rejected", "accepted", "inbox", "accepted", "rejected",
    ]  # fmt: skip
    assert number(inbox) == 3


def test_a_whole_paper_leaves_out_what_was_skipped(inbox: Inbox, learner: Learner) -> None:
    """What was put aside in this sitting is not decided about unseen."""
    inbox.skip()
    inbox.reject_paper()
    assert acceptances(learner.store)[0] == "inbox"


def test_skipping_decides_nothing(inbox: Inbox, learner: Learner) -> None:
    """A skipped card does not come again in this sitting, and comes in the next."""
    before = marks(learner.store)
    inbox.skip_paper()
    assert number(inbox) == 1
    assert marks(learner.store) == before
    assert number(inbox_of(learner.store, learner)) == 0


def test_what_is_left_is_counted(inbox: Inbox) -> None:
    """Cards of the shown paper and of all; decided and skipped ones are not among them."""
    assert (inbox.left().here, inbox.left().waiting) == (3, 6)
    inbox.accept()
    inbox.skip()
    assert (inbox.left().here, inbox.left().waiting) == (1, 4)
    inbox.reject_paper()
    assert (inbox.count(Deed.ACCEPT), inbox.count(Deed.REJECT, Deed.REJECT_PAPER)) == (1, 1)
    inbox.skip_paper()
    inbox.skip_paper()
    assert (inbox.left().here, inbox.left().waiting) == (0, 0)
    assert inbox.card is None


DEEDS: dict[str, Callable[[Inbox], object]] = {
    "accept": Inbox.accept,
    "reject": Inbox.reject,
    "skip": Inbox.skip,
    "accept-paper": Inbox.accept_paper,
    "reject-paper": Inbox.reject_paper,
    "skip-paper": Inbox.skip_paper,
    "edit": lambda inbox: inbox.edit("新 [...] 题", "answer"),
    "undo": Inbox.undo,
}


@SLOW_PROFILE
@given(names=st.lists(st.sampled_from(sorted(DEEDS)), max_size=14))
def test_everything_is_undone_to_the_start(
    names: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """After as many undos as deeds all is as before the sitting; marks are only ever added."""
    learner = learner_with(tmp_path_factory.mktemp("inbox"))
    with learner.store:
        inbox, before = inbox_of(learner.store, learner), all_cards(learner.store)
        added = marks(learner.store)
        for name in names:
            if inbox.card is not None or name == "undo":
                learner.ms += 1000
                DEEDS[name](inbox)
            assert added <= marks(learner.store)
            added = marks(learner.store)
        while inbox.undo():
            assert added <= marks(learner.store)
        assert number(inbox) == 0
        assert all_cards(learner.store) == before
        assert (inbox.left().here, inbox.left().waiting) == (3, 6)


@pytest.mark.parametrize("name", ["accept", "reject", "skip", "edit"])
def test_a_card_decided_about_elsewhere_is_left_alone(
    name: str, inbox: Inbox, learner: Learner
) -> None:
    """Another process was first: nothing is recorded, and the next card shows."""
    assert number(inbox) == 0
    with open_store(learner.store.path, now_ms=learner.ms) as other:
        inbox_of(other, learner).reject()
    before = marks(learner.store)
    assert DEEDS[name](inbox) is None
    assert number(inbox) == 2
    assert marks(learner.store) == before


def test_of_a_paper_only_what_still_waits_is_decided(inbox: Inbox, learner: Learner) -> None:
    """What another process decided about a paper's card stands."""
    assert number(inbox) == 0
    with open_store(learner.store.path, now_ms=learner.ms) as other:
        inbox_of(other, learner, [card_id(2)]).reject()
    done = inbox.accept_paper()
    assert done
    assert done.cards == (card_id(0), card_id(4))
    assert acceptances(learner.store)[2] == "rejected"


def test_a_sitting_over_some_cards_shows_no_others(learner: Learner) -> None:
    """Those that a query found, and all of a paper means all of them."""
    inbox = inbox_of(learner.store, learner, [card_id(1), card_id(4)])
    assert inbox.left().waiting == 2
    inbox.accept_paper()
    assert acceptances(learner.store).count("accepted") == 1


@pytest.mark.parametrize("where", [Study.SHELF, Study.ASIDE])
def test_papers_that_are_not_in_study_do_not_wait(learner: Learner, where: Study) -> None:
    """Nobody is asked to decide about cards of papers put on the shelf or aside."""
    shown = inbox_of(learner.store, learner).card
    assert shown
    with learner.store.transaction():
        add_mark(learner.store, shown.paper.id, What.STUDY, where.value, learner.ms)
    assert number(inbox_of(learner.store, learner)) == 1
    assert inbox_of(learner.store, learner).left().waiting == 3


def test_a_card_without_its_point_does_not_wait(learner: Learner) -> None:
    """Nothing is asked about what stands in no note now."""
    learner.store.run(
        "UPDATE point SET absent_ms = 1 WHERE id = (SELECT point FROM card WHERE id = ?)",
        (card_id(0),),
    )
    renew(learner.store, card_id(0), PRESETS)
    inbox = inbox_of(learner.store, learner)
    assert (number(inbox), inbox.left().waiting) == (1, 5)


def test_an_empty_inbox_has_no_card(tmp_path: Path) -> None:
    """There is nothing to undo either."""
    with fill(tmp_path, []) as store:
        inbox = inbox_of(store, Learner(store))
        assert inbox.card is None
        assert inbox.undo() is None
        with pytest.raises(LookupError):
            inbox.accept()
