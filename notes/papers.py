"""Which places of an outline are papers, and which blocks are theirs.

Decided when the whole note has been read: a place that looks like a title, or shows evidence
(an identifier, authors, a citation), or that the file is named after, wins over one that
merely could be a title.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from notes.cardtags import without_card_tags
from notes.metadata import Facts, arxiv_year, venue_in, year_in
from notes.model import Block, Kind, Paper, Point, Unrecognised
from notes.notefacts import NoteFacts
from notes.outline import HEADING, Section
from notes.points import clean
from notes.titlelines import TITLE_LINE
from notes.titles import (
    Strength,
    is_date,
    names_file,
    shape_strength,
    short_name,
    speaks_of_paper,
    year_beside,
)
from notes.vocabulary import COLLECTION, DATE, KEY_KINDS, OTHER
from notes.weighing import fielded_paper, programs, titled_paper, weigh
from notes.wording import wording

say = wording(__package__)

REMARK_RULE = "remark"
FRONT_MATTER_RULE = "front-matter"
FILE_NAME_RULE = "file-name"
NOTE_RULE = "note"
"""Of the note itself, where cards stand that somebody wrote under no paper."""
LOOKED_AT = 50
"""The heading that a file is named after stands among so many first places."""
MOST_UNKNOWN_OF_ONE = 3
MOST_UNKNOWN = 10
"""At most so many unrecognised lines are reported for one note."""


@dataclass(slots=True)
class _Owned:
    """What was found to belong to one place that is a paper."""

    owner: Section
    blocks: list[Block] = field(default_factory=list)
    remarks: list[Point] = field(default_factory=list)
    unknown: list[Unrecognised] = field(default_factory=list)
    written: list[tuple[str, Point]] = field(default_factory=list)

    @property
    def is_sure(self) -> bool:
        """Whether blocks of lesser kinds are enough: a document on anything has a summary."""
        if not self.blocks or _is_sure(self.owner):
            return bool(self.blocks)
        least = 2 if self.owner.rule in (FILE_NAME_RULE, FRONT_MATTER_RULE) else 3
        several = len({block.kind for block in self.blocks}) >= least
        return several or (self.owner.rule == FILE_NAME_RULE and speaks_of_paper(self.owner.text))

    @property
    def has_key(self) -> bool:
        return bool(self.remarks) or any(block.kind in KEY_KINDS for block in self.blocks)


def papers_of(
    sections: Sequence[Section], note: NoteFacts
) -> tuple[list[Paper], list[Unrecognised]]:
    """The papers of a note in order, and what looks like a label or a paper and is none."""
    weigh(sections, note)
    manuals = programs(sections)
    homeless: list[Section] = []
    own = (
        fielded_paper(sections, note)
        or _note_paper(sections, note)
        or _front_paper(sections, note)
        or titled_paper(sections)
    )
    busy = _busy_parents(sections)
    untitled = _is_untitled(sections)
    owned: dict[int, _Owned] = {}
    for section in sections:
        if section.blocks or section.remarks or section.unknown:
            owner = _owner(section, own, busy, untitled=untitled)
            if owner is None and section.blocks and id(sections[0]) not in manuals:
                owner = _title_near(sections, section, note) or _fallback(sections[0], note)
                if owner is None:
                    homeless.append(section)
            if owner is not None:
                _give(owned.setdefault(id(owner), _Owned(owner)), section)
    found = [each for each in owned.values() if each.is_sure or each.has_key]
    with_blocks = {id(each.owner) for each in found}
    found += [
        _Owned(section)
        for section in sections
        if section.strength >= Strength.EVIDENCE
        and id(section) not in with_blocks
        and _stands_alone(section)
    ]
    if any(section.written for section in sections):
        found = _with_written(sections, found, own, note)
    alone = len(found) == 1
    papers = sorted(
        (_paper(each, note, alone=alone) for each in found), key=lambda paper: paper.line
    )
    return papers, _unrecognised(sections, owned, homeless)


def _give(owned: _Owned, section: Section) -> None:
    owned.blocks.extend(section.blocks)
    owned.unknown.extend(section.unknown)
    if owned.owner.strength >= Strength.SHAPE:
        owned.remarks.extend(section.remarks)


def _with_written(
    sections: Sequence[Section], found: Sequence[_Owned], own: Section | None, note: NoteFacts
) -> list[_Owned]:
    """Give what was written to be asked to the paper it stands under, else to the note itself.

    Such cards say nothing of where papers are: they make no paper of a heading.
    """
    owners = {id(each.owner): each for each in found}
    elsewhere = own if own is not None and id(own) in owners else _note_itself(sections, note)
    for section in sections:
        if section.written:
            places = (place for place in section.around() if id(place) in owners or _is_sure(place))
            owner = next(places, elsewhere)
            owners.setdefault(id(owner), _Owned(owner)).written.extend(section.written)
    return list(owners.values())


def _is_sure(section: Section) -> bool:
    return section.is_candidate and section.strength >= Strength.SHAPE


def _note_itself(sections: Sequence[Section], note: NoteFacts) -> Section:
    """The note as a place: named by its front matter, its first heading or its file."""
    if note.title:
        return Section(NOTE_RULE, note.title, note.title_line, None)
    for place in sections:
        if place.rule == HEADING and (name := without_card_tags(place.text).strip()):
            return Section(NOTE_RULE, name, place.line, None)
    return Section(NOTE_RULE, note.stem or "?", 1, None)


def _stands_alone(section: Section) -> bool:
    """Whether a place with evidence is a paper even without a block."""
    if not section.is_candidate:
        return False
    if any(place.topic == OTHER for place in section.around()):
        return False  # it is cited: in a list of references, say
    shaped = section.facts.is_evidence and shape_strength(section.text) >= Strength.SHAPE
    return shaped or section.facts.is_proof


def _note_paper(sections: Sequence[Section], note: NoteFacts) -> Section | None:
    """The one paper of a note whose file is named after a heading."""
    first = True
    for section in sections[:LOOKED_AT]:
        if section.rule == HEADING:
            top = section.is_candidate and (first or section.level <= 2)
            if top and names_file(section.text, note.stem):
                return section
            first = False
    return None


def _front_paper(sections: Sequence[Section], note: NoteFacts) -> Section | None:
    """The one paper of a note whose front matter gives its title and not only a blog's.

    The heading that names it is its place, else the note as a whole is.
    """
    if note.strength < Strength.SHAPE or _holds_several(sections):
        return None
    top = [place for place in sections[:LOOKED_AT] if place.rule == HEADING and place.level == 1]
    for place in sections[:LOOKED_AT]:
        alone = top == [place] or names_file(place.text, note.title)
        if place.rule == HEADING and place.is_candidate and alone:
            return place
    _name_root(sections[0], note)
    return sections[0]


def _holds_several(sections: Sequence[Section]) -> bool:
    """Whether blocks stand under several headings of one level that may be titles."""
    outermost = {
        id(places[-1])
        for section in sections
        if section.blocks and (places := [p for p in section.around() if p.is_candidate])
    }
    return len(outermost) > 1


def _is_untitled(sections: Sequence[Section]) -> bool:
    """Whether the first heading is a part of a paper ("Introduction"): then none is its title."""
    first = next((section for section in sections if section.rule == HEADING), None)
    return first is not None and first.topic is not None and first.topic not in (COLLECTION, DATE)


def _busy_parents(sections: Iterable[Section]) -> set[int]:
    """Places with two or more possible titles directly below that hold blocks."""
    children: dict[int, set[int]] = {}
    for section in sections:
        if not section.blocks:
            continue
        places = section.candidates()
        if len(places) > 1:
            inner, outer = places[:2]
            children.setdefault(id(outer), set()).add(id(inner))
    return {outer for outer, inner in children.items() if len(inner) > 1}


# --- owners ------------------------------------------------------------------------------------


def _owner(
    section: Section, own: Section | None, busy: set[int], *, untitled: bool
) -> Section | None:
    """The paper that the blocks of a place belong to; None if no place is its title."""
    places = section.candidates()
    sure = next((place for place in places if place.strength >= Strength.SHAPE), None)
    if own is not None and (sure is None or _is_part_of(own, sure)):
        return own
    if sure is not None:
        return sure
    return None if untitled or not places else _weak_owner(section, places, busy)


def _is_part_of(own: Section, place: Section) -> bool:
    """Whether what looks like a title within a note on one paper is a heading of a part."""
    parts = (HEADING, TITLE_LINE) if own.strength >= Strength.SHAPE else (HEADING,)
    return place.rule in parts and place.strength < Strength.EVIDENCE


def _weak_owner(section: Section, places: Sequence[Section], busy: set[int]) -> Section:
    """Among places that merely could be titles: the outermost that is not a list of papers."""
    for inner, outer in pairwise(places):
        labelled = section.parent is inner and section.rule == HEADING and section.topic is not None
        if id(outer) in busy or labelled:
            return inner
    return places[-1]


def _title_near(sections: Sequence[Section], homeless: Section, note: NoteFacts) -> Section | None:
    """The title of what stands before any heading, or in a part that is in no title's."""
    if homeless is sections[0]:
        return _only_title(sections)
    return None if note.title else _title_above(sections, homeless)


