"""What becomes of the histories when notes are edited.

A copy of real notes is built, edited by seeded rules and built again, 2,000 times for each
kind of edit but many in one build; then every card with a history is looked for. ``make
bench`` runs it; ``--write`` also puts the table into ``RESULTS.md`` beside this file.
"""

from __future__ import annotations

import argparse
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.edit_notes import EDITORS, Bullet, Edited, Editor, Lines
from decks.build import build
from decks.cards import Acceptance
from decks.collection import Collection, open_collection
from decks.ids import normalised
from decks.marks import What
from decks.store.cards import all_cards
from decks.store.connection import Store
from decks.store.marks import add_mark
from notes.files import SUFFIXES

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
EDITS = 2_000
IN_ONE_BUILD = 1_000
"""At most, so that most of the notes stay as they are."""
SEED = 5
SETTINGS = "backlog: 99999\n"
"""Every paper is in study."""
BEGIN, END = "<!-- edits -->", "<!-- end of edits -->"
OUTCOMES = ("kept", "asked", "lost", "doubled", "wrong")
RESTORED = "delete and restore"
RENAMED = "rename the heading"


@dataclass(frozen=True, slots=True)
class History:
    """An accepted card as it is after a build."""

    point: str
    text: str
    """Of its point, normalised."""
    answer: str
    present: bool


@dataclass(frozen=True, slots=True)
class Before:
    """The notes before the edit."""

    bullets: tuple[Bullet, ...]
    histories: dict[str, History]
    """By card."""


def prepared(source: Path, place: Path) -> Before:
    """Copy notes, build them, and accept at least one card of every point that has any."""
    for path in sorted(source.rglob("*")):
        if path.suffix in SUFFIXES:
            target = place / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    (place / "paperdeck.yaml").write_text(SETTINGS, "utf-8")
    collection = open_collection(place)
    with collection.open_store() as store:
        build(collection, store)
        _accept_more(collection, store)
        titles = dict(
            store.rows(
                "SELECT point.id, paper.mention ->> 0 FROM point JOIN paper ON paper.id = paper"
            )
        )
        bullets = {
            card.point: Bullet(card.point, card.point_text, titles[card.point], card.places)
            for card in all_cards(store)
        }
        histories = _histories(store)
    return Before(tuple(bullets.values()), histories)


def _accept_more(collection: Collection, store: Store) -> None:
    """Decide as a person would who wants to be asked of every point."""
    cards = all_cards(store)
    asked = {card.point for card in cards if card.acceptance is Acceptance.ACCEPTED}
    with store.transaction():
        for card in cards:
            if card.point not in asked:
                asked.add(card.point)
                add_mark(store, card.id, What.ACCEPTED, True, collection.clock().ms)


def _histories(store: Store) -> dict[str, History]:
    accepted = {
        target
        for target, value in store.rows("SELECT target, value FROM mark WHERE what = 'accepted'")
        if value == "true"
    }
    return {
        card: History(point, normalised(text), normalised(answer), absent is None)
        for card, point, text, answer, absent in store.rows(
            "SELECT card.id, card.point, point.text, answer, absent_ms FROM card"
            " JOIN point ON point.id = card.point"
        )
        if card in accepted
    }


@contextmanager
def _copy(place: Path) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        copy = Path(folder) / place.name
        shutil.copytree(place, copy)
        yield copy


def measured(place: Path, before: Before, kind: str, most: int, random: Random) -> Counter[str]:
    """Outcomes of about so many edits of one kind, each build on a fresh copy."""
    found: Counter[str] = Counter()
    edits = 0
    while edits < most:
        with _copy(place) as copy:
            outcomes, made = _one_build(copy, before, kind, min(IN_ONE_BUILD, most - edits), random)
        if not made:
            break
        found += outcomes
        edits += made
    found["edits"] = edits
    return found


def _one_build(
    copy: Path, before: Before, kind: str, most: int, random: Random
) -> tuple[Counter[str], int]:
    collection = open_collection(copy)
    with collection.open_store() as store:
        lines = Lines(copy)
        editor = _rename(store) if kind == RENAMED else EDITORS[kind]
        bullets = [b for b in before.bullets if b.places]
        edited = editor(bullets, lines, random, most)
        originals = {path: (copy / path).read_bytes() for path in lines.files}
        lines.write()
        build(collection, store, accept_missing=True)
        if kind == RESTORED:
            for path, data in originals.items():
                (copy / path).write_bytes(data)
            build(collection, store, accept_missing=True)
        return _judged(store, before, edited), len(edited.expected)


def _rename(store: Store) -> Editor:
    """An editor that gives papers other titles, wherever they stand."""
    sources = defaultdict(list)
    for paper, path, line in store.rows("SELECT paper, path, line FROM source"):
        sources[paper].append((path, line))
    papers = dict(
        store.rows(
            "SELECT point.id, coalesce(merged_into, paper.id) FROM point"
            " JOIN paper ON paper.id = point.paper"
        )
    )

    def editor(bullets: Sequence[Bullet], lines: Lines, random: Random, most: int) -> Edited:
        edited = Edited()
        own: dict[str, list[Bullet]] = defaultdict(list)
        for bullet in bullets:
            own[papers[bullet.id]].append(bullet)
        for paper, points in random.sample(sorted(own.items()), len(own)):
            title = points[0].title
            if len(title) < 8 or not _retitled(lines, sources[paper], title, random):
                continue
            edited.expected |= {b.id: (normalised(b.text),) for b in points}
            if len(edited.expected) >= most:
                break
        return edited

    return editor


