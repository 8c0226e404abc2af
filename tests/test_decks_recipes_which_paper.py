"""Which paper: a sentence that only one paper of a collection says, without its names."""

from __future__ import annotations

from pathlib import Path

import pytest
from build_fixtures import fresh_points, paper, shelf
from recipe_fixtures import point, said_by_one

from decks.candidates import candidates
from decks.faces import plain
from decks.quality import check
from decks.rarity import Rarity
from decks.subject import Candidate, Recipe
from exports.anki_fields import anki_note
from exports.anki_media import Media
from exports.anki_notetype import FIELDS

SHORT, TITLE = "Nimbus", "Nimbus: Weather at Scale"


def asked(text: str, rarity: Rarity | None = None, **paper: str) -> list[tuple[str, str]]:
    """The recognition cards of a point: (front, answer)."""
    return [(plain(one.question), one.answer) for one in made(text, rarity, **paper)]


def made(text: str, rarity: Rarity | None = None, **paper: str) -> list[Candidate]:
    found = candidates(point(text, **paper), rarity or said_by_one(text))
    return [one for one in found if one.recipe is Recipe.WHICH_PAPER]


ASKS = {
    "a means": (
        "引入二十面体网格上的球面卷积核，避免极点附近的格点畸变",
        "哪篇论文引入二十面体网格上的球面卷积核，避免极点附近的格点畸变？",
    ),
    "behind a pronoun": (
        "它将探空气球的温压廓线离散成词元，交给自回归解码器外推十天的位势高度",
        "哪篇论文将探空气球的温压廓线离散成词元，交给自回归解码器外推十天的位势高度？",
    ),
    "behind the name": (
        "Nimbus 把大气柱切成厚薄不一的薄片，逐层学习只看邻近格点的更新算子",
        "哪篇论文把大气柱切成厚薄不一的薄片，逐层学习只看邻近格点的更新算子？",
    ),
    "a name in the middle": (
        "把大气柱切成厚薄不一的薄片，让 Nimbus 逐层学习只看邻近格点的更新算子",
        "哪篇论文把大气柱切成厚薄不一的薄片，让 〔名称〕 逐层学习只看邻近格点的更新算子？",
    ),
    "a first": (
        "首次发现探空气球的漂移会让同化系统低估平流层急流的强度",
        "哪篇论文首次发现探空气球的漂移会让同化系统低估平流层急流的强度？",
    ),
    "up to the remark that fits any paper": (
        "将球谐系数逐阶截断，再用门控残差补回高频的锋面结构，取得了显著的性能提升",
        "哪篇论文将球谐系数逐阶截断，再用门控残差补回高频的锋面结构？",
    ),
    "English": (
        "Decompose orographic drag into a shared “ridge” field and individual “valley” residuals",
        "In which paper do the authors decompose orographic drag into a shared “ridge” field and"
        " individual “valley” residuals?",
    ),
    "English, of one": (
        "Decomposes orographic drag into a shared “ridge” field and individual “valley” residuals",
        "Which paper decomposes orographic drag into a shared “ridge” field and individual"
        " “valley” residuals?",
    ),
    "English, in the past": (
        "Introduced orographic drag with a shared “ridge” field and individual “valley” residuals",
        "Which paper introduced orographic drag with a shared “ridge” field and individual"
        " “valley” residuals?",
    ),
    "code and formulas": (
        "把 `roll(q, k)` 换成 $S^2$ 上的球面移位，避免极点附近的格点畸变和接缝",
        "哪篇论文把 roll(q, k) 换成 $S^2$ 上的球面移位，避免极点附近的格点畸变和接缝？",
    ),
}


@pytest.mark.parametrize(("text", "front"), ASKS.values(), ids=ASKS.keys())
def test_a_distinctive_sentence_asks_for_its_paper(text: str, front: str) -> None:
    """The front shows what one paper alone does, without its name, which is the answer."""
    assert asked(text) == [(front, SHORT)]


