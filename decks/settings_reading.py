"""``paperdeck.yaml``: the only module that reads it.

What may stand in the file is data (``settings.toml``); every error says the line and what
would be right.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from decks.settings import Settings
from decks.settings_values import VALUES, BadValue
from decks.wording import say
from notes.errors import PaperdeckError

_NULL = "tag:yaml.org,2002:null"


class SettingsError(PaperdeckError):
    """Something in the settings cannot be used; the message says where and what is right."""


@cache
def schema() -> dict[str, dict[str, Any]]:
    """Every key with its type, default and text, in the order of the file."""
    text = resources.files("decks").joinpath("settings.toml").read_text("utf-8")
    rules: dict[str, dict[str, Any]] = tomllib.loads(text)
    for rule in rules.values():
        if "of" in rule:
            rule["rules"] = {key: rules[key] for key in rule["of"]}
    return rules


def load_settings(path: Path) -> Settings:
    """The settings of a file, or all defaults if there is none.

    Raises SettingsError, with ``file:line``, for what is not YAML, an unknown key, a wrong
    type or a value out of range.
    """
    return read_settings(settings_text(path), path)


def settings_text(path: Path) -> str:
    """What stands in the file, nothing where there is none. Raises SettingsError."""
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(say("settings.unreadable", path=path, detail=error)) from error


def read_settings(text: str, path: Path) -> Settings:
    """The settings that a text in YAML says; ``path`` is for errors only."""
    values = {key: VALUES[rule["type"]].default(rule["default"]) for key, rule in schema().items()}
    said: dict[str, yaml.Node] = {}
    for key_node, value_node in settings_nodes(text, path):
        key = str(key_node.value)
        if key not in values:
            raise _error(path, key_node, _unknown(key, values))
        if key in said:
            raise _error(path, key_node, say("settings.twice", key=key))
        said[key] = value_node
        if _is_empty(value_node):
            continue
        try:
            values[key] = VALUES[schema()[key]["type"]].read(value_node, schema()[key])
        except BadValue as bad:
            detail = say("settings.value", key=bad.key or key, wanted=bad.wanted, found=bad.found)
            raise _error(path, bad.node, detail) from bad
    if values["deck_presets"]:
        _refuse_unknown_presets(path, said["deck_presets"], values["presets"])
    return Settings(**values)


def _refuse_unknown_presets(path: Path, decks: yaml.Node, presets: Mapping[str, Any]) -> None:
    """Raise SettingsError, with its line, for a deck whose preset is not there."""
    for _, preset in decks.value:
        if preset.value not in presets:
            known = ", ".join(presets) or say("settings.no-presets")
            raise _error(path, preset, say("settings.no-preset", preset=preset.value, known=known))


def settings_nodes(text: str, path: Path) -> list[tuple[yaml.Node, yaml.Node]]:
    """Each key with its value, as YAML has them. Raises SettingsError for what is not YAML."""
    try:
        document = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        raise SettingsError(
            say("settings.not-yaml", path=path, line=_line_of(error, text), detail=problem)
        ) from error
    if document is None or _is_empty(document):
        return []
    if not isinstance(document, yaml.MappingNode):
        raise _error(path, document, say("settings.not-a-mapping"))
    return list(document.value)


def _is_empty(node: yaml.Node) -> bool:
    """Whether nothing stands there: a key whose value was left out, or commented out."""
    return isinstance(node, yaml.ScalarNode) and node.tag == _NULL and not node.value


def _line_of(error: yaml.YAMLError, text: str) -> int:
    """The line, from 1, at which a text is not YAML."""
    if isinstance(error, yaml.reader.ReaderError):  # a character that YAML does not allow
        return text.count("\n", 0, error.position) + 1
    mark = getattr(error, "problem_mark", None)
    return mark.line + 1 if mark else 1


def _unknown(key: str, known: Mapping[str, Any]) -> str:
    near = get_close_matches(key, known, n=1, cutoff=0.5)
    if near:
        return say("settings.unknown-near", key=key, near=near[0])
    return say("settings.unknown", key=key, known=", ".join(known))


def _error(path: Path, node: yaml.Node, detail: str) -> SettingsError:
    return SettingsError(
        say("settings.at", path=path, line=node.start_mark.line + 1, detail=detail)
    )


def commented_settings(intro: str) -> str:
    """A ``paperdeck.yaml`` in which every key stands, explained and commented out."""
    parts = [f"# {line}".rstrip() for line in intro.splitlines()]
    for key, rule in schema().items():
        parts += ["", f"# {rule['about']}", f"# {key}: {rule['example']}"]
    return "\n".join(parts) + "\n"
