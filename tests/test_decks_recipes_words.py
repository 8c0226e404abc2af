"""The word lists that recipes and the quality check read."""

from __future__ import annotations

import ast
import tomllib
from importlib import resources
from pathlib import Path

import pytest


@pytest.mark.parametrize("file", ["words.toml", "chinese/chinese.toml", "english/english.toml"])
def test_every_word_list_is_read(file: str) -> None:
    """No list of words is left over: its name stands in the code of the cards."""
    root = Path(str(resources.files("decks")))
    lists = tomllib.loads((root / "recipes" / file).read_text("utf-8"))
    names = {
        node.value
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
    }
    assert [
        f"{table}.{name}" for table in lists for name in lists[table] if name not in names
    ] == []
