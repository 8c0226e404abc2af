"""Whether a text is a label, and what stands behind its colon.

Only the form is looked at here; what a label means is the vocabulary's.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from notes.markers import number_marker
from notes.model import Kind
from notes.vocabulary import FIELD, KEY_KINDS, LONGEST_LABEL, OTHER, Vocabulary

_KIND_OF = {kind.value: kind for kind in Kind}


class Label(NamedTuple):
    """A label as found at the beginning or the end of a text."""

    topic: str
    """A kind's value, ``other`` or ``field:...``."""
    name: str
    """As written, without decoration."""
    value: str
    """What follows it on its line, as written; empty if nothing does."""
    bold: bool = False
    colon: bool = False

    @property
    def kind(self) -> Kind | None:
        """The kind of block it opens; None for a fact or a label that opens none."""
        return _KIND_OF.get(self.topic)

    @property
    def is_key(self) -> bool:
        """Whether it opens one of the two kinds that become cards by default."""
        return self.topic in KEY_KINDS

    @property
    def field(self) -> str:
        """The fact it stands for (``authors``, ``year``, ...), or an empty string."""
        return self.topic[len(FIELD) :] if self.topic.startswith(FIELD) else ""


class Split(NamedTuple):
    """A text taken apart at a bold beginning or a colon."""

    name: str
    value: str
    bold: bool
    colon: bool


_COLON = re.compile(r"[:：](?!//)")
_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3}|<(?:b|strong|u|em|i|mark)>|[【「]|`)")
_EMPHATIC = frozenset("*_<【「`")
_CLOSERS = {
    "【": "】",
    "「": "」",
    "<b>": "</b>",
    "<strong>": "</strong>",
    "<u>": "</u>",
    "<em>": "</em>",
    "<i>": "</i>",
    "<mark>": "</mark>",
}
_KEPT = 500
"""So many lines are remembered taken apart: each is looked at by several rules in turn."""
_LEAD = " \t\u3000#>"
_EDGE = " \t\u3000*_`"
_AROUND = _LEAD + _EDGE


@lru_cache(_KEPT)
def split(text: str) -> Split | None:
    """Take ``text`` apart where a label could end; None if no label could begin it."""
    if text[:1].isalnum():
        if ":" not in text and "：" not in text:
            return None
        start = 0
    else:
        text = text.lstrip(_LEAD)
        start = _first_letter(text) if text[:1] > "\u2000" and not text[0].isalnum() else 0
    head = text[start : start + 4 * LONGEST_LABEL]
    opening = _EMPHASIS.match(head) if head[:1] in _EMPHATIC else None
    if opening:
        found = _bold(head, opening.group(), text[start:])
        if found:
            return found
    colon = _COLON.search(head, 0, LONGEST_LABEL + 1)
    if not colon:
        return None
    return Split(
        head[: colon.start()].strip(_EDGE),
        text[start + colon.end() :].lstrip(_EDGE + ":"),
        False,
        True,
    )


def _first_letter(text: str) -> int:
    """Where the text begins behind emoji and the like."""
    at = 0
    while (
        at < len(text)
        and at < 8
        and ord(text[at]) > 0x2000
        and not text[at].isalnum()
        and text[at] not in "【「《“（"
    ):
        at += 1
    while at and at < len(text) and text[at] in " \t\u3000":
        at += 1
    return at


def _bold(head: str, opening: str, text: str) -> Split | None:
    closer = _CLOSERS.get(opening, opening)
    begin = len(opening)
    end = head.find(closer, begin)
    if end <= begin:
        return None
    inside, rest = head[begin:end], text[end + len(closer) :].lstrip(" \t\u3000")
    colon = _COLON.search(inside)
    if colon:
        value = inside[colon.end() :].strip()
        value = f"{value} {rest}".strip() if value and rest else value or rest
        return Split(inside[: colon.start()].strip(_EDGE), value, True, True)
    if rest[:1] in (":", "："):
        return Split(inside.strip(_EDGE), rest.lstrip(":： \t"), True, True)
    if rest[:1] in ("(", "（"):
        colon = _COLON.search(rest, 0, LONGEST_LABEL)
        if colon:
            name = inside.strip(_EDGE) + rest[: colon.start()].strip(_EDGE)
            return Split(name, rest[colon.end() :].lstrip(_EDGE), True, True)
    dash = _DASH.match(rest)
    return Split(
        inside.strip(_EDGE + ".。"),
        rest[dash.end() :] if dash else rest,
        True,
        dash is not None or inside.rstrip(_EDGE)[-1:] in (".", "。"),
    )


_DASH = re.compile(r"(?:[-–—]\s|[-–—]{2,3}|——)\s*")
"""What sets a bold label apart from its value like a colon."""


def read_label(text: str, vocabulary: Vocabulary) -> Label | None:
    """The known label that begins ``text``: bold, or in front of a colon."""
    parts = split(text)
    topic = vocabulary.topic(parts.name) if parts is not None and parts.name else None
    if parts is None or topic is None or _is_aside(parts.name):
        return None
    if _SCORE.match(parts.value) or _STARS.search(parts.name):
        topic = OTHER
    return Label(topic, _written(parts.name), parts.value, parts.bold, parts.colon)


