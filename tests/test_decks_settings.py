"""``paperdeck.yaml``: every key is read, and every mistake is told with its line."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from decks import settings_reading
from decks.collection import open_collection
from decks.settings import Settings
from decks.settings_reading import (
    SettingsError,
    commented_settings,
    load_settings,
    read_settings,
    schema,
)
from decks.store.kept import fact_at

FILE = Path("notes/paperdeck.yaml")

READ = [
    ("roots: [., ../reading]", "roots", (".", "../reading")),
    ("roots: 论文", "roots", ("论文",)),
    ("exclude: [drafts/, '*.excalidraw.md']", "exclude", ("drafts/", "*.excalidraw.md")),
    ("decks: {inbox/: Reading, 'a/b.md': 'Video::Surveys'}", "decks",
     {"inbox/": "Reading", "a/b.md": "Video::Surveys"}),
    ("decks:\n  视频，生成/: 视频 🎬", "decks", {"视频，生成/": "视频 🎬"}),
    ("labels: {key_points: [What I keep], core_innovation: 新意}", "labels",
     {"key_points": ("What I keep",), "core_innovation": ("新意",)}),
    ("kinds: [core_innovation, limitations]", "kinds", ("core_innovation", "limitations")),
    ("accept: none", "accept", "none"),
    ("cards_per_point: 1", "cards_per_point", 1),
    ("cards_per_paper: 200", "cards_per_paper", 200),
    ("accept: all", "accept", "all"),
    ("recipes: {which-paper: off, term-cloze: {weight: 0.8}, comparison: ON}", "recipes",
     {"which-paper": 0.0, "term-cloze": 0.8, "comparison": 1.0}),
    ("deck_recipes:\n  视频::综述:\n    number-cloze: no", "deck_recipes",
     {"视频::综述": {"number-cloze": 0.0}}),
    ("backlog: 50", "backlog", 50),
    ("languages: en", "languages", ("en",)),
    ("new_per_day: 0", "new_per_day", 0),
    ("reviews_per_day: 99999", "reviews_per_day", 99_999),
    ("review_order: forgotten", "review_order", "forgotten"),
    ("backlog_per_day: 60", "backlog_per_day", 60),
    ("spread: random", "spread", "random"),
    ("easy_days: {saturday: reduced, sunday: minimum}", "easy_days",
     {"saturday": "reduced", "sunday": "minimum"}),
    ("leech_after: 0", "leech_after", 0),
    ("leech_action: mark", "leech_action", "mark"),
    ("presets: {考试: {desired_retention: 0.95, learning_steps: [5m]}}", "presets",
     {"考试": {"desired_retention": 0.95, "learning_steps": (300,)}}),
    ("presets: {slow: {}}\ndeck_presets: {'Video::调查': slow}", "deck_presets",
     {"Video::调查": "slow"}),
    ("desired_retention: 0.85", "desired_retention", 0.85),
    ("maximum_interval: 365", "maximum_interval", 365),
    ("learning_steps: [30s, 10m, 2h]", "learning_steps", (30, 600, 7200)),
    ("learning_steps: []", "learning_steps", ()),
    ("relearning_steps: 1 h", "relearning_steps", (3600,)),
    ("day_starts_at: 0", "day_starts_at", 0),
    ("time_zone: Asia/Shanghai", "time_zone", "Asia/Shanghai"),
    ("\ufeffaccept: none", "accept", "none"),
    ("accept: none\r\nnew_per_day: 3\r\n", "new_per_day", 3),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key", "value"), READ, ids=[row[0] for row in READ])
def test_every_key_is_read(text: str, key: str, value: Any, tmp_path: Path) -> None:
    """What the user says holds, and every other key keeps its default."""
    file = tmp_path / "paperdeck.yaml"
    file.write_text(text, "utf-8", newline="")
    found, plain = load_settings(file), read_settings("", FILE)
    assert getattr(found, key) == value
    others = [f.name for f in fields(Settings) if f.name not in text]
    assert [getattr(found, name) for name in others] == [getattr(plain, name) for name in others]


def test_the_table_above_holds_every_key() -> None:
    """No setting is without an example of its reading, and each is described as data."""
    names = {field.name for field in fields(Settings)}
    assert names == set(schema()) == {key for _, key, _ in READ}


DEFAULTS = ["", "# nothing but a remark\n", "---\n", "{}", "decks:\nroots:\n"]


@pytest.mark.parametrize("text", DEFAULTS)
def test_what_is_not_said_has_its_default(text: str) -> None:
    """Without the file, without a key or without its value, the default holds."""
    found = read_settings(text, FILE)
    assert found == load_settings(Path("nowhere/paperdeck.yaml"))
    assert (found.roots, found.day_starts_at) == ((".",), 4)
    assert (found.learning_steps, found.relearning_steps) == ((60, 600), (600,))


WRONG = [
    ("accept: good\nnew_per_dya: 3", 2, "new_per_day"),
    ("zzz: 1", 1, "roots"),
    ("? [a, b]\n: 1", 1, "there is no setting"),
    ("roots: {a: b}", 1, "list of texts"),
    ("roots:\n  - .\n  - [a]", 3, "text"),
    ("exclude: {}", 1, "list of texts"),
    ("decks: [a]", 1, "mapping"),
    ("decks:\n  a: b\n  c: [d]", 3, "text"),
    ("labels:\n  key_point: [x]", 2, "key_points"),
    ("labels:\n  key_points: {x: y}", 2, "list of texts"),
    ("labels: {key_points: 3}", 1, "words as they stand"),
    ("labels:\n  key_points:\n    - 我的要点\n    - '：'", 4, "words as they stand"),
    ("kinds:\n  - key_points\n  - core_inovation", 3, "core_innovation"),
    ("accept: goood", 1, "good"),
    ("accept: [good]", 1, "text"),
    ("recipes: [which-paper]", 1, "mapping"),
    ("accept: good\nrecipes:\n  wich-paper: off", 3, "which-paper"),
    ("recipes:\n  which-paper: maybe", 2, "on, off or {weight: 0.8}"),
    ("recipes:\n  which-paper: {wieght: 1}", 2, "weight"),
    ("recipes:\n  term-cloze:\n    weight: 3", 3, "from 0 to 2"),
    ("deck_recipes: {A: off}", 1, "mapping"),
    ("deck_recipes:\n  A:\n    term_cloze: off", 3, "term-cloze"),
    ("cards_per_point: 6", 1, "from 1 to 5"),
    ("cards_per_point: 1.5", 1, "whole number"),
    ("cards_per_paper: 0", 1, "from 1 to 200"),
    ("new_per_day: many", 1, "number"),
    ("new_per_day: -1", 1, "from 0"),
    ("reviews_per_day: .inf", 1, "number"),
    ("reviews_per_day: nan", 1, "number"),
    ("desired_retention: 90%", 1, "0.7 to 0.99"),
    ("desired_retention: 0.995", 1, "0.7 to 0.99"),
    ("maximum_interval: 40000", 1, "36500"),
    ("learning_steps: [1m, 1d]", 1, "10m"),
    ("learning_steps:\n- 1m\n- 24h", 3, "under a day"),
    ("relearning_steps: 0s", 1, "time"),
    ("review_order: hardest", 1, "forgotten"),
    ("easy_days:\n  sunday: minimum\n  caturday: reduced", 3, "saturday"),
    ("easy_days:\n  sunday: lazy", 2, "minimum"),
    ("leech_after: 100", 1, "from 0 to 99"),
    ("presets: [exam]", 1, "mapping"),
    ("presets:\n  exam: 0.95", 2, "mapping"),
    ("presets:\n  exam:\n    desired_retention: 2", 3, "`desired_retention` has to be a number"),
    ("presets:\n  exam:\n    time_zone: UTC", 3, "desired_retention"),
    ("presets:\n  exam: {}\ndeck_presets:\n  A: exams", 4, "exam"),
    ("deck_presets:\n  A: exam", 2, "there is no preset `exam`"),
    ("day_starts_at: 24", 1, "from 0 to 23"),
    ("time_zone: Asia/Shangai", 1, "time zone"),
    ("time_zone: Europe", 1, "time zone"),
    ("time_zone: ../etc", 1, "time zone"),
    ("- roots", 1, "key: value"),
    ("just words", 1, "key: value"),
    ("accept: good\n\tnew_per_day: 1", 2, "not YAML"),
    ("accept: good\nroots: [a", 2, "not YAML"),
    ("accept: good\n\nnew_per_day: \x07", 3, "not YAML"),
    ("a: 1\n---\nb: 2", 2, "not YAML"),
    ("new_per_day: 1\n# twice\nnew_per_day: 2", 3, "second time"),
]


@pytest.mark.parametrize(("text", "line", "told"), WRONG, ids=[repr(row[0]) for row in WRONG])
def test_every_mistake_is_told_with_its_line(text: str, line: int, told: str) -> None:
    """An error says file and line and what would be right, the nearest name included."""
    with pytest.raises(SettingsError) as error:
        read_settings(text, FILE)
    message = str(error.value)
    assert message.startswith(f"{FILE}:{line}: ")
    assert told in message
    assert "\n" not in message


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    """Settings in another encoding, or a folder of that name, are an error for a person."""
    file = tmp_path / "paperdeck.yaml"
    file.write_bytes("accept: good".encode("utf-16"))
    with pytest.raises(SettingsError, match="UTF-8"):
        load_settings(file)
    file.unlink()
    file.mkdir()
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(file)


def test_the_commented_file_says_every_key_and_nothing() -> None:
    """What ``init`` writes changes nothing until a line is uncommented, and then it is right."""
    written = commented_settings("My notes\n\nsecond line")
    assert read_settings(written, FILE) == read_settings("", FILE)
    examples = [line[2:] for line in written.splitlines() if line[2:].split(":")[0] in schema()]
    assert len(examples) == len(schema())
    read_settings("\n".join(examples), FILE)


def test_the_digest_follows_every_setting() -> None:
    """A build notices any change of the settings, and none where there is none."""
    digests = {read_settings(text.lstrip("\ufeff"), FILE).digest for text, *_ in READ}
    assert len(digests) == len(READ) - 1
    assert read_settings("accept: good", FILE).digest == read_settings("", FILE).digest


@pytest.mark.parametrize("text", [text for text, *_ in READ] + ["", "\ufeffaccept: good"])
def test_settings_that_are_kept_are_those_that_were_read(tmp_path: Path, text: str) -> None:
    """What the database keeps is equal to what the file says, and is taken without reading YAML."""
    file = tmp_path / "paperdeck.yaml"
    file.write_text(text, "utf-8")
    open_collection(tmp_path).open_store().close()
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(settings_reading, "load_settings")
        found = open_collection(tmp_path).settings
    assert found == load_settings(file)
    assert found.digest == load_settings(file).digest


def test_kept_settings_give_way_to_a_changed_file(tmp_path: Path) -> None:
    """They hold for the very text that was read; one with a mistake is refused with its line."""
    file = tmp_path / "paperdeck.yaml"
    for text, new in (("new_per_day: 3", 3), ("new_per_day: 4", 4), ("", 20)):
        file.write_text(text, "utf-8")
        assert open_collection(tmp_path).settings.new_per_day == new
        open_collection(tmp_path).open_store().close()
        assert open_collection(tmp_path).settings.new_per_day == new
    file.write_text("new_per_day: many", "utf-8")
    with pytest.raises(SettingsError, match=r"paperdeck\.yaml:1"):
        open_collection(tmp_path)
    file.unlink()
    assert open_collection(tmp_path).settings == read_settings("", FILE)


def test_settings_are_kept_another_time_while_somebody_writes(tmp_path: Path) -> None:
    """A count does not wait for another program, nor fail, to keep what only saves time."""
    file = tmp_path / "paperdeck.yaml"
    with open_collection(tmp_path).open_store() as other:
        file.write_text("new_per_day: 3", "utf-8")
        before = fact_at(other.path, "settings")
        with other.transaction():
            other.set_fact("x", "y")
            open_collection(tmp_path).open_store().close()
            assert fact_at(other.path, "settings") == before
        open_collection(tmp_path).open_store().close()
        assert fact_at(other.path, "settings") != before