NEVER = {
    "generic": "提出一种新的方法，有效提升了模型在多种任务上的性能和泛化能力，效果显著",
    "short": "引入球面卷积核",
    "the state of the field": "现有业务系统依赖对流参数化，极点附近的格点畸变难以消除",
    "what the field lacks": "在二十面体网格上做卷积的旧算子无法处理极点附近的格点畸变和接缝",
    "an evaluation": "在台风路径、位势高度和比湿廓线上全面超过现有业务数值预报系统",
    "a label": "球面卷积：二十面体网格上的卷积核，避免极点附近的格点畸变",
    "leans on what stood before": "该模块在二十面体网格上做球面卷积，避免极点附近的格点畸变",
    "points back inside": "在二十面体网格上做球面卷积，让这种算子避开极点附近的格点畸变",
    "names all over": "让 Nimbus 教 Nimbus 在二十面体网格上做卷积，再由 Nimbus 蒸馏到球面",
    "a noun like a deed": "训练目标是二十面体网格上的球面博弈，采样时不需要任何格点插值",
    "a time": "训练早期球面卷积核很容易发散，因此改为先学习极点附近的格点畸变",
    "a row of results": "把门控换成光流，命中率从 20.0% 提升到 47.1%，空报率从 7.1 降到 2.5",
    "nothing but words": "🚀",
    "empty": "",
}


@pytest.mark.parametrize("text", NEVER.values(), ids=NEVER.keys())
def test_nothing_else_asks_for_its_paper(text: str) -> None:
    """What is general, short, or cannot stand alone tells no paper: it is not even proposed."""
    assert asked(text) == []


ICOSAHEDRAL = ASKS["a means"][0]


def test_what_another_paper_says_too_is_not_asked() -> None:
    """A near copy under another paper would make two answers right."""
    near = ICOSAHEDRAL.replace("避免", "从而消除")
    shared = Rarity.of([[ICOSAHEDRAL], [near], *([f"word{n}"] for n in range(20))])
    assert asked(ICOSAHEDRAL, shared) == []
    assert asked(ICOSAHEDRAL)


def test_in_a_small_collection_nothing_is_distinctive_yet() -> None:
    """Among a handful of papers every sentence is unlike the others; the next one changes that."""
    assert asked(ICOSAHEDRAL, said_by_one(ICOSAHEDRAL, others=3)) == []


NAMES = {
    "a word of the title": ("引入 weather token 的二十面体网格卷积，避免极点附近的格点畸变", TITLE),
    "a Chinese title": (
        "引入二十面体网格上的球面卷积核，避免极点附近的格点畸变",
        "极点格点畸变的消除",
    ),
}


@pytest.mark.parametrize(("text", "title"), NAMES.values(), ids=NAMES.keys())
def test_the_front_shares_no_word_with_the_title(text: str, title: str) -> None:
    """A word of the title on the front gives the answer away."""
    assert asked(text, title=title) == []


def test_a_paper_without_a_name_is_not_asked_for() -> None:
    """Where the note gives no name there is nothing to answer."""
    assert asked(ICOSAHEDRAL, short="—") == []


def test_it_is_the_last_choice_of_a_point() -> None:
    """Any other card that may be accepted comes first, and one sentence of a point is enough."""
    text = f"{ICOSAHEDRAL}。{ASKS['a first'][0]}。"
    found = [one for one in candidates(point(text), said_by_one(text)) if not one.warnings]
    assert [one.recipe for one in found].count(Recipe.WHICH_PAPER) == 1
    assert found[-1].recipe is Recipe.WHICH_PAPER
    assert len(found) > 1


def test_an_old_one_is_warned_of_when_others_say_it_too() -> None:
    """What was distinctive once is judged by the collection of today."""
    one = made(ICOSAHEDRAL)[0]
    today = Rarity.of([[ICOSAHEDRAL], [ICOSAHEDRAL + "。"], *([f"word{n}"] for n in range(20))])
    assert [w.code for w in check(one, point(ICOSAHEDRAL), today)] == ["not-distinctive"]


def test_no_front_shows_the_name_that_is_asked_for(tmp_path: Path) -> None:
    """Neither the app's front nor Anki's names the paper; the answer does."""
    with shelf(tmp_path, "cards_per_point: 5") as here:
        here.note("a.md", paper(TITLE, ICOSAHEDRAL))
        here.note("b.md", *(fresh_points(n) for n in range(12)))
        here.build()
        asked = [c for c in here.accepted() if c.recipe is Recipe.WHICH_PAPER]
        (card,) = [c for c in asked if c.paper.short == SHORT]
        fields = dict(zip(FIELDS, anki_note(card, Media()).fields, strict=True))
        assert SHORT not in plain(card.front)
        assert (fields["Paper"], fields["Back"], fields["Title"]) == ("", SHORT, TITLE)
        assert SHORT not in fields["Front"]