_STARS = re.compile(r"[⭐★☆🌟✩✪✰][⭐★☆🌟✩✪✰\ufe0f]+")
_SCORE = re.compile(
    rf"\W{{0,2}}(?:{_STARS.pattern}|\d{{1,2}}(?:\.\d)?\s?[/／]\s?(?:5|10|100)(?=\W*$|\s?[(（,，。;；—–-]))"
)
"""How good somebody finds a paper in some respect is no point of it: "Novelty: 4/5"."""
_COUNTED = re.compile(r"[\d一二三四五六七八九十]\W*$")


def unlabelled(text: str, vocabulary: Vocabulary) -> str:
    """A statement without the counted label it may begin with: "Contribution 1: ...", 创新点一."""
    parts = split(text)
    if parts is None or not parts.value or not parts.colon or not _COUNTED.search(parts.name):
        return text
    return parts.value if vocabulary.is_part(parts.name) else text


def is_bold(text: str) -> bool:
    """Whether a line is bold from end to end, as a heading is."""
    return text[:2] in ("**", "__") and text.rstrip(" :：").endswith(text[:2]) and len(text) > 4


def _is_aside(name: str) -> bool:
    """Whether a name begins a parenthesis that ends later, or is a key in a file of settings."""
    return name[0] == '"' or (name[0] in "(（[" and not any(sign in name for sign in ")）]"))


@lru_cache(_KEPT)
def _written(name: str) -> str:
    """A label's name as written, without numbering before it."""
    marker = number_marker(name)
    return name[len(marker) :].strip(_EDGE) or name


def whole_label(text: str, vocabulary: Vocabulary) -> Label | None:
    """The known label that ``text`` is as a whole: a heading, a summary, a line of its own."""
    name = text.strip(_AROUND).rstrip(":：").strip(_EDGE)
    topic = vocabulary.topic(name) if name else None
    if topic is None:
        return None
    start = _first_letter(name)
    return Label(
        topic,
        _written(name[start:].strip(_EDGE)),
        "",
        bold=True,
        colon=text.rstrip(_EDGE)[-1:] in (":", "："),
    )


_CLAUSE = re.compile(r"[,，。；;]|\. ")


def closing_label(text: str, vocabulary: Vocabulary) -> Label | None:
    """The label that ends ``text`` before a closing colon: "A work of 2023, its key points:"."""
    bare = text.rstrip(_EDGE)
    if not bare.endswith((":", "：")):
        return None
    clause = _CLAUSE.split(bare[-LONGEST_LABEL - 40 : -1])[-1].strip(_EDGE)
    topic = vocabulary.topic(clause) if clause else None
    if topic is None or topic not in KEY_KINDS:
        return None
    return Label(topic, clause, "", bold=False, colon=True)


_VERB = re.compile(
    r"\s(?:are|is|were|include|includes|can be|made)\s"
    r"(?!(?:\w+ ){0,2}(?:welcome|appreciated|encouraged|licensed))"
)


def subject_label(text: str, vocabulary: Vocabulary) -> Label | None:
    """The label that is the subject of a sentence: "3 contributions are made to ..."."""
    verb = _VERB.search(text, 0, LONGEST_LABEL)
    topic = vocabulary.topic(text[: verb.start()]) if verb else None
    if verb is None or topic not in KEY_KINDS:
        return None
    return Label(topic, _written(text[: verb.start()]), "", bold=False, colon=False)


_BLANKS = _EDGE + "\u200b\ufeff"
_STATES = re.compile(r"(.{2,14}?)(?:应该|可能|就)?(?:是|在于)[:：]?\s?(?=\w)")


def stating_label(text: str, vocabulary: Vocabulary) -> Label | None:
    """The innovation label that is the subject of a sentence: "本文的主要贡献是提出了一种损失"."""
    stated = _STATES.match(text) if "是" in text[:18] or "在于" in text[:18] else None
    topic = vocabulary.topic(stated[1]) if stated else None
    if stated is None or topic != Kind.CORE_INNOVATION:
        return None
    return Label(topic, _written(stated[1]).strip(_BLANKS), text[stated.end() :])


def sibling_at(text: str, vocabulary: Vocabulary, after: int = 0) -> int:
    """Where in running text another label begins (behind the end of a sentence); -1 if nowhere.

    It must be about something else than key points, as in "...。性能：...。工作量：...".
    """
    if ":" not in text and "：" not in text:
        return -1
    for match in _SENTENCE_LABEL.finditer(text, after):
        topic = vocabulary.topic(match.group(1).strip(_EDGE))
        if topic and (topic not in KEY_KINDS):
            return match.start(1)
    return -1


_SENTENCE_LABEL = re.compile(
    r"[。；;！!.]\s{0,3}([^\s。；;！!.:：，,][^。；;！!.:：，,]{0,24})[:：](?!//)"
)
