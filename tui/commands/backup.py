"""``paperdeck backup``: make a backup now, and list those there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import click

from decks.backups import Backup, Reason, back_up, backups_in
from decks.collection import Collection
from decks.days import Instant, local_time
from decks.store.copying import Contents, contents_of
from tui.opening import Start, collection_of, open_built
from tui.output import aligned, json_option, show, show_json
from tui.wording import say

MEGABYTE = 1_000_000


@click.command("backup", help=say("backup.help"))
@click.option("--list", "only_list", is_flag=True, help=say("backup.help_list"))
@json_option
@click.pass_obj
def command(start: Start, only_list: bool, as_json: bool) -> None:
    """Make one unless only a list is wanted, and show all."""
    collection = collection_of(start)
    made = None if only_list else _make(collection)
    backups = [(each, contents_of(each.path)) for each in backups_in(collection.backups)]
    offset = collection.clock().utc_offset_min
    if as_json:
        rows = [_json(backup, held, offset) for backup, held in backups]
        path = str(made.path) if made else None
        show_json({"version": 1, "folder": str(collection.backups), "made": path, "backups": rows})
        return
    if made:
        show(say("backup.made", path=made.path))
    for line in _table(backups, offset):
        show(line)
    show(say("backup.sum", count=len(backups), folder=collection.backups))


def _make(collection: Collection) -> Backup:
    open_built(collection).close()  # says what is wrong with one that cannot be opened
    return back_up(collection.database, collection.backups, Reason.ASKED, collection.clock())


def _table(backups: Sequence[tuple[Backup, Contents | None]], offset: int) -> list[str]:
    if not backups:
        return []
    head = [say(f"backup.column-{name}") for name in ("name", "made", "size", "cards", "reviews")]
    rows = [
        [
            backup.path.name,
            f"{_local(backup, offset):%Y-%m-%d %H:%M}",
            say("backup.megabytes", size=backup.path.stat().st_size / MEGABYTE),
            *([str(held.cards), str(held.reviews)] if held else [say("backup.damaged"), "?"]),
        ]
        for backup, held in backups
    ]
    return aligned([head, *rows])


def _json(backup: Backup, held: Contents | None, offset: int) -> dict[str, Any]:
    return {
        "name": backup.path.name,
        "path": str(backup.path),
        "made": _local(backup, offset).isoformat(),
        "reason": backup.reason.value,
        "bytes": backup.path.stat().st_size,
        "cards": held.cards if held else None,
        "reviews": held.reviews if held else None,
    }


def _local(backup: Backup, offset: int) -> datetime:
    return local_time(Instant(backup.made.ms, offset))
