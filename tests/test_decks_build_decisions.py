"""What a person decided about a card holds through every build, whatever changes around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from build_fixtures import Shelf, paper, shelf

import decks.build
import decks.candidates
import decks.enact
from decks.candidates import candidates
from decks.cards import Acceptance, Card, edited_question
from decks.faces import BLANK_SIGN, plain, to_json
from decks.ids import CardId
from decks.marks import What
from decks.rarity import Rarity
from decks.refusal import nearly_equal
from decks.subject import Candidate, CardWarning, Subject
from decks.tuning import Tuning

TITLE = "Lumiere: A Space-Time Diffusion Model for Video Generation"
TEXT = (
    "提出 Space-Time U-Net 架构，在时间和空间上同时下采样，从而一次生成 80 帧的整段视频，"
    "避免级联超分带来的时间不一致。"
)
REWORDED = TEXT.replace("提出", "本文提出了").replace("从而一次", "从而能够一次")
OTHER = "训练用 3000 万段 80 帧的视频，帧率是每秒 16 帧。"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Shelf]:
    """A paper of two points whose cards all wait for a decision."""
    with shelf(tmp_path / "notes", "accept: none\n") as found:
        found.note("a.md", paper(TITLE, TEXT, OTHER, label="要点"))
        found.build()
        yield found


def raise_version(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (decks.build, decks.enact):
        monkeypatch.setattr(module, "RECIPES_VERSION", 1_000)


def widen(made: Candidate, text: str) -> Candidate:
    """The same card with a blank that ends a word, or a Chinese character or two, later."""
    at = text.find(made.answer)
    behind = text[at + len(made.answer) :] if at >= 0 else ""
    more = behind[: behind.find(" ", 1)] if behind.startswith(" ") else behind[:2]
    answer = f"{made.answer}{more}"
    question = edited_question(text.replace(answer, BLANK_SIGN, 1), answer)
    return replace(made, answer=answer, question=question) if more.strip() else made


Change = Callable[[Shelf, pytest.MonkeyPatch], None]


def blanks_move(desk: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of the recipes hides a word more."""

    def wider(subject: Subject, rarity: Rarity, tuning: Tuning) -> tuple[Candidate, ...]:
        return tuple(widen(one, subject.text) for one in candidates(subject, rarity, tuning))

    monkeypatch.setattr(decks.candidates, "candidates", wider)
    raise_version(monkeypatch)


