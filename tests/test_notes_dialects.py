"""Whole notes in the dialects that people write: labels and what stands below them."""

from __future__ import annotations

import pytest
from reading_fixtures import found

DIALECTS = {
    "label items with nested lists": (
        """\
        ## Mask R-CNN: Instance Segmentation with Region Features

        - **研究背景**：检测和分割是分开的。
        - **贡献和创新点**：主要贡献有以下几点：
            - 加一个掩码分支
            - 用 **RoIAlign** 代替取整
        - **相关工作**：Faster R-CNN
        """,
        [
            (
                "Mask R-CNN: Instance Segmentation with Region Features",
                "label-item",
                4,
                ["加一个掩码分支", "用 **RoIAlign** 代替取整"],
            )
        ],
    ),
    "inline enumeration": (
        """\
        ## U-Net: Convolutional Networks for Biomedical Images
        - **创新点**：有以下几点：（1）跳跃连接；（2）弹性形变的增强；（3）加权损失。
        """,
        [
            (
                "U-Net: Convolutional Networks for Biomedical Images",
                "label-item",
                2,
                ["跳跃连接", "弹性形变的增强", "加权损失。"],
            )
        ],
    ),
    "labels and their siblings": (
        """\
        ## GAN: Generative Adversarial Nets for Images
        **Key Takeaways**
        1. 难点：训练不稳定
        2. Two networks play a game

        8. Conclusion:

            - (1) 意义很大
            - (2) 创新点：对抗训练。性能：很好。工作量：大。
        """,
        [
            (
                "GAN: Generative Adversarial Nets for Images",
                "label-line",
                2,
                ["难点：训练不稳定", "Two networks play a game"],
            ),
            ("GAN: Generative Adversarial Nets for Images", "label-item", 9, ["对抗训练。"]),
        ],
    ),
    "details": (
        """\
        <details>
        <summary><b>NeRF: Representing Scenes as Neural Radiance Fields</b></summary>

        * **arXiv ID:** 2003.08934

        > **核心创新**
        > 用一个多层感知机，
        > 表示场景。
        <details>
            <summary>Key points</summary>
            * 位置编码
            * 体渲染可微
        </details>
        </details>
        <details>
        <summary>截图</summary>
        </details>
        """,
        [
            (
                "NeRF: Representing Scenes as Neural Radiance Fields",
                "label-quote",
                6,
                ["用一个多层感知机，表示场景。"],
            ),
            (
                "NeRF: Representing Scenes as Neural Radiance Fields",
                "label-summary",
                10,
                ["位置编码", "体渲染可微"],
            ),
        ],
    ),
    "slides with remarks": (
        """\
        # Works on Sequences
        ## WaveNet

        > &#x2705; 因果卷积
        > 看不到未来。
        Oord et al., “WaveNet: A Generative Model for Raw Audio,” arXiv 2016.

        ### Motivation
        > ✅ 感受野随层数指数增长。

        ## More Works
        > ✅ 谁也不属于的话
        """,
        [("WaveNet", "remark", 4, ["因果卷积看不到未来。", "感受野随层数指数增长。"])],
    ),
    "label heading": (
        """\
        # DeepLab

        ## TL;DR

        先说几句。

        - 空洞卷积
        - 条件随机场
          - 全连接的

        没有别的了。
        """,
        [("DeepLab", "label-heading", 3, ["空洞卷积", "条件随机场；全连接的"])],
    ),
    "sentences on lines of their own": (
        """\
        # ELMo: Deep Contextualized Word Representations
        ## 要点
        用双向语言模型。
        每层都有用。
        """,
        [
            (
                "ELMo: Deep Contextualized Word Representations",
                "label-heading",
                2,
                ["用双向语言模型。", "每层都有用。"],
            )
        ],
    ),
    "numbering resumes after a paragraph": (
        """\
        # XLNet: Generalized Autoregressive Pretraining for Language
        Key points:
        1. Permutations

        An aside.

        2. Two streams
        """,
        [
            (
                "XLNet: Generalized Autoregressive Pretraining for Language",
                "label-line",
                2,
                ["Permutations", "Two streams"],
            )
        ],
    ),
    "callouts": (
        """\
        # Highway Networks: Training Very Deep Models
        > [!tip] Key takeaways
        > - gates carry the input
        """,
        [
            (
                "Highway Networks: Training Very Deep Models",
                "label-quote",
                2,
                ["gates carry the input"],
            )
        ],
    ),
    "bold labels over paragraphs": (
        """\
        ## Mamba: Linear-Time Sequence Modeling
        **Key insight.** Selection compresses context.

        **主要贡献**

        ✅ 选择机制随输入变化。

        训练很快。

        **闲话**

        无关。
        """,
        [
            (
                "Mamba: Linear-Time Sequence Modeling",
                "label-value",
                2,
                ["Selection compresses context."],
            ),
            (
                "Mamba: Linear-Time Sequence Modeling",
                "label-line",
                4,
                ["✅ 选择机制随输入变化。", "训练很快。"],
            ),
        ],
    ),
    "short lines of Han characters": (
        """\
        ## DETR: End-to-End Object Detection
        创新点：
        用集合预测
        去掉手工的后处理
        """,
        [
            (
                "DETR: End-to-End Object Detection",
                "label-line",
                2,
                ["用集合预测", "去掉手工的后处理"],
            )
        ],
    ),
    "numerals of two kinds": (
        """\
        论文：Swin Transformer
        一、创新点
        1、移动窗口
        2、层次结构
        二、方法
        窗口内的注意力
        """,
        [("Swin Transformer", "label-item", 2, ["移动窗口", "层次结构"])],
    ),
    "headings within a block": (
        """\
        # PaLM: Scaling Language Modeling
        ## Key Contributions
        ### Scale
        Two pods at once.
        ### Quality
        - ✅ few-shot
        """,
        [
            (
                "PaLM: Scaling Language Modeling",
                "label-heading",
                2,
                ["Scale: Two pods at once.", "few-shot"],
            )
        ],
    ),
    "crlf, tabs, bullets": (
        "# ResNet: Deep Residual Learning\r\n\r\n**创新点**\r\n\t• 残差连接\r\n\t• 很深\r\n",
        [("ResNet: Deep Residual Learning", "label-line", 3, ["残差连接", "很深"])],
    ),
}


@pytest.mark.parametrize("name", DIALECTS)
def test_a_dialect_is_read(name):
    """Blocks and points are found in every way of writing them down."""
    text, expected = DIALECTS[name]
    assert found(text) == expected
