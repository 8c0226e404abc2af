"""What is said of lines that give neither papers nor points."""

from __future__ import annotations

import re

import pytest

from notes.looks import look_of
from notes.vocabulary import load_vocabulary
from notes.wording import messages

LOOKS = [
    ("front-matter", "---\ntags: [a]\n---\n", 2),
    ("blank", "a\n\nb", 2),
    ("none", "a", 2),
    ("code", "```\nx\n```", 2),
    ("html", "<!-- x -->", 1),
    ("html", "<!--\nx\n-->", 2),
    ("rule", "a\n\n---", 3),
    ("table", "| a | b |", 1),
    ("details", "<details>", 1),
    ("end-details", "</details>", 1),
    ("heading", "# LoRA: Low-Rank Adaptation", 1),
    ("heading-date", "## 2024-05-13", 1),
    ("heading-section", "## Implementation details", 1),
    ("heading-collection", "# 论文列表", 1),
    ("heading-manual", "## Installation", 1),
    ("fact", "- **作者**：Ed Hu", 1),
    ("label", "## 创新点", 1),
    ("label-other", "**Related work**: much", 1),
    ("label", "# LoRA: Low-Rank Adaptation\n## 创新点\n- 无\n", 2),
    ("label-homeless", "# App\n## Contributions\n- Bug fixes are good\n", 2),
    ("under-label", "# App\n## Contributions\n- Bug fixes are good\n", 3),
    ("under-other", "## 参考文献\n\n- [1] 某文\n", 3),
    ("under-other", "## Key points\n- a\n## References\n- b\n", 4),
    ("under-manual", "## Installation\n- pip install x\n", 2),
    ("item", "# LoRA: Low-Rank Adaptation\n- a\n", 2),
    ("text", "Our notes of a comment", 1),
    ("hollow", "%% a comment %%", 1),
    ("links", "- [[Some Note]]", 1),
    ("links", "[pdf](https://a.b/c.pdf)", 1),
    ("hollow", "- xxx", 1),
    ("text", "We read it.", 1),
    ("item", "- we read it", 1),
]


@pytest.mark.parametrize(("name", "text", "line"), LOOKS)
def test_every_line_has_its_sentence(name, text, line):
    """The sentence is the one of what the line is, with nothing left to fill in."""
    said = look_of(text, line, load_vocabulary())
    sentence = re.escape(messages("notes")[f"line.{name}"])
    assert re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^{}]+", sentence), said)
