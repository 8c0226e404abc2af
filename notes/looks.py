"""What a line that is neither paper nor label nor point was taken for, for ``paperdeck why``.

Pure. It asks the same questions as the reading, of one line, and answers with the name of a
sentence in the table ``line`` of the messages.
"""

from __future__ import annotations

from collections.abc import Sequence

from notes.blocks import Opening, body, opening
from notes.bodies import BodyReader
from notes.frontmatter import read_front_matter
from notes.hollow import is_hollow, is_only_links
from notes.labels import read_label, whole_label
from notes.lines import HEADING, ITEM, SUMMARY, TEXT, Line, physical_lines, read_lines
from notes.points import clean
from notes.titles import clean_title, is_date
from notes.vocabulary import COLLECTION, DATE, MANUAL, OTHER, SECTION, Vocabulary
from notes.wikilinks import is_only_wikilinks
from notes.wording import wording

say = wording(__package__)


def look_of(text: str, number: int, vocabulary: Vocabulary) -> str:
    """One sentence on line ``number`` of a note's ``text``, for people."""
    physical = physical_lines(text)
    front = read_front_matter(physical)
    if number <= front.end:
        return say("line.front-matter")
    if number > len(physical):
        return say("line.none")
    lines = read_lines(physical, front.end)
    at = next((at for at, line in enumerate(lines) if line.number == number), None)
    if at is None:  # of a comment over several lines only the first is kept
        return say("line.html" if physical[number - 1].strip() else "line.blank")
    return _look(lines, at, vocabulary)


def _look(lines: Sequence[Line], at: int, vocabulary: Vocabulary) -> str:
    line = lines[at]
    if line.shape in (HEADING, SUMMARY):
        opened = opening(lines, at, vocabulary)
        return _heading(line.text, vocabulary) or _opened(lines, at, opened, vocabulary)
    if line.shape not in (TEXT, ITEM):
        return say(f"line.{line.shape.value}")
    if is_only_links(line.text) or is_only_wikilinks(line.text):
        return say("line.links")
    opened = opening(lines, at, vocabulary)
    label = opened.label if opened else read_label(line.text, vocabulary)
    if label is not None and (opened or label.colon):
        return _opened(lines, at, opened or Opening(label, line, ""), vocabulary)
    if is_hollow(clean(line.text), vocabulary):
        return say("line.hollow")
    return _under(lines, at, vocabulary) or say(f"line.{line.shape.value}")


def _under(lines: Sequence[Line], at: int, vocabulary: Vocabulary) -> str:
    """What the heading above, or the label alone on a line, makes of what stands below it."""
    for above in range(at - 1, -1, -1):
        line = lines[above]
        is_heading = line.shape in (HEADING, SUMMARY)
        opened = opening(lines, above, vocabulary) if is_heading or line.shape is TEXT else None
        if not is_heading and (opened is None or opened.label.value):
            continue
        if _topic(line.text, vocabulary) == MANUAL:
            return say("line.under-manual", heading=clean_title(line.text))
        if opened is None or opened.label.field:
            return ""
        key = "line.under-other" if opened.label.topic == OTHER else "line.under-label"
        return say(key, label=opened.label.name, line=line.number)
    return ""


def _topic(text: str, vocabulary: Vocabulary) -> str | None:
    """What a heading is, besides a title or a label."""
    title = clean_title(text)
    topic = DATE if is_date(title) else vocabulary.heading(text)
    if topic is None and vocabulary.is_cover(title):
        topic = COLLECTION
    if topic in (None, SECTION, COLLECTION) and vocabulary.is_manual(title):
        topic = MANUAL
    return topic


def _heading(text: str, vocabulary: Vocabulary) -> str:
    topic = _topic(text, vocabulary)
    if topic in (DATE, SECTION, COLLECTION, MANUAL):
        return say(f"line.heading-{topic}")
    return "" if whole_label(text, vocabulary) else say("line.heading")


def _opened(lines: Sequence[Line], at: int, opened: Opening | None, vocabulary: Vocabulary) -> str:
    """What became of a label that opens no block of a paper."""
    if opened is None:
        return say("line.heading")
    label = opened.label
    if label.field:
        return say("line.fact", name=label.name, field=label.field.replace("_", " "))
    if label.kind is None:
        return say("line.label-other", label=label.name)
    says = opened.rule and _says(lines, at, opened, vocabulary)
    return say("line.label-homeless" if says else "line.label", label=label.name)


def _says(lines: Sequence[Line], at: int, opened: Opening, vocabulary: Vocabulary) -> bool:
    """Whether points stand behind a label, whoever's they are."""
    reader = BodyReader(opened.value, vocabulary, one_paragraph=False)
    for line in body(lines, at + 1, opened, vocabulary):
        if not reader.take(line):
            break
    return bool(reader.points())
