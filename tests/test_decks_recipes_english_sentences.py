"""The reader of English sentences: what is verb, phrase and lead."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decks.recipes.clauses import Stretch
from decks.recipes.english.lexicon import Tag, lemma, tag
from decks.recipes.english.sentences import chunks_of


def read(text: str) -> str:
    """A sentence with its chunks in brackets, each behind the first letters of its kind."""
    whole = Stretch(0, len(text))
    return " ".join(f"{c.kind[:2]}[{text[c.at.start : c.at.end]}]" for c in chunks_of(text, whole))


WORDS = {
    "third": ("compresses", Tag.THIRD, "compress"),
    "past, with a doubled letter": ("mapped", Tag.PAST, "map"),
    "participle without its e": ("fusing", Tag.PARTICIPLE, "fuse"),
    "y becomes ies": ("applies", Tag.THIRD, "apply"),
    "irregular": ("built", Tag.PAST, "build"),
    "an ending alone": ("sluggishly", Tag.ADVERB, "sluggishly"),
    "a compound": ("frost-free", Tag.NAME, "frost-free"),
    "a number": ("40k", Tag.NUMBER, "40k"),
    "a number inside a name": ("3d", Tag.NAME, "3d"),
}


@pytest.mark.parametrize(("word", "kind", "first"), WORDS.values(), ids=WORDS.keys())
def test_a_word_is_told_by_lists_and_endings(word: str, kind: Tag, first: str) -> None:
    """A word is tagged, and led back to the first form of its verb."""
    assert (tag(word), lemma(word)) == (kind, first)


SENTENCES = {
    "verb, object, means": (
        "Denoises hail maps using a wavelet prior",
        "ve[Denoises] no[hail maps] le[using] no[a wavelet prior]",
    ),
    "a noun that is a verb too": (
        "Radar models of drizzle",
        "no[Radar models of drizzle]",
    ),
    "two verbs": (
        "Freezes the encoder and trains a small head",
        "ve[Freezes] no[the encoder] li[and] ve[trains] no[a small head]",
    ),
    "to with its verb": (
        "Uses dropout to regularize the gates",
        "ve[Uses] no[dropout] to[to regularize] no[the gates]",
    ),
    "to without a verb": (
        "Projects radar echoes to a lattice",
        "ve[Projects] no[radar echoes] le[to] no[a lattice]",
    ),
    "by doing": (
        "Saves memory by recomputing the gates",
        "ve[Saves] no[memory] le[by] do[recomputing] no[the gates]",
    ),
    "two adjectives and a comma": (
        "A slow, seasonal schedule is used",
        "no[A slow, seasonal schedule] ve[is] ve[used]",
    ),
    "a verb that is on no list": (
        "Obfuscates private tokens",
        "ve[Obfuscates] no[private tokens]",
    ),
    "a verb that is a noun as often": (
        "An opt-in hail hub stores pruned echoes for winter storms",
        "no[An opt-in hail hub] ve[stores] no[pruned echoes] le[for] no[winter storms]",
    ),
    "the verb of things in the plural": (
        "Station-specific gates map noisy echoes into drizzle codes",
        "no[Station-specific gates] ve[map] no[noisy echoes] le[into] no[drizzle codes]",
    ),
    "the verb behind a list": (
        "Cheap masks, tower checks, and slow review reduce hail errors",
        "no[Cheap masks] ma[,] no[tower checks] ma[,] li[and] no[slow review] ve[reduce] "
        "no[hail errors]",
    ),
    "a noun phrase keeps its noun": (
        "Radar maps fusion for drizzle",
        "no[Radar maps fusion] le[for] no[drizzle]",
    ),
    "a participle in front of a noun": (
        "Shared drizzle gates keep positions",
        "no[Shared drizzle gates] ve[keep] no[positions]",
    ),
    "a participle behind its noun": (
        "Gate updates reweighted by tower gauges",
        "no[Gate updates] do[reweighted] le[by] no[tower gauges]",
    ),
    "what something starts from": (
        "Draws storm cells starting from drizzle codes",
        "ve[Draws] no[storm cells] do[starting] le[from] no[drizzle codes]",
    ),
    "a bound is a noun": (
        "Tightens the hail lower bound of towers",
        "ve[Tightens] no[the hail lower bound of towers]",
    ),
    "in order to": (
        "Blends echoes in order to avoid seams",
        "ve[Blends] no[echoes] to[in order to avoid] no[seams]",
    ),
    "adjectives without an article": (
        "Learns cyclic, station-aware gates",
        "ve[Learns] no[cyclic, station-aware gates]",
    ),
    "what follows a comma is no verb": (
        "Stacks frozen layers, shared heads and gates",
        "ve[Stacks] no[frozen layers] ma[,] no[shared heads] li[and] no[gates]",
    ),
}


@pytest.mark.parametrize(("text", "chunks"), SENTENCES.values(), ids=SENTENCES.keys())
def test_a_sentence_is_read_as_chunks(text: str, chunks: str) -> None:
    """Phrases begin and end where their words tell."""
    assert read(text) == chunks


@given(st.text(alphabet="abcdeims ,.:()-“”and", max_size=60))
def test_no_text_is_lost_or_read_twice(text: str) -> None:
    """Chunks stand one behind the other and inside the text, whatever it is."""
    places = [chunk.at for chunk in chunks_of(text, Stretch(0, len(text)))]
    assert all(at.start < at.end for at in places)
    assert all(one.end <= other.start for one, other in pairwise(places))
