"""The quality check: each warning has something it must catch and something it must let pass."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest
from recipe_fixtures import NOTHING_KNOWN, point

from decks.faces import blank, face
from decks.quality import check, mend, reason, worded
from decks.rarity import Rarity
from decks.subject import Candidate, CardWarning, Recipe


def codes(
    text: str,
    answer: str,
    recipe: Recipe = Recipe.MEANS_PURPOSE,
    *,
    title: str = "Nimbus: Weather at Scale",
    short: str = "Nimbus",
    rarity: Rarity = NOTHING_KNOWN,
) -> set[str]:
    """The warnings on the card that shows the whole of ``text`` but for ``answer``."""
    place = text.index(answer)
    question = face(text[:place], blank(answer), text[place + len(answer) :])
    one = Candidate(recipe, question, answer, place, 0.5)
    return {w.code for w in check(one, point(text, title, short), rarity)}


CATCHES = {
    "answer-on-front: a Latin word in two forms": (
        "answer-on-front",
        "用 Sobel 梯度监督深度图的边缘，再把 SobelNet 冻结",
        "SobelNet",
    ),
    "answer-on-front: half of a Han term": (
        "answer-on-front",
        "引入频域门控注意力，让频域门控只作用于高频分量",
        "频域门控注意力",
    ),
    "answer-on-front: the gloss beside it": (
        "answer-on-front",
        "引入小波下采样（wavelet downsampling），避免细线断裂",
        "小波下采样",
    ),
    "generic-blank: a head noun": (
        "generic-blank",
        "提出新的框架，用于卫星云图的短临外推",
        "新的框架",
    ),
    "generic-blank: vague": (
        "generic-blank",
        "引入多种卷积核形状，覆盖台风的不同尺度",
        "多种卷积核形状",
    ),
    "answer-on-front: general words in a row": (
        "answer-on-front",
        "引入生成自由度，把预报划分为高自由度和低自由度",
        "生成自由度",
    ),
    "title-word: what the paper calls its method": (
        "title-word",
        "聚焦短时预报，提出 cloud-zero 方法",
        "cloud-zero",
    ),
    "fragment: two deeds in one": (
        "fragment",
        "雨量员贡献最大，通过指出已有资料的局限激发新方向",
        "指出已有资料的局限激发新方向",
    ),
    "title-word: the short name": ("title-word", "训练 Nimbus 只需要公开的雷达回波", "Nimbus"),
    "title-word: misspelt": ("title-word", "训练 Nimbis 只需要公开的雷达回波", "Nimbis"),
    "several-answers: nothing else on the front": (
        "several-answers",
        "引入球面卷积核",
        "球面卷积核",
    ),
    "several-answers: an example": (
        "several-answers",
        "融合多源观测，如探空气球和海上浮标的温压廓线",
        "探空气球",
    ),
    "several-answers: an open list": (
        "several-answers",
        "对风速、比湿、位势高度等变量联合预报未来十天",
        "位势高度",
    ),
    "dangling-reference: the front opens with one": (
        "dangling-reference",
        "该模块利用球谐基展开，避免极点处的网格畸变",
        "球谐基展开",
    ),
    "fragment: ends with a particle": (
        "fragment",
        "利用球谐基的展开系数，避免极点畸变",
        "球谐基的",
    ),
    "fragment: ends with a preposition": (
        "fragment",
        "Uses a graph of icosahedral cells to avoid distortion at the poles",
        "graph of",
    ),
    "fragment: half a Latin word": ("fragment", "利用 WaveNetXL 建模潮位的长程依赖", "WaveNet"),
    "fragment: an open bracket": ("fragment", "利用球谐基（低阶部分）避免极点畸变", "球谐基（低阶"),
    "aside: a thing that fails": (
        "aside",
        "使用分位数映射不足以订正极端降水",
        "分位数映射",
    ),
    "fragment: half of a noun phrase": (
        "fragment",
        "引入地形注意力门控单元，避免山区误差",
        "地形注意力",
    ),
    "fragment: an obstacle that goes on": (
        "fragment",
        "引入残差门控，缓解谱卷积在长序列上的退化",
        "谱卷积",
    ),
    "trivial: the state of the field": (
        "trivial",
        "现有方法依赖数值求解器，单次积分要数小时",
        "数值求解器",
    ),
    "trivial: better than unnamed others": (
        "trivial",
        "在台风路径预报的平均误差上明显优于现有业务系统",
        "台风路径预报",
    ),
    "trivial: housekeeping": ("trivial", "代码和权重已在镜像站公开发布", "镜像站"),
    "too-long: the answer": (
        "too-long",
        "通过把大气柱切成厚薄不一的层并在每一层上分别学习一个只看邻近格点的更新算子再逐层耦合，稳定积分",
        "把大气柱切成厚薄不一的层并在每一层上分别学习一个只看邻近格点的更新算子再逐层耦合",
    ),
    "too-long: the front": (
        "too-long",
        "引入球面卷积核，避免极点处的网格畸变" + "以及别处的种种畸变" * 20,
        "球面卷积核",
    ),
    "template-text": ("template-text", "待补充", "待补充"),
    "cued-recall": ("cued-recall", "球面上没有平坦的网格", "球面上没有平坦的网格"),
}


@pytest.mark.parametrize(("code", "text", "answer"), CATCHES.values(), ids=CATCHES.keys())
def test_bad_cards_are_warned_of(code: str, text: str, answer: str) -> None:
    """Each kind of bad card carries the code that says what is wrong with it."""
    recipe = Recipe.CUED_RECALL if code == "cued-recall" else Recipe.MEANS_PURPOSE
    assert code in codes(text, answer, recipe)


PASSES = {
    "a Han term": ("引入球面卷积核，避免极点处的网格畸变", "球面卷积核", Recipe.MEANS_PURPOSE),
    "a Latin term": (
        "引入 Fourier neural operator，避免极点处的网格畸变",
        "Fourier neural operator",
        Recipe.MEANS_PURPOSE,
    ),
    "a noun that ends like a particle": (
        "采用稀疏路由，避免所有专家都被激活",
        "稀疏路由",
        Recipe.MEANS_PURPOSE,
    ),
    "a noun with 等 in it": (
        "采用等距采样网格，避免极点处的样本过密",
        "等距采样网格",
        Recipe.MEANS_PURPOSE,
    ),
    "a number": ("十天预报的位势高度误差降低 12%", "12", Recipe.NUMBER_CLOZE),
    "parallel parentheses": (
        "输出降水量（毫米）和水位标高（米制）两张图",
        "毫米",
        Recipe.LIST_ITEM,
    ),
    "an item that shares a word with its neighbour": (
        "分为粗网格预报 → 细网格预报 → 站点订正三步",
        "细网格预报",
        Recipe.LIST_ITEM,
    ),
    "a cause in the state of the field": (
        "现有业务系统误差大，原因在于对流参数化过于粗糙",
        "对流参数化过于粗糙",
        Recipe.MEANS_PURPOSE,
    ),
    "a part of the long title": (
        "提出 icosahedral message passing，避免极点处的网格畸变",
        "icosahedral message passing",
        Recipe.MEANS_PURPOSE,
    ),
}


@pytest.mark.parametrize(("text", "answer", "recipe"), PASSES.values(), ids=PASSES.keys())
def test_good_cards_pass(text: str, answer: str, recipe: Recipe) -> None:
    """A card that asks for one whole, specific thing carries no warning."""
    assert codes(text, answer, recipe) == set()


M, T, N, L = Recipe.MEANS_PURPOSE, Recipe.TERM_CLOZE, Recipe.NUMBER_CLOZE, Recipe.LIST_ITEM
MISFIRES: dict[str, list[tuple[str, str, Recipe]]] = {
    "aside": [
        ("用球面卷积核替代平面插值，误差不再集中在极点", "球面卷积核", M),
        ("引入 Graph-Wavelet 编码器，避免长序列的误差累积", "Graph-Wavelet", T),
    ],
    "answer-on-front": [
        ("引入球面卷积核，避免平面网格在极点处的畸变", "球面卷积核", M),
        ("把误差从 12 hPa 降到 3 hPa，训练只用 30 天的再分析数据", "3", N),
        ("分为粗网格预报 → 细网格预报 → 站点订正三步", "站点订正", L),
        ("Uses a graph of hexagonal cells to avoid polar distortion", "hexagonal cells", M),
    ],
    "generic-blank": [
        ("引入非均匀分层，避免近地面的逆温被抹平", "非均匀分层", M),
        ("十天预报的位势高度误差降低 12%", "12", N),
        ("把 `loss` 换成 `crps`，使集合成员的离散度可信", "`crps`", M),
        ("输出降水量（毫米）和水位标高（米制）两张图", "毫米", L),
    ],
    "title-word": [
        ("提出 spherical message passing，避免极点处的畸变", "spherical message passing", M),
        ("用 ERA5 再分析资料训练，避免观测空白区的偏差", "ERA5", T),
        ("Nimbus 把十天预报的误差降低 12%", "12", N),
    ],
    "several-answers": [
        ("融合探空气球与海上浮标两种观测，补齐海洋上空的廓线", "海上浮标", L),
        ("采用恒等映射初始化残差支路，避免训练初期的积分发散", "恒等映射", M),
        ("采用等距采样网格，避免极点处的样本过密", "等距采样网格", M),
        ("如果湿度骤降，则由门控残差补回高频的锋面结构", "门控残差", M),
    ],
    "dangling-reference": [
        ("引入球面卷积核，避免极点处的网格畸变", "球面卷积核", M),
        ("即插即用的卡尔曼滤波订正探空气球的漂移，避免风场偏差", "卡尔曼滤波", M),
        ("其他观测稀疏的海域由集合同化补齐，避免风场偏差", "集合同化", M),
        ("Italian radar data is tokenised by a wavelet codec to keep the convective cores",
         "wavelet codec", M),
    ],
    "fragment": [
        ("采用稀疏路由，避免所有专家都被激活", "稀疏路由", M),
        ("利用球谐基（低阶部分）避免极点畸变", "球谐基（低阶部分）", M),
        ("引入地形跟随坐标，避免山脊处的伪扩散", "地形跟随坐标", M),
        ("Uses a state-space codec to keep the convective cores", "state-space codec", M),
    ],
    "trivial": [
        ("仅需要少量代码即可接入业务系统，推理时间增加 4%", "4", N),
        ("仅用公开的雷达回波训练门控外推算子，避免依赖探空资料", "门控外推算子", M),
        ("现有业务系统误差大，原因在于对流参数化过于粗糙", "对流参数化过于粗糙", M),
    ],
    "too-long": [
        ("通过对大气柱分层并逐层学习更新算子，稳定十天的积分", "对大气柱分层并逐层学习更新算子", M),
        ("引入球面卷积核，避免极点处的网格畸变" + "和接缝" * 10, "球面卷积核", M),
    ],
    "template-text": [
        ("要点一：引入球面卷积核，避免极点处的网格畸变", "球面卷积核", M),
        ("用 TODO 注释标注观测空白区，避免同化伪观测", "TODO 注释", M),
    ],
    "cued-recall": [("引入球面卷积核，避免极点处的网格畸变", "球面卷积核", M)],
    "no-paper-name": [("引入球面卷积核，避免极点处的网格畸变", "球面卷积核", M)],
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "text", "answer", "recipe"),
    [(code, *case) for code, cases in MISFIRES.items() for case in cases],
)
def test_what_only_looks_wrong_is_let_pass(
    code: str, text: str, answer: str, recipe: Recipe
) -> None:
    """Each rule has cards that its signs are on and that it does not warn of."""
    assert code not in codes(text, answer, recipe)


def test_every_rule_has_both_tables() -> None:
    """No rule is without something that it must catch and something that it must not."""
    caught = {code for code, *_ in CATCHES.values()} | {"no-paper-name"}
    assert caught == MISFIRES.keys()


PLACES_TO_FILL_IN = [("<在此填写要点>", "在此填写要点"), ("TODO", "TODO"), ("{{ point }}", "point")]


@pytest.mark.parametrize(("text", "answer"), PLACES_TO_FILL_IN)
def test_places_to_fill_in_are_found(text: str, answer: str) -> None:
    """Template text of every kind is told."""
    assert "template-text" in codes(text, answer)


def test_a_paper_without_a_name_is_warned_of() -> None:
    """The front must say which paper is meant."""
    assert "no-paper-name" in codes("引入球面卷积核，避免极点处的网格畸变", "球面卷积核", short="—")


TITLES = {
    "a name coined from the title": (
        "SpheCon 只在球面上做卷积，避免极点畸变",
        "SpheCon",
        "Spherical Convolutions for Weather",
    ),
    "its initials": (
        "在 SCW 上逐层下采样，避免极点处的畸变",
        "SCW",
        "Spherical Convolutions for Weather",
    ),
    "words of the title alone": (
        "用 spherical convolutions 逐层下采样，避免极点畸变",
        "spherical convolutions",
        "Spherical Convolutions for Weather",
    ),
    "a Chinese title": ("用球面卷积逐层下采样，避免极点处的畸变", "球面卷积", "球面卷积的天气预报"),
}


@pytest.mark.parametrize(("text", "answer", "title"), TITLES.values(), ids=TITLES.keys())
def test_the_title_is_never_the_answer(text: str, answer: str, title: str) -> None:
    """What the foot of every card of the paper shows is not asked for."""
    assert "title-word" in codes(text, answer, Recipe.TERM_CLOZE, title=title, short="Global Model")


def test_a_term_of_many_papers_is_generic() -> None:
    """A Latin term that the collection is full of tells no paper apart."""
    text, answer = "每层的输出之后加入 ConvLSTM 来做门控，避免长序列上的遗忘", "ConvLSTM"
    common = Rarity.of([[f"ConvLSTM {n}"] for n in range(30)])
    rare = Rarity.of([["ConvLSTM"], *([f"x{n}"] for n in range(29))])
    assert "generic-blank" in codes(text, answer, Recipe.TERM_CLOZE, rarity=common)
    assert codes(text, answer, Recipe.TERM_CLOZE, rarity=rare) == set()


def test_every_warning_has_a_reason_and_a_mend() -> None:
    """A person reads what is wrong and how to mend it, never a bare code."""
    table = tomllib.loads(resources.files("decks").joinpath("messages.toml").read_text("utf-8"))
    assert table["reason"].keys() == table["mend"].keys()
    assert {case[0] for case in CATCHES.values()} <= table["reason"].keys()
    for code in table["reason"]:
        warning = CardWarning(code, "词")
        assert worded(warning) == f"{reason(warning)}: {mend(warning)}"
        assert "{" not in worded(warning)
