"""Whole notes as people with different habits and programs keep them."""

from __future__ import annotations

import pytest
from reading_fixtures import WORDS, found

from notes.reading import read_text

HABITS = {
    "a plain text file with several papers": (
        """\
        Flamingo: a Visual Language Model for Few-Shot Learning
        2022.4 DeepMind

        Contributions:
        1. resampler
        2. gates

        CoCa: Contrastive Captioners are Image-Text Models
        2022.5 Google

        Contributions:
        1. two losses
        """,
        [
            ("Flamingo: a Visual Language Model for Few-Shot Learning", ["resampler", "gates"]),
            ("CoCa: Contrastive Captioners are Image-Text Models", ["two losses"]),
        ],
    ),
    "a list of references below what was counted": (
        """\
        ## DBNet: Real-time Scene Text Detection

        论文要点: 1) 平滑的二值化函数; 2) 三部分损失.

        - [2020 AAAI] Real-time Scene Text Detection with Binarization
        - https://github.com/x/y
        """,
        [
            (
                "DBNet: Real-time Scene Text Detection",
                ["平滑的二值化函数", "三部分损失."],
            )
        ],
    ),
    "a caption between the label and its list, and one in a list": (
        """\
        # Routing Widgets with Norms

        ## Contributions

        ![](overview.png)
        Figure 1: The widgets and their norms.

        - Routes widgets by their norm
        - Drops 40% of them

        # 稀疏路由综述：一种新的门控

        **要点**

        <center>图 2：整体结构</center>

        1. 用范数来路由

        *表 1.2 各个数据集*
        2. 丢弃 40% 的部件
        """,
        [
            (
                "Routing Widgets with Norms",
                ["Routes widgets by their norm", "Drops 40% of them"],
            ),
            ("稀疏路由综述：一种新的门控", ["用范数来路由", "丢弃 40% 的部件"]),
        ],
    ),
    "what is stated within the method, and scores": (
        """\
        # Routing Widgets with Norms

        ## 方法
        ### 关键设计
        1. **路由**

           本文的核心思想是按范数来路由部件。

        ## 亮点与洞察
        - 不训练门控也能路由

        ## 评分
        - 新颖性: ⭐⭐⭐⭐ 想法简单
        - 写作质量: ⭐⭐⭐
        """,
        [
            ("Routing Widgets with Norms", ["按范数来路由部件。"]),
            ("Routing Widgets with Norms", ["不训练门控也能路由"]),
        ],
    ),
    "prose on what a figure shows": (
        """\
        # Routing Widgets with Norms

        ## Contributions

        Figure 3 shows that the norm alone routes as well as a learned gate.

        图 4 说明了只用范数也能路由。
        """,
        [
            (
                "Routing Widgets with Norms",
                [
                    "Figure 3 shows that the norm alone routes as well as a learned gate.",
                    "图 4 说明了只用范数也能路由。",
                ],
            ),
        ],
    ),
    "a sentence that says what the contribution is": (
        """\
        ## CaiT: Going Deeper with Image Transformers

        本文的主要贡献是提出了 LayerScale.

        - [2021] Going deeper with Image Transformers

        ## GIST: Generating Image-Specific Text

        该论文创新之处应该在于: 先生成 prompt, 再选 caption.
        实验很多, 结果是好的.
        """,
        [
            ("CaiT: Going Deeper with Image Transformers", ["提出了 LayerScale."]),
            (
                "GIST: Generating Image-Specific Text",
                ["先生成 prompt, 再选 caption.", "实验很多, 结果是好的."],
            ),
        ],
    ),
    "the label again over a heading for each contribution": (
        """\
        # PTR: A Study of Propose-Test-Release

        ## 2. Core Contributions

        The paper makes two major contributions:

        ### (1) First analysis

        The bound is tight.

        ### (2) A new attack

        It is stronger.

        ## 3. Proof
        - by induction
        """,
        [
            (
                "PTR: A Study of Propose-Test-Release",
                ["First analysis: The bound is tight.", "A new attack: It is stronger."],
            )
        ],
    ),
    "a reference as the title": (
        """\
        ---
        title: SSD（CVPR，2015）
        ---
        论文：Liu W, Anguelov D, et al. SSD: Single Shot Detector[J]. Computer Science, 2015.

        ### 创新点
        - 多尺度特征图
        """,
        [("SSD: Single Shot Detector", ["多尺度特征图"])],
    ),
    "names over labels in an outline": (
        """\
        # Reading list 2024
        - Mamba
          - Key points:
            - selective
        - [[RWKV]]
          - 要点
            - 线性
        """,
        [("Mamba", ["selective"]), ("RWKV", ["线性"])],
    ),
    "slides whose labels have a slide of their own": (
        """\
        # Reading Group
        ---
        ## Chinchilla
        Hoffmann et al., 2022
        - Compute-optimal training
        ---
        ## Key takeaways
        - Models are undertrained
        """,
        [("Chinchilla", ["Models are undertrained"])],
    ),
    "notes of one level under a cover": (
        "# My notes\n## Reformer\n## Key points\n- hashes\n"
        "## Linformer\n## Key points\n- low rank\n",
        [("Reformer", ["hashes"]), ("Linformer", ["low rank"])],
    ),
    "a newsletter of a machine": (
        """\
        # arXiv Digest 2024-05-13

        *Generated by GPT-4. May contain errors.*

        ### 1️⃣ [KAN: Kolmogorov-Arnold Networks](https://arxiv.org/abs/2404.19756)
        👥 **Authors:** Ziming Liu et al.
        💡 **Key Points:**
        • Activations on edges
        • Fewer parameters
        🚀 **Innovation:** Splines replace weights
        🔗 [PDF](https://arxiv.org/pdf/2404.19756)

        📬 Subscribe for more!
        """,
        [
            ("KAN: Kolmogorov-Arnold Networks", ["Activations on edges", "Fewer parameters"]),
            ("KAN: Kolmogorov-Arnold Networks", ["Splines replace weights"]),
        ],
    ),
    "a chat about a paper": (
        """\
        Here is a summary of the paper:

        ### **Title:** Mixtral of Experts
        ### **Key Points:**
        1. **Sparse layers**: two experts for each token.

        Let me know if you'd like more details!
        """,
        [("Mixtral of Experts", ["**Sparse layers**: two experts for each token."])],
    ),
    "labels that share a paragraph": (
        "# Gemma: Open Models Based on Gemini\n"
        "**TL;DR** It is open. **Key Contributions:** (i) weights; (ii) tuning. "
        "**Limitations:** few.\n",
        [("Gemma: Open Models Based on Gemini", ["weights", "tuning."])],
    ),
    "ordinals in a sentence": (
        "# Gemma：开放模型\n"
        "本文的主要贡献可以总结为以下三点：第一，开放权重；第二，安全；第三，评测。\n",
        [("Gemma：开放模型", ["开放权重", "安全", "评测。"])],
    ),
    "signs that adorn labels in a quotation": (
        "<details>\n<summary>📖 Mixtral (arXiv 2401.04088)</summary>\n\n"
        "> 💡 **Key insight**: two experts run\n> 🔥 **Innovation**: open weights\n\n</details>\n",
        [
            ("Mixtral (arXiv 2401.04088)", ["two experts run"]),
            ("Mixtral (arXiv 2401.04088)", ["open weights"]),
        ],
    ),
    "a Japanese form": (
        """\
        # 論文メモ
        ## ViT
        - タイトル: An Image is Worth 16x16 Words
        ### 3行まとめ
        - パッチに分ける
        - 速い
        ### 貢献
        ・純粋なTransformer
        ・大きなデータ
        """,
        [
            ("An Image is Worth 16x16 Words", ["パッチに分ける", "速い"]),
            ("An Image is Worth 16x16 Words", ["純粋なTransformer", "大きなデータ"]),
        ],
    ),
    "a blog in Chinese": (
        """\
        # 【论文精读】ConvNeXt：纯卷积的复兴
        > 论文链接：https://arxiv.org/abs/2201.03545
        ## 一、太长不看版
        - 大卷积核就够
        - 87.8%
        ## 二、创新点
        1）**宏观设计**：调整比例
        2）**微观设计**：换激活函数
        ## 写在最后
        欢迎点赞收藏。
        """,
        [
            ("【论文精读】ConvNeXt：纯卷积的复兴", ["大卷积核就够", "87.8%"]),
            (
                "【论文精读】ConvNeXt：纯卷积的复兴",
                ["**宏观设计**：调整比例", "**微观设计**：换激活函数"],
            ),
        ],
    ),
    "a callout before the title": (
        "<aside>\n💡 **Key takeaway:** scaling works\n</aside>\n\n"
        "# Scaling Laws for Neural Language Models\n",
        [("Scaling Laws for Neural Language Models", ["scaling works"])],
    ),
    "a log by weeks": (
        '# Week 12\n## Mon\n- read "Attention Is All You Need"\n  - key points: self-attention\n',
        [("Attention Is All You Need", ["self-attention"])],
    ),
    "labels alone over their paragraphs": (
        "# Mixtral of Experts: Sparse Mixture\n- Contributions\n\n  Two experts.\n\n"
        "- Results\n\n  Fast.\n",
        [("Mixtral of Experts: Sparse Mixture", ["Two experts."])],
    ),
}


