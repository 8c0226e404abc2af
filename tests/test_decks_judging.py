"""Cards that are there, judged by the rules of today: what is wrong, and what a list becomes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from build_fixtures import Shelf, paper, shelf

from decks.cards import Acceptance, Card
from decks.faces import blank, face, plain
from decks.judging import judge, judge_all, rarity_of
from decks.rarity import Rarity
from decks.splitting import split_of
from decks.store.points import known_points
from decks.subject import CardWarning, Recipe

POINT = "引入二十面体网格上的球面卷积核，避免极点附近的格点畸变"
ANSWER = "二十面体网格上的球面卷积核"
TITLE = "Nimbus: Weather at Scale"


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> Card:
    """An accepted card of a good point, as a build made it."""
    with shelf(tmp_path_factory.mktemp("judging")) as here:
        here.note("a.md", paper(TITLE, POINT))
        here.build()
        return next(card for card in here.accepted() if card.recipe is not Recipe.WHICH_PAPER)


def asking(card: Card, front: str, answer: str, recipe: Recipe = Recipe.MEANS_PURPOSE) -> Card:
    """The card with other words; ``[…]`` is its blank."""
    before, sign, behind = front.partition("[…]")
    hidden = (blank(answer),) if sign else ()
    return replace(
        card, recipe=recipe, question=face(before, *hidden, behind), answer=answer, edited=True
    )


def codes(card: Card, rarity: Rarity | None = None) -> list[str]:
    return [warning.code for warning in judge(card, rarity or Rarity.of([[POINT]]))]


def test_a_card_that_was_just_made_breaks_no_rule(card: Card) -> None:
    """What a build accepts is found good when it is judged."""
    assert codes(card) == []


BAD = {
    "a generic word": ("引入 […]，避免极点附近的格点畸变", "新的方法", "generic-blank"),
    "the answer shown": ("引入球面卷积核 […]，避免格点畸变", "球面卷积核", "answer-on-front"),
    "points at nothing": ("该模块引入 […]，避免极点附近的格点畸变", ANSWER, "dangling-reference"),
    "the paper's name": ("[…] 避免极点附近的格点畸变", "Nimbus", "title-word"),
    "a wall of text": ("引入 […]，避免畸变", "甲乙丙丁" * 20, "too-long"),
}


@pytest.mark.parametrize(("front", "answer", "code"), BAD.values(), ids=BAD.keys())
def test_the_current_text_is_judged(card: Card, front: str, answer: str, code: str) -> None:
    """An edited card is judged as it reads now, even where its answer stands in no note."""
    assert code in codes(asking(card, front, answer))


GOOD = {
    "reworded by hand": ("格点畸变靠什么避免？", "把卷积搬到正二十面体上"),
    "moved in its point": ("它引入 […]，避免极点附近的格点畸变", ANSWER),
}


@pytest.mark.parametrize(("front", "answer"), GOOD.values(), ids=GOOD.keys())
def test_words_of_ones_own_are_no_fault(card: Card, front: str, answer: str) -> None:
    """A card in a person's own words breaks no rule by not standing in the note."""
    assert [
        code for code in codes(asking(card, front, answer)) if code != "dangling-reference"
    ] == []


def test_what_people_wrote_is_only_measured(card: Card) -> None:
    """A written card may ask what it likes; one that is a wall of text is told."""
    assert codes(asking(card, "What does Nimbus do?", "Nimbus", Recipe.WRITTEN)) == []
    assert codes(asking(card, "Say it all", "甲乙丙丁" * 20, Recipe.WRITTEN)) == ["too-long"]


def test_what_a_build_found_out_stays_said(card: Card) -> None:
    """That a point is a copy is seen in no text alone; reasons of the inbox are no faults."""
    told = (CardWarning("copied", "Cirrus"), CardWarning("over-budget"))
    waiting = replace(card, acceptance=Acceptance.INBOX, warnings=told)
    assert codes(waiting) == ["copied"]
    assert codes(replace(waiting, acceptance=Acceptance.ACCEPTED)) == []


def test_of_two_papers_that_ask_the_same_the_later_is_told(tmp_path: Path) -> None:
    """Interference is found among the cards that are asked, with both names."""
    with shelf(tmp_path) as here:
        here.note("a.md", paper(TITLE, POINT))
        here.note("b.md", paper("Cirrus: Other Weather", POINT.replace("避免", "防止")))
        here.build()
        _accept_everything(here)
        asked = here.accepted()
        found = judge_all(asked, _rarity(here), asked)
        doubles = [w for one in found for w in one.warnings if w.code == "near-duplicate"]
        assert doubles
        assert all("Nimbus" in w.detail or "Cirrus" in w.detail for w in doubles)


def _accept_everything(here: Shelf) -> None:
    from decks.marks import What

    for card in here.cards():
        here.mark(card, What.ACCEPTED, True)


def _rarity(here: Shelf) -> Rarity:
    return rarity_of(known_points(here.store, {}))


SPLITS = {
    "marked off": ("分为 […] 三步", "粗网格预报、细网格预报、站点订正", [
        ("分为 [...]… 三步", "粗网格预报"),
        ("分为 粗网格预报、[...]… 三步", "细网格预报"),
        ("分为 …细网格预报、[...] 三步", "站点订正"),
    ]),
    "joined": ("融合 […]", "探空气球和海上浮标", [
        ("融合 [...]…", "探空气球"), ("融合 探空气球和[...]", "海上浮标"),
    ]),
    "English": ("Fuses […]", "balloons, buoys, and ships", [
        ("Fuses [...]…", "balloons"),
        ("Fuses balloons, [...]…", "buoys"),
        ("Fuses …buoys, and [...]", "ships"),
    ]),
    "a question": ("What is fused?", "balloons + buoys", [
        ("What is fused? [...]…", "balloons"), ("What is fused? balloons + [...]", "buoys"),
    ]),
    "brackets stay whole": ("用 […]", "卷积（球面、平面）、注意力（全局）", [
        ("用 [...]…", "卷积（球面、平面）"), ("用 卷积（球面、平面）、[...]", "注意力（全局）"),
    ]),
}  # fmt: skip


@pytest.mark.parametrize(("front", "answer", "cards"), SPLITS.values(), ids=SPLITS.keys())
def test_a_list_is_offered_item_by_item(
    card: Card, front: str, answer: str, cards: list[tuple[str, str]]
) -> None:
    """Each item is asked with the one before it as the cue; the others are not shown."""
    found = split_of(asking(card, front, answer))
    assert [(plain(one.question), one.answer) for one in found] == cards


WHOLE = ["球面卷积", "和谐", "能量与动量", "a model of the poles", "1,024", "🚀", ""]


@pytest.mark.parametrize("answer", WHOLE)
def test_one_thing_is_not_split(card: Card, answer: str) -> None:
    """An answer that is no list stays one card."""
    assert split_of(asking(card, "引入 […]", answer)) == ()


def test_clauses_are_no_items(card: Card) -> None:
    """What stands between the commas of a sentence is no list."""
    assert split_of(asking(card, "说说看 […]", POINT + "，从而不再需要极区滤波")) == ()
