"""How much of an English sentence a front shows: the part with the blank, and its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from decks.recipes.clauses import Stretch
from decks.recipes.cloze import is_trivial
from decks.recipes.english.reader import Chunk, Kind
from decks.recipes.statement import Sentence, Statement, frame_end
from decks.recipes.words import pattern

LONGEST = 32
"""Words of a front, beyond which no further part is shown."""


def front_of(
    statement: Statement, sentence: Sentence, chunks: Sequence[Chunk], hidden: Stretch
) -> Stretch:
    """The whole sentence if it is short; else parts around the blank, as many as fit."""
    parts = _parts(sentence.whole, chunks)
    first = next((i for i, part in enumerate(parts) if part.end > hidden.start), 0)
    last = next((i for i, part in enumerate(parts) if part.end >= hidden.end), len(parts) - 1)
    last = max(first, last)
    while first > 0 and _leans(chunks, parts[first]):
        first -= 1
    while first > 0 and _fits(chunks, parts[first - 1].start, parts[last].end):
        first -= 1
    while last + 1 < len(parts) and _fits(chunks, parts[first].start, parts[last + 1].end):
        last += 1
    start = min(frame_end(statement, parts[first].start, hidden.start + 1), hidden.start)
    return Stretch(start, max(parts[last].end, hidden.end))


def without_praise(
    statement: Statement, chunks: Sequence[Chunk], shown: Stretch, hidden: Stretch
) -> Stretch:
    """A front without a tail such as "to achieve state-of-the-art results", where it has one."""
    if not is_trivial(statement.form(shown)):
        return shown
    for chunk, after in pairwise([c for c in chunks if c.at.start >= hidden.end]):
        if chunk.at.end > shown.end:
            break
        ends = chunk.kind in (Kind.TO, Kind.DOING) or chunk.kind is Kind.MARK
        ends = ends or (chunk.kind is Kind.LINK and after.kind is Kind.VERB)
        kept = Stretch(shown.start, chunk.at.start)
        praises = is_trivial(statement.form(Stretch(chunk.at.start, shown.end)))
        if ends and praises and not is_trivial(statement.form(kept)):
            return Stretch(shown.start, kept.start + len(statement.form(kept).rstrip(" ,")))
    return shown


def with_writers(statement: Statement, shown: Stretch) -> Stretch:
    """A front that begins with the verb of "we", with that subject: "We propose ..."."""
    writers = pattern(r"(?:\b[Ww]e|\b[Tt]hey|\b[Tt]he authors|\bAuthors)(?: also| further)? ?$")
    found = writers.search(statement.shape, max(0, shown.start - LONGEST), shown.start)
    return Stretch(found.start(), shown.end) if found else shown


def _fits(chunks: Sequence[Chunk], start: int, end: int) -> bool:
    inside = (c for c in chunks if start <= c.at.start < end)
    return sum(len(c.words) for c in inside if c.kind is not Kind.MARK) <= LONGEST


def _leans(chunks: Sequence[Chunk], part: Stretch) -> bool:
    """Whether a part cannot open a front: it hangs on what stands before it."""
    first = next((c for c in chunks if c.at.start >= part.start), None)
    return first is not None and first.kind in (Kind.RELATIVE, Kind.DOING, Kind.LINK, Kind.LEAD)


def _parts(whole: Stretch, chunks: Sequence[Chunk]) -> list[Stretch]:
    """The sentence cut behind its marks, where what follows is no item of a list."""
    cuts = [
        after.at.start
        for chunk, after in pairwise(chunks)
        if chunk.kind is Kind.MARK
        and chunk.text in (",", ";", "；", ":", "：", "—", "-", "->", "-->")
        and (chunk.text != "," or after.kind in (Kind.RELATIVE, Kind.DOING, Kind.VERB, Kind.LEAD))
    ]
    edges = [whole.start, *cuts, whole.end]
    return [Stretch(a, b) for a, b in pairwise(edges) if b > a]
