"""Whole notes in the dialects that people write: papers, blocks, points."""

from __future__ import annotations

from textwrap import dedent

import pytest

from notes.model import Kind, Note
from notes.reading import read_text
from notes.vocabulary import KEY_KINDS, load_vocabulary

WORDS = load_vocabulary()


def read(text: str, path: str = "note.md") -> Note:
    return read_text(dedent(text), WORDS, path=path)


def found(text: str, path: str = "note.md") -> list[tuple[str, str, int, list[str]]]:
    """(title, rule of the block, its line, its points) of every block that becomes cards."""
    return [
        (paper.title, block.rule, block.line, [point.text for point in block.points])
        for paper in read(text, path).papers
        for block in paper.blocks
        if block.kind in KEY_KINDS
    ]


DIALECTS = {
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
    "a heading over labelled items": (
        """\
        ## VAE: Auto-Encoding Variational Bayes for All
        (2) 创新点、性能和工作量总结：

            - 创新点：重参数化技巧

            - 性能：稳定
        """,
        [("VAE: Auto-Encoding Variational Bayes for All", "label-item", 4, ["重参数化技巧"])],
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
    "crlf, tabs, bullets": (
        "# ResNet: Deep Residual Learning\r\n\r\n**创新点**\r\n\t• 残差连接\r\n\t• 很深\r\n",
        [("ResNet: Deep Residual Learning", "label-line", 3, ["残差连接", "很深"])],
    ),
}


@pytest.mark.parametrize("name", DIALECTS)
def test_a_dialect_is_read(name):
    """Papers, blocks and points are found in every way of writing them down."""
    text, expected = DIALECTS[name]
    path = "042_adam.md" if "file" in name and "level" not in name else "note.md"
    assert found(text, path) == expected


HOLLOW = ["xxx", "（待补充）", "[x](https://a.b)", "---", "本文由 AI 自动生成，仅供参考。"]


@pytest.mark.parametrize("text", HOLLOW)
def test_an_unfilled_template_has_no_points(text):
    """What nobody filled in is no point, and a block of such is no block."""
    assert found(f"# T5: Exploring the Limits of Transfer\n## Key points\n- {text}\n") == []


def test_labels_without_anything_below_make_no_block():
    """An empty section is left out."""
    assert found("# A: Few Words in Title\n**要点**\n\n## Next\n\ntext\n") == []


def test_a_comment_or_code_holds_no_points():
    """What is hidden or code is not the note's text."""
    assert found("# A: Few Words in Title\n<!--\n要点：\n- a\n-->\n```\n要点：\n- b\n```\n") == []


def test_lesser_kinds_are_kept_apart():
    """A label of another kind is a block of that kind."""
    (paper,) = read(
        "# GPT: Improving Language Understanding by Training\n**Limitations**: one direction only\n"
    ).papers
    assert [(block.kind, block.label) for block in paper.blocks] == [
        (Kind.LIMITATIONS, "Limitations")
    ]


SUMMARIES = [
    ("## TL;DR\n- one\n- two\n- three\n", Kind.KEY_POINTS),
    ("## TL;DR\nOne sentence says it.\n", Kind.SUMMARY),
    ("tl;dr: one sentence says it\n", Kind.SUMMARY),
    ("**总结**\n1. 一\n2. 二\n", Kind.KEY_POINTS),
    ("**一句话总结**：（1）一；（2）二\n", Kind.KEY_POINTS),
    ("**一句话总结**：（１）一；（２）二\n", Kind.KEY_POINTS),
    ("**一句话总结**：只有一句\n", Kind.SUMMARY),
    ("### Summary\n- Task: detection\n- Data: images\n", Kind.SUMMARY),
    ("### Abstract\n- one\n- two\n", Kind.SUMMARY),
    ("### Conclusion\n- one\n- two\n", Kind.SUMMARY),
]


@pytest.mark.parametrize(("text", "kind"), SUMMARIES)
def test_a_short_summary_over_several_points_is_key_points(text, kind):
    """Over one sentence it is a summary; a paper's own abstract and conclusion always are one."""
    (paper,) = read(f"# T5: Exploring the Limits of Transfer\n{text}").papers
    assert [block.kind for block in paper.blocks] == [kind]


def test_lines_are_those_of_the_file():
    """Front matter counts, and a point knows its last line."""
    text = "---\ntitle: x\n---\n# FCN: Fully Convolutional Networks Here\n要点：\n- a\n  b\n- c\n"
    (paper,) = read(text).papers
    assert [(p.line, p.last_line) for p in paper.blocks[0].points] == [(6, 7), (8, 8)]


def test_images_beside_a_point_are_kept_as_targets():
    """A picture on its own line belongs to the item above it and is not its text."""
    (paper,) = read(
        "# FCN: Fully Convolutional Networks Here\n要点：\n- a\n  ![](fig/1.png)\n- ![]( 2.png )\n"
    ).papers
    assert [(p.text, p.images) for p in paper.blocks[0].points] == [("a", ("fig/1.png",))]


def test_unknown_labels_are_reported_with_a_hint():
    """A bold line over a list that no vocabulary knows is shown to its owner."""
    note = read(
        "# SqueezeNet: Small Models with High Accuracy\n\n"
        "**Nuggets**\n- fire module\n- late pooling\n"
    )
    assert [(each.line, each.text) for each in note.unrecognised] == [(3, "Nuggets")]
    assert "labels" in note.unrecognised[0].hint


def test_a_known_user_label_is_read():
    """What the hint proposes works."""
    own = load_vocabulary({Kind.KEY_POINTS: ["Nuggets"]})
    note = read_text("# SqueezeNet: Small Models\n\n**Nuggets**\n- fire module\n", own, path="a.md")
    assert [point.text for point in note.papers[0].blocks[0].points] == ["fire module"]


def test_a_paper_without_blocks_beside_papers_with_them_is_reported():
    """The one heading whose label was not understood stands out."""
    text = """\
        ## AlexNet: Deep Convolutional Networks on Images
        要点：
        - ReLU
        ## VGG: Very Deep Convolutional Networks
        Small filters are enough.
        Depth matters.
        """
    assert [each.line for each in read(text).unrecognised] == [4]


FRONT = [
    ("broken", "---\na: [\n---\n# A: Few Words in Title\n要点：\n- x\n", ["front-matter"]),
    (
        "deep",
        "---\na: " + "[" * 5000 + "\n---\n# A: Few Words in Title\n要点：\n- x\n",
        ["front-matter"],
    ),
    (
        "after an address",
        "#! https://a.b\n---\ndate: 2020-01-02\n---\n# A: Few Words in Title\n要点：\n- x\n",
        [],
    ),
    ("a rule, not front matter", "---\n# A: Few Words in Title\n要点：\n- x\n", []),
]


@pytest.mark.parametrize(
    ("text", "codes"), [row[1:] for row in FRONT], ids=[row[0] for row in FRONT]
)
def test_front_matter_never_stops_a_note(text, codes):
    """Broken front matter is a warning; the note is read."""
    note = read(text)
    assert [problem.code for problem in note.problems] == codes
    assert len(note.papers) == 1


def test_a_title_in_the_front_matter_names_a_note_without_headings():
    """It comes before the file name, unless it is a date."""
    assert read("---\ntitle: Neural ODEs\n---\n要点：\n- x\n").papers[0].title == "Neural ODEs"
    assert read("---\ntitle: '20240102'\n---\n要点：\n- x\n").papers[0].title == "note"
