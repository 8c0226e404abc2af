"""Reads and writes the user's crontab through the ``crontab`` program.

The only module that runs it. Text goes in and out as it is: bytes that are not UTF-8
become surrogates on the way in and the same bytes on the way out. Must not look into
the text.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence

from notes.errors import PaperdeckError
from tui.wording import say

_NOTHING_YET = re.compile(r"no crontab for |can't open '.*': No such file")
"""What ``crontab -l`` complains of where there is no crontab: Vixie's words, and BusyBox's."""


class CrontabError(PaperdeckError):
    """The ``crontab`` program is missing or refused."""


def read_crontab(program: Sequence[str] = ("crontab",)) -> str:
    """Return the user's crontab as ``program -l`` prints it; empty if there is none.

    Raises CrontabError.
    """
    done = _run([*program, "-l"], b"")
    if done.returncode == 0:
        return _text(done.stdout)
    complaint = _text(done.stderr)
    if not done.stdout and _NOTHING_YET.search(complaint):
        return ""
    raise _refusal([*program, "-l"], complaint)


def write_crontab(text: str, program: Sequence[str] = ("crontab",)) -> None:
    """Make ``text`` the user's crontab; no crontab is left of an empty one.

    Raises CrontabError, and the old crontab stays.
    """
    command = [*program, "-"] if text else [*program, "-r"]
    done = _run(command, text.encode("utf-8", "surrogateescape"))
    if done.returncode != 0:
        raise _refusal(command, _text(done.stderr))


def _run(command: list[str], given: bytes) -> subprocess.CompletedProcess[bytes]:
    # The words we look for are English, and Debian's program prints its own header of
    # three lines where the variable says N; writing that back would add one each time.
    environment = {**os.environ, "LC_ALL": "C", "CRONTAB_NOHEADER": "Y"}
    try:
        return subprocess.run(  # noqa: S603 - no shell; only the caller names the program
            command, input=given, capture_output=True, env=environment, check=False
        )
    except FileNotFoundError as error:
        raise CrontabError(say("remind.no_crontab_program", program=command[0])) from error
    except OSError as error:
        raise _refusal(command, str(error)) from error


def _text(output: bytes) -> str:
    return output.decode("utf-8", "surrogateescape")


def _refusal(command: list[str], complaint: str) -> CrontabError:
    reason = " ".join(complaint.split()) or say("remind.no_reason")
    return CrontabError(say("remind.refused", command=" ".join(command), reason=reason))
