"""A question as text for a person to edit, and back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decks.cards import editable, edited_question

QUESTIONS = {
    "a blank in Chinese": "提出 [...] 架构，一次生成整段视频。",
    "no blank": "What does masking train?",
    "bold, code, math and an image": "**粗** `[MASK]` $E=mc^2$ ![架构图](img/a.png) [...]",
    "stars and underscores that are no emphasis": "3 * 4 * 5 a_b_c [...]",
    "escaped stars": "\\*not bold\\* and \\`no code\\` [...]",
    "brackets and tags": "[red]x[/red] <b>t</b> [/x] [...]",
    "a backtick in code": "`` a`b `` [...]",
    "emoji and full-width marks": "🎬：“为什么”？（一）[...]",
    "empty": "",
}


@pytest.mark.parametrize("text", QUESTIONS.values(), ids=QUESTIONS.keys())
def test_an_edit_that_changes_nothing_leaves_the_same_face(text: str) -> None:
    """Opening the editor and saving keeps bold, code, math and images."""
    face = edited_question(text, "答案")
    assert edited_question(editable(face), "答案") == face


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(alphabet="ab 中，*_$<&\\!()", max_size=12).map(str.strip))
def test_what_is_edited_twice_is_edited_once(text: str) -> None:
    """However odd a question is, what a person saw is what is asked."""
    once = edited_question(f"x {text} y", "a")
    assert edited_question(editable(once), "a") == once
