"""Who does the work that any process can do: reading files, and making candidates of points."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

MANY = 200
"""From so many tasks on it takes longer to do them here than to start a process for each core."""


@contextmanager
def processes(given: Executor | None, tasks: int) -> Iterator[Executor | None]:
    """The executor that was given, else a process for each core where so many are worth it."""
    cores = os.cpu_count() or 1
    if given is not None or tasks < MANY or cores == 1:
        yield given
        return
    # Never by fork: the app has threads. A new process takes 0.1 s to start.
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        yield pool
