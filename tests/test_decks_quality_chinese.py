"""Chinese cards that are held back, each beside one that only looks like it and is let pass."""

from __future__ import annotations

import pytest
from recipe_fixtures import accepted, point, said_by_one

from decks.candidates import candidates
from decks.faces import blank, face
from decks.figures import told_by
from decks.quality import check
from decks.recipes.names import is_acronym, shares_stem
from decks.subject import Candidate, Recipe

HELD_BACK = {
    "用 before 和": (
        "将雷达回波离散化为词元，用和文本相同的离散形式交给解码器处理",
        "文本相同的离散形式交给解码器",
    ),
    "what something is turned into, with the verb": (
        "将站点任务输入组织成统一接口（MCU），避免逐站重写",
        "组织成统一接口（MCU）",
    ),
    "words before what is quoted": (
        "两阶段流水线：明确分离“回波生成”和“闪电重建”，避免插值误差",
        "明确分离“回波生成”",
    ),
    "words that every paper uses": ("创建特征融合模块，避免山脊处的伪扩散", "特征融合模块"),
    "a measure of any paper": ("提出新的自动评估指标，避免山脊处的伪扩散", "自动评估指标"),
    "a data set without a name": (
        "在策划的编辑指令数据集上微调雷达编码器，避免山脊处的伪扩散",
        "策划的编辑指令数据集",
    ),
    "what is only applied at once": ("用即插即用机制蒸馏云底雷达编码器", "即插即用机制"),
    "two things that are generic": (
        "结合局部和全局特征来抑制山脊处的伪扩散",
        "局部和全局特征",
    ),
    "a coined head of common words": (
        "**深度融合：** 用 Radar-Attention 在每一层交换站点与卫星的信息",
        "深度融合",
    ),
    "half of a data set's name": (
        "构建了一个大规模的多站点指令数据集用于训练云底雷达编码器",
        "大规模的多站点指令",
    ),
    "one of two is on the front": (
        "将雷达回波和闪电统一离散化为“雷达/闪电 token”，避免插值误差",
        "雷达回波和闪电",
    ),
    "the rest of the answer is on the front": (
        "介绍了从湿度到云图的生成，它可以利用湿度描述来重建山脊处的锋面",
        "湿度描述",
    ),
    "half a word with an accent": ("使用 Plückerfeld 坐标参数化站点的朝向", "Pl"),
    "a deed that is the name of the thing turned": (
        "通过使用带站点海拔的数据集，将设计职责分配给云底模块以缓解漂移",
        "职责分配",
    ),
    "a verb left at the end": ("暴力搜索先基于 Radar-2 尝试重建云底的山脊锋面", "Radar-2 尝试"),
    "an initial name in mixed case": ("提出 WaS，将站点插值统一到球面搜索", "WaS"),
    "a deed behind a verb that takes a noun": (
        "利用揭示锋面漂移下站点缺口背后的云底轮廓来重建湿度场",
        "揭示锋面漂移",
    ),
    "means with the verb that joins them": (
        "结合锋面频谱截断以缩短湿度令牌序列",
        "结合锋面频谱截断",
    ),
    "a verb behind the name of a tool": ("通过穷举法构造来重建云底的山脊锋面", "穷举法构造"),
    "an item of praise": ("在降水预报上实现“质量接近雷达 + 显著速度优势”", "显著速度优势"),
    "an item that tells its score": (
        "混合部署：8B parser + 70B generator 拿到 60.52，逼近山脊站点",
        "70B generator 拿到 60.52",
    ),
    "a list of variables": ("对每个分块顺序扫描 `K_j, V_j`，避免山脊处的伪扩散", "`K_j, V_j`"),
    "a thing that is denied": ("作者没把探空气球当成雷达，而是看出锋面的漂移", "探空气球"),
    "a head behind the paper's own name": (
        "**Nimbus 与 RadarHub 曲线重合**： 小站点上两条湿度曲线几乎没有差别",
        "RadarHub 曲线重合",
    ),
    "a place of what a verb governs": (
        "通过 Radar Score 系统分析 Cloud 中锋面的根因，揭示出持续存在的站点偏差",
        "Radar Score 系统分析 Cloud",
    ),
    "means without what they are for": (
        "对于每个站点，Nimbus 通过三条并行湿度路径处理锋面",
        "三条并行湿度路径处理锋面",
    ),
    "what one name does to another": (
        "用 Radar-VSD 更新 humidity-prior，避免山脊处的伪扩散",
        "Radar-VSD 更新 humidity-prior",
    ),
    "a preposition that comes to no verb": (
        "把记忆定义为云底的函数等价，而不是对历史 $X$ 做站点投影",
        "对历史 $X$",
    ),
    "what comes of the thing": (
        "先对齐站点，再用锋面漂移约束推导出云底轮廓，避免山脊处的伪扩散",
        "锋面漂移约束推导出云底轮廓",
    ),
    "a subject with a loose adverb": ("长时预报还会让早期锋面证据在云底衰减", "长时预报还会"),
    "a head of the write-up": ("**小节预览：** 等压线约束锋面位置与云底轮廓", "小节预览"),
    "a rival's figure": ("命中率达到 87.6%，远超 RadarHub 的 70.0%，说明门控有用", "70.0"),
    "a pointer that nothing stands before": (
        "利用雷达拼图来重建这段暴雨过程的风场序列",
        "雷达拼图",
    ),
}
LET_PASS = {
    "one word of its own is enough": ("创建锋面融合模块，避免山脊处的伪扩散", "锋面融合模块"),
    "a data set that is told": (
        "构建了高原探空气球数据集用于训练云底雷达编码器",
        "高原探空气球数据集",
    ),
    "two things that are told": (
        "结合闪电密度和云底轮廓来抑制山脊处的伪扩散",
        "闪电密度和云底轮廓",
    ),
    "a coined head with words of its own": (
        "**锋面锚定：** 用上一时次的等压线约束站点位置",
        "锋面锚定",
    ),
    "a whole word with an accent": ("使用Plücker嵌入进行站点朝向的参数化", "Plücker嵌入"),
    "a deed that describes a noun": (
        "引入结合锋面蒸馏的两段插值方案，以保留云底的山脊轮廓",
        "结合锋面蒸馏的两段插值",
    ),
    "a place that a verb puts something in": (
        "将站点海拔融入 Radar-Net 中，增强云底与地面之间的一致性",
        "站点海拔",
    ),
    "a preposition with its verb": (
        "用锋面码本重建湿度场，而不是在海拔网格上逐点插值",
        "在海拔网格上逐点插值",
    ),
    "a deed that opens with one": (
        "通过突出锋面边缘的加权卷积，避免山脊处的伪扩散",
        "突出锋面边缘的加权卷积",
    ),
    "an exit": ("使用站点进出口湿度通量，避免山脊处的伪扩散", "站点进出口湿度通量"),
    "a figure of its own": ("命中率达到 87.6%，远超 RadarHub 的 70.0%，说明门控有用", "87.6"),
    "what describes a noun that is told": ("引入了锋面与云底偏斜的统计指标", "锋面与云底偏斜"),
    "what its user does": (
        "允许用户通过拖拽等压线来驱动整个锋面与云底轮廓的更新",
        "拖拽等压线",
    ),
    "a Latin thing that is turned": (
        "将 Radar-Net renderer 直接嵌入到云底 U-Net 的湿度支路中，避免伪扩散",
        "Radar-Net renderer",
    ),
    "the last of three unannounced": (
        "通过锋面定位、站点校准和云底聚类实现自动协调",
        "云底聚类",
    ),
    "the paper's own deed behind the field's": (
        "传统方法依赖探空气球，而 Nimbus 用雷达拼图来补全山脊处的湿度",
        "雷达拼图",
    ),
    "a problem behind what it is of": ("解决雷达驱动预报的压缩-重建权衡问题", "压缩-重建权衡"),
    "capitals that no title gives": ("提出 QoZ，将站点插值统一到球面搜索", "QoZ"),
    "a pointer behind what it points at": (
        "把观测压成雷达令牌，利用锋面码本来重建这些令牌的湿度",
        "锋面码本",
    ),
    "a verb of means behind 将": ("将使用锋面码本来重建云底的湿度", "锋面码本"),
}


