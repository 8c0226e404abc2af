"""Questions that people wrote into their notes themselves, in the signs of four programs.

``Q:``/``A:`` and ``C: [so]`` (hashcards) and ``{{c1::so}}`` (Anki) count anywhere;
``front :: back``, ``front ::: back``, a lone ``?`` or ``??`` between two sides and ``==so==``
(the Spaced Repetition plugin of Obsidian) only in a note with a ``#flashcards`` tag, for
elsewhere they are code, properties and emphasis. Code, tables, headings and comments are
never looked into.

It finds them among classified lines; what is hidden within a text is read by ``gaps``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from notes.cardtags import front_tags, tags_of, without_card_tags
from notes.gaps import ANKI, Parts, anki_cloze, brackets, filled, highlights, prompts
from notes.lines import Line, Shape
from notes.model import Point, Prompt
from notes.passages import FENCES, Side, as_written, bare, on_one_line, side
from notes.points import images_in
from notes.separators import has_separator, two_sides
from notes.vocabulary import Vocabulary

QUESTION_RULE, BRACKETS_RULE, CLOZE_RULE = "written-question", "written-brackets", "written-cloze"
SIDES_RULE, HIGHLIGHT_RULE = "written-sides", "written-highlight"

LONGEST = 5_000
"""A text of more characters is no card."""

_MARKS = frozenset({"Q:", "Q：", "C:", "C："})
"""How a line begins that asks or hides something."""


@dataclass(frozen=True, slots=True)
class Written:
    """A point that somebody wrote to be asked, with the lines it takes, from index to index."""

    rule: str
    point: Point
    start: int
    end: int
    tagged: bool
    """It counts only under a tag."""


@dataclass(frozen=True, slots=True)
class WrittenCards:
    """What was found in a note."""

    lines: Sequence[Line]
    """The note's lines, those of cards marked so that nothing else is read in them."""
    points: Mapping[int, Sequence[tuple[str, Point]]]
    """Rule and point by the number of the line they begin on."""
    tags: tuple[str, ...] = ()
    """The tags that made them count, without ``#``."""


def take_written(
    text: str, lines: Sequence[Line], front: Mapping[str, object], vocabulary: Vocabulary
) -> WrittenCards:
    """The written cards of a note; ``lines`` are its lines and ``text`` is all of it."""
    if not _may_hold_cards(text):
        return WrittenCards(lines, {})
    tags: dict[int, list[str]] = {}
    if "flashcards" in text.lower():
        tags = {at: named for at, line in enumerate(lines) if (named := tags_of(line))}
    above = front_tags(front)
    apart = _with_tags_apart(lines, tags)
    found = list(_Scan(apart, vocabulary, under_tag=bool(tags or above)).run())
    inside = {at for each in found for at in range(each.start, each.end)}
    if not above and tags.keys() <= inside:
        # A tag within a card speaks for that card alone.
        found = [e for e in found if not e.tagged or tags.keys() & set(range(e.start, e.end))]
    said = dict.fromkeys([*above, *(tag for on_line in tags.values() for tag in on_line)])
    return _taken(lines, found, tuple(said)) if found else WrittenCards(lines, {})


def _may_hold_cards(text: str) -> bool:
    if any(mark in text for mark in _MARKS):
        return True
    if "{{" in text and (ANKI in text or "{{C" in text):
        return True
    return "lashcards" in text or "LASHCARDS" in text


def _with_tags_apart(lines: Sequence[Line], tagged: Iterable[int]) -> Sequence[Line]:
    """The lines, those with nothing but tags made blank: they belong to no card."""
    apart = list(lines)
    for at in tagged:
        if not without_card_tags(apart[at].text).strip():
            apart[at] = replace(apart[at], shape=Shape.BLANK)
    return apart


def _taken(lines: Sequence[Line], found: Sequence[Written], tags: tuple[str, ...]) -> WrittenCards:
    marked = list(lines)
    points: dict[int, list[tuple[str, Point]]] = {}
    for each in found:
        points.setdefault(lines[each.start].number, []).append((each.rule, each.point))
        for at in range(each.start, each.end):
            marked[at] = replace(marked[at], shape=Shape.WRITTEN, text="")
    return WrittenCards(marked, points, tags)


# --- the scan ----------------------------------------------------------------------------------

