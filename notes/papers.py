"""Which places of an outline are papers, and which blocks are theirs.

Decided when the whole note has been read: a place that looks like a title, or shows evidence
(an identifier, authors, a citation), or that the file is named after, wins over one that
merely could be a title.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from notes.metadata import NOTHING, Facts, arxiv_year, iso_date, venue_in, year_in
from notes.model import Block, Kind, Paper, Point
from notes.outline import HEADING, Section
from notes.points import clean
from notes.titles import Strength, clean_title, is_date, names_file, same_letters, shape_strength, short_name

REMARK_RULE = "remark"


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """What a note says of itself outside its text."""

    stem: str
    """The name of the file without suffix."""
    front: Mapping[str, object]
    front_line: int = 1


def papers_of(sections: list[Section], note: NoteFacts) -> tuple[list[Paper], dict[int, Section]]:
    """The papers of a note in order."""
    _weigh(sections)
    own = _note_paper(sections, note)
    busy = _busy_parents(sections)
    owners: dict[int, tuple[Section, list[Block], list[tuple[int, Point]]]] = {}
    for section in sections:
        if not section.blocks and not section.remarks:
            continue
        owner = _owner(section, own, busy)
        if owner is None and section.blocks:
            owner = _fallback(sections, note)
        if owner is None:
            continue
        _, blocks, remarks = owners.setdefault(id(owner), (owner, [], []))
        blocks.extend(section.blocks)
        if _is_sure(owner):
            remarks.extend(section.remarks)
    for section in sections:
        if id(section) not in owners and section.is_candidate and section.strength is Strength.EVIDENCE and section.facts.is_evidence:
            owners[id(section)] = (section, [], [])
    made = [_paper(owner, blocks, remarks, note) for owner, blocks, remarks in owners.values()]
    owner_of = {id(section): section for section, _, _ in owners.values()}
    return sorted((paper for paper in made if paper.blocks or paper.rule != "file-name"), key=lambda p: p.line), owner_of


def _weigh(sections: Iterable[Section]) -> None:
    """Raise the places that show evidence of a paper."""
    for section in sections:
        if section.is_candidate and (section.facts.is_evidence or _is_cited(section)):
            section.strength = Strength.EVIDENCE


def _is_cited(section: Section) -> bool:
    """Whether a citation in the place quotes a title that begins with its heading."""
    name = same_letters(section.text)
    return len(name) > 2 and any(same_letters(title).startswith(name) for title in section.facts.cited)


def _is_sure(section: Section) -> bool:
    return section.strength >= Strength.SHAPE


def _note_paper(sections: list[Section], note: NoteFacts) -> Section | None:
    """The one paper of a note whose file is named after a heading."""
    for section in sections[:50]:
        if section.rule == HEADING and section.is_candidate and section.level <= 2 and names_file(section.text, note.stem):
            return section
    return None


def _busy_parents(sections: Iterable[Section]) -> set[int]:
    """Places with two or more possible titles directly below that hold blocks."""
    children: dict[int, set[int]] = {}
    for section in sections:
        if section.blocks:
            for place in section.around():
                if place.is_candidate and place.parent is not None:
                    outer = next((p for p in place.parent.around() if p.is_candidate), None)
                    if outer is not None:
                        children.setdefault(id(outer), set()).add(id(place))
                    break
    return {outer for outer, inner in children.items() if len(inner) > 1}


def _owner(section: Section, own: Section | None, busy: set[int]) -> Section | None:
    """The paper that the blocks of a place belong to."""
    places = [place for place in section.around() if place.is_candidate]
    sure = next((place for place in places if _is_sure(place)), None)
    if own is not None and (sure is None or sure.strength < Strength.EVIDENCE and sure.rule == HEADING):
        return own
    if sure is not None:
        return sure
    if not places:
        return None
    for inner, outer in zip(places, [*places[1:], None], strict=True):
        if outer is None or id(outer) in busy or _is_labelled(inner, section):
            return inner
    return places[-1]


def _is_labelled(place: Section, section: Section) -> bool:
    """Whether a block stands under a label heading directly below a place."""
    return section is not place and section.parent is place and section.rule == HEADING and section.topic is not None


def _fallback(sections: list[Section], note: NoteFacts) -> Section:
    """A paper for blocks under no possible title: by front matter, else by file name."""
    root = sections[0]
    if root.strength is Strength.NONE:
        title = note.front.get("title")
        if isinstance(title, str) and title.strip() and not is_date(title):
            root.rule, root.text, root.line = "front-matter", clean_title(title), note.front_line
        else:
            root.rule, root.text = "file-name", note.stem or "?"
        root.strength = Strength.WEAK
        root.topic = "note"
    return root


def _paper(section: Section, blocks: list[Block], remarks: list[tuple[int, Point]], note: NoteFacts) -> Paper:
    facts = section.facts
    if not facts.authors and section.rule == "front-matter":
        facts = facts.with_(_front_facts(note.front))
    venue, venue_year = venue_in(section.text) or (None, None)
    title = section.text
    return Paper(
        title=title,
        short=short_name(title),
        line=section.line,
        rule=section.rule,
        heading=_chain(section),
        year=_year(facts, venue_year),
        date=section.date or _front_date(note.front),
        venue=facts.venue or venue,
        authors=facts.authors,
        arxiv_id=facts.arxiv_id,
        doi=facts.doi,
        links=facts.links,
        tags=facts.tags,
        blocks=tuple(sorted([*_merged(blocks), *_remark_block(remarks)], key=lambda block: block.line)),
    )


def _year(facts: Facts, venue_year: int | None) -> int | None:
    if facts.year:
        return facts.year
    if facts.arxiv_id:
        return arxiv_year(facts.arxiv_id)
    return venue_year or (year_in(facts.venue) if facts.venue else None)


def _merged(blocks: list[Block]) -> list[Block]:
    return [block for block in blocks if block.points]


def _remark_block(remarks: list[tuple[int, Point]]) -> list[Block]:
    if not remarks:
        return []
    points = tuple(point for _, point in remarks)
    return [Block(Kind.KEY_POINTS, "", points[0].line, REMARK_RULE, points)]


def _chain(section: Section) -> str:
    above = [place.text for place in section.around() if place is not section and place.text]
    return " > ".join(clean(text) for text in reversed(above))


def _front_facts(front: Mapping[str, object]) -> Facts:
    authors = front.get("authors") or front.get("author")
    names = tuple(str(name) for name in authors) if isinstance(authors, list) else (str(authors),) if authors else ()
    tags = front.get("tags")
    return Facts(authors=names, tags=tuple(str(tag) for tag in tags) if isinstance(tags, list) else ())


def _front_date(front: Mapping[str, object]) -> str | None:
    value = front.get("date") or front.get("created")
    return iso_date(str(value)) if value is not None else None


def strength_of(title: str, topic: str | None) -> Strength:
    """How surely a heading of a known topic, or of none, is a title."""
    return Strength.NONE if topic is not None or is_date(title) else shape_strength(title)


__all__ = ["NOTHING", "NoteFacts", "papers_of", "strength_of"]
