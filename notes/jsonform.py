"""A note as JSON values and back: what ``parse --json`` prints and what a cache keeps.

Keys are only ever added. ``note_from_json(note_to_json(note)) == note``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from notes.model import (
    Block,
    Gap,
    Kind,
    Link,
    Note,
    Paper,
    Point,
    Problem,
    Prompt,
    Severity,
    Unrecognised,
)

Json = dict[str, Any]


def note_to_json(note: Note) -> Json:
    """One element of ``files`` in the document of ``parse --json``."""
    return {
        "path": note.path,
        "encoding": note.encoding,
        "papers": [_paper_to_json(paper) for paper in note.papers],
        "unrecognised": [
            {"line": u.line, "text": u.text, "hint": u.hint} for u in note.unrecognised
        ],
        "problems": [_problem_to_json(problem) for problem in note.problems],
    }


def note_from_json(value: Mapping[str, Any]) -> Note:
    """The note that ``note_to_json`` made ``value`` of. Raises KeyError for a missing key."""
    return Note(
        path=value["path"],
        encoding=value["encoding"],
        papers=tuple(_paper_from_json(paper) for paper in value["papers"]),
        unrecognised=tuple(
            Unrecognised(u["line"], u["text"], u["hint"]) for u in value["unrecognised"]
        ),
        problems=tuple(_problem_from_json(problem) for problem in value["problems"]),
    )


def _paper_to_json(paper: Paper) -> Json:
    return {
        "title": paper.title,
        "short": paper.short,
        "line": paper.line,
        "rule": paper.rule,
        "heading": paper.heading,
        "year": paper.year,
        "date": paper.date,
        "venue": paper.venue,
        "authors": list(paper.authors),
        "arxiv_id": paper.arxiv_id,
        "doi": paper.doi,
        "links": [{"what": link.what, "url": link.url} for link in paper.links],
        "tags": list(paper.tags),
        "blocks": [_block_to_json(block) for block in paper.blocks],
    }


def _paper_from_json(value: Mapping[str, Any]) -> Paper:
    return Paper(
        title=value["title"],
        short=value["short"],
        line=value["line"],
        rule=value["rule"],
        heading=value["heading"],
        year=value["year"],
        date=value["date"],
        venue=value["venue"],
        authors=tuple(value["authors"]),
        arxiv_id=value["arxiv_id"],
        doi=value["doi"],
        links=tuple(Link(link["what"], link["url"]) for link in value["links"]),
        tags=tuple(value["tags"]),
        blocks=tuple(_block_from_json(block) for block in value["blocks"]),
    )


def _block_to_json(block: Block) -> Json:
    return {
        "kind": block.kind.value,
        "label": block.label,
        "line": block.line,
        "rule": block.rule,
        "points": [_point_to_json(point) for point in block.points],
    }


def _block_from_json(value: Mapping[str, Any]) -> Block:
    points = tuple(_point_from_json(point) for point in value["points"])
    return Block(Kind(value["kind"]), value["label"], value["line"], value["rule"], points)


def _point_to_json(point: Point) -> Json:
    """``prompts`` stands only where somebody wrote some."""
    value: Json = {
        "text": point.text,
        "line": point.line,
        "lines": [point.line, point.last_line],
        "images": list(point.images),
    }
    if point.prompts:
        value["prompts"] = [_prompt_to_json(prompt) for prompt in point.prompts]
    return value


def _point_from_json(value: Mapping[str, Any]) -> Point:
    prompts = tuple(_prompt_from_json(prompt) for prompt in value.get("prompts", ()))
    last_line, images = value["lines"][1], tuple(value["images"])
    return Point(value["text"], value["line"], last_line, images, prompts)


def _prompt_to_json(prompt: Prompt) -> Json:
    """A gap in the question is an object, what stands around it are strings."""
    pieces = [
        piece if isinstance(piece, str) else {"answer": piece.answer, "hint": piece.hint}
        for piece in prompt.question
    ]
    return {"question": pieces, "answer": prompt.answer}


def _prompt_from_json(value: Mapping[str, Any]) -> Prompt:
    pieces = (
        piece if isinstance(piece, str) else Gap(piece["answer"], piece["hint"])
        for piece in value["question"]
    )
    return Prompt(tuple(pieces), value["answer"])


def _problem_to_json(problem: Problem) -> Json:
    return {
        "line": problem.line,
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "hint": problem.hint,
    }


def _problem_from_json(value: Mapping[str, Any]) -> Problem:
    severity = Severity(value["severity"])
    return Problem(value["line"], value["code"], severity, value["message"], value["hint"])
