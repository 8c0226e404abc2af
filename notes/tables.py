"""Papers in tables: a row each by named columns, cells that name a work, rows with labels.

Pure: rows of a table in, found papers with their points out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from notes.enumerations import enumeration, spread
from notes.labels import Label, read_label
from notes.lines import Line, is_delimiter
from notes.markers import number_marker
from notes.metadata import NOTHING, Facts, facts_of_label, facts_of_line
from notes.model import Kind, Point
from notes.points import Draft, finished, without_signs
from notes.tags import BREAK
from notes.titles import Strength, clean_title, shape_strength
from notes.vocabulary import FIELD, KEY_KINDS, NOTE_COLUMN, PAPER_COLUMN, WORK_COLUMN, Vocabulary

CELL_RULE, COLUMN_RULE, ROW_RULE = "table-cell", "table-column", "table-row"

CellBlock = tuple[Kind, str, tuple[Point, ...]]
"""Kind, label and points."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a row of a table says of a paper."""

    rule: str
    title: str
    """Empty where the row is about the paper that the table stands under."""
    line: int
    facts: Facts
    blocks: tuple[CellBlock, ...]


_CELL = re.compile(r"(?<!\\)\|")


def cells(text: str) -> list[str]:
    """The cells of a row, without the outer bars."""
    text = text.strip()
    parts = [part.strip() for part in (_CELL.split(text) if "\\|" in text else text.split("|"))]
    if parts and not parts[0]:
        parts = parts[1:]
    if parts and not parts[-1]:
        parts = parts[:-1]
    return parts


def read_table(rows: Sequence[Line], vocabulary: Vocabulary) -> list[Row]:
    """The papers of one table, and what it says of the paper it stands under."""
    has_head = len(rows) > 1 and is_delimiter(rows[1].text)
    everything = [rows[0], *rows[2:]] if has_head else rows
    if about := _about(everything, vocabulary):
        return about
    if has_head and (columns := _Columns(cells(rows[0].text), vocabulary)).name_papers:
        return [row for line in rows[2:] if (row := columns.row(line))]
    return [row for line in everything for row in _named(line, vocabulary)]


# --- named columns -----------------------------------------------------------------------------


class _Columns:
    """The head of a table: what each column holds."""

    def __init__(self, head: Sequence[str], vocabulary: Vocabulary) -> None:
        self.head = head
        self.vocabulary = vocabulary
        self.roles = [_role(name, vocabulary) for name in head]

    @property
    def name_papers(self) -> bool:
        """Whether a column names works and another one says something of them."""
        said = any(role in KEY_KINDS or role == NOTE_COLUMN for role in self.roles)
        return (WORK_COLUMN in self.roles and said) or PAPER_COLUMN in self.roles

    @property
    def are_of_papers(self) -> bool:
        """Whether the columns are such as only papers have: else a row must show evidence."""
        return PAPER_COLUMN in self.roles or not _OF_PAPERS.isdisjoint(self.roles)

    def row(self, line: Line) -> Row | None:
        title, facts = "", NOTHING
        blocks: list[CellBlock] = []
        for name, role, cell in zip(self.head, self.roles, cells(line.text), strict=False):
            names = role in (PAPER_COLUMN, WORK_COLUMN) and not title
            if names and (entry := _cell(cell, line.number, self.vocabulary)):
                title, facts = entry.title, facts.with_(entry.facts)
                blocks += entry.blocks
                continue
            if names:
                title = clean_title(BREAK.split(cell)[0])
                facts = facts.with_(facts_of_line(cell))
            elif role.startswith(FIELD):
                facts = facts.with_(facts_of_label(Label(role, name, cell)))
            else:
                facts = facts.with_(facts_of_line(cell))
            kind = Kind.KEY_POINTS if role == NOTE_COLUMN else _kind(role)
            blocks += _blocks(_parts(cell), line.number, self.vocabulary, kind, clean_title(name))
        strength = shape_strength(title)
        sure = self.are_of_papers or facts.is_evidence or strength >= Strength.SHAPE
        if strength is Strength.NONE or not blocks or not sure:
            return None
        return Row(COLUMN_RULE, title, line.number, facts, tuple(blocks))


_OF_PAPERS = frozenset(FIELD + name for name in ("year", "venue", "authors", "arxiv_id", "doi"))
_KINDS = frozenset(Kind)


def _role(name: str, vocabulary: Vocabulary) -> str:
    """What a column holds: a field, a kind, a name, notes, or an empty string."""
    bare = clean_title(name)
    return vocabulary.column(bare) or vocabulary.topic(bare) or ""


def _kind(role: str | None) -> Kind | None:
    return Kind(role) if role in _KINDS else None


# --- rows that open with labels ----------------------------------------------------------------


