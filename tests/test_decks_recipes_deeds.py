"""Chinese deeds with their purpose, sources, pairs, coined heads and what is more so."""

from __future__ import annotations

import pytest
from recipe_fixtures import accepted

from decks.faces import plain
from decks.recipes.chinese.cues import told

ASKED = {
    "a deed and its purpose": ("冻结雷达编码器以保留降水先验", "雷达编码器"),
    "a deed and its purpose in the next clause": ("应用概率阈值，从而标记异常站点", "概率阈值"),
    "a thing and what it is for": ("门控残差注意力用于短时预报", "门控残差注意力"),
    "what something is estimated from": ("从卫星云图序列中估计风场", "卫星云图序列"),
    "what a choice depends on": ("根据站点海拔选择插值核函数", "站点海拔"),
    "what is used, beside general words": ("使用雷达拼图进行特征对齐", "雷达拼图"),
    "what something is based on": ("基于闪电密度的冰雹概率估计器", "闪电密度"),
    "what acts on an object": ("通过可微插值优化降水概率场", "可微插值"),
    "a problem told in a statement": (
        "引入雷达拼图来补全观测，解决了站点缺乏降水标注的问题",
        "雷达拼图",
    ),
    "half-width punctuation": ("冻结雷达编码器, 从而保留降水先验", "雷达编码器"),
    "not the one but the other": ("模型输出逐小时的概率场，而非单一的降水量", "单一的降水量"),
    "a coined head in bold": ("**锋面锚定：** 用上一时次的等压线约束锋面位置", "锋面锚定"),
    "a range of figures is one": ("比持续性预报快 5~7×，因为省去了同化", "5~7"),
    "a problem of a field that is named": ("解决短时预报中的相位漂移问题", "相位漂移"),
    "what a thing is for, before it": ("用于云底分割的极坐标卷积", "极坐标卷积"),
    "all that is needed": ("重建三维风场不用观测塔，只需要雷达拼图", "雷达拼图"),
    "half a deed is none": ("通过迭代地融合雷达拼图，来弥补站点的缺口", "迭代地融合雷达拼图"),
    "the second of two": ("将雷达拼图与云底轮廓融合，给出冰雹概率", "云底轮廓"),
    "bold makes a name of common words": (
        "提出 **layer memory** 把不同层的湿度加权求和，以便浅层也能得到梯度",
        "layer memory",
    ),
    "a share that was chosen, with its reason": ("随机遮住 75% 的站点，迫使编码器学习语义", "75"),
    "a new value without a unit": ("虚警指数从 0.54 降至 0.31，说明门控有用", "0.31"),
    "a point inside a figure": ("微调后下降了 13.7 点，而门控只掉 2 点", "13.7"),
    "one of two values": ("生成云底层（RGBA）和地面层（RGB）", "RGBA"),
    "what a basis is made by": ("基于闪电定位网提取的密度图，主张样本已足够多", "闪电定位网"),
    "a deed behind 并": ("收集稀有天气样本并应用课程采样以应对样本失衡", "课程采样"),
    "a verb that ends in 化为": ("将观测同质化为雷达令牌序列，省去插值网络", "雷达令牌序列"),
    "an adverb joined to an adjective": (
        "结合渐进式和对抗性蒸馏以平衡命中率和空报",
        "渐进式和对抗性蒸馏",
    ),
    "emoji before": ("🚀 冻结雷达编码器以保留降水先验", "雷达编码器"),
}
NOTHING = {
    "an aim that every paper has": "提出了一种方法以提升性能",
    "no aim at all": "使用雷达拼图",
    "what is used on what is put in": "根据输入进行预测",
    "only an amount": "使用更多数据进行特征对齐",
    "a head that only praises": "**推理效率：** 等压线之间的距离很大",
    "a label": "**实验结果：** 等压线之间的距离很大",
    "a thing turned without the thing": "通过站点网络映射到等压面高度",
    "empty": "",
}


@pytest.mark.parametrize(("text", "answer"), ASKED.values(), ids=ASKED.keys())
def test_a_deed_is_asked_for_by_its_purpose(text: str, answer: str) -> None:
    """The words that somebody would ask for are an answer that nobody has to consent to."""
    assert answer in [one.answer for one in accepted(text)]


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING.keys())
def test_nothing_is_asked_where_the_front_would_tell_nothing(text: str) -> None:
    """Without an aim, with praise for one, or with half of a phrase there is no card."""
    assert accepted(text) == []


