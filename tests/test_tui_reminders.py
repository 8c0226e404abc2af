"""The line of the crontab that reminds of a collection, and every line that is not ours."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from crontab import CronTab
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.reminders import (
    MARK,
    MARK_AFTER_OPEN_LINE,
    Reminder,
    ReminderError,
    crontab_line,
    find_reminder,
    reminder_line,
    with_reminder,
    without_reminder,
)

NINE = Reminder(Path("/home/li/papers"), ("/opt/paperdeck/bin/paperdeck",), 9, 0)
LINE = f"0 9 * * * /opt/paperdeck/bin/paperdeck -C /home/li/papers remind # {MARK}"
OTHER = replace(NINE, collection=Path("/home/li/阅读 笔记"), hour=21, minute=30)

CRONTABS = {
    "empty": "",
    "only blank lines": "\n\n \n\t\n",
    "comments, one indented, one Chinese": "# plain\n   # indented\n# 每日备份 📚\n",
    "variables, empty and spaced and quoted": 'MAILTO=\nPATH = /bin:/usr/bin\nSHELL="/bin/sh"\n',
    "variable between jobs": "A=1\n0 1 * * * a\n# on b\nA=2\n0 2 * * * b\n",
    "tabs, zeros, spaces at the end": "00\t09\t*  * *   cmd  x   \n",
    "what python-crontab rewrites": "0 0 * * * a\n0-59 * * * 5-7 b\n*/1 9 * * 7 c\n0~9 9 * * * d\n",
    "what python-crontab disables": "-*/15 * * * * quiet\nhello world\n",
    "CRLF": "MAILTO=a\r\n0 1 * * * a\r\n",
    "last line open": "0 1 * * * a\n# 没有换行",
    "last line open, alone": "0 1 * * * a",
    "separators that are no line breaks": "# a\x0bb\x0cc\x85d\u2028e\x1cf\rg\n",
    "bytes that are not UTF-8": "# \udcff\udcfe \udc80\n0 1 * * * a\n",
    "our words in the lines of others": (
        f"# {MARK}\n0 1 * * * echo '-C /home/li/papers remind # {MARK}'\n"
        f"0 1 * * * notes -C /home/li/papers remind\n0 1 * * * a # {MARK}\n"
        f"0 1 * * * notes -C /home/li/papers remind # {MARK} of my own\n"
        f"0 1 * * * it's -C /home/li/papers # {MARK}\n"
    ),
    "ours, made a comment by hand": f"#{LINE}\n  # {LINE}\n",
    "another collection's reminder": crontab_line(OTHER) + "\n",
    "a collection whose path begins like ours": LINE.replace("papers", "papers2") + "\n",
    "huge": "".join(f"{n % 60} {n % 24} * * * job {n}\n" for n in range(5000)),
}

PATHS = {
    "plain": "/home/li/papers",
    "space, quotes": """/a b/it's "so" `x` $HOME""",
    "Chinese, full width, emoji": "/家/论文 笔记：第一，二（三）📚",
    "per cent": "/a%b/100%/%F %",
    "backslashes": "/a\\b/\\\\/\\%/'\\'/\\",
    "comment sign": f"/a #b/# {MARK}",
    "option and redirection": "/-C/ -C /x remind >> y 2>&1",
    "shell": "/a;b&c|d(e)<f>{g,h}*?[i]!~",
    "bytes that are not UTF-8": "/a\udcffb",
    "long": "/" + "长" * 200,
}

COLLECTIONS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("%\\'\" #-C\udcff"),
    max_size=20,
).map(lambda text: Path("/" + text))
REMINDERS = st.builds(
    Reminder,
    collection=COLLECTIONS,
    program=st.lists(COLLECTIONS.map(str), min_size=1, max_size=3).map(tuple),
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
    log=st.none() | COLLECTIONS,
)
PIECES = [
    *("\n", "\r\n", "# 注", "MAILTO=", "A = 'b", "0  9 * * *\tcmd %", "@daily x", "\\", '"'),
    *(LINE, f"-C # {MARK}", f" # {MARK_AFTER_OPEN_LINE}", crontab_line(OTHER) + "\n", "\udcff\x85"),
]
TEXTS = st.lists(
    st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
).map("".join)
LAW = settings(max_examples=300, deadline=None)


