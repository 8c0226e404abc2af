"""Decisions of two programs at once: none is made from what was true a moment ago."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from build_fixtures import LUMIERE, Shelf, paper, shelf
from deck_fixtures import PRESETS, Learner, Sample, card_id, fill
from study_fixtures import answer, other_session, renewed, sitting, standing

from decks import enact
from decks.collection import open_collection
from decks.doctor import examine
from decks.faces import face
from decks.ids import CardId
from decks.inbox import Inbox, decide_and_keep, take_back
from decks.marks import What
from decks.reviews import Rating
from decks.session import Session
from decks.store.cards import card as load_card
from decks.store.cards import cards_of
from decks.store.connection import BusyError
from decks.store.marks import decisions_on


@dataclass
class Other:
    """Another app over the same file, that acts once between two steps of this program."""

    learner: Learner
    session: Session = field(init=False)
    done: int = 0
    refused: int = 0

    def __post_init__(self) -> None:
        self.session = other_session(self.learner)

    def act(self, deed: Callable[[], object]) -> None:
        """Do something once; a program that writes keeps it from being done."""
        if self.done or self.refused:
            return
        try:
            deed()
            self.done = 1
        except BusyError:
            self.refused = 1

    def answer(self) -> None:
        """Answer the card that is shown."""
        self.act(lambda: answer(self.learner, self.session, Rating.GOOD))

    def after(self, function: Callable[..., Any], deed: Callable[[], None]) -> Callable[..., Any]:
        """The same function, but that this acts as soon as it is done."""

        def late(*args: Any, **named: Any) -> Any:
            found = function(*args, **named)
            deed()
            return found

        return late


@pytest.fixture
def proposal(tmp_path: Path) -> Iterator[Learner]:
    """Somebody with one card, which is in the inbox."""
    store = fill(tmp_path, [Sample(face("Question？"), "答案", accepted=False)])
    with store:
        yield Learner(store)


@pytest.fixture
def other(request: pytest.FixtureRequest) -> Iterator[Other]:
    """Another app, over what the test that asks for it works on."""
    name = "proposal" if "proposal" in request.fixturenames else "learner"
    made = Other(request.getfixturevalue(name))
    yield made
    made.session.store.close()


def accepted(learner: Learner) -> bool:
    card = load_card(learner.store, card_id(0))
    return card is not None and card.acceptance == "accepted"


def test_an_answer_while_an_acceptance_is_taken_back(
    proposal: Learner, other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A card that was answered is not sent back to the inbox."""
    store = proposal.store
    decide_and_keep(store, [card_id(0)], What.ACCEPTED, PRESETS, proposal.ms)
    monkeypatch.setattr("decks.inbox.cards_of", other.after(cards_of, other.answer))
    proposal.ms += 1_000
    take_back(store, PRESETS, proposal.ms)
    assert other.done + other.refused == 1
    assert accepted(proposal) == bool(store.rows("SELECT 1 FROM review"))
    assert standing(store) == renewed(store)


USES: dict[str, Callable[[Session], object]] = {
    "answered": lambda app: app.grade(Rating.GOOD),
    "rejected": Session.reject,
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_what_was_accepted_here_and_used_elsewhere_stays(
    proposal: Learner, other: Other, use: Callable[[Session], object]
) -> None:
    """Undo in the inbox leaves a card alone that was answered or rejected in another app."""
    inbox = Inbox(proposal.store, lambda: PRESETS, proposal.clock)
    assert inbox.accept()
    assert other.session.card
    use(other.session)
    before = standing(proposal.store)
    done = inbox.undo()
    assert done is not None
    assert done.changes == ()
    assert standing(proposal.store) == before
    assert inbox.undo() is None


def test_an_edit_elsewhere_is_not_undone_here(proposal: Learner) -> None:
    """Undo takes back what this sitting wrote, and not what another wrote over it."""
    mine, theirs = (Inbox(proposal.store, lambda: PRESETS, proposal.clock) for _ in range(2))
    assert mine.edit("Mine [...]", "mine")
    assert theirs.edit("Theirs [...]", "theirs")
    assert mine.undo()
    card = load_card(proposal.store, card_id(0))
    assert card is not None
    assert card.answer == "theirs"


def test_a_flag_that_was_set_elsewhere_comes_back(
    learner: Learner, other: Other, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What undo brings back is what was in force when the deed was done."""
    mine = sitting(learner)
    assert mine.card
    assert other.session.card
    flag = other.after(decisions_on, lambda: other.act(lambda: other.session.flag(3)))
    monkeypatch.setattr("decks.session.decisions_on", flag)
    mine.flag(5)
    monkeypatch.undo()
    assert other.done + other.refused == 1
    mine.undo()
    card = load_card(learner.store, card_id(0))
    assert card is not None
    assert card.flag == (3 if other.done else 0)


def test_a_redo_after_an_answer_by_a_clock_set_back(learner: Learner, other: Other) -> None:
    """Whoever undoes a grade, sets the clock back and answers elsewhere, has answered once."""
    mine = sitting(learner)
    answer(learner, mine, Rating.GOOD)
    mine.undo()
    learner.ms -= 3_600_000
    answer(learner, other.session, Rating.EASY)
    before = standing(learner.store)
    assert mine.redo() is None
    assert standing(learner.store) == before


def test_undo_leaves_alone_what_was_decided_elsewhere(learner: Learner, other: Other) -> None:
    """A flag that another app put over this one's stays when this one's is undone."""
    mine = sitting(learner)
    assert mine.card
    mine.flag(5)
    other.session.flag(3)
    assert mine.undo()
    card = load_card(learner.store, card_id(0))
    assert card is not None
    assert card.flag == 3


ENGLISH = ("Training uses 30 million videos of 80 frames.", "The U-Net has 300 million weights.")
CHINESE = ("提出 Space-Time U-Net 架构，一次生成整段视频，从而保证时间一致性。",)
ARXIV = "2401.12945"


def test_a_card_that_is_answered_while_a_build_puts_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build takes no card from somebody who began it while the plan was made."""
    with shelf(tmp_path / "notes", "languages: [zh, en]") as desk:
        desk.note("en.md", paper(LUMIERE, *ENGLISH, arxiv=ARXIV))
        desk.build()
        card, unseen = (found.id for found in desk.accepted()[:2])
        desk.note("zh.md", paper(LUMIERE, *CHINESE, arxiv=ARXIV, label="要点"))
        plan = enact._plan
        answers: list[CardId] = []

        def answered_late(*args: Any, **named: Any) -> Any:
            made = plan(*args, **named)
            if not answers:
                assert {card, unseen} <= set(made[1].put_back)
                answers.append(card)
                with open_collection(desk.folder).open_store() as app:
                    Shelf(desk.folder, app, desk.ms).answer(card)
            return made

        monkeypatch.setattr("decks.enact._plan", answered_late)
        desk.build()
        assert answers
        assert desk.in_play(card)
        assert desk.cards()[card].warnings == ()
        assert not desk.in_play(unseen)
        monkeypatch.undo()
        desk.build()
        assert desk.in_play(card)
        assert examine(desk.collection, desk.store).healthy
