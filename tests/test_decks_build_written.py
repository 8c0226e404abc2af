"""Cards that people wrote, from the note to the review and to Anki."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import anki_reading
import pytest
from build_fixtures import LUMIERE, VIDEOS, Shelf, paper, shelf, state_of
from cli_running import Shell

from decks.cards import Acceptance, Card
from decks.days import Instant
from decks.faces import plain
from decks.marks import What
from decks.report import Change
from decks.reviews import Rating
from decks.session import Session
from decks.store import totals
from exports.anki_package import export_package
from tui.app.cardtext import answer_text, paper_text, point_text

TERMS = "# Terms\n\nQ: What is SGD?\nA: A step a batch.\n\nC: The [cat] sat on the [mat].\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Shelf]:
    with shelf(tmp_path / "notes") as found:
        yield found


def asked(desk: Shelf) -> list[tuple[str, str]]:
    """(front, answer) of the accepted cards that are in the notes, in the order of birth."""
    cards = sorted(desk.accepted(), key=lambda card: card.position)
    return [(plain(card.front), card.answer) for card in cards if card.present]


def of_answer(desk: Shelf, answer: str) -> Card:
    (found,) = [card for card in desk.cards().values() if card.answer == answer]
    return found


def test_they_are_accepted_unasked_and_read_as_written(desk: Shelf) -> None:
    """Every written card is a card, asked in its writer's words."""
    desk.note("deep/terms.md", TERMS)
    desk.build()
    assert asked(desk) == [
        ("What is SGD?", "A step a batch."),
        ("The [...] sat on the mat.", "cat"),
        ("The cat sat on the [...].", "mat"),
    ]
    assert totals.cards_by_recipe(desk.store) == {"written": 3}
    assert {card.deck for card in desk.accepted()} == {"deep::terms"}
    assert not desk.build().changed


def test_under_a_paper_the_front_names_it(desk: Shelf) -> None:
    """A card under a paper's title says which paper is meant."""
    desk.note("a.md", f"# {LUMIERE}\n\nQ: What for?\nA: Video.\n")
    desk.build()
    assert asked(desk) == [("Lumiere: What for?", "Video.")]


@pytest.mark.parametrize("settings", ["accept: none", "cards_per_point: 1", "cards_per_paper: 1"])
def test_no_setting_limits_them(tmp_path: Path, settings: str) -> None:
    """Budgets and ``accept: none`` are for cards that are made, and are not used up by others."""
    with shelf(tmp_path / "notes", settings) as desk:
        desk.note("a.md", paper(LUMIERE, VIDEOS), "\nC: The [cat] sat on the [mat].\n")
        desk.build()
        recipes = sorted(card.recipe.value for card in desk.accepted())
        assert recipes.count("written") == 2
        assert (len(recipes) > 2) == (settings != "accept: none")


def test_without_their_kind_they_are_no_cards(tmp_path: Path) -> None:
    """``kinds:`` decides about them as about all others."""
    with shelf(tmp_path / "notes", "kinds: [key_points]") as desk:
        desk.note("a.md", TERMS)
        desk.build()
        assert not desk.cards()


def test_equal_cards_are_not_taken_for_copies(desk: Shelf) -> None:
    """The same card in two notes, or two alike in one, are all asked."""
    desk.note("a.md", TERMS)
    desk.note("b.md", TERMS, "\nQ: What is SGD now?\nA: A step a batch.\n")
    desk.build()
    assert len(asked(desk)) == 7
    assert {card.deck for card in desk.accepted()} == {"a", "b"}


def test_notes_with_one_heading_are_two(desk: Shelf) -> None:
    """A heading over cards names its note alone: another note with it is another deck."""
    desk.note("mon.md", "# Cards\n\nQ: a?\nA: b\n")
    desk.note("tue.md", "# Cards\n\nQ: c?\nA: d\n")
    desk.build()
    assert {card.deck: card.paper.title for card in desk.accepted()} == {
        "mon": "Cards",
        "tue": "Cards",
    }


REWRITTEN = {
    "the answer": ("A step a batch.", "One small step for each batch.", 0, "One small step"),
    "the question": ("What is SGD?", "What is plain SGD?", 0, "plain SGD"),
    "a gap's words": ("[cat]", "[dog]", 1, "dog"),
    "the words around": ("sat on", "lay on", 1, "lay on"),
    "the signs": ("C: The [cat] sat", "The {{c1::cat}} has sat", 1, "has sat"),
}


