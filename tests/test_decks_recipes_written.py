"""Cards that people wrote: what the front shows, what the answer is, and that none is judged."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recipe_fixtures import NOTHING_KNOWN

from decks.candidates import candidates
from decks.cards import named
from decks.faces import SpanKind, plain
from decks.recipes.written import propose
from decks.subject import Candidate, Recipe, Subject
from notes.model import Gap, Kind, Prompt

PROFILE = settings(max_examples=150, deadline=None, derandomize=True, database=None)


def asked(text: str, *prompts: Prompt) -> list[Candidate]:
    """The candidates of a written point, with all that may be said against cards in place."""
    subject = Subject(text, Kind.WRITTEN, "", "TODO", "", None, 1, 1, prompts=prompts)
    return list(candidates(subject, NOTHING_KNOWN))


FACES = {
    "two sides": (Prompt(("What is `SGD`?",), "A **step**"), "What is `SGD`?", "text code text"),
    "a gap": (Prompt(("The ", Gap("cat"), " sat"), "cat"), "The [...] sat", "text blank text"),
    "a gap alone": (Prompt((Gap("cat"),), "cat"), "[...]", "blank"),
    "a hint": (Prompt((Gap("cat", "a pet"), " sat"), "cat"), "[...] sat", "blank text"),
    "emphasis around a gap": (
        Prompt(("**The ", Gap("cat"), " sat** down"), "cat"),
        "The [...] sat down",
        "bold blank bold text",
    ),
    "an emphasised gap": (Prompt(("a **", Gap("cat"), "**"), "cat"), "a [...]", "text blank"),
    "a formula in a gap": (
        Prompt(("cost ", Gap("$O(n^2)$ or **so**"), "。"), "$O(n^2)$ or **so**"),
        "cost [...]。",
        "text blank text",
    ),
    "a gap in a link": (Prompt(("[see ", Gap("it"), "](u)"), "it"), "see [...]", "text blank"),
    "two gaps at once": (
        Prompt((Gap("a"), " 和 ", Gap("b")), "a; b"),
        "[...] 和 [...]",
        "blank text blank",
    ),
    "an escaped bracket": (Prompt(("\\[x\\] ", Gap("y")), "y"), "[x] [...]", "text blank"),
}


@pytest.mark.parametrize("name", FACES)
def test_a_front_is_what_was_written(name: str) -> None:
    """Markdown is drawn, gaps are blanks, and nothing else is hidden or added."""
    prompt, front, kinds = FACES[name]
    (card,) = asked("x", prompt)
    assert plain(card.question).replace("`", "") == front.replace("`", "")
    assert " ".join(span.kind.value for span in card.question) == kinds
    assert card.answer == prompt.answer


def test_a_hint_stands_in_the_blank() -> None:
    """What the writer wants shown in place of the answer is kept."""
    (card,) = asked("x", FACES["a hint"][0])
    assert [(s.text, s.hint) for s in card.question if s.kind is SpanKind.BLANK] == [
        ("cat", "a pet")
    ]


def test_nothing_is_said_against_them() -> None:
    """Long answers, praise, templates: a person wrote the card, so it is accepted as it is."""
    long = "word " * 200
    cards = asked("TODO", Prompt(("TODO",), long), Prompt((long,), "better"))
    assert [(card.recipe, card.warnings) for card in cards] == [(Recipe.WRITTEN, ())] * 2


def test_siblings_keep_their_places() -> None:
    """The cards of a point are told apart by where the answer begins."""
    sides = asked("dog :: 狗", Prompt(("dog",), "狗"), Prompt(("狗",), "dog"))
    gaps = asked("a b", Prompt((Gap("a"), " b"), "a"), Prompt(("a ", Gap("b")), "b"))
    assert [card.place for card in sides] == [7, 0]
    assert [card.place for card in gaps] == [0, 2]


def test_a_card_of_no_paper_is_asked_as_it_was_written() -> None:
    """Without a paper's name nothing stands before the question."""
    (card,) = asked("x", Prompt(("狗",), "dog"))
    assert plain(named("", card.question)) == "狗"
    assert plain(named("BERT", card.question)) == "BERT：狗"


PIECES = st.text("ab 字🚀*`$[]()!\\&<\ue010\ue011", max_size=12)


@PROFILE
@given(st.lists(st.one_of(PIECES, PIECES.filter(str.strip).map(Gap)), min_size=1, max_size=6))
def test_any_prompt_becomes_a_face(pieces: list[str | Gap]) -> None:
    """Nothing raises, and no blank hides what no gap hides."""
    prompt = Prompt(tuple(pieces), "a")
    subject = Subject("x", Kind.WRITTEN, "", "T", "", None, 1, 1, prompts=(prompt,))
    (card,) = propose(subject)
    blanks = [span.text for span in card.question if span.kind is SpanKind.BLANK]
    answers = iter(piece.answer for piece in pieces if isinstance(piece, Gap))
    assert all(blank in answers for blank in blanks)
