"""A point made ready for recipes: its plain text, its shape, sentences and clauses.

The *shape* has the same length as the plain text, but full-width punctuation, one kind of
quote, and place-holders for code, formulas and images, so that patterns see one way of
writing and never cut into what must stay whole. This module proposes no card.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from decks.faces import Face, Span, SpanKind, face, markdown_spans, plain
from decks.han import HAN
from decks.recipes.clauses import Stretch, clauses, depths, sentences
from decks.recipes.words import any_pattern, one_of, pattern, word_set, words
from decks.subject import Subject

CODE_SIGN = "\ue001"
FORMULA_SIGN = "\ue002"
IMAGE_SIGN = "\ue003"
REFERENCE_SIGN = "\ue004"
LONGEST = 2000
"""Characters beyond which a point is an essay: no recipe reads it."""

_SIGNS = {SpanKind.CODE: CODE_SIGN, SpanKind.MATH: FORMULA_SIGN, SpanKind.IMAGE: IMAGE_SIGN}
_SAME = str.maketrans(
    {
        "(": "（",
        ")": "）",
        ";": "；",
        "!": "！",
        "?": "？",
        "「": "“",
        "」": "”",
        "『": "“",
        "』": "”",
        "\t": " ",
        "\u00a0": " ",
        "\u3000": " ",
        "\r": " ",
        "＋": "+",
        "％": "%",
        "～": "~",
        "–": "-",
    }
)
_HAN_COMMA = re.compile(rf"(?<=[{HAN}）”]),|,(?=\s?[{HAN}“（])|,(?=$)")
_COLON = re.compile(r":(?=\s|$)|(?<=[^\x00-\x7f]):|:(?=[^\x00-\x7f])")
_STRAIGHT = re.compile(r'"([^"\n]{1,80})"')
_FOOTNOTE = re.compile(r"[¹²³⁰-⁹]*\s?\[\d{1,3}\]|[¹²³⁰-⁹]+|\[\^\w+\]")
_REFERENCE = re.compile(
    r"\[(?:pdf|ref|cite|p|pp|fig|tab|sec|source|来源|文献|图|表|页)[.:：\s]?[^\[\]]{0,40}\](?:\([^()\s]*\))?"
    r"|[（(](?=[^（）()]{0,60}(?:页|Fig|Tab|Table|Section|Sec\b|Eq|Appendix|附录|§|见图|见表|图\s?\d|表\s?\d))"
    r"[^（）()]*(?:\([^（）()]*\)[^（）()]*)*[）)]",
    re.IGNORECASE,
)
"""Where a writer says where a statement stands in the paper: nothing of the statement."""
_TAIL = re.compile(r"[\s，。；：、,;:.\ue004]+$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a point without the frame it stands in."""

    whole: Stretch
    """Behind labels and frames such as "本文"; without the sign that ends it."""
    clauses: tuple[Stretch, ...]
    """Each without the sign that ends it."""
    trivial: bool
    """It judges the write-up, as reviews do, and says nothing of the work."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A point as recipes see it."""

    subject: Subject
    spans: Face
    text: str
    """Plain text; a card's ``place`` counts its characters."""
    shape: str
    level: tuple[int, ...]
    sentences: tuple[Sentence, ...]

    def cut(self, stretch: Stretch) -> str:
        """The plain text of a stretch."""
        return self.text[stretch.start : stretch.end]

    def form(self, stretch: Stretch) -> str:
        """The shape of a stretch."""
        return self.shape[stretch.start : stretch.end]

    def piece(self, stretch: Stretch) -> Face:
        """The spans of a stretch; code, formulas and images come whole or not at all."""
        found: list[Span] = []
        offset = 0
        for span in self.spans:
            size = len(plain((span,)))
            start, end = max(stretch.start - offset, 0), min(stretch.end - offset, size)
            offset += size
            if start >= end:
                continue
            whole = span.kind in _SIGNS
            found.append(span if whole else Span(span.kind, span.text[start:end]))
        return tuple(_without_footnotes(found))

    def markdown(self, stretch: Stretch) -> str:
        """A stretch as Markdown that reads back as the same text."""
        return "".join(_markdown(span) for span in self.piece(stretch)).strip()

    @property
    def chinese(self) -> bool:
        """Whether the sentences are Chinese: a fifth of the letters is enough."""
        return is_chinese(self.text)


@lru_cache(maxsize=4096)
def is_chinese(text: str) -> bool:
    """Whether a text reads as Chinese, perhaps with many Latin terms."""
    han = len(pattern(f"[{HAN}]").findall(text))
    return han > 0 and 4 * han >= len(pattern("[A-Za-z]+").findall(text))


