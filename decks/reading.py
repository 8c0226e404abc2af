"""Reading the notes of a collection: only files that changed, the rest from the cache.

Files are cached as they come, in small commits, so that a build cut off goes on where it
was. What was not seen this time stays as it was read last.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath

from decks.collection import Collection
from decks.presence import Seen, is_gone
from decks.report import FileState
from decks.store.connection import Store
from decks.store.files import (
    CachedFile,
    cached_files,
    counts_of,
    file_digests,
    forget_files,
    keep_file,
    touch_file,
)
from decks.store.roots import follow_roots
from notes.files import FileStamp, Listing, list_notes, load, note_from_bytes
from notes.model import Kind, Note, Problem, Severity
from notes.reading import RECOGNISER
from notes.vocabulary import Vocabulary

Progress = Callable[[int, int, str], None]
"""Called with files done, files to do, and the path of the one just read."""

COMMIT_EVERY = 64
"""Files per commit of the cache."""


@dataclass(frozen=True, slots=True)
class FileSeen:
    """A file of the listing, and what became of it."""

    root: str
    path: str
    state: FileState
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a look at the notes brought."""

    files: tuple[FileSeen, ...]
    fingerprint: str
    """Changes whenever any file's content does, or the way in which it is read."""


@dataclass(frozen=True, slots=True)
class _Manner:
    """How files are read in this build."""

    vocabulary: Vocabulary
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


_Read = tuple[CachedFile, Note | None] | Problem
"""A file as read (no note if its bytes are as before), or why it could not be."""


def refresh(
    collection: Collection,
    store: Store,
    *,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> Refreshed:
    """Bring the cache in step with the notes.

    ``executor`` reads the files; without one they are read here. Raises CollectionError if a
    root is missing and StoreError if the cache cannot be written.
    """
    manner = _manner(collection)
    roots = collection.named_roots()
    follow_roots(store, roots)
    cached = cached_files(store)
    seen = {str(root): list_notes(root, collection.settings.exclude) for root in roots.values()}
    files, jobs = _sorted_out(seen, cached, manner)
    files += _read_all(store, jobs, executor, progress)
    _forget_gone(store, cached, seen)
    files.sort(key=lambda file: (file.root, file.path))
    return Refreshed(tuple(files), _fingerprint(store, manner.key))


def _manner(collection: Collection) -> _Manner:
    vocabulary, kinds = collection.vocabulary, collection.kinds
    key = f"{RECOGNISER}:{vocabulary.digest}:{','.join(sorted(kinds))}"
    return _Manner(vocabulary, kinds, key)


def _sorted_out(
    listings: Mapping[str, Listing], cached: Mapping[tuple[str, str], CachedFile], manner: _Manner
) -> tuple[list[FileSeen], list[_Job]]:
    """The files that cannot or need not be read, and those that have to be."""
    files: list[FileSeen] = []
    jobs: list[_Job] = []
    for root, listing in listings.items():
        for path, problem in listing.unlisted:
            files.append(FileSeen(root, path, FileState.UNREADABLE, (problem,)))
        for stamp in listing.files:
            before = _read_alike(cached.get((root, stamp.path)), manner)
            if before and (before.size, before.mtime_ns) == (stamp.size, stamp.mtime_ns):
                files.append(_seen(before, FileState.UNCHANGED))
            else:
                jobs.append(_Job(root, stamp, before.digest if before else None, manner))
    return files, jobs


def _read_alike(before: CachedFile | None, manner: _Manner) -> CachedFile | None:
    """What is cached of a file, if it was read in this manner."""
    return before if before and before.cache_key == manner.key else None


def _forget_gone(
    store: Store, cached: Mapping[tuple[str, str], CachedFile], listings: Mapping[str, Listing]
) -> None:
    """Take the notes out of the cache that are gone, and not only unseen."""
    seen = {
        root: Seen(
            frozenset(stamp.path for stamp in listing.files),
            tuple(path for path, _ in listing.unlisted),
            partial(_exists, Path(root)),
        )
        for root, listing in listings.items()
    }
    with store.transaction():
        forget_files(store, [name for name in cached if is_gone(name[1], seen.get(name[0]))])


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


def _seen(file: CachedFile, state: FileState) -> FileSeen:
    return FileSeen(file.root, file.path, state, file.problems)


def _read_all(
    store: Store, jobs: Sequence[_Job], executor: Executor | None, progress: Progress | None
) -> Iterator[FileSeen]:
    results = executor.map(_read, jobs, chunksize=16) if executor else map(_read, jobs)
    done = iter(zip(jobs, results, strict=True))
    for start in range(0, len(jobs), COMMIT_EVERY):
        with store.transaction():
            for number in range(start, min(start + COMMIT_EVERY, len(jobs))):
                job, result = next(done)
                yield _keep(store, job, result)
                if progress:
                    progress(number + 1, len(jobs), job.stamp.path)


def _keep(store: Store, job: _Job, result: _Read) -> FileSeen:
    if isinstance(result, Problem):
        return FileSeen(job.root, job.stamp.path, FileState.UNREADABLE, (result,))
    file, note = result
    if note is None:
        touch_file(store, file)
        return _seen(file, FileState.UNCHANGED)
    keep_file(store, file, note)
    return _seen(file, FileState.READ)


def _read(job: _Job) -> _Read:
    """Read one file: pure but for the file itself, so that any process can do it."""
    data = load(Path(job.root), job.stamp.path)
    if isinstance(data, Problem):
        return data
    digest = hashlib.sha256(data).hexdigest()
    file = CachedFile(
        job.root, job.stamp.path, job.stamp.size, job.stamp.mtime_ns, digest, job.manner.key,
        counts_of(Note("", ""), job.manner.kinds), (),
    )  # fmt: skip
    if digest == job.digest_before:
        return file, None
    note = note_from_bytes(data, job.stamp.path, job.manner.vocabulary)
    errors = [problem for problem in note.problems if problem.severity is Severity.ERROR]
    if errors:
        return errors[0]
    return replace(file, counts=counts_of(note, job.manner.kinds), problems=note.problems), note


def _fingerprint(store: Store, cache_key: str) -> str:
    hasher = hashlib.sha256(cache_key.encode())
    for row in file_digests(store):
        hasher.update(repr(row).encode())
    return hasher.hexdigest()