def _about(rows: Sequence[Line], vocabulary: Vocabulary) -> list[Row]:
    """The facts and blocks of a table of two columns whose rows open with labels."""
    pairs = [(line, cells(line.text)) for line in rows]
    known = [
        (line, Label(topic, clean_title(pair[0]), pair[1]))
        for line, pair in pairs
        if len(pair) == 2 and (topic := vocabulary.topic(clean_title(pair[0])))
    ]
    if len(known) < 2 or 2 * len(known) < len(rows):
        return []
    title = next((clean_title(label.value) for _, label in known if label.field == "title"), "")
    return [_fact(line, label, title, vocabulary) for line, label in known]


def _fact(line: Line, label: Label, title: str, vocabulary: Vocabulary) -> Row:
    facts = facts_of_label(label) if label.field else NOTHING
    blocks = _blocks(_parts(label.value), line.number, vocabulary, label.kind, label.name)
    return Row(ROW_RULE, title, line.number, facts, tuple(blocks))


# --- cells that name a work --------------------------------------------------------------------

_NAMED = re.compile(
    r"\*\*([^*]{1,150})\*\*\s*[(（]([^()（）]{2,80}\bet\s+al\.?|[^()（）]{2,80}等)[)）]"
)


def _named(line: Line, vocabulary: Vocabulary) -> Iterator[Row]:
    """The works that the cells of a row name, or that stand beside labelled points."""
    before = _Before(vocabulary)
    for cell in cells(line.text):
        row = _cell(cell, line.number, vocabulary)
        if row := row or _labelled(cell, before, line.number, vocabulary):
            yield row
        before.cells.append(cell)


class _Before:
    """The cells before one, looked through for a name only where a name is missing."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.cells: list[str] = []
        self.found = ""

    def name(self) -> str:
        """The last name of a work among the cells; empty if there is none."""
        for cell in self.cells:
            self.found = _name(cell, self.vocabulary) or self.found
        self.cells.clear()
        return self.found


def _cell(cell: str, line: int, vocabulary: Vocabulary) -> Row | None:
    """``**Name** (Author et al.) <br> point <br> “Title,” arXiv 2022``."""
    parts = _parts(cell)
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
    blocks = _blocks(said, line, vocabulary, Kind.KEY_POINTS, "")
    return Row(CELL_RULE, named.group(1).strip(), line, facts, tuple(blocks)) if blocks else None


def _labelled(cell: str, before: _Before, line: int, vocabulary: Vocabulary) -> Row | None:
    """``**Name** <br> Key highlights: <br> ● point``; the name may stand in a cell before it."""
    if not _MAY_LABEL.search(cell):
        return None
    blocks = _blocks(_parts(cell), line, vocabulary, None, "")
    if not any(kind in KEY_KINDS for kind, _, _ in blocks):
        return None
    title = _name(_parts(cell)[0], vocabulary) or before.name()
    return Row(CELL_RULE, title, line, facts_of_line(cell), tuple(blocks))


_MAY_LABEL = re.compile(r"[:：*_`<【「]")
"""What a label in a cell ends or begins with."""
LONGEST_NAME = 150


def _name(cell: str, vocabulary: Vocabulary) -> str:
    """The name of a work that a cell holds and nothing else, or an empty string."""
    title = clean_title(cell) if len(cell) <= 2 * LONGEST_NAME else ""
    is_name = len(title) <= LONGEST_NAME and shape_strength(title) > Strength.NONE
    is_label = read_label(cell, vocabulary) or vocabulary.topic(title)
    return title if is_name and not is_label else ""


# --- what a cell says --------------------------------------------------------------------------


def _parts(cell: str) -> list[str]:
    if "<" not in cell:
        return [cell] if cell else []
    return [part.strip() for part in BREAK.split(cell) if part.strip()]


def _blocks(
    parts: Iterable[str], line: int, vocabulary: Vocabulary, kind: Kind | None, name: str
) -> list[CellBlock]:
    """The blocks of a cell by its parts: under the labels in it, before these under its own."""
    opened: list[tuple[Kind | None, str, list[Draft]]] = [(kind, name, [])]
    for part in parts:
        label = read_label(part, vocabulary)
        if label and label.colon and not label.field:
            opened.append((label.kind, label.name, []))
        said = label.value if label and label.colon and not label.field else part
        if said:
            opened[-1][2].append(Draft([(line, _bare(said, vocabulary))]))
    return [
        (kind, name, points)
        for kind, name, drafts in opened
        if kind and (points := finished(spread(drafts), vocabulary))
    ]


def _bare(part: str, vocabulary: Vocabulary) -> str:
    if not part.startswith("**"):
        part = without_signs(part, vocabulary).lstrip("•●-*+ \t")
    if (marker := number_marker(part)) and not enumeration(part):
        part = part[len(marker) :]
    part = part.strip()
    return part.rstrip("；;")