def _only_title(sections: Sequence[Section]) -> Section | None:
    """The one heading that surely is a title, for what stands before any heading."""
    titles = [place for place in sections if place.rule == HEADING and _is_sure(place)]
    return titles[0] if len(titles) == 1 and titles[0].level == 1 else None


def _title_above(sections: Sequence[Section], homeless: Section) -> Section | None:
    """The one heading or line that is proven a paper, for a part that stands below it in none."""
    titles = [
        place
        for place in sections
        if place.rule in (HEADING, TITLE_LINE) and place.strength >= Strength.EVIDENCE
        if place.is_candidate
    ]
    return titles[0] if len(titles) == 1 and titles[0].line < homeless.line else None


def _fallback(root: Section, note: NoteFacts) -> Section | None:
    """A paper for blocks under no possible title: by front matter, else by file name."""
    if root.strength is Strength.NONE:
        if note.title and not is_date(note.title):
            _name_root(root, note)
        elif note.is_named or root.facts.is_evidence:
            root.rule, root.text = FILE_NAME_RULE, note.stem or "?"
            root.strength = Strength.WEAK
        else:
            return None
    return root


def _name_root(root: Section, note: NoteFacts) -> None:
    """Take the title in the front matter for the title of the whole note."""
    root.rule, root.text, root.line = FRONT_MATTER_RULE, note.title, note.title_line
    root.strength = max(Strength.WEAK, note.strength)


