"""Write a file whole or not at all: beside its target, then renamed."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from exports.errors import ExportError
from exports.wording import say


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file to write into, which takes the place of ``path`` when the block ends well.

    If the block ends in an exception, what was at ``path`` stays as it was. Raises
    ExportError where nothing can be written; OSErrors of the block count as that.
    """
    target = Path(os.path.realpath(path))  # a link stays a link
    beside = target.with_name(f".{target.name[:40]}.{secrets.token_hex(4)}.part")
    try:
        try:
            with beside.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            beside.replace(target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        detail = error.strerror or str(error)
        raise ExportError(say("file.not-written", path=path, detail=detail)) from error
