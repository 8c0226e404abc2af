"""How fast notes are read, beside what reading them costs at the least.

Every row is measured on the same files in the same run, in turns, and a ratio is the median of
those of single turns, so that it means something where others use the machine too. Times are
those of the processor. ``make bench`` runs it; ``--write`` also puts the tables
into ``RESULTS.md`` beside this file.
"""

from __future__ import annotations

import argparse
import gc
import re
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from markdown_it import MarkdownIt

from benchmarks.generated_notes import generated_notes
from notes.files import SUFFIXES, list_notes, note_from_bytes, read_note
from notes.vocabulary import Vocabulary, load_vocabulary

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
RUNS = 7
GENERATED = 300
GROWTH = (1_000, 2_000, 4_000, 8_000, 15_000)
BEGIN, END = "<!-- notes_speed -->", "<!-- end of notes_speed -->"

_LINE = re.compile(r"[ \t]*(?:#{1,6} |[-*+] |\d{1,3}[.)] |> |\|)")
_MARKDOWN = MarkdownIt("commonmark")

Reader = Callable[[Sequence[Path], Sequence[bytes], Vocabulary], object]


def read_bytes(paths: Sequence[Path], _loaded: Sequence[bytes], _words: Vocabulary) -> None:
    """Only load the files."""
    for path in paths:
        path.read_bytes()


def match_lines(paths: Sequence[Path], _loaded: Sequence[bytes], _words: Vocabulary) -> int:
    """Load, decode, and try one compiled expression on every line."""
    found = 0
    for path in paths:
        for line in path.read_bytes().decode("utf-8", "replace").split("\n"):
            if _LINE.match(line):
                found += 1
    return found


def markdown_tokens(_paths: Sequence[Path], loaded: Sequence[bytes], _words: Vocabulary) -> None:
    """Decode, and let markdown-it-py make its tokens."""
    for data in loaded:
        _MARKDOWN.parse(data.decode("utf-8", "replace"))


def notes_read(_paths: Sequence[Path], loaded: Sequence[bytes], words: Vocabulary) -> None:
    """Decode and read: bytes to Note."""
    for data in loaded:
        note_from_bytes(data, "note.md", words)


READERS: dict[str, Reader] = {
    "bytes": read_bytes,
    "lines": match_lines,
    "markdown-it-py": markdown_tokens,
    "notes": notes_read,
}


def timed(reader: Reader, paths: Sequence[Path], loaded: Sequence[bytes]) -> float:
    """Seconds for all files with a vocabulary that has met no label yet."""
    words = load_vocabulary()
    gc.collect()
    start = process_time()
    reader(paths, loaded, words)
    return process_time() - start


def measured(paths: Sequence[Path], runs: int) -> dict[str, list[float]]:
    """The MB/s of each reader in each turn; the readers take turns."""
    loaded = [path.read_bytes() for path in paths]
    size = sum(map(len, loaded)) / 1e6
    rates: dict[str, list[float]] = {name: [] for name in READERS}
    for _ in range(runs):
        for name, reader in READERS.items():
            rates[name].append(size / timed(reader, paths, loaded))
    return rates


def ratio(rates: dict[str, list[float]], name: str, other: str) -> float:
    """How many times as fast a reader is as another, by the median of the turns."""
    return median(mine / its for mine, its in zip(rates[name], rates[other], strict=True))


def notes_below(folder: Path) -> list[Path]:
    """The note files below a folder, in order."""
    return sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES)


def write_notes(folder: Path, number: int) -> None:
    """Write generated notes into a folder."""
    for name, text in generated_notes(number):
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8", newline="")


def speed_table(folders: dict[str, list[Path]], runs: int) -> list[str]:
    """MB/s of each reader on each set of files, and the two ratios that matter."""
    names = " | ".join(f"{name}, MB/s" for name in READERS)
    rows = [
        f"| files | MB | {names} | notes ÷ markdown-it-py | lines ÷ notes |",
        "| --- " * (len(READERS) + 4) + "|",
    ]
    for name, paths in folders.items():
        if not paths:
            continue
        rates = measured(paths, runs)
        size = sum(path.stat().st_size for path in paths) / 1e6
        shown = " | ".join(f"{median(rates[each]):.1f}" for each in READERS)
        faster, slower = ratio(rates, "notes", "markdown-it-py"), ratio(rates, "lines", "notes")
        rows.append(
            f"| {name} ({len(paths)}) | {size:.2f} | {shown} | {faster:.2f} | {slower:.1f} |"
        )
    return rows


def growth_table(folder: Path, numbers: Sequence[int]) -> list[str]:
    """Time for each file as the number of files grows; ideally it does not change."""
    files = list_notes(folder).files
    rows = ["| files | MB | ms for each file | MB/s |", "| --- | --- | --- | --- |"]
    for number in numbers:
        some = files[:number]
        words = load_vocabulary()
        gc.collect()
        start = process_time()
        for file in some:
            read_note(folder, file.path, words)
        seconds, size = process_time() - start, sum(file.size for file in some) / 1e6
        each, rate = seconds / len(some) * 1000, size / seconds
        rows.append(f"| {len(some)} | {size:.1f} | {each:.3f} | {rate:.3g} |")
    return rows


def length_table(runs: int) -> list[str]:
    """Time and memory for one note as it grows: both should grow with its length."""
    text = "\n".join(text for _, text in generated_notes(GENERATED))
    rows = ["| KB of one note | MB/s | peak memory ÷ its bytes |", "| --- | --- | --- |"]
    words = load_vocabulary()
    for size in (10, 100, 1_000):
        data = text[: size * 1000].encode()
        seconds = []
        for _ in range(runs):
            start = process_time()
            note_from_bytes(data, "note.md", words)
            seconds.append(process_time() - start)
        tracemalloc.start()
        note_from_bytes(data, "note.md", words)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        rate = len(data) / 1e6 / median(seconds)
        rows.append(f"| {len(data) / 1000:.0f} | {rate:.3g} | {peak / len(data):.1f} |")
    return rows


def write_results(tables: Sequence[Sequence[str]]) -> None:
    """Put the tables between their two marks in ``RESULTS.md``."""
    place = HERE / "RESULTS.md"
    before, rest = place.read_text("utf-8").split(BEGIN)
    after = rest.split(END)[1]
    body = "\n\n".join("\n".join(table) for table in tables)
    place.write_text(f"{before}{BEGIN}\n{body}\n{END}{after}", "utf-8")


def main() -> None:
    """Measure and print; with ``--write`` keep the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help="runs of which the median counts")
    parser.add_argument("--quick", action="store_true", help="leave the growth curve out")
    parser.add_argument("--write", action="store_true", help="put the tables into RESULTS.md")
    options = parser.parse_args()
    with TemporaryDirectory() as place:
        folder = Path(place)
        write_notes(folder, GENERATED if options.quick else GROWTH[-1])
        generated = notes_below(folder)[:: 1 if options.quick else GROWTH[-1] // GENERATED]
        folders = {
            "real notes": notes_below(SHARED / "notes"),
            "corpora": notes_below(SHARED / "corpora"),
            "generated notes": generated,
        }
        tables = [speed_table(folders, options.runs)]
        if not options.quick:
            tables += [growth_table(folder, GROWTH), length_table(options.runs)]
    for table in tables:
        print(*table, "", sep="\n")
    if options.write:
        write_results(tables)


if __name__ == "__main__":
    main()
