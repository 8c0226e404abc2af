"""Two texts side by side, word by word: what is equal, and what stands in the place of what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*%?|[A-Za-z]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Run:
    """Words of the old text and those of the new that stand in their place."""

    old: range
    new: range
    equal: bool


def words(text: str) -> list[str]:
    """Figures, Latin words and single other characters, which together are the text."""
    return _TOKEN.findall(text)


def runs(olds: Sequence[str], news: Sequence[str]) -> list[Run]:
    """Runs of words that are equal and runs that are not, in turns."""
    from rapidfuzz.distance import Levenshtein

    found: list[Run] = []
    for op in Levenshtein.opcodes(olds, news):
        old, new = range(op.src_start, op.src_end), range(op.dest_start, op.dest_end)
        equal = op.tag == "equal"
        if not equal and found and not found[-1].equal:
            last = found.pop()
            old, new = range(last.old.start, old.stop), range(last.new.start, new.stop)
        found.append(Run(old, new, equal))
    return found


def difference(before: str, after: str) -> str:
    """Both texts in one line: ``The [-old-]{+new+} text``, as wdiff writes it."""
    olds, news = words(before), words(after)
    pieces: list[str] = []
    for run in runs(olds, news):
        old = "".join(olds[run.old.start : run.old.stop])
        new = "".join(news[run.new.start : run.new.stop])
        if run.equal:
            pieces.append(new)
        else:
            pieces += [f"[-{old}-]" if old else "", f"{{+{new}+}}" if new else ""]
    return "".join(pieces)
