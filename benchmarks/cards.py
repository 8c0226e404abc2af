"""What cards the rules make of notes, in figures, and a sample for a reader to mark.

The notes are read first; what is timed is the making of cards alone. ``make bench`` runs it;
``--write`` also puts the tables into ``RESULTS.md`` beside this file. ``--sample`` prints
accepted cards drawn by chance, the same ones for the same seed and notes.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks.notes_speed import HERE, SHARED
from decks.build import build
from decks.cards import Acceptance, Card
from decks.collection import open_collection
from decks.faces import plain
from decks.han import has_han
from decks.reading import refresh
from decks.recipes.terms import size
from decks.reconcile import KnownPoint
from decks.store.cards import all_cards
from decks.store.points import known_points
from notes.model import Kind

BEGIN, END = "<!-- cards -->", "<!-- end of cards -->"
EVERYTHING = 99_999
"""So many cards may be unseen: every paper is in study."""
SAMPLE = 60
SEED = 1


@dataclass(frozen=True)
class Made:
    """One collection after its first build."""

    name: str
    papers: int
    points: Sequence[KnownPoint]
    """Those that were asked about: a card of each is accepted or waits."""
    left_out: int
    """Points of papers asked in another language, and places to fill in."""
    cards: Sequence[Card]
    seconds: float

    @property
    def accepted(self) -> list[Card]:
        """The cards that are asked."""
        return [card for card in self.cards if card.acceptance is Acceptance.ACCEPTED]


def made_of(name: str, roots: Sequence[Path]) -> Made:
    """Build a collection of its own from folders of notes and look at its cards."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        settings = {"roots": list(map(str, roots)), "backlog": EVERYTHING}
        (folder / "paperdeck.yaml").write_text(json.dumps(settings))
        collection = open_collection(folder)
        with collection.open_store() as store:
            refresh(collection, store)
            start = process_time()
            build(collection, store)
            seconds = process_time() - start
            cards = all_cards(store)
            points = [point for point in known_points(store, {}) if point.present]
    asked = {card.point for card in cards}
    tried = [point for point in points if point.id in asked]
    papers = len({point.paper for point in points})
    return Made(name, papers, tried, len(points) - len(tried), cards, seconds)


HEADS = (
    "notes", "papers", "points", "left out", "accepted", "points covered", "innovations covered",
    "cards a paper: 10 %", "median", "90 %", "answer: 汉字", "words", "cards a second",
)  # fmt: skip


def sum_table(all_made: Sequence[Made]) -> list[str]:
    """One row for each collection: how much is covered, and how large cards are."""
    rows = [HEADS, ["---"] * len(HEADS), *map(_sum_row, all_made)]
    return [f"| {' | '.join(row)} |" for row in rows]


def _sum_row(made: Made) -> list[str]:
    covered = {card.point for card in made.accepted}
    innovations: dict[str, bool] = {}
    for point in made.points:
        if point.kind is Kind.CORE_INNOVATION:
            told = innovations.get(point.paper, False)
            innovations[point.paper] = told or point.id in covered
    spread = _spread(Counter(card.paper.id for card in made.accepted).values())
    counts = [made.papers, len(made.points), made.left_out, len(made.accepted)]
    shares = [len(covered) / max(1, len(made.points)), _share(innovations.values())]
    sizes = [*spread, *_answer_sizes(made.accepted), len(made.cards) / made.seconds]
    return [
        made.name,
        *map(str, counts),
        *(f"{share:.0%}" for share in shares),
        *(f"{size:.0f}" for size in sizes),
    ]


def _share(facts: Collection[bool]) -> float:
    return sum(facts) / max(1, len(facts))


def _spread(counts: Iterable[int]) -> tuple[float, float, float]:
    """The 10th percentile, the median and the 90th."""
    found = sorted(counts)
    if len(found) < 2:
        only = float(sum(found))
        return only, only, only
    tenths = quantiles(found, n=10, method="inclusive")
    return tenths[0], median(found), tenths[-1]


