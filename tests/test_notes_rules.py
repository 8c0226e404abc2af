"""Every rule has a name, and every name its sentence."""

from __future__ import annotations

from notes.reading import read_text
from notes.vocabulary import load_vocabulary
from notes.wording import messages

NOTES = {
    "a.md": """\
# Reading
## BERT: Pre-training of Deep Bidirectional Transformers
### Key points
- masked words
- **创新点**：下一句预测
> **要点**
> 微调很简单

> ✅ 双向

Our contributions:
- a model

贡献：开源

《Attention Is All You Need》
<details><summary>Key points</summary>

- heads

</details>

**Dropout: A Simple Way to Prevent Overfitting**
要点：
- 随机

## List
- **Batch Norm: Accelerating Deep Network Training**
  - 要点：归一化

<details><summary>GAN: Generative Adversarial Nets</summary>

要点：对抗

</details>

| x | **FCN** (Long et al.) <br> all convolutions <br> “FCN: Fully Convolutional,” CVPR 2015 |

| Paper | Note |
|--|--|
| U-Net | skip connections |

## U-Net++: A Nested Network for Medical Images
| | |
|--|--|
| Year | 2018 |
| Key idea | nested paths |
""",
    "b.md": "---\ntitle: Neural ODEs\n---\n要点：\n- x\n",
    "c.md": "要点：\n- x\n",
    "e.md": """\
#flashcards

Q: What is skipped?
A: Nothing

C: Skip [connections]

{{c1::Residual}} learning

residual :: 残差

==deep== nets
""",
    "d.md": "Title: Layer Normalization\n要点：\n- x\n",
}


def test_the_table_of_rules_is_complete_and_has_nothing_else():
    """The rules that fire on these notes are those that the table explains."""
    fired = set()
    for path, text in NOTES.items():
        for paper in read_text(text, load_vocabulary(), path=path).papers:
            fired |= {paper.rule, *(block.rule for block in paper.blocks)}
    named = {key.removeprefix("rule.") for key in messages("notes") if key.startswith("rule.")}
    assert fired == named
