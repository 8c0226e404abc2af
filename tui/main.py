"""The program ``paperdeck``: carries out a command line, and words every error.

A prompt of a shell asks for ``paperdeck due`` all the time: that alone is answered without what
reads other command lines, which takes a third of such an answer.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

from notes.errors import PaperdeckError
from tui.output import complain, speak_utf8
from tui.wording import say

PLAIN_COUNT = ("due",)
"""The command line that asks for the counts and nothing else."""

INTERRUPTED = 130
"""Exit code after Ctrl-C."""


def main() -> None:
    """The console entry: run, and end with the exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code. Errors are told in one line."""
    speak_utf8()
    try:
        code = _carry_out(arguments)
        sys.stdout.flush()
    except (PaperdeckError, UnicodeEncodeError) as error:
        complain(_in_words(error))
        return 1
    except OSError as error:
        return _system_error(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last resort: told in one line
        return _mistake_of_ours(error)
    return code


def _carry_out(arguments: Sequence[str]) -> int:
    if tuple(arguments) == PLAIN_COUNT:
        from tui.counting import print_counts
        from tui.opening import Start

        print_counts(Start.now(None), as_json=False)
        return 0
    from tui.cli import carry_out

    return carry_out(arguments)


def _in_words(error: PaperdeckError | UnicodeEncodeError) -> str:
    """What to tell. Text fails to be encoded only where a name on disk holds bytes of no text."""
    if isinstance(error, UnicodeEncodeError):
        return say("main.not_text", text=error.object)
    return str(error)


def _system_error(error: OSError) -> int:
    """Tell what the system refused; a reader that has gone away is no error to tell."""
    if error.errno == errno.EPIPE:
        _forget_stdout()
        return 1
    what = say("main.disk_full") if error.errno == errno.ENOSPC else error.strerror or str(error)
    where = error.filename if error.filename is not None else say("main.output")
    _forget_stdout()
    complain(say("main.system", where=where, what=what))
    return 1


def _mistake_of_ours(error: Exception) -> int:
    """Tell in one line what went wrong inside the program. Raises it again if asked to."""
    if os.environ.get("PAPERDECK_TRACEBACK"):
        raise error
    complain(say("main.bug", error=f"{type(error).__name__}: {error}"))
    return 1


def _forget_stdout() -> None:
    """Let what could not be written go nowhere, or Python would complain again at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