@pytest.mark.parametrize(("text", "answer"), HELD_BACK.values(), ids=HELD_BACK.keys())
def test_weak_answers_wait_for_a_person(text: str, answer: str) -> None:
    """What is generic, given away, torn or points at nothing is never accepted unasked."""
    assert answer not in [one.answer for one in accepted(text)]


@pytest.mark.parametrize(("text", "answer"), LET_PASS.values(), ids=LET_PASS.keys())
def test_what_only_looks_weak_is_accepted(text: str, answer: str) -> None:
    """Each rule lets pass what has its signs and is worth asking."""
    assert answer in [one.answer for one in accepted(text)]


STEMS = {
    "the same first part": ("ID-Adapter", "ID-EA", True),
    "a telling part": ("PlusTAD", "BasicTAD", True),
    "a generic part inside": ("Video-VAE", "Step-Video-T2V", False),
    "another name": ("Cross-Attention", "ID-EA", False),
    "a plain word": ("Adapter", "ID-Adapter", False),
    "a title in words": ("Radar-Net", "Radar Maps of Wind", False),
}


@pytest.mark.parametrize(("word", "short", "shares"), STEMS.values(), ids=STEMS.keys())
def test_names_of_one_stem_are_known(word: str, short: str, shares: bool) -> None:
    """A coined name tells the paper's name if they have a telling part in common."""
    assert shares_stem(word, short) is shares


