"""Titles and short names."""

from __future__ import annotations

import pytest

from notes.titles import (
    Strength,
    clean_title,
    is_date,
    names_file,
    shape_strength,
    short_name,
    year_beside,
)

CLEANED = [
    ("**《Attention Is All You Need》**", "Attention Is All You Need"),
    ("1. [Deep Residual Learning](https://arxiv.org/abs/1512.03385)", "Deep Residual Learning"),
    ("Mask R-CNN [[paper](https://a.b)] [[code](https://c.d)]", "Mask R-CNN"),
    ("<b>GPT-3:   Language  Models</b>", "GPT-3: Language Models"),
    ("🔥 “Segment Anything”", "Segment Anything"),
    ("3.1 实验", "实验"),
    ("[2405.00001] Deep Nets on Images", "Deep Nets on Images"),
    ("snake_case_name", "snake_case_name"),
]


@pytest.mark.parametrize(("text", "title"), CLEANED)
def test_a_title_comes_without_decoration(text, title):
    """Emphasis, quotes, numbering and links to the paper are not part of a title."""
    assert clean_title(text) == title


SHORT = [
    ("BERT: Pre-training of Deep Bidirectional Transformers", "BERT"),
    ("Mask R-CNN", "Mask R-CNN"),
    ("Emu Video: Factorizing Generation", "Emu Video"),
    ("Acme Foo3D-1.0: A Framework for Shapes", "Foo3D-1.0"),
    ("End-to-End Object Detection with Transformers (DETR)", "DETR"),
    ("Deep Residual Learning for Image Recognition", "Deep Residual Learning"),
    ("Attention Is All You Need", "Attention Is All You Need"),
    ("全卷积网络：用于语义分割", "全卷积网络"),
    ("DoRA (2024)", "DoRA"),
    ("论文阅读 | Mask R-CNN", "Mask R-CNN"),
    ("【论文笔记】BERT：双向编码器", "BERT"),
    ("[Paper Review] Mamba: Linear-Time Sequence Modeling", "Mamba"),
    ("(CCS 2024) Metric Privacy: At the User-Level", "Metric Privacy"),
    ("[2020 ECCV] PIoU Loss_ Towards Accurate Oriented Detection", "PIoU Loss"),
    ("【CVPR 2023】轻量网络：端侧检测", "轻量网络"),
    ("[2021] PatchCore", "PatchCore"),
    ("(ArXiv 2404) Min-K%++", "Min-K%++"),
    ("[Mask] R-CNN: Boxes", "[Mask] R-CNN"),
    ("(2024)", "(2024)"),
    ("Conv-TasNet--Surpassing Ideal Masking 阅读笔记", "Conv-TasNet"),
    ("A Survey of Widget Routing on Small Devices: Limits", "A Survey of Widget Routing"),
    (
        "A Comprehensive Study of Widgets for Routing Text and Images at Scale",
        "A Comprehensive Study of Widgets",
    ),
    (
        "Routing Widgets Reduces Persistent Delay and Hurts Their Neighbours",
        "Routing Widgets Reduces Persistent Delay",
    ),
    ("Efficient Construction of (Distributed) Random Widgets", "Efficient Construction"),
    ("！！！RouteNet", "RouteNet"),
    ("2607.14614 — RouteNet", "RouteNet"),
]


@pytest.mark.parametrize(("title", "short"), SHORT)
def test_a_short_name_is_what_people_say(title, short):
    """The part before the colon if it is short, an acronym, or the title cut at a preposition."""
    assert short_name(title) == short


@pytest.mark.parametrize(
    "text",
    [
        "2025.5",
        "5.13",
        "2025.5.11",
        "2024-12-07 更新",
        "2023年3月",
        "20240102",
        "2024-01-01 ~ 01-07",
        "Week 12",
        "W12 2024",
        "第 3 周",
    ],
)
def test_dates_are_no_titles(text):
    """A date with or without words around it is never a paper."""
    assert is_date(text)
    assert shape_strength(text) is Strength.NONE


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("GPT-2", Strength.WEAK),
        ("Language Models are Few-Shot Learners", Strength.SHAPE),
        ("ViT: An Image is Worth 16x16 Words", Strength.SHAPE),
        ("how the loss is computed in practice here", Strength.WEAK),
        ("实验设置：", Strength.NONE),
        ("!!!", Strength.NONE),
    ],
)
def test_the_shape_of_a_title(text, strength):
    """A name with a colon, or a row of capitalised words, looks like a title."""
    assert shape_strength(text) is strength


def test_a_file_is_named_after_a_title():
    """Leading numbers and letters' case do not matter."""
    assert names_file("Swin Transformer: Hierarchical", "007_swin_transformer")
    assert not names_file("Introduction", "007_swin_transformer")


BESIDE = [
    ("DoRA (ICML 2024)", 2024),
    ("[2020 ECCV] PIoU Loss", 2020),
    ("(Oakland 2023) SNAP: Extraction", 2023),
    ("(ArXiv 2025) Scaling Laws", 2025),
    ("(ArXiv 2404) Min-K%++", None),
    ("Blade Runner 2049", None),
]


@pytest.mark.parametrize(("title", "year"), BESIDE)
def test_the_year_stands_in_parentheses_beside_a_title(title, year):
    """Before it or behind it; a number within the title is none."""
    assert year_beside(title) == year