@pytest.mark.parametrize("name", HABITS)
def test_a_habit_is_read(name):
    """Papers and points are found where each habit puts them, and nothing else."""
    text, expected = HABITS[name]
    assert [(title, points) for title, _, _, points in found(text)] == expected


NO_PAPER = {
    "a manual": (
        "readme.md",
        "# fastlib\n## Highlights\n- typed\n- small\n## Installation\npip\n"
        "## What's new\n- 1.2: fixes\n## License\nMIT\n",
    ),
    "a diary": ("2024-03-08.md", "重点：明天交报告。\n## 收获\n- 学会了用 tmux\n"),
    "a document with a summary": (
        "design.md",
        "# Design\n## Summary\nIt is fast.\n## Details\nx\n",
    ),
    "the end of a wrapped sentence": (
        "notes.txt",
        "Release notes\n=============\n\n* it shows in the\n  summary.\n* a fix\n* a third\n",
    ),
    "keys of settings": ("a.md", '# Describe All Events\n{\n"Message": "done",\n}\n'),
    "what somebody copied": ("a.md", "# Deep Learning Book\n- Highlight (p. 3): networks\n"),
    "a table of contents": ("a.md", "# Notes\n1. [Key points](#a)\n2. [Novelty](#b)\n"),
    "an unfilled form": (
        "a.md",
        "# {{title}}\n- authors: {{authors}}\n## Key takeaways\n- {{takeaway}}\n- ...\n"
        "## 创新点\n- 创新点1：\n- xxx\n",
    ),
    "papers still to be read": ("a.md", "# 待读论文\n- [ ] RWKV\n- [x] RetNet\n"),
}