@lru_cache(maxsize=512)
def statement_of(subject: Subject) -> Statement:
    """Read the Markdown of a point. Of one longer than ``LONGEST`` no sentence is read."""
    spans = markdown_spans(subject.text)
    text = plain(spans)
    if len(text) > LONGEST:
        return Statement(subject, spans, text, text, (), ())
    shape = _shape(spans)
    level = depths(shape)
    found = tuple(_sentence(shape, part, level, subject.short) for part in sentences(shape, level))
    return Statement(subject, spans, text, shape, tuple(level), found)


def _shape(spans: Face) -> str:
    signs = "".join(
        _SIGNS[span.kind] * len(plain((span,))) if span.kind in _SIGNS else span.text
        for span in spans
    )
    signs = _REFERENCE.sub(lambda found: REFERENCE_SIGN * len(found[0]), signs)
    signs = _STRAIGHT.sub(r"“\1”", signs.translate(_SAME))
    return _COLON.sub("：", _HAN_COMMA.sub("，", signs))


def _sentence(shape: str, part: Stretch, level: Sequence[int], short: str) -> Sentence:
    body = shape[part.start : part.end]
    end = part.start + len(_TAIL.sub("", body.rstrip("！？")))
    start = min(_frame_end(shape, part.start, end, short), end)
    trivial = bool(any_pattern("trivial", "sentence").search(body.strip()))
    whole = Stretch(start, end)
    parts = tuple(_bare(shape, clause) for clause in clauses(shape, whole, level))
    return Sentence(whole, parts, trivial)


def _bare(shape: str, clause: Stretch) -> Stretch:
    body = shape[clause.start : clause.end]
    start = clause.start + len(body) - len(body.lstrip())
    return Stretch(start, max(start, clause.start + len(_TAIL.sub("", body))))


def frame_end(statement: Statement, start: int, end: int) -> int:
    """Where a front that is to begin at ``start`` begins, without frame, pronoun and own name."""
    return _frame_end(statement.shape, start, end, statement.subject.short)


def _frame_end(shape: str, start: int, end: int, short: str) -> int:
    """Where the statement proper begins, behind labels, frames, pronouns and own name."""
    for _ in range(6):
        ahead = _frame().match(shape, start, end)
        reached = ahead.end() if ahead else _name_end(shape, start, short)
        if reached == start or end - reached < 2:
            break
        start = reached
    return start


_ORNAMENT = r"[\s\-*•·▪◦►\u2600-\u27bf\U0001f300-\U0001faff\ufe0f]+"


@cache
def _frame() -> re.Pattern[str]:
    marks = rf"{_ORNAMENT}|（?[\d一二三四五]{{1,2}}[）、.](?!\d)\s*|[①-⑳]\s*"
    heads = rf"(?:{one_of('frame', 'labels')}|\w{{0,8}}{one_of('frame', 'label_tails')})"
    label = rf"{heads}\s?(?:（[^（）]{{0,16}}）)?："
    subject = one_of("frame", "subjects") + r"(?=[^的中，、])"
    wordy = "|".join(words("frame", "patterns"))
    return pattern(
        rf"{marks}|{label}|{wordy}|{one_of('frame', 'phrases')}|{subject}", re.IGNORECASE
    )


def _name_end(shape: str, start: int, short: str) -> int:
    """Behind the paper's own name where it is the subject of what follows, else ``start``."""
    end = start + len(short)
    if not short or shape[start:end].casefold() != short.casefold():
        return start
    if pattern(r"[A-Za-z0-9]{2}").match(shape, end - 1):
        return start  # "Ano" is no mention in "Anolog"
    behind = pattern(
        rf"{one_of('frame', 'name_tails')}?[\s，]*(?=[^\s的中、：A-Za-z\-_/（]|[a-z])"
    ).match(shape, end)
    return behind.end() if behind else start


def has_label(text: str) -> bool:
    """Whether a head before a colon is a label, such as 优势 or "Key idea"."""
    bare = text.strip()
    return bare.casefold() in word_set("frame", "labels") or bare.endswith(
        words("frame", "label_tails")
    )


def _without_footnotes(spans: list[Span]) -> list[Span]:
    return [
        Span(span.kind, _REFERENCE.sub("", _FOOTNOTE.sub("", span.text)))
        if span.kind is SpanKind.TEXT
        else span
        for span in spans
    ]


def _markdown(span: Span) -> str:
    if span.kind is SpanKind.CODE:
        fence = "``" if "`" in span.text else "`"
        pad = " " if "`" in span.text else ""
        return f"{fence}{pad}{span.text}{pad}{fence}"
    if span.kind is SpanKind.MATH:
        return f"${span.text}$"
    if span.kind is SpanKind.IMAGE:
        return f"![{span.hint}]({span.text})"
    return escaped(span.text)


def escaped(text: str) -> str:
    """Plain text as Markdown: signs are escaped only where they would be read as marks."""
    if plain(face(text)) == text:
        return text
    return pattern(r"([\\`*_$!\[\]<>&])").sub(r"\\\1", text)
