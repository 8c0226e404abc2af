"""A build that is only tried: on a copy of the database that is thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from decks.collection import Collection
from decks.store.connection import Store, open_store
from decks.store.copying import copy_database


@contextmanager
def rehearsal(collection: Collection) -> Iterator[Store]:
    """A store that holds what the collection's holds, or nothing if that is not made yet.

    Whatever is written goes into a temporary folder: neither the cards nor the cache of files
    change. Raises StoreError if either cannot be used.
    """
    with TemporaryDirectory(prefix="paperdeck-") as folder:
        place = Path(folder) / collection.database.name
        if collection.database.is_file():
            copy_database(collection.database, place)
        with open_store(place, now_ms=collection.clock().ms) as copy:
            yield copy