@pytest.mark.parametrize("name", NO_PAPER)
def test_what_is_no_note_on_a_paper_has_none(name):
    """Manuals, diaries and forms give neither papers nor points."""
    path, text = NO_PAPER[name]
    assert read_text(text, WORDS, path=path).papers == ()


def test_a_manual_that_proves_to_be_of_a_paper_is_kept():
    """The official code of a paper says what is new in it."""
    text = (
        "# AwesomeNet\n[[Paper]](https://arxiv.org/abs/2401.00001)\n## Highlights\n- small\n"
        "## Installation\npip\n## License\nMIT\n"
    )
    assert found(text) == [("AwesomeNet", "label-heading", 3, ["small"])]


def test_points_under_no_paper_are_reported():
    """A day's key points are shown to their owner with what to do."""
    note = read_text("## 收获\n- 学会了用 tmux\n", WORDS, path="2024-03-08.md")
    assert [(each.line, each.text) for each in note.unrecognised] == [(1, "收获")]


def test_a_list_item_with_an_address_is_the_paper():
    """The heading over a reading list is not."""
    note = read_text(
        "# 待读\n- [ ] Mamba: Linear-Time Sequence Modeling https://arxiv.org/abs/2312.00752\n",
        WORDS,
        path="a.md",
    )
    assert [(paper.title, paper.arxiv_id) for paper in note.papers] == [
        ("Mamba: Linear-Time Sequence Modeling", "2312.00752")
    ]
