"""What labels mean, and how they are taken from a line."""

from __future__ import annotations

import pytest

from notes.labels import (
    closing_label,
    read_label,
    sibling_at,
    stating_label,
    subject_label,
    whole_label,
)
from notes.model import Kind
from notes.vocabulary import load_vocabulary, vocabulary_digest

WORDS = load_vocabulary()

TOPICS = [
    ("Key Points", "key_points"),
    ("💡 Key takeaways", "key_points"),
    ("TL;DR", "summary"),
    ("Key ideas", "key_points"),
    ("**核心 idea**", "core_innovation"),
    ("本文的核心思想", "core_innovation"),
    ("本文要点", "key_points"),
    ("文章的核心要点", "key_points"),
    ("重點", "key_points"),
    ("Contribution", "core_innovation"),
    ("3 Main Contributions", "core_innovation"),
    ("The contributions of this paper are", "core_innovation"),
    ("we make the following contributions", "core_innovation"),
    ("Our contributions can be summarized as follows", "core_innovation"),
    ("１．２ 创新点", "core_innovation"),
    ("(2) 创新点", "core_innovation"),
    ("贡献和创新点", "core_innovation"),
    ("该论文的贡献有三点", "core_innovation"),
    ("这篇论文的主要贡献和创新点有以下几点", "core_innovation"),
    ("创新点（Innovation）", "core_innovation"),
    ("BERT 的主要贡献", "core_innovation"),
    ("新規性", "core_innovation"),
    ("算法贡献", "core_innovation"),
    ("理论贡献", "core_innovation"),
    ("Key Technical Contributions", "core_innovation"),
    ("Crucial insights", "key_points"),
    ("The core findings", "key_points"),
    ("核心思想/方案", "core_innovation"),
    ("相关链接", "other"),
    ("要点提炼", "key_points"),
    ("创新点总结", "core_innovation"),
    ("2. [Contribution] What's new in this paper? ", "core_innovation"),
    (
        "2. [Contribution / Method] What's new in this paper? / How does this paper solve the"
        " problems above?",
        "core_innovation",
    ),
    ("【方法】它是怎么做的？", "method"),
    ("亮点与洞察", "key_points"),
    ("作者的核心洞察", "key_points"),
    ("Key Observations", "key_points"),
    ("Main Idea", "core_innovation"),
    ("Idea", None),
    ("核心 idea 一句话", "core_innovation"),
    ("Keypoints", "key_points"),
    ("Summary of contributions", "core_innovation"),
    ("What are the main contributions?", "core_innovation"),
    ("Theoretical contributions", "core_innovation"),
    ("新規性・貢献", "core_innovation"),
    ("本文主要工作", "key_points"),
    ("Learning", None),
    ("Key learnings", "key_points"),
    ("[Highlight] SwiftNet: Fast Nets at the Edge", None),
    ("[Some Survey] What is all you need?", None),
    ("先行研究と比べてどこがすごい？", "core_innovation"),
    ("研究背景", "background"),
    ("8. Conclusion", "summary"),
    ("Limitations", "limitations"),
    ("创新点、性能和工作量总结", "other"),
    ("亮点与不足", "other"),
    ("Strengths and weaknesses", "other"),
    ("Authors", "field:authors"),
    ("发表时间", "field:year"),
    ("阅读日期", "field:date"),
    ("代码", "field:links"),
    ("Attention Is All You Need", None),
    ("", None),
    ("一" * 200, None),
]


@pytest.mark.parametrize(("name", "topic"), TOPICS)
def test_spellings_of_a_label_mean_the_same(name, topic):
    """Width, case, number, wrapping words and emoji do not change what a label means."""
    assert WORDS.topic(name) == topic


FORMS = [
    ("**创新点**：提出残差连接", "创新点", "提出残差连接"),
    ("**Contributions:** a residual path", "Contributions", "a residual path"),
    ("**Authors:Ashish Vaswani, Noam Shazeer**", "Authors", "Ashish Vaswani, Noam Shazeer"),
    ("Key points: a", "Key points", "a"),
    ("【要点】提出了自注意力", "要点", "提出了自注意力"),
    ("(2) 创新点：用注意力代替循环", "创新点", "用注意力代替循环"),
    ("🔥 创新：预训练", "创新", "预训练"),
]