_ASKS = re.compile(r"Q[:：](?=\s|[^\x00-\x7f]|$)")
_ANSWERS = re.compile(r"A[:：](?=\s|[^\x00-\x7f]|$)")
_HIDES = re.compile(r"C[:：](?=\s|[^\x00-\x7f]|$)")
_BEGINS = re.compile(r"[QAC][:：](?=\s|[^\x00-\x7f]|$)")
_DEEPEST_INDENT = 3
"""Further to the right Markdown sees code."""

_PROSE = frozenset({Shape.TEXT, Shape.ITEM})
_FLOWING = _PROSE | {Shape.CODE}
_MARK = 2
"""Characters of ``Q:``, ``A:`` and ``C:``."""


class _Scan:
    """One walk over the lines; what reads a card says where it ends."""

    def __init__(self, lines: Sequence[Line], vocabulary: Vocabulary, *, under_tag: bool) -> None:
        self.lines = lines
        self.vocabulary = vocabulary
        self.under_tag = under_tag
        self.last_end = 0
        """Where the last card ended."""

    def run(self) -> Iterator[Written]:
        at = 0
        while at < len(self.lines):
            card = self.marked(at) or self.two_sided(at)
            if card is not None:
                yield card
                at = self.last_end = card.end
            elif self.lines[at].shape in _PROSE:
                end = self.passage(at)
                yield from self.in_passage(at, end)
                at = end
            else:
                at += 1

    # Q: and A:, C:

    def marked(self, at: int) -> Written | None:
        """The card that begins with ``Q:``, or as a paragraph of its own with ``C:``."""
        line = self.lines[at]
        if line.text[:1] not in ("Q", "C") or line.indent > _DEEPEST_INDENT or not _may_mark(line):
            return None
        if _ASKS.match(line.text):
            return self.question(at)
        apart = at in (0, self.last_end) or self.lines[at - 1].shape not in _PROSE
        return self.hiding(at) if apart and _HIDES.match(line.text) else None

    def question(self, start: int) -> Written | None:
        middle = self.flow(start + 1)
        turn = self.filled(middle)
        if turn == len(self.lines) or not _may_mark(self.lines[turn]):
            return None
        if not _ANSWERS.match(self.lines[turn].text):
            return None
        end = self.flow(self.filled(turn + 1) if self.is_bare(turn) else turn + 1)
        sides = (side(self.lines[start:middle], _MARK), side(self.lines[turn:end], _MARK))
        return self.sides(QUESTION_RULE, sides, start, end)

    def is_bare(self, at: int) -> bool:
        """Whether nothing stands behind ``A:`` and on the next line: the answer comes below."""
        below = self.lines[at + 1].shape if at + 1 < len(self.lines) else None
        return below is Shape.BLANK and len(self.lines[at].text.rstrip()) == _MARK

    def filled(self, at: int) -> int:
        """The first line from ``at`` on that is not blank."""
        while at < len(self.lines) and self.lines[at].shape is Shape.BLANK:
            at += 1
        return at

    def hiding(self, start: int) -> Written | None:
        end = self.flow(start + 1)
        return self.hidden(BRACKETS_RULE, brackets, start, end, _MARK)

    def flow(self, at: int) -> int:
        """Where the text ends that goes on at ``at``: at a blank line, a rule, the next card."""
        in_code = False
        while at < len(self.lines):
            line = self.lines[at]
            if line.shape is Shape.CODE:
                in_code ^= line.text.startswith(FENCES)
            elif not in_code and (
                line.shape not in _PROSE or line.quote or _BEGINS.match(line.text)
            ):
                break
            at += 1
        return at

    # a lone ? between two sides

    def two_sided(self, start: int) -> Written | None:
        """The card of a paragraph, or of a heading, with a line below that is only ``?``."""
        if not self.under_tag or not self.begins(start):
            return None
        end, turn = start + 1, 0
        while end < len(self.lines) and self.lines[end].shape in _FLOWING:
            turn = turn or (end if self.lines[end].text in _LONE else 0)
            end += 1
        if not turn or end == turn + 1:
            return None
        sides = (side(self.lines[start:turn]), side(self.lines[turn + 1 : end]))
        return self.sides(SIDES_RULE, sides, start, end, both=len(self.lines[turn].text) == 2)

    def begins(self, at: int) -> bool:
        """Whether a paragraph begins here, or a heading stands over a lone ``?``."""
        if self.lines[at].shape is Shape.HEADING:
            return at + 1 < len(self.lines) and self.lines[at + 1].text in _LONE
        above = self.lines[at - 1].shape if at > self.last_end else None
        return self.lines[at].shape in _FLOWING and above not in _FLOWING

    # within running text

    def passage(self, at: int) -> int:
        """Where the paragraph or the list item ends that begins at ``at``."""
        quote = self.lines[at].quote
        at += 1
        while at < len(self.lines):
            line = self.lines[at]
            if line.shape is not Shape.TEXT or line.quote != quote or _ASKS.match(line.text):
                break
            at += 1
        return at

    def in_passage(self, start: int, end: int) -> Iterator[Written]:
        """The cards of a paragraph or of an item of a list: one text, or lines with two sides."""
        texts = [line.text for line in self.lines[start:end]]
        card: Written | None = None
        if any(ANKI in text or "{{C" in text for text in texts):
            card = self.hidden(CLOZE_RULE, anki_cloze, start, end)
        elif self.under_tag:
            lines = [each for at in range(start, end) if (each := self.one_line(at))]
            yield from lines
            if not lines and any("==" in text for text in texts):
                card = self.hidden(HIGHLIGHT_RULE, highlights, start, end)
        if card:
            yield card

    def one_line(self, at: int) -> Written | None:
        """The card of a line with ``::`` or ``:::`` between two sides."""
        text = self.lines[at].text
        if not has_separator(text) or len(text) > LONGEST:
            return None
        cut = two_sides(bare(text), self.vocabulary)
        if cut is None:
            return None
        front, back = (Side(face.strip(), face.strip()) for face in cut.faces)
        return self.sides(SIDES_RULE, (front, back), at, at + 1, both=cut.both)

    # what all of them come to

    def sides(
        self, rule: str, sides: tuple[Side, Side], start: int, end: int, *, both: bool = False
    ) -> Written | None:
        """A card that asks for its second side, and with ``both`` for its first too."""
        front, back = sides
        if not front.shown or not back.shown:
            return None
        asked = [Prompt((front.shown,), back.shown)]
        if both:
            asked.append(Prompt((back.shown,), front.shown))
        return self.card(rule, f"{front.flat} :: {back.flat}", start, end, asked)

    def hidden(
        self, rule: str, read: Callable[[str], Parts], start: int, end: int, skip: int = 0
    ) -> Written | None:
        """A card that hides parts of its text."""
        flat = on_one_line(self.lines[start:end], skip)
        if len(flat) > LONGEST:
            return None
        parts = read(flat)
        asked = prompts(parts)
        if asked and end > start + 1:
            shown = prompts(read(as_written(self.lines[start:end], skip)))
            asked = shown if len(shown) == len(asked) else asked
        return self.card(rule, filled(parts), start, end, asked)

    def card(
        self, rule: str, text: str, start: int, end: int, asked: Sequence[Prompt]
    ) -> Written | None:
        """A card on these lines; None where it asks nothing, or is a template, or too long."""
        if not asked or len(text) > LONGEST or any(_is_template(prompt) for prompt in asked):
            return None
        first, last = self.lines[start].number, self.lines[end - 1].number
        point = Point(text, first, last, images_in(text), tuple(asked))
        return Written(rule, point, start, end, rule in _TAGGED)


_TAGGED = frozenset({SIDES_RULE, HIGHLIGHT_RULE})
_UNFILLED = re.compile(r"<[^<>]+>|\{\{[^{}]*\}\}|\{[^{}]*\}|\.{3,}|…+|_{2,}|-+")


def _is_template(prompt: Prompt) -> bool:
    """Whether a question or its answer is still to be filled in."""
    asked = "".join(piece for piece in prompt.question if isinstance(piece, str))
    return any(_UNFILLED.fullmatch(text.strip()) for text in (asked, prompt.answer) if text)


_LONE = frozenset({"?", "??", "？", "？？"})


def _may_mark(line: Line) -> bool:
    """Whether ``Q:``, ``A:`` or ``C:`` count in a line; dashes below it make no heading of it."""
    underlined = line.shape is Shape.HEADING and line.level == 2
    return not line.quote and (line.shape is Shape.TEXT or underlined)
