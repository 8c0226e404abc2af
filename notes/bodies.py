"""From the lines below a label to the points of its block.

The items of the first list, else inline enumerations, else paragraphs. The lines are offered
one by one; the reader says when it has had enough, so that the rest of the note is read anew.
"""

from __future__ import annotations

from notes.enumerations import announces, enumeration_of, spread
from notes.hollow import is_caption, is_only_links
from notes.labels import sibling_at, split, unlabelled, whole_label
from notes.lines import BLANK, ITEM, TEXT, Line, Shape
from notes.markers import is_markdown_marker, marker_family, marker_number, number_marker
from notes.model import Point
from notes.points import Draft, finished, is_han, is_only_images, without_signs
from notes.vocabulary import Vocabulary

NESTED = 2
"""An item so many columns further right belongs to the item above it."""
HEADED = "#"
"""The marker of a statement that has a heading of its own."""
PATIENCE = 8
"""So many lines of other text may stand between two items of one numbered list."""


class BodyReader:
    """The state while the lines of a block are taken: its opening text, list and paragraphs."""

    def __init__(
        self, value: tuple[int, str] | None, vocabulary: Vocabulary, *, one_paragraph: bool
    ) -> None:
        self.vocabulary = vocabulary
        self.one_paragraph = one_paragraph
        self.opening: Draft | None = None
        self.in_opening = False
        self.cut = False
        self.paragraphs: list[Draft] = []
        self.items: list[Draft] = []
        self.heading: Line | None = None
        """A heading within the block, until something stands below it."""
        self.heads: list[Line] = []
        """The lines on which the items begin."""
        self.after_blank = True
        self.waited = 0
        """Lines of other text since the list was left; only its numbering can resume it."""
        self.taken = 0
        """How many lines were offered up to the last one that is part of the block."""
        self.offered = 0
        if value is not None:
            self.opening = Draft([])
            self.in_opening = True
            self._open(*value)

    def take(self, line: Line) -> bool:
        """Take one more line; False once the block has ended."""
        self.offered += 1
        if line.shape is ITEM:
            goes_on = self._item(line)
        elif line.shape is TEXT:
            goes_on = self._is_beside(line) or self._text(line)
        else:
            goes_on = self._other(line)
        self.after_blank = line.shape is not ITEM and line.shape is not TEXT
        if goes_on and not self.waited:
            self.taken = self.offered
        return goes_on

    def _is_beside(self, line: Line) -> bool:
        """Whether a text line says nothing of its own: links, or what stands below a picture."""
        only_links = not line.plain and is_only_links(line.text)
        return only_links or is_caption(line.text, self.vocabulary)

    def points(self) -> tuple[Point, ...]:
        """The points of what was taken."""
        drafts: list[Draft] = []
        if self.opening and not (self.items and announces(self.opening.text())):
            drafts.extend(spread([self.opening]))
        if not self.items:
            drafts.extend(spread(self.paragraphs))
        drafts.extend(spread(self.items) if len(self.items) == 1 else self.items)
        return finished(drafts, self.vocabulary)

    def is_list(self) -> bool:
        """Whether several statements were set apart as such: by items, or numbers in a text."""
        texts = [self.opening, *self.paragraphs] if self.opening else self.paragraphs
        return len(self.items) > 1 or (
            not self.items and any(enumeration_of(draft) for draft in texts)
        )

    # one kind of line each

    def _open(self, number: int, text: str) -> None:
        """Add to the text behind the label, up to another label within it."""
        if self.cut or self.opening is None:
            return
        at = sibling_at(text, self.vocabulary)
        self.cut = at >= 0
        self.opening.add(number, text[:at] if self.cut else text)

    def _item(self, line: Line) -> bool:
        self.in_opening = False
        heading, self.heading = self.heading, None
        if heading and self._states(heading):
            self._head(heading).add(line.number, line.text, item=True)
            return True
        if self.opening and not self.items and self._has_said_all(self.opening):
            return False
        base = self.items[-1] if self.items and not heading else None
        if base and not self.waited and line.indent >= base.indent + NESTED:
            base.add(line.number, line.text, item=True)
            return True
        if base and self.waited and not _follows(base.marker, line.marker):
            return False
        if base and base.marker != line.marker and self._is_out_of_turn(base, line):
            return False
        draft = Draft([], (), line.indent, line.marker)
        draft.add(line.number, line.text if line.plain else self._bare(line.text))
        self.items.append(draft)
        self.heads.append(line)
        self.waited = 0
        return True

    def _bare(self, text: str) -> str:
        """The text of an item without signs, a number and a counted label before it."""
        if text[:1] and text[0] in self.vocabulary.signs:
            text = without_signs(text, self.vocabulary)
        return unlabelled(text[len(number_marker(text)) :].lstrip(), self.vocabulary)

    def _has_said_all(self, opening: Draft) -> bool:
        """Whether the text behind the label counted its statements before an empty line."""
        return self.after_blank and self.offered > 1 and enumeration_of(opening) is not None

    def _is_out_of_turn(self, base: Draft, line: Line) -> bool:
        """Whether a numbered item is a label of another list: "8. Conclusion:" below "2. ..."."""
        numbers = marker_number(base.marker), marker_number(line.marker)
        if None in numbers or _follows(base.marker, line.marker) or numbers[0] == numbers[1]:
            return False
        return whole_label(line.text, self.vocabulary) is not None

    def _text(self, line: Line) -> bool:
        if (self.in_opening and not self.after_blank) or (self.in_opening and self.offered == 1):
            self._open(line.number, line.text)
            return True
        self.in_opening = False
        if self.heading:
            return self._below_heading(self.heading, line)
        if self.items:
            return self._beside_list(line)
        if self.after_blank or not self.paragraphs:
            if self.one_paragraph and (self.paragraphs or self.opening):
                self.waited += 1
                return self.waited < PATIENCE and not self.opening
            self.paragraphs.append(Draft([]))
        if self.waited:
            return self.waited < PATIENCE
        self.paragraphs[-1].add(line.number, line.text)
        return True

    def _beside_list(self, line: Line) -> bool:
        """A text line below an item: it goes on with it, or leaves the list."""
        base = self.items[-1]
        if self.after_blank and "![" in line.text and is_only_images(line.text):
            return True
        inner = line.indent >= base.indent + NESTED or base.marker == HEADED
        if not inner and self._begins_other(line):
            return False
        if not self.waited and (
            inner or (not self.after_blank and is_markdown_marker(marker_family(base.marker)))
        ):
            base.add(line.number, line.text)
            return True
        self.waited += 1
        return self.waited < PATIENCE and marker_number(base.marker) is not None

    def _begins_other(self, line: Line) -> bool:
        """Whether a line below an item opens with a bold label, known or not: ``**Why**: ...``."""
        parts = split(line.text) if line.text[:2] in ("**", "__") else None
        return parts is not None and parts.bold and parts.colon

    def _other(self, line: Line) -> bool:
        self.in_opening = self.in_opening and line.shape is not BLANK
        if line.shape is Shape.HEADING:
            self.waited = 0
            self.heading = line
        return True

    def _below_heading(self, heading: Line, line: Line) -> bool:
        """A paragraph below a heading within the block: the two are one statement."""
        self._head(heading).add(line.number, line.text)
        self.heading = None
        return True

    def _states(self, heading: Line) -> bool:
        """Whether a heading over a list is itself a statement: one of several, by its number."""
        numbered = (
            number_marker(heading.text) or unlabelled(heading.text, self.vocabulary) != heading.text
        )
        return bool(numbered)

    def _head(self, heading: Line) -> Draft:
        """Begin a statement that has a heading of its own; what stands below is folded into it."""
        text = unlabelled(heading.text[len(number_marker(heading.text)) :].strip(), self.vocabulary)
        text = text.rstrip(":：")
        said = text + ("：" if is_han(text[-1:]) else ":")
        draft = Draft([], (), -NESTED, HEADED)
        draft.add(heading.number, said)
        self.items.append(draft)
        self.heads.append(heading)
        return draft


def _follows(marker: str, next_marker: str) -> bool:
    """Whether two markers are neighbours in one numbered list."""
    number, other = marker_number(marker), marker_number(next_marker)
    return (
        number is not None
        and other == number + 1
        and marker_family(marker) == marker_family(next_marker)
    )
