"""How surely each place of an outline is a paper, once the whole note has been read.

An identifier, authors or a citation prove it; a heading over several papers, or over the parts
of a program's manual, is none.
"""

from __future__ import annotations

from collections.abc import Sequence

from notes.notefacts import NoteFacts
from notes.outline import HEADING, SUMMARY, Section
from notes.titles import Strength, names_file, same_letters
from notes.vocabulary import COLLECTION, MANUAL, OTHER


def weigh(sections: Sequence[Section], note: NoteFacts) -> None:
    """Raise the places that show evidence of a paper; a heading over two of them is none."""
    below: dict[int, int] = {}
    for section in sections:
        if section.is_candidate and (section.facts.is_evidence or _is_cited(section)):
            section.strength = Strength.EVIDENCE
            if section.rule in (HEADING, SUMMARY):
                _count_above(section, below)
    for section in sections:
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
    found = {id(place) for place in sections if below.get(id(place), 0) > 1}
    for place in sections:
        if id(place) in found and place.is_candidate and place.strength < Strength.EVIDENCE:
            place.topic = COLLECTION
    return found


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
