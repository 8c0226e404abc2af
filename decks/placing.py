"""Where the points of the notes belong: each has the id of the point it is, or one from birth."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from decks.cards import Place
from decks.doubts import Doubt
from decks.found import FoundPoint
from decks.ids import PointId, point_id
from decks.reconcile import Judgement, KnownPoint, Match, reconcile
from decks.remake import ChangedPoint, Kin
from decks.report import Change, PointChange
from notes.model import Kind


@dataclass(slots=True)
class Placing:
    """What becomes of every point."""

    placed: list[tuple[PointId, Match]] = field(default_factory=list)
    """In reading order. A doubtful point reads as it did before."""
    births: list[tuple[PointId, FoundPoint]] = field(default_factory=list)
    updates: list[tuple[PointId, FoundPoint]] = field(default_factory=list)
    missing: list[KnownPoint] = field(default_factory=list)
    """In no note now."""
    doubts: list[Doubt] = field(default_factory=list)
    changes: dict[PointId, Change] = field(default_factory=dict)


def place_points(
    found: Sequence[FoundPoint],
    known: Sequence[KnownPoint],
    judgement: Judgement,
    *,
    given_up: Iterable[str],
    kinds: Collection[Kind],
) -> Placing:
    """Every found point with its id, and the known points that are missing.

    Nothing is born with an id of ``given_up``. Points of other kinds than ``kinds`` were not
    looked for, which is not being absent.
    """
    taken = {point.id for point in known} | {PointId(name) for name in given_up}
    placing = Placing()
    for match in reconcile(found, known, judgement):
        if match.known is None:
            born = _birth(match.found, taken)
            taken.add(born)
            placing.births.append((born, match.found))
            placing.placed.append((born, match))
            placing.changes[born] = match.change
            continue
        settled = _doubted(placing, match, match.known) if _is_doubtful(match) else match
        if _differs(settled.found, match.known):
            placing.updates.append((match.known.id, settled.found))
        placing.placed.append((match.known.id, settled))
        placing.changes[match.known.id] = match.change
    placing.missing = [
        p for p in known if p.present and p.id not in placing.changes and p.kind in kinds
    ]
    placing.changes |= dict.fromkeys((p.id for p in placing.missing), Change.ABSENT)
    return placing


def _is_doubtful(match: Match) -> bool:
    return match.change is Change.DOUBTFUL


def _doubted(placing: Placing, match: Match, known: KnownPoint) -> Match:
    """The match with the text as it was, until a person has answered."""
    found = match.found
    placing.doubts.append(Doubt(known.id, known.text, found.text, found.places[0]))
    as_before = replace(found, text=known.text, kind=known.kind, number=known.number, prompts=())
    return replace(match, found=as_before)


def _birth(found: FoundPoint, taken: set[PointId]) -> PointId:
    """The id of a new point; a number among equals that is taken makes room for the next."""
    number = found.number
    while (born := point_id(found.title, found.kind, found.text, number)) in taken:
        number += 1
    return born


def _differs(found: FoundPoint, known: KnownPoint) -> bool:
    return not (
        known.present
        and (found.member, found.paper, found.kind, found.text, found.number)
        == (known.member, known.paper, known.kind, known.text, known.number)
        and set(found.places) == set(known.places)
    )


def changed_points(placing: Placing) -> list[ChangedPoint]:
    """The points whose text is new, another, or gone, in reading order.

    Those written as cards are always among them: what they ask can change and the text not.
    """
    changed = [
        ChangedPoint(
            id=point,
            paper=match.found.paper,
            before=match.known.key if match.known and match.known.present else "",
            found=match.found,
            text=match.known.text if match.known else "",
        )
        for point, match in placing.placed
        if match.known is None or not match.known.present or _may_ask_other(match, match.known)
    ]
    changed += [ChangedPoint(p.id, p.paper, p.key, None, p.text) for p in placing.missing]
    return changed


def _may_ask_other(match: Match, known: KnownPoint) -> bool:
    found = match.found
    return bool(found.prompts) or known.text != found.text or known.kind != found.kind


def count_parts(placing: Placing, points: Sequence[ChangedPoint], others: Kin) -> None:
    """Call split or merged what would otherwise be called new or absent."""
    for one in points:
        for other in others.get(one.id, ()):
            shorter = len(other.now) < len(one.before)
            if shorter and placing.changes.get(other.id) is Change.NEW:
                placing.changes[other.id] = Change.SPLIT
            elif not shorter and one.found is None:
                placing.changes[one.id] = Change.MERGED


def told(placing: Placing, cards: Mapping[PointId, int]) -> tuple[PointChange, ...]:
    """What became of the points that did not stay as they were, with their numbers of cards."""
    new = {doubt.point: doubt.now for doubt in placing.doubts}
    rows = [
        _told(placing.changes[point], point, match.known, match.found, new.get(point))
        for point, match in placing.placed
    ]
    rows += [_told(placing.changes[p.id], p.id, p, None, None) for p in placing.missing]
    return tuple(
        replace(row, cards=cards.get(PointId(row.point), 0))
        for row in rows
        if row.change is not Change.KEPT
    )


def _told(
    change: Change,
    point: PointId,
    known: KnownPoint | None,
    found: FoundPoint | None,
    now: str | None,
) -> PointChange:
    places: tuple[Place, ...] = found.places if found else known.places if known else ()
    return PointChange(
        change=change,
        point=point,
        before=known.text if known else None,
        after=now or (found.text if found else None),
        place=places[0] if places else None,
    )
