"""The line of a crontab that reminds of one collection: write it, find it, take it out.

Functions from text to text. Every other line stays byte for byte what it was, which is
why the text is not given to python-crontab as a whole: its rendering drops spacing and
comments, moves variables and fails on ``MAILTO=``. The library words the time of our
line. Must not run ``crontab`` or read a file.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from datetime import time
from itertools import pairwise
from pathlib import Path

from crontab import CronSlices

from notes.errors import PaperdeckError
from tui.wording import say

MARK = "paperdeck-reminder"
"""The comment at the end of our lines. Frozen: it stands in the crontabs of users."""

MARK_AFTER_OPEN_LINE = "paperdeck-reminder-after-open-line"
"""The same, where we had to end the line before ours, so that removal can reopen it."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class ReminderError(PaperdeckError):
    """A reminder that no line of a crontab can hold."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A daily call of ``remind`` for one collection."""

    collection: Path
    """Absolute."""
    program: tuple[str, ...]
    """What runs paperdeck; the first word an absolute path, since cron's PATH is short."""
    hour: int
    """0 to 23, on cron's clock."""
    minute: int
    """0 to 59."""
    log: Path | None = None
    """File the output is appended to; None leaves it to cron, which mails it."""

    @property
    def command(self) -> tuple[str, ...]:
        """The words that cron's shell runs."""
        return (*self.program, "-C", str(self.collection), "remind")


def with_reminder(text: str, reminder: Reminder) -> str:
    """Return the crontab ``text`` with this reminder as the only one of its collection.

    It takes the place of the collection's earlier line, or comes last, where the
    variables of the crontab (``MAILTO``) hold for it. Raises ReminderError.
    """
    lines = _LINE.findall(text)
    ours = [place for place, line in enumerate(lines) if _is_for(line, reminder.collection)]
    if ours:
        lines[ours[0]] = crontab_line(reminder, mark=_words(lines[ours[0]])[-1]) + "\n"
        return "".join(line for place, line in enumerate(lines) if place not in ours[1:])
    if text and not text.endswith("\n"):
        return text + "\n" + crontab_line(reminder, mark=MARK_AFTER_OPEN_LINE) + "\n"
    return text + crontab_line(reminder) + "\n"


def without_reminder(text: str, collection: Path) -> str:
    """Return the crontab ``text`` without this collection's reminder; unchanged if it has none.

    A last line that had no newline loses it again, unless something was added since.
    """
    lines = _LINE.findall(text)
    kept = "".join(line for line in lines if not _is_for(line, collection))
    if lines and _is_for(lines[-1], collection) and _words(lines[-1])[-1] == MARK_AFTER_OPEN_LINE:
        return kept.removesuffix("\n")
    return kept


def reminder_line(text: str, collection: Path) -> str | None:
    """Return the collection's line as it stands in the crontab ``text``, or None."""
    return next((line.strip() for line in _LINE.findall(text) if _is_for(line, collection)), None)


def find_reminder(text: str, collection: Path) -> Reminder | None:
    """Return the collection's reminder; None without one or where its line was edited by hand."""
    line = reminder_line(text, collection)
    return None if line is None else _read(line)


def crontab_line(reminder: Reminder, *, mark: str = MARK) -> str:
    """Word the reminder as a line of a crontab, without newline.

    Raises ReminderError for a path with a control character (a newline would end the
    line) and ValueError for a time that no clock shows.
    """
    moment = CronSlices(time(reminder.hour, reminder.minute)).clean_render()
    command = " ".join(_quoted(word) for word in reminder.command)
    log = "" if reminder.log is None else f" >> {_quoted(str(reminder.log))} 2>&1"
    return f"{moment} {command}{log} # {mark}"


def _quoted(word: str) -> str:
    r"""One word for the shell, after cron has read it.

    Cron ends a command at a bare ``%`` and reads ``\%`` as ``%``; some crons also read
    ``\\`` as ``\`` (crontab(5) of Vixie cron, cronie, FreeBSD). So no backslash may stand
    before another or before ``%``: closing and reopening the quotes parts them.
    """
    if _CONTROL.search(word):
        raise ReminderError(say("remind.control_character", path=_CONTROL.sub("?", word)))
    return re.sub(r"\\(?=[\\%])", r"\\''", shlex.quote(word)).replace("%", r"\%")


def _words(line: str) -> list[str]:
    """Split a crontab line as cron and then the shell read it; empty if they cannot.

    Words in quotes are one, so that a ``#`` within a path is no comment.
    """
    try:
        return shlex.split(line.replace(r"\%", "%"))
    except ValueError:  # an open quote: not a line of ours
        return []


def _is_for(line: str, collection: Path) -> bool:
    """Whether a line is ours and of this collection, even if edited by hand since.

    A line that was made a comment is its owner's.
    """
    if MARK not in line or line.lstrip().startswith("#"):
        return False
    words = _words(line)
    marked = words[-2:] in (["#", MARK], ["#", MARK_AFTER_OPEN_LINE])
    return marked and ("-C", str(collection)) in pairwise(words)


def _read(line: str) -> Reminder | None:
    """Read one of our lines back; None if we would not have written it so."""
    words = _words(line)
    option = words.index("-C")
    program, collection, rest = words[5:option], words[option + 1], words[option + 2 :]
    log = Path(rest[2]) if rest[1:2] == [">>"] else None
    try:
        reminder = Reminder(Path(collection), tuple(program), int(words[1]), int(words[0]), log)
        return reminder if crontab_line(reminder, mark=words[-1]) == line else None
    except (ValueError, ReminderError):  # times such as */2, a tab within a path
        return None
