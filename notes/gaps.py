"""Hidden parts of a text as people write them: ``[so]``, ``==so==``, ``{{c1::so::hint}}``.

Pure functions of one text. Code, formulas, links and images are opaque: no sign in them
counts. Where such texts stand in a note is the business of ``written``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from notes.model import Gap, Prompt

MOST = 50
"""A text with more hidden parts was not written to be asked."""
DEEPEST = 8
"""Hidden parts within hidden parts, at most; what lies deeper is text."""

_OPAQUE = re.compile(
    r"(?<!`)(`{1,9})(?!`)[^\n]{0,2000}?(?<!`)\1(?!`)"
    r"|\$\$[^$\n]{1,2000}\$\$|\$(?=[^\s$])[^$\n]{0,2000}(?<=\S)\$(?!\d)"
    r"|!?\[[^\[\]\n]{0,500}\]\([^()\n]{0,2000}\)|!?\[\[[^\[\]\n]{1,500}\]\]|\[\^[^\[\]\s]{1,100}\]"
    r"|<?https?://[^\s<>]{1,2000}>?|\\[\[\]\\`$={}:]"
)
_COVER = "\0"


def masked(text: str) -> str:
    """``text`` with everything covered in which signs do not count; as long as it was."""
    return _OPAQUE.sub(lambda found: _COVER * len(found.group()), text)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A part of a text that is to be hidden. Parts of one group are hidden together."""

    group: int
    inner: Sequence[str | Hidden]
    hint: str = ""


Parts = Sequence[str | Hidden]


def filled(parts: Parts) -> str:
    """The text as a reader would read it, with nothing hidden."""
    return "".join(part if isinstance(part, str) else filled(part.inner) for part in parts)


def prompts(parts: Parts) -> tuple[Prompt, ...]:
    """One prompt for each group that hides something, in the order of their numbers."""
    return tuple(
        Prompt(pieces, "; ".join(dict.fromkeys(gap.answer for gap in gaps)))
        for group in sorted(_groups(parts))
        if (pieces := tuple(_pieces(parts, group)))
        and (gaps := [piece for piece in pieces if isinstance(piece, Gap)])
    )


def _groups(parts: Parts) -> set[int]:
    hidden = [part for part in parts if isinstance(part, Hidden)]
    return {part.group for part in hidden}.union(*(_groups(part.inner) for part in hidden))


def _pieces(parts: Parts, group: int) -> list[str | Gap]:
    """The parts with one group hidden and the others filled in, neighbours joined."""
    pieces: list[str | Gap] = []
    for part in parts:
        found: Iterable[str | Gap]
        if isinstance(part, str):
            found = (part,)
        elif part.group == group and (answer := filled(part.inner).strip()):
            found = (Gap(answer, part.hint),)
        else:
            found = _pieces(part.inner, group)
        for piece in found:
            if isinstance(piece, str) and pieces and isinstance(pieces[-1], str):
                pieces[-1] += piece
            elif piece:
                pieces.append(piece)
    return pieces


# --- [so] --------------------------------------------------------------------------------------


def brackets(text: str) -> Parts:
    """The parts of a text that hides what stands in square brackets; brackets within are text."""
    spans: list[tuple[int, int]] = []
    depth = start = 0
    for at, sign in enumerate(masked(text)):
        if sign == "[":
            start = at if not depth else start
            depth += 1
        elif sign == "]" and depth:
            depth -= 1
            if not depth:
                spans.append((start, at + 1))
    found = [
        (start, end, Hidden(group, (text[start + 1 : end - 1],)))
        for group, (start, end) in enumerate(spans, 1)
    ]
    return _cut(text, found)


# --- ==so==^[hint] -----------------------------------------------------------------------------

_HIGHLIGHT = re.compile(r"(?<!=)==(?=[^\s=])[^\n]{0,2000}?(?<=[^\s=])==(?!=)")


_HIGHLIGHT_TAIL = re.compile(r"(?:\^\[([^\[\]]{0,200})\])?(?:\[\^(\d{1,3})\])?")
_UNNUMBERED = 1000


def highlights(text: str) -> Parts:
    """The parts of a text that hides what is highlighted.

    ``==so==^[hint][^1]`` has a hint, and is hidden together with all others of its number.
    """
    found = []
    for order, sign in enumerate(_HIGHLIGHT.finditer(masked(text)), _UNNUMBERED):
        tail = _HIGHLIGHT_TAIL.match(text, sign.end())
        hint, number = tail.groups() if tail else (None, None)
        hidden = Hidden(
            int(number or order), (text[sign.start() + 2 : sign.end() - 2],), hint or ""
        )
        found.append((sign.start(), tail.end() if tail else sign.end(), hidden))
    return _cut(text, found)


def _cut(text: str, found: Sequence[tuple[int, int, Hidden]]) -> Parts:
    """The text with what was found from one place to another in their stead."""
    parts: list[str | Hidden] = []
    at = 0
    for start, end, hidden in found[: MOST + 1]:
        parts += [text[at:start], hidden]
        at = end
    return _if_not_too_many([*parts, text[at:]], text)


# --- {{c1::so::hint}} --------------------------------------------------------------------------

ANKI = "{{c"
_TOKEN = re.compile(r"\{\{[cC](\d{1,3})::|\}\}")


def anki_cloze(text: str) -> Parts:
    """The parts of a text with Anki's signs; what is not closed is text."""
    open_parts: list[tuple[int, int, list[str | Hidden]]] = []
    parts: list[str | Hidden] = []
    at = 0
    for token in _TOKEN.finditer(masked(text)):
        if token.group() != "}}":
            if len(open_parts) == DEEPEST:
                continue
            parts.append(text[at : token.start()])
            open_parts.append((int(token[1]), token.start(), parts))
            parts = []
        elif open_parts:
            parts.append(text[at : token.start()])
            group, _, outer = open_parts.pop()
            outer.append(_with_hint(group, parts))
            parts = outer
        else:
            continue
        at = token.end()
    if open_parts:
        _, start, parts = open_parts[0]
        at = start
    return _if_not_too_many([*parts, text[at:]], text)


def _with_hint(group: int, inner: list[str | Hidden]) -> Hidden:
    """What stands behind ``::`` in the last of the text is a hint."""
    last = inner[-1]
    if isinstance(last, str) and (at := masked(last).find("::")) >= 0:
        return Hidden(group, (*inner[:-1], last[:at]), last[at + 2 :].strip())
    return Hidden(group, tuple(inner))


def _if_not_too_many(parts: Parts, text: str) -> Parts:
    return parts if sum(isinstance(part, Hidden) for part in parts) <= MOST else [text]
