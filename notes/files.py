"""List and read the files of a folder of notes: the only input and output of this package.

Nothing is ever written. A file or folder that cannot be read is a value, not an exception,
so that one bad file stops nobody and absence can be told from "not seen".
"""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from notes.decoding import decode
from notes.errors import PaperdeckError
from notes.model import Note, Problem, Severity
from notes.reading import read_text
from notes.vocabulary import Vocabulary
from notes.wording import wording

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

say = wording(__package__)

SUFFIXES = (".md", ".markdown", ".mdx", ".txt")
_SKIPPED = frozenset({"node_modules", "__pycache__"})


class FileStamp(NamedTuple):
    """A file as the listing saw it: a tuple, for a large folder has many."""

    path: str
    """Relative to the root, with ``/``, spelled as on disk."""
    size: int
    """In bytes."""
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Listing:
    """The notes below a root, and what could not be looked into."""

    files: tuple[FileStamp, ...]
    """Sorted by path."""
    unlisted: tuple[tuple[str, Problem], ...] = ()
    """Folders and files that exist but were not seen, by relative path."""


def list_notes(root: Path, exclude: Sequence[str] = ()) -> Listing:
    """List the notes below ``root``, or ``root`` itself if it is a file.

    ``exclude`` holds patterns as in a ``.gitignore``: ``drafts/`` a folder anywhere, ``/old`` at
    the root only, ``*`` within a name, ``**`` over folders, ``!`` for what is kept after all.
    Hidden folders are skipped. Links are followed once. Raises PaperdeckError if ``root`` does
    not exist or a pattern is none.
    """
    if not os.path.lexists(root):
        raise PaperdeckError(say("files.missing", path=root))
    if root.is_file():
        seen = root.stat()
        return Listing((FileStamp(root.name, seen.st_size, seen.st_mtime_ns),))
    walk = _Walk(root, _spec(exclude))
    walk.folder("", frozenset())
    return Listing(
        tuple(sorted(walk.files, key=lambda f: f.path)),
        tuple(sorted(walk.unlisted, key=lambda u: u[0])),
    )


class _Walk:
    """One walk: what it found so far."""

    def __init__(self, root: Path, exclude: GitIgnoreSpec | None) -> None:
        self.root = root
        self.exclude = exclude
        self.files: list[FileStamp] = []
        self.unlisted: list[tuple[str, Problem]] = []

    def folder(self, path: str, above: frozenset[tuple[int, int]]) -> None:
        """Visit a folder; ``above`` are the folders it stands in, so that a loop of links ends."""
        place = self.root / path
        try:
            seen = place.stat()
            here = (seen.st_dev, seen.st_ino)
            if here in above:
                return
            with os.scandir(place) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            self.unlisted.append((path or ".", _unlisted(path or ".", error)))
            return
        before, within = f"{path}/" if path else "", above | {here}
        for entry in entries:
            if not _is_skipped(entry.name):
                self.entry(entry, before + entry.name, within)

    def entry(self, entry: os.DirEntry[str], path: str, above: frozenset[tuple[int, int]]) -> None:
        try:
            if entry.is_dir():
                if not self.excluded(path + "/"):
                    self.folder(path, above)
            elif path.lower().endswith(SUFFIXES) and not self.excluded(path):
                seen = entry.stat()
                if stat.S_ISREG(seen.st_mode):
                    self.file(path, seen)
        except OSError as error:
            self.unlisted.append((path, _unlisted(path, error)))

    def file(self, path: str, seen: os.stat_result) -> None:
        """Keep a note; one whose name is no text could neither be stored nor named."""
        if path.isascii() or _is_text(path):
            self.files.append(FileStamp(path, seen.st_size, seen.st_mtime_ns))
            return
        message, hint = say("files.name-not-text"), say("files.name-not-text-hint")
        self.unlisted.append((path, Problem(0, "name-not-text", Severity.ERROR, message, hint)))

    def excluded(self, path: str) -> bool:
        return self.exclude is not None and self.exclude.match_file(path)


def _is_text(path: str) -> bool:
    """Whether the bytes of a path were text (Python keeps others as lone surrogates)."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_skipped(name: str) -> bool:
    return name.startswith(".") or name in _SKIPPED


def _spec(exclude: Sequence[str]) -> GitIgnoreSpec | None:
    """The patterns as Git reads them. Loaded on first use: 25 ms that few collections need."""
    if not any(pattern.strip() for pattern in exclude):
        return None
    from pathspec import GitIgnoreSpec

    for pattern in exclude:
        try:
            GitIgnoreSpec.from_lines([pattern])
        except ValueError as error:
            raise PaperdeckError(say("files.pattern", pattern=pattern)) from error
    return GitIgnoreSpec.from_lines(exclude)


def _unlisted(path: str, error: OSError) -> Problem:
    message = say("files.no-listing", path=path, reason=error.strerror or type(error).__name__)
    return Problem(0, "unlisted", Severity.ERROR, message, say("files.no-listing-hint"))


def load(root: Path, path: str) -> bytes | Problem:
    """The bytes of a listed file, or why they could not be had."""
    place = root if root.is_file() else root / path
    try:
        return place.read_bytes()
    except OSError as error:
        message = say("files.unreadable", reason=error.strerror or type(error).__name__)
        return Problem(0, "unreadable", Severity.ERROR, message, say("files.unreadable-hint"))


def note_from_bytes(data: bytes, path: str, vocabulary: Vocabulary) -> Note:
    """Decode and read a file. Pure; what is no text gives a note with an ERROR problem."""
    decoded = decode(data)
    if not decoded.encoding:
        return Note(path, "", problems=(decoded.problem,) if decoded.problem else ())
    note = read_text(decoded.text, vocabulary, path=path, encoding=decoded.encoding)
    if decoded.problem is None:
        return note
    return Note(
        note.path, note.encoding, note.papers, note.unrecognised, (decoded.problem, *note.problems)
    )


def read_note(root: Path, path: str, vocabulary: Vocabulary) -> Note:
    """Load and read one note below ``root``; a bad file gives a note that says so."""
    data = load(root, path)
    if isinstance(data, Problem):
        return Note(path, "", problems=(data,))
    return note_from_bytes(data, path, vocabulary)
