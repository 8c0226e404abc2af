"""The points that stand in the notes now, each once, with every place where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from decks.cards import Place
from decks.ids import PaperId, normalised
from decks.languages import language_of
from decks.papers import Mention, recognised, same_papers
from decks.parts import parts
from decks.pictures import with_pictures
from notes.model import Block, Kind, Note, Point, Prompt
from notes.model import Paper as Entry
from notes.papers import NOTE_RULE


@dataclass(frozen=True, slots=True)
class ReadNote:
    """A note with the root it was read in."""

    root: str
    note: Note


@dataclass(frozen=True, slots=True)
class FoundPoint:
    """A point as it stands in the notes now."""

    paper: PaperId
    """The merged paper."""
    member: PaperId
    """The paper as written at its first place; it stays when the merged paper comes apart."""
    title: str
    """Of its paper, as written at its first place."""
    kind: Kind
    text: str
    number: int
    """Among equals at one place, from 0."""
    places: tuple[Place, ...]
    previous: str
    """The point before it in its block."""
    prompts: tuple[Prompt, ...] = ()
    """What its writer wants asked of it."""
    innovation: str = ""
    """The innovation block it stands in first; empty in blocks of other kinds."""
    languages: frozenset[str] = frozenset()
    """Those of its places."""

    @property
    def key(self) -> str:
        """What makes two texts the same text."""
        return normalised(self.text)


@dataclass(frozen=True, slots=True)
class FoundPaper:
    """A paper as the notes speak of it now."""

    id: PaperId
    members: tuple[PaperId, ...]
    """Birth ids of everything that is this paper, its own included."""
    entries: tuple[tuple[ReadNote, Entry], ...]
    """Where it stands, in reading order."""
    was: PaperId | None = None
    """What it was in the last build, if its title has changed since."""

    @property
    def shown(self) -> Entry:
        """What its places say together: the fullest title, each fact where it stands first."""
        entries = [entry for _, entry in self.entries]
        full = next((e for read, e in self.entries if not mention_of(read, e).is_bare), entries[0])
        facts: dict[str, Any] = {
            name: next((value for e in entries if (value := getattr(e, name))), None)
            for name in ("year", "arxiv_id", "doi", "venue")
        }
        return replace(
            full,
            authors=next((e.authors for e in entries if e.authors), ()),
            links=tuple(dict.fromkeys(link for e in entries for link in e.links)),
            tags=tuple(dict.fromkeys(tag for e in entries for tag in e.tags)),
            **facts,
        )


@dataclass(frozen=True, slots=True)
class KnownPaper:
    """A paper the store has met."""

    id: PaperId
    mention: Mention
    created_ms: int
    holder: PaperId | None = None
    """The paper that it was united with in the last build, or whose former title it is."""


def find_papers(notes: Iterable[ReadNote], known: Sequence[KnownPaper]) -> list[FoundPaper]:
    """The papers of the notes, those that are one united, in reading order.

    A united paper keeps the id of the member that the store has known longest.
    """
    entries = [(read, entry) for read in notes for entry in read.note.papers if entry.blocks]
    mentions = [mention_of(read, entry) for read, entry in entries]
    groups: dict[int, list[int]] = {}
    for index, first in enumerate(same_papers(mentions)):
        groups.setdefault(first, []).append(index)
    united = [[mentions[index] for index in indexes] for indexes in groups.values()]
    met: list[list[KnownPaper]] = [[] for _ in united]
    gone: list[KnownPaper] = []
    for paper, now in zip(known, recognised([k.mention for k in known], united), strict=True):
        (gone if now is None else met[now]).append(paper)
    papers = [
        _paper([mention.id for mention in group], earlier, [entries[index] for index in indexes])
        for group, earlier, indexes in zip(united, met, groups.values(), strict=True)
    ]
    return _with_former(papers, gone)


def _with_former(papers: Iterable[FoundPaper], gone: Iterable[KnownPaper]) -> list[FoundPaper]:
    """The papers with their former titles, so that what was decided under those holds on."""
    former: dict[PaperId, list[PaperId]] = {}
    for paper in gone:
        if paper.holder:
            former.setdefault(paper.holder, []).append(paper.id)
    return [
        replace(paper, members=(*paper.members, *former[paper.id])) if paper.id in former else paper
        for paper in papers
    ]


def _paper(
    born: Sequence[PaperId], met: Sequence[KnownPaper], entries: Sequence[tuple[ReadNote, Entry]]
) -> FoundPaper:
    # Of those first met together the one that stands first: it gave the id that they got then.
    order = {member: place for place, member in enumerate(dict.fromkeys(born))}
    oldest = min(met, key=lambda p: (p.created_ms, order.get(p.id, len(order)), p.id), default=None)
    members = dict.fromkeys([*born, *(paper.id for paper in met)])
    return FoundPaper(oldest.id if oldest else born[0], tuple(members), tuple(entries))


def mention_of(read: ReadNote, entry: Entry) -> Mention:
    """What an entry says of its paper's identity."""
    if entry.rule == NOTE_RULE:
        return Mention(entry.title, entry.short, note=read.note.path)
    return Mention(entry.title, entry.short, entry.arxiv_id, entry.doi)


def find_points(papers: Iterable[FoundPaper], kinds: frozenset[Kind]) -> list[FoundPoint]:
    """The points of the kinds that become cards; the same text in two places of a paper is one."""
    found: dict[tuple[str, ...], FoundPoint] = {}
    for paper in papers:
        for read, entry in paper.entries:
            for point in _points_of(paper.id, read, entry, kinds):
                key = (point.paper, point.kind, point.key, str(point.number))
                first = found.setdefault(key, point)
                if first is not point:
                    asked = tuple(dict.fromkeys(first.prompts + point.prompts))
                    found[key] = replace(
                        first, places=first.places + point.places, prompts=asked,
                        languages=first.languages | point.languages,
                    )  # fmt: skip
    return list(found.values())


def _points_of(
    paper: PaperId, read: ReadNote, entry: Entry, kinds: frozenset[Kind]
) -> Iterable[FoundPoint]:
    equals: Counter[tuple[str, str]] = Counter()
    heading = f"{entry.heading} > {entry.title}" if entry.heading else entry.title
    blocks = [block for block in entry.blocks if block.kind in kinds]
    language = language_of(point.text for block in blocks for point in block.points)
    for block in blocks:
        previous = ""
        statements = list(_statements(block))
        innovation = ""
        if block.kind is Kind.CORE_INNOVATION:
            innovation = f"{read.root}/{read.note.path}:{block.line}"
        for ordinal, point in enumerate(statements, 1):
            same = (block.kind.value, normalised(point.text))
            place = Place(
                read.root, read.note.path, point.line, point.last_line, heading,
                block.label, ordinal, len(statements),
            )  # fmt: skip
            yield FoundPoint(
                paper, mention_of(read, entry).id, entry.title, block.kind,
                with_pictures(point.text, point.images), equals[same], (place,), previous,
                point.prompts, innovation, frozenset([language]),
            )  # fmt: skip
            equals[same] += 1
            previous = point.text


def _statements(block: Block) -> Iterable[Point]:
    """The points of a block; a long one of an innovation block comes as its parts."""
    for point in block.points:
        if block.kind is not Kind.CORE_INNOVATION or point.prompts:
            yield point
        else:
            yield from (point._replace(text=part) for part in parts(point.text))
