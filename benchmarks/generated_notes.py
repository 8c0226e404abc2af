"""Notes of any number for measuring: seeded, in every dialect, in English and Chinese.

The words stand in ``generated_notes.toml``. The same seed always gives the same notes. It
imitates the forms in which people write, not what they write, and knows nothing of how notes
are read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

_HOLE = re.compile(r"\{(\w+)\}")
SMALLEST, MIDDLE, LARGEST = 2_000, 5_500, 50_000
"""Sizes of notes in bytes: half of them lie below the middle."""
LIBRARY_BYTES = 8_300
LIBRARY_PAIRS = 0.87
"""Share of a library's notes that have both blocks."""


def generated_notes(number: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """The relative path and the text of ``number`` notes, about 7 KB each."""
    for at in range(number):
        random = Random(f"{seed}:{at}")
        yield f"folder-{at % 40:02}/note-{at:05}.md", _note(random)


def library_notes(number: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """The notes of a large digest: one paper each, about 9 KB, most of it none of its points.

    15,000 of them are 135 MB and hold 28,000 blocks with two to four points each.
    """
    for at in range(number):
        random = Random(f"{seed}:library:{at}")
        yield f"digest/{at // 250:03}/paper-{at:05}.md", _library_note(random, at)


def _library_note(random: Random, at: int) -> str:
    writer = _Writer(random, random.choice(("en", "zh")))
    name = f"{writer.any('title_head')}{at}"
    kinds = ["key_points", "core_innovation"][: 2 if random.random() < LIBRARY_PAIRS else 1]
    blocks = "".join(
        f"## {writer.label(kind)}\n\n{writer.points('- ', 2, 4)}\n\n" for kind in kinds
    )
    head = (
        f"---\ntitle: '{name}: {writer.any('title_tail')}'\nyear: {2015 + at % 10}\n"
        f"arxiv: {1500 + at // 9000 * 100 + at % 12 + 1:04}.{at % 9000:05}\n---\n\n"
        f"# {name}: {writer.any('title_tail')}\n\n"
    )
    parts = [head, f"## {writer.label('background')}\n\n{writer.prose(3, 6)}\n\n", blocks]
    size = sum(len(part.encode()) for part in parts)
    while size < LIBRARY_BYTES:
        parts.append(
            f"## {writer.label('method')}\n\n{writer.prose(6, 10)}\n\n{writer.prose(6, 10)}\n\n"
        )
        size += len(parts[-1].encode())
    return "".join(parts)


def _note(random: Random) -> str:
    wanted = min(max(random.lognormvariate(0, 0.8) * MIDDLE, SMALLEST), LARGEST)
    writer = _Writer(random, random.choice(("en", "zh")))
    begin, paper = random.choice(DIALECTS)
    parts = [begin(writer)]
    size = 0
    while size < wanted:
        parts.append(paper(writer))
        size += len(parts[-1].encode())
    end = "\r\n" if random.random() < 0.1 else "\n"
    return "\n".join(parts).replace("\n", end)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


class _Writer:
    """Sentences, titles and labels of one language, in the order of one random source."""

    def __init__(self, random: Random, language: str) -> None:
        self.random = random
        self.words = _words()[language]
        self.labels = _words()["labels"][language]
        self.colon = "：" if language == "zh" else ":"

    def any(self, name: str) -> str:
        return self.random.choice(self.words[name])

    def sentence(self) -> str:
        return _HOLE.sub(self.fill, self.any("frames"))

    def fill(self, hole: re.Match[str]) -> str:
        name = hole.group(1)
        if name == "number":
            return str(self.random.randint(11, 98))
        if name == "digit":
            return str(self.random.randint(1, 9))
        return self.any(name) if name in self.words else self.any(name.lower()).capitalize()

    def prose(self, least: int, most: int) -> str:
        return " ".join(self.sentence() for _ in range(self.random.randint(least, most)))

    def points(self, marker: str, least: int = 2, most: int = 5) -> str:
        """A list; ``#`` in the marker is the number of the item."""
        rows = range(1, self.random.randint(least, most) + 1)
        return "\n".join(marker.replace("#", str(row)) + self.prose(1, 2) for row in rows)

    def label(self, kind: str) -> str:
        return self.random.choice(self.labels[kind])

    def key(self) -> str:
        return self.label(self.random.choice(("key_points", "core_innovation")))

    def title(self) -> str:
        version = self.random.randint(2, 99)
        return f"{self.any('title_head')}-{version}: {self.any('title_tail')}"

    def arxiv(self) -> str:
        month, number = self.random.randint(1, 12), self.random.randint(100, 19_999)
        return f"{self.random.randint(18, 24)}{month:02}.{number:05}"

    def authors(self) -> str:
        return ", ".join(self.random.sample(self.words["name"], 3))


# --- the dialects: how a note begins, and one paper of it -----------------------------------


def _log_begin(w: _Writer) -> str:
    return f"# 20{w.random.randint(19, 25)}.{w.random.randint(1, 12)}\n"


def _log_paper(w: _Writer) -> str:
    month, day = w.random.randint(1, 12), w.random.randint(1, 28)
    heading = f"## {month}.{day}\n" if w.random.random() < 0.3 else ""
    year = w.random.randint(2019, 2025)
    return f"{heading}《{w.title()}》\n{year}.{month} {w.key()}{w.colon}\n{w.points('#，')}\n"


def _digest_begin(_w: _Writer) -> str:
    return ""


def _digest_paper(w: _Writer) -> str:
    return (
        f"## {w.title()}\n\n**Title**: {w.title()}\n**Authors**: {w.authors()}\n"
        f"**arXiv**: [{w.arxiv()}](https://arxiv.org/abs/{w.arxiv()})\n\n"
        f"**{w.label('summary')}**{w.colon} {w.prose(2, 4)}\n\n"
        f"**{w.label('key_points')}**\n{w.points('#. ')}\n\n"
        f"- **{w.label('core_innovation')}**{w.colon}\n{w.points('    - ')}\n"
        f"- **{w.label('method')}**{w.colon}{w.prose(1, 3)}\n"
        f"- **{w.label('results')}**{w.colon}{w.prose(1, 3)}\n"
    )


def _awesome_begin(w: _Writer) -> str:
    return (
        f"# Awesome {w.any('tag')}\n\n![badge](https://img.example.org/a.svg)\n\n{w.prose(1, 3)}\n"
    )


def _awesome_paper(w: _Writer) -> str:
    return (
        f"<details>\n<summary><b>{w.title()}</b></summary>\n\n* **Authors:** {w.authors()}\n"
        f"* **arXiv ID:** {w.arxiv()}\n* **Venue:** {w.any('venue')}\n\n"
        f"> **{w.label('core_innovation')}**\n> {w.prose(1, 3)}\n\n"
        f"<details>\n    <summary>{w.label('summary')}</summary>\n"
        f"    {w.prose(2, 4)}\n</details>\n\n"
        f"<details>\n    <summary>{w.label('key_points')}</summary>\n\n{w.points('    * ')}\n"
        "</details>\n</details>\n"
    )


def _slides_begin(w: _Writer) -> str:
    return f"# {w.any('tag').title()}\n\nP{w.random.randint(2, 9)}\n"


def _slides_paper(w: _Writer) -> str:
    remarks = "\n\n".join(f"> ✅ {w.sentence()}\n> {w.sentence()}" for _ in range(3))
    return (
        f"## {w.title()}\n\n![](./assets/{w.random.randint(1, 99)}.png)\n\n{remarks}\n\n"
        f"{w.any('name').split()[-1]} et al., “{w.title()},” {w.any('venue')}.\n\n"
        f"### {w.label('method')}\n\n{w.points('- ')}\n\n---\n"
    )


def _single_begin(w: _Writer) -> str:
    tags = ", ".join(dict.fromkeys((w.any("tag"), w.any("tag"))))
    return (
        f"---\ntitle: '{w.title()}'\nyear: 20{w.random.randint(19, 25)}\ntags: [{tags}]\n---\n\n"
        f"# {w.title()}\n\n[paper](https://arxiv.org/abs/{w.arxiv()})\n\n"
        f"## {w.label('background')}\n\n{w.prose(2, 5)}\n\n{w.prose(2, 5)}\n\n"
        f"## {w.key()}\n\n{w.prose(0, 1)}\n\n{w.points('- ', 3, 6)}\n"
    )


def _single_paper(w: _Writer) -> str:
    """One more part of the one paper."""
    code = "```python\nfor step in range(100):\n    loss = model(batch)\n```\n\n$$\nL = a + b\n$$\n"
    part = w.random.choice(("method", "results", "limitations", "other"))
    return (
        f"## {w.label(part)}\n\n{w.prose(2, 5)}\n\n{w.prose(3, 6)}\n\n{w.points('1. ')}\n\n"
        f"### {w.any('tag')}\n\n{w.prose(2, 5)}\n\n{code if w.random.random() < 0.3 else ''}"
    )


def _outline_begin(w: _Writer) -> str:
    return f"- # {w.any('tag')}\n"


def _outline_paper(w: _Writer) -> str:
    return (
        f"- ## {w.title()}\n\t- {w.label('summary')}{w.colon}{w.prose(1, 3)}\n"
        f"\t- ### {w.key()}\n{w.points(chr(9) * 2 + '- ')}\n"
        f"\t- {w.label('results')}\n{w.points(chr(9) * 2 + '- ')}\n"
    )


def _table_begin(w: _Writer) -> str:
    return f"# {w.any('tag')} papers\n\n{w.prose(2, 4)}\n"


def _table_paper(w: _Writer) -> str:
    rows = "\n".join(
        f"| {w.random.randint(1, 99)} | **{w.title()}** ({w.any('name').split()[-1]} et al.) <br> "
        f"{w.sentence()} <br> {w.sentence()} | [code](https://github.com/example/{row}) |"
        for row in range(w.random.randint(2, 8))
    )
    named = "\n".join(
        f"| {w.title()} | {w.any('venue')} | {w.sentence()} |"
        for _ in range(w.random.randint(2, 6))
    )
    return (
        f"## {w.any('tag')}\n\n| # | what | links |\n| --- | --- | --- |\n{rows}\n\n"
        f"| Title | Venue | Notes |\n|---|---|---|\n{named}\n"
    )


def _inline_paper(w: _Writer) -> str:
    parts = "；".join(f"（{at}）{w.sentence().rstrip('.。')}" for at in range(1, 4))
    return (
        f"## {w.title()}\n\n{w.label('background')}{w.colon}{w.prose(1, 3)}\n\n"
        f"- **{w.key()}**{w.colon}{parts}。\n- **{w.label('other')}**{w.colon}{w.prose(1, 2)}\n\n"
        f"8. {w.label('limitations')}{w.colon}\n\n"
        f"    - (1) {w.sentence()}\n    - (2) {w.sentence()}\n"
    )


Form = tuple[Callable[[_Writer], str], Callable[[_Writer], str]]
DIALECTS: tuple[Form, ...] = (
    (_log_begin, _log_paper),
    (_digest_begin, _digest_paper),
    (_awesome_begin, _awesome_paper),
    (_slides_begin, _slides_paper),
    (_single_begin, _single_paper),
    (_outline_begin, _outline_paper),
    (_table_begin, _table_paper),
    (_digest_begin, _inline_paper),
)