@pytest.mark.parametrize("name", REWRITTEN)
def test_a_rewritten_card_keeps_its_history(desk: Shelf, name: str) -> None:
    """Question, answer and gaps may change: the id and the reviews stay, the words follow."""
    old, new, number, words = REWRITTEN[name]
    desk.note("a.md", TERMS)
    desk.build()
    ids = [card.id for card in sorted(desk.accepted(), key=lambda card: card.position)]
    desk.answer(ids[number])
    history = desk.history()
    desk.note("a.md", TERMS.replace(old, new))
    desk.build()
    card = desk.cards()[ids[number]]
    assert card.acceptance is Acceptance.ACCEPTED
    assert words in plain(card.question) + card.answer
    assert desk.history() == history


def test_a_new_gap_is_a_new_card(desk: Shelf) -> None:
    """A gap that is added to a card in study is asked too, and the others go on."""
    desk.note("a.md", "C: The [cat] sat on the mat.\n")
    desk.build()
    first = of_answer(desk, "cat").id
    desk.answer(first)
    desk.note("a.md", "C: The [cat] sat on the [mat].\n")
    report = desk.build()
    assert report.cards_new == 1
    assert {card.answer for card in desk.accepted()} == {"cat", "mat"}
    assert of_answer(desk, "cat").id == first


def test_a_gap_that_is_taken_out_is_not_asked(desk: Shelf) -> None:
    """The card waits in the inbox with its history, and is asked again when it is written again."""
    desk.note("a.md", "C: The [cat] sat on the [mat].\n")
    desk.build()
    mat = of_answer(desk, "mat").id
    desk.answer(mat)
    desk.note("a.md", "C: The [cat] sat on the mat.\n")
    desk.build()
    waiting = desk.cards()[mat]
    assert waiting.acceptance is Acceptance.INBOX
    assert [warning.code for warning in waiting.warnings] == ["unwritten"]
    assert not desk.in_play(mat)
    desk.note("a.md", "C: The [cat] sat on the [mat].\n")
    desk.build()
    assert desk.in_play(mat)
    assert not desk.cards()[mat].warnings
    assert len(desk.history()[mat]) == 1


def test_a_gap_accepted_after_it_was_taken_out_stays(desk: Shelf) -> None:
    """What a person decides about a card holds against the next builds."""
    desk.note("a.md", "C: The [cat] sat on the [mat].\n")
    desk.build()
    mat = of_answer(desk, "mat").id
    desk.note("a.md", "C: The [cat] sat on the mat.\n")
    desk.build()
    desk.mark(mat, What.ACCEPTED, True)
    desk.note("a.md", "C: The [cat] sat on the mat.\n", "\nQ: a?\nA: b\n")
    desk.build()
    assert desk.in_play(mat)


def test_a_refused_card_is_not_offered_again(desk: Shelf) -> None:
    """Never asking a card again holds although it stands in the note."""
    desk.note("a.md", TERMS)
    desk.build()
    card = of_answer(desk, "cat").id
    desk.mark(card, What.REJECTED, True)
    desk.note("a.md", TERMS, "\nQ: a?\nA: b\n")
    desk.build()
    assert not desk.in_play(card)
    assert [each.answer for each in desk.accepted()].count("cat") == 0


def test_an_answer_that_comes_back_is_a_card_again(desk: Shelf) -> None:
    """An id that went on with another answer does not stand in the way of a new card."""
    for text in ("C: The [cat] sat here.", "C: The [dog] sat here.", "C: The [dog] sat [here]."):
        desk.note("a.md", text)
        desk.build()
    desk.note("a.md", "C: The [dog] sat [here] by a [cat].")
    desk.build()
    assert {card.answer for card in desk.accepted()} == {"dog", "here", "cat"}


def test_two_gaps_may_hide_the_same_words(desk: Shelf) -> None:
    """Each gap is a card of its own, whatever the others hide, and stays the card it is."""
    desk.note("a.md", "C: [the] cat and [The] dog run in [C] or [C++]\n")
    desk.build()
    before = {card.id: plain(card.question) for card in desk.accepted()}
    assert len(before) == 4
    desk.note("a.md", "C: [the] cat and [The] dog run in [C] or [C++] here\n")
    desk.build()
    after = {card.id: plain(card.question) for card in desk.accepted()}
    assert after == {card: f"{text} here" for card, text in before.items()}


def test_a_moved_or_renamed_note_keeps_its_cards(desk: Shelf) -> None:
    """Cards of no paper go with their text into another note, and rest when it is gone."""
    desk.note("a.md", TERMS)
    desk.build()
    ids = {card.id for card in desk.accepted()}
    (desk.folder / "a.md").unlink()
    desk.note("b/c.md", TERMS)
    report = desk.build()
    assert report.points[Change.MOVED] == 2
    assert {card.id for card in desk.accepted() if card.present} == ids
    desk.note("b/c.md", "# Terms\n\nnothing\n")
    desk.build()
    assert not any(desk.in_play(card) for card in ids)


