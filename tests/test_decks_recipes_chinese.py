"""Chinese clauses: which slots are read, what is asked of them, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from recipe_fixtures import accepted, point

from decks.faces import plain
from decks.recipes.chinese.slots import place_of, read
from decks.recipes.clauses import Stretch
from decks.recipes.cloze import to_word_edges
from decks.recipes.statement import statement_of
from decks.segmenter import edges

SLOTS = {
    "means and aim": (
        "使用雷达回波和卫星云图实现短时预报",
        {"means": "雷达回波和卫星云图", "aim": "实现短时预报"},
    ),
    "means behind a subject": ("解码器用门控残差来融合浅层特征", {"means": "门控残差"}),
    "an act as means": ("通过逐层细化网格来减少边界误差", {"means": "逐层细化网格"}),
    "object and purpose": (
        "引入了概率阈值用于标记异常站点",
        {"means": "概率阈值", "aim": "用于标记异常站点"},
    ),
    "no subject": ("模拟与地形对齐的风场序列", {"object": "与地形对齐的风场序列"}),
    "subject, verb and object": (
        "地形掩码隐式保障水量守恒",
        {"subject": "地形掩码", "object": "水量守恒"},
    ),
    "what was found has slots of its own": (
        "实验表明连续令牌和随机顺序改善了极端降水的预报",
        {"subject": "连续令牌和随机顺序", "object": "极端降水的预报"},
    ),
    "one thing turned into another": (
        "将插值定义为基于邻站的回归",
        {"subject": "插值", "object": "基于邻站的回归"},
    ),
    "a verb inside a noun is none": (
        "集成误差校正模块进行回归订正",
        {"object": "误差校正模块", "aim": "进行回归订正"},
    ),
    "a verb before 的 is none": ("借助站点提供的湿度估计云量", {"means": "站点提供的湿度估计云量"}),
    "a module acts on what follows": ("用门控模块抑制噪声", {"means": "门控模块"}),
    "a may-be is no subject": ("能够精确定位台风眼", {}),
    "nothing": ("", {}),
    "punctuation and emoji": ("，。🚀", {}),
}


@pytest.mark.parametrize(("text", "slots"), SLOTS.values(), ids=SLOTS.keys())
def test_a_clause_is_read_as_slots(text: str, slots: dict[str, str]) -> None:
    """Each slot holds a whole phrase; a slot that is not named may be anything but wrong."""
    statement = statement_of(point(text))
    found = read(statement, Stretch(0, len(statement.shape)))
    for name, phrase in slots.items():
        stretch = getattr(found, name)
        assert stretch is not None, name
        assert statement.cut(stretch) == phrase
    if not slots:
        assert found.means is None
        assert found.subject is None


MAKES = {
    "the means, with the purpose to see": (
        "使用雷达回波和卫星云图实现暴雨短时预报",
        ("使用什么实现暴雨短时预报？", "雷达回波和卫星云图"),
    ),
    "what is used for something": (
        "引入了概率阈值用于标记高原异常站点",
        ("引入了什么用于标记高原异常站点？", "概率阈值"),
    ),
    "what is done to a part, with what for": (
        "冻结地形编码分支，避免山区站点过拟合",
        ("冻结[...]，避免山区站点过拟合", "地形编码分支"),
    ),
    "the obstacle behind what removes it": (
        "把地形掩码注入卷积核，避免虚假山脊",
        ("把地形掩码注入卷积核，避免[...]", "虚假山脊"),
    ),
    "the place": (
        "在小波频域中进行极端降水插值",
        ("在[...]中进行极端降水插值", "小波频域"),
    ),
    "full-width and half-width in one": (
        "用 Radar-Net 模块替代光流外推,避免对流单体漂移",
        ("用什么替代光流外推,避免对流单体漂移？", "Radar-Net 模块"),
    ),
    "where it stands in the paper is no part": (
        "用地形掩码替代固定边界（第 5 页，Fig. 2）[pdf:E04]",
        ("用什么替代固定边界？", "地形掩码"),
    ),
}


@pytest.mark.parametrize(("text", "card"), MAKES.values(), ids=MAKES.keys())
def test_a_slot_is_asked_for(text: str, card: tuple[str, str]) -> None:
    """One phrase is hidden whole; the rest of the clause is the cue."""
    assert card in [(plain(one.question), one.answer) for one in accepted(text)]


NOTHING = {
    "a rating": "⭐⭐⭐⭐ 网格与谱方法的组合有新意",
    "a remark on the work": "混合网格的思路新颖，设计合理",
    "more of something good": "显著提升预报质量和稳定性",
    "a topic": "分析了极端降水的成因",
    "one of many abilities": "支持站点插值",
    "only a verb beside it": "减少辐射场",
    "a label": "谱方法的有效性：",
    "what others do": "远超现有统计降尺度方法",
    "generic": "优化的训练策略",
    "the subject of an act, of which there may be many": "地形掩码隐式保障水量守恒",
    "half of a noun phrase": "小波滤波器组的站点筛选",
    "a noun phrase alone": "优先级队列",
    "a module's act with no other cue": "门控单元模块抑制累积",
    "too little beside the blank": "使用逐点门控残差",
    "what does not do": "使用分位数映射不足以订正极端降水",
    "a means that another verb follows": "基于谱残差估计雨滴谱形参数",
    "a thing turned that no 将 opens": "通过站点网络映射到等压面高度",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING.keys())
def test_nothing_is_asked_of_what_says_nothing(text: str) -> None:
    """No card is accepted where no phrase is both worth knowing and pointed to."""
    assert [one.answer for one in accepted(text)] == []


def test_a_trial_is_no_place() -> None:
    """在…数据集上 tells where something was tried, and is not asked for."""
    assert accepted("在高原站点数据集上进行验证") == []
    statement = statement_of(point("在小波频域中插值"))
    assert place_of(statement, Stretch(0, 8)) == Stretch(1, 5)


MENDED = {
    "half a word at the end": ("引入自回归展开", (2, 4), "自回归"),
    "half a word at the start": ("引入自回归展开", (3, 5), "自回归"),
    "a loose adverb": ("采用双线性插值重新定义网格", (2, 9), "双线性插值"),
    "a leading particle": ("稀疏的注意力", (2, 6), "注意力"),
    "a Latin word": ("用U-Net编码", (1, 3), "U-Net"),
    "nothing between": ("插值  网格", (2, 4), "  "),
}


@pytest.mark.parametrize(("text", "hidden", "mended"), MENDED.values(), ids=MENDED.keys())
def test_blanks_are_mended_to_word_edges(text: str, hidden: tuple[int, int], mended: str) -> None:
    """What begins or ends inside a word is stretched to its edge; loose ends fall off."""
    statement = statement_of(point(text))
    assert statement.cut(to_word_edges(statement, Stretch(*hidden))) == mended


PIECES = "引入 自回归 U-Net 的 网格 ， 用 潜空间 来 提升 （ ） “ ” 3 和"


@given(st.lists(st.sampled_from(PIECES.split(" "))))
def test_no_accepted_blank_cuts_a_word(words: list[str]) -> None:
    """Whatever is written, an accepted blank begins and ends between words."""
    subject = point("".join(words))
    allowed = edges(statement_of(subject).shape)
    for one in accepted(subject.text):
        if one.recipe.value not in ("number-cloze", "which-paper"):
            assert {one.place, one.place + len(one.answer)} <= allowed