@pytest.mark.parametrize(
    ("answer", "made"), [("ToT", True), ("SLM", False), ("Tot", False), ("T", False)]
)
def test_initials_in_mixed_case_are_of_all_words(answer: str, made: bool) -> None:
    """ToT is made of every word of a title, capitals alone of those that tell something."""
    assert is_acronym(answer, "Tree of Thoughts: Deliberate Search") is made


def test_a_title_said_in_chinese_gives_the_paper_away() -> None:
    """Most of an English title's words in Chinese on the front tell which paper is meant."""
    text = "引入球面注意力与运动轨迹的码本，避免极点附近的格点畸变和接缝，只需雷达拼图"
    one = Candidate(Recipe.WHICH_PAPER, face("哪篇论文", text, "？"), "Nimbus", 0, 0.2)
    known = said_by_one(text)
    told = check(one, point(text, "Attention and Motion Codebook for Trajectory"), known)
    other = check(one, point(text, "Icosahedral Attention for Orographic Drag"), known)
    assert "answer-on-front" in [warning.code for warning in told]
    assert "answer-on-front" not in [warning.code for warning in other]


@pytest.mark.parametrize("short", ["ViT 精读笔记 02", "Reading Notes", "029_radar"])
def test_a_write_up_is_no_paper(short: str) -> None:
    """What only names the note is nothing that anybody could recall."""
    text = "引入球面注意力与运动轨迹的码本，避免极点附近的格点畸变和接缝，只需雷达拼图"
    known = said_by_one(text)
    found = candidates(point(text, short, short), known)
    assert Recipe.WHICH_PAPER not in [one.recipe for one in found]
    assert Recipe.WHICH_PAPER in [one.recipe for one in candidates(point(text), known)]


def test_a_blank_stays_where_the_next_clause_is_no_purpose() -> None:
    """使用 opens with 使 and tells no purpose: what is used besides is no reason to ask why."""
    text = "提出锋面记忆编码器，使用雷达拼图补全山脊处缺失的湿度观测"
    one = next(one for one in accepted(text) if one.answer == "锋面记忆编码器")
    assert blank("锋面记忆编码器") in one.question


FIGURES = {
    "a difference": ("27.88", "从 41.73 提升到 69.61（+ 分）", True),
    "what a rise makes": ("69.61", "从 41.73 提升到 （+27.88 分）", True),
    "what a share leaves": ("34.6", "从 81.3 降到 ，减幅 57%", True),
    "a ratio in percent": ("70", "训练量约 %（消融里 3.1B vs 4.4B）", True),
    "a share of the old": ("67", "从 60 降到 20，减幅 %", True),
    "nothing to work it out from": ("15", "从约 72 hPa 降到 hPa", False),
    "two pairs that have nothing in common": ("48.21", "从 54.28 到 75.79，从 20.17 到 ", False),
    "a mere count": ("3", "用 5 个站点和 2 张雷达图得到 个分量", False),
    "a name with figures in it": ("28", "Radar-40 比 Cloud-12 低 %", False),
    "many figures": ("30", "10、20、40、50、60、70、80 和 ", False),
    "no figure": ("两", "72.2 vs 37.7", False),
    "empty": ("", "", False),
}


@pytest.mark.parametrize(("answer", "front", "told"), FIGURES.values(), ids=FIGURES.keys())
def test_a_figure_that_others_tell_is_no_question(answer: str, front: str, told: bool) -> None:
    """What can be worked out from two figures that the front shows needs no memory."""
    assert bool(told_by(answer, front)) is told