def test_a_point_that_becomes_a_card_is_asked_as_a_card(desk: Shelf) -> None:
    """Signs put into a key point make it a written card; the point is the same."""
    text = "Lumiere trains on 30 million videos of 80 frames."
    desk.note("a.md", paper(LUMIERE, text))
    desk.build()
    points = {card.point for card in desk.accepted()}
    desk.note("a.md", paper(LUMIERE, text.replace("80 frames", "{{c1::80 frames}}")))
    desk.build()
    new = of_answer(desk, "80 frames")
    assert new.acceptance is Acceptance.ACCEPTED
    assert new.recipe.value == "written"
    assert {new.point} == points


def test_planning_again_changes_nothing(desk: Shelf) -> None:
    """Even where everything is planned again, the same notes make the same store."""
    desk.note("a.md", paper(LUMIERE, VIDEOS), "\n", TERMS)
    desk.build()
    before = state_of(desk)
    (desk.folder / "paperdeck.yaml").write_text("cards_per_point: 3", "utf-8")
    desk.build()
    written = [row for row in state_of(desk)["card"] if "'written'" in row]
    assert written == [row for row in before["card"] if "'written'" in row]


def test_siblings_come_on_different_days(desk: Shelf) -> None:
    """Both directions and all gaps of one text share their point: one of them a day."""
    desk.note("a.md", "#flashcards\n\ndog ::: 狗\n")
    desk.build()
    one, other = desk.accepted()
    assert one.point == other.point
    collection = desk.collection
    clock = lambda: Instant(next(desk.ms))  # noqa: E731
    session = Session(
        desk.store, collection.presets(desk.store), collection.limits, clock, day_starts_at=4
    )
    assert session.card is not None
    session.reveal()
    session.grade(Rating.EASY)
    assert session.card is None


def test_the_review_shows_them_as_written(desk: Shelf) -> None:
    """No name above a card of no paper; the answer once, not again as the point."""
    desk.note("a.md", TERMS)
    desk.build()
    sides, gap = of_answer(desk, "A step a batch."), of_answer(desk, "cat")
    assert [str(paper_text(card)) for card in (sides, gap)] == ["", ""]
    assert [str(answer_text(card)) for card in (sides, gap)] == ["A step a batch.", ""]
    assert [str(point_text(card)) for card in (sides, gap)] == ["", ""]


def test_anki_takes_them(desk: Shelf, tmp_path: Path) -> None:
    """A real Anki imports the package and shows both kinds of card."""
    desk.note("a.md", TERMS, "\nThe {{c1::dog::a pet}} ran.\n")
    desk.build()
    report = export_package(desk.store, desk.collection, tmp_path / "x.apkg")
    with anki_reading.collection(tmp_path / "anki") as col:
        anki_reading.imported(col, report.path)
        cards = [
            anki_reading.rendered(col, each.card_id) for each in anki_reading.arrived(col).values()
        ]
    shown = {
        tuple(anki_reading.part(html, name)[0] for html, name in zip(card, WHERE, strict=True))
        for card in cards
    }
    assert shown == {
        ("What is SGD?", "A step a batch."),
        ("The […] sat on the mat.", "cat"),
        ("The cat sat on the […].", "mat"),
        ("The […]a pet ran.", "dog"),
    }


WHERE = ("question", "answer")


def test_the_command_line_tells_of_them(tmp_path: Path) -> None:
    """``parse`` lists them, ``why`` says by which sign, ``cards`` shows front and answer."""
    shell = Shell(tmp_path)
    (shell.here / "a.md").write_text(TERMS, "utf-8")
    document = json.loads(shell.run("parse", "--json", "a.md").stdout)
    blocks = document["files"][0]["papers"][0]["blocks"]
    assert [(b["kind"], b["points"][0]["prompts"][0]["answer"]) for b in blocks] == [
        ("written", "A step a batch."),
        ("written", "cat"),
    ]
    parsed = shell.run("parse", "a.md").stdout
    assert "What is SGD? :: A step a batch." in parsed
    assert "asks for: mat" in parsed
    shell.run("build")
    why = shell.run("why", "a.md:3").stdout
    assert "Q: and A:" in why
    assert "Block: [cards], line 3" in why
    assert "written" in why
    cards = json.loads(shell.run("cards", "--json", "recipe:written").stdout)["cards"]
    assert cards[0]["front"] == "What is SGD?"
    assert "Terms" in shell.run("cards").stdout