@pytest.mark.parametrize("text", CRONTABS.values(), ids=CRONTABS)
def test_every_other_line_stays_byte_for_byte(text: str) -> None:
    """Installing adds one line, which is ours, at the end; removing it gives the text back."""
    installed = with_reminder(text, NINE)
    assert installed.startswith(text)
    assert re.fullmatch(r"\n?[^\n]+\n", installed[len(text) :])
    assert find_reminder(installed, NINE.collection) == NINE
    assert without_reminder(installed, NINE.collection) == text


@pytest.mark.parametrize("text", CRONTABS.values(), ids=CRONTABS)
def test_nothing_is_found_or_removed_that_is_not_ours(text: str) -> None:
    """A crontab without our line has no reminder, and removing none changes nothing."""
    assert reminder_line(text, NINE.collection) is None
    assert without_reminder(text, NINE.collection) == text


@pytest.mark.parametrize("text", CRONTABS.values(), ids=CRONTABS)
def test_another_time_replaces_the_line_where_it_stands(text: str) -> None:
    """Installing again changes our line only, wherever its owner has moved it."""
    later = replace(NINE, hour=22, minute=5)
    moved = LINE + "\n" + text
    assert with_reminder(moved, later) == crontab_line(later) + "\n" + text


@LAW
@given(TEXTS, REMINDERS)
def test_install_and_uninstall_are_inverse(text: str, reminder: Reminder) -> None:
    """Uninstall after install gives every text back, whatever it holds."""
    before = without_reminder(text, reminder.collection)
    installed = with_reminder(before, reminder)
    assert without_reminder(installed, reminder.collection) == before
    assert find_reminder(installed, reminder.collection) == reminder


@LAW
@given(TEXTS, REMINDERS, st.integers(0, 23))
def test_installing_twice_is_installing_once(text: str, reminder: Reminder, hour: int) -> None:
    """The second install leaves what the first alone would have left."""
    once = with_reminder(text, reminder)
    assert with_reminder(once, reminder) == once
    assert with_reminder(with_reminder(text, replace(reminder, hour=hour)), reminder) == once


@LAW
@given(TEXTS, REMINDERS, REMINDERS)
def test_collections_do_not_touch_each_other(text: str, one: Reminder, two: Reminder) -> None:
    """The reminder of one collection survives all that is done to another's."""
    two = replace(two, collection=one.collection / "x")
    both = with_reminder(with_reminder(text, one), two)
    assert find_reminder(both, one.collection) == one
    assert find_reminder(both, two.collection) == two
    assert find_reminder(without_reminder(both, one.collection), two.collection) == two


def unescaped_by_cronie(line: str) -> str:
    r"""Return what cronie gives the shell: ``\%`` is ``%``, a bare ``%`` ends the command."""
    command = re.split(r"(?<!\\)%", line.split(" ", 5)[5])[0]
    return command.replace(r"\%", "%")


def unescaped_by_vixie(line: str) -> str:
    r"""Return what Vixie's cron gives the shell: there ``\\`` is ``\`` as well."""
    command = re.match(r"(?:\\.|[^\\%])*", line.split(" ", 5)[5], re.DOTALL)
    return re.sub(r"\\([\\%])", r"\1", command[0] if command else "")


def arguments(command: str) -> list[bytes]:
    done = subprocess.run(
        ["/bin/sh", "-c", command.encode("utf-8", "surrogateescape")],
        capture_output=True,
        check=True,
        env={"PATH": "/usr/bin:/bin"},
    )
    return done.stdout.split(b"\0")[:-1]


@pytest.mark.parametrize("unescape", [unescaped_by_cronie, unescaped_by_vixie])
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_every_path_reaches_the_program_through_cron_and_shell(
    path: str, unescape: Callable[[str], str]
) -> None:
    """The program gets the collection's path as it is, under both readings of a backslash."""
    line = crontab_line(Reminder(Path(path), ("printf", r"%s\0"), 9, 0))
    expected = ["-C", path, "remind"]
    assert arguments(unescape(line)) == [w.encode("utf-8", "surrogateescape") for w in expected]


