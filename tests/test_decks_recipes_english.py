"""What is asked of English sentences, and what is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from recipe_fixtures import NOTHING_KNOWN, accepted, point

from decks.candidates import candidates
from decks.cards import named
from decks.faces import plain
from decks.recipes.statement import statement_of
from decks.subject import Recipe

MAKES = {
    "a question for the object": (
        "Uses orthogonal kernels to keep rollouts stable",
        ("What does it use to keep rollouts stable?", "orthogonal kernels"),
    ),
    "a question for the kind": (
        "Used contrastive phoneme encoders",
        ("What kind of encoders does it use?", "contrastive phoneme"),
    ),
    "the kind of a bullet without a verb": (
        "Hail-aware loss for radar alignment",
        ("What kind of loss does it use for radar alignment?", "Hail-aware"),
    ),
    "a noun made of a verb": (
        "Use of orthogonal kernels for stable rollouts",
        ("Use of [...] for stable rollouts", "orthogonal kernels"),
    ),
    "a label is a cue": (
        "**Slow start:** Trains on synthetic storms before real echoes, using curriculum gates",
        (
            "Slow start: Trains on synthetic storms before real echoes, using [...]",
            "curriculum gates",
        ),
    ),
    "both names of a thing are hidden": (
        "Predicts wind shear with a recurrent sphere network (RSN) trained on buoys",
        (
            "Predicts wind shear with a [...] trained on buoys",
            "recurrent sphere network (RSN)",
        ),
    ),
    "the second of two things": (
        "Stores radar snapshots and compressed wind fields",
        ("Stores radar snapshots and [...]", "compressed wind fields"),
    ),
    "the contrast": (
        "Interpolates missing stations with kriging rather than bilinear resampling",
        (
            "Interpolates missing stations with kriging rather than [...]",
            "bilinear resampling",
        ),
    ),
    "the kind of two things with one noun": (
        "Trained on radar reflectivity and wind shear maps",
        ("Trained on [...] maps", "radar reflectivity and wind shear"),
    ),
    "one of three things": (
        "Integrates a drizzle gate, orthogonal kernel banks, and buoy-aware pooling in one network",
        (
            "Integrates a drizzle gate, [...], and buoy-aware pooling in one network",
            "orthogonal kernel banks",
        ),
    ),
    "what is beaten": (
        "Outperforms DrizzleNet on nights with hail",
        ("What does it outperform on nights with hail?", "DrizzleNet"),
    ),
    "what is no longer needed": (
        "Aligns radar echoes by phase, eliminating the need for tower calibration",
        (
            "Aligns radar echoes by phase, eliminating the need for [...]",
            "tower calibration",
        ),
    ),
    "a phrase that a clause explains": (
        "A polar drizzle network that separates hail from fog",
        ("A [...] network that separates hail from fog", "polar drizzle"),
    ),
    "a tail of praise is cut": (
        "Uses orthogonal kernels with tower gauges to achieve state-of-the-art nowcasts",
        ("What does it use with tower gauges?", "orthogonal kernels"),
    ),
    "a name in capitals": (
        "Introduces Gale Pyramid Filter for storm tracking",
        ("What does it introduce for storm tracking?", "Gale Pyramid Filter"),
    ),
    "what does it": (
        "An orthogonal drizzle kernel compresses hail echoes along the time axis at every tower",
        (
            "An [...] compresses hail echoes along the time axis at every tower",
            "orthogonal drizzle kernel",
        ),
    ),
    "the purpose of a told sentence": (
        "DrizzleMix blends wind gates along the tower axis in order to avoid seasonal border seams",
        (
            "DrizzleMix blends wind gates along the tower axis in order to avoid [...]",
            "seasonal border seams",
        ),
    ),
    "two plain words beside much": (
        "Cuts radar drift between coastal towers by half with parallel gates",
        ("Cuts radar drift between coastal towers by half with [...]", "parallel gates"),
    ),
    "the kind of a bullet that is one phrase": (
        "Hail-aware gate fine-tuning",
        ("What kind of fine-tuning does it use?", "Hail-aware gate"),
    ),
    "one technical word": (
        "Applied DrizzleNorm for tower calibration",
        ("What does it apply for tower calibration?", "DrizzleNorm"),
    ),
    "the object of a participle of means": (
        "Proposes combining polar wind codes with learned gauges",
        ("Proposes combining [...] with learned gauges", "polar wind codes"),
    ),
    "these, of what stands before": (
        "Finds drizzle cells of coastal towers and steers radar noise toward these cells with "
        "polar gates",
        (
            "Finds drizzle cells of coastal towers and steers radar noise toward these cells with "
            "[...]",
            "polar gates",
        ),
    ),
    "a count": (
        "Built a benchmark with 1,400 hail clips from coastal radars",
        ("Built a benchmark with [...] hail clips from coastal radars", "1,400"),
    ),
    "a count of thousands": (
        "Collected over 30K annotated storm images by hand",
        ("Collected over [...]K annotated storm images by hand", "30"),
    ),
    "what a value has become": (
        "Reduces warm-up steps from 900 to 40 without tower gauges",
        ("Reduces warm-up steps from 900 to [...] without tower gauges", "40"),
    ),
    "frames of a second are a result": (
        "Runs at 48 FPS on one station computer",
        ("Runs at [...] FPS on one station computer", "48"),
    ),
}


@pytest.mark.parametrize(("text", "card"), MAKES.values(), ids=MAKES.keys())
def test_slots_are_asked_for(text: str, card: tuple[str, str]) -> None:
    """What the clause says of means, kind and contrast is asked for, whole."""
    assert card in [(plain(one.question), one.answer) for one in accepted(text)]


REFUSES = {
    "praise": "Achieves strong results with a simple and general framework",
    "generic throughout": "Uses a large-scale dataset for training",
    "the paper's own name": "Introduces StormBench for evaluation",
    "the state of the field": "Radar nowcasting is crucial for airport safety",
    "a question": "Does the gate help with drizzle?",
    "a pointing front": "These gates are replaced by orthogonal kernels",
    "three things": "Combines gates, kernels and wavelets",
    "an open alternative": "Trained using either radar echoes or predicted buoy drifts",
    "a vague thing": "Trains with a conventional supervision scheme",
    "a rival without a name": "Outperforms baselines on nights with hail",
    "things of the field": "Weather offices publish tower gauges of coastal airports",
    "what agrees": "Stays in alignment with tower gauges",
    "how it was tried": "Evaluated the gate using tower gauges",
    "without harm": "Prunes drizzle gates without sacrificing hail recall",
    "a row of formulas": "Maps $a_t$ to $b_t$ using $c_t$ and polar kernels",
    "an expression": "The gate is computed as `w * dot(a, b)` of the drizzle",
    "the writer's markup": "Learns drizzle gates in \\textit{polar kernels}",
    "two words of one noun": "Tower region and drizzle storage losses",
    "an order": "Project tower gauges to polar maps",
    "the next deed": "Prunes kernels to avoid polar gates and support hail-aware drizzle clips",
    "its own name": "Creation of StormBench benchmark",
    "what is tried out": "Seven coastal drizzle gates are evaluated on hail clips from old radars",
    "without more of it": "Tracks cells without increasing kernel memory",
    "many figures": "Has 12 towers, 30 gauges, 44 radars and 90 hail clips",
    "a ratio of what is not told": "3x larger than the drizzle corpus",
    "an adverb before it": "Converts echoes into incrementally refined hail masks",
    "empty": "",
    "marks alone": "**:** , ; ()",
}


@pytest.mark.parametrize("text", REFUSES.values(), ids=REFUSES.keys())
def test_nothing_is_asked_of_claims(text: str) -> None:
    """Claims, remarks and own names make no card unasked."""
    assert [(plain(one.question), one.answer) for one in accepted(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Built from 407,053 hail clips of coastal radars",
        "Collected 481 hail clips from old coastal radars",
        "Cuts drizzle errors by 12% and 31% for towers and kites respectively",
    ],
)
def test_figures_that_nobody_keeps_are_not_asked_for(text: str) -> None:
    """A count is round, short or a power of two, and no figure is one of a row."""
    assert all(one.recipe is not Recipe.NUMBER_CLOZE for one in accepted(text))


FRONTS = {
    "it": (
        "It uses orthogonal kernels to keep coastal rollouts stable without tower gauges",
        "Nimbus uses orthogonal kernels to keep coastal rollouts stable without [...]",
    ),
    "its name": (
        "Nimbus is trained on coastal hail clips with a polar objective",
        "Nimbus is trained on coastal hail clips with a [...]",
    ),
    "we": (
        "We propose orthogonal kernels to stabilize radar echoes across towers",
        "Nimbus: We propose orthogonal kernels to stabilize [...] across towers",
    ),
    "a verb that is a noun as often": (
        "models radar drizzle as a polar wavelet process of towers",
        "Nimbus: models radar drizzle as a [...]",
    ),
    "a bullet": (
        "Stores radar snapshots and compressed wind fields",
        "Nimbus: Stores radar snapshots and [...]",
    ),
}


@pytest.mark.parametrize(("text", "front"), FRONTS.values(), ids=FRONTS.keys())
def test_a_front_has_a_subject(text: str, front: str) -> None:
    """A verb whose subject went with the frame has the paper's name as its subject, or "we"."""
    assert front in [plain(named("Nimbus", one.question)) for one in accepted(text)]


