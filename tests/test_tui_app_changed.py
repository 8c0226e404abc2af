"""What the app tells of a card whose note has changed."""

from __future__ import annotations

from pathlib import Path

from build_fixtures import LUMIERE, VIDEOS, paper, shelf

from decks.cards import Card
from tui.app.cardtext import changed_text


def reworded(folder: Path, text: str) -> list[Card]:
    """The answered cards of a point after it was reworded."""
    with shelf(folder) as found:
        found.note("a.md", paper(LUMIERE, VIDEOS))
        found.build()
        for card in found.accepted():
            found.answer(card.id)
        found.note("a.md", paper(LUMIERE, text))
        found.build()
        return found.accepted()


def test_a_changed_answer_is_shown_with_what_it_was(tmp_path: Path) -> None:
    """Below a changed card stands the answer of before, as it is written: nothing is markup."""
    cards = reworded(tmp_path / "notes", VIDEOS.replace("30 million", "45 million"))
    told = [changed_text(card).plain for card in cards]
    assert any("30" in text and "[...]" in text for text in told)


def test_of_an_unchanged_answer_nothing_is_told(tmp_path: Path) -> None:
    """Other words around the same answer are no news."""
    cards = reworded(tmp_path / "notes", VIDEOS.replace("uses", "used"))
    assert {changed_text(card).plain for card in cards} == {""}
