"""Ids are given at birth by one digest, and what counts as the same text never changes."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decks.ids import (
    DIGEST_CHARS,
    card_id,
    digest,
    normalised,
    paper_id,
    point_id,
    united,
)

PROFILE = settings(max_examples=100, deadline=None, derandomize=True, database=None)
TITLE = "Lumiere: A Space-Time Diffusion Model"
POINT = "Training uses **30** million videos."

GOLDEN = [
    ("nothing", digest(), "e3b0c44298fc1c149afb"),
    ("parts", digest("ab", "c"), "601d5476e2ccfe2c87a2"),
    ("parts cut elsewhere", digest("a", "bc"), "3fafa1cf2f19a7c1129b"),
    ("paper", paper_id(TITLE, "arxiv:2401.12945"), "962b89753dcc1097be83"),
    ("paper in Chinese", paper_id("扩散模型综述", ""), "7cd70bff73eb26c5af3e"),
    ("point", point_id(TITLE, "key_points", POINT, 0), "0e1849da396f77c4c9a6"),
    ("card", card_id(point_id(TITLE, "key_points", POINT, 0), "number-cloze", "30"),
     "706485be8111eba037f8"),
    ("second of two equal points in Chinese",
     point_id("扩散模型综述", "core_innovation", "（1）以 U-Net 为主干，生成视频。", 1),
     "55a725c19840806a8044"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "made", "known"), GOLDEN, ids=[row[0] for row in GOLDEN])
def test_a_birth_id_never_changes(name: str, made: str, known: str) -> None:
    """The digest behind the ids is frozen: collections in the world hold these very digits."""
    assert made == known


SAME = [
    ("emphasis", "Uses **U-Net** and `code`", "uses U-Net and code"),
    ("width", "Ｕ－Ｎｅｔ，３０ 帧", "U-Net, 30 帧"),
    ("spaces and tabs", "a  b\tc", "a b c"),
    ("case", "STRASSE", "straße"),
    ("link target", "See [Lumiere](https://example.org/a(b)", "See [Lumiere](other)"),
    ("image target", "![图](a.png) 结构", "![图](b.png) 结构"),
    ("decomposed letters", unicodedata.normalize("NFD", "Café 模型"), "Café 模型"),
    ("numbering", "1. 提出 U-Net", "提出 U-Net"),
    ("numbering with a full-width comma", "1，提出 U-Net", "提出 U-Net"),
    ("numbering in brackets", "（2）训练", "训练"),
    ("numbering in a circle", "① 训练", "训练"),
    ("numbering in a circle and a stop", "②、训练", "训练"),
]

OTHER = [
    ("another figure", "30 million", "31 million"),
    ("a number that is no numbering", "3D 卷积", "D 卷积"),
    ("a list of numbers", "24, 32 and 64 channels", "32 and 64 channels"),
    ("a decimal that is no numbering", "2.5 million", "5 million"),
    ("signs alone", "！？", "！"),
    ("emoji alone", "🎬", "🎞"),
    ("other script", "视频", "視頻"),
]


@pytest.mark.parametrize(("name", "one", "other"), SAME, ids=[row[0] for row in SAME])
def test_dress_does_not_make_another_text(name: str, one: str, other: str) -> None:
    """Width, case, punctuation, spaces, numbering, emphasis and targets do not count."""
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(("name", "one", "other"), OTHER, ids=[row[0] for row in OTHER])
def test_words_make_another_text(name: str, one: str, other: str) -> None:
    """What a reader would call another statement is another text."""
    assert normalised(one) != normalised(other)


def test_point_id_follows_from_where_it_was_first_met() -> None:
    """A point's birth id follows from title, kind, text and number, and from nothing else."""
    born = point_id(TITLE, "key_points", POINT, 0)
    others = {
        point_id("Lumiere 2", "key_points", POINT, 0),
        point_id(TITLE, "core_innovation", POINT, 0),
        point_id(TITLE, "key_points", "Another text.", 0),
        point_id(TITLE, "key_points", POINT, 1),
    }
    assert point_id(TITLE.upper(), "key_points", f"3. {POINT}", 0) == born
    assert len(others | {born}) == 5


def test_card_id_follows_from_its_birth() -> None:
    """A card's birth id follows from its point's, its recipe and its answer then."""
    point = point_id(TITLE, "key_points", POINT, 0)
    other = point_id(TITLE, "key_points", POINT, 1)
    born = card_id(point, "term-cloze", "U-Net")
    assert card_id(point, "term-cloze", "**u-net**") == born
    assert len({born, card_id(other, "term-cloze", "U-Net"), card_id(point, "definition", "U-Net"),
                card_id(point, "term-cloze", "V-Net")}) == 4  # fmt: skip


@PROFILE
@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_digests_of_different_parts_differ(one: list[str], other: list[str]) -> None:
    """No two lists of parts have one digest, wherever the cuts between them fall."""
    assert (digest(*one) == digest(*other)) == (one == other)
    assert len(digest(*one)) == DIGEST_CHARS


@PROFILE
@given(st.text())
def test_normalising_is_stable_over_unicode_forms(text: str) -> None:
    """A note saved by another system in another Unicode form holds the same texts."""
    forms = {normalised(unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC")}
    assert len(forms) == 1


NAMES = st.sampled_from([f"id{n}" for n in range(8)])
VERSIONS = st.dictionaries(NAMES, st.sets(st.integers(0, 6).map(str), min_size=1), max_size=6)


@PROFILE
@given(VERSIONS, VERSIONS)
def test_uniting_is_the_same_from_both_sides(
    one: dict[str, set[str]], other: dict[str, set[str]]
) -> None:
    """Two collections agree on who gives way to whom, without asking who began."""
    aliases = united(one, other)
    assert aliases == united(other, one)
    assert all(holder < name and holder not in aliases for name, holder in aliases.items())


@PROFILE
@given(VERSIONS, VERSIONS)
def test_uniting_never_joins_what_one_collection_tells_apart(
    one: dict[str, set[str]], other: dict[str, set[str]]
) -> None:
    """Two ids of one collection stay two, whatever texts they have shared."""
    aliases = united(one, other)
    for ids in (one, other):
        assert len({aliases.get(name, name) for name in ids}) == len(ids)


def test_uniting_takes_the_smaller_id() -> None:
    """Ids whose versions meet are one: the smaller id wins, the other stays as its alias."""
    assert united({"b": ["t", "u"]}, {"a": ["u"], "c": ["x"]}) == {"b": "a"}
    assert united({"a": ["t"]}, {"a": ["u"]}) == {}
