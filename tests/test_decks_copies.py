"""Points that stand word for word under two papers: told, and no card until decided."""

from __future__ import annotations

from pathlib import Path

import pytest
from build_fixtures import Shelf, paper, shelf
from cli_running import Shell

from decks.cards import Acceptance
from decks.marks import What
from decks.store.copies import undecided_copies

COPIED = "引入二十面体网格上的球面卷积核，避免极点附近的格点畸变"
OWN = "把探空气球的温压廓线离散成词元，从而外推十天的位势高度"
ALPHA = paper("Alpha: A Model of Layers", COPIED)
BETA = paper("Beta: A Study of Optimisers", OWN, COPIED + "。")


def told(here: Shelf) -> list[list[tuple[str, str, int]]]:
    return [[(p.paper, p.path, p.line) for p in c.places] for c in undecided_copies(here.store)]


def test_both_places_are_told_and_neither_makes_a_card(tmp_path: Path) -> None:
    """What is copied is told with its papers and lines; what is not copied has its cards."""
    with shelf(tmp_path) as here:
        here.note("a.md", ALPHA)
        here.note("b.md", BETA)
        here.build()
        assert told(here) == [[("Alpha", "a.md", 5), ("Beta", "b.md", 6)]]
        assert {card.point_text for card in here.accepted()} == {OWN}
        waiting = [c for c in here.cards().values() if c.acceptance is Acceptance.INBOX]
        assert {c.warnings[0].code for c in waiting} == {"copied"}


NO_COPIES = {
    "one paper in two notes": (ALPHA, ALPHA),
    "twice in one paper": (paper("Alpha: A Model of Layers", COPIED, COPIED), BETA[:0]),
    "nearly the same": (ALPHA, BETA.replace("附近", "周围")),
}


@pytest.mark.parametrize("notes", NO_COPIES.values(), ids=NO_COPIES.keys())
def test_other_likeness_is_no_copy(tmp_path: Path, notes: tuple[str, str]) -> None:
    """The same paper in two notes, a repeated bullet and similar words are not told."""
    with shelf(tmp_path) as here:
        for name, text in zip("ab", notes, strict=True):
            here.note(f"{name}.md", text)
        here.build()
        assert told(here) == []


@pytest.mark.parametrize("what", [What.ACCEPTED, What.REJECTED])
def test_deciding_about_one_is_deciding(tmp_path: Path, what: What) -> None:
    """Once a card of either place is accepted or rejected, nothing is told, whatever is built."""
    with shelf(tmp_path) as here:
        here.note("a.md", ALPHA)
        here.note("b.md", BETA)
        here.build()
        card = next(c for c in here.cards().values() if c.point_text == COPIED)
        here.mark(card.id, what, True)
        here.note("c.md", paper("Gamma: A Third", "用 Sobel 梯度监督深度图的边缘，从而保留细线"))
        here.build()
        assert told(here) == []
        expected = Acceptance.ACCEPTED if what is What.ACCEPTED else Acceptance.REJECTED
        assert here.cards()[card.id].acceptance is expected


def test_mending_the_note_gives_the_card(tmp_path: Path) -> None:
    """When the copy is gone, the point is like any other."""
    with shelf(tmp_path) as here:
        here.note("a.md", ALPHA)
        here.note("b.md", BETA)
        here.build()
        here.note("b.md", paper("Beta: A Study of Optimisers", OWN))
        here.build()
        assert told(here) == []
        assert here.accepted(COPIED)


def test_build_tells_and_inbox_decides(tmp_path: Path) -> None:
    """A user reads both places in the build's report, and decides with one command."""
    shell = Shell(tmp_path).built(ALPHA + BETA, "log.md")
    shell.write("log.md", ALPHA + BETA + "\n")
    document = shell.json("build")
    assert [p["paper"] for p in document["copied"][0]["places"]] == ["Alpha", "Beta"]
    shell.write("log.md", ALPHA + BETA + paper("Gamma: A Third", OWN[::-1]))
    lines = shell.run("build").stdout
    assert "log.md:5" in lines
    assert "Mend the note, or accept a card where it is right" in lines
    assert shell.run("inbox", "--accept", "paper:alpha").returncode == 0
    shell.write("log.md", ALPHA + BETA)
    assert shell.json("build")["copied"] == []
    accepted = shell.json("cards", "paper:alpha", "is:accepted")["cards"]
    assert accepted
