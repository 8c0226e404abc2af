"""``paperdeck remind``: what is due, and the line of the crontab that says it every day.

The group is built with a function that prints what is due and one that finds the
collection; ``command`` is the group with those of this program.
"""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Callable, Sequence
from datetime import datetime, time
from pathlib import Path

import click

from decks.due import due_today, next_ms
from notes.errors import PaperdeckError
from tui.due_text import reminder_lines
from tui.opening import collection_of, folder_of, moment_of, open_built
from tui.output import json_option, show, show_json
from tui.wording import say

_FORM = "%H:%M"

FindFolder = Callable[[click.Context], Path]
"""Gives the collection's folder. Raises PaperdeckError if there is none."""


class LogFolderError(PaperdeckError):
    """The folder for the log is not there."""


def remind_group(
    print_due: Callable[[click.Context], None],
    find_folder: FindFolder,
    *,
    crontab: Sequence[str] = ("crontab",),
) -> click.Group:
    """Build the command ``remind`` with ``install``, ``status`` and ``uninstall``.

    ``print_due`` prints what is due, ``find_folder`` gives the collection's folder; both
    get the context of the command. ``crontab`` is the program, with arguments before its
    own. The commands raise PaperdeckError.
    """

    @click.group("remind", invoke_without_command=True, help=say("remind.help"))
    @click.pass_context
    def remind(context: click.Context) -> None:
        if context.invoked_subcommand is None:
            print_due(context)

    for build in (_install, _status, _uninstall):
        remind.add_command(build(find_folder, crontab))
    return remind


def _install(find_folder: FindFolder, crontab: Sequence[str]) -> click.Command:
    @click.command("install", help=say("remind.help_install"))
    @click.option(
        "--at",
        required=True,
        metavar="HH:MM",
        callback=lambda _context, _option, value: time_of_day(value),
        help=say("remind.help_at"),
    )
    @click.option(
        "--log",
        metavar="FILE",
        type=click.Path(dir_okay=False, writable=True, path_type=Path),
        help=say("remind.help_log"),
    )
    @json_option
    @click.pass_context
    def install(context: click.Context, at: time, log: Path | None, as_json: bool) -> None:
        from tui.reminders import Reminder, with_reminder

        place = find_folder(context).resolve()
        reminder = Reminder(place, this_program(), at.hour, at.minute, _absolute(log))
        _change(crontab, lambda text: with_reminder(text, reminder))
        _report(crontab, place, as_json=as_json)

    return install


def _status(find_folder: FindFolder, crontab: Sequence[str]) -> click.Command:
    @click.command("status", help=say("remind.help_status"))
    @json_option
    @click.pass_context
    def status(context: click.Context, as_json: bool) -> None:
        _report(crontab, find_folder(context).resolve(), as_json=as_json)

    return status


def _uninstall(find_folder: FindFolder, crontab: Sequence[str]) -> click.Command:
    @click.command("uninstall", help=say("remind.help_uninstall"))
    @json_option
    @click.pass_context
    def uninstall(context: click.Context, as_json: bool) -> None:
        from tui.reminders import without_reminder

        place = find_folder(context).resolve()
        removed = _change(crontab, lambda text: without_reminder(text, place))
        if removed and not as_json:
            show(say("remind.removed", collection=place))
        else:
            _report(crontab, place, as_json=as_json)

    return uninstall


def time_of_day(written: str) -> time:
    """``9:00``, ``21:30`` or ``21：30`` as a time. Raises click.BadParameter."""
    try:
        return datetime.strptime(written.replace("：", ":"), _FORM).time()  # noqa: DTZ007 - cron's clock
    except ValueError as error:
        raise click.BadParameter(say("remind.bad_time", value=written)) from error


def this_program(interpreter: str = sys.executable) -> tuple[str, ...]:
    """Give the words that run paperdeck from anywhere, the first an absolute path.

    The script beside the interpreter comes first, since it belongs to the installation
    that is running. Links are kept: those of pipx and uv stay where they are when what
    they point at moves with an upgrade.
    """
    beside = Path(interpreter).absolute().parent / "paperdeck"
    if beside.is_file():
        return (str(beside),)
    found = shutil.which("paperdeck")
    if found is not None:
        return (str(Path(found).absolute()),)
    return (str(Path(interpreter).absolute()), "-m", "tui.main")


def _absolute(log: Path | None) -> Path | None:
    """Give the log's path to cron, which starts elsewhere. Raises LogFolderError."""
    if log is None:
        return None
    path = log.absolute()
    if not path.parent.is_dir():
        raise LogFolderError(say("remind.no_log_folder", folder=path.parent))
    return path


def _change(crontab: Sequence[str], edit: Callable[[str], str]) -> bool:
    """Edit the crontab; one that stays the same is not written. Returns whether it changed."""
    from tui.crontab_command import read_crontab, write_crontab

    before = read_crontab(crontab)
    after = edit(before)
    if after != before:
        write_crontab(after, crontab)
    return after != before


def _report(crontab: Sequence[str], collection: Path, *, as_json: bool) -> None:
    """Print what the crontab now says of the collection."""
    from tui.crontab_command import read_crontab
    from tui.reminders import find_reminder, reminder_line

    text = read_crontab(crontab)
    reminder = find_reminder(text, collection)
    line = reminder_line(text, collection)
    at = None if reminder is None else time(reminder.hour, reminder.minute).strftime(_FORM)
    log = None if reminder is None or reminder.log is None else str(reminder.log)
    if as_json:
        document = {
            "version": 1,
            "collection": str(collection),
            "installed": line is not None,
            "at": at,
            "command": None if reminder is None else list(reminder.command),
            "log": log,
            "line": line,
        }
        show_json(document)
    else:
        for sentence in _sentences(str(collection), line, at, log):
            show(sentence)


def _sentences(collection: str, line: str | None, at: str | None, log: str | None) -> list[str]:
    if line is None:
        return [say("remind.none", collection=collection)]
    as_written = say("remind.line", line=line)
    if at is None:
        return [say("remind.edited", collection=collection), as_written]
    output = say("remind.mailed") if log is None else say("remind.logged", log=log)
    return [say("remind.installed", at=at, collection=collection), output, as_written]


def _print_due(context: click.Context) -> None:
    """What a mail from cron says. Prints nothing on stderr, so that one mail has it all."""
    collection = collection_of(context.obj)
    with open_built(collection) as store, store.snapshot():
        moment = moment_of(collection)
        total, decks = due_today(store, moment.day, collection.limits)
        coming_ms = None if total.counts.total else next_ms(store, moment, collection.limits)
    for line in reminder_lines(decks, total, coming_ms, moment.now.utc_offset_min):
        show(line)
    if total.counts.total:
        show(say("due.remind_start", folder=shlex.quote(str(collection.folder))))


command = remind_group(_print_due, lambda context: folder_of(context.obj))
