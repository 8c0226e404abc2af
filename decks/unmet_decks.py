"""Decks that the settings name and no paper is in: names that were mistyped, or that are gone.

Only a build can know: it is told as a problem of ``paperdeck.yaml``, and nothing is refused, since
the notes of a deck may be away for a while.
"""

from __future__ import annotations

from collections.abc import Collection as Some
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from yaml import MappingNode, Node

from decks.collection import Collection
from decks.deck_names import SEPARATOR, with_parents
from decks.homes import decks_of_papers
from decks.reading import NO_COUNTS
from decks.report import FileReport, FileState
from decks.settings import FILE_NAME
from decks.settings_reading import settings_nodes, settings_text
from decks.store.connection import Store
from decks.wording import say
from notes.model import Problem, Severity

KEYS = ("deck_recipes", "deck_presets")
"""The settings whose own keys are decks."""
MOST_TOLD = 5
"""At most so many decks are told where none is called alike."""


def settings_report(collection: Collection, store: Store) -> tuple[FileReport, ...]:
    """The settings as a file with problems, or nothing; without papers there are no decks yet."""
    decks = with_parents(decks_of_papers(collection, store).values())
    named = {*collection.settings.deck_recipes, *collection.settings.deck_presets}
    if not decks or named.issubset(decks):
        return ()
    path = collection.settings_file
    problems = tuple(unmet_decks(settings_text(path), path, decks))
    if not problems:
        return ()
    folder = str(collection.folder)
    return (FileReport(folder, FILE_NAME, FileState.UNCHANGED, NO_COUNTS, 0, problems),)


def unmet_decks(source: str, path: Path, decks: Some[str]) -> Iterator[Problem]:
    """A problem, with its line, for each deck that the settings' text names and is not there.

    Raises SettingsError, which tells ``path``, for what is not YAML by now.
    """
    for key, value in settings_nodes(source, path):
        if key.value in KEYS and isinstance(value, MappingNode):
            for name, _ in value.value:
                if name.value not in decks:
                    yield _problem(key.value, name, decks)


def _problem(key: str, name: Node, decks: Some[str]) -> Problem:
    below = [deck for deck in decks if deck.endswith(SEPARATOR + name.value)]
    near = below or get_close_matches(name.value, decks, n=1) or sorted(decks)[:MOST_TOLD]
    return Problem(
        line=name.start_mark.line + 1,
        code="unknown-deck",
        severity=Severity.WARNING,
        message=say("settings.unknown-deck", key=key, deck=name.value),
        hint=say("settings.unknown-deck-hint", decks=", ".join(near)),
    )