@pytest.mark.parametrize(("text", "name", "value"), FORMS)
def test_a_label_is_taken_from_the_beginning_of_a_line(text, name, value):
    """The name comes without decoration and numbering, the value as written."""
    label = read_label(text, WORDS)
    assert label is not None
    assert (label.name, label.value.strip()) == (name, value)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "BERT: a language model",
        "（注：见附录）",
        "no colon",
        "：",
        "****",
        "",
    ],
)
def test_other_lines_begin_no_label(text):
    """An address, a title, an aside and an empty name are no labels."""
    assert read_label(text, WORDS) is None


SCORES = [
    ("- 新颖性: ⭐⭐⭐⭐ 首次把两个任务放在一起", "other"),
    ("**Novelty**: ★★★☆☆", "other"),
    ("创新性 ★★★★☆：两个任务放在一起", "other"),
    ("Contribution: 4/5", "other"),
    ("创新性：8.5 / 10（很新）", "other"),
    ("创新点：1/10 的参数就够了", "core_innovation"),
    ("Contribution: 4/5 of the layers are removed", "core_innovation"),
    ("核心贡献：⭐ 一次生成整段视频", "core_innovation"),
]


@pytest.mark.parametrize(("text", "topic"), SCORES)
def test_a_score_is_no_contribution(text, topic):
    """How new somebody finds a paper is nothing that it contributes."""
    label = read_label(text.removeprefix("- "), WORDS)
    assert label is not None
    assert label.topic == topic


def test_a_label_may_close_a_line():
    """Only the last clause before the colon counts, and only for key kinds."""
    label = closing_label("2017 年谷歌的一篇文章，内容要点：", WORDS)
    assert label is not None
    assert label.kind is Kind.KEY_POINTS
    assert closing_label("这是一篇文章，方法：", WORDS) is None


def test_a_label_may_be_the_subject_of_a_sentence():
    """``3 contributions are made ...`` is a label where a list follows."""
    label = subject_label("3 contributions are made to speed up training.", WORDS)
    assert label is not None
    assert label.kind is Kind.CORE_INNOVATION
    for call in ("Contributions are welcome!", "Contributions are always very welcome:"):
        assert subject_label(call, WORDS) is None


def test_a_heading_is_a_label_only_as_a_whole():
    """``Contributions of others`` in a longer heading is none."""
    assert whole_label("## **核心贡献**：", WORDS) is not None
    assert whole_label("Attention and what we learned about contributions since", WORDS) is None


def test_a_sibling_label_is_found_behind_a_sentence():
    """``。性能：`` ends an innovation; a colon within a sentence does not."""
    text = "提出残差连接：很简单。性能：更好。"
    assert text[sibling_at(text, WORDS) :].startswith("性能")
    assert sibling_at("提出残差连接：很简单", WORDS) == -1


def test_own_labels_are_added_and_change_the_digest():
    """A user's label is known, and whoever caches by the digest reads anew."""
    labels = {Kind.KEY_POINTS: ["读后感"]}
    own = load_vocabulary(labels)
    assert own.topic("我的读后感") is None
    assert own.topic("**读后感**") == "key_points"
    assert own.digest != WORDS.digest
    assert load_vocabulary().digest == WORDS.digest
    assert own.digest == vocabulary_digest(labels)


STATED = [
    ("本文的主要贡献是提出了一种损失。", ("本文的主要贡献", "提出了一种损失。")),
    ("MOCO的主要贡献就是把方法归纳为查询", ("MOCO的主要贡献", "把方法归纳为查询")),
    ("该论文创新之处应该在于: 先选后写", ("该论文创新之处", "先选后写")),
    ("\u200b\t这篇文章的核心思想是共享权重", ("这篇文章的核心思想", "共享权重")),
    ("卷积网络的核心思想是将三种结构结合起来", None),
    ("本文的方法是简单的", None),
    ("贡献者是三个人", None),
    ("主要贡献是", None),
    ("是", None),
    ("实验结果是好的", None),
]


@pytest.mark.parametrize(("text", "stated"), STATED)
def test_an_innovation_may_be_the_subject_of_a_sentence(text, stated):
    """Of labels only those of the innovation are: a result or method that "is" says too little."""
    label = stating_label(text, WORDS)
    assert (label and (label.name, label.value)) == stated
