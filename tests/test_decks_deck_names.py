"""A deck is named after its papers' home, or as the settings say."""

from __future__ import annotations

import unicodedata

import pytest

from decks.deck_names import deck_name

NFD = unicodedata.normalize("NFD", "Résumés/Ü.md")
NFC = unicodedata.normalize("NFC", "Résumés/Ü.md")

NAMES = [
    ("a note at the top", "video.md", {}, "video"),
    ("a note in a folder", "digests/video.md", {}, "digests::video"),
    ("deep", "a/b/c/d.md", {}, "a::b::c::d"),
    ("Chinese with a full-width comma", "论文/视频，生成.md", {}, "论文::视频，生成"),
    ("emoji and spaces", "📚 to read/a b.md", {}, "📚 to read::a b"),
    ("several dots", "v1.2/a.b.md", {}, "v1.2::a.b"),
    ("a README takes its folder's", "survey/README.md", {}, "survey"),
    ("an index takes its folder's", "a/survey/index.md", {}, "a::survey"),
    ("a README of a language", "survey/README_zh.md", {}, "survey"),
    ("a README of a region", "survey/README.zh-CN.md", {}, "survey"),
    ("a README of a region, underlined", "survey/README-zh_CN.md", {}, "survey"),
    ("a note that only begins like an index", "survey/index_video.md", {}, "survey::index_video"),
    ("a note that only begins like a README", "survey/readme-2024.md", {}, "survey::readme-2024"),
    ("a README at the top takes the root's", "README.md", {}, "notes"),
    ("colons that would make a level", "a::b/c.md", {}, "a:b::c"),
    ("a named note", "inbox/x.md", {"inbox/x.md": "Reading::X"}, "Reading::X"),
    ("a named folder", "inbox/x.md", {"inbox": "Reading"}, "Reading::x"),
    ("a named folder with its slash", "inbox/x.md", {"inbox/": "Reading"}, "Reading::x"),
    ("the longest name wins", "a/b/x.md", {"a": "A", "a/b": "B"}, "B::x"),
    ("a README below a named folder", "inbox/README.md", {"inbox": "Reading"}, "Reading"),
    ("names of others", "b/x.md", {"a": "A"}, "b::x"),
    ("a name that is only the beginning", "ab/x.md", {"a": "A"}, "ab::x"),
    ("another Unicode form on disk", NFD, {NFC: "Ü"}, "Ü"),
    ("another Unicode form in the settings", NFC, {unicodedata.normalize("NFD", "Résumés"): "R"},
     "R::Ü"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "path", "named", "deck"), NAMES, ids=[r[0] for r in NAMES])
def test_a_deck_is_named_after_its_home(
    name: str, path: str, named: dict[str, str], deck: str
) -> None:
    """A deck's name is the path without suffix, a README's folder, or what the settings say."""
    assert deck_name(path, "notes", named) == deck


def test_one_deck_whatever_the_unicode_form() -> None:
    """The same path in another Unicode form, as other systems store it, is the same deck."""
    assert deck_name(NFD, "notes", {}) == deck_name(NFC, "notes", {})
