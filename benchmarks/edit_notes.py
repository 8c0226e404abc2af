"""Edits of notes by seeded rules, on the lines of a copy: which histories follow whither."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.edit_texts import EDITS, Edit, halves, joined
from decks.cards import Place
from decks.ids import normalised

_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,2}[.)、，]|[(（]\d{1,2}[)）]|[①-⑳])\s*")
MOVED = "moved.md"


@dataclass(frozen=True, slots=True)
class Bullet:
    """A point of the notes before the edit."""

    id: str
    text: str
    title: str
    """Of its paper, as written."""
    places: tuple[Place, ...]


@dataclass(slots=True)
class Edited:
    """An edit that was made."""

    expected: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """For each point whose histories are at stake the normalised texts that may hold them."""


@dataclass(slots=True)
class Lines:
    """The lines of the notes, changed by the edits; an emptied one is None."""

    folder: Path
    files: dict[str, list[str | None]] = field(default_factory=dict)
    more: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Texts of new files."""

    def at(self, place: Place) -> str:
        """The line of a place, with its end."""
        return self.of(place.path, place.line)

    def of(self, path: str, line: int) -> str:
        """A line of a file, with its end."""
        return self._lines(path)[line - 1] or ""

    def put(self, place: Place, line: str | None) -> None:
        """Another line, or several, or none, in its place."""
        self.replace(place.path, place.line, line)

    def replace(self, path: str, line: int, new: str | None) -> None:
        """The same by file and line."""
        self._lines(path)[line - 1] = new

    def write(self) -> None:
        """Write the files that were changed."""
        for path, lines in self.files.items():
            text = "".join(line for line in lines if line is not None)
            (self.folder / path).write_text(text, "utf-8", newline="")
        for path, texts in self.more.items():
            (self.folder / path).write_text("\n".join(texts), "utf-8", newline="")

    def _lines(self, path: str) -> list[str | None]:
        if path not in self.files:
            with (self.folder / path).open(encoding="utf-8", newline="") as file:
                self.files[path] = list(file.readlines())
        return self.files[path]


Editor = Callable[[Sequence[Bullet], Lines, Random, int], Edited]
"""Makes about so many edits and says what is expected of them."""


def _editable(bullets: Iterable[Bullet], lines: Lines, *, item: bool = False) -> Iterator[Bullet]:
    """Bullets that have a line to themselves at each of their places, one of a block."""
    every = list(bullets)
    on_line = Counter((p.path, p.line) for bullet in every for p in bullet.places)
    blocks: set[tuple[str, int]] = set()
    for bullet in every:
        own = {(p.path, p.line - p.ordinal) for p in bullet.places}
        whole = all(
            p.line == p.last_line
            and on_line[p.path, p.line] == 1
            and bullet.text in lines.at(p)
            and (not item or _ITEM.match(lines.at(p)))
            for p in bullet.places
        )
        if whole and not own & blocks:
            blocks |= own
            yield bullet


def _shuffled(bullets: Sequence[Bullet], random: Random) -> list[Bullet]:
    return random.sample(bullets, len(bullets))


def within(edit: Edit) -> Editor:
    """An editor that edits the text of single bullets, the same at all their places."""

    def editor(bullets: Sequence[Bullet], lines: Lines, random: Random, most: int) -> Edited:
        edited = Edited()
        for bullet in _editable(_shuffled(bullets, random), lines):
            new = edit(bullet.text, random)
            if new is None or normalised(new) == normalised(bullet.text):
                continue
            for place in bullet.places:
                lines.put(place, lines.at(place).replace(bullet.text, new, 1))
            edited.expected[bullet.id] = (normalised(new),)
            if len(edited.expected) >= most:
                break
        return edited

    return editor


def split(bullets: Sequence[Bullet], lines: Lines, random: Random, most: int) -> Edited:
    """One bullet becomes two."""
    edited = Edited()
    for bullet in _editable(_shuffled(bullets, random), lines, item=True):
        parts = halves(bullet.text, random)
        if parts is None:
            continue
        for place in bullet.places:
            line = lines.at(place)
            line = line if line.endswith("\n") else line + "\n"
            lines.put(place, "".join(line.replace(bullet.text, part, 1) for part in parts))
        edited.expected[bullet.id] = tuple(map(normalised, parts))
        if len(edited.expected) >= most:
            break
    return edited


def merge(bullets: Sequence[Bullet], lines: Lines, random: Random, most: int) -> Edited:
    """Two bullets that follow each other become one."""
    edited = Edited()
    behind = {tuple((p.path, p.line) for p in b.places): b for b in bullets}
    for bullet in _editable(_shuffled(bullets, random), lines, item=True):
        other = behind.get(tuple((p.path, p.line + 1) for p in bullet.places))
        if other is None or not all(
            p.line == p.last_line and other.text in lines.at(p) and _ITEM.match(lines.at(p))
            for p in other.places
        ):
            continue
        new = joined(bullet.text, other.text)
        for place in bullet.places:
            lines.put(place, lines.at(place).replace(bullet.text, new, 1))
        for place in other.places:
            lines.put(place, None)
        edited.expected |= {each.id: (normalised(new),) for each in (bullet, other)}
        if len(edited.expected) >= 2 * most:
            break
    return edited


def reorder(bullets: Sequence[Bullet], lines: Lines, random: Random, most: int) -> Edited:
    """The bullets of a block in another order."""
    edited = Edited()
    blocks: dict[tuple[str, int], dict[int, Bullet]] = defaultdict(dict)
    for bullet in bullets:
        for p in bullet.places:
            if p.line == p.last_line and _ITEM.match(lines.at(p)):
                blocks[p.path, p.line - p.ordinal][p.line] = bullet
    for (path, _), own in random.sample(sorted(blocks.items()), len(blocks)):
        if len(own) < 2:
            continue
        places = [
            p for line, b in own.items() for p in b.places if (p.path, p.line) == (path, line)
        ]
        old = [lines.at(place).rstrip("\r\n") for place in places]
        for place, line in zip(places, random.sample(old, len(old)), strict=True):
            lines.put(place, line + "\n")
        edited.expected |= {b.id: (normalised(b.text),) for b in own.values()}
        if len(edited.expected) >= most:
            break
    return edited


def move(bullets: Sequence[Bullet], lines: Lines, random: Random, most: int) -> Edited:
    """A bullet goes into another note, under the same title and label."""
    edited = Edited()
    for bullet in _editable(_shuffled(bullets, random), lines, item=True):
        label = bullet.places[0].label
        if not label or not bullet.title:
            continue
        for place in bullet.places:
            lines.put(place, None)
        lines.more[MOVED].append(f"## {bullet.title}\n\n**{label}**\n\n- {bullet.text}\n")
        edited.expected[bullet.id] = (normalised(bullet.text),)
        if len(edited.expected) >= most:
            break
    return edited


def delete(bullets: Sequence[Bullet], lines: Lines, random: Random, most: int) -> Edited:
    """A bullet is deleted; it is restored later by whoever calls."""
    edited = Edited()
    for bullet in _editable(_shuffled(bullets, random), lines, item=True):
        for place in bullet.places:
            lines.put(place, None)
        edited.expected[bullet.id] = (normalised(bullet.text),)
        if len(edited.expected) >= most:
            break
    return edited


EDITORS: dict[str, Editor] = {
    **{name: within(edit) for name, edit in EDITS.items()},
    "reorder": reorder,
    "split": split,
    "merge": merge,
    "move": move,
    "delete and restore": delete,
}
