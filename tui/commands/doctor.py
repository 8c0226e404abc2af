"""``paperdeck doctor``: whether the database is sound, and every state what the log says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from decks.backups import Reason, back_up, backups_in, newest_sound, restore
from decks.collection import Collection
from decks.doctor import Findings, examine, repair
from decks.salvage import salvage
from decks.store.connection import DamagedError
from tui.opening import Start, collection_of, open_built
from tui.output import json_option, show, show_json
from tui.wording import say

MOST_SHOWN = 10
"""Lines of one kind."""


@click.command("doctor", help=say("doctor.help"))
@click.option("--repair", "mend", is_flag=True, help=say("doctor.help_repair"))
@json_option
@click.pass_context
def command(context: click.Context, mend: bool, as_json: bool) -> None:
    """Examine, repair what can be repaired if asked to, and say what is left."""
    start: Start = context.obj
    collection = collection_of(start)
    found, damage = _examined(collection)
    deeds: list[str] = []
    if mend and not (found and found.healthy):
        deeds = _mend(collection, found)
        found, damage = _examined(collection)
    if as_json:
        show_json(_document(found, damage, deeds))
    else:
        for line in (*deeds, *_lines(found, damage, mend=mend)):
            show(line)
    context.exit(0 if found and found.healthy else 1)


def _examined(collection: Collection) -> tuple[Findings | None, str]:
    """What is found; or nothing, and why the database cannot even be read."""
    try:
        with open_built(collection) as store:
            return examine(collection, store), ""
    except DamagedError as error:
        return None, str(error)


def _mend(collection: Collection, found: Findings | None) -> list[str]:
    """Repair, and say what was done: a damaged file gives its place to the newest backup."""
    if found is None or found.damaged:
        backup = newest_sound(backups_in(collection.backups)).path
        kept = restore(backup, collection.database, collection.clock())
        told = [say("doctor.restored", path=backup)]
        return [*told, say("restore.kept", path=kept), _saved(collection, kept)] if kept else told
    back_up(collection.database, collection.backups, Reason.REPAIR, collection.clock())
    with open_built(collection) as store:
        repair(collection, store)
    return [say("doctor.repaired")]


def _saved(collection: Collection, broken: Path) -> str:
    """Take over what can still be read of the damaged file, and say what that was."""
    with open_built(collection) as store:
        report = salvage(collection, store, broken)
    if report is None:
        return say("doctor.lost")
    return say("doctor.saved", reviews=report.reviews, marks=report.marks)


def _document(found: Findings | None, damage: str, deeds: list[str]) -> dict[str, object]:
    healthy = bool(found and found.healthy)
    findings = asdict(found) if found else {}
    return {"version": 1, "healthy": healthy, "damage": damage, "repairs": deeds, **findings}


def _lines(found: Findings | None, damage: str, *, mend: bool) -> Iterator[str]:
    if found is None:
        yield damage
        return
    yield say("doctor.counts", **found.counts)
    yield from _some([say("doctor.integrity", detail=line) for line in found.integrity])
    yield from _some([say("doctor.unreadable", where=where) for where in found.unreadable])
    for name, count in Counter(found.references).items():
        yield say("doctor.hanging", name=name, count=count)
    yield from _some([say("doctor.state", **asdict(each)) for each in found.differences])
    yield from _some([say("doctor.doubled", card=card, id=ms) for card, ms in found.doubled])
    if found.healthy:
        yield say("doctor.healthy")
    elif not mend:
        yield say("doctor.offer" if not found.damaged else "doctor.offer-backup")
    else:
        yield say("doctor.left")


def _some(lines: list[str]) -> list[str]:
    """The first of many lines, and how many more there are."""
    if len(lines) <= MOST_SHOWN:
        return lines
    return [*lines[:MOST_SHOWN], say("doctor.more", count=len(lines) - MOST_SHOWN)]
