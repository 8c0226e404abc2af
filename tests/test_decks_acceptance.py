"""Which proposals become cards unasked: the best first, so many, and none that asks the same."""

from __future__ import annotations

from dataclasses import replace

from build_fixtures import PROFILE
from hypothesis import given
from hypothesis import strategies as st

from decks.acceptance import INBOX_PER_POINT, Asked, Choice, Offer, Policy, choose
from decks.faces import blank, face, plain
from decks.ids import PaperId, PointId, normalised
from decks.interference import cue_of
from decks.subject import Candidate, CardWarning, Recipe

GOOD = Policy("good", 20)
PAPER = PaperId("p")


def candidate(text: str, rank: float = 0.5, *faults: str) -> Candidate:
    """A cloze of the first word of a text."""
    first, _, rest = text.partition(" ")
    return Candidate(
        Recipe.TERM_CLOZE, face(blank(first), f" {rest}"), first, 0, rank,
        tuple(CardWarning(code) for code in faults),
    )  # fmt: skip


def offer(
    point: str, *candidates: Candidate, slots: int = 2, paper: str = "p", innovation: str = ""
) -> Offer:
    return Offer(PaperId(paper), PointId(point), slots, candidates, innovation)


def accepted(choices: list[Choice]) -> list[tuple[str, str]]:
    return [(c.point, c.candidate.answer) for c in choices if c.accepted]


def reasons(choices: list[Choice]) -> dict[str, str]:
    return {c.candidate.answer: c.candidate.warnings[-1].code for c in choices if not c.accepted}


DISTINCT = [
    "Alpha encodes frames at once", "Beta splits windows of time", "Gamma trains without labels",
    "Delta halves memory on phones", "Epsilon removes every normalising layer",
]  # fmt: skip


def test_every_point_has_its_turn_before_any_has_a_second() -> None:
    """With room for few cards the best of each point comes before the second best of any."""
    offers = [
        offer("x", candidate(DISTINCT[0], 0.9), candidate(DISTINCT[1], 0.8)),
        offer("y", candidate(DISTINCT[2], 0.1)),
    ]
    assert accepted(choose(offers, {}, Policy("good", 2))) == [("x", "Alpha"), ("y", "Gamma")]


def test_a_point_has_no_more_than_its_slots() -> None:
    """A point has so many accepted cards at most, and none if people refused as many."""
    many = [candidate(text) for text in DISTINCT]
    assert len(accepted(choose([offer("x", *many, slots=2)], {}, GOOD))) == 2
    assert choose([offer("x", *many, slots=0)], {}, GOOD) == []


def test_cards_that_are_there_count() -> None:
    """What is accepted already takes its part of the paper's budget, and is not asked again."""
    there = {PAPER: [Asked(PointId("old"), normalised(DISTINCT[0]), "alpha")]}
    choices = choose([offer("x", candidate(DISTINCT[0])), offer("y", candidate(DISTINCT[1]))],
                     there, Policy("good", 2))  # fmt: skip
    assert accepted(choices) == [("y", "Beta")]
    assert reasons(choices) == {"Alpha": "near-duplicate"}
    full = choose([offer("y", candidate(DISTINCT[1]))], there, Policy("good", 1))
    assert reasons(full) == {"Beta": "over-budget"}
    assert len(there[PAPER]) == 1


def test_a_card_with_a_fault_waits() -> None:
    """What the check found fault with is for a person to decide, and so is all if one wants it."""
    faulty = choose([offer("x", candidate(DISTINCT[0], 0.9, "too-long"))], {}, GOOD)
    unasked = choose([offer("x", candidate(DISTINCT[0]))], {}, Policy("none", 20))
    assert (accepted(faulty), reasons(faulty)) == ([], {"Alpha": "too-long"})
    assert (accepted(unasked), reasons(unasked)) == ([], {"Alpha": "unasked"})


def test_papers_do_not_share_a_budget() -> None:
    """Each paper has its own room."""
    offers = [offer("x", candidate(DISTINCT[0])), offer("y", candidate(DISTINCT[1]), paper="q")]
    assert len(accepted(choose(offers, {}, Policy("good", 1)))) == 2


ALL = Policy("all", 20)


def test_all_are_accepted_where_one_wants_all() -> None:
    """With ``accept: all`` faults keep no card waiting, but an undecided copy and the limits do."""
    faulty = offer("x", candidate(DISTINCT[0], 0.9, "too-long"))
    copied = offer("y", candidate(DISTINCT[1], 0.9, "copied"))
    choices = choose([faulty, copied], {}, ALL)
    assert (accepted(choices), reasons(choices)) == ([("x", "Alpha")], {"Beta": "copied"})
    assert accepted(choose([faulty], {}, Policy("all", 0))) == []