def strength_of(title: str, topic: str | None) -> Strength:
    """How surely a heading of a known topic, or of none, is a title."""
    return Strength.NONE if topic is not None else shape_strength(title)


# --- values ------------------------------------------------------------------------------------


def _paper(owned: _Owned, note: NoteFacts, *, alone: bool) -> Paper:
    """The paper of a place; one that is ``alone`` in its note has what the front matter says."""
    section = owned.owner
    facts = section.facts
    if alone or section.rule in (FRONT_MATTER_RULE, FILE_NAME_RULE, NOTE_RULE):
        facts = facts.with_(note.facts)
    blocks = [*owned.blocks, *_remarks(owned.remarks), *_written_blocks(owned.written)]
    venue, venue_year = venue_in(section.text) or (None, None)
    return Paper(
        title=section.text,
        short="" if section.rule == NOTE_RULE else short_name(section.text),
        line=section.line,
        rule=section.rule,
        heading=_chain(section),
        year=_year(facts, venue_year or year_beside(section.text)),
        date=section.date or facts.date or note.facts.date,
        venue=facts.venue or venue,
        authors=facts.authors,
        arxiv_id=facts.arxiv_id,
        doi=facts.doi,
        links=facts.links,
        tags=tuple(dict.fromkeys((*facts.tags, *(note.tags if owned.written else ())))),
        blocks=tuple(sorted(blocks, key=lambda block: block.line)),
    )


def _year(facts: Facts, title_year: int | None) -> int | None:
    if facts.year:
        return facts.year
    if facts.arxiv_id:
        return arxiv_year(facts.arxiv_id)
    return title_year or (year_in(facts.venue) if facts.venue else None)


def _remarks(points: Sequence[Point]) -> list[Block]:
    return (
        [Block(Kind.KEY_POINTS, "", points[0].line, REMARK_RULE, tuple(points))] if points else []
    )


def _written_blocks(written: Sequence[tuple[str, Point]]) -> list[Block]:
    """A block for each way in which points were written."""
    by_rule: dict[str, list[Point]] = {}
    for rule, point in written:
        by_rule.setdefault(rule, []).append(point)
    return [
        Block(Kind.WRITTEN, "", points[0].line, rule, tuple(points))
        for rule, points in by_rule.items()
    ]


def _chain(section: Section) -> str:
    above = [place.text for place in section.around() if place is not section and place.text]
    return " > ".join(clean(text) for text in reversed(above))


def _unrecognised(
    sections: Sequence[Section], owned: Mapping[int, _Owned], homeless: Sequence[Section]
) -> list[Unrecognised]:
    """Labels nobody knows, blocks under no paper, and blockless neighbours of papers."""
    found: dict[str, Unrecognised] = {}
    for each in owned.values():
        if each.unknown and each.owner.strength >= Strength.SHAPE and not each.has_key:
            found.update((unknown.text, unknown) for unknown in each.unknown[:MOST_UNKNOWN_OF_ONE])
    missing = [
        Unrecognised(section.line, section.text, say("unrecognised.paper"))
        for section in _missing(sections, owned)
    ]
    missing += [
        Unrecognised(block.line, block.label, say("unrecognised.no-paper"))
        for section in homeless
        for block in section.blocks
        if block.kind in KEY_KINDS
    ]
    return sorted([*found.values(), *missing], key=lambda each: each.line)[:MOST_UNKNOWN]


def _missing(sections: Sequence[Section], owned: Mapping[int, _Owned]) -> list[Section]:
    """The places that look like papers, next to such as are, and hold nothing."""
    likely = [
        section
        for section in sections
        if section.seen > 1 and section.strength is Strength.SHAPE and section.is_candidate
    ]
    if not likely:
        return []
    holding = {id(place) for s in sections if s.blocks or s.remarks for place in s.around()}
    places = {_place(each.owner) for each in owned.values() if each.has_key}
    return [each for each in likely if id(each) not in holding and _place(each) in places]


def _place(section: Section) -> tuple[str, int, int]:
    """What neighbours share: how they are written and what they stand in."""
    return section.rule, section.level, id(section.parent)
