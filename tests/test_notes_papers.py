"""Whole notes in the dialects that people write: where a paper begins."""

from __future__ import annotations

import pytest
from reading_fixtures import found

PAPERS = {
    "a note called after the paper whose title it gives as a fact": (
        """\
        # RouteNet：按范数路由——原理详解

        > 论文：*RouteNet: Efficient Routing of Widgets by Their Norm*
        >
        > [arXiv](https://arxiv.org/abs/2301.00001)

        ## 一、预备知识
        ### 2.1 跨层的 Widget Routing Cache
        **关键发现**：
        - 相邻两层的路由几乎相同
        ### 4.2 ImageNet 基准结果
        **关键发现**：
        - 延迟降低 30%
        """,
        [
            (
                "RouteNet: Efficient Routing of Widgets by Their Norm",
                "label-line",
                9,
                ["相邻两层的路由几乎相同"],
            ),
            (
                "RouteNet: Efficient Routing of Widgets by Their Norm",
                "label-line",
                12,
                ["延迟降低 30%"],
            ),
        ],
    ),
    "a list of papers that gives one title as a fact": (
        """\
        # RouteNet and others

        ## RouteNet
        Title: RouteNet: Efficient Routing of Widgets
        **要点**：
        - 按范数路由
        # GateNet: Learned Gates for Widgets
        **要点**：
        - 门控要训练
        """,
        [
            ("RouteNet: Efficient Routing of Widgets", "label-line", 5, ["按范数路由"]),
            ("GateNet: Learned Gates for Widgets", "label-line", 8, ["门控要训练"]),
        ],
    ),
    "items that name their authors": (
        """\
        # Image Classification

        ## Paper Summaries
        - **"Residual Widgets for Image Routing"** by Ada M. King, Bo Li
          - **Summary**: Widgets with a short way around.
          - **Key Points**:
            - a short way around each widget
        - **"Routing for Free!"** by Ada M. King et al.
          - **Key Points**:
            - the norm routes
        """,
        [
            (
                "Residual Widgets for Image Routing",
                "label-item",
                6,
                ["a short way around each widget"],
            ),
            ("Routing for Free!", "label-item", 9, ["the norm routes"]),
        ],
    ),
    "book title marks and wide commas": (
        """\
        # 2017.6
        ## 6.12
        《Attention Is All You Need》
        2017.6 谷歌的一篇文章，内容要点：
        1，用自注意力代替循环
        2，多头注意力看不同的子空间

        《BERT: Pre-training of Deep Bidirectional Transformers》

        文章要点：

            1. 掩码语言模型

        2. 下一句预测
        总的来说很好
        """,
        [
            (
                "Attention Is All You Need",
                "label-line",
                4,
                ["用自注意力代替循环", "多头注意力看不同的子空间"],
            ),
            (
                "BERT: Pre-training of Deep Bidirectional Transformers",
                "label-line",
                10,
                ["掩码语言模型", "下一句预测总的来说很好"],
            ),
        ],
    ),
    "a heading over labelled items": (
        """\
        ## VAE: Auto-Encoding Variational Bayes for All
        (2) 创新点、性能和工作量总结：

            - 创新点：重参数化技巧

            - 性能：稳定
        """,
        [("VAE: Auto-Encoding Variational Bayes for All", "label-item", 4, ["重参数化技巧"])],
    ),
    "one paper a file, headings of one level": (
        """\
        #! https://example.org/p/1
        # ADAM: A Method for Stochastic Optimization 阅读笔记
        # Abstract
        3 main contributions:
        1. Bias correction
        2. Adaptive steps,
           one per weight

        # Conventional methods
        1. SGD
        """,
        [
            (
                "ADAM: A Method for Stochastic Optimization 阅读笔记",
                "label-line",
                4,
                ["Bias correction", "Adaptive steps, one per weight"],
            )
        ],
    ),
    "a paper named by its file": (
        """\
        [paper](https://arxiv.org/abs/1412.6980)
        ## 引言
        本文主要贡献：

        - 偏差修正
        """,
        [("042_adam", "label-line", 3, ["偏差修正"])],
    ),
    "title items": (
        """\
        ## Reading list
        - **Dropout: A Simple Way to Prevent Overfitting** [paper](https://arxiv.org/abs/1207.0580)
          - Key points:
            - drop units at random
        - **Batch Norm: Accelerating Deep Network Training**
          - Contributions: normalise each batch
        """,
        [
            (
                "Dropout: A Simple Way to Prevent Overfitting",
                "label-item",
                3,
                ["drop units at random"],
            ),
            (
                "Batch Norm: Accelerating Deep Network Training",
                "label-item",
                6,
                ["normalise each batch"],
            ),
        ],
    ),
    "a title field": (
        """\
        **Title**: Layer Normalization
        **Key points**
        <ul>
        <li>No batch statistics</li>
        <li>Works for RNNs</li>
        </ul>
        """,
        [("Layer Normalization", "label-line", 2, ["No batch statistics", "Works for RNNs"])],
    ),
    "a second list that names the paper again": (
        """\
        ## BERT: Pre-training of Deep Bidirectional Transformers

        **Key Takeaways**
        1. 随机遮住 15% 的词
        2. 双向的上下文

        1. Title: BERT：双向编码器
        2. Keywords: 预训练
        3. Conclusion:

        - (2) 创新点：用遮住的词作为目标。 性能：很好。
        """,
        [
            (
                "BERT: Pre-training of Deep Bidirectional Transformers",
                "label-line",
                3,
                ["随机遮住 15% 的词", "双向的上下文"],
            ),
            (
                "BERT: Pre-training of Deep Bidirectional Transformers",
                "label-item",
                11,
                ["用遮住的词作为目标。"],
            ),
        ],
    ),
    "an outliner's headings in items": (
        """\
        - ## ELECTRA: Pre-training Text Encoders as Discriminators
          - ### Key points
            - replaced tokens
          - Contributions
            - a cheaper task
        """,
        [
            (
                "ELECTRA: Pre-training Text Encoders as Discriminators",
                "label-item",
                2,
                ["replaced tokens"],
            ),
            (
                "ELECTRA: Pre-training Text Encoders as Discriminators",
                "label-item",
                4,
                ["a cheaper task"],
            ),
        ],
    ),
    "weak titles below a collection": (
        """\
        # Paper Notes
        ## ResNet
        Key points:
        - residual
        ## VGG
        Key points:
        * deep
        """,
        [("ResNet", "label-line", 3, ["residual"]), ("VGG", "label-line", 6, ["deep"])],
    ),
}

PATHS = {"a paper named by its file": "042_adam.md"}


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_is_read(name):
    """Each paper has its own blocks, however its title is written down."""
    text, expected = PAPERS[name]
    assert found(text, PATHS.get(name, "note.md")) == expected


def test_a_file_called_notes_is_called_as_its_folder():
    """Many keep a folder for each paper, with "notes" in it."""
    text = "**Key points**:\n- the norm routes\n"
    folder = "16-Routing-Widgets-with-Norms"
    assert [found(text, path)[0][0] for path in (f"{folder}/notes.md", f"x/{folder}/笔记.md")] == [
        folder
    ] * 2


def test_a_file_s_name_is_no_title():
    """A line such as "Paper: paper.pdf" says where the paper lies."""
    text = "# Routing Widgets with Norms\n论文：paper.pdf\n\n**要点**：\n- 按范数路由\n"
    assert [title for title, *_ in found(text)] == ["Routing Widgets with Norms"]