def test_every_innovation_block_has_a_card_first() -> None:
    """However low it ranks, the best of each innovation block comes before anything else."""
    offers = [
        offer("k1", candidate(DISTINCT[0], 0.9)), offer("k2", candidate(DISTINCT[1], 0.8)),
        offer("i1", candidate(DISTINCT[2], 0.1), innovation="a:1"),
        offer("i2", candidate(DISTINCT[3], 0.2), innovation="a:1"),
        offer("i3", candidate(DISTINCT[4], 0.1), innovation="b:1"),
    ]  # fmt: skip
    assert accepted(choose(offers, {}, Policy("good", 3))) == [
        ("i2", "Delta"), ("i3", "Epsilon"), ("k1", "Alpha"),
    ]  # fmt: skip


def test_an_innovation_block_with_a_card_has_its_turn_like_others() -> None:
    """One that has an accepted card already, or none that passes, goes before nobody."""
    there = {PAPER: [Asked(PointId("old"), "old", "old", innovation="a:1")]}
    offers = [
        offer("k", candidate(DISTINCT[0], 0.9)),
        offer("i", candidate(DISTINCT[1], 0.1), innovation="a:1"),
        offer("j", candidate(DISTINCT[2], 0.1, "too-long"), innovation="b:1"),
    ]
    choices = choose(offers, there, Policy("good", 2))
    assert accepted(choices) == [("k", "Alpha")]
    assert reasons(choices) == {"Beta": "over-budget", "Gamma": "too-long"}


def test_a_paper_is_asked_for_twice_at_most() -> None:
    """Of the cards whose answer is the paper's name two are enough, old ones included."""
    asking = [replace(candidate(text, 0.2), recipe=Recipe.WHICH_PAPER) for text in DISTINCT[:3]]
    offers = [offer(str(n), one) for n, one in enumerate(asking)]
    choices = choose(offers, {}, GOOD)
    assert len(accepted(choices)) == 2
    assert reasons(choices) == {"Gamma": "over-budget"}
    there = {PAPER: [Asked(PointId("old"), n, n, recipe=Recipe.WHICH_PAPER) for n in "ab"]}
    assert accepted(choose(offers, there, GOOD)) == []


LONG = "Wavelet gating of moisture fluxes removes ringing near mountain ridges at dawn"


def test_two_papers_do_not_ask_nearly_the_same() -> None:
    """The second waits with both names and the answer as written, the same or another."""
    other = candidate(LONG.replace("Wavelet", "Curvelet"))
    offers = [offer("x", candidate(LONG)), offer("y", other, paper="q"),
              offer("z", candidate(LONG), paper="r")]  # fmt: skip
    names = {PaperId("p"): "Nimbus", PaperId("q"): "Cirrus", PaperId("r"): "Stratus"}
    choices = choose(offers, {}, GOOD, names)
    assert accepted(choices) == [("x", "Wavelet")]
    held = {c.point: c.candidate.warnings[-1] for c in choices if not c.accepted}
    assert held[PointId("y")] == CardWarning("near-duplicate", "Cirrus / Nimbus: Wavelet")
    assert held[PointId("z")] == CardWarning("near-duplicate", "Stratus / Nimbus: Wavelet")


def test_cards_of_other_papers_that_are_there_count() -> None:
    """What another paper asks already is not asked by a new one."""
    there = {PAPER: [Asked(PointId("old"), "", "wavelet", cue_of(candidate(LONG).question))]}
    assert accepted(choose([offer("y", candidate(LONG), paper="q")], there, GOOD)) == []


OFFERS = st.lists(
    st.tuples(
        st.sampled_from("pq"),
        st.lists(
            st.tuples(st.sampled_from(DISTINCT), st.floats(0, 1),
                      st.sampled_from(["", "too-long"])),
            max_size=4, unique_by=lambda c: c[0],
        ),
        st.integers(0, 3),
    ), max_size=6,
)  # fmt: skip


@PROFILE
@given(OFFERS, st.integers(0, 4))
def test_no_budget_is_ever_exceeded(
    rows: list[tuple[str, list[tuple[str, float, str]], int]], per_paper: int
) -> None:
    """However much is offered, papers and points keep their limits, and nothing faulty gets in."""
    offers = [
        offer(
            f"{paper}{number}",
            *(candidate(text, rank, *filter(None, [fault])) for text, rank, fault in made),
            slots=slots, paper=paper,
        )
        for number, (paper, made, slots) in enumerate(rows)
    ]  # fmt: skip
    choices = choose(offers, {}, Policy("good", per_paper))
    taken = [c for c in choices if c.accepted]
    for paper in "pq":
        assert len([c for c in taken if c.point.startswith(paper)]) <= per_paper
    for each in offers:
        own = [c for c in choices if c.point == each.point]
        assert len([c for c in own if c.accepted]) <= each.slots
        assert len([c for c in own if not c.accepted]) <= INBOX_PER_POINT
    assert all(not c.candidate.warnings for c in taken)
    assert len({(c.point, plain(c.candidate.question)) for c in choices}) == len(choices)
