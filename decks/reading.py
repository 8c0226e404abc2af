"""Reading the notes of a collection: only files that changed, the rest from the cache.

Files are cached as they come, in small commits, so that a build cut off goes on where it
was. What was not seen this time stays as it was read last.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path, PurePosixPath

from decks.collection import Collection, Labels
from decks.presence import Seen, is_gone
from decks.processes import processes
from decks.report import FileCounts, FileState
from decks.store.connection import Store
from decks.store.files import (
    CachedFile,
    Stamp,
    cached_files,
    counts_of,
    counts_of_file,
    digest_of_file,
    file_stamps,
    forget_files,
    keep_file,
    note_text,
    touch_file,
)
from decks.store.roots import follow_roots
from notes.files import FileStamp, Listing, list_notes, load, note_from_bytes
from notes.model import Kind, Problem, Severity
from notes.reading import RECOGNISER
from notes.vocabulary import Vocabulary, load_vocabulary, vocabulary_digest

Progress = Callable[[int, int, str], None]
"""Called with how much is done and how much there is in all, and the path of the file just read.

While a plan is made it is called with notes, papers or cards, and with what is done to them.
"""

COMMIT_EVERY = 64
"""Files per commit of the cache."""
CHUNK = 16
"""Files that a process is given at a time."""
NO_COUNTS = FileCounts(0, 0, 0)


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A file of the listing that a report speaks of."""

    root: str
    path: str
    state: FileState
    counts: FileCounts | None
    """What it held when it was read last; None if it never was."""
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a look at the notes brought."""

    files: tuple[FileSeen, ...]
    """Those that were read, could not be, or have a problem."""
    unchanged: int
    """Files that are as they were when they were read last."""
    manner: str
    """Stands for the way in which files are read, kinds of blocks among it; changes with it."""


@dataclass(frozen=True, slots=True)
class _Manner:
    """How files are read in this build: little to send to another process."""

    labels: Labels
    kinds: frozenset[Kind]
    """Those that become cards."""
    key: str
    """Stands for all of it: a file that was read with another key is read again."""


@dataclass(frozen=True, slots=True)
class _Job:
    root: str
    stamp: FileStamp
    digest_before: str | None
    """Of the bytes when they were read last in the same way, or None."""
    manner: _Manner


_Read = tuple[CachedFile, str | None] | Problem
"""A file as read (without its note if its bytes are as before), or why it could not be."""


def refresh(
    collection: Collection,
    store: Store,
    *,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> Refreshed:
    """Bring the cache in step with the notes.

    ``executor`` reads the files; without one a few are read here, and many by all cores.
    Raises CollectionError if a root is missing and StoreError if the cache cannot be written.
    """
    manner = _manner(collection)
    roots = collection.named_roots()
    follow_roots(store, roots)
    cached = file_stamps(store)
    seen = {str(root): list_notes(root, collection.settings.exclude) for root in roots.values()}
    jobs = _jobs(store, seen, cached, manner)
    with processes(executor, len(jobs)) as reader:
        read = list(_read_all(store, jobs, reader, progress))
    _forget_gone(store, cached, seen)
    files = [*_unlisted(seen), *_with_problems(store, seen, read), *read]
    files.sort(key=lambda file: (file.root, file.path))
    listed = sum(len(listing.files) for listing in seen.values())
    return Refreshed(tuple(files), listed - len(read), manner.key)


def read_as(collection: Collection) -> str:
    """What decides which points are seen in the notes, apart from the notes."""
    return f"{RECOGNISER}:{vocabulary_digest(dict(collection.labels))}"


def _manner(collection: Collection) -> _Manner:
    kinds = collection.kinds
    key = f"{read_as(collection)}:{','.join(sorted(kinds))}"
    return _Manner(collection.labels, kinds, key)


def _jobs(
    store: Store,
    listings: Mapping[str, Listing],
    cached: Mapping[str, Mapping[str, Stamp]],
    manner: _Manner,
) -> list[_Job]:
    """The files that have to be read."""
    jobs: list[_Job] = []
    for root, listing in listings.items():
        known = cached.get(root, {})
        for stamp in listing.files:
            path, size, mtime_ns = stamp
            before = known.get(path)
            if before == (size, mtime_ns, manner.key):
                continue
            same = before is not None and before.cache_key == manner.key
            digest = digest_of_file(store, root, path) if same else None
            jobs.append(_Job(root, stamp, digest, manner))
    return jobs


def _unlisted(listings: Mapping[str, Listing]) -> Iterator[FileSeen]:
    for root, listing in listings.items():
        for path, problem in listing.unlisted:
            yield FileSeen(root, path, FileState.UNREADABLE, None, (problem,))


def _with_problems(
    store: Store, listings: Mapping[str, Listing], read: Sequence[FileSeen]
) -> Iterator[FileSeen]:
    """The files that are as before and that something is wrong with."""
    found = cached_files(store, only_problems=True)
    if not found:
        return
    listed = {(root, stamp.path) for root, listing in listings.items() for stamp in listing.files}
    told = {(file.root, file.path) for file in read}
    for name, file in found.items():
        if name in listed and name not in told:
            yield FileSeen(*name, FileState.UNCHANGED, file.counts, file.problems)


def _forget_gone(
    store: Store,
    cached: Mapping[str, Mapping[str, Stamp]],
    listings: Mapping[str, Listing],
) -> None:
    """Take the notes out of the cache that are gone, and not only unseen."""
    gone: list[tuple[str, str]] = []
    for root, known in cached.items():
        listing = listings.get(root)
        if listing is None:
            continue
        listed = frozenset(stamp.path for stamp in listing.files)
        unlisted = tuple(path for path, _ in listing.unlisted)
        seen = Seen(listed, unlisted, partial(_exists, Path(root)))
        gone += [(root, path) for path in known.keys() - listed if is_gone(path, seen)]
    if gone:
        with store.transaction():
            forget_files(store, gone)


def _exists(root: Path, path: str) -> bool:
    """Whether there is a note at ``path``, spelled so, or a link on the way that leads nowhere.

    Where upper and lower case are the same to the disk, a note that was renamed from one to
    the other still answers to its old name.
    """
    folder = root
    for part in PurePosixPath(path).parts:
        try:
            if folder / part not in folder.iterdir():
                return False
        except OSError:  # not mounted, or closed to us: not seen
            return True
        folder /= part
    return True


def _read_all(
    store: Store, jobs: Sequence[_Job], executor: Executor | None, progress: Progress | None
) -> Iterator[FileSeen]:
    """Read the files and cache them; only those are told whose bytes are new or out of reach."""
    results = executor.map(_read, jobs, chunksize=CHUNK) if executor else map(_read, jobs)
    done = iter(zip(jobs, results, strict=True))
    for start in range(0, len(jobs), COMMIT_EVERY):
        # What is still being read is awaited outside of the transaction: no grade waits for it.
        batch = list(islice(done, COMMIT_EVERY))
        with store.transaction():
            kept = [_keep(store, job, result) for job, result in batch]
        yield from filter(None, kept)
        if progress:
            progress(start + len(batch), len(jobs), batch[-1][0].stamp.path)


def _keep(store: Store, job: _Job, result: _Read) -> FileSeen | None:
    if isinstance(result, Problem):
        before = counts_of_file(store, job.root, job.stamp.path)
        return FileSeen(job.root, job.stamp.path, FileState.UNREADABLE, before, (result,))
    file, note = result
    if note is None:
        touch_file(store, file)
        return None
    keep_file(store, file, note)
    return FileSeen(file.root, file.path, FileState.READ, file.counts, file.problems)


@lru_cache(2)
def _vocabulary(labels: Labels) -> Vocabulary:
    """The vocabulary with the labels of a collection: every process makes it once."""
    return load_vocabulary(dict(labels))


def _read(job: _Job) -> _Read:
    """Read one file: pure but for the file itself, so that any process can do it."""
    data = load(Path(job.root), job.stamp.path)
    if isinstance(data, Problem):
        return data
    digest = hashlib.sha256(data).hexdigest()
    file = CachedFile(
        job.root, job.stamp.path, job.stamp.size, job.stamp.mtime_ns, digest, job.manner.key,
        NO_COUNTS, (),
    )  # fmt: skip
    if digest == job.digest_before:
        return file, None
    note = note_from_bytes(data, job.stamp.path, _vocabulary(job.manner.labels))
    errors = [problem for problem in note.problems if problem.severity is Severity.ERROR]
    if errors:
        return errors[0]
    counts = counts_of(note, job.manner.kinds)
    return replace(file, counts=counts, problems=note.problems), note_text(note)