def _retitled(lines: Lines, places: Sequence[tuple[str, int]], title: str, random: Random) -> bool:
    """Change the title where it stands; False and nothing if it stands nowhere as written."""
    words = title.split()
    new = random.choice(
        [f"On {title}", f"{title} Revisited", " ".join(words[:-1] or ["The", title])]
    )
    done = False
    for path, line in places:
        at = lines.of(path, line)
        if title in at:
            lines.replace(path, line, at.replace(title, new, 1))
            done = True
    return done


def _judged(store: Store, before: Before, edited: Edited) -> Counter[str]:
    after = _histories(store)
    texts = {normalised(t) for (t,) in store.rows("SELECT text FROM point WHERE absent_ms IS NULL")}
    texts |= {normalised(doubt) for doubt in doubtful(store).values()}
    known = {point for (point,) in store.rows("SELECT id FROM point")} - {
        bullet.id for bullet in before.bullets
    }
    born = {
        normalised(text)
        for point, text in store.rows("SELECT id, text FROM point WHERE absent_ms IS NULL")
        if point in known
    }
    asked = doubtful(store)
    found: Counter[str] = Counter()
    for card, was in before.histories.items():
        now = after[card]
        expected = edited.expected.get(was.point)
        if expected is None:
            found["wrong elsewhere"] += now.text != was.text and now.present
            found["lost elsewhere"] += was.present and not now.present
            continue
        if not any(text in texts for text in expected):
            found["not read"] += 1
            continue
        found[_outcome(was, now, expected, born, was.point in asked)] += 1
    return found


def _outcome(
    was: History, now: History, expected: Sequence[str], born: set[str], asked: bool
) -> str:
    if asked:
        return "asked"
    if not now.present:
        return "lost"
    about = [text for text in expected if was.answer in text]
    if now.text not in (about or expected):
        return "wrong"
    if len(expected) == 1 and now.text in born and now.point == was.point:
        return "doubled"
    return "kept"


def doubtful(store: Store) -> dict[str, str]:
    """The points about which a person is asked, with the text that may be theirs."""
    from decks.store.doubts import doubts

    return {doubt.point: doubt.now for doubt in doubts(store)}


def table(rows: dict[str, Counter[str]]) -> list[str]:
    """Per kind of edit how many histories came to which end."""
    shown = [
        "| edit | edits | histories | "
        + " | ".join(f"{name}, %" for name in OUTCOMES)
        + " | unread |",
        "| --- " * (len(OUTCOMES) + 4) + "|",
    ]
    for kind, found in rows.items():
        histories = sum(found[name] for name in OUTCOMES)
        shares = " | ".join(f"{100 * found[name] / max(1, histories):.2f}" for name in OUTCOMES)
        shown.append(
            f"| {kind} | {found['edits']} | {histories} | {shares} | {found['not read']} |"
        )
    total = sum(rows.values(), Counter())
    histories = sum(total[name] for name in OUTCOMES)
    wrong = 100 * (total["wrong"] + total["wrong elsewhere"]) / max(1, histories)
    shown += ["", f"Given to the wrong point over all: {wrong:.2f} %. "
              f"Unedited histories given to another text: {total['wrong elsewhere']}, "
              f"lost: {total['lost elsewhere']}."]  # fmt: skip
    return shown


def main() -> None:
    """Measure and print; with ``--write`` keep the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=EDITS, help="of each kind")
    parser.add_argument("--kind", action="append", help="only this kind")
    parser.add_argument("--notes", type=Path, default=SHARED / "corpora", help="the real notes")
    parser.add_argument("--write", action="store_true", help="put the table into RESULTS.md")
    options = parser.parse_args()
    random = Random(SEED)
    rows: dict[str, Counter[str]] = {}
    with TemporaryDirectory() as folder:
        place = Path(folder) / "notes"
        place.mkdir()
        before = prepared(options.notes, place)
        for kind in options.kind or [*EDITORS, RENAMED]:
            rows[kind] = measured(place, before, kind, options.edits, random)
            print(kind, dict(rows[kind]), flush=True)
    shown = table(rows)
    print(*shown, sep="\n")
    if options.write:
        write_between(BEGIN, END, shown)


def write_between(begin: str, end: str, lines: Sequence[str]) -> None:
    """Put lines between two marks in ``RESULTS.md``."""
    place = HERE / "RESULTS.md"
    head, rest = place.read_text("utf-8").split(begin)
    tail = rest.split(end)[1]
    place.write_text("\n".join([f"{head}{begin}", *lines, f"{end}{tail}"]), "utf-8")


if __name__ == "__main__":
    main()
