"""A card with all that is shown of it: its question, its paper, its place, its standing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from decks.faces import BLANK_SIGN, Face, Span, SpanKind, blank, markdown, markdown_spans, plain
from decks.han import has_han
from decks.ids import CardId, PaperId, PointId, normalised
from decks.pictures import without_pictures
from decks.recipes.english.lexicon import opens_with_verb
from decks.reviews import Schedule
from decks.subject import CardWarning, Recipe
from notes.model import Kind, Link


class Acceptance(StrEnum):
    """Whether a card may be asked."""

    ACCEPTED = "accepted"
    INBOX = "inbox"
    REJECTED = "rejected"


class Study(StrEnum):
    """Where a paper stands."""

    STUDY = "study"
    SHELF = "shelf"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Paper:
    """One work the notes speak of, in however many places."""

    id: PaperId
    title: str
    short: str
    year: int | None = None
    arxiv_id: str | None = None
    doi: str | None = None
    venue: str | None = None
    authors: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    study: Study = Study.STUDY

    @property
    def name(self) -> str:
        """What the front calls it: ``Lumiere (2024)``, or without the year if none is known.

        Empty for a note that holds cards of no paper: these name their subject themselves.
        """
        return dated(self.short, self.year)


def dated(name: str, year: int | None) -> str:
    """A paper's name with its year behind it, unless there is none or the name says it itself."""
    said = year is None or re.search(rf"(?<!\d){year}(?!\d)", name)
    return name if said or not name else f"{name} ({year})"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a point stands in the notes."""

    root: str
    """Absolute path of the folder of notes."""
    path: str
    """Of the note within it, with ``/``."""
    line: int
    last_line: int
    heading: str
    label: str
    ordinal: int
    """In its block, from 1."""
    count: int
    """Points in its block."""


@dataclass(frozen=True, slots=True)
class Was:
    """How a card read before its note changed the answer."""

    question: Face
    answer: str
    """Markdown."""


@dataclass(frozen=True, slots=True)
class Card:
    """One question with its answer. Edits of the user are in it already."""

    id: CardId
    point: PointId
    recipe: Recipe
    place: int
    question: Face
    """Without the paper's name; see ``front``."""
    answer: str
    """Markdown."""
    warnings: tuple[CardWarning, ...]
    rank: float
    position: int
    anki_note_id: int
    anki_card_id: int
    created_ms: int
    paper: Paper
    kind: Kind
    point_text: str
    """Markdown of the whole point."""
    places: tuple[Place, ...]
    """Where the point stands, the paper's home first."""
    present: bool
    deck: str
    acceptance: Acceptance
    suspended: bool
    buried_until: int | None
    """Logical day."""
    flag: int
    schedule: Schedule
    edited: bool = False
    tags: tuple[str, ...] = field(default=())
    leech: bool = False
    """Forgotten so often that it was marked."""
    kept: bool = False
    """It is asked although its text is in no note."""
    was: Was | None = None
    """How it was asked last, if its note has changed the answer since."""

    @property
    def orphaned(self) -> bool:
        """Whether it rests because its text is in no note."""
        return not (self.present or self.kept)

    @property
    def front(self) -> Face:
        """What is asked: the paper's name, then the question."""
        return named(self.name_on_front, self.question)

    @property
    def name_on_front(self) -> str:
        """The paper's name above the question; empty where it is what is asked for."""
        return "" if self.recipe is Recipe.WHICH_PAPER else self.paper.name

    @property
    def says_all(self) -> bool:
        """Whether front and back are the two sides of the point, so that it adds nothing."""
        if any(span.kind is SpanKind.BLANK for span in self.question):
            return False
        sides = [plain(self.question), plain(self.back)]
        point = normalised(plain(markdown_spans(self.point_text)))
        return point in (normalised(" ".join(sides)), normalised(" ".join(reversed(sides))))

    @property
    def fills_point(self) -> bool:
        """Whether the question with its blanks filled is the point, but for signs and spaces.

        A full stop that a recipe cut does not count.
        """
        filled = plain(markdown_spans(plain(self.question, reveal=True)), reveal=True)
        point = markdown_spans(without_pictures(self.point_text))
        return normalised(filled) == normalised(plain(point))

    @property
    def back(self) -> Face:
        """The answer alone. Title, point and source stand below it wherever it is drawn."""
        return markdown_spans(self.answer)


def named(name: str, question: Face) -> Face:
    """A question with its paper's name, if any, before it, the colon in the question's script.

    Where an English question begins with a verb, as its subject was left out, the name is it.
    """
    if not name:
        return question
    colon = "：" if has_han(plain(question, reveal=True)) else ": "
    told = opens_with_verb(plain(question[:1]))
    return (Span(SpanKind.BOLD, name), Span(SpanKind.TEXT, " " if told else colon), *question)


def editable(question: Face) -> str:
    """A question as Markdown that a person can edit: a blank is ``[...]``."""
    return markdown(question)


def edited_question(text: str, answer: str) -> Face:
    """The question a person typed: its first ``[...]`` hides the answer."""
    before, sign, behind = text.partition(BLANK_SIGN)
    hidden = (blank(answer),) if sign else ()
    return (*markdown_spans(before), *hidden, *markdown_spans(behind))
