"""Papers in tables: a row each, either by named columns or by cells that name a work.

Pure: rows of a table in, found papers with their points out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from notes.labels import Label
from notes.lines import Line, number_marker
from notes.metadata import NOTHING, Facts, facts_of_label, facts_of_line
from notes.model import Kind, Point
from notes.points import Draft, finished, without_signs
from notes.tags import BREAK
from notes.titles import clean_title
from notes.vocabulary import FIELD, KEY_KINDS, Vocabulary

CELL_RULE, COLUMN_RULE = "table-cell", "table-column"


@dataclass(frozen=True, slots=True)
class Row:
    """A paper found in a table."""

    rule: str
    title: str
    line: int
    facts: Facts
    blocks: tuple[tuple[Kind, str, tuple[Point, ...]], ...]
    """Kind, label and points of each."""


_CELL = re.compile(r"(?<!\\)\|")


def cells(text: str) -> list[str]:
    """The cells of a row, without the outer bars."""
    parts = [part.strip() for part in _CELL.split(text.strip())]
    if parts and not parts[0]:
        parts = parts[1:]
    if parts and not parts[-1]:
        parts = parts[:-1]
    return parts


def is_delimiter(text: str) -> bool:
    """Whether a row is the ``|---|---|`` below the head."""
    return "-" in text and not text.strip("|-: \t")


def read_table(rows: Sequence[Line], vocabulary: Vocabulary) -> list[Row]:
    """The papers of one table."""
    body = rows
    head: list[str] = []
    if len(rows) > 1 and is_delimiter(rows[1].text):
        head, body = cells(rows[0].text), rows[2:]
    roles = [_role(name, vocabulary) for name in head]
    if _TITLE in roles and any(role in KEY_KINDS for role in roles):
        return [row for line in body if (row := _columns(line, head, roles, vocabulary))]
    return [
        row
        for line in body
        for cell in cells(line.text)
        if (row := _cell(cell, line.number, vocabulary))
    ]


_TITLE = FIELD + "title"
_NAMES = frozenset(
    {
        "name",
        "title",
        "paper",
        "method",
        "model",
        "work",
        "名称",
        "标题",
        "题目",
        "论文",
        "方法",
        "模型",
        "工作",
        "论文标题",
        "文章",
    }
)
_NOTES = frozenset(
    {
        "note",
        "notes",
        "comment",
        "comments",
        "remark",
        "remarks",
        "key idea",
        "idea",
        "takeaway",
        "takeaways",
        "笔记",
        "备注",
        "说明",
        "评论",
        "内容",
        "主要内容",
        "要点",
    }
)
_KINDS = frozenset(Kind)


def _role(name: str, vocabulary: Vocabulary) -> str:
    """What a column holds: a field, a kind, or an empty string."""
    bare = clean_title(name).casefold()
    if bare in _NAMES:
        return _TITLE
    if bare in _NOTES:
        return Kind.KEY_POINTS
    return vocabulary.topic(bare) or ""


def _columns(
    line: Line, head: Sequence[str], roles: Sequence[str], vocabulary: Vocabulary
) -> Row | None:
    found = cells(line.text)
    facts, title = NOTHING, ""
    blocks: list[tuple[Kind, str, tuple[Point, ...]]] = []
    for name, role, cell in zip(head, roles, found, strict=False):
        if role == _TITLE and not title:
            title = clean_title(cell)
            facts = facts.with_(facts_of_line(cell))
        elif role.startswith(FIELD):
            facts = facts.with_(facts_of_label(Label(role, name, cell)))
        elif role in _KINDS and (points := _points(cell, line.number, vocabulary)):
            blocks.append((Kind(role), clean_title(name), points))
        else:
            facts = facts.with_(facts_of_line(cell))
    return Row(COLUMN_RULE, title, line.number, facts, tuple(blocks)) if title and blocks else None


def _points(cell: str, line: int, vocabulary: Vocabulary) -> tuple[Point, ...]:
    """The statements of a cell: its parts at ``<br>``, those with a sign or marker."""
    return finished(
        (Draft([(line, _bare(part, vocabulary))]) for part in BREAK.split(cell) if part.strip()),
        vocabulary,
    )


def _bare(part: str, vocabulary: Vocabulary) -> str:
    part = (
        without_signs(part, vocabulary).lstrip("•●-*+ \t")
        if not part.lstrip().startswith("**")
        else part.strip()
    )
    marker = number_marker(part)
    return part[len(marker) :].strip()


_NAMED = re.compile(
    r"\*\*([^*]{1,150})\*\*\s*[(（]([^()（）]{2,80}\bet\s+al\.?|[^()（）]{2,80}等)[)）]"
)


def _cell(cell: str, line: int, vocabulary: Vocabulary) -> Row | None:
    """``**Name** (Author et al.) <br> point <br> “Title,” arXiv 2022``."""
    parts = [part.strip() for part in BREAK.split(cell) if part.strip()]
    named = _NAMED.match(parts[0]) if parts else None
    if named is None:
        return None
    facts = Facts(authors=(named.group(2).strip(),))
    said: list[str] = []
    rest = parts[0][named.end() :].strip()
    for part in ([rest] if rest else []) + parts[1:]:
        found = facts_of_line(part)
        facts = facts.with_(found)
        if not found.cited:
            said.append(part)
    points = finished((Draft([(line, _bare(part, vocabulary))]) for part in said), vocabulary)
    return (
        Row(CELL_RULE, named.group(1).strip(), line, facts, ((Kind.KEY_POINTS, "", points),))
        if points
        else None
    )