def _answer_sizes(cards: Sequence[Card]) -> tuple[float, float]:
    """Median length of Chinese answers (a Latin word counts 2), and of others in words."""
    answers = [plain(card.back, reveal=True) for card in cards]
    han = [size(answer) for answer in answers if has_han(answer)]
    latin = [len(answer.split()) for answer in answers if not has_han(answer)]
    return median(han or [0]), median(latin or [0])


def share_table(head: str, all_made: Sequence[Made], counts: Sequence[Counter[str]]) -> list[str]:
    """One row for each thing counted, one column for each collection."""
    rows = [f"| {head} | {' | '.join(made.name for made in all_made)} |"]
    rows.append("| --- " * (len(all_made) + 1) + "|")
    total = sum(counts, Counter[str]())
    for key, _ in total.most_common():
        cells = [f"{count[key]} ({count[key] / max(1, count.total()):.1%})" for count in counts]
        rows.append(f"| {key} | {' | '.join(cells)} |")
    return rows


def by_recipe(made: Made) -> Counter[str]:
    """Accepted cards by recipe."""
    return Counter(card.recipe.value for card in made.accepted)


def uncovered(made: Made) -> Counter[str]:
    """Points without an accepted card, by what is wrong with the best that was proposed."""
    covered = {card.point for card in made.accepted}
    best: dict[str, str] = {}
    for card in made.cards:
        if card.point not in covered:
            best.setdefault(card.point, card.warnings[0].code)
    return Counter(best.values())


def by_warning(made: Made) -> Counter[str]:
    """How often each warning stands on a card that waits."""
    return Counter(warning.code for card in made.cards for warning in card.warnings)


def sample_lines(made: Made, number: int, seed: int) -> Iterator[str]:
    """Accepted cards drawn by chance: front, answer, point, label and place."""
    cards = sorted(made.accepted, key=lambda card: card.id)
    drawn = random.Random(seed).sample(cards, min(number, len(cards)))
    yield f"## {made.name}: {len(drawn)} of {len(cards)} accepted cards, seed {seed}"
    for count, card in enumerate(drawn, 1):
        place = card.places[0]
        yield f"\n{count}. [{card.recipe.value}] {plain(card.front)}"
        yield f"   → {plain(card.back, reveal=True)}"
        yield f"   · {card.point_text}"
        yield f"   · {place.label} · {place.path}:{place.line}"


def write_results(tables: Sequence[Sequence[str]]) -> None:
    """Put the tables between their two marks in ``RESULTS.md``."""
    place = HERE / "RESULTS.md"
    before, rest = place.read_text("utf-8").split(BEGIN)
    after = rest.split(END)[1]
    body = "\n\n".join("\n".join(table) for table in tables)
    place.write_text(f"{before}{BEGIN}\n{body}\n{END}{after}", "utf-8")


def main() -> None:
    """Build, count and print; with ``--write`` keep the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the tables into RESULTS.md")
    parser.add_argument("--sample", type=int, nargs="?", const=SAMPLE, metavar="N",
                        help=f"print N accepted cards of each instead ({SAMPLE})")  # fmt: skip
    parser.add_argument("--seed", type=int, default=SEED, metavar="S", help="of the sample")
    parser.add_argument("--notes", type=Path, nargs="*", metavar="DIR", help="other folders")
    options = parser.parse_args()
    folders = {"real notes": [SHARED / "notes"], "corpora": _folders(SHARED / "corpora")}
    if options.notes:
        folders = {folder.name: [folder.resolve()] for folder in options.notes}
    all_made = [made_of(name, roots) for name, roots in folders.items() if any(
        root.is_dir() for root in roots)]  # fmt: skip
    if options.sample is not None:
        for made in all_made:
            print(*sample_lines(made, options.sample, options.seed), "", sep="\n")
        return
    tables = [
        sum_table(all_made),
        share_table("accepted cards by recipe", all_made, list(map(by_recipe, all_made))),
        share_table("points without an accepted card", all_made, list(map(uncovered, all_made))),
        share_table("warnings", all_made, list(map(by_warning, all_made))),
    ]
    for table in tables:
        print(*table, "", sep="\n")
    if options.write:
        write_results(tables)


def _folders(place: Path) -> list[Path]:
    return sorted(path for path in place.iterdir() if path.is_dir()) if place.is_dir() else []


if __name__ == "__main__":
    main()