@settings(max_examples=40, deadline=None)
@given(COLLECTIONS)
def test_any_path_reaches_the_program(collection: Path) -> None:
    """No character of a path is lost or run as a command."""
    line = crontab_line(Reminder(collection, ("printf", r"%s\0"), 9, 0))
    for unescape in (unescaped_by_cronie, unescaped_by_vixie):
        assert arguments(unescape(line))[1] == str(collection).encode("utf-8", "surrogateescape")


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_the_log_gets_output_and_errors(path: str, tmp_path: Path) -> None:
    """A log is appended to, by the name its owner gave, errors included."""
    log = tmp_path / path.replace("/", "_")[:60]
    complain = ("sh", "-c", "echo out; echo err >&2")
    line = crontab_line(Reminder(Path(path), complain, 9, 0, log))
    arguments(unescaped_by_vixie(line))
    arguments(unescaped_by_vixie(line))
    assert log.read_text() == "out\nerr\n" * 2


@pytest.mark.parametrize(("hour", "minute"), [(0, 0), (9, 0), (23, 59)])
def test_python_crontab_reads_the_same_time(hour: int, minute: int) -> None:
    """Another reader of crontabs takes our line for one valid daily job at that time."""
    (job,) = CronTab(tab=crontab_line(replace(NINE, hour=hour, minute=minute)))
    assert job.is_valid()
    assert job.slices.clean_render() == f"{minute} {hour} * * *"
    assert job.comment == MARK


def test_the_line_is_frozen() -> None:
    """Lines that stand in people's crontabs are recognised by every later version."""
    assert crontab_line(NINE) == LINE


EDITED = {
    "weekdays only": LINE.replace("* * *", "* * 1-5"),
    "every two hours": LINE.replace("0 9", "0 */2"),
    "nickname": LINE.replace("0 9 * * *", "@daily"),
    "piped on": LINE.replace("remind #", "remind | mail -s due me #"),
    "an option more": LINE.replace("remind #", "remind --json #"),
    "spacing": LINE.replace("0 9", "0  9"),
    "tab in a quoted word": LINE.replace("/opt/", "'/opt\t'/"),
    "no such time": LINE.replace("0 9", "0 99"),
}


@pytest.mark.parametrize("line", EDITED.values(), ids=EDITED)
def test_a_line_edited_by_hand_is_still_ours(line: str) -> None:
    """It is shown as it is, not misread; install writes it anew and uninstall removes it."""
    text = f"# above\n{line}\n# below\n"
    assert reminder_line(text, NINE.collection) == line
    assert find_reminder(text, NINE.collection) is None
    assert with_reminder(text, NINE) == f"# above\n{LINE}\n# below\n"
    assert without_reminder(text, NINE.collection) == "# above\n# below\n"


def test_copies_of_the_line_become_one() -> None:
    """A line its owner has doubled does not remind twice after an install."""
    assert with_reminder(f"{LINE}\n# between\n{LINE}\n", NINE) == f"{LINE}\n# between\n"


def test_an_opened_line_is_not_glued_to_what_came_later() -> None:
    """Where something was added below our line, the line above it keeps its end."""
    installed = with_reminder("# open", NINE) + "0 1 * * * later\n"
    assert without_reminder(installed, NINE.collection) == "# open\n0 1 * * * later\n"


@pytest.mark.parametrize("letter", ["\n", "\r", "\t", "\0", "\x1b", "\x7f"])
@pytest.mark.parametrize("where", ["collection", "program", "log"])
def test_a_control_character_is_refused(letter: str, where: str) -> None:
    """No path can add a line of its own to the crontab."""
    path = f"/a{letter}* * * * * rm -r x"
    values = {"collection": Path(path), "program": (path,), "log": Path(path)}
    with pytest.raises(ReminderError, match=r"/a\?\* .*control character"):
        with_reminder("", replace(NINE, **{where: values[where]}))
