"""What a recipe is told about the point it makes cards from, and what it proposes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from decks.faces import Face
from notes.model import Kind, Prompt

RECIPES_VERSION = 4
"""Raised whenever a recipe or a check changes, so that builds look at the points again."""


class Recipe(StrEnum):
    """A way to make a card. The value is stored with every card: never rename one."""

    MEANS_PURPOSE = "means-purpose"
    TERM_CLOZE = "term-cloze"
    NUMBER_CLOZE = "number-cloze"
    DEFINITION = "definition"
    LIST_ITEM = "list-item"
    COMPARISON = "comparison"
    WHICH_PAPER = "which-paper"
    """The answer is the paper's name, which the front does not show."""
    CUED_RECALL = "cued-recall"
    """The whole point behind a cue. Never accepted without asking."""
    WRITTEN = "written"
    """What somebody wrote into the note as a card. Always accepted, and never limited."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A point with what surrounds it: all that a recipe may look at."""

    text: str
    """The point as Markdown, on one line."""
    kind: Kind
    label: str
    """Of its block, as written."""
    title: str
    """Of its paper, in full."""
    short: str
    """What the front calls the paper."""
    year: int | None
    ordinal: int
    """Place in its block, from 1."""
    count: int
    """Points in its block."""
    previous: str = ""
    """The point before it in its block, or nothing."""
    prompts: tuple[Prompt, ...] = ()
    """What its writer wants asked of it."""


@dataclass(frozen=True, slots=True)
class CardWarning:
    """What is wrong with a card."""

    code: str
    """``answer-on-front``, ``generic-blank``, ``too-long`` ... A key of the messages."""
    detail: str = ""
    """The words that show it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A card that a recipe proposes."""

    recipe: Recipe
    question: Face
    """The front without the paper's name, which is put before it when it is drawn."""
    answer: str
    """What the learner is to say, as Markdown."""
    place: int
    """Where in the point's plain text the hidden part begins: tells blanks of one recipe apart."""
    rank: float
    """How good the recipe thinks it is, 0 to 1."""
    warnings: tuple[CardWarning, ...] = ()
