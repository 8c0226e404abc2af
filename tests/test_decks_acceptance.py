"""Which proposals become cards unasked, and which wait."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from decks.acceptance import INBOX_PER_POINT, Asked, Choice, Offer, Policy, choose
from decks.faces import blank, face
from decks.ids import PaperId, PointId, normalised
from decks.subject import Candidate, CardWarning, Recipe

PAPER = PaperId("paper")
GOOD = Policy("good", 20)


def made(text: str, answer: str, rank: float = 0.5, *codes: str) -> Candidate:
    """A candidate that asks ``text`` with ``answer`` at its end."""
    return Candidate(
        Recipe.TERM_CLOZE,
        face(text, blank(answer)),
        answer,
        len(text),
        rank,
        tuple(CardWarning(code) for code in codes),
    )


def offer(point: str, *candidates: Candidate, slots: int = 2) -> Offer:
    """A point of the one paper with its candidates, best first."""
    return Offer(PAPER, PointId(point), slots, candidates)


def accepted(choices: list[Choice]) -> list[str]:
    """The answers of the accepted candidates."""
    return [choice.candidate.answer for choice in choices if choice.accepted]


def held(choices: list[Choice]) -> dict[str, list[str]]:
    """The codes of the candidates in the inbox, by their answers."""
    return {
        choice.candidate.answer: [warning.code for warning in choice.candidate.warnings]
        for choice in choices
        if not choice.accepted
    }


def test_a_point_gives_at_most_its_slots() -> None:
    """The best candidates of a point are taken, and no more than it may have."""
    choices = choose(
        [offer("p", made("用残差", "甲"), made("用门控", "乙"), made("用缩放", "丙"))], {}, GOOD
    )
    assert accepted(choices) == ["甲", "乙"]
    assert held(choices) == {}


def test_every_point_has_its_turn_before_any_has_two() -> None:
    """Where a paper's budget is short, the best of every point comes before a second of one."""
    offers = [
        offer("p", made("first question about one thing", "gate", 0.9), made("other", "norm", 0.8)),
        offer("q", made("entirely different matter", "loss", 0.1)),
    ]
    choices = choose(offers, {}, Policy("good", 2))
    assert accepted(choices) == ["gate", "loss"]


def test_what_is_over_budget_waits_with_the_reason() -> None:
    """A point that gets no card because its paper has enough of them says so in the inbox."""
    offers = [
        offer("p", made("第一件事", "甲", 0.9)),
        offer("q", made("第二桩完全不同", "乙", 0.1)),
    ]
    assert held(choose(offers, {}, Policy("good", 1))) == {"乙": ["over-budget"]}


def test_a_candidate_with_a_warning_is_never_accepted() -> None:
    """Whatever its rank, a candidate that the check warns about waits in the inbox."""
    choices = choose([offer("p", made("x", "甲", 1.0, "fragment"))], {}, GOOD)
    assert (accepted(choices), held(choices)) == ([], {"甲": ["fragment"]})


def test_nothing_is_accepted_if_the_user_wants_to_be_asked() -> None:
    """With ``accept: none`` every card waits."""
    choices = choose([offer("p", made("x", "甲"))], {}, Policy("none", 20))
    assert held(choices) == {"甲": ["unasked"]}


def test_the_inbox_keeps_few_of_a_point() -> None:
    """A point without a card keeps its best proposals only."""
    many = [made("x", str(n) * 3, 1 - n / 10, "fragment") for n in range(5)]
    assert len(choose([offer("p", *many)], {}, GOOD)) == INBOX_PER_POINT


def test_a_paper_does_not_ask_the_same_twice() -> None:
    """Two points that give nearly the same card give one; the other waits."""
    text = "提出一种可插拔的模块，训练一次之后直接用于任何模型，核心是"
    offers = [offer("p", made(text, "适配层", 0.9)), offer("q", made(text + "那个", "适配层", 0.5))]
    choices = choose(offers, {}, GOOD)
    assert accepted(choices) == ["适配层"]
    assert held(choices) == {"适配层": ["near-duplicate"]}


def test_one_figure_may_stand_in_two_questions() -> None:
    """Cards that share nothing but a number are no duplicates."""
    offers = [
        offer("p", made("预训练时被遮住的词的百分比是", "15", 0.9)),
        offer("q", made("Top-5 error falls on the validation set to", "15", 0.5)),
    ]
    assert accepted(choose(offers, {}, GOOD)) == ["15", "15"]


def test_cards_that_are_there_count() -> None:
    """Accepted cards of earlier builds fill the budget, and are not asked a second time."""
    there = Asked(PointId("old"), normalised("把注意力写成两步，核心是分块"), normalised("分块"))
    new = [offer("p", made("把注意力写成两步，核心是", "分块"))]
    assert held(choose(new, {PAPER: [there]}, GOOD)) == {"分块": ["near-duplicate"]}
    other = [offer("p", made("另一件事", "归一化"))]
    assert held(choose(other, {PAPER: [there]}, Policy("good", 1))) == {"归一化": ["over-budget"]}


def test_a_refused_point_gives_nothing_more() -> None:
    """A point whose slots are used up by rejected cards neither gets a card nor fills the inbox."""
    assert choose([offer("p", made("x", "甲"), slots=0)], {}, GOOD) == []


@given(
    st.lists(
        st.tuples(st.sampled_from("pqr"), st.text(min_size=1), st.floats(0, 1), st.booleans()),
        max_size=12,
    ),
    st.integers(1, 5),
)
def test_choices_keep_to_their_limits(
    rows: list[tuple[str, str, float, bool]], budget: int
) -> None:
    """Budget, slots and warnings hold for any candidates, and no candidate is chosen twice."""
    offers = [
        offer(
            point,
            *(
                made("?", text, rank, *(["x"] if bad else []))
                for p, text, rank, bad in rows
                if p == point
            ),
        )
        for point in "pqr"
    ]
    choices = choose(offers, {}, Policy("good", budget))
    taken = [choice for choice in choices if choice.accepted]
    assert len(taken) <= budget
    assert all(sum(c.point == PointId(p) for c in taken) <= 2 for p in "pqr")
    assert not any(choice.candidate.warnings for choice in taken)
    assert all(choice.candidate.warnings for choice in choices if not choice.accepted)
