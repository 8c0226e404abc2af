"""``paperdeck restore``: put a backup in the place of the database, which is kept."""

from __future__ import annotations

from dataclasses import asdict

import click

from decks.backups import backups_in, find, newest_sound, restore
from decks.store.copying import contents_of
from tui.opening import Start, collection_of
from tui.output import json_option, show, show_json
from tui.wording import say


@click.command("restore", help=say("restore.help"))
@click.argument("backup", metavar="[BACKUP]", required=False)
@json_option
@click.pass_obj
def command(start: Start, backup: str | None, as_json: bool) -> None:
    """Restore the backup that is meant, or the newest sound one."""
    collection = collection_of(start)
    backups = backups_in(collection.backups)
    chosen = find(backups, backup) if backup else newest_sound(backups).path
    kept = restore(chosen, collection.database, collection.clock())
    with collection.open_store():
        pass  # a backup of an older version is brought to this one's now
    held = contents_of(collection.database)
    if as_json:
        counts = asdict(held) if held else {}
        document = {"restored": str(chosen), "kept": str(kept) if kept else None, **counts}
        show_json({"version": 1, **document})
        return
    cards, reviews = (held.cards, held.reviews) if held else (0, 0)
    show(say("restore.done", path=chosen, cards=cards, reviews=reviews))
    if kept is None:
        return
    show(say("restore.kept", path=kept))
    if contents_of(kept):
        show(say("restore.merge", path=kept))
