"""Where an English phrase that is asked for begins and ends, and which of them tell nothing."""

from __future__ import annotations

import pytest
from recipe_fixtures import accepted

from decks.faces import plain
from decks.recipes.clauses import Stretch
from decks.recipes.english.tokens import words_of
from decks.subject import Recipe

OWNERS = {
    "of a plural": ("tower operators' routes", ["tower", "operators'", "routes"]),
    "with a curly mark": ("tower operators’ routes", ["tower", "operators’", "routes"]),
    "of one": ("an operator's routes", ["an", "operator's", "routes"]),
    "a quotation": ("the 'two routes' map", ["the", "'", "two", "routes", "'", "map"]),
    "at the end": ("by operators'", ["by", "operators", "'"]),
    "two primes": ("x' and kernels", ["x", "'", "and", "kernels"]),
}


@pytest.mark.parametrize(("text", "words"), OWNERS.values(), ids=OWNERS.keys())
def test_the_mark_of_an_owner_belongs_to_its_word(text: str, words: list[str]) -> None:
    """A mark behind a plural is part of it, unless it closes a quotation."""
    assert [word.text for word in words_of(text, Stretch(0, len(text)))] == words


MAKES = {
    "an owner and what is owned": (
        "Learns hail weights from tower echoes without following coastal operators' routes",
        (
            "Learns hail weights from tower echoes without [...]",
            "following coastal operators' routes",
        ),
    ),
    "a name before a noun of class": (
        "Trained kite pilots on the StormClips-2 dataset",
        ("Trained kite pilots on the [...] dataset", "StormClips-2"),
    ),
    "a noun of class with its nouns": (
        "Trained on coastal buoy drizzle dataset with gauges",
        ("Trained on [...] with gauges", "coastal buoy drizzle dataset"),
    ),
    "with what a claim came about": (
        "Improves recall of coastal storms with hail-aware drizzle gates",
        ("Improves recall of coastal storms with [...]", "hail-aware drizzle gates"),
    ),
    "what follows": (
        "Coastal echo synthesis followed by polar reconstruction",
        ("Coastal echo synthesis followed by [...]", "polar reconstruction"),
    ),
    "a name for a purpose": (
        "Introduces DriftPoise for polar alignment of gauges",
        ("What does it introduce for polar alignment of gauges?", "DriftPoise"),
    ),
    "a word of the front in a longer answer": (
        "Quantises drizzle radars with buoy-trained polar codebooks of tides",
        ("Quantises drizzle radars with [...]", "buoy-trained polar codebooks of tides"),
    ),
    "a word of the front beside two others": (
        "Steers coastal drizzle kites with self-trained coastal gauges",
        ("Steers coastal drizzle kites with [...]", "self-trained coastal gauges"),
    ),
}


@pytest.mark.parametrize(("text", "card"), MAKES.values(), ids=MAKES.keys())
def test_a_phrase_is_hidden_whole(text: str, card: tuple[str, str]) -> None:
    """A phrase that is hidden has all that belongs to it."""
    assert card in [(plain(one.question), one.answer) for one in accepted(text)]


REFUSES = {
    "an owner with a gloss": "Uses the Hail Anything Model (HAM)'s decoder to segment drizzle",
    "the first of a list of deeds": "Steers them by folding coastal sails, polar masts, and ropes",
    "only adjectives before a noun of class": "Trained on a curated multi-storm dataset",
    "a common thing that was made": "A drizzle kite uses a trained neural network that it steers",
    "praise": "Kites already steer drizzle radars at scale without clear accountability",
    "a turn": "It frames them as a strategic shift to coastal kites",
    "the writer": "I really need to see hail gauges tuned with coastal drizzle equations",
    "the writer, shortened": "Tunes hail gauges with drizzle equations, which I’d not call new",
    "of its day": "State of the art for **off-shore** is Drizzle Gate Search (with gauges)",
    "that, of nobody knows what": "Use that to tune coastal gauges via hail-aware kernels",
    "some other thing": "The other thing is to tune coastal gauges via hail-aware kernels",
    "a field": "A library that speeds up research on ML models",
    "a verb that no list has": "Coastal drizzle gating sucks due to wind",
    "a participle that no list had": "Drizzle gates proven to be as sharp as others",
    "a remark with a quotation": 'If we had used "hail-aware kernels", all would differ',
    "a part of the paper": "Appendix D tunes coastal gauges by hail-aware pooling of buoys",
    "a proposition": "By Proposition 1, gauges drift along hail-aware polar kernels",
    "the rest of a paper": "The rest of the paper develops hail-aware kernels for coastal gauges",
    "what stood before": "Uses the hail-aware polar kernels developed earlier for coastal gauges",
    "one of several": "The second gauge steers coastal drizzle by hail-aware kernels",
    "what an adverb of two words is": "Learns on-shore a coastal gate",
    "a deed that goes on": "The coastal edges are smoothed by adding gauges used for towers",
    "an adjective behind its noun": "Builds the simplest polar programs consistent with towers",
    "a page": "Looking at p.48 one sees gates with drizzle errors above 80%",
    "an unsure writer": "They also propose a **Polar-State Machine** for hail (I think?)",
    "a pointer": "Yes, see Smith's slides on coastal hail-aware drizzle kernels",
    "how well a claim went": "Improves coastal recall with better gauges and clear maps",
    "a name for what all do": "Introduces DriftPoise for evaluation",
    "an answer whose noun stands on the front": "Steers drizzle kites with hail-aware model kites",
    "an answer that the front tells": "Steers coastal drizzle kites with coastal drizzle gauges",
    "a number of a rough size": "A pilot needs a few flights, not 1000s of examples",
}


@pytest.mark.parametrize("text", REFUSES.values(), ids=REFUSES.keys())
def test_what_tells_nothing_is_not_asked_for(text: str) -> None:
    """Half a phrase, praise, and what only its writer knows make no card unasked."""
    assert [(plain(one.question), one.answer) for one in accepted(text)] == []


SHARES = {
    "the rest of all": ("Shares 90% of drizzle gates and keeps 10% for coastal towers", []),
    "two shares": ("Shares 80% of drizzle gates and keeps 15% for coastal towers", ["15", "80"]),
    "a rival's in brackets": ("Drizzle errors: 9.7% (vs the old gates 20.9%)", ["9.7"]),
    "a change": ("Raises the share of drizzle gates by 12%", ["12"]),
}


@pytest.mark.parametrize(("text", "answers"), SHARES.values(), ids=SHARES.keys())
def test_a_share_that_another_leaves_is_not_asked_for(text: str, answers: list[str]) -> None:
    """Of two shares that make a whole each tells the other."""
    found = {one.answer for one in accepted(text) if one.recipe is Recipe.NUMBER_CLOZE}
    assert sorted(found) == answers


KEEPS = {
    "a formula's index": ("Masks gauge $x_i$ with a hail-aware kernel", "hail-aware kernel"),
    "a numbered deed": ("(i) drops the echoes blurred by drizzle-aware pooling", "drizzle-aware"),
    "a table of its own": (
        "Fills a table of gauges using hail-aware kernels",
        "hail-aware kernels",
    ),
    "two deeds": ("Steers radars by folding hail maps, and drops gauges", "folding hail maps"),
}


@pytest.mark.parametrize(("text", "answer"), KEEPS.values(), ids=KEEPS.keys())
def test_what_only_looks_so_is_asked_for(text: str, answer: str) -> None:
    """What looks like one of these and is none keeps its card."""
    assert any(answer in one.answer for one in accepted(text))
