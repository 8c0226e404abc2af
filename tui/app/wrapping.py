"""Where a line of text may end, Chinese and English mixed; widths are cells.

Textual ends lines at spaces only and takes a Chinese sentence for one long word. Here a
line may also end beside any wide character, but never so that the next one begins with
a closing mark, or that it ends itself with an opening one (the rules called kinsoku, or
避头尾; a small part of https://www.unicode.org/reports/tr14/).
"""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len

NEVER_FIRST = frozenset("。，、；：？！）】》〉」』〕｝］”’…—～·％,.;:?!)]}%°")
NEVER_LAST = frozenset("（【《〈「『〔｛［“‘([{¥￥＄#")

_JOINERS = frozenset("\u200d\ufe0e\ufe0f")

Lines = list[tuple[int, int]]
"""(start, end) of each line in the text, without the spaces it would end with."""


def wrap(text: str, width: int) -> Lines:
    """The lines of ``text`` in ``width`` cells. What has nowhere to end is cut anywhere."""
    lines: Lines = []
    start = end = 0
    for piece in _fitting(text, width):
        if cell_len(text[start : piece[1]].rstrip(" ")) > width and end > start:
            lines.append((start, _trimmed(text, start, end)))
            start = piece[0]
        end = piece[1]
    lines.append((start, _trimmed(text, start, end)))
    return lines


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" "))


def _fitting(text: str, width: int) -> Iterator[tuple[int, int]]:
    """The pieces between two places where a line may end; those too wide, cut."""
    for start, end in _pieces(text):
        cut = start
        for at, behind in _clusters(text, start, end):
            if cell_len(text[cut:behind].rstrip(" ")) > width and at > cut:
                yield cut, at
                cut = at
        yield cut, end


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start, before = 0, ""
    for at, end in _clusters(text, 0, len(text)):
        cluster = text[at:end]
        if before and _may_part(before, cluster):
            yield start, at
            start = at
        before = cluster
    if start < len(text):
        yield start, len(text)


def _may_part(before: str, behind: str) -> bool:
    """Whether a line may end between two neighbouring characters."""
    if behind == " ":
        return False
    if before == " ":
        return True
    if behind[0] in NEVER_FIRST or before[0] in NEVER_LAST:
        return False
    return cell_len(before) > 1 or cell_len(behind) > 1


def _clusters(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Characters with the marks of no width that belong to them, and joined emoji whole."""
    first = start
    for at in range(start + 1, end):
        joined = text[at - 1] == "\u200d" or text[at] in _JOINERS
        if joined or cell_len(text[at]) == 0:
            continue
        yield first, at
        first = at
    if first < end:
        yield first, end
