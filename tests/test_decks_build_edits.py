"""What becomes of cards and histories when notes are edited."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from build_fixtures import (
    BACKBONE,
    BLENDING,
    LUMIERE,
    SDXL,
    VIDEOS,
    Shelf,
    paper,
    shelf,
    state_of,
)

from decks.build import build
from decks.cards import Study
from decks.faces import plain
from decks.ids import CardId
from decks.marks import Mark, What
from decks.rehearsal import rehearsal
from decks.report import Change
from decks.reviews import Rating
from decks.status import Status, status_of
from decks.store.doubts import answer_doubt, doubts
from decks.store.history import history_of
from decks.store.marks import insert_mark
from decks.store.orphans import keep_asking
from decks.store.shelf import put

MORE_VIDEOS = VIDEOS.replace("30 million", "45 million")
RETITLED = "Lumière Revisited: Generating Video in Space and Time"
PERHAPS = "Training uses 64 GPUs and long videos of many more frames at 16 fps."
TODAY = 20_500


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Shelf]:
    """A note with one paper, all of whose cards are accepted and answered."""
    with shelf(tmp_path / "notes") as found:
        found.note("a.md", paper(LUMIERE, VIDEOS, BLENDING))
        found.build()
        for card in found.cards():
            found.mark(card, What.ACCEPTED, True)
            found.answer(card)
        yield found


def about(found: Shelf, answer: str) -> CardId:
    """The card that asks for an answer."""
    return next(card.id for card in found.cards().values() if answer in card.answer)


def test_a_changed_answer_is_told_once(one: Shelf) -> None:
    """A card whose answer changed is the same card, is called changed, and shows what it was."""
    card = about(one, "30")
    history = one.history()
    one.note("a.md", paper(LUMIERE, MORE_VIDEOS, BLENDING))
    assert one.build().cards_changed >= 1
    now = one.cards()[card]
    assert "45" in now.answer
    assert now.was is not None
    assert "30" in now.was.answer
    assert status_of(now, TODAY) is Status.CHANGED
    assert one.history() == history
    one.answer(card)
    assert one.cards()[card].was is None


def test_a_card_that_changes_twice_was_what_was_answered(one: Shelf) -> None:
    """Until it is answered a card was what its owner saw last; back there, it is not changed."""
    card = about(one, "30")
    for number in ("45 million", "60 million"):
        one.note("a.md", paper(LUMIERE, VIDEOS.replace("30 million", number), BLENDING))
        one.build()
    was = one.cards()[card].was
    assert was is not None
    assert "30" in was.answer
    one.note("a.md", paper(LUMIERE, VIDEOS, BLENDING))
    one.build()
    assert one.cards()[card].was is None


def test_nothing_is_told_of_a_card_that_nobody_saw(tmp_path: Path) -> None:
    """A card that was never answered changes silently."""
    with shelf(tmp_path / "notes") as found:
        found.note("a.md", paper(LUMIERE, VIDEOS))
        found.build()
        found.note("a.md", paper(LUMIERE, MORE_VIDEOS))
        found.build()
        assert {card.was for card in found.cards().values()} == {None}


def test_a_stale_card_says_so(one: Shelf) -> None:
    """A card that its reworded point asks no more stays, with the warning that it is outdated."""
    card = about(one, "30")
    one.note("a.md", paper(LUMIERE, VIDEOS.replace("30 million ", ""), BLENDING))
    one.build()
    now = one.cards()[card]
    assert [warning.code for warning in now.warnings] == ["outdated"]
    assert one.in_play(card)
    assert not one.build().changed
    one.note("a.md", paper(LUMIERE, VIDEOS, BLENDING))
    one.build()
    assert one.cards()[card].warnings == ()


def test_a_retitled_paper_keeps_what_was_decided_about_it(one: Shelf) -> None:
    """A paper without an id whose title changes keeps its cards, its deck and its standing."""
    cards = {card.id: card.deck for card in one.accepted()}
    one.mark(next(iter(one.cards().values())).paper.id, What.STUDY, "aside")
    one.note("later.md", paper(RETITLED, VIDEOS, BLENDING))
    (one.folder / "a.md").unlink()
    report = one.build()
    now = one.cards()
    assert report.points[Change.ABSENT] == report.points[Change.NEW] == 0
    assert {card: now[card].deck for card in cards} == cards
    assert {now[card].paper.title for card in cards} == {RETITLED}
    assert not any(map(one.in_play, cards))
    one.note("later.md", paper(RETITLED, VIDEOS, BLENDING, BACKBONE))
    one.build()
    assert not any(map(one.in_play, cards))
    one.note("later.md", paper(LUMIERE, VIDEOS, BLENDING, BACKBONE))
    one.build()
    assert {c.paper.study.value for c in one.cards().values()} == {"aside"}


def test_a_retitled_paper_stays_where_its_reader_put_it(one: Shelf) -> None:
    """However many builds follow a new title, a paper that was shelved under the old one waits."""
    shelved = one.accepted(VIDEOS)[0].paper.id
    put(one.store, [shelved], Study.SHELF, one.collection.presets(one.store), next(one.ms))
    for number in range(3):
        one.note("a.md", paper("Another Name: A Longer Title", VIDEOS, BACKBONE, f"Point {number}"))
        assert one.build().cards_new == 0
    assert not any(one.in_play(card) for card in one.cards())


def test_a_paper_of_another_number_is_another(tmp_path: Path) -> None:
    """What was decided about SAM is not decided about SAM 2, though it stands in its place."""
    with shelf(tmp_path / "notes") as found:
        found.note("a.md", paper("Segmenting Anything 1", VIDEOS))
        found.build()
        found.mark(found.one(VIDEOS).paper.id, What.STUDY, "aside")
        found.note("a.md", paper("Segmenting Anything 2", BACKBONE))
        found.build()
        assert found.in_play(found.one(BACKBONE).id)


def test_a_doubt_is_asked_and_settled_as_the_same(one: Shelf) -> None:
    """What may be a point or not leaves it as it was; "the same" lets it go on in new words."""
    cards = {card.id: plain(card.question) for card in one.accepted(VIDEOS)}
    one.note("a.md", paper(LUMIERE, BLENDING))
    one.note("b.md", paper(LUMIERE, PERHAPS))
    assert one.build().points[Change.DOUBTFUL] == 1
    assert {card: plain(one.cards()[card].question) for card in cards} == cards
    assert all(map(one.in_play, cards))
    assert not one.build().changed
    doubt = doubts(one.store)[0]
    assert (doubt.before, doubt.now, doubt.place.path) == (VIDEOS, PERHAPS, "b.md")
    answer_doubt(one.store, doubt, same=True, ms=1)
    assert one.build().points[Change.REWORDED] == 1
    assert doubts(one.store) == []
    assert {one.cards()[card].point_text for card in cards} == {PERHAPS}


def test_a_doubt_is_settled_as_another(one: Shelf) -> None:
    """Called another, the text is a point of its own, and the old cards rest."""
    cards = [card.id for card in one.accepted(VIDEOS)]
    one.note("a.md", paper(LUMIERE, PERHAPS, BACKBONE, BLENDING))
    assert one.build().points[Change.DOUBTFUL] == 1
    for doubt in doubts(one.store):
        answer_doubt(one.store, doubt, same=False, ms=1)
    report = one.build()
    assert (report.points[Change.ABSENT], report.points[Change.DOUBTFUL]) == (1, 0)
    assert not any(map(one.in_play, cards))
    assert not one.build().changed


def test_a_trial_writes_nothing(one: Shelf) -> None:
    """A rehearsed build tells what would become of the points, and the store is as it was."""
    one.note("a.md", paper(LUMIERE, MORE_VIDEOS))
    tables = ("file", "about")
    before = state_of(one), [one.store.rows(f"SELECT * FROM {table}") for table in tables]
    with rehearsal(one.collection) as copy:
        report = build(one.collection, copy)
    after = state_of(one), [one.store.rows(f"SELECT * FROM {table}") for table in tables]
    assert after == before
    told = {row.change: (row.before, row.after) for row in report.told}
    assert told == {Change.REWORDED: (VIDEOS, MORE_VIDEOS), Change.ABSENT: (BLENDING, None)}
    assert one.build().points == report.points


def test_a_restored_orphan_is_asked_until_its_text_returns(one: Shelf) -> None:
    """A restored orphan is asked although its text is gone; a later absence counts anew."""
    card = about(one, "30")
    for gone in (True, False, True):
        one.note("a.md", paper(LUMIERE, *([] if gone else [VIDEOS]), BLENDING))
        one.build()
        if gone:
            assert not one.in_play(card)
            assert status_of(one.cards()[card], TODAY) is Status.ORPHAN
            keep_asking(one.store, [card], one.collection.presets(one.store), 1)
        assert one.in_play(card)


def test_a_restored_orphan_that_was_suspended_stays_so(one: Shelf) -> None:
    """Restoring is no resuming."""
    card = about(one, "30")
    one.mark(card, What.SUSPENDED, True)
    one.note("a.md", paper(LUMIERE, BLENDING))
    one.build()
    keep_asking(one.store, [card], one.collection.presets(one.store), 1)
    assert not one.in_play(card)


def test_a_history_tells_every_version_and_answer(one: Shelf) -> None:
    """A history holds each text with its note, each face, and each review, taken back or not."""
    card = about(one, "30")
    one.note("b.md", paper(LUMIERE, MORE_VIDEOS, BLENDING))
    (one.folder / "a.md").unlink()
    one.build()
    one.answer(card, Rating.AGAIN)
    review = one.history()[card][0].id
    insert_mark(one.store, Mark(card, What.RETRACTED, True, 9, "x", str(review)))
    told = history_of(one.store, one.cards()[card])
    texts = [(text.text, text.path) for text in told.point]
    assert texts == [(VIDEOS, "a.md"), (MORE_VIDEOS, "b.md")]
    assert [face.answer for face in told.card][-1] == one.cards()[card].answer
    assert ([r.rating for r in told.reviews], told.retracted) == (
        [Rating.GOOD, Rating.AGAIN],
        frozenset([review]),
    )


def many(found: Shelf, papers: int, points: int = 3) -> None:
    """Notes with enough cards that losing them is no trifle."""
    for number in range(papers):
        name = f"Net{number}"
        own = [f"{name}v{n} trains on {7 * number + n + 3} million videos." for n in range(points)]
        found.note(f"{number}.md", paper(f"{name}: A Study of Number {number}", *own))


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Shelf]:
    """Thirty papers with a card for every point."""
    with shelf(tmp_path / "notes") as found:
        many(found, 30)
        found.build()
        for card in found.cards():
            found.mark(card, What.ACCEPTED, True)
        yield found


def test_a_large_loss_is_held_until_it_is_confirmed(full: Shelf) -> None:
    """Much orphaned at once is held: all else is applied, and again it is held, until confirmed."""
    for number in range(20):
        (full.folder / f"{number}.md").unlink()
    full.note("new.md", paper(LUMIERE, VIDEOS))
    for _ in range(2):
        report = full.build()
        assert (report.held, report.points[Change.ABSENT]) == (60, 0)
        assert all(full.in_play(card.id) for card in full.accepted())
    assert full.accepted(VIDEOS)
    report = full.build(accept_missing=True)
    assert (report.held, report.points[Change.ABSENT]) == (0, 60)
    assert not full.build().changed


@pytest.mark.parametrize(("papers", "held"), [(4, 0), (7, 21)])
def test_a_small_loss_is_not_held(full: Shelf, papers: int, held: int) -> None:
    """Up to 20 cards, or up to a fifth of a root's, rest without asking."""
    for number in range(papers):
        (full.folder / f"{number}.md").unlink()
    assert full.build().held == held


def test_held_cards_wake_nobody_when_the_notes_return(full: Shelf) -> None:
    """Notes that come back after a hold are as they were: nothing happened to their cards."""
    before = state_of(full)
    texts = {path: path.read_text("utf-8") for path in full.folder.glob("*.md")}
    for path in texts:
        path.unlink()
    full.note("other.md", paper(SDXL, BACKBONE))
    assert full.build().held == 90
    (full.folder / "other.md").unlink()
    for path, text in texts.items():
        full.note(path.name, text)
    assert full.build().held == 0
    assert set(before["card_version"]) <= set(state_of(full)["card_version"])
    assert all(full.in_play(card.id) for card in full.accepted() if card.point_text != BACKBONE)


def test_another_vocabulary_orphans_nothing_unasked(
    full: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If notes are read differently than at the last build, even one orphan waits for a person."""
    monkeypatch.setattr("decks.reading.RECOGNISER", 10_000)
    (full.folder / "3.md").unlink()
    assert full.build().held == 3
    assert full.build(accept_missing=True).points[Change.ABSENT] == 3
    (full.folder / "4.md").unlink()
    assert full.build().points[Change.ABSENT] == 3