BEFORE = "Coastal towers need calibrated radar gauges for safe winter landings at night."
FIELD = "Coastal control learns polar wind codes in shared gates to stabilize radar echoes."


@pytest.mark.parametrize(
    ("text", "ordinal", "previous", "asked"),
    [
        (FIELD, 1, "", False),
        (FIELD, 2, BEFORE, False),
        (FIELD.replace("Coastal control", "The landing task"), 1, "", False),
        (FIELD, 3, "We propose polar drizzle gates that learn from the echoes of towers.", True),
        (FIELD.rstrip("."), 1, "", True),
        (f"**Storage:** {FIELD}", 1, "", True),
        (FIELD.replace("Coastal", "The coastal"), 1, "", True),
        (FIELD.replace("Coastal control", "DrizzleNet control"), 1, "", True),
    ],
    ids=[
        "first",
        "behind its like",
        "a task",
        "behind we",
        "a note",
        "a label",
        "an article",
        "a name",
    ],
)
def test_an_abstract_begins_with_its_field(
    text: str, ordinal: int, previous: str, *, asked: bool
) -> None:
    """Of prose on things in general nothing is asked before the paper was spoken of."""
    subject = replace(point(text), ordinal=ordinal, previous=previous)
    assert any(not one.warnings for one in candidates(subject, NOTHING_KNOWN)) == asked


def test_a_long_sentence_is_cut_at_its_clauses() -> None:
    """A front shows the clause of the blank, not a sentence of sixty words."""
    text = (
        "The station network learns wind shear by matching radial echoes, while "
        + " and ".join(f"tower number {n} keeps its own calendar of storms" for n in range(9))
        + ", which nobody reads"
    )
    statement = statement_of(point(text))
    assert statement.sentences
    assert all(len(plain(one.question).split()) < 40 for one in accepted(text))
