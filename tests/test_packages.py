"""What holds of the packages as a whole, beside the layers that import-linter holds."""

from __future__ import annotations

import ast
from importlib import metadata, resources
from pathlib import Path

PACKAGES = ("notes", "decks", "exports", "tui")
STATEMENTS = {"rows", "run", "run_many"}
"""Methods of an open store that take SQL."""
STORES = {"store", "other"}
"""What modules call an open store."""


def test_no_other_distribution_has_one_of_our_names() -> None:
    """The names are short: where another distribution has one, one of the two hides the other."""
    owners = metadata.packages_distributions()
    others = {name: set(owners.get(name, ())) - {"paperdeck"} for name in PACKAGES}
    assert others == {name: set() for name in PACKAGES}


def test_sql_stands_in_the_store_alone() -> None:
    """No module outside ``decks/store`` hands a statement to the database."""
    found = [
        f"{path}:{node.lineno}"
        for package in PACKAGES
        for path in Path(str(resources.files(package))).rglob("*.py")
        if path.parent.name != "store"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in STATEMENTS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in STORES
    ]
    assert found == []
