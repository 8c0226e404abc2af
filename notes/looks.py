"""What a line that is neither paper nor label nor point was taken for, for ``paperdeck why``.

Pure. It asks the same questions as the reading, of one line, and answers with the name of a
sentence in the table ``line`` of the messages.
"""

from __future__ import annotations

from notes.frontmatter import read_front_matter
from notes.hollow import is_hollow, is_only_links
from notes.labels import Label, read_label, whole_label
from notes.lines import HEADING, ITEM, SUMMARY, TEXT, Line, physical_lines, read_lines
from notes.points import clean
from notes.titles import clean_title, is_date
from notes.vocabulary import COLLECTION, DATE, MANUAL, SECTION, Vocabulary
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
    line = next((line for line in read_lines(physical, front.end) if line.number == number), None)
    if line is None:  # of a comment over several lines only the first is kept
        return say("line.html" if physical[number - 1].strip() else "line.blank")
    return _look(line, vocabulary)


def _look(line: Line, vocabulary: Vocabulary) -> str:
    if line.shape in (HEADING, SUMMARY):
        return _heading(line.text, vocabulary)
    if line.shape not in (TEXT, ITEM):
        return say(f"line.{line.shape.value}")
    if is_only_links(line.text):
        return say("line.links")
    label = read_label(line.text, vocabulary) or whole_label(line.text, vocabulary)
    if label is not None and (label.colon or not label.value):
        return _label(label)
    hollow = is_hollow(clean(line.text), vocabulary)
    return say("line.hollow" if hollow else f"line.{line.shape.value}")


def _heading(text: str, vocabulary: Vocabulary) -> str:
    title = clean_title(text)
    topic = DATE if is_date(title) else vocabulary.heading(text)
    if topic is None and vocabulary.is_cover(title):
        topic = COLLECTION
    if topic in (None, SECTION, COLLECTION) and vocabulary.is_manual(title):
        topic = MANUAL
    if topic in (DATE, SECTION, COLLECTION, MANUAL):
        return say(f"line.heading-{topic}")
    label = whole_label(text, vocabulary)
    return _label(label) if label else say("line.heading")


def _label(label: Label) -> str:
    if label.field:
        return say("line.fact", name=label.name, field=label.field.replace("_", " "))
    return say("line.label" if label.kind else "line.label-other", label=label.name)