def nothing_is_wrong(desk: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of the checks finds every card good, and all good ones are accepted."""

    def better(subject: Subject, rarity: Rarity, tuning: Tuning) -> tuple[Candidate, ...]:
        return tuple(replace(one, warnings=()) for one in candidates(subject, rarity, tuning))

    monkeypatch.setattr(decks.candidates, "candidates", better)
    raise_version(monkeypatch)
    (desk.folder / "paperdeck.yaml").write_text("accept: good\ncards_per_point: 2\n", "utf-8")


def everything_is_wrong(desk: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of the checks finds no card good."""

    def worse(subject: Subject, rarity: Rarity, tuning: Tuning) -> tuple[Candidate, ...]:
        fragment = (CardWarning("fragment", "x"),)
        return tuple(replace(one, warnings=fragment) for one in candidates(subject, rarity, tuning))

    monkeypatch.setattr(decks.candidates, "candidates", worse)
    raise_version(monkeypatch)


def text_is_reworded(desk: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.note("a.md", paper(TITLE, REWORDED, OTHER, label="要点"))


def reworded_and_blanks_move(desk: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    text_is_reworded(desk, monkeypatch)
    blanks_move(desk, monkeypatch)


def another_note_says_it_too(desk: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.note("0.md", paper(TITLE, TEXT, label="核心要点"))


def another_note_says_it_otherwise(desk: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.note("z.md", paper(TITLE, REWORDED, label="核心要点"))


def the_note_moves(desk: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk.folder / "a.md").unlink()
    desk.note("其他/b.md", paper(TITLE, TEXT, OTHER, label="要点"))


def it_goes_and_returns(desk: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.note("a.md", paper(TITLE, OTHER, label="要点"))
    desk.build()
    desk.note("a.md", paper(TITLE, TEXT, OTHER, label="要点"))


def the_paper_gets_an_id(desk: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.note("a.md", paper(TITLE, TEXT, OTHER, label="要点", arxiv="2401.12945"))


CHANGES: list[Change] = [
    blanks_move, nothing_is_wrong, everything_is_wrong, text_is_reworded, reworded_and_blanks_move,
    another_note_says_it_too, another_note_says_it_otherwise, the_note_moves, it_goes_and_returns,
    the_paper_gets_an_id,
]  # fmt: skip


def of_text(desk: Shelf, *texts: str) -> list[Card]:
    return [card for card in desk.cards().values() if card.point_text in texts]


def decide(desk: Shelf, cards: Iterable[Card], what: What) -> list[Card]:
    decided = list(cards)
    for card in decided:
        desk.mark(card.id, what, True)
    return decided


@pytest.mark.parametrize("which", [slice(0, 1), slice(1, 2), slice(None)], ids=str)
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_rejected_card_does_not_come_back(
    change: Change, which: slice, desk: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor under another id, with nearly the same words hidden in nearly the same statement."""
    rejected = decide(desk, of_text(desk, TEXT)[which], What.REJECTED)
    assert rejected
    change(desk, monkeypatch)
    desk.build()
    desk.build()
    now = desk.cards()
    assert all(now[card.id].acceptance is Acceptance.REJECTED for card in rejected)
    back = [
        (card.recipe, card.answer)
        for card in of_text(desk, TEXT, REWORDED)
        if card.acceptance is not Acceptance.REJECTED
        and any(
            card.recipe == one.recipe and nearly_equal(card.answer, one.answer) for one in rejected
        )
    ]
    assert back == []


@pytest.mark.parametrize("accepted", [True, False])
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_an_edited_card_keeps_its_words(
    change: Change, accepted: bool, desk: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what was decided about it: accepted it stays in play, waiting it is not lost."""
    card = of_text(desk, TEXT)[0].id
    question = edited_question("谁的 [...] 一次生成整段视频？", "Lumiere 🎬")
    desk.mark(card, What.EDIT, {"question": to_json(question), "answer": "Lumiere 🎬"})
    if accepted:
        desk.mark(card, What.ACCEPTED, True)
    change(desk, monkeypatch)
    desk.build()
    desk.build()
    now = desk.cards()[card]
    assert (now.question, now.answer, now.edited) == (question, "Lumiere 🎬", True)
    assert now.present
    if accepted:
        assert desk.in_play(card)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_was_accepted_by_hand_stays_beyond_every_limit(
    change: Change, desk: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The user decides: all cards of a point and a paper, whatever the limits say."""
    (desk.folder / "paperdeck.yaml").write_text(
        "accept: none\ncards_per_point: 1\ncards_per_paper: 1\n", "utf-8"
    )
    desk.build()
    accepted = decide(desk, desk.cards().values(), What.ACCEPTED)
    assert len(accepted) > 2
    change(desk, monkeypatch)
    desk.build()
    desk.build()
    now = desk.cards()
    assert all(now[card.id].acceptance is Acceptance.ACCEPTED for card in accepted)


def test_one_of_two_copied_cards_is_accepted_and_the_other_stays(tmp_path: Path) -> None:
    """The same words under two papers: a decision about one says nothing of the other."""
    other = "SDXL：高分辨率图像合成"
    with shelf(tmp_path / "notes") as desk:
        desk.note("a.md", paper(TITLE, TEXT, label="要点"), paper(other, TEXT, label="要点"))
        desk.build()
        assert not desk.accepted()
        assert all(card.warnings[0].code == "copied" for card in desk.cards().values())
        card = next(card for card in desk.cards().values() if card.paper.title == TITLE)
        waiting = {c.id for c in desk.cards().values() if c.paper.title == other}
        desk.mark(card.id, What.ACCEPTED, True)
        for number in range(2):
            desk.note(f"{number}.md", paper(f"Other{number}: A Paper", OTHER))
            desk.build()
        assert desk.in_play(card.id)
        now = desk.cards()
        assert {now[CardId(one)].acceptance for one in waiting} == {Acceptance.INBOX}


NEAR = {
    "a word more": ("Space-Time U-Net", "Space-Time U-Net architecture", True),
    "a word less": ("Space-Time U-Net", "Time U-Net", True),
    "a word later": ("Space-Time U-Net", "Time U-Net architecture", True),
    "other marks": ("**Space-Time** U-Net", "space-time u-net", True),
    "Chinese": ("时间一致性", "全局的时间一致性", True),
    "with its unit": ("3000 万", "3000 万段视频", True),
    "from and to": ("从 6.4% 降到 4.2%", "4.2%", True),
    "another figure": ("30 million videos", "40 million videos", False),
    "a longer figure": ("30", "300", False),
    "another of two": ("时间一致性", "空间一致性", False),
    "another term": ("Space-Time U-Net", "Tune-A-Video", False),
    "one word of many": ("视频", "先生成短片段或低频信息再逐步扩展为视频", False),
    "signs alone": ("+", "-", False),
    "nothing": ("", "x", False),
}


@pytest.mark.parametrize("name", NEAR)
def test_answers_are_nearly_equal_if_one_is_the_other_moved(name: str) -> None:
    """Most of the words are the same words in a row, and no figure is cut."""
    one, other, near = NEAR[name]
    assert nearly_equal(one, other) is nearly_equal(other, one) is near
    assert nearly_equal(one, one)


def test_the_desk_has_cards_to_decide_about(desk: Shelf) -> None:
    """Each of its points has a card, or the tests here would show nothing."""
    assert of_text(desk, TEXT)
    assert of_text(desk, OTHER)
    assert BLANK_SIGN in plain(of_text(desk, TEXT)[0].question)
