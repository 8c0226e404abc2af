"""Roots that lie elsewhere than at the last build: a folder was moved, a link leads elsewhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from decks.store.connection import Store
from decks.store.generations import replan


def follow_roots(store: Store, roots: Mapping[str, Path]) -> None:
    """Let everything that stood in a root stand where the root is now.

    ``roots`` gives the folder of each root by its name in the settings. Without this the
    notes of the old place would be neither listed nor gone, and their cards stay for ever.
    """
    now = {name: str(path) for name, path in roots.items()}
    if now == _known(store):
        return
    with store.transaction():
        before = _known(store)
        moved = {
            before[name]: place
            for name, place in now.items()
            if name in before and before[name] not in now.values()
        }
        for old, new in moved.items():
            for table in ("file", "place", "source"):
                store.run(f"UPDATE OR REPLACE {table} SET root = ? WHERE root = ?", (new, old))
            store.run("UPDATE paper SET home_root = ? WHERE home_root = ?", (new, old))
        replan(store)
        store.set_fact("roots", json.dumps(now, ensure_ascii=False))


def _known(store: Store) -> dict[str, str]:
    """The folder of each root at the last build."""
    return dict(json.loads(store.fact("roots") or "{}"))