NEVER = {
    "the opposite stands on the front": ("把预报划分为高分辨流程和低分辨流程两类", "高分辨流程"),
    "the figure of a rival": ("与基线的命中率相当（27.6% vs 28.4%），但开销更低", "28.4"),
    "a rest behind 由 inside a word": ("把预报划分为高自由度和低自由度两类", "度"),
    "a change that looks like stages": ("命中率：云图从 0.5→0.2→0.1 的变化", "0.2"),
    "what is only done besides": ("使用雷达拼图，并建立站点目录和云图目录", "雷达拼图"),
    "what something is only like": (
        "针对短时预报，提出一种与雷达外推类似的插值范式",
        "雷达外推类似的插值范式",
    ),
    "a deed that is no thing": ("生成静态云图以防止站点被恶意使用", "生成静态云图"),
    "the figure of a rival in brackets": (
        "虚警率仅下降 0.2%（vs 光流外推下降 1.7%），因为不改样本",
        "1.7",
    ),
    "a head before scores": (
        "**Cloud-Walker2D**：门控 89.7 vs 光流 84.6，样本稀少时更好",
        "Cloud-Walker2D",
    ),
    "in plain words": ("用大白话说：雨滴还没落下时，奖励等于高度", "大白话说"),
    "two layers are no list of two": (
        "线性宽度的两层网络：网络复杂度与有效维度匹配，不需要过宽",
        "网络复杂度",
    ),
    "what it was run on": ("在站-8B(L40 GPU)和云-70B(H200 GPU)上均有效", "L40 GPU"),
    "amounts of stages alone": ("提出两阶段框架，并通过雷达订正风场", "两阶段框架"),
}


@pytest.mark.parametrize(("text", "answer"), NEVER.values(), ids=NEVER.keys())
def test_what_gives_itself_away_or_is_a_rest_is_not_asked_for(text: str, answer: str) -> None:
    """A person may want such a card; nobody gets it unasked."""
    assert answer not in [one.answer for one in accepted(text)]


def test_a_verb_is_not_swallowed_with_its_object() -> None:
    """What is used is asked for alone, and nothing is asked of it with what is done."""
    found = [(plain(one.question), one.answer) for one in accepted("使用门控模块预测未来湿度")]
    assert found == [("使用什么预测未来湿度？", "门控模块")]


QUESTIONS = {
    "means": ("使用雷达拼图进行特征对齐", "使用什么进行特征对齐？"),
    "a head noun stays": (
        "提出一种 Cloud Ladder 架构，可在一次运行中同时处理湿度与风场",
        "提出一种什么架构，可在一次运行中同时处理湿度与风场？",
    ),
    "no blank between Han and 什么": ("用 Radar-Net 来估计降水概率场", "用什么来估计降水概率场？"),
    "what something is for": ("门控残差注意力用于短时预报", "什么用于短时预报？"),
    "a blank, where the clause goes on with 的": (
        "基于闪电密度的冰雹概率估计器",
        "基于[...]的冰雹概率估计器",
    ),
    "a blank, where a subject stands before": (
        "解码器用门控残差来融合浅层特征",
        "解码器用[...]来融合浅层特征",
    ),
}


@pytest.mark.parametrize(("text", "front"), QUESTIONS.values(), ids=QUESTIONS.keys())
def test_a_front_is_a_question_where_grammar_allows_it(text: str, front: str) -> None:
    """What a verb at the beginning governs is asked for with 什么, everything else by a blank."""
    assert front in [plain(one.question) for one in accepted(text)]


TOLD = {
    "an aim of general words": ("使用 进行特征对齐", 4),
    "light verbs and praise": ("使用 实现高质量的性能提升", 0),
    "a Latin word": ("用 CLIP 过滤", 4),
    "nothing": ("", 0),
}


@pytest.mark.parametrize(("text", "size"), TOLD.values(), ids=TOLD.keys())
def test_a_front_tells_its_words_of_content(text: str, size: int) -> None:
    """General words count, light verbs and what every paper wants do not."""
    assert told(text) == size
