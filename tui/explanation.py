"""The answer of ``paperdeck why``, as lines for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from decks.cards import Acceptance, Card, Study
from decks.days import Moment
from decks.faces import plain
from decks.quality import worded
from decks.status import status_of
from notes.model import Block, Paper
from notes.wording import wording
from tui.card_json import card_json
from tui.found_line import FoundLine, TakenFor
from tui.printable import one_line
from tui.wording import say

Json = dict[str, Any]

say_of_notes = wording("notes")


@dataclass(frozen=True, slots=True)
class Made:
    """The cards that a collection made of a point."""

    cards: tuple[Card, ...]
    moment: Moment
    standing: Study | None
    """Where its paper stands; None for a point that no build has met."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A line, what it was taken for, and what was made of it."""

    path: str
    line: int
    found: FoundLine
    look: str
    """One sentence on what the line is, if it is none of these."""
    makes_cards: bool
    """Whether blocks of its kind become cards."""
    made: Made | None
    """None where nothing was built yet."""

    @property
    def place(self) -> str:
        """``file:line``."""
        return f"{self.path}:{self.line}"


def explanation_json(explanation: Explanation) -> Json:
    """The document of ``why --json``."""
    found, made = explanation.found, explanation.made
    point = found.point
    return {
        "version": 1,
        "file": explanation.path,
        "line": explanation.line,
        "taken_for": found.taken_for.value,
        "look": explanation.look,
        "paper": _paper_json(found.paper),
        "block": _block_json(found.block),
        "point": point
        and {"text": point.text, "lines": [point.line, point.last_line], "ordinal": found.ordinal},
        "beside": [other.text for other in found.points if other is not point],
        "unrecognised": found.unrecognised
        and {"text": found.unrecognised.text, "hint": found.unrecognised.hint},
        "problems": [
            {"code": p.code, "message": p.message, "hint": p.hint} for p in found.problems
        ],
        "makes_cards": explanation.makes_cards,
        "standing": made.standing.value if made and made.standing else None,
        "cards": [card_json(card, made.moment) for card in made.cards] if made else [],
    }


def explanation_lines(explanation: Explanation) -> Iterator[str]:
    """The same for people."""
    found = explanation.found
    yield _head(explanation)
    yield from _beside_lines(found)
    if found.block:
        yield from _block_lines(found.block)
    yield from _paper_lines(found)
    if found.unrecognised:
        yield say("why.hint", hint=one_line(found.unrecognised.hint))
    for problem in found.problems:
        yield say("why.problem", message=one_line(problem.message), hint=problem.hint).rstrip()
    if found.taken_for is TakenFor.POINT:
        yield from _made_lines(explanation)


def _head(explanation: Explanation) -> str:
    found, place = explanation.found, one_line(explanation.place)
    values: Json = {"place": place, "look": one_line(explanation.look)}
    if found.point and found.block:
        text = one_line(found.point.text)
        values |= {"ordinal": found.ordinal, "count": len(found.block.points), "text": text}
    elif found.block:
        kind = say(f"kind.{found.block.kind.value}")
        label = one_line(found.block.label)
        values |= {"kind": kind, "label": label, "count": len(found.block.points)}
    elif found.unrecognised:
        values |= {"text": one_line(found.unrecognised.text)}
    elif found.paper:
        values |= {"title": one_line(found.paper.title)}
    return say(f"why.{found.taken_for.value}", **values)


def _beside_lines(found: FoundLine) -> Iterator[str]:
    """The other points on the line."""
    for point in found.points:
        if found.block and point is not found.point:
            ordinal = found.block.points.index(point) + 1
            yield say("why.beside", ordinal=ordinal, text=one_line(point.text))


def _block_lines(block: Block) -> Iterator[str]:
    kind = say(f"kind.{block.kind.value}")
    key = "why.block" if block.label else "why.block_unlabelled"
    yield say(key, kind=kind, label=one_line(block.label), line=block.line)
    yield say("why.block_rule", rule=say_of_notes(f"rule.{block.rule}"))


def _paper_lines(found: FoundLine) -> Iterator[str]:
    paper = found.paper
    if paper is None:
        yield say("why.no_paper")
        return
    inside = found.block is not None or found.taken_for is TakenFor.PAPER
    if found.taken_for is not TakenFor.PAPER:
        key = "why.of_paper" if inside else "why.nearest"
        yield say(key, title=one_line(paper.title), line=paper.line)
    if inside:
        yield say("why.paper_rule", rule=say_of_notes(f"rule.{paper.rule}"))


def _made_lines(explanation: Explanation) -> Iterator[str]:
    made = explanation.made
    if not explanation.makes_cards:
        yield say("why.not_a_kind")
    elif made is None:
        yield say("why.not_built")
    elif made.standing in (Study.SHELF, Study.ASIDE):
        yield say(f"why.{made.standing.value}")
    elif not made.cards:
        yield say("why.no_cards")
    if made is not None:
        for card in made.cards:
            yield from _card_lines(card, made.moment)


def _card_lines(card: Card, moment: Moment) -> Iterator[str]:
    front = one_line(plain(card.front))
    status = status_of(card, moment.day).value
    yield say("why.card", recipe=card.recipe.value, status=status, front=front)
    yield say("why.answer", answer=one_line(plain(card.back, reveal=True)))
    if card.acceptance is not Acceptance.ACCEPTED:
        for warning in card.warnings:
            yield say("why.warning", warning=one_line(worded(warning)))


def _paper_json(paper: Paper | None) -> Json | None:
    if paper is None:
        return None
    return {
        "title": paper.title,
        "short": paper.short,
        "line": paper.line,
        "rule": paper.rule,
    }


def _block_json(block: Block | None) -> Json | None:
    if block is None:
        return None
    return {
        "kind": block.kind.value,
        "label": block.label,
        "line": block.line,
        "rule": block.rule,
        "points": len(block.points),
    }
