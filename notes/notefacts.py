"""What a note says of itself outside its text: in its front matter and by the name of its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from notes.frontmatter import FrontMatter
from notes.labels import Label
from notes.metadata import NOTHING, Facts, facts_of_label
from notes.titles import Strength, clean_title, is_date, shape_strength
from notes.vocabulary import COLLECTION, FIELD, SECTION, Vocabulary


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """What is known of a note before its text is looked at."""

    stem: str
    """The name of the file without suffix, or of its folder."""
    title: str = ""
    """In the front matter, cleaned; empty where there is none."""
    title_line: int = 1
    strength: Strength = Strength.NONE
    """How surely that title is the one of a paper the whole note is about."""
    facts: Facts = NOTHING
    is_named: bool = True
    """Whether the name of the file may be a paper's: neither a date nor "README"."""
    tags: tuple[str, ...] = ()
    """Those that say of the whole note that cards are written in it."""


def note_facts(
    path: str, front: FrontMatter, vocabulary: Vocabulary, tags: tuple[str, ...] = ()
) -> NoteFacts:
    """The facts of the note at ``path``."""
    stem = _stem(PurePosixPath(path), vocabulary)
    written = front.values.get("title")
    title = clean_title(written) if isinstance(written, str) else ""
    facts = _facts(front.values, vocabulary)
    return NoteFacts(
        stem,
        title,
        front.lines.get("title", front.line),
        _strength(title, facts, vocabulary),
        facts,
        not (is_date(stem) or vocabulary.heading(stem) == COLLECTION),
        tags,
    )


def _stem(path: PurePosixPath, vocabulary: Vocabulary) -> str:
    """What a note is called: its file, or the folder of one that is only called "notes"."""
    named = not path.parent.name or vocabulary.heading(path.stem) != SECTION
    return path.stem if named else path.parent.name


def _strength(title: str, facts: Facts, vocabulary: Vocabulary) -> Strength:
    if not title or is_date(title) or vocabulary.heading(title) or vocabulary.is_cover(title):
        return Strength.NONE
    return Strength.EVIDENCE if facts.is_evidence else shape_strength(title)


def _facts(front: Mapping[str, object], vocabulary: Vocabulary) -> Facts:
    """The values behind the labels that a paper's facts have anywhere in a note."""
    facts = NOTHING
    for key, value in front.items():
        topic = vocabulary.topic(key.replace("_", " ")) or ""
        if topic.startswith(FIELD) and topic not in _NOT_HERE and key != "author":
            facts = facts.with_(facts_of_label(Label(topic, key, ", ".join(_texts(value)))))
    author = front.get("author")  # of a blog's page, unless there is more that papers have
    if author and not facts.authors and (facts.is_evidence or facts.venue):
        facts = facts.with_(facts_of_label(Label(FIELD + "authors", "", ", ".join(_texts(author)))))
    return facts


_NOT_HERE = frozenset({FIELD + "title", FIELD + "affiliation"})


def _texts(value: object) -> Iterable[str]:
    """The texts of a value or of a list of values."""
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    return [str(value)] if isinstance(value, (str, int, float, date)) else []
