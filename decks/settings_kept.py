"""The settings as they were read last, kept in the database.

A count of what is due takes them from there and does not load what reads YAML, which would take
as long as the count. They hold for the text they were read from, by the program that read it.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zlib import crc32

from decks.settings import Settings
from decks.store.connection import Store, StoreError
from decks.store.kept import fact_at

_FACT = "settings"
_SCHEMA = Path(__file__).with_name("settings.toml")


def settings_at(path: Path, database: Path) -> tuple[Settings, str]:
    """The settings of the file at ``path``, all defaults without it; and what they are kept under.

    Raises SettingsError as ``decks.settings_reading.load_settings`` does.
    """
    source = _source(path)
    kept = json.loads(fact_at(database, _FACT) or "{}")
    if source and kept.get("source") == source:
        values: dict[str, Any] = {key: _frozen(value) for key, value in kept["values"].items()}
        return Settings(**values), source
    from decks.settings_reading import load_settings

    settings = load_settings(path)
    return settings, source if source == _source(path) else ""  # it was written to meanwhile


def keep(store: Store, settings: Settings, source: str) -> None:
    """Remember settings under their source, if they are not remembered yet.

    A database that another program writes to, or that cannot be written, keeps them another time:
    they are only kept to save time.
    """
    fact = json.dumps({"source": source, "values": asdict(settings)}, ensure_ascii=False)
    if not source or store.fact(_FACT) == fact:
        return
    with store.hurried():
        try:
            store.set_fact(_FACT, fact)
        except StoreError:
            return


def _source(path: Path) -> str:
    """The text of the settings, and a mark of the rules it is read by.

    Nothing if it cannot be read: who reads it with care says why.
    """
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        text = ""
    except (OSError, UnicodeDecodeError):
        return ""
    return f"{crc32(_SCHEMA.read_bytes()):08x} {text}"


def _frozen(value: object) -> object:
    """The value with tuples for the lists of JSON."""
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    if isinstance(value, dict):
        return {key: _frozen(own) for key, own in value.items()}
    return value
