"""The base of every error that is meant for the user."""

from __future__ import annotations


class PaperdeckError(Exception):
    """An error the user can understand and mend.

    ``str(error)`` is one line that says what happened, where (``file:line`` if there is
    one) and what to do. The command line prints it on stderr and ends with exit code 1.
    """
