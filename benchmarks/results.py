"""Where tables of benchmarks are kept: between two marks of their name in ``RESULTS.md``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

PLACE = Path(__file__).resolve().parent / "RESULTS.md"


def keep(name: str, tables: Sequence[Sequence[str]]) -> None:
    """Put tables in the place of those that were kept under ``name`` before."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    before, rest = PLACE.read_text("utf-8").split(begin)
    after = rest.split(end)[1]
    body = "\n\n".join("\n".join(table) for table in tables)
    PLACE.write_text(f"{before}{begin}\n{body}\n{end}{after}", "utf-8")
