"""How surely each place of an outline is a paper, once the whole note has been read.

An identifier, authors or a citation prove it; a heading over several papers, or over the parts
of a program's manual, is none.
"""

from __future__ import annotations

from collections.abc import Sequence

from notes.model import Kind
from notes.notefacts import NoteFacts
from notes.outline import HEADING, SUMMARY, TITLE_FIELD, Section
from notes.titles import Strength, names_file, same_letters, short_name
from notes.vocabulary import COLLECTION, MANUAL, OTHER


def weigh(sections: Sequence[Section], note: NoteFacts) -> None:
    """Raise the places that show evidence of a paper; a heading over two of them is none."""
    below: dict[int, int] = {}
    for section in sections:
        if section.is_candidate and (section.facts.is_evidence or _is_cited(section)):
            section.strength = Strength.EVIDENCE
            if section.rule in (HEADING, SUMMARY):
                _count_above(section, below)
    for section in sections if below else ():
        many = below.get(id(section), 0) > 1
        if (
            many
            and section.strength < Strength.EVIDENCE
            and not names_file(section.text, note.stem)
        ):
            section.topic = COLLECTION


def programs(sections: Sequence[Section]) -> set[int]:
    """Places over two headings of a program's manual: what nothing proves a paper is a program."""
    below: dict[int, int] = {}
    for section in sections:
        for place in section.around() if section.topic == MANUAL else ():
            below[id(place)] = below.get(id(place), 0) + 1
    if not below:
        return set()
    found = {id(place) for place in sections if below.get(id(place), 0) > 1}
    for place in sections:
        if id(place) in found and place.is_candidate and place.strength < Strength.EVIDENCE:
            place.topic = COLLECTION
    return found


LEAST_PARTS = 2
"""So many parts of a paper (method, results, ...) show that a heading above them is its title."""


def titled_paper(sections: Sequence[Section]) -> Section | None:
    """The one paper of a note whose first heading is a title, with the parts of a paper below it.

    What else has the shape of a title in such a note is a heading of the paper's own, unless
    something proves it a paper.
    """
    headings = [section for section in sections if section.rule == HEADING]
    first = headings[0] if headings else None
    if first is None or not _is_sure(first) or any(h.level < first.level for h in headings):
        return None
    if any(section.blocks and _is_in_another(section, first) for section in sections):
        return None
    parts = [section for section in headings if section.topic in _KINDS]
    direct = {part.topic for part in parts if _sure_around(part) in (first, None)}
    # A part on the level of a heading with a title's shape may be that heading's or the note's.
    beside = {part.text for part in parts if _stands_beside(part)}
    unique = len({part.text for part in parts}) == len(parts)
    proven = first.strength is Strength.EVIDENCE and unique
    return first if len(direct) >= LEAST_PARTS or (proven and len(beside) >= LEAST_PARTS) else None


def fielded_paper(sections: Sequence[Section], note: NoteFacts) -> Section | None:
    """The one paper of a note that gives its title as a fact, and is called after it.

    "# RouteNet, explained" over "Paper: RouteNet: Efficient Routing of Widgets" is on that paper,
    whatever the headings of its parts look like.
    """
    fields = [section for section in sections if section.rule == TITLE_FIELD]
    headings = [section for section in sections if section.rule == HEADING]
    if len(fields) != 1 or not headings or any(h.level <= headings[0].level for h in headings[1:]):
        return None
    name = same_letters(short_name(fields[0].text))
    called = name and any(name in same_letters(text) for text in (headings[0].text, note.stem))
    return fields[0] if called else None


_KINDS = frozenset(kind.value for kind in Kind)


def _is_sure(section: Section) -> bool:
    return section.is_candidate and section.strength >= Strength.SHAPE


def _sure_around(section: Section) -> Section | None:
    return next(filter(_is_sure, section.around()), None)


def _stands_beside(part: Section) -> bool:
    """Whether a part is on the level of the likely title that it stands in, or in none."""
    sure = _sure_around(part)
    return sure is None or sure.level in (part.level, 1)


def _is_in_another(section: Section, first: Section) -> bool:
    """Whether a place stands in something that may be a paper beside the first heading."""
    beside = (
        place.is_candidate
        and place is not first
        and (place.level == first.level or place.strength is Strength.EVIDENCE)
        for place in section.around()
        if place.rule == HEADING
    )
    return any(beside)


def _count_above(section: Section, below: dict[int, int]) -> None:
    for place in section.around():
        if place.topic == OTHER:
            return
        if place is not section and place.rule == HEADING:
            below[id(place)] = below.get(id(place), 0) + 1


def _is_cited(section: Section) -> bool:
    """Whether a citation in the place quotes a title that begins with its heading."""
    if not section.facts.cited:
        return False
    name = same_letters(section.text)
    return len(name) > 2 and any(
        same_letters(title).startswith(name) for title in section.facts.cited
    )
