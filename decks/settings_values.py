"""How a value of each type stands in ``paperdeck.yaml``, and what is wrong with others."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import yaml

from decks.days import DAY_S
from decks.wording import say

Rule = dict[str, Any]
"""A key's table in ``settings.toml``."""

_SECONDS = {"s": 1, "m": 60, "h": 3600}
_TIME = re.compile(r"(\d+)\s*([smh])")


class BadValue(Exception):  # noqa: N818 - caught and worded by decks.settings_reading alone
    """A value that does not fit its key."""

    def __init__(self, node: yaml.Node, wanted: str, key: str = "") -> None:
        super().__init__(wanted)
        self.node = node
        self.wanted = wanted
        self.key = key
        """Of the table within the value, where it has keys of its own."""
        self.found = _shown(node)


@dataclass(frozen=True, slots=True)
class ValueType:
    """How values of one type are read from YAML nodes and from the schema's defaults."""

    read: Callable[[yaml.Node, Rule], Any]
    default: Callable[[Any], Any]


def _shown(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return repr(node.value)
    key = "settings.a-list" if isinstance(node, yaml.SequenceNode) else "settings.a-mapping"
    return say(key)


def _text(node: yaml.Node, rule: Rule) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise BadValue(node, say("settings.want-text"))
    text = str(node.value)
    if rule.get("letters") and not any(sign.isalpha() for sign in text):
        raise BadValue(node, say("settings.want-words"))
    choices = rule.get("choices")
    if choices and text not in choices:
        near = get_close_matches(text, choices, n=1)
        raise BadValue(node, say("settings.want-choice", choices=", ".join(near or choices)))
    return text


def _texts(node: yaml.Node, rule: Rule) -> tuple[str, ...]:
    if isinstance(node, yaml.ScalarNode):
        return (_text(node, rule),)
    if not isinstance(node, yaml.SequenceNode):
        raise BadValue(node, say("settings.want-texts"))
    return tuple(_text(item, rule) for item in node.value)


def _number(node: yaml.Node, rule: Rule) -> float:
    wanted = say("settings.want-number", least=rule["least"], most=rule["most"])
    try:
        value = float(node.value) if isinstance(node, yaml.ScalarNode) else math.nan
    except ValueError as error:
        raise BadValue(node, wanted) from error
    if not rule["least"] <= value <= rule["most"]:
        raise BadValue(node, wanted)
    return value


def _whole(node: yaml.Node, rule: Rule) -> int:
    value = _number(node, rule)
    if value != int(value):
        raise BadValue(node, say("settings.want-whole", least=rule["least"], most=rule["most"]))
    return int(value)


def seconds_of(text: str) -> int | None:
    """Seconds of ``90s``, ``10m`` or ``2h``; None for anything else or a day and more."""
    match = _TIME.fullmatch(text.strip())
    if not match:
        return None
    seconds = int(match[1]) * _SECONDS[match[2]]
    return seconds if 0 < seconds < DAY_S else None


def _times(node: yaml.Node, rule: Rule) -> tuple[int, ...]:
    found = []
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    for item in items:
        seconds = seconds_of(_text(item, rule))
        if seconds is None:
            raise BadValue(item, say("settings.want-time"))
        found.append(seconds)
    return tuple(found)


def _zone(node: yaml.Node, rule: Rule) -> str:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    name = _text(node, rule)
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, IsADirectoryError) as error:
        raise BadValue(node, say("settings.want-zone")) from error
    return name


def _map_of(
    read: Callable[[yaml.Node, Rule], Any],
) -> Callable[[yaml.Node, Rule], dict[str, Any]]:
    def read_map(node: yaml.Node, rule: Rule) -> dict[str, Any]:
        if not isinstance(node, yaml.MappingNode):
            raise BadValue(node, say("settings.want-map"))
        keys: Rule = {"choices": rule["keys"]} if "keys" in rule else {}
        values: Rule = {"choices": rule.get("values"), "letters": rule.get("letters")}
        return {_text(key, keys): read(value, values) for key, value in node.value}

    return read_map


def _tables(node: yaml.Node, rule: Rule) -> dict[str, dict[str, Any]]:
    """Tables by name, each with some of the keys whose rules are ``rule["rules"]``."""
    if not isinstance(node, yaml.MappingNode):
        raise BadValue(node, say("settings.want-map"))
    return {_text(name, {}): _table(table, rule["rules"]) for name, table in node.value}


def _table(node: yaml.Node, rules: dict[str, Rule]) -> dict[str, Any]:
    if not isinstance(node, yaml.MappingNode):
        raise BadValue(node, say("settings.want-map"))
    return dict(_entry(key, value, rules) for key, value in node.value)


def _entry(key_node: yaml.Node, node: yaml.Node, rules: dict[str, Rule]) -> tuple[str, Any]:
    key = _text(key_node, {"choices": list(rules)})
    try:
        return key, VALUES[rules[key]["type"]].read(node, rules[key])
    except BadValue as bad:
        raise BadValue(bad.node, bad.wanted, key) from bad


def _recipes(node: yaml.Node, rule: Rule) -> dict[str, float]:
    """The weights of recipes by name: 0 for ``off``, 1 for ``on``, else what is said."""
    if not isinstance(node, yaml.MappingNode):
        raise BadValue(node, say("settings.want-map"))
    names: Rule = {"choices": rule["keys"]}
    return {_text(key, names): _weight(value, rule) for key, value in node.value}


def _weight(node: yaml.Node, rule: Rule) -> float:
    if isinstance(node, yaml.ScalarNode) and node.value.lower() in _SWITCH:
        return _SWITCH[node.value.lower()]
    if not isinstance(node, yaml.MappingNode) or len(node.value) != 1:
        raise BadValue(node, say("settings.want-recipe"))
    key, value = node.value[0]
    _text(key, {"choices": ["weight"]})
    return _number(value, rule)


_SWITCH = {"off": 0.0, "no": 0.0, "false": 0.0, "on": 1.0, "yes": 1.0, "true": 1.0}


def _deck_recipes(node: yaml.Node, rule: Rule) -> dict[str, dict[str, float]]:
    if not isinstance(node, yaml.MappingNode):
        raise BadValue(node, say("settings.want-map"))
    return {_text(deck, {}): _recipes(value, rule) for deck, value in node.value}


def _steps(texts: list[str]) -> tuple[int, ...]:
    return tuple(seconds for text in texts if (seconds := seconds_of(text)) is not None)


VALUES = {
    "choice": ValueType(_text, str),
    "recipes": ValueType(_recipes, dict),
    "deck-recipes": ValueType(_deck_recipes, dict),
    "texts": ValueType(_texts, tuple),
    "whole": ValueType(_whole, int),
    "number": ValueType(_number, float),
    "times": ValueType(_times, _steps),
    "zone": ValueType(_zone, str),
    "map-text": ValueType(_map_of(_text), dict),
    "map-texts": ValueType(_map_of(_texts), dict),
    "map-choice": ValueType(_map_of(_text), dict),
    "tables": ValueType(_tables, dict),
}
